"""Edit after edit in one process: the site is always what a new process would make."""

from __future__ import annotations

import datetime as dt
import random
import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.check import check
from generator.load import read_disk, read_registers
from generator.load.disk import tidy
from generator.model.archive import Archive
from generator.pipeline import Memory, make_site
from generator.plugin import build_with_mkdocs
from generator.publish.audit import looks_at
from generator.publish.kept import Kept, program
from generator.publish.manifest import entries_of
from tests.projects import SITES, TODAY
from tests.test_press import files_of, project_of, stock_build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.load import Disk
    from generator.pipeline import Site

    Files = dict[str, str]
    """Path to text."""

NAMES = ["seeds", *sorted(each.name for each in SITES.iterdir())]
EDITS = 6
"""How many edits follow each other."""
EARLIER = dt.date(2021, 1, 1)
"""A day on which some of the articles were there and some not."""


def files_below(root: Path) -> Files:
    """Return the articles and registers of a project."""
    several = [*root.glob("content/**/*.md"), *root.glob("site_config/*.yml")]
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8") for path in several
    }


def articles(files: Files) -> list[str]:
    return sorted(path for path in files if path.startswith("content/"))


def registers(files: Files) -> list[str]:
    return sorted(path for path in files if path.startswith("site_config/"))


def retitle(files: Files, chance: random.Random) -> None:
    path = chance.choice(articles(files))
    title = f"title: Sửa lần {chance.randrange(1000)}"
    files[path] = re.sub(r"(?m)^title: .*$", title, files[path], count=1)


def lengthen(files: Files, chance: random.Random) -> None:
    path = chance.choice(articles(files))
    files[path] += f"\nThêm một đoạn, số {chance.randrange(1000)}.\n"


def drop_a_line(files: Files, chance: random.Random) -> None:
    """Most often a mistake: what it was in is left out of the draft, or is shorter."""
    path = chance.choice([*articles(files), *registers(files)])
    lines = files[path].splitlines(keepends=True)
    if lines:
        del lines[chance.randrange(len(lines))]
    files[path] = "".join(lines)


def move_a_line(files: Files, chance: random.Random) -> None:
    """Other places for the same words, other facts for the same places."""
    path = chance.choice(articles(files))
    lines = files[path].splitlines(keepends=True)
    lines.insert(chance.randrange(len(lines)), lines.pop(chance.randrange(len(lines))))
    files[path] = "".join(lines)


def redate(files: Files, chance: random.Random) -> None:
    path = chance.choice([*articles(files), *registers(files)])
    found = list(re.finditer(r"\b(?:19|20)\d\d\b", files[path]))
    if found:
        place = chance.choice(found)
        year = str(chance.randrange(1990, 2030))
        text = files[path]
        files[path] = text[: place.start()] + year + text[place.end() :]


def rename_a_file(files: Files, chance: random.Random) -> None:
    path = chance.choice(articles(files))
    files[f"content/doi-ten-{chance.randrange(1000)}.md"] = files.pop(path)


def rename_an_entry(files: Files, chance: random.Random) -> None:
    path = chance.choice(registers(files))
    name = f"name: Tên {chance.randrange(1000)}"
    found = list(re.finditer(r"\bname: [^,}\n{]+", files[path]))
    if found:
        place = chance.choice(found)
        text = files[path]
        files[path] = text[: place.start()] + name + text[place.end() :]


def remove(files: Files, chance: random.Random) -> None:
    several = articles(files)
    if len(several) > 1:
        del files[chance.choice(several)]


def add(files: Files, chance: random.Random) -> None:
    """Add what is there once more, under another id; what it tells is told twice."""
    path = chance.choice(articles(files))
    number = chance.randrange(1000)
    text = re.sub(r"\b(id|event): (\S+)", rf"\1: \2-{number}", files[path])
    files[f"content/them-{number}.md"] = text


def push_down(files: Files, chance: random.Random) -> None:
    """Every place in a file is another one, and nothing else."""
    path = chance.choice([*articles(files), *registers(files)])
    first, rest = files[path].split("\n", 1)
    files[path] = f"{first}\n# {chance.randrange(1000)}\n{rest}"


KINDS: tuple[Callable[[Files, random.Random], None], ...] = (
    retitle,
    lengthen,
    drop_a_line,
    move_a_line,
    redate,
    rename_a_file,
    rename_an_entry,
    remove,
    add,
    push_down,
)


def disk_of(files: Files, first: Disk, chance: random.Random) -> Disk:
    """Return *files* as they come from a disk, in any order."""
    read = {path: tidy(path, text.encode())[0] for path, text in files.items()}
    several = [source for source in read.values() if source]
    chance.shuffle(several)
    return replace(
        first,
        articles=tuple(each for each in several if each.path.startswith("content/")),
        registers=tuple(each for each in several if each.path.startswith("site_")),
    )


