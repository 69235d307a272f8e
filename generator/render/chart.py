"""From numbers to the bars of a chart, in the units of its own drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SHARE = 0.72
"""How much of its place a bar fills; the rest is the gap to the next."""
WIDEST = 16
"""No bar is wider, or two years would look like two towers."""
LEAST = 4
"""The scale reaches at least so far, so that one contact looks like one."""
LABELS = 10
"""About so many years are written below the bars; more would touch."""
STEPS = (1, 2, 5, 10, 20, 50, 100)
"""From one written year to the next."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One year of a chart."""

    year: int
    count: int
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Where its label stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """A drawing of bars, one a year, on a line."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    """Oldest first; a year without any has a bar without height."""
    labels: tuple[Bar, ...]
    """Those whose year is written: both ends, and round years between."""

    @property
    def first(self) -> int:
        """The first year."""
        return self.bars[0].year

    @property
    def last(self) -> int:
        """The last year."""
        return self.bars[-1].year

    @property
    def total(self) -> int:
        """The sum of all bars."""
        return sum(bar.count for bar in self.bars)


def bar_chart(
    counts: Sequence[tuple[int, int]], most: int, width: int, height: int
) -> BarChart:
    """
    Draw year and number, which must not be empty, *width* by *height* units.

    A bar of *most*, or of `LEAST` if that is more, is as high as the drawing;
    heights are in proportion to numbers, so charts of one *most* can be compared.
    """
    place = width / len(counts)
    wide = min(place * SHARE, WIDEST)
    scale = max(most, LEAST)
    bars = []
    for at, (year, count) in enumerate(counts):
        tall = round(height * count / scale, 2)
        bars.append(
            Bar(
                year=year,
                count=count,
                x=round(place * (at + 0.5) - wide / 2, 2),
                y=round(height - tall, 2),
                width=round(wide, 2),
                height=tall,
            )
        )
    return BarChart(
        width=width, height=height, bars=tuple(bars), labels=_labels(tuple(bars))
    )


def _labels(bars: tuple[Bar, ...]) -> tuple[Bar, ...]:
    """Choose whose year is written, so that no two of them touch."""
    if len(bars) <= LABELS:
        return bars
    step = next((s for s in STEPS if len(bars) <= s * LABELS), STEPS[-1])
    inner = (bar for bar in bars[1:-1] if bar.year % step == 0)
    near = step * 0.6
    return (
        bars[0],
        *(
            bar
            for bar in inner
            if bar.year - bars[0].year > near and bars[-1].year - bar.year > near
        ),
        bars[-1],
    )
