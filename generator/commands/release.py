"""`briefing release` and `briefing rollback`: what readers are served."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.audit import findings_in
from generator.commands.build import SITE_FOLDER
from generator.commands.terminal import (
    both,
    cannot_write,
    language_option,
    refuse_differences,
    refuse_findings,
    root_option,
    stop,
    words_of,
)
from generator.load import read_disk
from generator.publish import release as publish
from generator.publish.folder import alone
from generator.publish.manifest import ManifestError, compared_folder, manifest_in
from generator.publish.remote import is_remote, release_to

if TYPE_CHECKING:
    from typing import NoReturn

    from generator.words import Words

KEPT = 5


@click.command("release", help=both("command.release"))
@click.argument("target")
@root_option
@click.option(
    "--keep",
    type=click.IntRange(1),
    default=KEPT,
    show_default=True,
    help=both("command.option.keep"),
)
@language_option
def release_site(target: str, root: Path, keep: int, lang: str | None) -> None:
    """Audit what `briefing build` made, and let readers have it."""
    disk = read_disk(root)
    words = words_of(disk, lang)
    site = root / SITE_FOLDER
    with alone(root):
        try:
            manifest = manifest_in(site)
        except ManifestError:
            stop(words.say("terminal.no_site", folder=site))
        refuse_differences(compared_folder(site, manifest), words, site)
        refuse_findings(findings_in(site, root, disk), words)
        try:
            if is_remote(target):
                name = release_to(site, target, keep)
            else:
                place = Path(target)
                place.mkdir(parents=True, exist_ok=True)
                with alone(place):
                    name = publish.release(site, place, keep).name
        except publish.ReleaseError as error:
            _refuse(error, target, words)
        except OSError as error:
            cannot_write(words, Path(target), error)
    click.echo(words.say("terminal.released", name=name, target=target))
    click.echo(words.say("terminal.sealed", seal=manifest.seal))


@click.command(help=both("command.rollback"))
@click.argument("target", type=click.Path(path_type=Path, exists=True, file_okay=False))
@root_option
@language_option
def rollback(target: Path, root: Path, lang: str | None) -> None:
    """Let readers have the release before the current one."""
    words = words_of(read_disk(root), lang)
    try:
        with alone(target):
            now = publish.rollback(target)
    except publish.ReleaseError as error:
        _refuse(error, str(target), words)
    except OSError as error:
        cannot_write(words, target, error)
    click.echo(words.say("terminal.released", name=now.name, target=target))


def _refuse(error: publish.ReleaseError, target: str, words: Words) -> NoReturn:
    key = {
        "busy": "terminal.release_busy",
        "copy-differs": "terminal.copy_differs",
        "current-is-no-link": "terminal.current_is_no_link",
        "earlier-altered": "terminal.earlier_altered",
        "no-current": "terminal.no_current",
        "no-earlier": "terminal.no_earlier",
    }.get(str(error))
    if key is None:  # what another machine said
        stop(words.say("terminal.release_failed", target=target, reason=error))
    stop(words.say(key, target=target))
