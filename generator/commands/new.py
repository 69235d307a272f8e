"""`briefing new`: the skeleton of an article, in its place."""

from __future__ import annotations

from importlib import resources
from string import Template
from typing import TYPE_CHECKING

import click
from pydantic import TypeAdapter, ValidationError

from generator.commands.terminal import (
    both,
    cannot_write,
    language_option,
    project_argument,
    stop,
)
from generator.load import read_disk, read_registers
from generator.model.addresses import UNDATED
from generator.model.dates import NotADateError, parse_when
from generator.model.noun import Code
from generator.words import catalogue

if TYPE_CHECKING:
    from pathlib import Path


@click.command(help=both("command.new"))
@click.argument("name")
@click.option("--partner", required=True, help=both("command.option.partner"))
@click.option("--date", default="", help=both("command.option.date"))
@project_argument
@language_option
def new(name: str, partner: str, date: str, root: Path, lang: str | None) -> None:
    """Write `content/<partner>/<year>/<date>-<name>.md`, never over another file."""
    registers, _ = read_registers(read_disk(root).registers)
    words = catalogue(lang or (registers.site.language if registers else "vi"))
    partners = sorted(registers.partners) if registers else []
    if partner not in partners:
        known = ", ".join(partners)
        stop(words.say("terminal.unknown_partner", value=partner, known=known))
    stem = name
    try:
        when = parse_when(date) if date else None
        if when and (day := when.moments[0].iso):
            stem = f"{day}-{name}"
        TypeAdapter(Code).validate_python(stem)
    except NotADateError as error:
        stop(words.say(f"diagnostic.{error.code}.message", value=date))
    except ValidationError:
        stop(words.say("terminal.bad_name", value=name))
    year = f"{when.year:04}" if when and when.year else UNDATED
    path = root / "content" / partner / year / f"{stem}.md"
    skeleton = resources.files("generator.words") / f"skeleton.{words.language}.md"
    text = Template(skeleton.read_text("utf-8")).substitute(
        id=stem, partner=partner, date=date
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        stop(words.say("terminal.exists", file=path))
    except OSError as error:
        cannot_write(words, path, error)
    click.echo(words.say("terminal.created", file=path))
