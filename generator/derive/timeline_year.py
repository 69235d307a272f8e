"""What the page of one year of the whole timeline shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.timeline import SHOWN

if TYPE_CHECKING:
    from generator.derive.timeline import Timeline, Year


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineYearView:
    """What the page of one year of the whole timeline shows."""

    year: Year
    """Its number is None for what has no known year."""
    newer: Year | None
    older: Year | None
    article_count: int
    """From how many articles the timeline was made."""


def timeline_year_views(
    whole: Timeline, article_count: int
) -> tuple[TimelineYearView, ...]:
    """Return every year, newest first; none while one page holds the whole."""
    if whole.count <= SHOWN:
        return ()
    years = whole.years
    return tuple(
        TimelineYearView(
            year=year, newer=newer, older=older, article_count=article_count
        )
        for newer, year, older in zip(
            (None, *years), years, (*years[1:], None), strict=False
        )
    )
