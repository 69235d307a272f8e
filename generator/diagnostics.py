"""The one way to complain: what is wrong, where, and how to mend it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from rapidfuzz import process
from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.words import Words

CLOSE_ENOUGH = 70
"""Least likeness, out of 100, at which a known word is offered for a written one."""
MOST_TOLD = 50
"""How many problems are told where they are not what was asked for."""
SHOWN_CELLS = 100
"""How much of a long line is shown around a problem, in terminal cells."""


class Severity(StrEnum):
    """How bad it is: an error stops publishing, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file of the project."""

    path: str
    """POSIX path relative to the project root."""
    line: int = 1
    """Counted from 1; only LF ends a line."""
    column: int = 1
    """Counted from 1, in characters of the tidied (NFC) text."""
    width: int = 1
    """In characters, on this line only; at least 1."""

    def __str__(self) -> str:
        """Return `path:line:column`, which terminals and editors can follow."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """
    One problem, told to the person who can fix it.

    It holds no words: the catalogue has a message, which says what is wrong and
    never how to fix it, and a help, which says how. Both start in lower case and
    end without a full stop.
    """

    code: str
    """Stable kebab-case name of the bad thing, such as `unknown-partner`."""
    span: Span
    values: Mapping[str, object] = field(default_factory=dict)
    """What the message and the help speak of, by name."""
    suggestions: tuple[str, ...] = ()
    """What the author may have meant, likeliest first."""
    severity: Severity = Severity.ERROR

    def message(self, words: Words) -> str:
        """Say what is wrong."""
        return words.say(f"diagnostic.{self.code}.message", **self.values)

    def help(self, words: Words) -> str:
        """Say how to mend it."""
        advice = words.say(f"diagnostic.{self.code}.help", **self.values)
        if not self.suggestions:
            return advice
        meant = ", ".join(f"`{each}`" for each in self.suggestions)
        return words.say("terminal.did_you_mean", candidates=meant, advice=advice)


def near(word: str, known: Iterable[str], most: int = 1) -> tuple[str, ...]:
    """Return the *known* words most like *word*, best first; often none."""
    found = process.extract(
        word.casefold(),
        sorted(known),
        processor=str.casefold,
        score_cutoff=CLOSE_ENOUGH,
        limit=most,
    )
    return tuple(match for match, *_ in found)


def in_order(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort *problems* by place, then by code; told twice is told once."""
    keyed = {(each.span, each.code, str(each.values)): each for each in problems}
    return tuple(keyed[key] for key in sorted(keyed))


def foremost(problems: Iterable[Diagnostic]) -> tuple[list[Diagnostic], int]:
    """Return `MOST_TOLD` of *problems*, errors first, and how many are left."""
    several = sorted(problems, key=lambda each: each.severity)
    return several[:MOST_TOLD], max(0, len(several) - MOST_TOLD)


def has_errors(problems: Iterable[Diagnostic]) -> bool:
    """Tell whether anything in *problems* stops publishing."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def as_line(problem: Diagnostic, words: Words) -> str:
    """Return the one-line form that editors and CI logs can parse."""
    said = f"{problem.severity}[{problem.code}]: {problem.message(words)}"
    return f"{problem.span}: {said}"


def as_text(
    problem: Diagnostic, words: Words, line_of: Callable[[Span], str | None]
) -> str:
    """
    Return the form that people read, with the offending line under the message.

    *line_of* gives the source line of a span, or None where there is none to show
    (a file that is not text, a folder).
    """
    at = problem.span
    severity = words.say(f"severity.{problem.severity}")
    number = str(at.line)
    gutter = " " * len(number)
    shown = [
        f"{severity}[{problem.code}]: {problem.message(words)}",
        f"{gutter}--> {at}",
    ]
    line = line_of(at)
    if line is not None:
        visible, before, width = _window(line, at.column - 1, at.width)
        shown += [
            f"{gutter} |",
            f"{number} | {visible}".rstrip(),
            f"{gutter} | {' ' * before}{'^' * width}",
        ]
    shown.append(f"{gutter} = {words.say('terminal.help')}: {problem.help(words)}")
    return "\n".join(shown)


def _window(line: str, start: int, width: int) -> tuple[str, int, int]:
    """Cut a long *line* to what surrounds the problem; measure in cells."""
    text = "".join(char if char.isprintable() else " " for char in line)
    left = max(0, start - SHOWN_CELLS // 3) if len(text) > SHOWN_CELLS else 0
    right = left + SHOWN_CELLS
    head, tail = ("…" if left else ""), ("…" if right < len(text) else "")
    visible = f"{head}{text[left:right]}{tail}"
    before = cell_len(head + text[left:start])
    marked = cell_len(text[start : min(start + width, right)])
    return visible, before, max(1, marked)


def as_json(problems: Iterable[Diagnostic], words: Words) -> str:
    """Return *problems* as a JSON list, one object a problem, in their order."""
    return json.dumps(
        [
            {
                "code": problem.code,
                "severity": str(problem.severity),
                "path": problem.span.path,
                "line": problem.span.line,
                "column": problem.span.column,
                "width": problem.span.width,
                "message": problem.message(words),
                "help": problem.help(words),
            }
            for problem in problems
        ],
        ensure_ascii=False,
        indent=2,
    )


def as_github(problem: Diagnostic, words: Words) -> str:
    """
    Return a GitHub Actions workflow command that marks the line in a review.

    Escapes as the toolkit does: `%`, CR and LF everywhere, `:` and `,` in
    properties (docs.github.com, "Workflow commands").
    """
    at = problem.span

    def data(text: str) -> str:
        for char, escape in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
            text = text.replace(char, escape)
        return text

    def value(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    place = (
        f"file={value(at.path)},line={at.line},col={at.column},"
        f"endColumn={at.column + at.width},title={value(problem.code)}"
    )
    said = f"{problem.message(words)} — {problem.help(words)}"
    return f"::{problem.severity} {place}::{data(said)}"


def as_gitlab(problems: Iterable[Diagnostic], words: Words) -> str:
    """
    Return *problems* as a Code Quality report, which marks lines of a merge request.

    Form: docs.gitlab.com, "Code Quality", a JSON list with a fingerprint each that
    tells the same problem of two runs by its place and words.
    """
    levels = {Severity.ERROR: "major", Severity.WARNING: "minor"}
    return json.dumps(
        [
            {
                "check_name": problem.code,
                "description": f"{problem.message(words)} — {problem.help(words)}",
                "fingerprint": sha256(as_line(problem, words).encode()).hexdigest(),
                "severity": levels[problem.severity],
                "location": {
                    "path": problem.span.path,
                    "lines": {"begin": problem.span.line},
                },
            }
            for problem in problems
        ],
        ensure_ascii=False,
        indent=2,
    )
