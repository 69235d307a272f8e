"""`briefing advisories`: known weaknesses of the locked packages, without a network."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.terminal import (
    both,
    language_option,
    root_option,
    stop,
    words_for,
)
from generator.publish.advisories import AdvisoriesError, pinned, weaknesses

LOCK = "requirements/site.txt"


@click.command(help=both("command.advisories"))
@click.argument("place", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--lock",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=both("command.option.lock"),
)
@root_option
@language_option
def advisories(place: Path, lock: Path | None, root: Path, lang: str | None) -> None:
    """Exit with 1 where an advisory speaks of a version in the lock."""
    words = words_for(None, lang)
    path = lock or root / LOCK
    try:
        packages = pinned(path.read_text("utf-8"))
        count, found = weaknesses(packages, place)
    except AdvisoriesError as error:
        stop(words.say("terminal.bad_advisories", file=error))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        stop(words.say("terminal.cannot_read", file=path, reason=reason))
    for each in found:
        click.echo(
            words.say(
                "terminal.weakness",
                package=each.package,
                version=each.version,
                advisory=each.advisory,
                summary=each.summary,
                fixed=each.fixed or "?",
            )
        )
    told = {"packages": len(packages), "advisories": count}
    if found:
        stop(words.say("terminal.weak", count=len(found), **told))
    click.echo(words.say("terminal.no_weakness", **told))
