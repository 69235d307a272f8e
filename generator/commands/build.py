"""`briefing build`: walk the whole way and put the site in place."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.logging import RichHandler
from rich.progress import Progress

from generator.commands.terminal import (
    as_of_option,
    audience_option,
    both,
    cannot_write,
    day_of,
    draft_option,
    known_part,
    language_option,
    project_argument,
    refuse_errors,
    refuse_findings,
    stop,
    summarise,
)
from generator.load import read_disk
from generator.model.part import Part
from generator.pipeline import make_site
from generator.plugin import HostError, build_with_mkdocs
from generator.publish.audit import NO_LOOKS, Fault, findings_in, looks_at
from generator.publish.commit import commit_of
from generator.publish.folder import alone, private_names, replacing, state_of
from generator.publish.kept import Kept, program
from generator.publish.seal import opening_name
from generator.words import catalogue

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from generator.pipeline import Site
    from generator.publish.commit import Commit
    from generator.publish.folder import State
    from generator.words import Words

SITE_FOLDER = "site"


@click.command(help=both("command.build"))
@project_argument
@as_of_option
@audience_option
@language_option
@draft_option
def build(
    root: Path,
    as_of: dt.datetime | None,
    audience: str,
    lang: str | None,
    *,
    draft: bool,
) -> None:
    """Leave the old site as it is when anything goes wrong."""
    refuse_no_project(root, catalogue(lang or "vi"))
    with alone(root):
        # asked before anything is written where git looks
        commit = commit_of(root)
        day = day_of(as_of, root, commit)
        was, disk = state_of(root), read_disk(root)
        part = known_part(disk, Part(audience), lang)
        site = make_site(disk, day, draft=draft, part=part)
        words = catalogue(lang or site.language)
        refuse_errors(site, words, draft=draft)
        summarise(site, words)
        target = root / SITE_FOLDER
        # what a draft says of itself stands in no fingerprint
        kept = None if draft else Kept(root, target, _version(root, site))
        build_into(root, target, site, commit, words, was=was, draft=draft, kept=kept)
    click.echo(words.say("terminal.built", pages=len(site.pages), folder=target))


def _version(root: Path, site: Site) -> bytes:
    """Return what must be the same for a page of the last build to be taken."""
    return program(*private_names(root), *site.withheld)


def refuse_no_project(root: Path, words: Words) -> None:
    """Stop where MkDocs would find no settings."""
    if not (root / "mkdocs.yml").is_file():
        stop(words.say("terminal.not_a_project", folder=root))


def build_into(  # noqa: PLR0913 -- what is built, of what, where, and who is told
    root: Path,
    target: Path,
    site: Site,
    commit: Commit | None,
    words: Words,
    *,
    was: State,
    draft: bool = False,
    kept: Kept | None = None,
) -> None:
    """
    Put *site*, built with the settings of *root* and audited, at *target*.

    *was* is the state of the project when reading began. Where it is another now, or
    anything goes wrong, say what, exit with 1 and leave *target* as it is. What *kept*
    has of the last build is taken, and what this one leaves is kept for the next.
    """
    console = Console(stderr=True)
    warnings = logging.getLogger("mkdocs")
    handler = RichHandler(
        logging.WARNING, console, show_time=False, show_path=False, markup=False
    )
    warnings.addHandler(handler)
    try:
        with (
            replacing(target) as fresh,
            Progress(console=console, disable=not console.is_terminal) as progress,
        ):
            task = progress.add_task(
                words.say("terminal.building"), total=len(site.pages)
            )
            entries = build_with_mkdocs(
                root,
                fresh,
                site,
                commit,
                lambda count: progress.advance(task, count),
                kept=kept,
            )
            if state_of(root) != was:
                stop(words.say("terminal.changed_meanwhile"))
            looks = looks_at(
                fresh,
                private=private_names(root),
                restricted=site.withheld,
                known=kept.looks if kept else NO_LOOKS,
            )
            findings = findings_in(looks, [opening_name(site.language)])
            # a draft says of itself what it is
            refuse_findings(
                [
                    each
                    for each in findings
                    if not (draft and each.fault is Fault.DRAFT)
                ],
                words,
            )
    except HostError as error:
        stop(words.say("terminal.mkdocs_failed", reason=error))
    except OSError as error:
        cannot_write(words, target, error)
    finally:
        warnings.removeHandler(handler)
    if kept:
        try:
            kept.write(entries, looks)
        except OSError as error:  # the site itself stands
            reason = error.strerror or error
            click.echo(words.say("terminal.not_kept", reason=reason), err=True)
