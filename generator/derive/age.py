"""How long ago a day of which we may know only the month was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.editions import months_after

if TYPE_CHECKING:
    import datetime as dt

    from generator.model.dates import When

YEAR = 12


@dataclass(frozen=True, slots=True)
class Age:
    """Whole months from one date to another."""

    months: int
    is_least: bool = False
    """Whether it may be more, for want of the days."""

    @property
    def years(self) -> int:
        """The whole years in it."""
        return self.months // YEAR

    @property
    def rest(self) -> int:
        """The months beside the whole years."""
        return self.months % YEAR


def months_between(first: dt.date, last: dt.date) -> int:
    """Return the whole months from *first* to *last*; negative when it is later."""
    months = (last.year - first.year) * YEAR + last.month - first.month
    return months - (months_after(first, months) > last)


def age(when: When | None, day: dt.date) -> Age | None:
    """Return how long before *day* a date was; None when that is not known."""
    if when is None or not (when.earliest or when.latest):
        return None
    first, last = when.earliest or when.latest, when.latest or when.earliest
    if first is None or last is None or last > day:
        return None
    least, most = months_between(last, day), months_between(first, day)
    return Age(least, is_least=least != most)


def span_between(when: When | None, until: When | None) -> Age | None:
    """Return how long after *when* the date *until* was; None when not known."""
    start = until.earliest or until.latest if until else None
    end = until.latest or until.earliest if until else None
    if start is None or end is None:
        return None
    least, most = age(when, start), age(when, end)
    if least is None or most is None:
        return None
    return Age(least.months, is_least=least.is_least or most != least)
