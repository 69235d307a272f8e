"""The switch of language, as a reader of the unzipped folder uses it."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.projects import ROOT, SITES, lay

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = "partners/fj/2020/hoi-dam-suva.html"
ABOUT = """---
title: About
---

# About

What these pages hold.
"""


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the project in two languages, with one page written in both."""
    root = tmp_path_factory.mktemp("two-languages")
    for part in ("content", "site_config", "snapshots"):
        lay(SITES / "two-languages" / part, root / part)
    lay(ROOT / "site_config" / "theme", root / "site_config" / "theme")
    lay(ROOT / "docs", root / "docs")
    lay(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    (root / "docs" / "en").mkdir()
    (root / "docs" / "en" / "about.md").write_text(ABOUT, encoding="utf-8")
    # a process of its own, as for the site that most tests look at
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return root / "site"


def switch(page: Page, name: str) -> None:
    """Follow the link at the top to the language of that *name*."""
    page.get_by_role("banner").get_by_role("link", name=name, exact=True).click()


@pytest.mark.parametrize(
    "address", ["index.html", ARTICLE, "outcomes/index.html", "about.html"]
)
@pytest.mark.parametrize("width", [360, 1440])
def test_switch_leads_to_the_same_page_and_back(
    page: Page, two: Path, address: str, width: int
) -> None:
    """A reader changes the language and not the place; the page says what it is in."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{two.as_uri()}/{address}")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    link = page.get_by_role("banner").get_by_role("link", name="English", exact=True)
    expect(link).to_have_attribute("hreflang", "en")
    expect(link).to_have_attribute("lang", "en")
    expect(link).to_have_attribute("rel", "alternate")

    switch(page, "English")
    expect(page).to_have_url(f"{two.as_uri()}/en/{address}")
    expect(page.locator("html")).to_have_attribute("lang", "en")

    switch(page, "Tiếng Việt")
    expect(page).to_have_url(f"{two.as_uri()}/{address}")


def test_page_of_one_language_leads_to_the_home_of_the_other(
    page: Page, two: Path
) -> None:
    """The guides are in Vietnamese only, and the link does not say otherwise."""
    page.goto(f"{two.as_uri()}/guide/editors.html")
    link = page.get_by_role("banner").get_by_role("link", name="English", exact=True)
    assert link.get_attribute("rel") is None

    switch(page, "English")
    expect(page).to_have_url(f"{two.as_uri()}/en/index.html")


def test_what_stands_round_a_page_is_in_its_language(page: Page, two: Path) -> None:
    """Name of the site, tabs, contents, switches and search speak as the page does."""
    page.set_viewport_size({"width": 1440, "height": 800})
    page.goto(f"{two.as_uri()}/en/{ARTICLE}")

    expect(page).to_have_title("Hội đàm tại Suva - Briefings in two languages")
    tabs = page.get_by_role("navigation", name="Main pages").get_by_role("link")
    expect(tabs).to_have_text(
        ["Home", "Timeline", "Partners", "Outcomes", "Reference", "About"]
    )
    expect(page.get_by_role("navigation", name="On this page").first).to_be_visible()
    expect(page.get_by_placeholder("Search")).to_be_visible()
    expect(page.get_by_title("Switch to dark")).to_be_visible()
    expect(page.get_by_title("Link to this section").first).to_be_attached()
    expect(page.locator(".site-footer")).to_have_text("Briefings in two languages")
    for tab in tabs.all():
        assert "/en/" in str(tab.evaluate("link => link.href"))


def test_labels_that_scripts_make_are_in_the_language_of_the_page(
    page: Page, two: Path
) -> None:
    """The filter of the ledger takes its words from the page."""
    page.goto(f"{two.as_uri()}/en/outcomes/index.html")

    expect(page.get_by_role("combobox", name="Partner", exact=True)).to_be_visible()
    status = page.get_by_role("status").filter(has_text="1")
    expect(status).to_have_text("Shown: 1 of 1")


@pytest.mark.parametrize(
    ("folder", "box", "words"),
    [("", "Tìm kiếm", "fiji"), ("en/", "Search", "fiji")],
)
def test_search_finds_pages_of_its_language(
    page: Page, two: Path, folder: str, box: str, words: str
) -> None:
    """What is found can be opened, and is in the language of who looked for it."""
    page.goto(f"{two.as_uri()}/{folder}timeline.html")
    page.get_by_placeholder(box).click()
    page.keyboard.type(words)

    results = page.locator(".finder-panel a")
    wanted = results.filter(has_text=re.compile(words, re.IGNORECASE)).first
    expect(wanted).to_be_visible()
    links = results.evaluate_all("links => links.map(link => link.href)")
    for link in links:
        assert link.startswith(f"{two.as_uri()}/{folder}"), link
        assert bool(folder) == ("/en/" in link), link
    wanted.click()
    language = "en" if folder else "vi"
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_colours_chosen_in_one_language_hold_in_the_other(
    page: Page, two: Path
) -> None:
    """A reader who likes it dark says so once."""
    page.goto(f"{two.as_uri()}/{ARTICLE}")
    page.get_by_title("Chuyển sang nền tối").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")

    switch(page, "English")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_switch_fits_the_screen(page: Page, two: Path, width: int, scheme: str) -> None:
    """It is seen at every width, and nothing is pushed out of the page by it."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{two.as_uri()}/en/{ARTICLE}")

    link = page.get_by_role("banner").get_by_role("link", name="Tiếng Việt")
    expect(link).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
