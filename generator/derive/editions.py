"""The meetings of a mechanism: which were held, which are missing, which is due."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.derive.timeline import EventView
    from generator.model.archive import Archive
    from generator.model.dates import When
    from generator.model.noun import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """One meeting of a mechanism."""

    number: int | None
    """None where the text does not number it."""
    when: When | None
    place: str
    event: EventView | None
    """What an article here reports of it; None when none does."""
    sources: tuple[Citation, ...]
    """Where else it is told, for one without an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editions:
    """What is known of the meetings of a mechanism."""

    held: tuple[EditionView, ...]
    """By number, those without one last by date."""
    missing: tuple[int, ...]
    """Numbers below the highest of which nothing is known."""
    due: dt.date | None
    """The day by which the next is expected; None without a cadence or a date."""
    is_overdue: bool


def editions_of(
    code: str, archive: Archive, views: Mapping[str, EventView], today: dt.date
) -> Editions:
    """Gather the meetings of mechanism *code* from events and from its register."""
    entry = archive.registers.mechanisms[code]
    found: list[EditionView] = []
    for event_code, told in archive.events.items():
        event = told.event
        if event.mechanism and event.mechanism.value == code:
            view = views[event_code]
            found.append(
                EditionView(
                    number=event.edition.value if event.edition else None,
                    when=view.when,
                    place=str(event.place.value) if event.place else "",
                    event=view,
                    sources=(),
                )
            )
    reported = {each.number for each in found}
    found += [
        EditionView(
            number=each.number,
            when=each.date,
            place=str(each.place or ""),
            event=None,
            sources=each.source,
        )
        for each in entry.editions
        if each.number not in reported
    ]

    def key(each: EditionView) -> tuple[int, dt.date]:
        earliest = each.when.earliest if each.when else None
        number = each.number if each.number is not None else 10_000
        return number, earliest or dt.date.max

    numbers = {each.number for each in found if each.number is not None}
    held_on = [each.when.latest for each in found if each.when and each.when.latest]
    due = None
    if entry.cadence and held_on:
        due = months_after(max(held_on), entry.cadence)
    return Editions(
        held=tuple(sorted(found, key=key)),
        missing=tuple(n for n in range(1, max(numbers, default=0)) if n not in numbers),
        due=due,
        is_overdue=due is not None and due < today,
    )


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the day *months* after *day*, in a short month its last one."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
