"""`briefing mv`: another code for an article, an event, an outcome or an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.commands.terminal import (
    both,
    language_option,
    root_option,
    save,
    stop,
    wanted_code,
    words_for,
)
from generator.load import (
    is_taken,
    kinds_of,
    read_article,
    read_disk,
    read_registers,
    renamed,
)
from generator.model.archive import Archive

if TYPE_CHECKING:
    from pathlib import Path


@click.command(help=both("command.mv"))
@click.argument("old")
@click.argument("new")
@click.option("--kind", help=both("command.option.kind"))
@root_option
@language_option
def mv(*, old: str, new: str, kind: str | None, root: Path, lang: str | None) -> None:
    """Change OLD to NEW wherever it is written; an article keeps its old address."""
    disk = read_disk(root)
    registers, problems = read_registers(disk.registers)
    words = words_for(registers, lang)
    read = [read_article(source) for source in disk.articles]
    problems += [each for _, found in read for each in found]
    if registers is None or problems:  # what cannot be read may write the code too
        stop(words.say("terminal.unreadable", count=max(1, len(problems))))
    archive = Archive.of((article for article, _ in read if article), registers)
    wanted_code(words, new, new)
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
        save(words, root / path, text)
        click.echo(words.say("terminal.renamed_in", file=path))
