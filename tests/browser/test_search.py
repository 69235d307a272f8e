"""The search in an unzipped folder, by `file://`: the box, its page, and the engine."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from generator.search import Lexicon, Search, read_index, search
from generator.search.forms import fold
from tests.browser.waiting import until
from tests.projects import ROOT
from tests.search import CASES, Case, index_files

ENGINE = ROOT / "site_config/theme/assets/js/search-engine.js"
BRUNEI_2020 = (
    "partners/bn/2020/"
    "2020-02-14-viet-nam-brunei-day-manh-hop-tac-phong-chong-toi-pham.html"
)
ASK = """asked => new Promise(done => {
  window.heard = done;
  window.engine(asked);
})"""
START = """() => new Promise(done => {
  let taken = 0;
  const parts = window.parts;
  window.engine = window.briefingEngine(message => {
    if (message.taken) {
      taken += 1;
      if (taken === parts.length) done();
    } else window.heard(message);
  });
  parts.forEach(part => window.engine(part));
})"""
HEAR = """window.parts = [];
window.briefingSearch = { take: (part, number, signs) =>
  window.parts.push({ part: part, number: number, signs: signs }) };"""


def write_bare_site(folder: Path, files: dict[str, str]) -> Path:
    """Write a page that loads the engine and an index, and nothing else."""
    (folder / "search").mkdir()
    (folder / "engine.js").write_bytes(ENGINE.read_bytes())
    (folder / "hear.js").write_text(HEAR, encoding="utf-8")
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    scripts = "".join(
        f'<script src="{name}"></script>' for name in ("engine.js", "hear.js", *files)
    )
    page = folder / "bare.html"
    page.write_text(
        f"<!doctype html><meta charset='utf-8'><title>x</title>{scripts}",
        encoding="utf-8",
    )
    return page


def ask(page: Page, query: str, facets: dict[str, list[str]]) -> dict[str, Any]:
    limits = {"article": 20, "entry": 20, "outcome": 20}
    asked = {"id": 1, "text": query, "facets": facets, "limits": limits}
    answer: dict[str, Any] = page.evaluate(ASK, asked)
    return answer


@pytest.fixture
def engine(page: Page, tmp_path: Path) -> Page:
    """Open a page that holds the engine with the index of the cases."""
    page.goto(write_bare_site(tmp_path, index_files()).as_uri())
    page.evaluate(START)
    return page


def flat(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for group in answer["groups"] for each in group["results"]]


def test_both_engines_find_the_same_for_every_case(engine: Page) -> None:
    """Each rule of matching and of order, by the examples of the other engine."""

    def told(case: Case) -> tuple[object, ...]:
        answer = ask(engine, case.query, case.facets)
        addresses = [each["address"] for each in flat(answer)]
        return case.query, addresses, answer["isPartial"], answer["suggestion"]

    for case in CASES:
        assert told(case) == (
            case.query,
            case.found,
            case.is_partial,
            case.suggestion,
        )


def test_both_engines_find_the_same_for_any_words(page: Page, built_site: Path) -> None:
    """Words of the archive, folded, swapped and cut: title, line and light."""
    files = {
        f"search/{path.name}": path.read_text(encoding="utf-8")
        for path in (built_site / "search").iterdir()
    }
    index = read_index(files)
    lexicon = Lexicon(index)
    folder = built_site.parent / "bare"
    folder.mkdir()
    page.goto(write_bare_site(folder, files).as_uri())
    page.evaluate(START)
    texts = [
        index.text(*line)[0] for doc in index.docs[:40] for line in index.lines_of(doc)
    ]
    for number, text in enumerate(texts[::3]):
        words = text.split()[number % 5 :][: 2 + number % 5]
        if number % 4 == 1:
            words = [fold(word.lower()) for word in words]
        if number % 4 == 2:
            words.reverse()
        query = " ".join(words)
        query = query[:-1] if number % 4 == 3 else query
        facets = {"partner": ["bn"]} if number % 7 == 0 else {}
        wanted = {name: frozenset(each) for name, each in facets.items()}

        answer = ask(page, query, facets)
        found = search(index, lexicon, Search(query, wanted))

        mine = [
            (each.address, each.title, each.snippet, list(map(list, each.snippet_lit)))
            for each in found.results(index, 20)
        ]
        assert [
            (each["address"], each["title"], each["snippet"], each["snippetLit"])
            for each in flat(answer)
        ] == mine, query
        assert answer["total"] == len(found.docs)
        assert {k: v for k, v in answer["counts"].items() if v} == {
            k: dict(v) for k, v in found.counts.items() if v
        }


def open_page(page: Page, site: Path, address: str) -> None:
    page.goto(f"{site.as_uri()}/{address}")
    # nobody types before they see the page, and Chromium drops what comes before it
    until(page, "performance.getEntriesByName('first-contentful-paint').length > 0")


def test_a_page_costs_nothing_until_the_box_is_touched(
    page: Page, built_site: Path
) -> None:
    """Neither index nor engine is loaded by opening a page."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(page, built_site, "index.html")
    expect(page.get_by_placeholder("Tìm kiếm")).to_be_visible()

    assert [url for url in asked if "search/" in url or "search-" in url] == []


