"""Anniversaries that know leap years."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.dates import Precision

if TYPE_CHECKING:
    from generator.model.dates import When

ROUND = 5
"""Every fifth year stands out."""


@dataclass(frozen=True, slots=True)
class Anniversary:
    """The next return of a day."""

    day: dt.date
    years: int
    """How many years it will be."""
    is_moved: bool
    """Whether 29 February is kept on the 28th, for want of a leap day that year."""

    @property
    def is_round(self) -> bool:
        """Tell whether it is a round number of years."""
        return self.years % ROUND == 0


def next_anniversary(first: dt.date, today: dt.date) -> Anniversary | None:
    """
    Return the next anniversary of *first*, *today* included; None before *first*.

    A 29 February is kept on the last day of February (as RFC 5545 says with
    `BYMONTH=2;BYMONTHDAY=-1`), for a plain yearly rule skips three years in four.
    """
    if today < first:
        return None
    for year in (today.year, today.year + 1):
        last = calendar.monthrange(year, first.month)[1]
        day = dt.date(year, first.month, min(first.day, last))
        if day >= today and year > first.year:
            return Anniversary(day, year - first.year, is_moved=day.day != first.day)
    return None


def anniversary_of(when: When, today: dt.date) -> Anniversary | None:
    """Return the next anniversary of *when*; None unless it is one sure day."""
    moment = when.first
    if moment is None or when.is_interval or not moment.is_sure:
        return None
    first = moment.earliest if moment.precision is Precision.DAY else None
    return next_anniversary(first, today) if first else None
