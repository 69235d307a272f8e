"""What a desk officer does with the site, unzipped, by `file://`, without network."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kinds import page_kinds

TALKS = "Hội đàm giữa Bộ trưởng Tô Lâm và Bộ trưởng Awang Halbi bin Mohd Yussof"
BRUNEI_2020 = (
    "partners/bn/2020/"
    "2020-02-14-viet-nam-brunei-day-manh-hop-tac-phong-chong-toi-pham.html"
)


def open_page(page: Page, site: Path, address: str) -> None:
    """Open the page at *address* as a double click would."""
    page.goto(f"{site.as_uri()}/{address}")


def test_talks_are_found_on_the_timeline_and_lead_to_their_sentence(
    page: Page, built_site: Path
) -> None:
    """From the timeline to the date of the talks, to the words that state it."""
    open_page(page, built_site, "index.html")
    page.get_by_role("link", name="Dòng thời gian", exact=True).first.click()
    talks = page.locator("li", has_text=TALKS).last

    expect(talks.locator("time").first).to_have_text("14/2/2020")
    talks.locator(".event-when a[title]").click()

    proof = page.locator(".printed mark:target")
    expect(proof).to_have_text("ngày 14-2")
    expect(proof).to_be_in_viewport()
    sentence = page.locator(".printed p > span", has=page.locator("mark:target"))
    expect(sentence).to_contain_text(
        "Bộ trưởng Tô Lâm đã hội đàm với Bộ trưởng Awang Halbi bin Mohd Yussof"
    )


def test_talks_are_found_on_the_page_of_brunei(page: Page, built_site: Path) -> None:
    """From the partners to Brunei, to the talks, to a participant's sentence."""
    open_page(page, built_site, "partners/index.html")
    page.get_by_role("link", name="Brunei", exact=True).first.click()
    talks = page.locator("li", has_text=TALKS).last

    expect(talks.locator("time").first).to_have_text("14/2/2020")
    talks.get_by_role("link", name=TALKS).click()

    expect(page.get_by_role("heading", name=TALKS)).to_be_in_viewport()
    participant = page.locator("tr", has_text="Awang Halbi bin Mohd Yussof").last
    participant.locator("sup a").first.click()
    expect(page.locator(".printed mark:target")).to_contain_text(
        "Awang Halbi bin Mohd Yussof"
    )


def test_sentence_names_the_facts_that_rest_on_it(page: Page, built_site: Path) -> None:
    """From a paragraph back to a fact: the way goes both ways."""
    open_page(page, built_site, BRUNEI_2020)
    passage = page.locator(".printed > div", has=page.locator("#s3"))
    passage.locator("details").get_by_role("link", name="14/2/2020").click()

    row = page.locator("tr:has(:target)")
    expect(row).to_contain_text("14/2/2020")
    expect(row).to_contain_text("suy ra")
    expect(row).to_be_in_viewport()


def test_month_is_never_shown_as_a_day(page: Page, built_site: Path) -> None:
    """The state visit of March 2019 has a month and no day, on the page and in it."""
    open_page(page, built_site, "timeline.html")
    visit = page.locator("li", has_text="thăm cấp Nhà nước tới Việt Nam").first

    expect(visit.locator("time").first).to_have_text("tháng 3/2019")
    expect(visit.locator("time").first).to_have_attribute("datetime", "2019-03")


def test_open_proposals_of_brunei_are_the_first_thing_on_its_page(
    page: Page, built_site: Path
) -> None:
    """Ten seconds: home, Brunei, and the four proposals stand below its glance."""
    open_page(page, built_site, "index.html")
    page.get_by_role("link", name="Brunei", exact=True).first.click()
    heading = page.get_by_role("heading", name="Việc còn mở")

    expect(heading).to_be_in_viewport()
    items = page.locator("h2:has-text('Việc còn mở') + ul > li")
    expect(items).to_have_count(4)
    expect(items.first).to_contain_text("Tô Lâm")
    # further down they stand as what they are
    proposals = page.locator(".modality-proposed")
    expect(proposals).to_have_count(4)
    expect(proposals.first).to_have_text("Đề nghị")


def test_site_reads_without_javascript(browser: Browser, built_site: Path) -> None:
    """Text, facts and proofs are all there when scripts are switched off."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    open_page(page, built_site, f"{BRUNEI_2020}#p1")

    expect(page.locator(".printed-headline mark:target")).to_be_visible()
    expect(page.get_by_role("heading", name="Nguyên văn")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways(
    page: Page, built_site: Path, width: int, scheme: str
) -> None:
    """Every page fits the screen, a telephone's included, and asks for nothing."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    # in the dark nothing is wider: one page of each kind will do
    is_dark = scheme == "dark"
    files = page_kinds(built_site) if is_dark else sorted(built_site.rglob("*.html"))
    for file in files:
        # for hosts only, with absolute addresses; and what leads on at once
        if file.name in {"404.html", "MO-TRANG-NAY.html"}:
            continue
        page.goto(file.as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, file.relative_to(built_site)
