"""`briefing explain`: what a diagnostic means, and how to mend what it tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from generator.commands.terminal import both, language_option, project_argument, stop
from generator.diagnostics import near
from generator.words import LANGUAGES, catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from generator.words import Words

GUIDE = "docs/guide/diagnostics.md"
FAMILY = "diagnostic."


@click.command(help=both("command.explain"))
@click.argument("code")
@project_argument
@language_option
def explain(code: str, root: Path, lang: str | None) -> None:
    """Say the message and the help of CODE, and what the guide adds."""
    words = catalogue(lang or LANGUAGES[0])
    known = sorted(
        key.removeprefix(FAMILY).removesuffix(".message")
        for key in words.phrases
        if key.startswith(FAMILY) and key.endswith(".message")
    )
    if code not in known:
        like = ", ".join(near(code, known)) or ", ".join(known)
        stop(words.say("terminal.unknown_code", value=code, known=like))
    message, advice = (_phrase(words, code, part) for part in ("message", "help"))
    click.echo(f"{code}: {message}")
    click.echo(f"{words.say('terminal.help')}: {advice}")
    guide = root / GUIDE
    if guide.is_file() and (more := _section(guide.read_text("utf-8"), code)):
        click.echo(f"\n{more}")


def _phrase(words: Words, code: str, part: str) -> str:
    """Return a phrase with its gaps, such as `{value}`, as they stand."""
    phrase = words.phrases[f"{FAMILY}{code}.{part}"]
    return phrase if isinstance(phrase, str) else phrase["other"]


def _section(text: str, code: str) -> str:
    """Return what the guide says of *code* beyond its message and help."""
    found = re.search(
        rf"^### {re.escape(code)}\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL
    )
    several = found[1].strip().split("\n\n") if found else []
    return "\n\n".join(each for each in several if not each.startswith("**"))
