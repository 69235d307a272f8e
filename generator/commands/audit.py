"""`briefing audit`: look through a finished site for what must not be in it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.build import SITE_FOLDER
from generator.commands.terminal import (
    both,
    language_option,
    refuse_findings,
    root_option,
    stop,
    words_of,
)
from generator.load import read_disk, read_registers
from generator.model.part import Part
from generator.pipeline import make_site
from generator.publish.audit import START, audit
from generator.publish.folder import private_names
from generator.publish.manifest import ManifestError, manifest_in
from generator.publish.seal import opening_name
from generator.words import LANGUAGES

if TYPE_CHECKING:
    from generator.load import Disk
    from generator.publish.audit import Finding


@click.command("audit", help=both("command.audit"))
@click.argument(
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=SITE_FOLDER,
)
@root_option
@language_option
def audit_site(folder: Path, root: Path, lang: str | None) -> None:
    """Exit with 1 where anything was found."""
    disk = read_disk(root)
    words = words_of(disk, lang)
    if not (folder / START).is_file():
        stop(words.say("terminal.no_site", folder=folder))
    refuse_findings(findings_in(folder, root, disk), words)
    click.echo(words.say("terminal.audited", folder=folder))


def findings_in(folder: Path, root: Path, disk: Disk) -> tuple[Finding, ...]:
    """Return what is wrong with the site in *folder*, made of the project at *root*."""
    return audit(
        folder,
        roots=map(opening_name, LANGUAGES),
        private=private_names(root),
        restricted=_withheld(folder, disk),
    )


def _withheld(folder: Path, disk: Disk) -> tuple[str, ...]:
    """Return what those for whom the site in *folder* is may not see."""
    try:
        origin = manifest_in(folder).origin
    except ManifestError:
        return ()
    registers, _ = read_registers(disk.registers)
    known = registers.site.audiences if registers else ()
    if origin.audience not in known:
        return ()
    day = dt.date.fromisoformat(origin.as_of)
    return make_site(disk, day, draft=True, part=Part(origin.audience)).withheld
