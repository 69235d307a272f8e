"""What the pages of the site show, one view a page kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.derive.reading import Reading, read
from generator.derive.timeline import EventView, PartnerName, event_views, timeline
from generator.model.addresses import shelf_of
from generator.model.article import Modality
from generator.model.order import alphabetical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.derive.reading import OutcomeFacts
    from generator.derive.timeline import Timeline
    from generator.model.archive import Archive
    from generator.model.article import Article

NEWEST = 8
"""How many events the home page shows."""
LEDGER = (
    Modality.PROPOSED,
    Modality.AGREED,
    Modality.SIGNED,
    Modality.UNDER_WAY,
    Modality.COMPLETED,
    Modality.DISCUSSED,
)
"""The order of outcomes on a partner's page: what is open comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The articles before and after one, among those of one partner."""

    partner: PartnerName
    previous: Article | None
    """The older one."""
    next: Article | None
    """The newer one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """What the page of one article shows."""

    article: Article
    reading: Reading
    partners: tuple[PartnerName, ...]
    events: tuple[EventView, ...]
    """Those that it defines, in the order of the form."""
    reported: tuple[EventView, ...]
    """Those that it reports and another article defines."""
    neighbours: tuple[Neighbours, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """An outcome where it stands beside others."""

    outcome: OutcomeFacts
    article: Article
    event: EventView | None
    is_open: bool
    """Whether it is a proposal that no later outcome follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerYearView:
    """What the page of a partner's year shows."""

    partner: PartnerName
    year: int | None
    folder: str
    articles: tuple[Article, ...]
    """Newest first; never empty."""
    timeline: Timeline

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that its articles and events were read from, each once."""
        articles = [*self.articles, *(event.article for event in self.timeline.events)]
        return tuple(dict.fromkeys(article.path for article in articles))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerView:
    """What the page of one partner shows."""

    partner: PartnerName
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
        """How many proposals have no later outcome."""
        return sum(line.is_open for _, lines in self.ledger for line in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """Everything that the pages show."""

    name: str
    introduction: str
    newest: tuple[EventView, ...]
    """Newest first, at most `NEWEST`."""
    timeline: Timeline
    partners: tuple[PartnerView, ...]
    """Every registered partner, in alphabetical order."""
    articles: tuple[ArticleView, ...]
    """Oldest first."""


@dataclass(slots=True)
class _Shelf:
    """What belongs to one partner, gathered in one pass over the archive."""

    articles: list[Article] = field(default_factory=list)
    """Oldest first."""
    events: set[str] = field(default_factory=set)
    lines: list[LedgerLine] = field(default_factory=list)
    """Newest article first; those of one article in the order of its form."""


def derive(archive: Archive) -> SiteView:
    """Derive every view from an *archive* that has passed the check."""
    readings = {article.id: read(article, archive) for article in archive.articles}
    views = event_views(archive, readings)
    whole = timeline(views)
    partners = sorted(
        archive.registers.partners,
        key=lambda code: alphabetical(archive.names.country(code)),
    )
    shelves = {str(code): _Shelf() for code in partners}
    for article in archive.articles:
        for code in dict.fromkeys(map(str, article.annotation.partners)):
            shelves[code].articles.append(article)
    for view in views.values():
        for partner in view.partners:
            shelves[partner.code].events.add(view.id)
    followed = {outcome.follows for _, outcome in archive.outcomes.values()}
    for article in reversed(archive.articles):
        for outcome in readings[article.id].outcomes:
            event = views[outcome.event] if outcome.event else None
            line = LedgerLine(
                outcome=outcome,
                article=article,
                event=event,
                is_open=outcome.modality is Modality.PROPOSED
                and outcome.id not in followed,
            )
            codes = (
                [partner.code for partner in event.partners]
                if event
                else article.annotation.partners
            )
            for code in dict.fromkeys(map(str, codes)):
                shelves[code].lines.append(line)
    neighbours = _neighbours(shelves, archive)
    site = archive.registers.site
    language = archive.names.language
    return SiteView(
        name=site.name.in_language(language),
        introduction=site.introduction.in_language(language)
        if site.introduction
        else "",
        newest=whole.events[:NEWEST],
        timeline=whole,
        partners=tuple(
            _partner(str(code), archive, views, shelves[str(code)]) for code in partners
        ),
        articles=tuple(
            _article(article, archive, readings, views, neighbours)
            for article in archive.articles
        ),
    )


def _neighbours(
    shelves: Mapping[str, _Shelf], archive: Archive
) -> Mapping[str, tuple[Neighbours, ...]]:
    """Return article id to what stands beside it on each partner's shelf."""
    found: dict[str, list[Neighbours]] = {}
    for code, shelf in shelves.items():
        partner = PartnerName(code=code, name=archive.names.country(code))
        row = [None, *shelf.articles, None]
        for previous, article, following in zip(row, row[1:], row[2:], strict=False):
            if article:
                found.setdefault(article.id, []).append(
                    Neighbours(partner=partner, previous=previous, next=following)
                )
    return {code: tuple(each) for code, each in found.items()}


def _article(
    article: Article,
    archive: Archive,
    readings: Mapping[str, Reading],
    views: Mapping[str, EventView],
    neighbours: Mapping[str, tuple[Neighbours, ...]],
) -> ArticleView:
    note = article.annotation
    return ArticleView(
        article=article,
        reading=readings[article.id],
        partners=tuple(
            PartnerName(code=code, name=archive.names.country(code))
            for code in dict.fromkeys(map(str, note.partners))
        ),
        events=tuple(views[event.id] for event in note.events),
        reported=tuple(views[report.event] for report in note.reports),
        neighbours=neighbours[article.id],
    )


def _partner(
    code: str, archive: Archive, views: Mapping[str, EventView], shelf: _Shelf
) -> PartnerView:
    partner = PartnerName(code=code, name=archive.names.country(code))
    own, articles = shelf.events, shelf.articles
    contacts = [views[event] for event in own if views[event].is_contact]
    dated = [view for view in contacts if view.when and view.when.earliest]
    last_contact = max(dated, key=lambda view: (view.order[0], view.id), default=None)
    by_status = {
        status: tuple(line for line in shelf.lines if line.outcome.modality is status)
        for status in LEDGER
    }
    years = sorted(
        {article.year for article in articles}
        | {view.when.year for event in own if (view := views[event]).when},
        key=lambda year: -year if year is not None else 1,
    )
    return PartnerView(
        partner=partner,
        aliases=tuple(map(str, archive.registers.partners[code].aliases)),
        articles=tuple(articles[::-1]),
        event_count=len(own),
        contact_count=sum(
            view.parent is None or not views[view.parent.id].is_contact
            for view in contacts
        ),
        last_contact=last_contact,
        ledger=tuple((status, found) for status, found in by_status.items() if found),
        timeline=timeline(views, own),
        years=tuple(
            PartnerYearView(
                partner=partner,
                year=year,
                folder=shelf_of(code, year),
                articles=tuple(each for each in articles[::-1] if each.year == year),
                timeline=timeline(
                    views,
                    {
                        event
                        for event in own
                        if (when := views[event].when) and when.year == year
                    },
                ),
            )
            for year in years
        ),
    )
