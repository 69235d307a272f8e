"""The first page in an unzipped folder, by `file://`: cards, charts, map."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect


def open_home(page: Page, site: Path) -> None:
    page.goto(f"{site.as_uri()}/index.html")


def test_open_proposals_of_brunei_are_two_clicks_away(
    page: Page, built_site: Path
) -> None:
    """Ten seconds: the card counts them, and leads to the ledger of just them."""
    open_home(page, built_site)
    card = page.locator("li:has(.card)", has_text="Brunei")

    card.get_by_role("link", name="4 đề nghị còn mở").click()

    expect(page).to_have_url(
        re.compile(r"outcomes/index\.html#partner=bn&status=proposed$")
    )
    expect(page.locator("li:has(.matter)").locator("visible=true")).to_have_count(4)


def test_last_contact_leads_to_its_proof(page: Page, built_site: Path) -> None:
    """The date on the card leads to the words that state it."""
    open_home(page, built_site)
    card = page.locator("li:has(.card)", has_text="Brunei")

    card.locator(".card-line a[title]").first.click()

    expect(page.locator(".printed mark:target")).to_be_in_viewport()


def test_numbers_stand_behind_every_drawing(page: Page, built_site: Path) -> None:
    """Each drawing says what it shows; the tables open and hold what is drawn."""
    open_home(page, built_site)

    drawings = page.locator("article svg[role=img]")
    expect(drawings).to_have_count(3)
    for each in drawings.all():
        assert each.get_attribute("aria-label")
    for table in page.locator(".data-table").all():
        expect(table.locator("table")).to_be_hidden()
        table.locator("summary").click()
        expect(table.locator("table")).to_be_visible()
    row = page.locator(".data-table-counts tbody tr", has_text="Brunei")
    assert row.locator("td").last.inner_text() == "2"


def test_list_beside_the_map_leads_to_partners(page: Page, built_site: Path) -> None:
    """The numbers of the map are those of the list, on paper as well."""
    open_home(page, built_site)
    expect(page.locator(".map-number")).to_have_text(["1", "2"])
    expect(page.locator(".world-map")).to_contain_text("Quần đảo Hoàng Sa (Việt Nam)")
    expect(page.locator(".world-map")).to_contain_text("Quần đảo Trường Sa (Việt Nam)")

    page.locator("li:has(.map-entry)", has_text="Australia").get_by_role("link").click()

    expect(page.get_by_role("heading", name="Australia", level=1)).to_be_visible()
    expect(page.locator(".chart-large")).to_be_visible()


@pytest.mark.parametrize("width", [320, 360, 768, 1440, 2560])
def test_home_fits_every_screen(page: Page, built_site: Path, width: int) -> None:
    """Nothing is wider than the screen, with every table open too."""
    page.set_viewport_size({"width": width, "height": 800})
    open_home(page, built_site)
    for summary in page.locator(".data-table summary").all():
        summary.click()

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cut = page.evaluate(
        "() => [...document.querySelectorAll('article p, article li')]"
        ".filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth)"
        ".map(e => e.textContent.slice(0, 40))"
    )
    assert cut == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_drawings_are_seen_on_either_ground(
    page: Page, built_site: Path, scheme: str
) -> None:
    """Bars, land and numbers take the colours of the scheme, never the ground's."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    open_home(page, built_site)

    def fill(selector: str) -> str:
        found = page.locator(selector).first.evaluate("e => getComputedStyle(e).fill")
        return str(found)

    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    fills = [fill(each) for each in (".chart-bar", ".map-land", ".map-badge")]
    assert ground not in fills
    assert fill(".map-number") != fill(".map-badge")


def test_what_is_coming_stands_beside_what_is_new(page: Page, built_site: Path) -> None:
    """On a wide screen both heads are seen at once; on a telephone in turn."""
    open_home(page, built_site)
    heads = [page.get_by_role("heading", name=n).first for n in ("Sắp tới", "Mới nhất")]

    def tops(width: int) -> list[float]:
        page.set_viewport_size({"width": width, "height": 800})
        boxes = [head.bounding_box() for head in heads]
        return [box["y"] for box in boxes if box]

    assert len(set(tops(1440))) == 1
    one, two = tops(360)
    assert one < two


def test_home_is_whole_without_javascript(browser: Browser, built_site: Path) -> None:
    """Cards, charts, map and their links need no script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    open_home(page, built_site)

    expect(page.locator("li:has(.card)")).to_have_count(2)
    expect(page.locator(".world-map svg")).to_be_visible()
    expect(page.get_by_role("link", name="4 đề nghị còn mở")).to_be_visible()
    context.close()
