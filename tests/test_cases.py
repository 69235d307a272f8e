"""
Odd articles and folders, and what an editor is told about each.

`cases/<name>.md` is one file of `content/`; `cases/<name>/` is laid over the
project; `BUILT` has what no git checkout can hold. In all of them the registers of
`cases/site_config/` and the sound article `good.md` are there too. What is said
lies in `cases/<name>.txt`.
"""

from __future__ import annotations

import ast
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.diagnostics import as_line
from generator.load import read_article, read_disk
from generator.load.disk import LARGEST_FILE
from generator.model.source import SourceFile
from generator.pipeline import make_site
from generator.words import LANGUAGES, catalogue
from tests.projects import CASES, ROOT, TODAY, briefing, lay

if TYPE_CHECKING:
    from generator.pipeline import Site

GOOD = "good.md"
Case = Callable[[str], Path]
FILES = sorted(path.stem for path in CASES.glob("*.md") if path.name != GOOD)
FOLDERS = sorted(
    path.name
    for path in CASES.iterdir()
    if path.is_dir() and path.name != "site_config"
)

SOUND = {
    "accepted",
    "agreement-in-time",
    "answered-proposal",
    "country-no-registered",
    "date-without-year",
    "editions-in-order",
    "folder-named-like-an-article",
    "in-office",
    "inside-parent",
    "level-agrees",
    "outcome-forward",
    "post-agrees",
    "posts-in-turn",
    "published-after-event",
    "quote-settled-by-prefix",
    "rank-agrees",
    "right-anniversary",
    "unlike-events",
    "unlike-names",
    "used-entries",
}
"""Odd, and right: nothing is said."""
WARNED = {
    "not-a-snapshot",
    "bom",
    "crlf",
    "foreign-file",
    "level-differs",
    "likely-same-event",
    "lone-cr",
    "near-names",
    "nfd",
    "overlapping-posts",
    "post-differs",
    "published-before-event",
    "rank-differs",
    "register-with-other-ending",
    "unanswered-proposal",
    "unknown-register",
    "unneeded-acceptance",
    "unconfirmed",
    "unused-entry",
    "wrong-anniversary",
}
"""Told, and published all the same."""
NO_SITE = {
    "broken-site-file",
    "language-twice",
    "language-unknown",
    "missing-site-file",
    "not-a-longitude",
}
"""Without the site's own register nothing can be built, so there is no archive."""
NO_GOOD_ARTICLE = {"empty-content", "missing-content"}
"""The case is that there is nothing to read."""


def symlink_loop(root: Path, _: pytest.MonkeyPatch) -> None:
    (root / "content" / "loop").symlink_to(root / "content", target_is_directory=True)
    (root / "content" / "self.md").symlink_to("self.md")


def link_out_of_project(root: Path, _: pytest.MonkeyPatch) -> None:
    outside = root.parent / "outside"
    outside.mkdir()
    secret = outside / "secret.md"
    lay(CASES / GOOD, secret)
    (root / "content" / "secret.md").symlink_to(secret)
    (root / "content" / "folder").symlink_to(outside, target_is_directory=True)
    (root / "site_config" / "terms.yml").unlink()
    (root / "site_config" / "terms.yml").symlink_to(secret)
    (root / "docs").mkdir()
    (root / "docs" / "about.md").symlink_to(secret)
    (root / "site_config" / "theme").mkdir()
    (root / "site_config" / "theme" / "assets").symlink_to(outside)


def big_file(root: Path, _: pytest.MonkeyPatch) -> None:
    with (root / "content" / "big.md").open("wb") as file:
        file.truncate(50_000_000)  # a hole: it takes no room on the disk


def file_at_the_limit(root: Path, _: pytest.MonkeyPatch) -> None:
    with (root / "content" / "limit.md").open("wb") as file:
        file.write(b"x" * LARGEST_FILE)


def empty_content(root: Path, _: pytest.MonkeyPatch) -> None:
    (root / "content" / GOOD).unlink()
    (root / "content" / ".gitkeep").touch()


def missing_content(root: Path, _: pytest.MonkeyPatch) -> None:
    shutil.rmtree(root / "content")


def missing_site_file(root: Path, _: pytest.MonkeyPatch) -> None:
    (root / "site_config" / "site.yml").unlink()


def unreadable_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # taking the right to read away does not stop the administrator, who may run this
    locked = root / "content" / "locked.md"
    lay(CASES / GOOD, locked)
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == locked:
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)


def pipe(root: Path, _: pytest.MonkeyPatch) -> None:
    os.mkfifo(root / "content" / "pipe.md")


def folder_named_like_an_article(root: Path, _: pytest.MonkeyPatch) -> None:
    (root / "content" / "folder.md").mkdir()


