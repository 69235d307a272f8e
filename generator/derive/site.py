"""Everything that the pages show, derived in one go."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.derive.article import ArticleView, article_view, neighbours_of
from generator.derive.changes import ChangesView, changes_view
from generator.derive.coverage import CoverageView, coverage_view
from generator.derive.entry import Evidence
from generator.derive.home import HomeView, home_view
from generator.derive.outcome import OutcomeView, matters_of, outcome_views, steps_of
from generator.derive.outcomes import LedgerView, ledger_view
from generator.derive.pack import WHOLE, PackView, pack_view
from generator.derive.partner import PartnerView, partner_view
from generator.derive.reading import Readings
from generator.derive.reference import ReferenceView, reference_view
from generator.derive.related import related_articles
from generator.derive.search import SearchView
from generator.derive.shelf import shelves_of
from generator.derive.timeline import Timeline, event_views, timeline
from generator.derive.timeline_year import TimelineYearView, timeline_year_views
from generator.model.order import alphabetical

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from generator.derive.pack import Scope
    from generator.model.archive import Archive
    from generator.model.snapshot import Snapshot

NO_SCOPES: Mapping[str, Scope] = MappingProxyType({})
"""Every pack is whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """Everything that the pages show."""

    archive: Archive
    """What all this was derived from, for who takes it elsewhere."""
    name: str
    introduction: str
    today: dt.date
    """The day as of which the site reads."""
    home: HomeView
    timeline: Timeline
    years: tuple[TimelineYearView, ...]
    """Newest first; empty while one page holds the whole timeline."""
    partners: tuple[PartnerView, ...]
    """Every registered partner, in alphabetical order."""
    articles: tuple[ArticleView, ...]
    """Oldest first."""
    reference: ReferenceView
    ledger: LedgerView
    outcomes: tuple[OutcomeView, ...]
    """Those of several steps, in the order of the articles that begin them."""
    coverage: CoverageView
    changes: ChangesView
    packs: tuple[PackView, ...]
    """One a partner, in their order."""
    search: SearchView


def derive(
    archive: Archive,
    today: dt.date,
    stored: Snapshot | None = None,
    scopes: Mapping[str, Scope] = NO_SCOPES,
    readings: Readings | None = None,
) -> SiteView:
    """
    Derive every view, as of *today*, from an *archive* that has passed the check.

    *stored* is what changes are told against; *scopes* narrow the packs of partners,
    by code. *readings* are those of an earlier day, or save.
    """
    read = (readings or Readings()).of(archive)
    views = event_views(archive, read)
    shelves = shelves_of(archive, read, views)
    neighbours = neighbours_of(shelves)
    related = related_articles(archive, read)
    steps = steps_of(archive, read, views)
    matters = matters_of(steps, today)
    alone = {
        matter.latest.outcome.id: matter for matter in matters if len(matter.steps) == 1
    }
    evidence = Evidence.of(archive, read, views, today)
    reference = reference_view(evidence)
    whole = timeline(views)
    site, language = archive.registers.site, archive.names.language
    several = (
        partner_view(shelf, evidence, reference.people) for shelf in shelves.values()
    )
    partners = tuple(sorted(several, key=lambda view: alphabetical(view.partner.name)))
    ledger = ledger_view(matters, archive)
    articles = tuple(
        article_view(
            read[article.id],
            evidence,
            (neighbours[article.id], related[article.id]),
            alone,
        )
        for article in archive.articles
    )
    outcomes = outcome_views(steps, matters)
    return SiteView(
        archive=archive,
        name=site.name.in_language(language),
        introduction=(
            site.introduction.in_language(language) if site.introduction else ""
        ),
        today=today,
        home=home_view(partners, whole.events, reference.mechanisms, ledger, evidence),
        timeline=whole,
        years=timeline_year_views(whole, len(archive.articles)),
        partners=partners,
        articles=articles,
        reference=reference,
        ledger=ledger,
        outcomes=outcomes,
        coverage=coverage_view(archive, read, views, shelves, today),
        changes=changes_view(archive, views, steps, today, stored),
        packs=tuple(
            pack_view(view, evidence, matters, scopes.get(view.partner.code, WHOLE))
            for view in partners
        ),
        search=SearchView(
            archive=archive,
            articles=articles,
            countries=partners,
            steps=tuple(steps.values()),
            reference=reference,
        ),
    )