def all_of(site: Site) -> dict[str, object]:
    """Return everything of *site* that anybody reads, by where it stands."""
    found: dict[str, object] = {"problems": site.problems}
    found |= {page.uri: page for page in site.pages}
    found |= {file.uri: file for file in site.files}
    return found | {sheet.uri: sheet for sheet in site.sheets}


class Walk:
    """A project that is edited by chance, and the process that knows it already."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.chance = random.Random(f"edits {seed}")  # noqa: S311 -- not for secrets
        self.root = project_of(self.chance.choice(NAMES), folder)
        self.first = read_disk(self.root)
        self.files = files_below(self.root)
        self.memory = Memory()
        self.day = self.chance.choice([TODAY, EARLIER])
        self.site()

    def site(self) -> Site:
        """Make the site with all that is known from before."""
        disk = disk_of(self.files, self.first, self.chance)
        return make_site(disk, self.day, draft=True, memory=self.memory)

    def anew(self) -> Site:
        """Make the site as a new process does."""
        disk = disk_of(self.files, self.first, self.chance)
        return make_site(disk, self.day, draft=True)

    def edit(self) -> str:
        """Edit something, and return what."""
        kind = self.chance.choice(KINDS)
        kind(self.files, self.chance)
        return kind.__name__


@pytest.mark.parametrize("seed", range(8))
def test_a_site_after_edits_is_the_one_made_anew(seed: int, tmp_path: Path) -> None:
    """What is kept from save to save never shows, mistakes in between or not."""
    walk, done = Walk(seed, tmp_path), []
    for _ in range(EDITS):
        done.append(walk.edit())
        kept, anew = all_of(walk.site()), all_of(walk.anew())
        other = [uri for uri in kept | anew if kept.get(uri) != anew.get(uri)]
        assert other == [], done  # their texts would be compared for minutes


@pytest.mark.parametrize("seed", range(12))
def test_what_is_remembered_of_an_article_is_what_the_rules_say(
    seed: int, tmp_path: Path
) -> None:
    """Problem for problem and in the same order, whatever was edited before."""
    walk, done = Walk(seed, tmp_path), []
    for _ in range(3 * EDITS):
        done.append(walk.edit())
        disk = disk_of(walk.files, walk.first, walk.chance)
        registers, _ = read_registers(disk.registers)
        read = [article for article, _ in walk.memory.articles(disk.articles)]
        if registers is None:
            continue
        archive = Archive.of((each for each in read if each), registers)
        assert walk.memory.check(archive, TODAY) == check(archive, TODAY), done


def build_over(walk: Walk, site: Site, folder: Path) -> int:
    """Build *site* with what the last build left; return how much of it was taken."""
    target, fresh = folder / "ours", folder / "fresh"
    kept = Kept(folder, target, program())
    fresh.mkdir()
    entries = build_with_mkdocs(walk.root, fresh, site, None, lambda _: None, kept=kept)
    looks = looks_at(fresh, known=kept.looks)
    assert entries == entries_of(fresh)
    assert looks == looks_at(fresh)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    kept.write(entries, looks)
    return len(kept.taken)


def bytes_are_equal(seed: int, folder: Path, every: int = 1) -> None:
    """Edit, and compare every file of both builds; build after *every* some edits."""
    walk, done, taken = Walk(seed, folder), [], 0
    for number in range(1, EDITS + 1):
        done.append(walk.edit())
        site = walk.site()
        # a draft is built without what was kept: see `commands/build.py`
        if site.pages and not site.error_count and number % every == 0:
            taken += build_over(walk, site, folder)
    site = walk.site()
    if not site.pages:
        assert site.problems, done
        return
    if site.error_count or EDITS % every:
        shutil.rmtree(folder / "ours", ignore_errors=True)
        build_with_mkdocs(walk.root, folder / "ours", site, None, lambda _: None)
    stock_build(walk.root, folder / "stock", walk.anew())

    made, wanted = files_of(folder / "ours"), files_of(folder / "stock")
    assert made.keys() == wanted.keys(), done
    assert [uri for uri in made if made[uri] != wanted[uri]] == [], done


@pytest.mark.parametrize("seed", range(1))
def test_a_build_after_edits_has_the_bytes_of_mkdocs(seed: int, tmp_path: Path) -> None:
    bytes_are_equal(seed, tmp_path, every=3)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(1, 200))
def test_every_build_after_edits_has_the_bytes_of_mkdocs(
    seed: int, tmp_path: Path
) -> None:
    bytes_are_equal(seed, tmp_path)
