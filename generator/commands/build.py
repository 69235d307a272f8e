"""`briefing build`: walk the whole way and put the site in place."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.logging import RichHandler
from rich.progress import Progress

from generator.commands.terminal import (
    as_of_option,
    both,
    cannot_write,
    day_of,
    draft_option,
    language_option,
    project_argument,
    refuse_errors,
    stop,
    summarise,
)
from generator.load import read_disk
from generator.pipeline import make_site
from generator.plugin import HostError, build_with_mkdocs
from generator.publish.folder import replacing
from generator.words import catalogue

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

SITE_FOLDER = "site"


@click.command(help=both("command.build"))
@project_argument
@as_of_option
@language_option
@draft_option
def build(
    root: Path, as_of: dt.datetime | None, lang: str | None, *, draft: bool
) -> None:
    """Leave the old site as it is when anything goes wrong."""
    if not (root / "mkdocs.yml").is_file():
        words = catalogue(lang or "vi")
        stop(words.say("terminal.not_a_project", folder=root))
    site = make_site(read_disk(root), day_of(as_of, root), draft=draft)
    words = catalogue(lang or site.language)
    refuse_errors(site, words, draft=draft)
    summarise(site, words)
    console = Console(stderr=True)
    warnings = logging.getLogger("mkdocs")
    handler = RichHandler(
        logging.WARNING, console, show_time=False, show_path=False, markup=False
    )
    warnings.addHandler(handler)
    target = root / SITE_FOLDER
    try:
        with (
            replacing(target) as fresh,
            Progress(console=console, disable=not console.is_terminal) as progress,
        ):
            task = progress.add_task(
                words.say("terminal.building"), total=len(site.pages)
            )
            build_with_mkdocs(root, fresh, site, lambda _: progress.advance(task))
    except HostError as error:
        stop(words.say("terminal.mkdocs_failed", reason=error))
    except OSError as error:
        cannot_write(words, target, error)
    finally:
        warnings.removeHandler(handler)
    click.echo(words.say("terminal.built", pages=len(site.pages), folder=target))
