"""What the commands share: where the project is, how problems and progress show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from pydantic import ValidationError
from rich.console import Console

from generator.diagnostics import (
    Severity,
    as_github,
    as_gitlab,
    as_json,
    as_line,
    as_text,
    foremost,
    near,
)
from generator.load import CODE, read_registers
from generator.model import part as parts
from generator.publish.commit import build_day
from generator.publish.folder import put_new, put_whole
from generator.words import LANGUAGES, catalogue

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from generator.diagnostics import Diagnostic
    from generator.load import Disk
    from generator.model.part import Part
    from generator.model.registers import Registers
    from generator.pipeline import Site
    from generator.publish.audit import Finding
    from generator.publish.commit import Commit
    from generator.publish.manifest import Differences
    from generator.words import Words

FORMATS = ("text", "line", "json", "github", "gitlab")
LINES = {"line": as_line, "github": as_github}
"""Forms that tell a problem on a line."""
WHOLE = {"json": as_json, "gitlab": as_gitlab}
"""Forms that tell all problems at once."""


def both(key: str) -> str:
    """Say *key* in every language: help is asked for before a language is known."""
    return " / ".join(catalogue(language).say(key) for language in LANGUAGES)


def project_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let *command* take the folder of the project; the current one by default."""
    return click.argument(
        "root",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        default=".",
    )(command)


def root_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let *command* take the folder of the project where its arguments are others."""
    return click.option(
        "--root",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        default=".",
        help=both("command.option.root"),
    )(command)


def language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let *command* take the language in which problems are told."""
    return click.option(
        "--lang", type=click.Choice(LANGUAGES), help=both("command.option.lang")
    )(command)


def words_for(registers: Registers | None, lang: str | None = None) -> Words:
    """Return the words of *lang*, else of the site, else of who cannot read it."""
    own = registers.site.language if registers else LANGUAGES[0]
    return catalogue(lang or own)


def words_of(disk: Disk, lang: str | None = None) -> Words:
    """Return the words of *lang*, else of the site on *disk*."""
    return words_for(read_registers(disk.registers)[0], lang)


def as_of_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let *command* take the day as of which the site reads."""
    return click.option(
        "--as-of",
        "as_of",
        type=click.DateTime(["%Y-%m-%d"]),
        help=both("command.option.as_of"),
    )(command)


def day_of(
    as_of: dt.datetime | None, root: Path, commit: Commit | None = None
) -> dt.date:
    """Return the day that was asked for, else that of the build (`build_day`)."""
    return as_of.date() if as_of else build_day(root, commit)


def audience_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let *command* take for whom the site is; by default for everybody."""
    return click.option("--audience", default="", help=both("command.option.audience"))(
        command
    )


def known_part(disk: Disk, part: Part, lang: str | None = None) -> Part:
    """Return *part*; where the site does not know a code in it, say so and exit."""
    registers, _ = read_registers(disk.registers)
    if registers is None:  # which is told when the site is made
        return parts.WHOLE
    words = words_for(registers, lang)
    audiences, partners = registers.site.audiences, registers.partners
    if part.audience:
        refuse_unknown(words, "terminal.unknown_audience", part.audience, audiences)
    if part.partner:
        refuse_unknown(words, "terminal.unknown_partner", part.partner, partners)
    return part


MOST_KNOWN = 12
"""How many codes are listed for who mistyped one."""


def refuse_unknown(words: Words, key: str, value: str, known: Iterable[str]) -> None:
    """Stop where *value* is none of the codes *known*; *key* says of what."""
    codes = sorted(map(str, known))
    if value in codes:
        return
    listed = ", ".join(codes[:MOST_KNOWN])
    if len(codes) > MOST_KNOWN:
        listed += ", …"
    said = words.say(key, value=value, known=listed)
    if meant := near(value, codes):
        said = words.say("terminal.perhaps", said=said, candidates=meant[0])
    stop(said)


