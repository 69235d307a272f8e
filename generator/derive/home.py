"""What the first page shows: what is new, what is coming, how partners stand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.coming import coming
from generator.derive.world import world_view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.derive.coming import Coming
    from generator.derive.entry import Evidence
    from generator.derive.mechanism import MechanismView
    from generator.derive.outcomes import LedgerRow, LedgerView
    from generator.derive.partner import PartnerView
    from generator.derive.timeline import EventView
    from generator.derive.world import WorldView
    from generator.model.article import Article

NEWEST = 5
"""How many events the first page shows."""
NEWEST_ARTICLES = 3
"""How many articles it shows."""
NEWEST_LATE, NEXT = 6, 10
"""How many overdue and how many coming things stand at its head."""
LISTED = 20
"""How many of the others, overdue and coming, have a line each below the partners."""
CARD_YEARS = 15
"""How many years the small chart of a card shows; more would be too fine to see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A partner at a glance."""

    partner: PartnerView
    open: LedgerRow | None
    """How its matters stand in the ledger; None where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """What the first page shows."""

    today: dt.date
    events: tuple[EventView, ...]
    """Newest first, at most `NEWEST`; none that is still to come."""
    articles: tuple[Article, ...]
    """Newest first by the day of printing, at most `NEWEST_ARTICLES`; undated
    ones last."""
    coming: tuple[Coming, ...]
    """By day, overdue first: the newest `NEWEST_LATE` overdue, then the `NEXT`."""
    older: tuple[Coming, ...]
    """What has been overdue for longer, oldest first; the page lists the newest."""
    later: tuple[Coming, ...]
    """What comes after them, by day; the page lists the next."""
    cards: tuple[Card, ...]
    """Every registered partner, in alphabetical order."""
    years: tuple[int, ...]
    """The years of every small chart, oldest first; empty without a dated contact."""
    most: int
    """The most contacts that any partner had in one of *years*, for one scale."""
    world: WorldView | None
    """None where the site has no map."""

    @property
    def listed(self) -> tuple[tuple[str, tuple[Coming, ...], int], ...]:
        """Key of the catalogue, what is listed under it, and how many there are."""
        several = (
            ("coming.older", self.older[-LISTED:], len(self.older)),
            ("coming.later", self.later[:LISTED], len(self.later)),
        )
        return tuple(each for each in several if each[2])


def home_view(
    partners: tuple[PartnerView, ...],
    events: tuple[EventView, ...],
    mechanisms: Iterable[MechanismView],
    ledger: LedgerView,
    evidence: Evidence,
) -> HomeView:
    """Gather what the first page shows; *events* are newest first."""
    today, archive = evidence.today, evidence.archive
    matters = [line.matter for _, lines in ledger.groups for line in lines]
    rows = {row.partner: row for row in ledger.rows}
    known = [year for view in partners for year, _ in view.contacts.years]
    years: tuple[int, ...] = ()
    if known:
        last = max(known)
        years = tuple(range(max(min(known), last - CARD_YEARS + 1), last + 1))
    shown = [view.contacts.within(years) for view in partners]
    awaited = coming(partners, events, mechanisms, matters, today)
    late = tuple(each for each in awaited if each.overdue)
    ahead = awaited[len(late) :]
    return HomeView(
        today=today,
        events=tuple(each for each in events if not _is_to_come(each, today))[:NEWEST],
        articles=tuple(sorted(archive.articles, key=_newest_first))[:NEWEST_ARTICLES],
        coming=late[-NEWEST_LATE:] + ahead[:NEXT],
        older=late[:-NEWEST_LATE],
        later=ahead[NEXT:],
        cards=tuple(Card(partner=v, open=rows.get(v.partner)) for v in partners),
        years=years,
        most=max((count for each in shown for _, count in each), default=0),
        world=world_view((view.partner for view in partners), archive),
    )


def _is_to_come(event: EventView, today: dt.date) -> bool:
    earliest = event.when.earliest if event.when else None
    return earliest is not None and earliest > today


def _newest_first(article: Article) -> tuple[dt.timedelta, str]:
    when = article.published or article.dated
    earliest = when.earliest if when else None
    return dt.date.max - (earliest or dt.date.min), article.id
