"""Small whole projects, and exactly the pages that come out of them."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import pytest

from generator.load import read_disk
from generator.pipeline import make_site
from tests.projects import SITES, TODAY, briefing
from tests.test_render import html_of, read_html

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.pipeline import Site
    from generator.render import DataFile, MarkdownPage

each_site = pytest.mark.parametrize(
    "root", sorted(SITES.iterdir()), ids=lambda path: path.name
)


def site_of(root: Path) -> Site:
    site = make_site(read_disk(root), TODAY)
    assert site.problems == ()
    return site


def readable(site: Site) -> list[DataFile | MarkdownPage]:
    """
    Return all but the search index and the exports: their own tests read them back.

    The one is packed, the others are hundreds of files that other tools judge.
    """
    folders = r"feeds|calendar|timelines|data/(?!(?:words|timeline)\.js)"
    apart = re.compile(rf"search/|(?:en/)?(?:{folders})")
    return [each for each in site.pages + site.files if not apart.match(each.uri)]


@each_site
def test_a_project_makes_just_the_pages_expected(
    root: Path, golden: Callable[[Path, str], None]
) -> None:
    """Each page and data file is letter for letter the one in `expected/`."""
    for each in readable(site_of(root)):
        golden(root / "expected" / each.uri, each.text)


@each_site
def test_no_page_is_expected_that_nobody_makes(root: Path) -> None:
    """A page kind that was given up takes its expected files along."""
    expected = {
        path.relative_to(root / "expected").as_posix()
        for path in (root / "expected").rglob("*")
        if path.is_file()
    }

    assert {each.uri for each in readable(site_of(root))} == expected


@each_site
def test_every_link_between_pages_leads_somewhere(root: Path) -> None:
    """Each page that is linked is made, and each place in it is there, once."""
    site = site_of(root)
    pages = {page.uri: read_html(html_of(page.text)) for page in site.pages}
    printed = {f"{each.uri}.{end}" for each in site.sheets for end in ("pdf", "docx")}
    printed |= {file.uri for file in site.files}
    printed |= {database.uri for database in site.write_databases()}
    places = {uri: set[str]() for uri in printed}
    for uri, page in pages.items():
        ids = [value for _, name, value in page.attributes if name == "id"]
        assert len(ids) == len(set(ids)), uri
        places[uri] = set(ids)

    for uri, page in pages.items():
        for _, name, value in page.attributes:
            if name == "href" and not re.match(r"https?:", value):
                path, _, place = value.partition("#")
                if path.endswith(".html"):
                    whole = posixpath.join(posixpath.dirname(uri), path)
                    assert_is_choice_of_the_ledger(root, whole, place)
                    continue
                start = posixpath.dirname(uri)
                target = (
                    posixpath.normpath(posixpath.join(start, path)) if path else uri
                )
                assert target in places, f"{uri} -> {value}"
                assert not place or place in places[target], f"{uri} -> {value}"


def assert_is_choice_of_the_ledger(root: Path, path: str, place: str) -> None:
    """Check the one link that MkDocs cannot: the ledger, with something chosen."""
    asked = dict(parse_qsl(place, strict_parsing=True))
    uri = f"{posixpath.normpath(path).removesuffix('.html')}.md"
    ledger = next(page for page in site_of(root).pages if page.uri == uri)

    assert uri.endswith("outcomes/index.md")
    assert asked.keys() in ({"partner", "status"}, {"topic"})
    told = [
        dict(re.findall(r'data-([a-z]+)="([^"]*)"', mark))
        for mark in re.findall(r'<span class="matter"[^>]*>', ledger.text)
    ]
    assert any(
        all(value in each[name].split() for name, value in asked.items())
        for each in told
    )


@each_site
def test_addresses_are_short_lower_case_ascii(root: Path) -> None:
    """Every host, zip and file system can hold every page."""
    for page in site_of(root).pages:
        assert re.fullmatch(r"[a-z0-9]+(?:[-/][a-z0-9]+)*\.md", page.uri)
        assert len(page.uri) <= 120
        assert all(len(part) <= 80 for part in page.uri.split("/"))


@each_site
def test_pages_are_tidy_text(root: Path) -> None:
    """One line end at the end, no blank at a line's end, no three blank lines."""
    for page in site_of(root).pages:
        assert page.text.endswith("\n")
        assert "\r" not in page.text
        assert [line for line in page.text.split("\n") if line != line.rstrip()] == []
        assert "{{" not in page.text
        assert "None" not in page.text


def test_nothing_is_bound_to_viet_nam() -> None:
    """Another home country has no Vietnamese word on its pages but those typed."""
    site = site_of(SITES / "english")

    said = "\n".join(page.text for page in site.pages).replace("Việt Nam", "")
    assert site.language == "en"
    assert (
        re.findall(r"\w*[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữự]\w*", said) == []
    )
    assert "Norway" in said


def test_every_word_of_a_status_is_shown() -> None:
    """The Vietnamese project has an outcome of every modality, to look at."""
    site = site_of(SITES / "vietnamese")
    assert site.archive is not None

    outcomes = [outcome for _, outcome in site.archive.outcomes.values()]
    assert len({outcome.modality for outcome in outcomes}) == 6


def test_a_site_can_be_told_about_in_either_language() -> None:
    """The language of the terminal and that of the site are two things."""
    told = briefing("check", "--lang", "en", SITES / "vietnamese")
    other = briefing("check", SITES / "vietnamese")

    assert told.output == "3 articles: 0 errors, 0 warnings\n"
    assert other.output == "3 bài: 0 lỗi, 0 cảnh báo\n"
