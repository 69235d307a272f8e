"""What a page looks like from its first picture on: no jump, no flash, nothing cut."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.kinds import page_kinds

WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const moved = entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 80)
      ?? node?.textContent?.slice(0, 40));
    window.shifts.push([entry.value, moved]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
WATCH_SCHEME = """
window.schemes = [];
const see = () => {
  if (document.body) window.schemes.push(getComputedStyle(document.body).colorScheme);
  requestAnimationFrame(see);
};
requestAnimationFrame(see);
"""
WHEN_STILL = """
async () => {
  await document.fonts.ready;
  if (document.readyState !== "complete") {
    await new Promise((done) => addEventListener("load", done));
  }
  for (let frame = 0; frame < 6; frame++) {
    await new Promise((done) => requestAnimationFrame(done));
  }
}
"""
"""Fonts are there, scripts have run, and what they changed has been drawn."""


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Open a context for pages that are watched while they load."""
    context = browser.new_context(locale="vi-VN", service_workers="block")
    yield context
    context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_while_a_page_loads(
    reader: BrowserContext, built_site: Path, width: int
) -> None:
    """No text jumps when fonts come or scripts run, on any kind of page."""
    page = reader.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(WATCH_SHIFTS)
    moved = {}
    for file in page_kinds(built_site):
        page.goto(file.as_uri())
        page.evaluate(WHEN_STILL)
        shifts = page.evaluate("window.shifts")
        if sum(value for value, _ in shifts) >= 0.001:
            moved[file.relative_to(built_site).as_posix()] = shifts
    assert moved == {}


def test_a_jump_is_seen(reader: BrowserContext, tmp_path: Path) -> None:
    """The measure is tried before it is believed."""
    file = tmp_path / "index.html"
    file.write_text(
        "<!doctype html><meta charset=utf-8><p>một</p><p>hai</p><script>"
        "requestAnimationFrame(() => requestAnimationFrame(() => {"
        "document.querySelector('p').style.height = '300px' }))</script>",
        encoding="utf-8",
    )
    page = reader.new_page()
    page.add_init_script(WATCH_SHIFTS)
    page.goto(file.as_uri())
    page.evaluate(WHEN_STILL)

    assert page.evaluate("window.shifts.length")


@pytest.mark.parametrize(
    ("system", "chosen", "wanted"),
    [
        ("light", None, "light"),
        ("dark", None, "dark"),
        ("light", "slate", "dark"),
        ("dark", "default", "light"),
    ],
)
def test_no_page_flashes_in_the_wrong_colours(
    reader: BrowserContext, built_site: Path, system: str, chosen: str, wanted: str
) -> None:
    """From the first picture to the last a page has the scheme that it should have."""
    page = reader.new_page()
    page.emulate_media(color_scheme="dark" if system == "dark" else "light")
    page.goto((built_site / "about.html").as_uri())
    if chosen:
        page.evaluate("code => localStorage.setItem('briefing.scheme', code)", chosen)
    page.add_init_script(WATCH_SCHEME)
    page.goto((built_site / "timeline.html").as_uri())
    page.evaluate(WHEN_STILL)

    assert set(page.evaluate("window.schemes")) == {wanted}