def test_keyboard_leads_from_slash_to_the_sentence(
    page: Page, built_site: Path
) -> None:
    """Slash, words without accents, arrow, Enter: the words are lit in their place."""
    open_page(page, built_site, "index.html")
    page.keyboard.press("/")
    page.keyboard.type("lam da hoi dam voi")
    box = page.get_by_role("combobox", name="Tìm kiếm")
    first = page.get_by_role("listbox").get_by_role("option").first
    expect(first.locator(".finder-snippet mark")).to_have_text(
        ["Lâm", "đã", "hội", "đàm", "với"]
    )

    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute(
        "aria-activedescendant", first.get_attribute("id") or "none"
    )
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(re.escape(BRUNEI_2020) + "#s3$"))
    lit = page.locator("#s3 mark.found")
    expect(lit.first).to_have_text("Lâm")
    expect(lit.first).to_be_in_viewport()


def test_escape_closes_and_control_k_opens(page: Page, built_site: Path) -> None:
    """The box says whether its list is open."""
    open_page(page, built_site, "index.html")
    box = page.get_by_role("combobox", name="Tìm kiếm")
    page.keyboard.press("Control+k")
    page.keyboard.type("brunei")
    expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")

    page.keyboard.press("Escape")

    expect(box).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".finder-panel")).to_be_hidden()


def test_results_page_keeps_its_state_in_the_address(
    page: Page, built_site: Path
) -> None:
    """See all, narrow, go back, send the address: the same results stand there."""
    open_page(page, built_site, "index.html")
    page.get_by_placeholder("Tìm kiếm").fill("an ninh")
    page.locator(".finder-all").click()
    expect(page).to_have_url(re.compile(r"search\.html#q=an\+ninh$"))
    shown = page.locator(".finder-page .finder-status")
    expect(shown).to_have_text(re.compile(r"\d+ kết quả"))
    every = shown.text_content()

    page.locator(".finder-page").get_by_label("Đối tác", exact=True).select_option("au")

    expect(page).to_have_url(re.compile(r"#q=an\+ninh&partner=au$"))
    expect(shown).not_to_have_text(every or "")
    page.go_back()
    expect(shown).to_have_text(every or "")


