"""
Dates in a printed text, as precise as it states them.

Numbers and words of dates are found first, then joined: `từ ngày 13 đến 15-2` is a
bare day, a word for "until" and a day with its month. What has no year takes the one
nearest to the day of printing; where that is not known the year stays open, and so
does "yesterday".
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from generator.model.dates import NotADateError, parse_when
from generator.model.text import Range
from generator.words import annotating, any_of, calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.text import PrintedText

QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
AHEAD = 4
"""How many times farther a coming day seems: news tells what has been."""
MONTHS_OF_A_YEAR = 12
DAYS_OF_A_MONTH = 31
LOOK = 30
"""How far round a number its neighbours are looked for, in characters."""
MONTHS_OF_A_QUARTER = 3


@dataclass(frozen=True, slots=True)
class FoundDate:
    """Words that state a date."""

    place: Range
    value: str
    """In EDTF; empty when the words do not say which day, or say one that is none."""
    rule: str
    is_resolved: bool = False
    """Whether the year, or the day, was counted from the day of printing."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A number or word of a date, before it is joined with others."""

    place: Range
    rule: str
    day: int | None = None
    month: int | None = None
    year: int | None = None
    last_month: int | None = None
    """Of a quarter."""


def dates_in(text: PrintedText, published: dt.date | None) -> tuple[FoundDate, ...]:
    """
    Return the dates that *text* states, in order; none meets another.

    *published* is the day of printing; None when not known.
    """
    return tuple(
        found
        for sentence in text.sentences
        for found in _in_sentence(text.value, sentence, published)
    )


def _in_sentence(
    text: str, sentence: Range, published: dt.date | None
) -> Iterator[FoundDate]:
    atoms = list(_atoms(text, sentence, published))
    at = 0
    while at < len(atoms):
        several, joined = _joined(text, atoms, at)
        at += len(several)
        first, last = several[0], several[-1]
        place = Range(first.place.start, last.place.end)
        if not _stands(text, sentence, several, place):
            continue
        if joined == "and":
            yield from _each(several, published)
        elif len(several) == 1:
            yield _single(first, published)
        else:
            yield from _interval(first, last, place, published)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    day, month, year = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})", r"(?P<y>(?:19|20)\d\d)"
    words = calendar()
    numeral = "|".join(sorted(words["numerals"], key=len, reverse=True))
    english = "|".join(f"{name}|{name[:3]}\\.?" for name in words["months"])
    begin = r"(?<![\w/.,])(?<![^\W\d_]-)"
    end = r"(?![\w])(?![/.,]\d)(?!/\w)"
    the_month = any_of("date", "month")
    the_year = any_of("date", "year")
    the_quarter = any_of("date", "quarter")
    nth, comma_year = rf"{day}(?:st|nd|rd|th)?", rf"(?:,?\s+{year})"
    of_year = rf"(?:\s*(?:{the_year}|[-/,.])\s*{year})"
    several = [
        ("full", rf"{begin}{day}(?P<s>[-/.]){month}(?P=s){year}{end}"),
        ("words", rf"{begin}{day}\s+{the_month}\s+{month}{of_year}?{end}"),
        ("words", rf"{begin}{day}\s+{the_month}\s+(?P<n>{numeral}){of_year}?{end}"),
        ("english", rf"{begin}{nth}\s+(?P<e>{english}){comma_year}?{end}"),
        ("english", rf"\b(?P<e>{english})\s+{nth}{comma_year}?{end}"),
        ("english-month", rf"\b(?P<e>{english}),?\s+{year}{end}"),
        ("slash", rf"{begin}{day}/{month}{end}"),
        ("dash", rf"{begin}{day}[-.]{month}(?![\w])(?![/\-.]\d)(?!,\d)"),
        ("month", rf"\b{the_month}\s+{month}{of_year}?{end}"),
        ("month", rf"\b{the_month}\s+(?P<n>{numeral}){of_year}{end}"),
        ("quarter", rf"\b{the_quarter}\s+(?P<q>IV|I{{1,3}}|[1-4]){of_year}{end}"),
        ("month-year", rf"{begin}{month}[/-]{year}{end}"),
        ("relative", rf"\b(?P<r>{'|'.join(_relative())})\b"),
        ("year", rf"\b{the_year}\s+{year}(?![\w])(?!,\d)(?!/\w)"),
        ("bare-year", rf"{begin}{year}(?![\w])(?![/.,]\d)(?!/\w)"),
        ("bare-day", rf"{begin}{day}(?![\w])(?![/.,]\d)(?!/\w)"),
    ]
    return tuple((rule, re.compile(each, re.IGNORECASE)) for rule, each in several)


