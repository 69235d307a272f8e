"""A site in two languages: the same pages twice, each in words of its own."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from generator.load import read_disk
from generator.model.names import Named
from generator.model.snapshot import snapshot_of
from generator.pipeline import make_site
from generator.render import DataFile, Edition, counterparts, edition_at
from generator.search import read_index
from generator.words import catalogue, own_name
from tests.projects import ROOT, SITES, TODAY, briefing, lay
from tests.test_render import html_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.model.archive import Archive
    from generator.pipeline import Site

TWO = SITES / "two-languages"
VI = Edition("vi", "", "Hồ sơ", "Tính đến 22/11/2026.")
EN = Edition("en", "en/", "Briefings", "As of 22 November 2026.")
VIETNAMESE = re.compile(
    r"[\wđ-]*[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]\w*", re.IGNORECASE
)


@pytest.fixture(scope="module")
def site() -> Site:
    return make_site(read_disk(TWO), TODAY)


@pytest.fixture
def archive(site: Site) -> Archive:
    assert site.archive is not None
    return site.archive


def pages(site: Site, folder: str = "") -> Mapping[str, str]:
    """Return the pages of one edition, by their address in it."""
    [edition] = [each for each in site.editions if each.folder == folder]
    return {
        page.uri.removeprefix(folder): page.text
        for page in site.pages
        if edition_at(page.uri, site.editions) == edition
    }


def test_every_page_is_there_in_both_languages(site: Site) -> None:
    """No reader of one language is told less."""
    assert [(each.language, each.folder) for each in site.editions] == [
        ("vi", ""),
        ("en", "en/"),
    ]
    assert pages(site).keys() == pages(site, "en/").keys()
    assert len(site.pages) == 2 * len(pages(site))
    assert [each.as_of for each in site.editions] == [
        "Tính đến 22/11/2026.",
        "As of 22 November 2026.",
    ]


def test_each_edition_says_the_same_of_the_texts(site: Site) -> None:
    """Proofs, places and dates are those of the other; only the words differ."""

    def machine_readable(text: str) -> list[str]:
        return sorted(re.findall(r'(?:\bid|datetime)="[^"]*"|\(#[^)]*\)', text))

    own, other = pages(site), pages(site, "en/")
    for address, text in own.items():
        assert machine_readable(text) == machine_readable(other[address]), address


def test_words_of_a_page_are_of_its_language_or_marked(site: Site) -> None:
    """Vietnamese on an English page says that it is, for those who listen to it."""
    # who printed it and who wrote it, and what a country is called besides
    free = {"Báo", "Thử", "biên", "tập", "Cộng", "hòa", "Quần", "đảo"}
    for address, text in pages(site, "en/").items():
        # the list of facts under a paragraph repeats what stands marked above it
        shown = re.sub(r"<details.*?</details>", "", html_of(text), flags=re.DOTALL)
        shown = re.sub(r'<(span|p|q)\b[^>]* lang="vi".*?</\1>', "", shown)
        shown = shown.replace("Trần Thị Thử", "")  # a name in a list of participants
        assert set(VIETNAMESE.findall(re.sub(r"<[^>]*>", " ", shown))) <= free, address


def test_printed_text_is_marked_with_its_language(site: Site) -> None:
    """A screen reader changes its voice for the text, and for nothing else."""
    address = "partners/fj/2020/hoi-dam-suva.md"

    html = html_of(pages(site, "en/")[address])
    printed = re.findall(r'<p([^>]*)><span id="s\d', html)
    assert len(printed) == 3
    assert all(each.startswith(' lang="vi"') for each in printed)
    assert "lang=" not in pages(site)[address]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("partners/fj/index.md", "missing: 1, 2 and 3"),
        ("partners/fj/index.md", "Cộng hòa Fiji, Quần đảo Fiji and Phi-gi"),
        ("partners/fj/index.md", "Invented Partnership"),
        ("partners/fj/index.md", "#### February 2020"),
        ("partners/is/index.md", "# Iceland"),
        ("people/ratu-vi-du.md", "# Ratu Vidu"),
        ("people/tran-thi-thu.md", '# <span lang="vi">Trần Thị Thử</span>'),
        ("topics/nghe-ca.md", "# Fisheries"),
        ("index.md", "# Briefings in two languages"),
    ],
)
def test_names_lists_and_dates_follow_the_language(
    site: Site, address: str, words: str
) -> None:
    """What a register calls something in a language is what its pages call it."""
    assert words in pages(site, "en/")[address]
    assert words not in pages(site)[address]


def test_names_that_a_register_lacks_stay_as_they_are(archive: Archive) -> None:
    """A country has a standard name in every language; other things do not."""
    names = archive.in_language("en").names

    assert names.country("is") == "Iceland"
    assert archive.names.country("is") == "Ai-xơ-len"
    assert names.named("topics", "nghe-ca") == Named(
        "topics", "nghe-ca", "Fisheries", is_foreign=False
    )
    assert names.named("mechanisms", "doi-thoai-bien") == Named(
        "mechanisms", "doi-thoai-bien", "Đối thoại Biển", is_foreign=True
    )
    assert not archive.names.named("mechanisms", "doi-thoai-bien").is_foreign


def test_news_do_not_depend_on_the_language(site: Site, archive: Archive) -> None:
    """A level that has a name in two languages has not changed by being read."""
    other = archive.in_language("en")

    assert snapshot_of(other, TODAY) == snapshot_of(archive, TODAY)
    heads = [
        re.findall(r"^### ", text, re.MULTILINE)
        for text in (pages(site)["changes.md"], pages(site, "en/")["changes.md"])
    ]
    assert [len(found) for found in heads] == [3, 3]


def test_a_day_is_of_every_language() -> None:
    """As of a day before the article, neither edition knows it."""
    early = make_site(read_disk(TWO), dt.date(2020, 2, 1))

    assert pages(early).keys() == pages(early, "en/").keys()
    assert not [page.uri for page in early.pages if "hoi-dam" in page.uri]


def test_data_files_lie_in_their_edition() -> None:
    """A script finds beside its pages what speaks their language."""
    made = [DataFile("data/a.json", "{}"), DataFile("data/b.json", "[]")]

    assert [each.uri for each in EN.placed(made)] == [
        "en/data/a.json",
        "en/data/b.json",
    ]
    assert list(VI.placed(made)) == made


@pytest.mark.parametrize(
    ("uri", "other"),
    [
        ("timeline.md", "en/timeline.md"),
        ("en/timeline.md", "timeline.md"),
        ("index.md", "en/index.md"),
        ("about.md", "en/index.md"),
        ("en/about-us.md", "index.md"),
        ("energy.md", "en/energy.md"),
    ],
)
def test_a_page_leads_to_the_same_in_the_other_language(uri: str, other: str) -> None:
    """Where the other language has no such page, its home page stands in."""
    known = {"index.md", "timeline.md", "about.md", "energy.md"}
    known |= {"en/index.md", "en/timeline.md", "en/about-us.md", "en/energy.md"}

    [found] = counterparts(uri, (VI, EN), known)
    assert found.uri == other
    assert found.is_same == ("about" not in uri)
    assert found.edition == (VI if uri.startswith("en/") else EN)


def test_a_site_of_one_language_leads_nowhere_else() -> None:
    """Nothing is said of languages where there is no choice."""
    site = make_site(read_disk(SITES / "english"), TODAY)

    assert [(each.language, each.folder) for each in site.editions] == [("en", "")]
    assert counterparts("timeline.md", site.editions, {"timeline.md"}) == ()
    assert all("lang=" not in page.text for page in site.pages)


def test_languages_call_themselves_by_their_own_name() -> None:
    """Who looks for a language knows it by its own name only."""
    assert [own_name(language) for language in ("vi", "en")] == [
        "Tiếng Việt",
        "English",
    ]


@pytest.mark.parametrize(
    ("several", "vi", "en"),
    [
        ([], "", ""),
        (["A"], "A", "A"),
        (["A", "B"], "A và B", "A and B"),
        ([1, 2, 3], "1, 2 và 3", "1, 2 and 3"),
    ],
)
def test_lists_in_words(several: list[object], vi: str, en: str) -> None:
    """Each language joins things as its rules have it."""
    assert catalogue("vi").listed(several) == vi
    assert catalogue("en").listed(several) == en


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Lay out the project in two languages with the looks of the real one."""
    root = tmp_path / "project"
    for part in ("content", "site_config", "snapshots"):
        lay(TWO / part, root / part)
    lay(ROOT / "site_config" / "theme", root / "site_config" / "theme")
    lay(ROOT / "docs", root / "docs")
    lay(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    return root


def test_a_draft_says_so_in_the_language_of_the_page(project: Path) -> None:
    """The banner is for those who read the page."""
    (project / "content" / "bad.md").write_text("", encoding="utf-8")
    result = briefing("build", "--draft", project)

    assert result.exit_code == 0, result.output
    for folder, language in (("site", "vi"), ("site/en", "en")):
        banner = catalogue(language).say("draft.banner", count=1)
        for name in ("index.html", "timeline.html", "partners/fj/index.html"):
            assert banner in (project / folder / name).read_text("utf-8"), name


def test_names_of_a_site_are_safe_in_every_language(project: Path) -> None:
    """The theme puts the name of the site into its HTML as it is; we escape it."""
    register = project / "site_config" / "site.yml"
    text = register.read_text(encoding="utf-8")
    hostile = "name: {vi: 'Hồ <b>sơ</b>', en: '</title><script>x</script>'}"
    register.write_text(re.sub(r"name: \{vi: Hồ.*", hostile, text), encoding="utf-8")
    result = briefing("build", project)

    assert result.exit_code == 0, result.output
    for path in (project / "site").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "<script>x" not in page, path
        assert "<b>sơ" not in page, path


def test_each_language_has_a_search_of_its_own(project: Path) -> None:
    """Nobody finds an article twice, and each index counts from its own home."""
    assert briefing("build", project).exit_code == 0

    site = project / "site"
    found = {}
    for folder in ("", "en"):
        shards = sorted((site / folder / "search").iterdir())
        index = read_index(
            {f"search/{each.name}": each.read_text("utf-8") for each in shards}
        )
        found[folder] = {doc.uri.partition("#")[0] for doc in index.docs}
        for page in found[folder]:
            assert (site / folder / page).is_file(), page
    assert found[""] == found["en"] != set()
    assert not [each for each in found[""] if each.startswith("en/")]
