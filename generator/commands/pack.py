"""`briefing pack`: the file of one partner, to print and to edit."""

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
    refuse_unknown,
    stop,
)
from generator.derive.pack import Scope
from generator.load import read_disk
from generator.model.addresses import PARTNERS
from generator.model.part import Part
from generator.pipeline import make_site
from generator.publish.paper import papers
from generator.words import catalogue

if TYPE_CHECKING:
    import datetime as dt

    from generator.model.archive import Archive
    from generator.words import Words

FOLDER = "dist"


@click.command(help=both("command.pack"))
@project_argument
@click.option("--partner", required=True, help=both("command.option.partner"))
@click.option(
    "--since", type=click.IntRange(1, 9999), help=both("command.option.since")
)
@click.option("--topics", default="", help=both("command.option.topics"))
@click.option("--event", default="", help=both("command.option.event"))
@as_of_option
@audience_option
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, file_okay=False),
    help=both("command.option.to_dist"),
)
@language_option
def pack(  # noqa: PLR0913 -- one parameter an option
    root: Path,
    partner: str,
    since: int | None,
    topics: str,
    event: str,
    *,
    as_of: dt.datetime | None,
    audience: str,
    target: Path | None,
    lang: str | None,
) -> None:
    """Write the pack of one partner as PDF and as a Word document."""
    wanted = tuple(dict.fromkeys(each.strip() for each in topics.split(",")))
    scope = Scope(since=since, topics=tuple(filter(None, wanted)), event=event)
    day = day_of(as_of, root)
    disk = read_disk(root)
    part = known_part(disk, Part(audience), lang)
    site = make_site(disk, day, part=part, scopes={partner: scope})
    words = catalogue(lang or site.language)
    refuse_errors(site, words, draft=False)
    if site.archive is None:  # then there was an error, which has been told
        stop(words.say("terminal.refused"))
    _refuse_unknown(partner, scope, site.archive, words)
    folder = target or root / FOLDER
    own = f"{PARTNERS}/{partner}/"
    made = papers(sheet for sheet in site.sheets if sheet.uri.startswith(own))
    path = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for paper in made:
            path = folder / paper.uri.removeprefix(own)
            unfinished = path.with_name(f".{path.name}.part")
            try:
                unfinished.write_bytes(paper.data)
                unfinished.replace(path)
            finally:
                unfinished.unlink(missing_ok=True)
            click.echo(words.say("terminal.packed", file=path))
    except OSError as error:
        cannot_write(words, path, error)


def _refuse_unknown(partner: str, scope: Scope, archive: Archive, words: Words) -> None:
    """Stop where a code is not known, or where an event was not with the partner."""
    registers = archive.registers
    refuse_unknown(words, "terminal.unknown_partner", partner, registers.partners)
    for topic in scope.topics:
        refuse_unknown(words, "terminal.unknown_topic", topic, registers.topics)
    if scope.event:
        own = (
            code for code, told in archive.events.items() if partner in told.partners
        )
        refuse_unknown(words, "terminal.unknown_event", scope.event, own)
