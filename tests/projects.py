"""Small projects on disk, and the terminal that speaks to them."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import markdown
from click.testing import CliRunner
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data

from generator.check import FOUNDATIONS
from generator.commands import main
from generator.load import read_article, read_disk, read_registers
from generator.load.disk import tidy
from generator.model.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from click.testing import Result

    from generator.model.source import SourceFile
    from generator.render import DataFile, MarkdownPage

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"
SITES = Path(__file__).parent / "sites"

TODAY = dt.date(2026, 11, 22)
"""The day of every test that needs one; no golden file changes with the clock."""

PLAIN = {"NO_COLOR": "1", "FORCE_COLOR": None, "CLICOLOR_FORCE": None, "COLUMNS": "80"}
"""The terminal of the tests has no colours, whatever the real one asks for."""


def briefing(*arguments: str | Path) -> Result:
    """Type `briefing` and *arguments*; a bug shows as itself, not as an exit code."""
    runner = CliRunner(env=PLAIN)
    result = runner.invoke(main, [str(each) for each in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def lay(source: Path, target: Path) -> None:
    """Put a file, or all that a folder holds, at *target*, over what is there."""
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def lay_host(root: Path) -> None:
    """
    Put the settings and the looks of this project into *root*, and two short pages.

    Those that people wrote by hand are long, and MkDocs takes most of a build for them.
    """
    lay(ROOT / "site_config" / "theme", root / "site_config" / "theme")
    lay(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    for name in ("about.md", "guide/editors.md"):
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Trang viết tay\n\nHai dòng.\n", "utf-8")


def quoted(value: object) -> str:
    """Write *value* as JSON, which is YAML too once no line end is left in it."""
    text = json.dumps(value, ensure_ascii=False)
    return re.sub(r"[\x85\u2028\u2029\ufeff]", lambda m: f"\\u{ord(m[0]):04x}", text)


def article(name: str, fields: Mapping[str, object], body: str) -> SourceFile:
    """Return the file of an article, as it comes from the disk."""
    text = f"---\n{quoted(fields)}\n---\n\n{body}\n"
    source, problems = tidy(f"content/{name}.md", text.encode())
    assert source is not None, problems
    return source


@cache
def registers() -> tuple[SourceFile, ...]:
    """Return the registers of the cases: sound, and of invented people only."""
    return read_disk(CASES).registers


def archive_of(*articles: SourceFile) -> Archive:
    """
    Return the archive of *articles*, which must be sound enough to make pages of.

    Whether what they tell makes sense is for the rules to say, and they are not asked.
    """
    known, problems = read_registers(registers())
    assert known is not None
    read = [read_article(source) for source in articles]
    problems += [problem for _, found in read for problem in found]
    archive = Archive.of((found for found, _ in read if found), known)
    assert problems + [each for rule in FOUNDATIONS for each in rule(archive)] == []
    return archive


def built_with(
    built: Path, pages: Iterable[MarkdownPage], files: Iterable[DataFile], *, to: Path
) -> Path:
    """
    Put *pages* and *files* into a copy of the built site *built* at *to*.

    MkDocs takes minutes for a large site of which a test opens one page: here the text
    of each page stands in the frame of the page that *built* has at its address.
    """
    shutil.copytree(built / "assets", to / "assets")
    for file in files:
        (to / file.uri).parent.mkdir(parents=True, exist_ok=True)
        (to / file.uri).write_text(file.text, encoding="utf-8")
    host = load_config(str(ROOT / "mkdocs.yml"))
    for page in pages:
        text, _ = get_data(page.text)
        html = markdown.markdown(
            text,
            extensions=host.markdown_extensions,
            extension_configs=host.mdx_configs,
        )
        name = page.uri.removesuffix(".md") + ".html"
        frame = (built / name).read_text("utf-8")
        found = re.fullmatch(r"(.*<article[^>]*>).*(</article>.*)", frame, re.DOTALL)
        assert found
        body = re.sub(r'(href="[^":]*)\.md\b', r"\1.html", html)
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        (to / name).write_text(found[1] + body + found[2], encoding="utf-8")
    return to
