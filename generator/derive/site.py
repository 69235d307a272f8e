"""Everything that the pages show, derived in one go."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.derive.article import ArticleView, article_view
from generator.derive.changes import ChangesView, changes_view
from generator.derive.coverage import CoverageView, coverage_view
from generator.derive.entry import Evidence
from generator.derive.home import HomeView, home_view
from generator.derive.inventory import Inventories, Inventory
from generator.derive.outcome import OutcomeView, matters_of, outcome_views, steps_of
from generator.derive.outcomes import LedgerView, ledger_view
from generator.derive.pack import WHOLE, PackView, pack_view
from generator.derive.partner import PartnerView, partner_view
from generator.derive.partner_year import PartnerYearView, partner_year_views
from generator.derive.reading import Readings
from generator.derive.reference import ReferenceView, reference_view
from generator.derive.related import TraitReader
from generator.derive.search import SearchView
from generator.derive.shelf import shelves_of
from generator.derive.timeline import EventViews, Timeline, timeline
from generator.derive.timeline_year import TimelineYearView, timeline_year_views
from generator.model.order import alphabetical

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from generator.derive.outcome import Matter, Step
    from generator.derive.pack import Scope
    from generator.derive.reading import Reading
    from generator.derive.related import Kinship
    from generator.derive.shelf import Shelf
    from generator.derive.timeline import EventView
    from generator.model.archive import Archive
    from generator.model.article import Article
    from generator.model.snapshot import Snapshot

SHARED = ("years", "partners", "reference", "ledger", "outcomes", "packs", "kinship")
"""Views that show much, and on which most of the others stand."""
NO_SCOPES: Mapping[str, Scope] = MappingProxyType({})
"""Every pack is whole."""


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """What was found out about articles, and stands while they do."""

    readings: Readings = field(default_factory=Readings)
    traits: TraitReader = field(default_factory=TraitReader)
    inventories: Inventories = field(default_factory=Inventories)


@dataclass(frozen=True, kw_only=True)
class SiteView:
    """
    Everything that the pages show, each part made when it is asked for.

    A build asks for all of it, a preview for what the page before the reader shows.
    """

    archive: Archive
    """What all this is derived from; it has passed the check."""
    today: dt.date
    """The day as of which the site reads."""
    stored: Snapshot | None
    """What changes are told against."""
    scopes: Mapping[str, Scope]
    """What narrows the packs of partners, by code."""
    learnt: Learnt
    """What is known from an earlier day, or save."""
    counts: dict[str, int] = field(default_factory=dict)
    """How many records of each kind there are, as far as they were counted."""

    @cached_property
    def name(self) -> str:
        """What the site is called."""
        return self.archive.registers.site.name.in_language(self.archive.language)

    @cached_property
    def introduction(self) -> str:
        """What it says of itself; empty where it says nothing."""
        introduction = self.archive.registers.site.introduction
        return introduction.in_language(self.archive.language) if introduction else ""

    @cached_property
    def read(self) -> Mapping[str, Reading]:
        """Article id to what it states."""
        return self.learnt.readings.of(self.archive)

    @cached_property
    def events(self) -> Mapping[str, EventView]:
        """Every event, by id."""
        return EventViews(self.archive, self.read)

    @cached_property
    def shelves(self) -> Mapping[str, Shelf]:
        """What belongs to each partner, by code."""
        return shelves_of(self.archive, self.read, self.events)

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """Every outcome as a step of its matter, by id."""
        return steps_of(self.archive, self.read, self.events)

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """Every matter, in the order of the latest outcomes."""
        return matters_of(self.steps, self.today)

    @cached_property
    def evidence(self) -> Evidence:
        """What the pages of register entries are drawn from."""
        return Evidence.of(self.archive, self.read, self.events, self.today)

    @cached_property
    def home(self) -> HomeView:
        """The first page."""
        return home_view(
            self.partners,
            self.timeline.events,
            self.reference.mechanisms,
            self.ledger,
            self.evidence,
        )

    @cached_property
    def timeline(self) -> Timeline:
        """All events in time."""
        return timeline(self.events)

    @cached_property
    def years(self) -> tuple[TimelineYearView, ...]:
        """Newest first; empty while one page holds the whole timeline."""
        return timeline_year_views(self.timeline, len(self.archive.articles))

    @cached_property
    def partner_years(self) -> Mapping[str, tuple[PartnerYearView, ...]]:
        """The years of each partner, newest first, by its code."""
        return {
            code: partner_year_views(shelf, self.events)
            for code, shelf in self.shelves.items()
        }

    @cached_property
    def partners(self) -> tuple[PartnerView, ...]:
        """Every registered partner, in alphabetical order."""
        people = self.reference.people
        several = (
            partner_view(shelf, self.evidence, people, self.partner_years[code])
            for code, shelf in self.shelves.items()
        )
        return tuple(sorted(several, key=lambda view: alphabetical(view.partner.name)))

    @cached_property
    def kinship(self) -> Kinship:
        """What articles share."""
        return self.learnt.traits.of(self.archive, self.read)

    def article(self, article: Article) -> ArticleView:
        """Return what the page of *article* shows."""
        return article_view(
            self.read[article.id],
            self.archive,
            self.events,
            self.today,
            self.kinship.of(article),
        )

    @cached_property
    def reference(self) -> ReferenceView:
        """Everything that can be looked up."""
        return reference_view(self.evidence)

    @cached_property
    def ledger(self) -> LedgerView:
        """All outcomes, by how far their matters have come."""
        return ledger_view(self.matters, self.archive)

    @cached_property
    def inventory(self) -> Inventory:
        """Which pages there are."""
        return self.learnt.inventories.of(self.archive, self._taken)

    def _taken(self) -> Inventory:
        several = self.partner_years.values()
        return Inventory(
            years=tuple(each.year.number for each in self.years),
            folders=tuple(year.folder for years in several for year in years),
            outcomes=tuple(each.step.outcome.id for each in self.outcomes),
            ledgers=tuple(
                part.partner.code for part in self.ledger.parts if part.partner
            ),
        )

    @cached_property
    def outcomes(self) -> tuple[OutcomeView, ...]:
        """Those of several steps, in the order of the articles that begin them."""
        return outcome_views(self.steps, self.matters)

    @cached_property
    def coverage(self) -> CoverageView:
        """What is there and what is missing."""
        return coverage_view(
            self.archive, self.read, self.events, self.shelves, self.today
        )

    @cached_property
    def changes(self) -> ChangesView:
        """What changed since the last stored snapshot."""
        return changes_view(
            self.archive, self.events, self.steps, self.today, self.stored
        )

    @cached_property
    def packs(self) -> tuple[PackView, ...]:
        """One a partner, in their order."""
        return tuple(
            pack_view(
                view,
                self.evidence,
                self.matters,
                self.scopes.get(view.partner.code, WHOLE),
            )
            for view in self.partners
        )

    def gather(self) -> None:
        """Derive what several pages or files show: processes forked later share it."""
        for each in (self.read, self.events):
            deque(each.values(), maxlen=0)
        for name in SHARED:
            getattr(self, name)

    @property
    def search(self) -> SearchView:
        """What can be searched for; all articles once more."""
        return SearchView(
            archive=self.archive,
            readings=tuple(self.read.values()),
            countries=self.partners,
            steps=tuple(self.steps.values()),
            reference=self.reference,
        )


def derive(
    archive: Archive,
    today: dt.date,
    stored: Snapshot | None = None,
    scopes: Mapping[str, Scope] = NO_SCOPES,
    learnt: Learnt | None = None,
) -> SiteView:
    """
    Derive every view, as of *today*, from an *archive* that has passed the check.

    *stored* is what changes are told against; *scopes* narrow the packs of partners,
    by code. What is *learnt* from an earlier day or save makes it quicker, never other.
    """
    return SiteView(
        archive=archive,
        today=today,
        stored=stored,
        scopes=scopes,
        learnt=learnt or Learnt(),
    )