def file_name_that_is_no_unicode(root: Path, _: pytest.MonkeyPatch) -> None:
    (root / "content" / os.fsdecode(b"b\xe0i.md")).write_text("Không có phần đầu\n")


BUILT: dict[str, Callable[[Path, pytest.MonkeyPatch], None]] = {
    "big-file": big_file,
    "empty-content": empty_content,
    "file-at-the-limit": file_at_the_limit,
    "file-name-that-is-no-unicode": file_name_that_is_no_unicode,
    "folder-named-like-an-article": folder_named_like_an_article,
    "link-out-of-project": link_out_of_project,
    "missing-content": missing_content,
    "missing-site-file": missing_site_file,
    "pipe": pipe,
    "symlink-loop": symlink_loop,
    "unreadable-file": unreadable_file,
}
ON_WINDOWS_TOO = {"big-file", "empty-content", "missing-content", "missing-site-file"}
NAMES = sorted([*FILES, *FOLDERS, *BUILT])


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """Make the project of a case, once, and return where it is; nobody changes it."""
    with pytest.MonkeyPatch.context() as monkeypatch:

        @cache
        def lay_out(name: str) -> Path:
            root = tmp_path_factory.mktemp("case") / "project"
            lay(CASES / "site_config", root / "site_config")
            lay(CASES / GOOD, root / "content" / GOOD)
            if name in BUILT:
                if sys.platform == "win32" and name not in ON_WINDOWS_TOO:
                    pytest.skip("Windows has no such thing")
                BUILT[name](root, monkeypatch)
            elif name in FOLDERS:
                lay(CASES / name, root)
            else:
                lay(CASES / f"{name}.md", root / "content" / f"{name}.md")
            return root

        yield lay_out


@cache
def site_of(root: Path) -> Site:
    return make_site(read_disk(root), TODAY)


@pytest.mark.parametrize("name", NAMES)
def test_what_an_editor_is_told(
    name: str,
    laid_out: Case,
    golden: Callable[[Path, str], None],
) -> None:
    """`briefing check` says what is wrong, where and what to do, and never crashes."""
    root = laid_out(name)

    told = briefing("check", root)

    golden(CASES / f"{name}.txt", told.output)
    assert "Traceback" not in told.output
    assert told.exit_code == (0 if name in SOUND | WARNED else 1)


@pytest.mark.parametrize("name", sorted(SOUND | WARNED))
def test_strict_counts_warnings(name: str, laid_out: Case) -> None:
    """Under `--strict` a warning stops publishing, and what is sound still does not."""
    told = briefing("check", "--strict", laid_out(name))

    assert told.exit_code == (1 if name in WARNED else 0)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_told_in_english_too(name: str, laid_out: Case) -> None:
    """Every message can be said in every language; the place is the same in all."""
    root = laid_out(name)

    problems = site_of(root).problems
    lines = {
        language: [as_line(problem, catalogue(language)) for problem in problems]
        for language in LANGUAGES
    }
    for problem in problems:
        assert problem.help(catalogue("en")) != problem.help(catalogue("vi"))

    places = {
        language: [line.partition("]: ")[0] for line in said]
        for language, said in lines.items()
    }
    assert places["en"] == places["vi"]
    assert not set(lines["en"]) & set(lines["vi"])
    assert bool(lines["en"]) == (name not in SOUND)


def test_every_golden_file_has_its_case() -> None:
    """Nothing is kept that nobody says any more."""
    assert sorted(path.stem for path in CASES.glob("*.txt")) == NAMES


@pytest.mark.parametrize("name", sorted(set(NAMES) - NO_SITE - NO_GOOD_ARTICLE))
def test_a_good_article_beside_a_bad_one_is_read(name: str, laid_out: Case) -> None:
    """A mistake in one file never takes another article away."""
    site = site_of(laid_out(name))

    assert site.archive is not None
    assert f"content/{GOOD}" in [each.path for each in site.archive.articles]
    said = [each for each in site.problems if each.span.path == f"content/{GOOD}"]
    assert said == []


@pytest.mark.parametrize("name", sorted({*FOLDERS, *BUILT} - NO_SITE))
def test_a_draft_shows_what_is_sound(name: str, laid_out: Case) -> None:
    """Whatever is wrong, the rest can be built, and no page is made twice."""
    site = make_site(read_disk(laid_out(name)), TODAY, draft=True)

    uris = [page.uri for page in site.pages]
    assert {"index.md", "timeline.md", "partners/index.md"} <= set(uris)
    assert len(uris) == len(set(uris))
    has_good = "partners/bn/2021/good.md" in uris
    assert has_good == (name not in NO_GOOD_ARTICLE)