@cache
def _relative() -> tuple[str, ...]:
    words = annotating()["date"]
    several = [*words["days"], *words["months"], *words["years"]]
    return tuple(sorted(several, key=len, reverse=True))


def _atoms(text: str, sentence: Range, published: dt.date | None) -> Iterator[Atom]:
    """Yield the numbers and words of dates in order; none meets another."""
    at = sentence.start
    while at < sentence.end:
        found = [
            (match.start(), order, rule, match)
            for order, (rule, pattern) in enumerate(_patterns())
            if (match := pattern.search(text, at, sentence.end))
        ]
        if not found:
            return
        # what begins first, and of those the rule that says most; a range of days
        # such as `5-10/5` is not the 5th of October
        taken = None
        for _, _, rule, match in sorted(found, key=lambda each: each[:2]):
            taken = _atom(rule, match, text, published)
            if taken:
                break
        if taken is None:
            at = min(match.start() for _, _, _, match in found) + 1
            continue
        yield taken
        at = taken.place.end


def _atom(
    rule: str, match: re.Match[str], text: str, published: dt.date | None
) -> Atom | None:
    """Return what *match* says; None for what no calendar has."""
    parts = match.groupdict()
    place = Range(*match.span())
    year = int(parts["y"]) if parts.get("y") else None
    if rule == "relative":
        return _counted(place, re.sub(r"\s+", " ", match[0]).lower(), published)
    if rule == "quarter":
        quarter = QUARTERS[parts["q"].lower()]
        last = quarter * MONTHS_OF_A_QUARTER
        first = last - MONTHS_OF_A_QUARTER + 1
        return Atom(place, rule, None, first, year, last)
    day = int(parts["d"]) if parts.get("d") else None
    month = int(parts["m"]) if parts.get("m") else None
    words = calendar()
    if parts.get("n"):
        month = words["numerals"][parts["n"].lower()]
    if parts.get("e"):
        if not parts["e"][0].isupper():
            return None
        short = parts["e"].rstrip(".").lower()
        month = next(n for name, n in words["months"].items() if name.startswith(short))
    is_date = (
        (day is None or 1 <= day <= DAYS_OF_A_MONTH)
        and (month is None or 1 <= month <= MONTHS_OF_A_YEAR)
        and not (rule in {"month", "words"} and _is_counting(text, match))
    )
    return Atom(place, rule, day, month, year) if is_date else None


def _is_counting(text: str, match: re.Match[str]) -> bool:
    """Tell whether months are counted, as in `6 tháng 2 lần`."""
    parts = match.groupdict()
    if parts.get("y"):
        return False
    ahead = text[max(0, match.start() - LOOK) : match.start()]
    behind = text[match.end() : match.end() + LOOK]
    before = rf"\b{any_of('date', 'month_not_before')}\s+$"
    after = rf"\s+{any_of('date', 'month_not_after')}\b"
    is_counted = not parts.get("d") and re.search(before, ahead, re.IGNORECASE)
    return bool(is_counted or re.match(after, behind, re.IGNORECASE))