TALL = "Ẵ Ẫ Ế Ộ ợ Ậy g"
"""The highest and the lowest that Vietnamese stacks, capital and small."""
TEXT_STYLES = ", ".join(
    (
        ".md-ellipsis",
        ".md-header__topic",
        ".md-tabs a",
        ".md-nav a",
        ".md-nav__title",
        ".finder-input",
        "button",
        "select",
        "summary",
        *("h1", "h2", "h3", "h4", "th", "td", "caption", "figcaption", "dt", "dd"),
        *("p", "li", "label", "blockquote", "time"),
        *("a", "span", "strong", "em"),
    )
)
CUT = """
([styles, tall]) => {
  const pen = document.createElement("canvas").getContext("2d");
  const seen = new Set();
  const cut = [];
  for (const element of document.querySelectorAll(styles)) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    if (getComputedStyle(element).clipPath !== "none") continue; // only said aloud
    const field = element.matches("input, select");
    const holdsText = [...element.childNodes].some((node) =>
      node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!field && !holdsText) continue;
    const style = getComputedStyle(element);
    const kind = `${element.tagName}.${element.className} ${style.font} in `
      + element.parentElement.className;
    if (seen.has(kind)) continue;
    seen.add(kind);

    // the words of this style, as they would stand here, on a line of their own
    let place = element;
    if (!field) {
      place = document.createElement("span");
      place.textContent = tall;
      element.prepend(place);
    }
    const own = getComputedStyle(place);
    pen.font = own.font;
    const ink = pen.measureText(tall);
    const box = place.getBoundingClientRect();
    let top, bottom;
    if (field) {
      // one line in the middle of the box
      const middle = (box.top + box.bottom) / 2;
      const height = ink.fontBoundingBoxAscent + ink.fontBoundingBoxDescent;
      const base = middle - height / 2 + ink.fontBoundingBoxAscent;
      top = base - ink.actualBoundingBoxAscent;
      bottom = base + ink.actualBoundingBoxDescent;
    } else {
      // a span's box is as high as its font: the baseline lies an ascent below its top
      const first = place.getClientRects()[0] ?? box;
      const base = first.top + ink.fontBoundingBoxAscent;
      top = base - ink.actualBoundingBoxAscent;
      bottom = base + ink.actualBoundingBoxDescent;
    }
    // whatever around it hides what stands out
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const around = getComputedStyle(at);
      if (around.overflowY === "visible" && around.clipPath === "none") continue;
      if (around.overflowY === "auto" || around.overflowY === "scroll") break;
      const edge = at.getBoundingClientRect();
      if (edge.height === 0) break;
      const clip = parseFloat(around.overflowClipMargin) || 0;
      if (top < edge.top - clip - 0.25 || bottom > edge.bottom + clip + 0.25) {
        cut.push(`${kind}: ink ${top.toFixed(1)} to ${bottom.toFixed(1)}, `
          + `${at.tagName}.${at.className} ${edge.top.toFixed(1)} to `
          + edge.bottom.toFixed(1));
      }
      break;
    }
    // two lines of it do not touch: the ink is no higher than the line
    const line = parseFloat(own.lineHeight);
    const height = ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent;
    if (!field && line && height > line + 0.5) {
      cut.push(`${kind}: ink ${height.toFixed(1)} on a line of ${line.toFixed(1)}`);
    }
    if (place !== element) place.remove();
  }
  return cut;
}
"""


@pytest.mark.parametrize("width", [360, 1440])
def test_marks_above_and_below_letters_are_never_cut(
    reader: BrowserContext, built_site: Path, width: int
) -> None:
    """Ẵ, Ẫ, Ế, Ộ and ợ show all of their ink in every style of text there is."""
    page = reader.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    cut: set[str] = set()
    for file in page_kinds(built_site):
        page.goto(file.as_uri())
        page.evaluate(WHEN_STILL)
        if width == 360 and page.locator("[data-frame-toggle=drawer]").count():
            page.locator("[data-frame-toggle=drawer]").click()
        cut.update(page.evaluate(CUT, [TEXT_STYLES, TALL]))
    assert sorted(cut) == []


def test_a_cut_mark_is_seen(reader: BrowserContext, tmp_path: Path) -> None:
    """The measure is tried before it is believed."""
    file = tmp_path / "index.html"
    file.write_text(
        "<!doctype html><meta charset=utf-8><p style='overflow: hidden; "
        "line-height: 0.9'>Ẵ</p>",
        encoding="utf-8",
    )
    page = reader.new_page()
    page.goto(file.as_uri())

    assert page.evaluate(CUT, [TEXT_STYLES, TALL])
