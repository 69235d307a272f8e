"""`briefing fmt`: every article in one order and style."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.terminal import (
    both,
    language_option,
    root_option,
    save,
    words_for,
)
from generator.load import formatted, read_disk, read_registers


@click.command(help=both("command.fmt"))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--check", is_flag=True, help=both("command.option.fmt_check"))
@root_option
@language_option
def fmt(*, files: tuple[Path, ...], check: bool, root: Path, lang: str | None) -> None:
    """Put FILES, or every article, in order; *check* only tells, and exits with 1."""
    disk = read_disk(root)
    registers, _ = read_registers(disk.registers)
    words = words_for(registers, lang)
    wanted = {file.absolute() for file in files}
    changed = 0
    for source in disk.articles:
        path = root / source.path
        if wanted and path.absolute() not in wanted:
            continue
        text = formatted(source)
        if text is None:
            click.echo(words.say("terminal.left_alone", file=source.path), err=True)
        elif text != source.text:
            changed += 1
            if not check:
                save(words, path, text)
            click.echo(words.say("terminal.put_in_order", file=source.path))
    raise SystemExit(1 if check and changed else 0)
