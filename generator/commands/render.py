"""`briefing render`: the Markdown pages on disk, for any other renderer."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.terminal import (
    as_of_option,
    audience_option,
    both,
    cannot_write,
    day_of,
    draft_option,
    known_part,
    language_option,
    project_argument,
    refuse_errors,
    stop,
)
from generator.load import read_disk
from generator.model.part import Part
from generator.pipeline import make_site
from generator.publish.files import put_files
from generator.publish.folder import put, replacing
from generator.words import catalogue

if TYPE_CHECKING:
    import datetime as dt

MARK = ".briefing"
"""A folder that holds this file was made by us and may be replaced."""


@click.command(help=both("command.render"))
@project_argument
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help=both("command.option.to"),
)
@as_of_option
@audience_option
@language_option
@draft_option
def render(  # noqa: PLR0913 -- one parameter an option
    root: Path,
    target: Path,
    as_of: dt.datetime | None,
    audience: str,
    lang: str | None,
    *,
    draft: bool,
) -> None:
    """Write the generated pages and, beside them, the hand-written ones of `docs/`."""
    disk = read_disk(root)
    part = known_part(disk, Part(audience), lang)
    site = make_site(disk, day_of(as_of, root), draft=draft, part=part)
    words = catalogue(lang or site.language)
    refuse_errors(site, words, draft=draft)
    try:
        is_ours = (target / MARK).is_file()
        if target.is_dir() and any(target.iterdir()) and not is_ours:
            stop(words.say("terminal.not_empty", folder=target))
        with replacing(target.absolute()) as fresh:
            if (root / "docs").is_dir():
                shutil.copytree(root / "docs", fresh, dirs_exist_ok=True)
            for page in site.pages:
                put(fresh, page.uri, page.text)
            put_files(fresh, site)
            (fresh / MARK).write_text("", encoding="utf-8")
    except OSError as error:
        cannot_write(words, target, error)
    click.echo(words.say("terminal.rendered", pages=len(site.pages), folder=target))
