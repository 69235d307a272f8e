"""`briefing schema`: JSON Schemas with the site's own codes, for text editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from generator.commands.terminal import (
    both,
    cannot_write,
    language_option,
    project_argument,
    stop,
)
from generator.load import read_disk
from generator.model.schema import schemas
from generator.pipeline import make_site
from generator.publish.commit import build_day
from generator.publish.folder import replacing
from generator.words import catalogue


@click.command(help=both("command.schema"))
@project_argument
@click.option(
    "--to",
    "target",
    default="schema",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help=both("command.option.to"),
)
@language_option
def schema(root: Path, target: Path, lang: str | None) -> None:
    """Write one schema a form; codes come from whatever could be read."""
    site = make_site(read_disk(root), build_day(root))
    words = catalogue(lang or site.language)
    folder = root / target
    made = schemas(site.archive)
    foreign = (
        {path.name for path in folder.iterdir()} - set(made)
        if folder.is_dir()
        else set()
    )
    if foreign:
        stop(words.say("terminal.not_empty", folder=folder))
    try:
        with replacing(folder.absolute()) as fresh:
            for name, content in made.items():
                text = json.dumps(content, ensure_ascii=False, indent=2)
                (fresh / name).write_text(f"{text}\n", "utf-8", newline="\n")
    except OSError as error:
        cannot_write(words, folder, error)
    click.echo(words.say("terminal.schemas", count=len(made), folder=folder))
