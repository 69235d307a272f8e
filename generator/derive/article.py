"""What the page of an article shows."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from generator.derive.citation import Reference, reference_of
from generator.derive.outcome import matter_alone
from generator.derive.standing import Rung, ladder, standing
from generator.model.article import Modality

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from generator.derive.outcome import Matter
    from generator.derive.reading import NoteView, OutcomeFacts, Reading
    from generator.derive.related import Related
    from generator.derive.timeline import EventView
    from generator.model.archive import Archive
    from generator.model.article import Article
    from generator.model.names import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The articles before and after one, among those of one partner."""

    partner: Named
    previous: Article | None
    """The older one."""
    next: Article | None
    """The newer one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where relations with a partner stood then, and where they stand now."""

    partner: Named
    then: Rung | None
    """At the time of what the article is about; None when not known."""
    now: Rung | None
    """As of the build's date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """What the page of one article shows."""

    article: Article
    reading: Reading
    partners: tuple[Named, ...]
    standings: tuple[Standing, ...]
    """One a partner whose level of relations is known."""
    events: tuple[EventView, ...]
    """Those that it defines, in the order of the form."""
    reported: tuple[EventView, ...]
    """Those that it reports and another article defines."""
    neighbours: tuple[Neighbours, ...]
    """One a partner, in the order of the partners."""
    related: tuple[Related, ...]
    """Strongest reason first; empty where nothing is shared with another article."""
    reference: Reference
    standing: Mapping[str, Matter]
    """Outcome id to how it stands, of those that are told on this page alone."""
    held_at: Mapping[str, EventView]
    """Outcome id to where it came about, where that is not the one event told here."""

    @property
    def reached(self) -> tuple[tuple[Modality, tuple[OutcomeFacts, ...]], ...]:
        """Its outcomes by how far they have come, the furthest first; none is empty."""
        outcomes = self.reading.outcomes
        several = (
            (modality, tuple(each for each in outcomes if each.modality is modality))
            for modality in reversed(Modality)
        )
        return tuple((modality, found) for modality, found in several if found)

    @property
    def remarks(self) -> tuple[NoteView, ...]:
        """The notes on no words of the text; the others stand beside their words."""
        return tuple(note for note in self.reading.notes if not note.proofs)


def neighbours_of(article: Article, archive: Archive) -> Iterator[Neighbours]:
    """Yield what stands beside *article* among those of each of its partners."""
    for code in filter(article.partner_codes.__contains__, archive.articles_of):
        row = archive.articles_of[code]
        place = bisect_left(row, article.order, key=attrgetter("order"))
        yield Neighbours(
            partner=archive.names.named("partners", code),
            previous=row[place - 1] if place else None,
            next=row[place + 1] if place + 1 < len(row) else None,
        )


def article_view(
    reading: Reading,
    archive: Archive,
    views: Mapping[str, EventView],
    today: dt.date,
    related: tuple[Related, ...],
) -> ArticleView:
    """Gather what the page of the article of *reading* shows, with its *related*."""
    note = reading.article.annotation
    day = reading.article.earliest
    partners = [
        archive.names.named("partners", code) for code in reading.article.partner_codes
    ]
    ladders = {partner: ladder(partner.code, archive) for partner in partners}
    return ArticleView(
        article=reading.article,
        reading=reading,
        partners=tuple(partners),
        standings=tuple(
            Standing(
                partner=partner,
                then=standing(rungs, day) if day else None,
                now=standing(rungs, today),
            )
            for partner, rungs in ladders.items()
            if rungs
        ),
        events=tuple(views[event.id] for event in note.events),
        reported=tuple(views[report.event] for report in note.reports),
        neighbours=tuple(neighbours_of(reading.article, archive)),
        related=related,
        reference=reference_of(reading.article),
        standing={
            outcome.id: matter_alone(outcome, reading.article, archive, views, today)
            for outcome in reading.outcomes
            if outcome.life is None
        },
        held_at={
            outcome.id: views[outcome.event]
            for outcome in reading.outcomes
            if outcome.event and [outcome.event] != [*reading.events]
        },
    )
