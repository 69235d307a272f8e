"""What was asked: words, phrases in quotes, and dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from generator.search.forms import WORD, Form, composed, form_of, is_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST = 1000
"""What stands behind so many characters is not read."""
MOST_TERMS = 15
"""What stands behind so many terms is not read; two bits of each go into 31."""
QUOTES = frozenset('"\u201c\u201d\u201e\u00ab\u00bb')
FIRST_YEAR, LAST_YEAR = 1800, 2199
CENTURY = 2000
"""Of a year in two figures."""
MONTHS = 12
BETWEEN = ("/", "-", ".")
DASHES = ("-", "\u2013", "\u2014")

Calendar: TypeAlias = "Mapping[str, Mapping[str, int]]"
Spelled: TypeAlias = "tuple[Form, str]"
"""A word, and what stands between it and the next."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is told; what is not told is 0."""

    day: int
    month: int
    year: int
    length: int
    """How many words tell it."""

    def tells(self, asked: Day, year: int) -> int:
        """
        Return how well this date, on a page of *year*, answers *asked*.

        2 fully, 1 when the year is only that of the page, 0 not at all.
        """
        if asked.day not in {0, self.day} or asked.month not in {0, self.month}:
            return 0
        if asked.year in {0, self.year}:
            return 2
        return int(not self.year and asked.year == year)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is asked for."""

    words: tuple[Form, ...]
    """Never empty."""
    typed: tuple[str, ...]
    """The words as they were typed."""
    day: Day | None = None
    """The date that the words tell."""
    is_quoted: bool = False
    may_go_on: bool = False
    """Whether the reader may still be typing it."""

    @property
    def is_word(self) -> bool:
        """Tell whether it is one plain word."""
        return self.day is None and not self.is_quoted


def read_query(text: str, calendar: Calendar) -> tuple[Term, ...]:
    """Return what *text* asks for, in the order of the words; empty for no word."""
    text = composed(text[:LONGEST])
    matches = list(WORD.finditer(text))
    words: list[tuple[str, Form, str]] = []
    quotes: list[int] = []
    opened = 0
    at = 0
    for number, match in enumerate(matches):
        opened += sum(char in QUOTES for char in text[at : match.start()])
        at = match.end()
        last = number + 1 == len(matches)
        end = len(text) if last else matches[number + 1].start()
        words.append((match[0], form_of(match[0]), text[at:end]))
        quotes.append(opened)
    terms: list[Term] = []
    at = 0
    while at < len(words) and len(terms) < MOST_TERMS:
        end = at + 1
        day = None
        is_quoted = quotes[at] % 2 == 1
        if is_quoted:
            while end < len(words) and quotes[end] == quotes[at]:
                end += 1
        else:
            row = [(form, after) for _, form, after in words[at : at + 8]]
            day = read_day(row, calendar)
            end = at + (day.length if day else 1)
        taken = words[at:end]
        terms.append(
            Term(
                words=tuple(form for _, form, _ in taken),
                typed=tuple(typed for typed, _, _ in taken),
                day=day,
                is_quoted=is_quoted,
                may_go_on=end == len(words) and not words[-1][2] and not is_quoted,
            )
        )
        at = end
    return tuple(terms)


def read_day(row: Sequence[Spelled], calendar: Calendar) -> Day | None:
    """Return the date with which *row* begins; None if it begins with none."""
    return _Row(row, calendar).read()


class _Row:
    """Words in which a date is looked for."""

    def __init__(self, row: Sequence[Spelled], calendar: Calendar) -> None:
        self.row = row
        self.calendar = calendar

    def number(self, at: int, most: int) -> int:
        """Return the number of one or two digits at *at*; 0 if there is none."""
        word = self.row[at][0].lower if at < len(self.row) else ""
        value = int(word) if len(word) in {1, 2} and is_number(word) else 0
        return value if value <= most else 0

    def year(self, at: int) -> int:
        word = self.row[at][0].lower if at < len(self.row) else ""
        value = int(word) if len(word) == 4 and is_number(word) else 0  # noqa: PLR2004 -- digits of a year
        return value if FIRST_YEAR <= value <= LAST_YEAR else 0

    def after(self, at: int) -> str:
        return self.row[at][1] if at < len(self.row) else ""

    def means(self, kind: str, at: int, length: int = 1) -> int:
        """Return what the words at *at* mean as *kind*; 0 if nothing."""
        if at + length > len(self.row):
            return 0
        meanings = self.calendar[kind]
        forms = [form for form, _ in self.row[at : at + length]]
        lower = " ".join(form.lower for form in forms)
        return meanings.get(lower, 0)

    def read(self) -> Day | None:
        at = 1 if self.means("day", 0) and self.after(0) == " " else 0
        return (
            self.from_year(at)
            or self.from_month(at)
            or self.from_day(at)
            or self.from_range(at)
        )

    def from_year(self, at: int) -> Day | None:
        """Read 2020-02-14 or 2020-02."""
        year, month = self.year(at), self.number(at + 1, MONTHS)
        if not (year and month and self.after(at) in {"-", "/"}):
            return None
        day = self.number(at + 2, 31)
        if day and self.after(at + 1) == self.after(at):
            return Day(day, month, year, at + 3)
        return Day(0, month, year, at + 2)

    def month(self, at: int) -> tuple[int, int]:
        """Return the month told at *at* in words, and where it ends; 0 for none."""
        if self.means("month", at) and self.after(at) == " ":
            if month := self.number(at + 1, MONTHS):
                return month, at + 2
            if month := self.means("numerals", at + 1, 2):
                return month, at + 3
            if month := self.means("numerals", at + 1):
                return month, at + 2
        return self.means("months", at), at + 1

    def year_after(self, at: int) -> tuple[int, int]:
        """Return the year told behind a month, and where it ends."""
        if self.after(at - 1) in {" ", ", ", "/", "-"}:
            if year := self.year(at):
                return year, at + 1
            if self.means("year", at) and self.after(at) == " ":
                return self.year(at + 1), at + (2 if self.year(at + 1) else 0)
        return 0, at

    def from_month(self, at: int) -> Day | None:
        """Read `tháng 3`, `tháng 3/2019`, `March 2019`, `February 14, 2020`."""
        month, end = self.month(at)
        if not month:
            return None
        day = 0
        if self.means("months", at) and (day := self.number(end, 31)):
            end += 1
        year, end = self.year_after(end)
        is_bare_name = self.means("months", at) and not (day or year)
        return None if is_bare_name else Day(day, month, year, end)

    def from_day(self, at: int) -> Day | None:
        """Read `14 tháng 2 năm 2020`, 3/2019, 14/2/2020, 14-2."""
        first, sign = self.number(at, 31), self.after(at)
        if not first:
            return None
        month, end = self.month(at + 1)
        if month and sign == " ":
            year, end = self.year_after(end)
            return Day(first, month, year, end)
        if sign not in BETWEEN:
            return None
        year = self.year(at + 1)
        if first <= MONTHS and sign != "." and year:
            return Day(0, first, year, at + 2)
        month = self.number(at + 1, MONTHS)
        return self.from_figures(at, first, month) if month else None

    def from_figures(self, at: int, day: int, month: int) -> Day | None:
        """Read 14/2/2020, 14.2.2020, 14/2/20, 14-2, `14/2 năm 2020`."""
        sign, again = self.after(at), self.after(at + 1)
        if again in BETWEEN:
            year = self.year(at + 2)
            short = self.number(at + 2, 99)
            if not year and again == sign and short:
                year = CENTURY + short
            if year:
                return Day(day, month, year, at + 3)
            if sign in DASHES and again != sign and self.number(at + 2, MONTHS):
                return None  # it is the range 3-5/2
        if sign == ".":
            return None
        year, end = 0, at + 2
        if again == " " and self.means("year", at + 2):
            year, end = self.year_after(at + 2)
        return Day(day, month, year, end)

    def from_range(self, at: int) -> Day | None:
        """Read the first day of 13-15/2/2020 or `13 đến 15-2`."""
        first = self.number(at, 31)
        if not first:
            return None
        if self.after(at) in DASHES:
            rest = at + 1
        elif self.means("until", at + 1) and self.after(at) == " ":
            rest = at + 2
        else:
            return None
        row = _Row(self.row[rest:], self.calendar)
        last = row.from_day(0)
        if last is None or last.day <= first:
            return None
        return Day(first, last.month, last.year, rest + last.length)