def _counted(place: Range, words: str, published: dt.date | None) -> Atom:
    """Return the day, month or year that *words* count from the day of printing."""
    if published is None:
        return Atom(place, "relative")
    lists = annotating()["date"]
    if words in lists["days"]:
        day = published + dt.timedelta(days=lists["days"][words])
        return Atom(place, "relative", day.day, day.month, day.year)
    if words in lists["months"]:
        months = published.year * 12 + published.month - 1 + lists["months"][words]
        return Atom(place, "relative", None, months % 12 + 1, months // 12)
    return Atom(place, "relative", None, None, published.year + lists["years"][words])


def _joined(text: str, atoms: list[Atom], at: int) -> tuple[list[Atom], str]:
    """Return the atoms from *at* on that make one expression, and how they do."""
    several = [atoms[at]]
    joined = ""
    for atom in atoms[at + 1 :]:
        gap = text[several[-1].place.end : atom.place.start]
        is_span = re.fullmatch(rf"\s*{any_of('date', 'to')}\s*", gap, re.IGNORECASE)
        is_list = re.fullmatch(rf"\s*{any_of('date', 'and')}\s*", gap, re.IGNORECASE)
        if is_span and not joined and _goes_on(several[-1], atom):
            return [*several, atom], "to"
        if is_list and joined != "to" and _goes_on(several[-1], atom):
            several.append(atom)
            joined = "and"
            continue
        break
    # a bare number at the end of a list belongs to what follows
    while len(several) > 1 and several[-1].rule == "bare-day":
        several.pop()
    return several, joined if len(several) > 1 else ""


def _goes_on(first: Atom, second: Atom) -> bool:
    """Tell whether the two are ends of one stretch, or days of one list."""
    if "relative" in {first.rule, second.rule}:
        return False
    if first.day is None:
        return second.day is None and (second.month is None) == (first.month is None)
    return second.day is not None


def _stands(text: str, sentence: Range, several: list[Atom], place: Range) -> bool:
    """Tell whether what is round the numbers lets them be a date."""
    first, last = several[0], several[-1]
    rules = {atom.rule for atom in several}
    before = text[sentence.start : place.start]
    after = text[place.end : sentence.end]
    is_other = bool(re.match(rf"\s*(?:%|{any_of('date', 'not_after')}\b)", after))
    is_day = _ends_in(before, "day")
    in_brackets = before.rstrip().endswith("(") and bool(re.match(r"\s*[),]", after))
    if rules <= {"bare-year"}:
        is_named = _ends_in(before, "period")
        is_alone = len(several) == 1
        return is_named and not is_other if is_alone else is_named or in_brackets
    if last.rule == "bare-day" or (first.rule == "bare-year" and len(several) == 1):
        return False
    if not rules & {"slash", "dash"} or rules & {"full", "words"}:
        return not (last.rule == "month-year" and is_other)
    if not is_day and (is_other or _ends_in(before, "not_before")):
        return False
    if "dash" in rules:  # 2-1 is a score more often than a day
        return is_day or in_brackets or _ends_in(before, "before")
    return text[place.start : place.end] != "24/7"


def _ends_in(before: str, name: str) -> bool:
    """Tell whether the text *before* ends in one of the words *name*."""
    ending = rf"\b{any_of('date', name)}\s*$"
    return bool(re.search(ending, before, re.IGNORECASE))


def _each(several: list[Atom], published: dt.date | None) -> Iterator[FoundDate]:
    """Yield each of a list of days, months or years."""
    last = several[-1]
    for atom in several:
        whole = atom
        if atom.day is not None and atom.month is None:
            whole = replace(atom, month=last.month, year=last.year)
        elif atom.year is None:
            whole = replace(atom, year=last.year)
        yield _single(whole, published)


def _single(atom: Atom, published: dt.date | None) -> FoundDate:
    if atom.rule == "relative":
        return FoundDate(atom.place, _edtf(atom), atom.rule, is_resolved=True)
    whole = _with_year(atom, published)
    value = _edtf(whole)
    if atom.last_month:
        value = f"{whole.year}-{whole.month:02}/{whole.year}-{atom.last_month:02}"
    return _checked(atom.place, value, atom.rule, is_resolved=whole.year != atom.year)


def _interval(
    first: Atom, last: Atom, place: Range, published: dt.date | None
) -> Iterator[FoundDate]:
    """Yield the stretch from *first* to *last*; two days where they are an occasion."""
    if first.day is not None and first.month is None:
        first = replace(first, month=last.month)
    is_occasion = (
        first.day is not None
        and (first.day, first.month) == (last.day, last.month)
        and first.year != last.year
    )
    if is_occasion:  # 26/2/1973-26/2/2023 is a day and its anniversary
        yield _single(first, published)
        yield _single(last, published)
        return
    rule = f"{last.rule}-range"
    end = _with_year(last, published)
    begin = first
    if begin.year is None and end.year is not None:
        months = (begin.month or 1) > (end.month or MONTHS_OF_A_YEAR)
        begin = replace(begin, year=end.year - 1 if months else end.year)
    value = f"{_edtf(begin)}/{_edtf(end)}"
    yield _checked(place, value, rule, is_resolved=end.year != last.year)


def _with_year(atom: Atom, published: dt.date | None) -> Atom:
    """Return *atom* in the year that brings it nearest to the day of printing."""
    if atom.year is not None or published is None or atom.month is None:
        return atom
    middle = atom.day or 15

    def distance(year: int) -> int:
        # the 29th of February counts as the day before the 1st of March
        day = min(middle, 28)
        days = (dt.date(year, atom.month or 1, day) - published).days
        return days * AHEAD if days > 0 else -days

    years = (published.year, published.year - 1, published.year + 1)
    return replace(atom, year=min(years, key=distance))


def _edtf(atom: Atom) -> str:
    """Write *atom* in EDTF; empty for nothing."""
    if atom.year is None and atom.month is None:
        return ""
    parts = [f"{atom.year:04}" if atom.year is not None else "XXXX"]
    if atom.month is not None:
        parts.append(f"{atom.month:02}")
    if atom.day is not None:
        parts.append(f"{atom.day:02}")
    return "-".join(parts)


def _checked(place: Range, value: str, rule: str, *, is_resolved: bool) -> FoundDate:
    """Return the date, or the word that there is no such day."""
    try:
        parse_when(value)
    except NotADateError:
        return FoundDate(place, "", "no-such-day")
    return FoundDate(place, value, rule, is_resolved)
