"""`briefing review`: walk through what was suggested, one by one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.text import Text

from generator.annotate import (
    accepted,
    block_of,
    dropped,
    entry_text,
    names_for,
    replaced,
    waiting_in,
)
from generator.commands.terminal import (
    both,
    language_option,
    root_option,
    save,
    stop,
    words_for,
)
from generator.load import read_article, read_disk, read_registers, tidy
from generator.model.text import Range

if TYPE_CHECKING:
    from generator.annotate import Waiting
    from generator.model.registers import Registers
    from generator.model.source import SourceFile
    from generator.words import Words

KEYS = "ynesq"
"""Accept, drop, edit, skip, stop."""
ENTRIES = ("people", "terms")
"""Registers into which a new entry can be put on the way."""


@click.command(help=both("command.review"))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@root_option
@language_option
def review(*, file: Path, root: Path, lang: str | None) -> None:
    """Ask about each suggestion in FILE; every answer is written at once."""
    registers, _ = read_registers(read_disk(root).registers)
    words = words_for(registers, lang)
    if registers is None:
        stop(words.say("terminal.no_registers", count=1))
    skipped, settled = 0, 0
    while True:
        source = _source(file, words)
        several = waiting_in(source)
        if len(several) <= skipped:
            break
        waiting = several[skipped]
        _show(waiting, source, words, settled + skipped + 1, settled + len(several))
        answer = _ask(words)
        if answer == "q":
            break
        if answer == "s":
            skipped += 1
            continue
        text = _answered(answer, source.text, waiting)
        if text is None:
            continue
        if answer != "n":
            registers = _registered(waiting, registers, root, words)
        save(words, file, text)
        settled += 1
    left = len(waiting_in(_source(file, words)))
    click.echo(words.say("review.done", settled=settled, count=left))


def _source(file: Path, words: Words) -> SourceFile:
    try:
        source, _ = tidy(str(file), file.read_bytes())
    except OSError as error:
        stop(words.say("terminal.cannot_read", file=file, reason=error.strerror))
    if source is None:
        stop(words.say("review.broken", file=file))
    article, _ = read_article(source)
    if article is None:
        stop(words.say("review.broken", file=file))
    return source


def _show(
    waiting: Waiting, source: SourceFile, words: Words, number: int, count: int
) -> None:
    """Show the suggestion, its rules and the words that are to prove it."""
    console = Console(highlight=False, soft_wrap=True)
    console.print()
    console.print(Text(f"[{number}/{count}]", style="bold"), end=" ")
    rules = "; ".join(words.say(f"suggestion.{each}") for each in waiting.rules)
    console.print(Text(rules, style="italic"))
    console.print(Text(block_of(source.text, waiting).rstrip()))
    value = waiting.text.value
    for quote in waiting.quotes:
        place = next(waiting.text.find(quote), None)
        if place is None:
            continue
        sentences = [s for s in waiting.text.sentences if s.meets(place)]
        whole = Range(sentences[0].start, sentences[-1].end)
        said = Text("  │ " + re.sub(r"\s", " ", value[whole.start : whole.end]).strip())
        start = place.start - whole.start + len("  │ ")
        said.stylize("bold reverse", start, start + place.length)
        console.print(said)


def _ask(words: Words) -> str:
    """Ask what to do until the answer is one of the keys."""
    click.echo(f"{words.say('review.keys')} ", nl=False)
    while True:
        try:
            key = click.getchar().lower()
        except (KeyboardInterrupt, EOFError):
            key = "q"
        if key in KEYS:
            click.echo(key)
            return key
        if not key:
            return "q"


def _answered(answer: str, text: str, waiting: Waiting) -> str | None:
    """Return the file after the *answer*; None where nothing was decided."""
    if answer == "n":
        return dropped(text, waiting)
    if answer == "y":
        return accepted(text, waiting)
    block = click.edit(block_of(text, waiting), extension=".yml")
    return replaced(text, waiting, block) if block and block.strip() else None


def _registered(
    waiting: Waiting, registers: Registers, root: Path, words: Words
) -> Registers:
    """Offer to enter what a register lacks; return the registers as they are then."""
    for register in ENTRIES:
        for code in dict.fromkeys(waiting.references(register)):
            kind = "actors" if register == "people" else register
            if code in registers.codes(kind):
                continue
            names = names_for(code, register, waiting)
            if names is None:
                continue
            path = root / "site_config" / f"{register}.yml"
            entry = entry_text(code, names)
            click.echo(words.say("review.register", file=path))
            click.echo(entry)
            if _ask(words) != "y":
                continue
            try:
                before = path.read_text("utf-8") if path.exists() else ""
            except OSError as error:
                stop(
                    words.say("terminal.cannot_read", file=path, reason=error.strerror)
                )
            gap = "" if not before or before.endswith("\n") else "\n"
            save(words, path, f"{before}{gap}{entry}")
            found, _ = read_registers(read_disk(root).registers)
            registers = found or registers
    return registers
