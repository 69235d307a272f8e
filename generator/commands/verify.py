"""`briefing verify`: whether a site is what its manifest says, and as committed."""

from __future__ import annotations

import datetime as dt
import io
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.build import SITE_FOLDER, build_into
from generator.commands.terminal import (
    both,
    language_option,
    refuse_differences,
    refuse_errors,
    root_option,
    stop,
    words_of,
)
from generator.load import read_disk
from generator.model.part import Part
from generator.pipeline import make_site
from generator.publish.commit import commit_at, files_at
from generator.publish.folder import state_of
from generator.publish.manifest import (
    Differences,
    ManifestError,
    compared_folder,
    compared_manifests,
    compared_zip,
    manifest_in,
)
from generator.publish.signature import SignatureError, signer_of

if TYPE_CHECKING:
    from generator.publish.manifest import Manifest
    from generator.words import Words


@click.command(help=both("command.verify"))
@click.argument("place", type=click.Path(path_type=Path, exists=True))
@click.option("--against", default="", help=both("command.option.against"))
@click.option(
    "--signers",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=both("command.option.signers"),
)
@root_option
@language_option
def verify(
    place: Path, against: str, signers: Path | None, root: Path, lang: str | None
) -> None:
    """Exit with 1 where anything differs."""
    words = words_of(read_disk(root), lang)
    manifest, found = _compared(place, words)
    refuse_differences(found, words, place)
    origin = manifest.origin
    told = {"files": len(manifest.files), "as_of": origin.as_of, "place": place}
    click.echo(words.say("terminal.valid", **told))
    click.echo(words.say("terminal.sealed", seal=manifest.seal))
    if origin.commit:
        click.echo(words.say("terminal.of_commit", commit=origin.commit))
    else:
        click.echo(words.say("terminal.of_no_commit"))
    if signers:
        try:
            who = signer_of(place, place.with_name(f"{place.name}.sig"), signers)
        except SignatureError as error:
            stop(words.say("terminal.bad_signature", reason=error))
        click.echo(words.say("terminal.signed_by", who=who))
    if against:
        refuse_differences(_against(manifest, against, root, words), words, place)
        click.echo(words.say("terminal.as_committed", commit=against))


def _compared(place: Path, words: Words) -> tuple[Manifest, Differences]:
    """Compare a zip or a folder with its manifest; stop where there is none."""
    try:
        if place.is_dir():
            manifest = manifest_in(place)
            return manifest, compared_folder(place, manifest)
        return compared_zip(place)
    except ManifestError as error:
        key = {
            "missing": "terminal.no_manifest",
            "foreign": "terminal.foreign_manifest",
            "broken": "terminal.broken_manifest",
            "no-zip": "terminal.no_zip",
        }[str(error)]
        stop(words.say(key, place=place))
    except OSError as error:
        stop(words.say("terminal.cannot_read", file=place, reason=error.strerror))


def _against(manifest: Manifest, commit: str, root: Path, words: Words) -> Differences:
    """Build what *commit* of the project at *root* has, and compare the two."""
    data, known = files_at(root, commit), commit_at(root, commit)
    if data is None or known is None:
        stop(words.say("terminal.no_commit", commit=commit))
    origin = manifest.origin
    with tempfile.TemporaryDirectory(prefix="briefing-") as room:
        project = Path(room) / "project"
        with tarfile.open(fileobj=io.BytesIO(data)) as files:
            files.extractall(project, filter="data")
        was, disk = state_of(project), read_disk(project)
        day = dt.date.fromisoformat(origin.as_of)
        site = make_site(disk, day, part=Part(origin.audience, origin.partner))
        refuse_errors(site, words, draft=False)
        built = Path(room) / SITE_FOLDER
        build_into(project, built, site, known, words, was=was)
        return compared_manifests(manifest, manifest_in(built))
