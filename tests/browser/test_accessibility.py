"""Everybody can read and work the site: axe-core and a keyboard say so."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.kinds import page_kinds
from tests.browser.waiting import until
from tests.browser.watch import Watch

SCHEMES = ("light", "dark")
PHONE = 360
DESK = 1440
WIDTHS = (PHONE, DESK)

OPEN_ALL = "for (const each of document.querySelectorAll('details')) each.open = true"

SETTLED = """
() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
"""
"""Two frames: whatever measures what it has drawn has measured it."""

RUN_AXE = """
async (colours) => {
  const no = new Set(["wcag2aaa", "experimental", "deprecated"]);
  const every = Object.fromEntries(axe.getRules().map((rule) => [
    rule.ruleId,
    {
      enabled: !rule.tags.some((tag) => no.has(tag))
        && (!colours || rule.tags.includes("cat.color")),
    },
  ]));
  const { violations } = await axe.run(document, {
    resultTypes: ["violations"],
    preload: false,  // it would fetch style sheets, which no file: page may
    rules: every,
  });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => {
    const why = [...node.any, ...node.all, ...node.none].map(({ message }) => message);
    return `${id}: ${node.target}: ${why.join("; ")}`;
  }));
}
"""
"""
Every rule of axe-core, best practices and target sizes included, but for level AAA and
for those that axe itself calls experiments or has given up; or those of colours alone.
"""


@pytest.fixture
def calm(browser: Browser, watch: Watch) -> Iterator[Page]:
    """Open an empty page in which nothing moves: colours are judged as they end."""
    context = browser.new_context(
        locale="vi-VN", service_workers="block", reduced_motion="reduce"
    )
    watch.over(context)
    yield context.new_page()
    context.close()
    assert watch.complaints == []


def look(page: Page, scheme: str, width: int) -> None:
    """Give *page* the reader's colours and screen."""
    page.emulate_media(
        color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce"
    )
    page.set_viewport_size({"width": width, "height": 800})


def judged(page: Page, axe: str, *, colours: bool = False) -> list[str]:
    """Return what axe-core has against *page*, or its *colours*, as it stands now."""
    page.evaluate(SETTLED)
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    problems: list[str] = page.evaluate(RUN_AXE, colours)
    return problems


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_on_any_kind_of_page(
    calm: Page, built_site: Path, axe: str, scheme: str
) -> None:
    """
    Every rule, best practices included, with what can be opened open.

    In the dark only colours can differ; `-m full` asks for everything there too.
    """
    found = {}
    for file in page_kinds(built_site):
        calm.goto(file.as_uri())
        calm.evaluate(OPEN_ALL)
        for width in WIDTHS:
            look(calm, scheme, width)
            if problems := judged(calm, axe, colours=scheme == "dark"):
                found[f"{file.relative_to(built_site).as_posix()} {width}"] = problems
    assert found == {}


@pytest.mark.full
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_on_any_page(
    calm: Page, built_site: Path, axe: str, scheme: str
) -> None:
    """The same of every single page; asked for with `-m full`."""
    look(calm, scheme, PHONE)
    for file in sorted(built_site.rglob("*.html")):
        calm.goto(file.as_uri())
        assert judged(calm, axe) == [], file.relative_to(built_site)


def test_axe_sees_an_error(calm: Page, tmp_path: Path, axe: str) -> None:
    """A judge that finds nothing anywhere is no judge."""
    file = tmp_path / "index.html"
    file.write_text(
        "<!doctype html><html lang=vi><link rel=icon href='data:,'><title>Bài</title>"
        "<main><h1>Bài</h1><button></button></main>",
        encoding="utf-8",
    )
    calm.goto(file.as_uri())

    assert any(each.startswith("button-name") for each in judged(calm, axe))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_the_open_menu(
    calm: Page, built_site: Path, axe: str, scheme: str
) -> None:
    """On a telephone, with the menu open over the page."""
    look(calm, scheme, PHONE)
    calm.goto((built_site / "index.html").as_uri())
    menu(calm).click()

    assert judged(calm, axe) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_the_open_search(
    calm: Page, built_site: Path, axe: str, scheme: str, width: int
) -> None:
    """With answers standing there, and further ones folded out."""
    look(calm, scheme, width)
    calm.goto((built_site / "index.html").as_uri())
    search_for(calm, "Brunei")
    calm.evaluate(OPEN_ALL)

    assert judged(calm, axe) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_where_a_filter_is_used(
    calm: Page, built_site: Path, axe: str, width: int
) -> None:
    """With a choice made in the first box of every form, and words typed."""
    look(calm, "light", width)
    tried = 0
    for file in page_kinds(built_site):
        calm.goto(file.as_uri())
        calm.evaluate(OPEN_ALL)
        boxes = calm.locator("article form:not(.finder-form) select")
        words = calm.locator("article form input:is([type=search], [type=text])")
        if boxes.count() + words.count() == 0:
            continue
        tried += 1
        if boxes.count():
            boxes.first.focus()  # what there is to choose may be loaded now
            choice = boxes.locator("option:not([value='']):enabled").first
            choice.wait_for(state="attached")
            value = choice.get_attribute("value")
            choice.locator("xpath=ancestor::select").select_option(value)
        if words.count():
            words.first.fill("Brunei")
        assert judged(calm, axe) == [], file.relative_to(built_site)
    assert tried


