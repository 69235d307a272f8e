"""`briefing check`: read everything, write nothing."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import click
from watchdog.events import FileSystemEvent, FileSystemEventHandler

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
from generator.eyes import Eyes
from generator.load import read_disk
from generator.pipeline import Memory, make_site
from generator.words import catalogue

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

WATCHED = ("content", "site_config", "snapshots")
PAUSE = 0.1
"""Seconds that a saving editor is given to finish."""


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
@click.option("--watch", is_flag=True, help=both("command.option.watch"))
def check(  # noqa: PLR0913 -- each is an option of the command
    *,
    root: Path,
    as_of: dt.datetime | None,
    lang: str | None,
    form: str,
    strict: bool,
    watch: bool,
) -> None:
    """Exit with 1 if something cannot be published; *strict* counts warnings too."""
    if watch:
        _watch(root, as_of, lang, form)
        return
    site = make_site(read_disk(root), day_of(as_of, root))
    words = catalogue(lang or site.language)
    tell(site, words, form)
    summarise(site, words)
    raise SystemExit(1 if site.error_count or (strict and site.problems) else 0)


class _Saved(FileSystemEventHandler):
    """Says that a file below a folder has changed."""

    def __init__(self, saved: Event) -> None:
        self._saved = saved

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Set the event, whichever file it was."""
        del event
        self._saved.set()


def _watch(root: Path, as_of: dt.datetime | None, lang: str | None, form: str) -> None:
    """Check again whenever a file was saved, until interrupted."""
    saved, memory = Event(), Memory()
    handler, eyes = _Saved(saved), Eyes()
    for part in WATCHED:
        if (root / part).is_dir():
            eyes.schedule(handler, str(root / part), recursive=True)
    eyes.start()
    try:
        while True:
            saved.clear()
            disk, day = memory.disk(root), day_of(as_of, root)
            site = make_site(disk, day, memory=memory)
            words = catalogue(lang or site.language)
            click.clear()
            tell(site, words, form)
            summarise(site, words)
            click.echo(words.say("terminal.watching"), err=True)
            saved.wait()
            saved.wait(PAUSE)
    except KeyboardInterrupt:
        click.echo()
    finally:
        eyes.stop()
