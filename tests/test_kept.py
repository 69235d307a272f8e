"""What a build takes over from the last one: only what would be made the same again."""

import datetime as dt
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from generator.load import read_disk
from generator.model.fingerprint import SIZE, Fingerprints, UnknownFormError
from generator.model.source import Written
from generator.pipeline import make_site
from generator.publish import kept
from generator.publish.folder import Stamp, stamp_of
from tests.projects import SITES, TODAY, briefing, lay, lay_host
from tests.test_press import files_of

DATABASE = f"{kept.FOLDER}/built.sqlite"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that was built once."""
    root = tmp_path_factory.mktemp("kept") / "project"
    lay(SITES / "vietnamese", root)
    lay_host(root)
    build(root)
    return root


@pytest.fixture
def root(first: Path, tmp_path: Path) -> Path:
    """Return a copy of that project, site and database as they were left."""
    root = tmp_path / "project"
    shutil.copytree(first, root)  # other inodes: nothing in it is known
    build(root)
    return root


def build(root: Path, *more: str) -> str:
    result = briefing("build", root, "--as-of", TODAY.isoformat(), *more)
    assert result.exit_code == 0, result.output
    return result.stderr


def pages_of(root: Path) -> dict[str, Stamp]:
    """
    Return what tells the file of each page from all others.

    A disk gives the inode of a file that is gone to the next one, so time counts, too.
    """
    site = root / "site"
    return {
        path.relative_to(site).as_posix(): stamp_of(path)
        for path in site.rglob("*.*")
        if path.suffix in {".html", ".pdf", ".docx"}
    }


def taken(before: dict[str, Stamp], after: dict[str, Stamp]) -> set[str]:
    return {uri for uri, stamp in after.items() if before.get(uri) == stamp}


def test_what_did_not_change_is_taken_and_nothing_is_other(root: Path) -> None:
    """Pages of the whole site and those that people wrote are made every time."""
    before, inodes = files_of(root / "site"), pages_of(root)
    build(root)
    assert files_of(root / "site") == before
    left = inodes.keys() - taken(inodes, pages_of(root))
    whole = {"index", "timeline", "changes", "coverage", "data", "dictionary"}
    whole |= {"search", "partners/index", "outcomes/index", "reference"}
    whole |= {"about", "guide/editors", "404"}
    assert left == {f"{each}.html" for each in whole} | {"MO-TRANG-NAY.html"}


def test_a_site_that_was_copied_is_made_anew(first: Path, root: Path) -> None:
    """Its files may be anybody's: what is known is known of other ones."""
    assert files_of(root / "site") == files_of(first / "site")
    assert taken(pages_of(first), pages_of(root)) == set()


def test_an_edit_changes_what_shows_it_and_removes_what_is_gone(root: Path) -> None:
    before = pages_of(root)
    article = max(root.glob("content/**/*.md"))
    uri = next(each for each in before if each.endswith(f"{article.stem}.html"))
    text = article.read_text("utf-8")
    article.write_text(text.rstrip("\n") + "\n\nThêm một câu.\n", "utf-8")
    build(root)
    after = pages_of(root)
    assert uri not in taken(before, after)
    assert taken(before, after)
    assert "Thêm một câu." in (root / "site" / uri).read_text("utf-8")

    article.unlink()
    build(root)
    assert uri not in pages_of(root)


def test_the_next_day_makes_no_article_anew(root: Path) -> None:
    """The day stands in a sheet of its own, and with what has come of age since."""
    before, day = pages_of(root), root / "site/assets/css/day.css"
    said = day.read_text("utf-8")
    tomorrow = (TODAY + dt.timedelta(1)).isoformat()
    assert briefing("build", root, "--as-of", tomorrow).exit_code == 0
    assert day.read_text("utf-8") != said
    left = taken(before, pages_of(root))
    articles = {path.stem for path in root.glob("content/**/*.md")}
    assert articles <= {Path(uri).stem for uri in left}


def test_what_people_wrote_changes_alone(root: Path) -> None:
    before = pages_of(root)
    (root / "docs/about.md").write_text("# Khác\n\nMột dòng.\n", "utf-8")
    build(root)
    assert taken(before, pages_of(root))
    assert "Một dòng." in (root / "site/about.html").read_text("utf-8")


def test_settings_and_looks_stand_round_every_page(root: Path) -> None:
    for name in ("mkdocs.yml", "site_config/theme/main.html"):
        before, path = pages_of(root), root / name
        end = "\n# khác\n" if name.endswith("yml") else "{# khác #}"
        path.write_text(path.read_text("utf-8") + end, "utf-8")
        build(root)
        left = {uri for uri in taken(before, pages_of(root)) if uri.endswith(".html")}
        assert left == set(), name


