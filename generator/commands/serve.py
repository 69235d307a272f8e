"""`briefing serve`: look at the site while editing it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import click
from rich.logging import RichHandler

from generator.commands.terminal import (
    both,
    project_argument,
    stop,
    words_for,
)
from generator.load import read_disk, read_registers
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
def serve(root: Path, address: str) -> None:
    """Build a draft in a temporary folder; `site/` is not touched."""
    registers, _ = read_registers(read_disk(root).registers)
    words = words_for(registers)
    if not (root / "mkdocs.yml").is_file():
        stop(words.say("terminal.not_a_project", folder=root))
    handler = RichHandler(logging.INFO, show_path=False, markup=False)
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    click.echo(words.say("terminal.serving", address=f"http://{address}/"))
    try:
        serve_with_mkdocs(root, address)
    except HostError as error:
        stop(words.say("terminal.mkdocs_failed", reason=error))
