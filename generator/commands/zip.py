"""`briefing zip`: the built site as one file to hand out."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.build import SITE_FOLDER, build_into, refuse_no_project
from generator.commands.terminal import (
    as_of_option,
    audience_option,
    both,
    cannot_write,
    day_of,
    known_part,
    language_option,
    project_argument,
    refuse_differences,
    refuse_errors,
    stop,
    words_of,
)
from generator.load import read_disk
from generator.model.part import Part
from generator.pipeline import make_site
from generator.publish.commit import commit_of
from generator.publish.folder import alone, state_of
from generator.publish.manifest import ManifestError, compared_folder, manifest_in
from generator.publish.signature import SignatureError, sign
from generator.publish.zip_file import write_zip
from generator.words import catalogue

if TYPE_CHECKING:
    import datetime as dt

    from generator.words import Words

ZIPS = "dist"


@click.command("zip", help=both("command.zip"))
@project_argument
@click.option("--partner", default="", help=both("command.option.zip_partner"))
@audience_option
@as_of_option
@click.option(
    "--sign",
    "key",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=both("command.option.sign"),
)
@language_option
def zip_site(  # noqa: PLR0913 -- one parameter an option
    root: Path,
    partner: str,
    audience: str,
    *,
    as_of: dt.datetime | None,
    key: Path | None,
    lang: str | None,
) -> None:
    """Pack what `briefing build` made; a part of it is built for the purpose."""
    was, disk = state_of(root), read_disk(root)
    words = words_of(disk, lang)
    if not (partner or audience or as_of):
        _pack(root / SITE_FOLDER, root, words, key)
        return
    refuse_no_project(root, words)
    part = known_part(disk, Part(audience, partner), lang)
    commit = commit_of(root)
    site = make_site(disk, day_of(as_of, root, commit), part=part)
    words = catalogue(lang or site.language)
    refuse_errors(site, words, draft=False)
    with tempfile.TemporaryDirectory(prefix="briefing-") as room:
        built = Path(room) / SITE_FOLDER
        build_into(root, built, site, commit, words, was=was)
        _pack(built, root, words, key)


def _pack(site: Path, root: Path, words: Words, key: Path | None) -> None:
    """Write the zip of *site* into the project; refuse one that was changed."""
    try:
        manifest = manifest_in(site)
    except ManifestError:
        stop(words.say("terminal.no_site", folder=site))
    refuse_differences(compared_folder(site, manifest), words, site)
    target = root / ZIPS / f"{manifest.origin.name}.zip"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with alone(target.parent):
            files = write_zip(site, target, manifest.origin)
        signature = sign(target, key) if key else None
    except SignatureError as error:
        stop(words.say("terminal.cannot_sign", reason=error))
    except OSError as error:
        cannot_write(words, target, error)
    click.echo(words.say("terminal.zipped", files=files, file=target))
    click.echo(words.say("terminal.sealed", seal=manifest.seal))
    if signature:
        click.echo(words.say("terminal.signed", file=signature))
