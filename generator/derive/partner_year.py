"""What the page of a partner's year shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.timeline import timeline
from generator.model.addresses import shelf_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.derive.shelf import Shelf
    from generator.derive.timeline import EventView, Timeline
    from generator.model.article import Article
    from generator.model.names import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerYearView:
    """What the page of a partner's year shows."""

    partner: Named
    year: int | None
    """None for what has no known year."""
    folder: str
    articles: tuple[Article, ...]
    """Newest first; empty where only other years' articles tell of the year."""
    timeline: Timeline

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that its articles and events were read from, each once."""
        articles = [*self.articles, *(event.article for event in self.timeline.events)]
        return tuple(dict.fromkeys(article.path for article in articles))


def partner_year_views(
    shelf: Shelf, views: Mapping[str, EventView]
) -> tuple[PartnerYearView, ...]:
    """Return the years of one partner, newest first, the unknown year last."""
    articles: dict[int | None, list[Article]] = {}
    events: dict[int | None, set[str]] = {}
    for article in reversed(shelf.articles):
        articles.setdefault(article.year, []).append(article)
    for code in shelf.events:
        when = views[code].when
        # an event without a date comes along with the one that it is part of
        if when or views[code].parent is None:
            events.setdefault(when.year if when else None, set()).add(code)
    years = sorted(
        articles.keys() | events.keys(),
        key=lambda year: -year if year is not None else 1,
    )
    return tuple(
        PartnerYearView(
            partner=shelf.partner,
            year=year,
            folder=shelf_of(shelf.partner.code, year),
            articles=tuple(articles.get(year, ())),
            timeline=timeline(views, events.get(year, set())),
        )
        for year in years
    )