# ---- by keyboard -------------------------------------------------------------------


def menu(page: Page) -> Locator:
    """Return the button that opens the menu of narrow screens."""
    return page.locator("[data-frame-toggle=drawer]")


def drawer(page: Page) -> Locator:
    """Return the menu of narrow screens."""
    return page.locator(".md-sidebar--primary")


def search_for(page: Page, words: str) -> None:
    """Open the search by keyboard, type *words* and wait for an answer."""
    if page.viewport_size and page.viewport_size["width"] < DESK:
        page.locator(".finder-open").press("Enter")  # no room in the bar: a page
        box = page.locator(".finder-page").get_by_role("searchbox")
    else:
        box = page.get_by_placeholder("Tìm kiếm")
    box.focus()
    page.keyboard.type(words)
    expect(page.locator(".finder-option").first).to_be_visible()


STOPS = """
window.stops = () => [...document.querySelectorAll(
  "a[href], button, input, select, textarea, summary, [tabindex]"
)].filter((element) =>
  element.tabIndex >= 0 && !element.disabled
  && element.checkVisibility({ visibilityProperty: true }));

window.stop = () => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const name = axe.commons.text.accessibleText(element).trim();
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const wrong = [];
  if (!name) wrong.push("no name");
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
    wrong.push("hidden");
  }
  if (box.width < 4 || box.height < 4) wrong.push(`of ${box.width} x ${box.height} px`);
  if (box.right <= 0 || box.left >= innerWidth) wrong.push("beside the screen");
  if (box.bottom <= 0 || box.top >= innerHeight) wrong.push("off the screen");
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) {
    wrong.push("focus not seen");
  }
  const places = [...element.getClientRects(), box].flatMap((one) => [
    [one.left + 2, one.top + one.height / 2],
    [(Math.max(one.left, 0) + Math.min(one.right, innerWidth)) / 2,
      (Math.max(one.top, 0) + Math.min(one.bottom, innerHeight)) / 2],
  ]);
  if (!places.some(([left, top]) => {
    const above = document.elementFromPoint(left, top);
    return above && (element.contains(above) || above.contains(element));
  })) wrong.push("covered");
  element.dataset.stop ||= Math.random();
  return {
    key: element.dataset.stop,
    said: `${element.tagName.toLowerCase()} "${name}"`,
    wrong: wrong.join(", "),
  };
};
"""
"""`stop()`: where the focus is, and what is wrong there; `stops()`: where it may be."""

EACH_STOP = f"""
() => {{
  {STOPS}
  axe.setup(document.body);
  const wrong = [];
  for (const element of window.stops()) {{
    // the search opens when it has the focus, over the page; it is tried by itself
    if (element.closest(".finder")) continue;
    element.focus();
    const at = window.stop();
    if (document.activeElement !== element) {{
      wrong.push(`no focus: ${{element.outerHTML}}`);
    }} else if (at.wrong) wrong.push(`${{at.said}}: ${{at.wrong}}`);
  }}
  return wrong;
}}
"""
"""What is wrong where a keyboard can stop, one after the other."""


