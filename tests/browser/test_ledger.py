"""The filter of the outcome ledger, in an unzipped folder, by `file://`."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

LEDGER = "outcomes/index.html"


def open_ledger(page: Page, site: Path, asked: str = "") -> None:
    page.goto(f"{site.as_uri()}/{LEDGER}{asked}")


def shown(page: Page) -> Locator:
    """Return the matters that a reader sees."""
    return page.locator("li:has(.matter)").locator("visible=true")


def box(page: Page, name: str) -> Locator:
    """Return the box in which a reader chooses by *name*."""
    return page.get_by_role("combobox", name=name, exact=True)


def test_ledger_is_filtered_by_partner_topic_and_status(
    page: Page, built_site: Path
) -> None:
    """Each box narrows what stands there; the count is told to who cannot see it."""
    open_ledger(page, built_site)
    every = shown(page).count()
    count = page.get_by_role("status").filter(has_text="việc")
    expect(count).to_have_text(f"Hiện {every} trên {every} việc")

    box(page, "Đối tác").select_option("Brunei")
    box(page, "Tình trạng").select_option("Đề nghị")

    expect(shown(page)).to_have_count(4)
    expect(count).to_have_text(f"Hiện 4 trên {every} việc")
    expect(count).to_have_attribute("aria-live", "polite")
    expect(page.get_by_role("heading", name="Thảo luận")).to_be_hidden()
    box(page, "Chủ đề").select_option("An ninh mạng")
    expect(shown(page)).to_have_count(1)
    page.get_by_role("button", name="Bỏ lọc").click()
    expect(shown(page)).to_have_count(every)


def test_topic_brings_those_below_it(page: Page, built_site: Path) -> None:
    """Who asks for crime is shown cyber-crime too."""
    open_ledger(page, built_site, "#partner=bn&status=proposed&topic=toi-pham")

    expect(shown(page).filter(has_text="tội phạm sử dụng công nghệ cao")).to_have_count(
        1
    )


def test_words_are_found_without_their_accents(page: Page, built_site: Path) -> None:
    """Accents are optional; who types them means them."""
    open_ledger(page, built_site)
    words = page.get_by_label("Có các chữ")

    words.fill("duong day nong")
    expect(shown(page)).to_have_count(1)
    words.fill("Đường dây NÓNG")
    expect(shown(page)).to_have_count(1)
    words.fill("đương đây nóng")
    expect(shown(page)).to_have_count(0)


def test_what_is_asked_stands_in_the_address(page: Page, built_site: Path) -> None:
    """An address can be sent; going back undoes the last choice, then the first."""
    open_ledger(page, built_site)
    every = shown(page).count()
    box(page, "Đối tác").select_option("Brunei")
    box(page, "Tình trạng").select_option("Nhất trí")
    page.get_by_label("Có các chữ").fill("an ninh mang")

    asked = "#partner=bn&status=agreed&words=an+ninh+mang"
    expect(page).to_have_url(re.compile(re.escape(asked)))
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(shown(page)).to_have_count(1)
    expect(page.get_by_label("Có các chữ")).to_have_value("an ninh mang")
    page.goto("about:blank")
    open_ledger(page, built_site)
    box(page, "Đối tác").select_option("Brunei")
    of_brunei = shown(page).count()
    box(page, "Tình trạng").select_option("Nhất trí")
    page.go_back()
    expect(shown(page)).to_have_count(of_brunei)
    expect(box(page, "Tình trạng")).to_have_value("")
    page.go_back()
    expect(shown(page)).to_have_count(every)
    page.go_forward()
    expect(box(page, "Đối tác")).to_have_value("bn")


def test_heading_in_the_address_leaves_the_choice(page: Page, built_site: Path) -> None:
    """Who jumps to a heading has not asked for everything again."""
    open_ledger(page, built_site, "#partner=bn")
    of_brunei = shown(page).count()

    page.get_by_role("link", name="Theo chủ đề", exact=True).first.click()

    expect(box(page, "Đối tác")).to_have_value("bn")
    expect(shown(page)).to_have_count(of_brunei)


def test_unknown_choice_in_the_address_is_no_choice(
    page: Page, built_site: Path
) -> None:
    """A stale or mistyped address shows everything, not nothing."""
    open_ledger(page, built_site, "#partner=zz&status=%22%3E%3Cb%3E")

    expect(box(page, "Đối tác")).to_have_value("")
    assert shown(page).count() == page.locator(".matter").count()


def test_ledger_is_whole_without_javascript(browser: Browser, built_site: Path) -> None:
    """Matters stand by status with their counts, and no empty form is offered."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    open_ledger(page, built_site)

    expect(
        page.get_by_role("heading", name="Đề nghị, chưa phải nhất trí (4)")
    ).to_be_visible()
    expect(page.locator(".filter-form")).to_have_count(0)
    assert shown(page).count() == page.locator(".matter").count()
    context.close()


def test_outcome_leads_to_the_words_that_prove_it(page: Page, built_site: Path) -> None:
    """From the ledger to a proposal in its article, to its sentence in the text."""
    open_ledger(page, built_site)
    page.get_by_role("link", name="Thiết lập đường dây nóng").first.click()

    told = page.locator("li:has(:target)")
    expect(told).to_contain_text("Thiết lập đường dây nóng")
    told.locator("sup a").first.click()
    expect(page.locator(".printed mark:target")).to_be_in_viewport()
    expect(page.locator(".printed mark:target")).to_contain_text("đường dây nóng")
