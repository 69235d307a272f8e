"""The terminal's door: `briefing`, one module a command."""

from __future__ import annotations

import click

from generator.commands.advisories import advisories
from generator.commands.audit import audit_site
from generator.commands.build import build
from generator.commands.check import check
from generator.commands.explain import explain
from generator.commands.find import find
from generator.commands.fmt import fmt
from generator.commands.import_ import import_
from generator.commands.mistyped import Commands
from generator.commands.mv import mv
from generator.commands.new import new
from generator.commands.pack import pack
from generator.commands.query import query
from generator.commands.release import release_site, rollback
from generator.commands.render import render
from generator.commands.review import review
from generator.commands.schema import schema
from generator.commands.serve import serve
from generator.commands.snapshot import snapshot
from generator.commands.terminal import both
from generator.commands.verify import verify
from generator.commands.zip import zip_site


@click.group(cls=Commands, help=both("command.briefing"))
@click.version_option(package_name="briefing-site")
def main() -> None:
    """Gather the commands."""


for command in (
    *(check, build, serve, render, zip_site),
    *(audit_site, verify, release_site, rollback, advisories),
    *(pack, new, review, mv, fmt, find, explain, schema, snapshot),
    *(import_, query),
):
    main.add_command(command)