def walk(page: Page, axe: str, most: int) -> list[dict[str, Any]]:
    """Press Tab until the focus has left the page, or *most* times."""
    page.evaluate(axe)
    page.evaluate(f"() => {{ {STOPS} axe.setup(document.body) }}")
    stops: list[dict[str, Any]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate("window.stop()")
        if stop is None or (stops and stop["key"] == stops[0]["key"]):
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("width", WIDTHS)
def test_every_control_is_seen_and_named_when_it_has_the_focus(
    calm: Page, built_site: Path, axe: str, width: int
) -> None:
    """On each kind of page, every place where a keyboard can stop."""
    look(calm, "light", width)
    for file in page_kinds(built_site):
        calm.goto(file.as_uri())
        calm.evaluate(SETTLED)
        calm.evaluate(axe)
        calm.keyboard.press("Tab")  # from here on the focus is a keyboard's
        wrong = calm.evaluate(EACH_STOP)
        assert wrong == [], file.relative_to(built_site)


@pytest.mark.parametrize("width", WIDTHS)
def test_keyboard_walks_through_a_whole_page(
    calm: Page, built_site: Path, axe: str, width: int
) -> None:
    """Every control is reached once, nothing hidden is, and the walk comes out."""
    look(calm, "light", width)
    for name in ("about.html", "outcomes/index.html"):
        file = built_site / name
        calm.goto(file.as_uri())
        calm.evaluate(SETTLED)
        stops = walk(calm, axe, 1000)
        wanted = calm.evaluate("window.stops().length")
        wrong = [f"{each['said']}: {each['wrong']}" for each in stops if each["wrong"]]
        assert wrong == [], file.relative_to(built_site)
        assert abs(len(stops) - wanted) <= 1, file.relative_to(built_site)


def test_first_stop_leads_past_the_frame_to_the_text(
    calm: Page, built_site: Path
) -> None:
    """The skip link is seen when it is reached, and the next stop lies in the text."""
    look(calm, "light", DESK)
    for name in ("index.html", "changes.html", "outcomes/index.html"):
        file = built_site / name
        calm.goto(file.as_uri())
        calm.wait_for_selector("html:not(.waits-for-letters)")
        calm.keyboard.press("Tab")
        expect(calm.get_by_role("link", name="Bỏ qua, tới nội dung")).to_be_focused()
        calm.keyboard.press("Enter")
        calm.keyboard.press("Tab")
        is_past = calm.evaluate(
            "document.activeElement.closest('article, footer') !== null"
            " || document.activeElement === document.body"
        )
        assert is_past, file.relative_to(built_site)


def test_menu_is_worked_by_keyboard(calm: Page, built_site: Path) -> None:
    """Opened, walked into, left by Escape; closed it takes no focus."""
    look(calm, "light", PHONE)
    calm.goto((built_site / "about.html").as_uri())
    button = menu(calm)
    expect(button).to_have_accessible_name("Điều hướng")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(drawer(calm)).to_be_hidden()

    button.press("Enter")

    expect(button).to_have_attribute("aria-expanded", "true")
    expect(drawer(calm)).to_be_visible()
    assert calm.evaluate("document.activeElement.closest('.md-sidebar--primary')")
    calm.keyboard.press("Escape")
    expect(drawer(calm)).to_be_hidden()
    expect(button).to_be_focused()
    button.press("Space")
    drawer(calm).get_by_role("link", name="Kết quả").press("Enter")
    expect(calm).to_have_title("Kết quả - Hồ sơ đối tác")


def test_wide_screens_have_no_button_for_what_stands_there(
    calm: Page, built_site: Path
) -> None:
    """Where pages and search stand in the bar, nothing offers to open them."""
    look(calm, "light", DESK)
    calm.goto((built_site / "index.html").as_uri())

    expect(menu(calm)).to_be_hidden()
    expect(calm.locator(".finder-open")).to_be_hidden()
    expect(calm.get_by_placeholder("Tìm kiếm")).to_be_visible()


def test_menu_that_the_keyboard_leaves_is_closed(calm: Page, built_site: Path) -> None:
    """Nothing has the focus under an open menu."""
    look(calm, "light", PHONE)
    calm.goto((built_site / "about.html").as_uri())
    menu(calm).press("Enter")

    drawer(calm).get_by_role("link").last.focus()
    calm.keyboard.press("Tab")

    expect(drawer(calm)).to_be_hidden()
    expect(menu(calm)).to_have_attribute("aria-expanded", "false")


def test_menu_closes_by_touching_beside_it(calm: Page, built_site: Path) -> None:
    """As a mouse and a finger have always done it."""
    look(calm, "light", PHONE)
    calm.goto((built_site / "about.html").as_uri())
    menu(calm).click()
    expect(drawer(calm)).to_be_visible()

    calm.mouse.click(350, 400)

    expect(drawer(calm)).to_be_hidden()


def test_light_and_dark_are_chosen_by_keyboard_and_kept(
    calm: Page, built_site: Path
) -> None:
    """The button says where it leads; the next page and the next visit know it."""
    look(calm, "light", DESK)
    calm.goto((built_site / "index.html").as_uri())
    button = calm.locator("[data-frame-scheme]")
    expect(button).to_have_accessible_name("Chuyển sang nền tối")

    button.press("Enter")

    expect(button).to_have_accessible_name("Chuyển sang nền sáng")
    expect(button).to_be_focused()
    calm.goto((built_site / "partners/index.html").as_uri())
    expect(calm.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    calm.locator("[data-frame-scheme]").press("Space")
    expect(calm.locator("body")).to_have_attribute("data-md-color-scheme", "default")


def test_wide_table_is_scrolled_by_keyboard(calm: Page, built_site: Path) -> None:
    """What is wider than the screen takes the focus, and says what it is."""
    look(calm, "light", PHONE)
    calm.goto((built_site / "libraries.html").as_uri())
    wide = calm.locator(".md-typeset__scrollwrap[tabindex]").first

    wide.press("ArrowRight")

    expect(wide).to_have_accessible_name("What builds the site")
    until(calm, "e => e.scrollLeft > 0", arg=wide.element_handle())


def test_pages_stand_in_the_bar_without_javascript(
    browser: Browser, built_site: Path
) -> None:
    """Where nothing can be opened, no button offers it, and nothing is lost."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": PHONE, "height": 800}
    )
    page = context.new_page()
    page.goto((built_site / "index.html").as_uri())

    expect(page.locator("header button").locator("visible=true")).to_have_count(0)
    expect(page.get_by_role("link", name="Kết quả", exact=True).first).to_be_visible()
    context.close()
