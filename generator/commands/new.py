"""`briefing new`: a new article in its place, empty or with what its text suggests."""

from __future__ import annotations

from importlib import resources
from string import Template
from typing import TYPE_CHECKING, BinaryIO

import click

from generator.annotate import Heading, draft_text, headline_of, read_text, slug
from generator.commands.mistyped import WantedError
from generator.commands.terminal import (
    both,
    create,
    language_option,
    project_argument,
    refuse_unknown,
    stop,
    wanted_code,
    words_for,
)
from generator.diagnostics import Diagnostic, Span
from generator.load import read_disk, read_registers, tidy
from generator.model.addresses import UNDATED
from generator.model.dates import NotADateError, When, parse_when
from generator.model.text import PrintedText

if TYPE_CHECKING:
    from pathlib import Path

    from generator.annotate import Reading
    from generator.model.registers import Registers
    from generator.words import Words

LONGEST_TEXT = 1_000_000
"""Bytes of a printed text; a page of a newspaper has a hundredth of it."""
NAME_LENGTH = 60
"""How long a name that is made of a headline gets, so that a date goes before it."""


@click.command(help=both("command.new"))
@click.argument("name", required=False)
@click.option("--partner", help=both("command.option.partner"))
@click.option("--date", default="", help=both("command.option.date"))
@click.option(
    "--from", "printed", type=click.File("rb"), help=both("command.option.from")
)
@click.option("--published", default="", help=both("command.option.published"))
@project_argument
@language_option
def new(  # noqa: PLR0913 -- each is an option of the command
    *,
    name: str | None,
    partner: str | None,
    date: str,
    printed: BinaryIO | None,
    published: str,
    root: Path,
    lang: str | None,
) -> None:
    """Write `content/<partner>/<year>/<date>-<name>.md`, never over another file."""
    if printed is None and not (name and partner):
        raise WantedError("terminal.new_wants")
    registers, problems = read_registers(read_disk(root).registers)
    words = words_for(registers, lang)
    if registers is None:
        stop(words.say("terminal.no_registers", count=len(problems)))
    known = ", ".join(sorted(registers.partners))
    if partner:
        refuse_unknown(words, "terminal.unknown_partner", partner, registers.partners)
    when, day = _date(date, words), _date(published, words)
    if printed is None:
        stem = _stem(name or "", when, words)
        skeleton = resources.files("generator.words") / f"skeleton.{words.language}.md"
        text = Template(skeleton.read_text("utf-8")).substitute(
            id=stem, partner=partner, date=date
        )
        create(words, _place(root, str(partner), when, stem), text)
        return
    reading = _read(printed, registers, day, words)
    asked = (partner,) if partner else ()
    partners = tuple(dict.fromkeys((*asked, *reading.partners)))
    if not partners:
        strangers = ", ".join(reading.strangers)
        key = "terminal.no_partner_but" if strangers else "terminal.no_partner"
        stop(words.say(key, known=known, strangers=strangers))
    when = when or _main_date(reading) or day
    name = (
        name
        or slug(headline_of(reading.text), NAME_LENGTH)
        or words.say("suggest.name")
    )
    stem = _stem(name, when, words)
    heading = Heading(
        id=stem,
        partners=partners,
        published=day.earliest if day else None,
        home=str(registers.site.home),
        types={
            str(code): each.name.in_language(words.language)
            for code, each in registers.event_types.items()
        },
    )
    text = draft_text(reading, heading, words)
    create(words, _place(root, partners[0], when, stem), text)
    click.echo(
        words.say(
            "terminal.suggested",
            count=text.count("suggested: "),
            people=len(reading.people),
            events=len(reading.events),
            outcomes=len(reading.outcomes),
        )
    )


def _date(written: str, words: Words) -> When | None:
    try:
        return parse_when(written) if written else None
    except NotADateError as error:
        problem = Diagnostic(
            code=error.code,
            span=Span("-"),
            values={"value": written},
            suggestions=(error.suggestion,) if error.suggestion else (),
        )
        advice = f"{words.say('terminal.help')}: {problem.help(words)}"
        stop(f"{problem.message(words)}\n{advice}")


def _main_date(reading: Reading) -> When | None:
    """Return the date of the first event, where it has a year."""
    first = next(iter(reading.events), None)
    when = parse_when(first.date.value) if first and first.date else None
    return when if when and when.year else None


def _stem(name: str, when: When | None, words: Words) -> str:
    day = when.moments[0].iso if when else None
    stem = f"{day}-{name}" if day and when and when.year else name
    return wanted_code(words, stem, name)


def _read(
    printed: BinaryIO, registers: Registers, published: When | None, words: Words
) -> Reading:
    """Read the text from a file or from standard input; stop where it is none."""
    data = printed.read(LONGEST_TEXT + 1)
    if len(data) > LONGEST_TEXT:
        stop(words.say("terminal.text_too_big", limit=LONGEST_TEXT))
    source, problems = tidy(getattr(printed, "name", "-"), data)
    for problem in problems:
        click.echo(problem.message(words), err=True)
    if source is None:
        stop(words.say("terminal.no_text"))
    text = PrintedText.of(source.text.strip())
    if not text.paragraphs:
        stop(words.say("terminal.no_text"))
    return read_text(text, registers, published.earliest if published else None)


def _place(root: Path, partner: str, when: When | None, stem: str) -> Path:
    year = f"{when.year:04}" if when and when.year else UNDATED
    return root / "content" / partner / year / f"{stem}.md"
