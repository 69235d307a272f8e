"""
Dates as precise as they are known, and no more.

Written in EDTF (ISO 8601-2:2019, as profiled by the Library of Congress): a day, a
month or a year; `~` approximate, `?` uncertain, `%` both; an interval of two of
these, either end open (`..`); a day or month whose year is not known
(`XXXX-02-14`). Times, seasons, sets and decades are refused: no printed report of
this field needs them, and a page could not show them without guessing.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from io import StringIO
from typing import TYPE_CHECKING

from edtf import parse_edtf
from edtf.parser import parser_classes as edtf_classes
from edtf.parser.edtf_exceptions import EDTFParseException

from generator.model.source import NOWHERE, Place, span_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.diagnostics import Span

NO_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
"""A day as it is written; one that the parser refuses is not in the calendar."""
PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
"""A day, month or year without a qualifier: nearly every date that is written."""
LONGEST_DATE = 40
"""No date of the profile is longer; what is longer is not handed to the parser."""


class NotADateError(ValueError):
    """Text that is no date of the profile; `code` names the diagnostic."""

    def __init__(self, code: str, *, suggestion: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.suggestion = suggestion


class Precision(StrEnum):
    """The smallest unit that a date states."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Moment:
    """One end of a date: a day, a month or a year."""

    year: int | None
    """None when the year is not known (`XXXX-02-14`)."""
    month: int | None = None
    """None when only the year is known."""
    day: int | None = None
    """None when only the month is known."""
    is_approximate: bool = False
    is_uncertain: bool = False

    @property
    def precision(self) -> Precision:
        """How much of the date is stated."""
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def is_sure(self) -> bool:
        """Tell whether its year is known, and it is not about right or doubtful."""
        return self.year is not None and not (self.is_approximate or self.is_uncertain)

    @property
    def earliest(self) -> dt.date | None:
        """The first day it can mean; None without a year."""
        if self.year is None:
            return None
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> dt.date | None:
        """The last day it can mean; None without a year."""
        if self.year is None:
            return None
        month = self.month or 12
        return dt.date(
            self.year, month, self.day or calendar.monthrange(self.year, month)[1]
        )

    @property
    def iso(self) -> str:
        """The ISO 8601 form, such as `2019-03`; empty without a year."""
        if self.year is None:
            return ""
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class When:
    """A date or an interval; equal ends mean one date."""

    edtf: str
    """As written."""
    first: Moment | None
    """None when the beginning is open or unknown."""
    last: Moment | None
    """None when the end is open or unknown; both are never None."""
    place: Place = field(default=NOWHERE, compare=False, repr=False)
    """Where it is written, counted out or not yet."""

    @classmethod
    def of_day(cls, day: dt.date) -> When:
        """Return the date that is just *day*."""
        moment = Moment(day.year, day.month, day.day)
        return cls(day.isoformat(), moment, moment)

    @property
    def span(self) -> Span:
        """The place in the file."""
        return span_of(self.place)

    @property
    def is_interval(self) -> bool:
        """Tell whether it has two ends."""
        return self.first is not self.last and self.first != self.last

    @property
    def earliest(self) -> dt.date | None:
        """The first day it can mean; None when open, unknown or without a year."""
        return self.first.earliest if self.first else None

    @property
    def latest(self) -> dt.date | None:
        """The last day it can mean; None when open, unknown or without a year."""
        return self.last.latest if self.last else None

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The ends that are stated, each once, in order; never empty."""
        if self.first and not self.is_interval:
            return (self.first,)
        return tuple(end for end in (self.first, self.last) if end)

    @property
    def year(self) -> int | None:
        """The year it is filed under: that of its beginning, else of its end."""
        for end in (self.first, self.last):
            if end and end.year is not None:
                return end.year
        return None

    def is_before(self, other: When) -> bool:
        """Tell whether it surely ended before *other* began."""
        ends, begins = self.last, other.first
        if not (ends and begins and ends.is_sure and begins.is_sure):
            return False
        last, first = ends.latest, begins.earliest
        return bool(last and first and last < first)


@lru_cache(maxsize=65_536)  # dates repeat
def parse_when(text: str) -> When:
    """Return the date that *text* writes; raise `NotADateError` if it is none."""
    ends = [_plain_moment(end) for end in text.split("/", maxsplit=1)]
    first, last = ends[0], ends[-1]
    if first is None or last is None:
        return parse_profile(text)
    when = When(text, first, last)
    earliest, latest = when.earliest, when.latest
    if earliest and latest and earliest > latest:
        return parse_profile(text)  # which says that it is reversed
    return when


def _plain_moment(text: str) -> Moment | None:
    """
    Read a plain day, month or year; None for all that is not one in the calendar.

    The parser takes 2 to 18 ms a date, this a thousandth of it.
    """
    found = PLAIN.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        dt.date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:  # no such day, or the year 0: the parser says what is wrong
        return None
    return Moment(year, month, day)


def parse_profile(text: str) -> When:
    """Return what `parse_when` returns, by the library's parser alone."""
    if len(text) > LONGEST_DATE:
        raise NotADateError("not-a-date")
    try:
        with redirect_stdout(StringIO()):  # it prints what it trips over
            parsed = parse_edtf(text)
    except (EDTFParseException, ValueError, TypeError, AttributeError):
        # AttributeError is how the parser trips over `0000-0X`
        # the parser knows that February has no 30th, but not that it has no 29th
        code = "no-such-day" if NO_DAY.fullmatch(text) else "not-a-date"
        raise NotADateError(code, suggestion=_turned_round(text)) from None
    if isinstance(parsed, (edtf_classes.Interval, edtf_classes.Level1Interval)):
        when = When(text, _moment(parsed.lower), _moment(parsed.upper))
        earliest, latest = when.earliest, when.latest
        if earliest and latest and earliest > latest:
            raise NotADateError("reversed-interval")
        if not when.first and not when.last:
            raise NotADateError("unsupported-date")
        return when
    moment = _moment(parsed)
    if moment is None:
        raise NotADateError("unsupported-date")
    return When(text, moment, moment)


