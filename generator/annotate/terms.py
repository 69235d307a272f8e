"""Abbreviations in a printed text, with the words that they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.text import Range
from generator.words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.registers import Registers
    from generator.model.text import PrintedText

SHORT = re.compile(r"\s*\(([A-ZĐ][A-ZĐa-z0-9&+\-]{0,14}[A-ZĐ0-9+])\)")
FEWEST = 2
"""Capitals and digits of an abbreviation."""


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """An abbreviation in brackets behind its words."""

    place: Range
    """The words and the brackets."""
    short: str
    name: str
    code: str
    """Empty when no register knows it."""
    rule: str


def terms_in(text: PrintedText, registers: Registers) -> Iterator[FoundTerm]:
    """Yield the abbreviations that *text* explains, in order."""
    known = {str(entry.short): str(code) for code, entry in registers.terms.items()}
    for sentence in text.sentences:
        for brackets in SHORT.finditer(text.value, sentence.start, sentence.end):
            short = brackets[1]
            if sum(each.isupper() or each.isdigit() for each in short) < FEWEST:
                continue
            start = _beginning(text.value, sentence.start, brackets.start())
            if start is None:
                continue
            place = Range(start, brackets.end())
            name = text.value[start : brackets.start()]
            code = known.get(short, "")
            rule = "register" if code else "brackets"
            yield FoundTerm(place, short, name, code, rule)


def _beginning(text: str, begin: int, end: int) -> int | None:
    """Return where the words before the brackets at *end* begin: at a capital."""
    words = any_of("term", "stop")
    stop = re.compile(rf"[,;:()\"“”]|\s[-–]\s|\b{words}\b", re.IGNORECASE)
    stops = list(stop.finditer(text, begin, end))
    at = stops[-1].end() if stops else begin
    soft = re.compile(any_of("term", "soft"))
    if stops and soft.fullmatch(stops[-1][0]) and text[at:end].lstrip()[:1]:
        # `Cơ quan ... của Liên hợp quốc (UNODC)`: the office goes with whose it is;
        # a comma goes on only within a name, `Cơ quan Phòng, chống ma túy (X)`
        head = re.compile(rf"\b{any_of('organisation', 'head')}\b")
        for office in reversed(list(head.finditer(text, begin, stops[-1].start()))):
            between = list(stop.finditer(text, office.end(), end))
            if all(_goes_on(text, each, soft) for each in between):
                return office.start()
    first = re.compile(r"\b[^\W\d_]").finditer(text, at, end)
    return next((each.start() for each in first if each[0].isupper()), None)


def _goes_on(text: str, stop: re.Match[str], soft: re.Pattern[str]) -> bool:
    """Tell whether a name may go on behind *stop*."""
    following = text[stop.end() :].lstrip()[:1]
    return bool(soft.fullmatch(stop[0])) and (stop[0] != "," or following.islower())
