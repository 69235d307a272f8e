"""`briefing import`: drafts of articles from a file of another tool."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import click

from generator.commands.terminal import (
    both,
    create,
    language_option,
    refuse_unknown,
    root_option,
    stop,
    words_for,
)
from generator.intake import READERS, NotOfTheFormError, drafts_of
from generator.intake.draft import Wish
from generator.load import read_article, read_disk, read_registers
from generator.model.archive import Archive

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 50_000_000
"""Bytes of a file; a calendar of a whole life has a tenth of it."""


@click.command("import", help=both("command.import"))
@click.argument("form", type=click.Choice(sorted(READERS)))
@click.argument("file", type=click.File("rb"))
@click.option("--partner", default="", help=both("command.option.import_partner"))
@click.option("--type", "kind", default="", help=both("command.option.import_type"))
@click.option("--confirmed", is_flag=True, help=both("command.option.confirmed"))
@root_option
@language_option
def import_(  # noqa: PLR0913 -- each is an option of the command
    *,
    form: str,
    file: BinaryIO,
    partner: str,
    kind: str,
    confirmed: bool,
    root: Path,
    lang: str | None,
) -> None:
    """Write one draft an article, never over another file."""
    disk = read_disk(root)
    registers, problems = read_registers(disk.registers)
    words = words_for(registers, lang)
    if registers is None:
        stop(words.say("terminal.no_registers", count=len(problems)))
    for value, known in ((partner, registers.partners), (kind, registers.event_types)):
        if value:
            refuse_unknown(words, "import.unknown_code", value, known)
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        stop(words.say("terminal.text_too_big", limit=LARGEST))
    name = getattr(file, "name", "-").replace("\\", "/").rpartition("/")[2]
    try:
        taken = READERS[form](data.decode("utf-8-sig"))
    except (UnicodeDecodeError, NotOfTheFormError) as error:
        stop(words.say("import.not_of_the_form", file=name, form=form, reason=error))
    read = [read_article(source)[0] for source in disk.articles]
    archive = Archive.of((each for each in read if each), registers)
    wish = Wish(partner=partner, kind=kind, is_confirmed=confirmed, file=name)
    drafts, left_out = drafts_of(taken.events, archive, wish, words)
    for draft in drafts:
        create(words, root / draft.path, draft.text)
    for key, count in sorted({**taken.left_out, **left_out}.items()):
        click.echo(words.say(key, count=count), err=True)
    events = sum(draft.events for draft in drafts)
    click.echo(words.say("import.done", count=events, articles=len(drafts)))
    raise SystemExit(0 if drafts else 1)
