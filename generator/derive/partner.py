"""What the page of a partner shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.partner_year import PartnerYearView, partner_year_views
from generator.derive.timeline import timeline
from generator.model.article import Modality

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.derive.shelf import LedgerLine, Shelf
    from generator.derive.timeline import EventView, Timeline
    from generator.model.article import Article
    from generator.model.names import Named
    from generator.model.registers import Partner

LEDGER = (
    Modality.PROPOSED,
    Modality.AGREED,
    Modality.SIGNED,
    Modality.UNDER_WAY,
    Modality.COMPLETED,
    Modality.DISCUSSED,
)
"""The order of outcomes on the page: what is open comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerView:
    """What the page of one partner shows."""

    partner: Named
    aliases: tuple[str, ...]
    articles: tuple[Article, ...]
    """Newest first; empty for a partner of whom nothing is written yet."""
    event_count: int
    contact_count: int
    """How often the sides met, wrote or spoke; talks within a visit count with it."""
    last_contact: EventView | None
    """The newest dated event at which the sides met, wrote or spoke."""
    ledger: tuple[tuple[Modality, tuple[LedgerLine, ...]], ...]
    """By status in the order of `LEDGER`, newest first; no status is empty."""
    timeline: Timeline
    years: tuple[PartnerYearView, ...]
    """Newest first."""

    @property
    def open_proposals(self) -> int:
        """How many proposals no later outcome follows."""
        return sum(line.is_open for _, lines in self.ledger for line in lines)


def partner_view(
    shelf: Shelf, entry: Partner, views: Mapping[str, EventView]
) -> PartnerView:
    """Gather what the page of one partner shows."""
    contacts = [views[event] for event in shelf.events if views[event].is_contact]
    dated = [view for view in contacts if view.when and view.when.earliest]
    by_status = {
        status: tuple(line for line in shelf.lines if line.outcome.modality is status)
        for status in LEDGER
    }
    return PartnerView(
        partner=shelf.partner,
        aliases=tuple(map(str, entry.aliases)),
        articles=tuple(reversed(shelf.articles)),
        event_count=len(shelf.events),
        contact_count=sum(
            view.parent is None or not views[view.parent.id].is_contact
            for view in contacts
        ),
        last_contact=max(
            dated, key=lambda view: (view.order[0], view.id), default=None
        ),
        ledger=tuple((status, lines) for status, lines in by_status.items() if lines),
        timeline=timeline(views, shelf.events),
        years=partner_year_views(shelf, views),
    )