def test_one_bad_file_never_hides_another(tmp_path: Path) -> None:
    """All cases in one folder: each is told exactly as if it stood alone."""
    alone = set()
    for name in FILES:
        root = tmp_path / name
        lay(CASES / "site_config", root / "site_config")
        lay(CASES / GOOD, root / "content" / GOOD)
        lay(CASES / f"{name}.md", root / "content" / f"{name}.md")
        alone |= {(each.span, each.code) for each in site_of(root).problems}
    everything = tmp_path / "all"
    lay(CASES / "site_config", everything / "site_config")
    for name in [*FILES, "good"]:
        lay(CASES / f"{name}.md", everything / "content" / f"{name}.md")

    together = make_site(read_disk(everything), TODAY, draft=True)

    said = together.problems
    assert {(each.span, each.code) for each in said} == alone
    assert [each.span for each in said] == sorted(each.span for each in said)
    uris = {page.uri for page in together.pages}
    assert {"partners/bn/2021/good.md", "partners/bn/undated/bom.md"} <= uris


@pytest.mark.parametrize("form", ["[{0}, {0}]", "{{x: {0}, y: {0}}}"])
def test_an_alias_bomb_is_not_set_off(form: str) -> None:
    """Sixty doublings stay sixty lines; what would be made of them is never made."""
    lines = ["a0: &a0 [ha, ha]"]
    lines += [f"a{n}: &a{n} {form.format(f'*a{n - 1}')}" for n in range(1, 60)]
    text = "\n".join(["---", *lines, "---", "Bài thử", ""])

    article, problems = read_article(SourceFile("content/bomb.md", text))

    assert article is None
    assert "yaml-alias" in {problem.code for problem in problems}
    assert len(str(problems)) < 1_000_000


def test_the_limit_of_a_file_is_the_last_size_that_is_read(tmp_path: Path) -> None:
    """A file of just the limit is read; one more byte is too much."""
    lay(CASES / "site_config", tmp_path / "site_config")
    article = (CASES / GOOD).read_bytes()
    path = tmp_path / "content" / GOOD
    path.parent.mkdir()

    path.write_bytes(article + b"x" * (LARGEST_FILE - len(article)))
    just = make_site(read_disk(tmp_path), TODAY).problems
    path.write_bytes(article + b"x" * (LARGEST_FILE - len(article) + 1))
    more = make_site(read_disk(tmp_path), TODAY).problems

    assert [each.code for each in just] == []
    assert [each.code for each in more] == ["file-too-big"]


def codes_in(language: str) -> set[str]:
    keys = catalogue(language).phrases
    return {key.split(".")[1] for key in keys if key.startswith("diagnostic.")}


def codes_in_code() -> set[str]:
    """Every text of the code that is the code of a diagnostic."""
    known = codes_in("vi") | codes_in("en")
    return {
        node.value
        for path in (ROOT / "generator").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value in known
    }


def codes_given() -> set[str]:
    """
    Every text that the code gives where a diagnostic's code is wanted.

    That is the keyword `code`, the first argument of an error that pydantic or the
    dates raise, of `told`, and what is assigned to a variable `code`.
    """
    given: list[ast.expr] = []
    for path in (ROOT / "generator" / "check").rglob("*.py"):
        given += given_in(path)
    for path in (ROOT / "generator" / "load").rglob("*.py"):
        given += given_in(path)
    for path in (ROOT / "generator" / "model").rglob("*.py"):
        given += given_in(path)
    return {
        node.value
        for node in given
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def given_in(path: Path) -> list[ast.expr]:
    found: list[ast.expr] = []
    raised = {"PydanticCustomError", "NotADateError", "told"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            found += [each.value for each in node.keywords if each.arg == "code"]
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in raised and node.args:
                found.append(node.args[0])
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id == "code":
                    found.append(node.value)
                elif isinstance(target, ast.Tuple) and isinstance(
                    node.value, ast.Tuple
                ):
                    found += [
                        value
                        for name, value in zip(
                            target.elts, node.value.elts, strict=True
                        )
                        if isinstance(name, ast.Name) and name.id == "code"
                    ]
    return found


def codes_shown() -> set[str]:
    """Every code that a golden file shows."""
    said = "\n".join(p.read_text(encoding="utf-8") for p in CASES.glob("*.txt"))
    return {code for code in codes_in("vi") if f"[{code}]: " in said}


def test_every_code_that_code_gives_is_in_the_catalogues() -> None:
    """No editor meets a KeyError in place of a message."""
    for language in LANGUAGES:
        assert codes_given() - codes_in(language) == set()


UNKNOWN = "unknown-"
"""The rule makes these codes of the name of a register."""


def test_every_code_in_the_catalogues_is_given() -> None:
    """No message is kept that nobody can get."""
    made = {code for code in codes_in("vi") if code.startswith(UNKNOWN)}

    assert codes_in("vi") - codes_in_code() - made == set()


def test_every_code_is_shown_by_a_case() -> None:
    """Whoever changes a message sees it in the diff as an editor would."""
    assert codes_in("vi") - codes_shown() == set()