def test_words_that_were_sent_before_the_scripts_came_are_not_lost(
    page: Page, built_site: Path
) -> None:
    """Enter at once: the form is sent, and its page shows what was looked for."""
    page.route("**/search-box.js*", lambda route: route.fulfill(body=""))
    open_page(page, built_site, "index.html")
    page.get_by_placeholder("Tìm kiếm").fill("an ninh & mạng")
    page.unroute("**/search-box.js*")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"search\.html#q=an\+ninh\+%26\+m%E1%BA%A1ng$"))
    expect(page.locator(".finder-page input")).to_have_value("an ninh & mạng")
    expect(page.locator(".finder-page .finder-status")).to_have_text(
        re.compile(r"\d+ kết quả")
    )


def test_recent_searches_are_kept_and_cleared(page: Page, built_site: Path) -> None:
    """What was opened for stands in the empty box, until it is cleared."""
    open_page(page, built_site, "index.html")
    page.get_by_placeholder("Tìm kiếm").fill("đường dây nóng")
    page.get_by_role("listbox").get_by_role("option").first.click()
    open_page(page, built_site, "timeline.html")
    page.get_by_placeholder("Tìm kiếm").click()

    expect(
        page.get_by_role("listbox").get_by_role("option", name="đường dây nóng")
    ).to_be_visible()
    page.get_by_role("button", name="Xóa lịch sử tìm").click()
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(0)


@pytest.mark.parametrize(
    "query",
    [
        *["", "   ", "\u0301\u0300", "🙂", "(?:[+*\\", "<img src=x onerror=alert(1)>"],
        *["ВТТ", "x" * 10_000, "hội đàm Qwzx " * 900],
    ],
)
def test_bad_input_is_no_error(page: Page, built_site: Path, query: str) -> None:
    """Whatever is asked, the box says something honest and runs nothing."""
    open_page(page, built_site, "search.html#q=" + "brunei")
    box = page.locator(".finder-page input")
    status = page.locator(".finder-page .finder-status")
    expect(status).to_have_text(re.compile("kết quả"))
    box.evaluate(
        "(box, text) => { box.value = text;"
        " box.dispatchEvent(new Event('input', { bubbles: true })); }",
        query,
    )

    expect(status).to_have_text(
        re.compile("Không có kết quả|Gõ từ cần tìm|^$|Không trang nào có đủ|kết quả")
    )
    expect(page.locator(".finder-page img")).to_have_count(0)


def test_search_lives_under_a_strict_policy(browser: Browser, built_site: Path) -> None:
    """Where a policy forbids workers made of a Blob, the engine runs in the page."""
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
        " img-src 'self' data:; font-src 'self'"
    )
    context = browser.new_context(locale="vi-VN")

    def serve(route: Route) -> None:
        address = route.request.url.partition("?")[0]
        path = built_site / address.removeprefix("http://site.test/")
        headers = {"Content-Security-Policy": policy}
        route.fulfill(path=path, headers=headers)

    context.route("http://site.test/**", serve)
    page = context.new_page()
    page.goto("http://site.test/index.html")
    page.get_by_placeholder("Tìm kiếm").fill("duong day nong")

    expect(page.locator(".finder-snippet mark").first).to_have_text("đường")
    context.close()


def test_search_page_says_what_else_there_is_without_javascript(
    browser: Browser, built_site: Path
) -> None:
    """The box is a form that leads there."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{built_site.as_uri()}/index.html")
    page.get_by_placeholder("Tìm kiếm").fill("hội đàm")
    page.keyboard.press("Enter")

    expect(page.locator(".finder-page")).to_contain_text("không chạy JavaScript")
    expect(page.locator("article").get_by_role("link", name="Tra cứu")).to_be_visible()
    context.close()


def test_words_are_data(built_site: Path) -> None:
    """What the box says stands in one file, which every page loads first."""
    text = (built_site / "data" / "words.js").read_text(encoding="utf-8")
    words = json.loads(text.partition(" = ")[2].rstrip().rstrip(";"))

    assert words["search"]["none"] == "Không có kết quả."
    page = (built_site / "index.html").read_text(encoding="utf-8")
    assert page.index("data/words.js") < page.index("assets/js/site.js")
