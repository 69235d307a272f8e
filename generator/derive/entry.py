"""What the page of any register entry shows, whatever the register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.mentions import Trace, traces_of
from generator.derive.shelf import LEDGER
from generator.derive.timeline import timeline
from generator.model.recorded import recorded_entries

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from generator.derive.mentions import ArticleMentions, OutcomeLine
    from generator.derive.reading import Reading
    from generator.derive.timeline import EventView, Timeline
    from generator.model.archive import Archive
    from generator.model.article import Article, Modality
    from generator.model.names import Named
    from generator.model.noun import Citation
    from generator.model.recorded import Key


SHOWN = 20
"""How many articles and events a page tells in full; of older articles it has a line
each, which leads to every sentence that speaks of the entry."""
SHOWN_OUTCOMES = 10
"""How many outcomes of a status it shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """What the page of any register entry shows."""

    named: Named
    today: dt.date
    """The day as of which the page reads."""
    is_recorded: bool
    """Whether anything is known of it; if not, the page says so and no more."""
    aliases: tuple[str, ...]
    sources: tuple[Citation, ...]
    """On which the entry of the register rests as a whole."""
    ledger: tuple[tuple[Modality, tuple[OutcomeLine, ...]], ...]
    """By status in the order of `LEDGER`, newest first; no status is empty."""
    timeline: Timeline
    event_count: int
    articles: tuple[ArticleMentions, ...]
    """Where it is spoken of, newest article first."""

    @property
    def told(self) -> tuple[ArticleMentions, ...]:
        """The newest articles, which the page tells sentence by sentence."""
        return self.articles[:SHOWN]

    @property
    def older(self) -> tuple[ArticleMentions, ...]:
        """The others; every older event and outcome stands in one of the articles."""
        return self.articles[SHOWN:]

    @property
    def newest(self) -> Timeline:
        """The newest events."""
        return self.timeline.newest(SHOWN)

    @property
    def shown(self) -> tuple[tuple[Modality, tuple[OutcomeLine, ...], int], ...]:
        """The newest outcomes of each status, and how many there are of it."""
        return tuple(
            (status, lines[:SHOWN_OUTCOMES], len(lines))
            for status, lines in self.ledger
        )

    @property
    def outcome_count(self) -> int:
        """How many outcomes name it."""
        return sum(len(lines) for _, lines in self.ledger)

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that the page was made from, each once."""
        own = f"site_config/{self.named.register}.yml"
        told = (each.article.path for each in self.articles)
        events = (event.article.path for event in self.timeline.events)
        return tuple(dict.fromkeys([*told, *events, own]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that the pages of register entries are drawn from."""

    archive: Archive
    readings: Mapping[str, Reading]
    views: Mapping[str, EventView]
    traces: Mapping[Key, Trace]
    recorded: frozenset[Key]
    today: dt.date

    @classmethod
    def of(
        cls,
        archive: Archive,
        readings: Mapping[str, Reading],
        views: Mapping[str, EventView],
        today: dt.date,
    ) -> Evidence:
        """Gather what is known of every entry as of *today*."""
        return cls(
            archive=archive,
            readings=readings,
            views=views,
            traces=traces_of(archive, readings, views),
            recorded=recorded_entries(archive),
            today=today,
        )

    def trace(self, register: str, code: str) -> Trace:
        """Return what the articles hold of an entry, which may be nothing."""
        return self.traces.get((register, str(code)), Trace())

    def articles_on(self, register: str, code: str) -> tuple[Article, ...]:
        """Return the articles that speak of an entry, newest first, undated last."""
        return tuple(each.article for each in self.trace(register, code).articles)

    def named(self, register: str, codes: Iterable[str]) -> tuple[Named, ...]:
        """Return the entries of *codes*, each once."""
        names = self.archive.names
        return tuple(dict.fromkeys(names.named(register, code) for code in codes))


def entry_view(
    register: str, code: str, evidence: Evidence, *, through_outcomes: bool = True
) -> EntryView:
    """
    Gather what the page of an entry shows, whatever the register.

    Its events are those that name it and, *through_outcomes*, those with an outcome
    that names it.
    """
    entry = getattr(evidence.archive.registers, register)[code]
    trace = evidence.trace(register, code)
    events = trace.events | trace.concerning if through_outcomes else trace.events
    by_status = {
        status: tuple(line for line in trace.lines if line.outcome.modality is status)
        for status in LEDGER
    }
    return EntryView(
        named=evidence.archive.names.named(register, code),
        today=evidence.today,
        is_recorded=(register, str(code)) in evidence.recorded,
        aliases=tuple(map(str, getattr(entry, "aliases", ()))),
        sources=getattr(entry, "source", ()),
        ledger=tuple((status, lines) for status, lines in by_status.items() if lines),
        timeline=timeline(evidence.views, events),
        event_count=len(events),
        articles=tuple(trace.articles),
    )
