"""`briefing serve`: look at the site while editing it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import click
from rich.logging import RichHandler

from generator.commands.terminal import (
    audience_option,
    both,
    known_part,
    project_argument,
    stop,
    words_for,
)
from generator.load import read_disk, read_registers
from generator.model.part import Part
from generator.plugin import HostError, serve_with_mkdocs

if TYPE_CHECKING:
    from pathlib import Path


@click.command(help=both("command.serve"))
@project_argument
@click.option(
    "--address",
    default="127.0.0.1:8000",
    show_default=True,
    help=both("command.option.address"),
)
@audience_option
def serve(root: Path, address: str, audience: str) -> None:
    """Build a draft in a temporary folder; `site/` is not touched."""
    disk = read_disk(root)
    registers, _ = read_registers(disk.registers)
    words = words_for(registers)
    if not (root / "mkdocs.yml").is_file():
        stop(words.say("terminal.not_a_project", folder=root))
    part = known_part(disk, Part(audience))
    handler = RichHandler(logging.INFO, show_path=False, markup=False)
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    click.echo(words.say("terminal.serving", address=f"http://{address}/"))
    try:
        serve_with_mkdocs(root, address, part)
    except HostError as error:
        stop(words.say("terminal.mkdocs_failed", reason=error))
