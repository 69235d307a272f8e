"""`briefing query`: questions to the records, in SQL or as a filter."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from generator.commands.build import SITE_FOLDER
from generator.commands.terminal import (
    as_of_option,
    both,
    day_of,
    language_option,
    refuse_errors,
    root_option,
    stop,
    words_for,
)
from generator.load import read_disk, read_registers
from generator.pipeline import make_site
from generator.publish.database import put_database
from generator.publish.query import BRIEF, SQL, QuestionError, ask
from generator.render import folder_of
from generator.render.exports.csv_files import csv_text
from generator.render.exports.files import DATABASE
from generator.render.exports.plain import json_text, one_line
from generator.words import catalogue

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from generator.publish.query import Answer
    from generator.words import Words

FORMS = ("table", "csv", "json")


@click.command(help=both("command.query"))
@click.argument("question")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default=FORMS[0],
    help=both("command.option.query_format"),
)
@root_option
@as_of_option
@language_option
def query(
    question: str, *, form: str, root: Path, as_of: dt.datetime | None, lang: str | None
) -> None:
    """Ask the database of the built site, else a fresh one. Exit with 1 for none."""
    with _database(root, as_of, lang) as (database, words):
        try:
            answer = ask(database, question)
        except QuestionError as error:
            stop(words.say("query.refused", reason=error))
    if form == "csv":
        click.echo(csv_text(answer.columns, answer.rows), nl=False)
    elif form == "json":
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        click.echo(json_text(rows, indent=1))
    else:
        _show(answer, is_brief=not SQL.match(question))
        click.echo(words.say("query.found", count=len(answer.rows)), err=True)
    raise SystemExit(0 if answer.rows else 1)


@contextmanager
def _database(
    root: Path, as_of: dt.datetime | None, lang: str | None
) -> Iterator[tuple[Path, Words]]:
    """Give the database in the language *lang*, and the words to speak in."""
    disk = read_disk(root)
    registers, _ = read_registers(disk.registers)
    words = words_for(registers, lang)
    folder = ""
    if registers and lang in registers.site.languages:
        folder = folder_of(lang, registers.site.language)
    built = root / SITE_FOLDER / f"{folder}{DATABASE}"
    if built.is_file() and as_of is None:
        yield built, words
        return
    site = make_site(disk, day_of(as_of, root))
    words = catalogue(lang or site.language)
    refuse_errors(site, words, draft=False)
    made = {each.uri: each for each in site.write_databases()}
    with tempfile.TemporaryDirectory(prefix="briefing-") as room:
        put_database(Path(room), made[f"{folder}{DATABASE}"])
        yield Path(room) / folder / DATABASE, words


def _show(answer: Answer, *, is_brief: bool) -> None:
    """Print a table; an empty column takes no room."""
    kept = [
        at
        for at, name in enumerate(answer.columns)
        if (name in BRIEF or not is_brief)
        and any(row[at] not in {None, ""} for row in answer.rows)
    ]
    table = Table(show_lines=False)
    for at in kept:
        table.add_column(Text(answer.columns[at]), overflow="fold")
    for row in answer.rows:
        cells = (row[at] for at in kept)
        table.add_row(
            *(Text("" if cell is None else one_line(str(cell))) for cell in cells)
        )
    if kept:
        Console(highlight=False).print(table)
