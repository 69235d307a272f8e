"""What the page of coverage shows: what the archive holds, and what it lacks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.age import Age, age, months_between
from generator.derive.editions import editions_of
from generator.model.addresses import shelf_of
from generator.model.dates import parse_when
from generator.model.order import alphabetical
from generator.model.source import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.derive.facts import Fact
    from generator.derive.reading import Reading
    from generator.derive.shelf import Shelf
    from generator.derive.timeline import EventView
    from generator.model.archive import Archive
    from generator.model.article import Article
    from generator.model.dates import When
    from generator.model.names import Named
    from generator.model.registers import PostHeld

SILENT_AFTER = 24
"""Months after the newest dated thing with a partner, when it counts as silent."""


LISTED = 100
"""How many entries or articles of a kind the page lists; the data files have all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What is known of a partner in a year."""

    events: int
    articles: int
    folder: str
    """Where the page of the year lies; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """What is known of a partner, year by year."""

    partner: Named
    cells: tuple[Cell | None, ...]
    """One a year of the grid; None where nothing is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentPartner:
    """A partner of whom nothing is written, or nothing for long."""

    partner: Named
    place: str
    """Where its entry stands, such as `site_config/partners.yml:3`."""
    event: EventView | None
    """The newest dated event."""
    article: Article | None
    """The newest dated article, where it is newer than every event."""
    age: Age | None
    """How long ago that was; None when nothing dated is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MechanismGap:
    """Meetings of a mechanism that no article reports."""

    mechanism: Named
    place: str
    missing: tuple[int, ...]
    """Numbers below the highest of which nothing is known."""
    without_article: tuple[int, ...]
    """Numbers of which only the register knows."""
    due: When | None
    """The day by which the next was expected; None while it has not passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonGap:
    """A person without any post, or with a post whose dates are not known."""

    person: Named
    place: str
    posts: tuple[PostHeld, ...]
    """Those without a beginning; empty for a person without any post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageView:
    """What the page of coverage shows."""

    years: tuple[int | None, ...]
    """Newest first; None, the unknown year, last and only where it is needed."""
    rows: tuple[GridRow, ...]
    """Every registered partner, in alphabetical order."""
    silent: tuple[SilentPartner, ...]
    """Those of whom nothing is known first, then the longest silent first."""
    mechanisms: tuple[MechanismGap, ...]
    """In alphabetical order."""
    without_address: tuple[Article, ...]
    """Articles whose source has no web address, oldest first."""
    without_date: tuple[Article, ...]
    """Articles whose day of printing is not known, oldest first."""
    people: tuple[PersonGap, ...]
    """In alphabetical order."""
    unproved: tuple[tuple[Article, tuple[Fact, ...]], ...]
    """Articles and their facts that rest on no words, oldest first; none empty."""

    @property
    def unproved_count(self) -> int:
        """How many facts rest on no words."""
        return sum(len(facts) for _, facts in self.unproved)


def coverage_view(
    archive: Archive,
    readings: Mapping[str, Reading],
    views: Mapping[str, EventView],
    shelves: Mapping[str, Shelf],
    today: dt.date,
) -> CoverageView:
    """Gather what is there and what is missing, as of *today*."""
    in_order = sorted(
        shelves.values(), key=lambda each: alphabetical(each.partner.name)
    )
    counted = {shelf.partner: _by_year(shelf, views) for shelf in in_order}
    years = sorted(
        {year for cells in counted.values() for year in cells},
        key=lambda year: -year if year is not None else 1,
    )
    without_proof = (
        (article, tuple(each for each in readings[article.id].facts if _is_bare(each)))
        for article in archive.articles
    )
    silent = [_silent(shelf, archive, views, today) for shelf in in_order]
    return CoverageView(
        years=tuple(years),
        rows=tuple(
            GridRow(partner=partner, cells=tuple(cells.get(year) for year in years))
            for partner, cells in counted.items()
        ),
        silent=tuple(
            sorted(
                (each for each in silent if each),
                key=lambda each: -each.age.months if each.age else -dt.date.max.year,
            )
        ),
        mechanisms=tuple(_mechanisms(archive, views, today)),
        without_address=tuple(
            article
            for article in archive.articles
            if not (article.annotation.source and article.annotation.source.url)
        ),
        without_date=tuple(
            article for article in archive.articles if article.published is None
        ),
        people=tuple(_people(archive)),
        unproved=tuple((article, facts) for article, facts in without_proof if facts),
    )


