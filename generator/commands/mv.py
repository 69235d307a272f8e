"""`briefing mv`: another code for an article, an event, an outcome or an entry."""

from __future__ import annotations

from pathlib import Path

import click
from pydantic import TypeAdapter, ValidationError

from generator.commands.terminal import both, cannot_write, language_option, stop
from generator.load import (
    is_taken,
    kinds_of,
    read_article,
    read_disk,
    read_registers,
    renamed,
)
from generator.model.archive import Archive
from generator.model.noun import Code
from generator.publish.folder import put_whole
from generator.words import LANGUAGES, catalogue


@click.command(help=both("command.mv"))
@click.argument("old")
@click.argument("new")
@click.option("--kind", help=both("command.option.kind"))
@click.option(
    "--root",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=".",
    help=both("command.option.root"),
)
@language_option
def mv(*, old: str, new: str, kind: str | None, root: Path, lang: str | None) -> None:
    """Change OLD to NEW wherever it is written; an article keeps its old address."""
    disk = read_disk(root)
    registers, problems = read_registers(disk.registers)
    words = catalogue(lang or (registers.site.language if registers else LANGUAGES[0]))
    read = [read_article(source) for source in disk.articles]
    problems += [each for _, found in read for each in found]
    if registers is None or problems:  # what cannot be read may write the code too
        stop(words.say("terminal.unreadable", count=max(1, len(problems))))
    archive = Archive.of((article for article, _ in read if article), registers)
    try:
        TypeAdapter(Code).validate_python(new)
    except ValidationError:
        stop(words.say("terminal.bad_name", value=new))
    kinds = kinds_of(old, archive)
    if not kinds or (kind and kind not in kinds):
        stop(words.say("terminal.no_such_code", value=old))
    if len(kinds) > 1 and not kind:
        stop(words.say("terminal.several_kinds", value=old, kinds=", ".join(kinds)))
    kind = kind or kinds[0]
    if is_taken(new, kind, archive):
        stop(words.say("terminal.taken", value=new))
    changed = renamed(disk, archive, kind, old, new)
    for path, text in sorted(changed.items()):
        try:
            put_whole(root / path, text)
        except OSError as error:
            cannot_write(words, root / path, error)
        click.echo(words.say("terminal.renamed_in", file=path))
