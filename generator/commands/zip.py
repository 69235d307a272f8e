"""`briefing zip`: the built site as one file to hand out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.commands.build import SITE_FOLDER
from generator.commands.terminal import (
    both,
    cannot_write,
    project_argument,
    stop,
    words_for,
)
from generator.load import read_disk, read_registers
from generator.publish.zip_file import write_zip

if TYPE_CHECKING:
    from pathlib import Path


@click.command("zip", help=both("command.zip"))
@project_argument
def zip_site(root: Path) -> None:
    """Pack what `briefing build` made; build nothing."""
    registers, _ = read_registers(read_disk(root).registers)
    words = words_for(registers)
    site = root / SITE_FOLDER
    if registers is None or not (site / "index.html").is_file():
        stop(words.say("terminal.no_site", folder=site))
    name = str(registers.site.file_name)
    target = root / "dist" / f"{name}.zip"
    try:
        files = write_zip(site, target, name)
    except OSError as error:
        cannot_write(words, target, error)
    click.echo(words.say("terminal.zipped", files=files, file=target))
