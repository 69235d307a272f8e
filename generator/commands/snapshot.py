"""`briefing snapshot`: store the records, to tell later what changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.terminal import (
    as_of_option,
    audience_option,
    both,
    cannot_write,
    day_of,
    known_part,
    language_option,
    project_argument,
    refuse_errors,
    stop,
)
from generator.load import read_disk
from generator.model.part import Part
from generator.model.snapshot import snapshot_name, snapshot_of, snapshot_text
from generator.pipeline import make_site
from generator.words import catalogue

if TYPE_CHECKING:
    import datetime as dt

FOLDER = "snapshots"


@click.command(help=both("command.snapshot"))
@project_argument
@as_of_option
@audience_option
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help=both("command.option.to_file"),
)
@click.option("--replace", is_flag=True, help=both("command.option.replace"))
@language_option
def snapshot(  # noqa: PLR0913 -- one parameter an option
    root: Path,
    as_of: dt.datetime | None,
    audience: str,
    target: Path | None,
    lang: str | None,
    *,
    replace: bool,
) -> None:
    """Write the records of a day, never over others of that day unless asked."""
    day = day_of(as_of, root)
    disk = read_disk(root)
    part = known_part(disk, Part(audience), lang)
    site = make_site(disk, day, part=part)
    words = catalogue(lang or site.language)
    refuse_errors(site, words, draft=False)
    if site.archive is None:  # then there was an error, which has been told
        stop(words.say("terminal.refused"))
    taken = snapshot_of(site.archive, day, site.circle)
    path = target or root / FOLDER / f"{snapshot_name(taken)}.json"
    data = snapshot_text(taken).encode()
    unfinished = path.with_name(f".{path.name}.part")
    try:
        if path.exists() and path.read_bytes() == data:
            click.echo(words.say("terminal.already_stored", file=path))
            return
        if path.exists() and not replace:
            stop(words.say("terminal.other_stored", file=path))
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError as error:
        cannot_write(words, path, error)
    finally:
        unfinished.unlink(missing_ok=True)
    click.echo(words.say("terminal.stored", file=path))
