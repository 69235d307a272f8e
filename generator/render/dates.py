"""Dates in words, as precise as they are known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from babel.dates import get_month_names

from generator.model.dates import Moment, Precision, When

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from generator.words import Words


@dataclass(frozen=True, slots=True)
class TimePart:
    """A piece of a date in words."""

    text: str
    iso: str = ""
    """The machine's form of it; empty for the words between."""


@cache
def _month_names(locale: str) -> Mapping[int, str]:
    return dict(get_month_names("wide", locale=locale))


def spoken(when: When, words: Words) -> tuple[TimePart, ...]:
    """Return *when* in the language of *words*, piece by piece; never empty."""
    if not when.is_interval:
        return _moment(when.moments[0], words)
    if when.first is None or when.last is None:
        key = "date.until" if when.first is None else "date.since"
        before, after = words.say(key, date="\n").split("\n")
        whole = (TimePart(before), *_moment(when.moments[0], words), TimePart(after))
        return tuple(part for part in whole if part.text)
    begin, end = _begin(when.first, when.last, words), _moment(when.last, words)
    # English sets a dash close between two numbers of a kind, not between words
    is_alike = when.first.precision is when.last.precision
    is_close = is_alike and begin[0].text.isdigit() and end[0].text[0].isdigit()
    key = "date.range" if is_close else "date.wide_range"
    dash = words.say(key, first="", last="")
    return (*begin, TimePart(dash), *end)


def spoken_month(month: int, year: int | str | None, words: Words) -> str:
    """
    Return the month of a heading in words.

    The year is None where none is known, and a text where a script fills it in.
    """
    key = "timeline.month_only" if year is None else "timeline.month"
    name = _month_names(words.locale)[month]
    return words.say(key, month=month, month_name=name, year=year)


def spoken_text(when: When, words: Words) -> str:
    """Return *when* in words as plain text."""
    return "".join(part.text for part in spoken(when, words))


def _moment(moment: Moment, words: Words) -> tuple[TimePart, ...]:
    parts = [TimePart(_say(moment, str(moment.precision), words), moment.iso)]
    for holds, key in (
        (moment.is_approximate, "date.approximate"),
        (moment.is_uncertain, "date.uncertain"),
        (moment.year is None, "date.without_year"),
    ):
        if holds:
            before, after = words.say(key, date="\n").split("\n")
            parts = [TimePart(before), *parts, TimePart(after)]
    return tuple(part for part in parts if part.text)


def _begin(first: Moment, last: Moment, words: Words) -> tuple[TimePart, ...]:
    """Leave out of *first* what *last* says again."""
    days = first.precision is Precision.DAY and last.precision is Precision.DAY
    plain = not (first.is_approximate or first.is_uncertain)
    if not days or not plain or first.year != last.year:
        return _moment(first, words)
    form = "day_only" if first.month == last.month else "day_month"
    return (TimePart(_say(first, form, words), first.iso),)


def _say(moment: Moment, form: str, words: Words) -> str:
    if moment.year is None:
        form = "day_month" if moment.day else "month_only"
    names = _month_names(words.locale)
    return words.say(
        f"date.{form}",
        day=moment.day,
        month=moment.month,
        month_name=names[moment.month or 1],
        year=moment.year,
    )


def day_text(day: dt.date, words: Words) -> str:
    """Return a day of the calendar as plain text."""
    return spoken_text(When.of_day(day), words)