def altered(root: Path) -> None:
    page = root / "site/glossary.html"
    page.write_text(page.read_text("utf-8").replace("</h1>", "!</h1>"), "utf-8")


def turned_back(root: Path) -> None:
    """Let the file be of a clock that was wrong, or goes back."""
    os.utime(root / "site/glossary.html", ns=(1, 1))


def gone(root: Path) -> None:
    (root / "site/glossary.html").unlink()


def linked(root: Path) -> None:
    page = root / "site/glossary.html"
    page.rename(root / "elsewhere.html")
    page.symlink_to(root / "elsewhere.html")


def no_site(root: Path) -> None:
    shutil.rmtree(root / "site")


def no_database(root: Path) -> None:
    shutil.rmtree(root / ".cache")


def broken(root: Path) -> None:
    path = root / DATABASE
    path.write_bytes(path.read_bytes()[: 3 * 4096] + b"\xff" * 8192)


def no_database_at_all(root: Path) -> None:
    (root / DATABASE).write_text("not a database\n" * 400, "utf-8")


def another_form(root: Path) -> None:
    with sqlite3.connect(root / DATABASE) as database:
        database.execute("alter table files rename column made_of to other")


def another_version(root: Path) -> None:
    with sqlite3.connect(root / DATABASE) as database:
        database.execute("update origin set version = x'00'")
        # would be taken if the version were trusted
        database.execute("update files set sha256 = upper(sha256)")


HARMS = (
    *(altered, turned_back, gone, linked, no_site, no_database),
    *(broken, no_database_at_all, another_form, another_version),
)


def test_whatever_was_left_the_site_is_right(root: Path) -> None:
    """Neither a site that somebody touched nor a broken database is trusted."""
    before = files_of(root / "site")
    for harm in HARMS:
        inodes = pages_of(root)
        harm(root)
        build(root)
        assert files_of(root / "site") == before, harm.__name__
        kept_again = taken(inodes, pages_of(root))
        is_page = harm in {altered, turned_back, gone, linked}
        assert bool(kept_again) is is_page, harm.__name__
        assert "glossary.html" not in kept_again


def test_a_disk_without_room_for_the_database_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(root / "site")
    shutil.rmtree(root / ".cache")

    def full(*_: object, **__: object) -> None:
        message = "database or disk is full"
        raise sqlite3.OperationalError(message)

    monkeypatch.setattr(sqlite3, "connect", full)
    assert "database or disk is full" in build(root)
    assert files_of(root / "site") == before


def test_a_draft_takes_nothing_and_leaves_nothing(root: Path) -> None:
    """What it says of itself stands in no fingerprint."""
    inodes, database = pages_of(root), (root / DATABASE).read_bytes()
    build(root, "--draft")
    assert taken(inodes, pages_of(root)) == set()
    assert (root / DATABASE).read_bytes() == database


def test_every_page_of_a_part_of_the_site_has_a_fingerprint() -> None:
    """Else it would be made at every build, and nobody would notice."""
    whole = {"index", "timeline", "changes", "coverage", "data", "dictionary"}
    whole |= {"search", "partners/index", "outcomes/index", "reference"}
    for path in sorted(SITES.iterdir()):
        several, known = make_site(read_disk(path), TODAY).pages, Fingerprints()
        named = {known.of(page.uri, page.made_of) for page in several if page.made_of}
        without = {
            page.uri.removesuffix(".md").removeprefix("en/")
            for page in several
            if not page.made_of
        }
        assert without == whole
        assert len(named) == len([page for page in several if page.made_of])


def test_fingerprints_tell_values_apart() -> None:
    values: list[object] = [
        *("", "a", "1", 1, 1.0, True, False, None, (), ("",), ("a",), ("a", "b")),
        *(("ab",), ("a", ("b",)), (("a",), "b"), {"a": "b"}, {"b": "a"}, {"a", "b"}),
        *("s1:a", ("s1:a",), "x" * 200, ("x" * 200,), ("x" * 100, "x" * 100)),
    ]
    found = {Fingerprints().of(each) for each in values}
    assert len(found) == len(values)
    assert all(len(each) == SIZE for each in found)
    assert Fingerprints().of("a", "b") != Fingerprints().of("ab")


def test_fingerprints_ask_for_no_place_and_no_order_of_sets() -> None:
    one, other = Fingerprints(), Fingerprints()
    assert one.of("văn") == other.of(Written("văn"))
    words = [f"từ {number}" for number in range(40)]
    assert one.of(frozenset(words)) == other.of(frozenset(words[::-1]))


def test_what_is_more_than_a_value_has_no_fingerprint() -> None:
    with pytest.raises(UnknownFormError, match="function"):
        Fingerprints().of((print, build))
