"""A code by another name: everywhere, nowhere else, and old links lead on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.load import read_disk
from generator.pipeline import make_site
from tests.projects import ROOT, TODAY, briefing, lay

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for part in ("content", "site_config", "seeds", "mkdocs.yml"):
        lay(ROOT / part, tmp_path / part)
    return tmp_path


def texts(root: Path) -> dict[str, str]:
    several = [*root.glob("content/**/*.md"), *root.glob("site_config/*.yml")]
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8") for path in several
    }


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("to-lam", "lam-to", ""),
        ("bo-cong-an", "cong-an", ""),
        ("asean", "hiep-hoi", "organisations"),
        ("asean", "hiep-hoi", "terms"),
        ("an-ninh-mang", "mang", ""),
        ("aseanapol", "canh-sat", "mechanisms"),
        ("tuyen-bo-chung-viet-nam-brunei-2019", "tuyen-bo", ""),
        ("talks", "hoi-dam", ""),
        ("bn-2020-02-14-talks", "bn-talks", ""),
        ("bn-2020-02-14-nhat-tri-an-ninh-mang", "bn-mang", ""),
    ],
)
def test_a_code_changes_wherever_it_is_written(
    old: str, new: str, kind: str, project: Path
) -> None:
    """The site is as sound as before, and there and back is where it was."""
    before, sound = texts(project), make_site(read_disk(project), TODAY)
    options = ("--kind", kind) if kind else ()

    result = briefing("mv", old, new, *options, "--root", project)

    assert result.exit_code == 0, result.output
    after = make_site(read_disk(project), TODAY)
    assert len(after.problems) == len(sound.problems)
    assert [p.code for p in after.problems] == [p.code for p in sound.problems]
    assert texts(project) != before
    assert briefing("mv", new, old, "--root", project).exit_code == 0
    assert texts(project) == before


def test_an_article_keeps_its_old_addresses(project: Path) -> None:
    [path] = (project / "content/bn/2020").glob("*.md")
    old = next(
        line.split()[1]
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("id: ")
    )

    assert briefing("mv", old, "mot", "--root", project).exit_code == 0
    assert f"aliases: partners/bn/2020/{old}\n" in path.read_text("utf-8")
    assert briefing("mv", "mot", "hai", "--root", project).exit_code == 0
    assert briefing("mv", "hai", "ba", "--root", project).exit_code == 0

    site = make_site(read_disk(project), TODAY)
    assert site.error_count == 0
    uris = {page.uri for page in site.pages}
    assert {f"partners/bn/2020/{each}.md" for each in (old, "mot", "hai", "ba")} <= uris


def test_aliases_in_lines_get_one_more_line(project: Path) -> None:
    [path] = (project / "content/bn/2020").glob("*.md")
    text = path.read_text("utf-8")
    code = text.split("id: ")[1].split()[0]
    text = text.replace("partners:", "aliases:\n  - cu/mot\npartners:", 1)
    path.write_text(text, encoding="utf-8")

    assert briefing("mv", code, "moi", "--root", project).exit_code == 0

    assert f"  - cu/mot\n  - partners/bn/2020/{code}\n" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("khong-co", "moi", "khong-co"),
        ("to-lam", "Tô Lâm", "Tô Lâm"),
        ("to-lam", "bo-cong-an", "bo-cong-an"),
        ("asean", "moi", "organisations, terms"),
        ("bn", "zz", "bn"),
    ],
    ids=["unknown", "no-code", "taken", "several", "partner"],
)
def test_what_cannot_be_renamed_is_told(
    old: str, new: str, word: str, project: Path
) -> None:
    before = texts(project)

    result = briefing("mv", old, new, "--root", project)

    assert result.exit_code == 1
    assert word in result.output
    assert texts(project) == before


def test_nothing_changes_while_something_cannot_be_read(project: Path) -> None:
    """A file that cannot be read may write the code too."""
    (project / "content/hong.md").write_text("không có phần đầu", encoding="utf-8")
    before = texts(project)

    result = briefing("mv", "to-lam", "moi", "--root", project)

    assert result.exit_code == 1
    assert "briefing check" in result.output
    assert texts(project) == before
