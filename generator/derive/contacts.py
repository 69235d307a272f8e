"""How often the sides met, year by year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from generator.derive.timeline import EventView


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactYears:
    """How many contacts each year had."""

    years: tuple[tuple[int, int], ...]
    """Year and number, oldest first, from the first with a contact to this year or
    the last; a year without any stands there as 0. Empty without a dated contact."""
    undated: int
    """Those of which no year is known."""

    @property
    def total(self) -> int:
        """How many contacts there are, the undated included."""
        return sum(count for _, count in self.years) + self.undated

    @property
    def most(self) -> int:
        """How many the busiest year had; 0 without a dated contact."""
        return max((count for _, count in self.years), default=0)

    def within(self, years: Iterable[int]) -> tuple[tuple[int, int], ...]:
        """Return the numbers of *years*, in their order, with 0 where none is known."""
        counts = dict(self.years)
        return tuple((year, counts.get(year, 0)) for year in years)

    def before(self, year: int) -> int:
        """Return how many contacts there were before *year*."""
        return sum(count for each, count in self.years if each < year)


def contact_years(contacts: Iterable[EventView], today: dt.date) -> ContactYears:
    """Count *contacts* by the year in which they began."""
    counts = Counter(view.when.year if view.when else None for view in contacts)
    undated = counts.pop(None, 0)
    known = [year for year in counts if year is not None]
    span = range(min(known), max(*known, today.year) + 1) if known else ()
    return ContactYears(
        years=tuple((year, counts[year]) for year in span), undated=undated
    )
