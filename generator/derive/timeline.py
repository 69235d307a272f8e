"""Events in time: year, month, event, and what happened within it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from generator.model.dates import When
from generator.model.names import Named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from generator.derive.facts import Fact
    from generator.derive.reading import EventFacts, Reading
    from generator.model.archive import Archive
    from generator.model.article import Article

SHOWN = 150
"""How many events a page shows before it leads on to pages of single years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventName:
    """An event in a line of text."""

    id: str
    name: str
    article: Article
    """The article that defines it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """What a page shows of an event."""

    id: str
    name: str
    type: str
    """Name of the type."""
    type_code: str
    is_contact: bool
    partners: tuple[Named, ...]
    topics: tuple[Named, ...]
    """Those of its outcomes, in the order of the articles, each once."""
    mechanisms: tuple[Named, ...]
    """The one that it is a meeting of, and those of its outcomes; each once."""
    article: Article
    """The article that defines it."""
    facts: EventFacts
    reports: tuple[tuple[Article, Fact], ...]
    """Further articles that report it, with the proof in each."""
    parent: EventName | None
    """The event that it is part of."""
    parts: tuple[EventView, ...]
    """What happened within it, oldest first."""

    @property
    def when(self) -> When | None:
        """Its date; None when not known."""
        date = self.facts.date
        return date.value if date and isinstance(date.value, When) else None

    @property
    def order(self) -> tuple[dt.date, dt.date, str]:
        """Oldest first, the longer of two that begin together first, then by id."""
        when = self.when
        first = (when.earliest or when.latest) if when else None
        last = (when.latest or when.earliest) if when else None
        newest = dt.date.max
        longest_first = newest - (last - dt.date.min) if last else newest
        return first or newest, longest_first, self.id


@dataclass(frozen=True, slots=True)
class Month:
    """The events of one month, newest first."""

    number: int | None
    """None for events of which only the year is known."""
    events: tuple[EventView, ...]

    @property
    def count(self) -> int:
        """How many events there are, those within others included."""
        return sum(size_of(event) for event in self.events)


@dataclass(frozen=True, slots=True)
class Year:
    """The events of one year."""

    number: int | None
    """None for events whose year is not known."""
    months: tuple[Month, ...]
    """Newest first; what has no month comes last."""

    @property
    def count(self) -> int:
        """How many events there are, those within others included."""
        return sum(month.count for month in self.months)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in time, newest year first; events without a year come last."""

    years: tuple[Year, ...]

    @property
    def events(self) -> tuple[EventView, ...]:
        """Every event that is not within another one, newest first."""
        return tuple(
            event
            for year in self.years
            for month in year.months
            for event in month.events
        )

    @property
    def count(self) -> int:
        """How many events there are, those within others included."""
        return sum(year.count for year in self.years)

    def newest(self, limit: int = SHOWN) -> Timeline:
        """
        Return the newest years that have at most *limit* events together.

        Where the newest year alone has more, its newest events stand for it; one event
        stands always, with all that happened within it.
        """
        kept: list[Year] = []
        for year in self.years:
            limit -= year.count
            if limit < 0:
                break
            kept.append(year)
        if not kept and self.years:
            kept.append(_beginning(self.years[0], limit + self.years[0].count))
        return Timeline(tuple(kept))


def size_of(event: EventView) -> int:
    """Count *event* and all that happened within it."""
    return 1 + sum(size_of(part) for part in event.parts)


def _beginning(year: Year, limit: int) -> Year:
    """Return the newest events of *year*, at most *limit* but never none."""
    months: list[Month] = []
    for month in year.months:
        kept: list[EventView] = []
        for event in month.events:
            limit -= size_of(event)
            if limit < 0 and (kept or months):
                break
            kept.append(event)
        if kept:
            months.append(Month(month.number, tuple(kept)))
        if limit < 0:
            break
    return Year(year.number, tuple(months))