def _is_bare(fact: Fact) -> bool:
    """Tell whether a fact says on its page that nothing proves it."""
    return not fact.proofs and not fact.sources


def _by_year(shelf: Shelf, views: Mapping[str, EventView]) -> dict[int | None, Cell]:
    """Count what one partner has in each year."""
    articles = [article.year for article in shelf.articles]
    events: list[int | None] = []
    pages = set(articles)
    for code in shelf.events:
        if when := views[code].when:
            pages.add(when.year)
        events.append(_year_of(views[code], views))
    return {
        year: Cell(
            events=events.count(year),
            articles=articles.count(year),
            folder=shelf_of(shelf.partner.code, year) if year in pages else "",
        )
        for year in {*articles, *events}
    }


def _year_of(event: EventView, views: Mapping[str, EventView]) -> int | None:
    """Return the year of an event, without a date that of what it is part of."""
    while event.when is None and event.parent:
        event = views[event.parent.id]
    return event.when.year if event.when else None


def _silent(
    shelf: Shelf, archive: Archive, views: Mapping[str, EventView], today: dt.date
) -> SilentPartner | None:
    def newest(when: When | None) -> dt.date:
        return (when.latest or when.earliest if when else None) or dt.date.min

    events = [views[code] for code in shelf.events if newest(views[code].when) <= today]
    event = max(events, key=lambda each: (newest(each.when), each.id), default=None)
    article = max(
        shelf.articles, key=lambda each: (newest(each.published), each.id), default=None
    )
    event = event if event and newest(event.when) > dt.date.min else None
    article = article if article and newest(article.published) > dt.date.min else None
    last_day = newest(event.when if event else None)
    if article and newest(article.published) > last_day:
        last_day = newest(article.published)
    else:
        article = None
    is_known = last_day > dt.date.min
    if is_known and months_between(last_day, today) < SILENT_AFTER:
        return None
    if not is_known and (shelf.articles or shelf.events):
        return None  # there is something, though nobody knows of when
    when = article.published if article else event.when if event else None
    return SilentPartner(
        partner=shelf.partner,
        place=_place(archive.registers.partners, shelf.partner.code),
        event=event if article is None else None,
        article=article,
        age=age(when, today),
    )


def _place(register: Mapping[str, object], code: str) -> str:
    """Return where the entry *code* stands, such as `site_config/people.yml:4`."""
    written = next(each for each in register if each == code)
    span = getattr(written, "span", NOWHERE)
    return f"{span.path}:{span.line}" if span.path else ""


def _mechanisms(
    archive: Archive, views: Mapping[str, EventView], today: dt.date
) -> Iterator[MechanismGap]:
    register = archive.registers.mechanisms
    named = [archive.names.named("mechanisms", code) for code in register]
    for mechanism in sorted(named, key=lambda each: alphabetical(each.name)):
        editions = editions_of(mechanism.code, archive, views, today)
        bare = tuple(
            each.number
            for each in editions.held
            if each.event is None and each.number is not None
        )
        due = editions.due if editions.is_overdue else None
        if editions.missing or bare or due:
            yield MechanismGap(
                mechanism=mechanism,
                place=_place(register, mechanism.code),
                missing=editions.missing,
                without_article=bare,
                due=parse_when(due.isoformat()) if due else None,
            )


def _people(archive: Archive) -> Iterator[PersonGap]:
    register = archive.registers.people
    named = [archive.names.named("people", code) for code in register]
    for person in sorted(named, key=lambda each: alphabetical(each.name)):
        posts = register[person.code].posts
        vague = tuple(post for post in posts if post.since is None)
        if vague or not posts:
            place = _place(register, person.code)
            yield PersonGap(person=person, place=place, posts=vague)
