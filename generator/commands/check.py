"""`briefing check`: read everything, write nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.commands.terminal import (
    FORMATS,
    as_of_option,
    both,
    day_of,
    language_option,
    project_argument,
    summarise,
    tell,
)
from generator.load import read_disk
from generator.pipeline import make_site
from generator.words import catalogue

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


@click.command(help=both("command.check"))
@project_argument
@as_of_option
@language_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    help=both("command.option.format"),
)
@click.option("--strict", is_flag=True, help=both("command.option.strict"))
def check(
    root: Path, as_of: dt.datetime | None, lang: str | None, form: str, *, strict: bool
) -> None:
    """Exit with 1 if something cannot be published; *strict* counts warnings too."""
    site = make_site(read_disk(root), day_of(as_of, root))
    words = catalogue(lang or site.language)
    tell(site, words, form)
    summarise(site, words)
    raise SystemExit(1 if site.error_count or (strict and site.problems) else 0)