class EventViews(Mapping[str, EventView]):
    """The view of every event by id, each made when it is asked for."""

    def __init__(self, archive: Archive, readings: Mapping[str, Reading]) -> None:
        """Gather what belongs to each event; *readings* by article id."""
        self._archive, self._readings = archive, readings
        self._views: dict[str, EventView] = {}
        self._children: dict[str, list[str]] = {}
        for code, (_, parent) in archive.framed.items():
            self._children.setdefault(parent, []).append(code)
        self._holding: dict[str, list[Article]] = {}
        for article in archive.articles:
            for code in article.holding:
                self._holding.setdefault(code, []).append(article)

    def __len__(self) -> int:
        """Return how many events there are."""
        return len(self._archive.events)

    def __iter__(self) -> Iterator[str]:
        """Yield their ids in the order of the articles."""
        return iter(self._archive.events)

    def __getitem__(self, code: str) -> EventView:
        """Return the view of an event; raise KeyError where there is none."""
        known = self._views.get(code)
        if known is None:
            known = self._views[code] = self._view(code)
        return known

    def _name_of(self, code: str) -> EventName:
        told = self._archive.events[code]
        return EventName(id=str(code), name=str(told.event.name), article=told.article)

    def _view(self, code: str) -> EventView:
        archive, told = self._archive, self._archive.events[code]
        event, names = told.event, archive.names
        parts = [self[child] for child in self._children.get(code, ())]
        facts = self._readings[told.article.id].events[code]
        meeting = facts.detail("fact.mechanism")
        own = [meeting.value] if meeting and isinstance(meeting.value, Named) else []
        outcomes = [
            outcome
            for article in self._holding.get(code, ())
            for outcome in self._readings[article.id].outcomes
            if outcome.event == code
        ]
        topics = (topic for each in outcomes for topic in each.topics)
        mechanisms = (named for each in outcomes for named in each.mechanisms)
        return EventView(
            id=str(event.id),
            name=str(event.name),
            type=names.entry("event_types", event.type),
            type_code=str(event.type),
            is_contact=archive.registers.event_types[event.type].is_contact,
            partners=tuple(names.named("partners", each) for each in told.partners),
            topics=tuple(dict.fromkeys(topics)),
            mechanisms=tuple(dict.fromkeys([*own, *mechanisms])),
            article=told.article,
            facts=facts,
            reports=tuple(
                (article, self._readings[article.id].reports[code])
                for article in archive.reports.get(code, ())
            ),
            parent=self._name_of(event.part_of.value) if event.part_of else None,
            parts=tuple(sorted(parts, key=lambda part: part.order)),
        )


def timeline(
    views: Mapping[str, EventView], wanted: Collection[str] | None = None
) -> Timeline:
    """
    Put the events *wanted* (None means all) in time.

    An event stands within its parent where that is wanted too, else by itself; a
    parent brings all its parts along.
    """
    chosen = views.keys() if wanted is None else wanted
    tops = [
        views[code]
        for code in chosen
        if views[code].parent is None or not _has_chosen_ancestor(code, views, chosen)
    ]
    ordered = newest_first(tops)
    return Timeline(
        tuple(
            Year(
                year,
                tuple(
                    Month(month, tuple(events))
                    for month, events in groupby(of_year, _month_of)
                ),
            )
            for year, of_year in groupby(ordered, _year_of)
        )
    )


def newest_first(events: Iterable[EventView]) -> list[EventView]:
    """
    Order *events* as a page does: by year, by month, then by day.

    What has no year comes last, and in its year what has no month.
    """

    def descending(number: int | None) -> int:
        return -number if number is not None else 1

    ordered = sorted(events, key=lambda event: event.order, reverse=True)
    ordered.sort(
        key=lambda event: (descending(_year_of(event)), descending(_month_of(event)))
    )
    return ordered


def _year_of(event: EventView) -> int | None:
    return event.when.year if event.when else None


def _month_of(event: EventView) -> int | None:
    moments = event.when.moments if event.when else ()
    return moments[0].month if moments else None


def _has_chosen_ancestor(
    code: str, views: Mapping[str, EventView], chosen: Collection[str]
) -> bool:
    parent = views[code].parent
    while parent is not None:
        if parent.id in chosen:
            return True
        parent = views[parent.id].parent
    return False
