"""What is coming, and what should have come, as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.derive.age import Age, months_between
from generator.derive.anniversary import anniversary_of
from generator.derive.editions import months_after
from generator.model.article import Modality
from generator.model.dates import When

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from generator.derive.anniversary import Anniversary
    from generator.derive.mechanism import MechanismView
    from generator.derive.outcome import Matter
    from generator.derive.partner import PartnerView
    from generator.derive.timeline import EventView
    from generator.model.names import Named

HORIZON = 12
"""Months ahead: every anniversary returns once in it, and a visit is planned in it."""


class ComingKind(StrEnum):
    """What sort of thing is coming."""

    EVENT = "event"
    RELATIONS = "relations"
    LEVEL = "level"
    EDITION = "edition"
    DUE = "due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """One thing that is coming, or overdue; what its kind does not have is None."""

    kind: ComingKind
    when: When
    """As precisely as it is known."""
    day: dt.date
    """The last day that *when* can mean."""
    partners: tuple[Named, ...]
    overdue: Age | None = None
    """How long *day* has passed; None while it has not."""
    anniversary: Anniversary | None = None
    first: When | None = None
    """The day that returns."""
    level: str = ""
    """The level of relations that began on the day that returns."""
    event: EventView | None = None
    mechanism: MechanismView | None = None
    matter: Matter | None = None

    @property
    def order(self) -> tuple[dt.date, ComingKind, str]:
        """The earliest first, and so the overdue before all others."""
        named = self.mechanism.entry.named.code if self.mechanism else ""
        code = self.matter.latest.outcome.id if self.matter else named
        own = self.partners[0].code if self.partners else ""
        return self.day, self.kind, code or (self.event.id if self.event else own)


def coming(
    partners: Iterable[PartnerView],
    events: Iterable[EventView],
    mechanisms: Iterable[MechanismView],
    matters: Iterable[Matter],
    today: dt.date,
) -> tuple[Coming, ...]:
    """
    Return what is overdue, however long, then what comes within `HORIZON` months.

    Ordered by day, overdue first; *today* itself is still to come. Nothing is
    guessed: a date that is not known to the day has no anniversary, and a mechanism
    without a cadence has no next edition.
    """
    end = months_after(today, HORIZON)
    found = [
        *_anniversaries(partners, today),
        *_events(events, today),
        *_editions(mechanisms, today),
        *_due(matters),
    ]
    near = (each for each in found if each.day <= end)
    return tuple(sorted(near, key=lambda each: each.order))


def _anniversaries(partners: Iterable[PartnerView], today: dt.date) -> Iterator[Coming]:
    """Yield the next anniversary of relations and of the level now in force."""
    for view in partners:
        dates = []
        if view.relations:
            dates.append((ComingKind.RELATIONS, view.relations.date, ""))
        if view.level:
            dates.append((ComingKind.LEVEL, view.level.since, view.level.level))
        for kind, first, level in dates:
            if found := anniversary_of(first, today):
                yield Coming(
                    kind=kind,
                    when=When.of_day(found.day),
                    day=found.day,
                    partners=(view.partner,),
                    anniversary=found,
                    first=first,
                    level=level,
                )


def _events(events: Iterable[EventView], today: dt.date) -> Iterator[Coming]:
    """Yield the events that are told of beforehand."""
    for event in events:
        when = event.when
        if when and when.earliest and when.latest and when.earliest > today:
            yield Coming(
                kind=ComingKind.EVENT,
                when=when,
                day=when.latest,
                partners=event.partners,
                event=event,
            )


def _editions(mechanisms: Iterable[MechanismView], today: dt.date) -> Iterator[Coming]:
    for view in mechanisms:
        if view.due:
            late = Age(months_between(view.due, today)) if view.is_overdue else None
            yield Coming(
                kind=ComingKind.EDITION,
                when=When.of_day(view.due),
                day=view.due,
                partners=view.partners,
                overdue=late,
                mechanism=view,
            )


def _due(matters: Iterable[Matter]) -> Iterator[Coming]:
    for matter in matters:
        when = matter.due.value if matter.due else None
        if matter.status is Modality.COMPLETED or not isinstance(when, When):
            continue
        if when.latest:
            yield Coming(
                kind=ComingKind.DUE,
                when=when,
                day=when.latest,
                partners=matter.partners,
                overdue=matter.overdue,
                matter=matter,
            )