def _moment(parsed: object) -> Moment | None:
    """Translate one end; None for an open or unknown one."""
    approximate = uncertain = False
    if isinstance(parsed, edtf_classes.UnspecifiedIntervalSection):
        return None
    if isinstance(parsed, edtf_classes.DateAndTime):
        raise NotADateError("date-with-time", suggestion=str(parsed.date))
    if isinstance(parsed, edtf_classes.UncertainOrApproximate):
        qualifier = str(parsed.ua or "")
        approximate = "~" in qualifier or "%" in qualifier
        uncertain = "?" in qualifier or "%" in qualifier
        parsed = parsed.date
        if isinstance(parsed, edtf_classes.UnspecifiedIntervalSection) or not parsed:
            return None
        if isinstance(parsed, edtf_classes.DateAndTime):
            raise NotADateError("date-with-time", suggestion=str(parsed.date))
    # Date, and its kin with X for digits; seasons and long years have other fields
    if not isinstance(parsed, edtf_classes.Date) or isinstance(
        parsed, (edtf_classes.Season, edtf_classes.LongYear)
    ):
        raise NotADateError("unsupported-date")
    parts = parsed._year, parsed._month, parsed._day  # noqa: SLF001 -- no public names
    year, month, day = map(_number, parts)
    if year == 0 or (year is None and month is None):
        raise NotADateError("unsupported-date")
    if month is not None and day is not None:
        leap_year = 2000  # so that XXXX-02-29 stands
        if not 1 <= day <= calendar.monthrange(year or leap_year, month)[1]:
            raise NotADateError("no-such-day")
    return Moment(year, month, day if month else None, approximate, uncertain)


def _number(part: str | None) -> int | None:
    """Read the digits of a part; None for a part that is absent or all X."""
    if part is None or set(part) == {"X"}:
        return None
    if not part.isascii() or not part.isdigit():
        raise NotADateError("unsupported-date")
    return int(part)


def _turned_round(text: str) -> str:
    """Return `2024-05-20` for `20-05-2024` and its like, else nothing."""
    found = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text)
    if found:
        day, month, year = found.groups()
    elif found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text):
        year, month, day = found.groups()
    else:
        return ""
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def latest_beginning(several: Iterable[When | None]) -> dt.date | None:
    """Return the latest first day of any of *several*; None where none is known."""
    known = (when.earliest for when in several if when)
    return max((day for day in known if day), default=None)