def draft_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let *command* build what can be built, marked as a draft."""
    return click.option("--draft", is_flag=True, help=both("command.option.draft"))(
        command
    )


def tell(site: Site, words: Words, form: str = FORMATS[0]) -> None:
    """Print every problem of *site* in *form*, one of `FORMATS`."""
    if form in WHOLE:
        click.echo(WHOLE[form](site.problems, words))
    elif form in LINES:
        for problem in site.problems:
            click.echo(LINES[form](problem, words))
    else:
        _show(site.problems, site, words, Console())


def _show(
    problems: Iterable[Diagnostic], site: Site, words: Words, console: Console
) -> None:
    for problem in problems:
        said = as_text(problem, words, site.disk.line_of)
        head, sign, rest = said.partition(":")
        is_error = problem.severity is Severity.ERROR
        style = "bold red" if is_error else "bold yellow"
        # written as it is, for lines of the project are no markup and stay whole
        console.out(head, style=style, end="", highlight=False)
        console.out(f"{sign}{rest}\n", highlight=False)


def summarise(site: Site, words: Words) -> None:
    """Say on standard error how much was read and how much is wrong."""
    click.echo(
        words.say(
            "terminal.summary",
            articles=len(site.disk.articles),
            errors=site.error_count,
            warnings=len(site.problems) - site.error_count,
        ),
        err=True,
    )


def stop(message: str) -> NoReturn:
    """Say *message* on standard error and exit with 1."""
    click.echo(message, err=True)
    raise SystemExit(1)


def cannot_write(words: Words, path: Path, error: OSError) -> NoReturn:
    """Say that *path* could not be written, and exit with 1."""
    reason = error.strerror or error
    stop(words.say("terminal.cannot_write", file=path, reason=reason))


def refuse_errors(site: Site, words: Words, *, draft: bool) -> None:
    """Tell the worst of *site*; stop while an error stands, unless for a draft."""
    shown, left = foremost(site.problems)
    _show(shown, site, words, Console(stderr=True))
    if left:
        click.echo(words.say("terminal.more", count=left), err=True)
    if site.error_count and not (draft and site.pages):
        summarise(site, words)
        stop(words.say("terminal.refused"))


def refuse_findings(findings: Sequence[Finding], words: Words) -> None:
    """Tell what an audit found; stop where it found anything."""
    if not findings:
        return
    for each in findings[:MOST_LISTED]:
        said = words.say(f"audit.{each.fault}", value=each.value)
        click.echo(f"{each.file}: {said} [{each.fault}]", err=True)
    stop(words.say("terminal.audit_failed", count=len(findings)))


def refuse_differences(found: Differences, words: Words, place: Path) -> None:
    """Tell in what *place* is not what its manifest says; stop where it differs."""
    if not found:
        return
    for key, names in {
        "terminal.altered": found.altered,
        "terminal.missing": found.missing,
        "terminal.added": found.added,
    }.items():
        for name in names[:MOST_LISTED]:
            click.echo(words.say(key, file=name), err=True)
    stop(
        words.say(
            "terminal.differs",
            place=place,
            altered=len(found.altered),
            missing=len(found.missing),
            added=len(found.added),
        )
    )


MOST_LISTED = 100
"""How many findings of one kind are told before the sum of all."""


def save(words: Words, path: Path, text: str) -> None:
    """Set *text* at *path*, whole; where that cannot be, say so and exit with 1."""
    try:
        put_whole(path, text)
    except OSError as error:
        cannot_write(words, path, error)


def create(words: Words, path: Path, text: str) -> None:
    """Write *text* at *path*, a new file, and say so; exit with 1 where that fails."""
    try:
        put_new(path, text)
    except FileExistsError:
        stop(words.say("terminal.exists", file=path))
    except OSError as error:
        cannot_write(words, path, error)
    click.echo(words.say("terminal.created", file=path))


def wanted_code(words: Words, code: str, name: str) -> str:
    """Return *code*; where it is none, say that of *name* and exit with 1."""
    try:
        CODE.validate_python(code)
    except ValidationError:
        stop(words.say("terminal.bad_name", value=name))
    return code
