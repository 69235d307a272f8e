"""What belongs to each partner, gathered in one pass over the archive."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.model.article import Modality

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.derive.reading import OutcomeFacts, Reading
    from generator.derive.timeline import EventView
    from generator.model.archive import Archive
    from generator.model.article import Article
    from generator.model.names import Named

LEDGER = (
    Modality.PROPOSED,
    Modality.AGREED,
    Modality.SIGNED,
    Modality.UNDER_WAY,
    Modality.COMPLETED,
    Modality.DISCUSSED,
)
"""The order of outcomes on a page: what is open comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """An outcome where it stands beside others."""

    outcome: OutcomeFacts
    article: Article
    event: EventView | None
    is_open: bool
    """Whether it is a proposal that no later outcome follows."""


@dataclass(slots=True, kw_only=True)
class Shelf:
    """What belongs to one partner."""

    partner: Named
    articles: tuple[Article, ...]
    """Oldest first; empty for a partner of whom nothing is written yet."""
    events: set[str] = field(default_factory=set)
    """Ids of the events that were held with it."""
    lines: list[LedgerLine] = field(default_factory=list)
    """Newest article first; those of one article in the order of its form."""


def shelves_of(
    archive: Archive,
    readings: Mapping[str, Reading],
    views: Mapping[str, EventView],
) -> Mapping[str, Shelf]:
    """Return the shelf of every registered partner by code, in their order."""
    shelves = {
        code: Shelf(partner=archive.names.named("partners", code), articles=articles)
        for code, articles in archive.articles_of.items()
    }
    for view in views.values():
        for partner in view.partners:
            shelves[partner.code].events.add(view.id)
    for article in reversed(archive.articles):
        for outcome in readings[article.id].outcomes:
            event = views[outcome.event] if outcome.event else None
            is_proposal = outcome.modality is Modality.PROPOSED
            line = LedgerLine(
                outcome=outcome,
                article=article,
                event=event,
                is_open=is_proposal and outcome.id not in archive.followers,
            )
            own = tuple(partner.code for partner in event.partners) if event else ()
            for code in own if event else article.partner_codes:
                shelves[code].lines.append(line)
    return shelves
