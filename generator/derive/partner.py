"""What the briefing on a partner shows, in the order in which officers ask."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.derive.anniversary import Anniversary, anniversary_of
from generator.derive.contacts import ContactYears, contact_years
from generator.derive.editions import Editions, editions_of
from generator.derive.known import known_date
from generator.derive.shelf import LEDGER
from generator.derive.standing import Rung, ladder, standing
from generator.derive.timeline import timeline
from generator.model.article import Direction, Level, Modality, NoteKind
from generator.model.order import alphabetical

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from generator.derive.entry import Evidence
    from generator.derive.facts import Fact
    from generator.derive.known import KnownDate
    from generator.derive.partner_year import PartnerYearView
    from generator.derive.person import PersonView
    from generator.derive.printed import PrintedPerson
    from generator.derive.reading import NoteView, Reading
    from generator.derive.shelf import LedgerLine, Shelf
    from generator.derive.timeline import EventView, Timeline
    from generator.model.archive import Archive
    from generator.model.article import Article
    from generator.model.names import Named
    from generator.model.noun import Citation
    from generator.model.registers import Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class MechanismLine:
    """A mechanism with a partner."""

    mechanism: Named
    status: Fact | None
    """What the newest article says of it; None when none says whether it is there."""
    editions: Editions


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A delegation that went one way or the other."""

    event: EventView
    level: Fact | None
    rung: Rung | None
    """Where relations stood at the time; None when not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """A document between the sides."""

    agreement: Named
    entry: Agreement
    signed: KnownDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """Somebody whom the sides met, then and now."""

    person: PersonView
    """What is known of them as of the build's date."""
    then: PrintedPerson
    """How the newest article with the partner introduces them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    """How often a matter came up."""

    topic: Named
    years: tuple[tuple[int, int], ...]
    """Year and number of outcomes, newest first."""
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionLine:
    """An embassy or consulate."""

    organisation: Named
    place: str
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the file lacks, as a phrase of the catalogue."""

    key: str
    count: int
    of: Named | None = None
    """The mechanism whose editions are meant."""
    numbers: tuple[int, ...] = ()


LISTED = 50
"""How many open proposals, exchanges and articles the page lists, the newest; the pages
of the years and the ledger have all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerView:
    """What the page of one partner shows."""

    partner: Named
    today: dt.date
    """The day as of which the page reads."""
    aliases: tuple[str, ...]
    relations: KnownDate | None
    """Diplomatic relations; None when not known."""
    anniversary: Anniversary | None
    ladder: tuple[Rung, ...]
    """Oldest first."""
    level: Rung | None
    """As of the build's date; None when not known."""
    printed_levels: tuple[Fact, ...]
    """What articles print of the level, right or wrong, newest article first."""
    articles: tuple[Article, ...]
    """Newest first; empty for a partner of whom nothing is written yet."""
    event_count: int
    contacts: ContactYears
    """How often the sides met, wrote or spoke; talks within a visit count with it."""
    last_contact: EventView | None
    """The newest dated event at which the sides met, wrote or spoke."""
    mechanisms: tuple[MechanismLine, ...]
    """Those in being first, then by name."""
    exchanges: tuple[tuple[Direction, tuple[Exchange, ...]], ...]
    """By direction; in each newest year first, and in a year highest rank first."""
    documents: tuple[DocumentLine, ...]
    """Newest first, those without a date last."""
    ledger: tuple[tuple[Modality, tuple[LedgerLine, ...]], ...]
    """By status in the order of `LEDGER`, newest first; no status is empty."""
    counterparts: tuple[Counterpart, ...]
    """The partner's people first, then ours, then others; each by name."""
    topics: tuple[TopicLine, ...]
    """Most frequent first."""
    missions: tuple[MissionLine, ...]
    timeline: Timeline
    years: tuple[PartnerYearView, ...]
    """Newest first."""
    notes: tuple[tuple[Article, NoteView], ...]
    """Errata and discrepancies in its articles, newest article first."""
    gaps: tuple[Gap, ...]

    @property
    def topic_years(self) -> tuple[int, ...]:
        """The years in which topics came up, newest first; 0 stands for unknown."""
        years = {year for line in self.topics for year, _ in line.years}
        return tuple(sorted(years, reverse=True))

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that the page was made from, each once."""
        own = (article.path for article in self.articles)
        told = (event.article.path for event in self.timeline.events)
        return tuple(dict.fromkeys([*own, *told, "site_config/partners.yml"]))

    @property
    def open_proposals(self) -> int:
        """How many proposals no later outcome follows."""
        return sum(line.is_open for _, lines in self.ledger for line in lines)


def partner_view(
    shelf: Shelf,
    evidence: Evidence,
    people: tuple[PersonView, ...],
    years: tuple[PartnerYearView, ...],
) -> PartnerView:
    """Gather what the page of one partner shows, who has pages for its *years*."""
    archive, readings = evidence.archive, evidence.readings
    views, today = evidence.views, evidence.today
    code = shelf.partner.code
    entry = archive.registers.partners[code]
    contacts = [views[event] for event in shelf.events if views[event].is_contact]
    met = [
        view
        for view in contacts
        if view.when and view.when.earliest and view.when.earliest <= today
    ]
    by_status = {
        status: tuple(line for line in shelf.lines if line.outcome.modality is status)
        for status in LEDGER
    }
    rungs = ladder(code, archive)
    relations = known_date(entry.diplomatic_relations, views)
    mechanisms = tuple(_mechanisms(shelf, evidence))
    return PartnerView(
        partner=shelf.partner,
        today=today,
        aliases=tuple(map(str, entry.aliases)),
        relations=relations,
        anniversary=anniversary_of(relations.date, today) if relations else None,
        ladder=rungs,
        level=standing(rungs, today),
        printed_levels=tuple(
            fact
            for article in reversed(shelf.articles)
            for fact in readings[article.id].facts
            if fact.label == "fact.relation"
        ),
        articles=tuple(reversed(shelf.articles)),
        event_count=len(shelf.events),
        contacts=contact_years(
            (
                view
                for view in contacts
                if view.parent is None or not views[view.parent.id].is_contact
            ),
            today,
        ),
        last_contact=max(met, key=lambda view: (view.order[0], view.id), default=None),
        mechanisms=mechanisms,
        exchanges=tuple(_exchanges(contacts, rungs)),
        documents=tuple(_documents(code, archive, views)),
        ledger=tuple((status, lines) for status, lines in by_status.items() if lines),
        counterparts=_counterparts(shelf, archive, people),
        topics=_topics(shelf),
        missions=tuple(
            MissionLine(
                organisation=archive.names.named("organisations", each.organisation),
                place=str(each.place or ""),
                sources=each.source,
            )
            for each in entry.missions
        ),
        timeline=timeline(views, shelf.events),
        years=years,
        notes=tuple(
            (article, note)
            for article in reversed(shelf.articles)
            for note in readings[article.id].notes
            if note.kind is not NoteKind.CONTEXT
        ),
        gaps=tuple(_gaps(shelf, readings, mechanisms, rungs, relations)),
    )


def _mechanisms(shelf: Shelf, evidence: Evidence) -> Iterator[MechanismLine]:
    """Yield the mechanisms with the partner: registered with it, or met under."""
    code = shelf.partner.code
    status = {
        fact.value.code: fact
        for article in shelf.articles
        for key, facts in evidence.readings[article.id].groups
        if key == "facts.mechanisms"
        for fact in facts
        if hasattr(fact.value, "code")
    }
    own = {
        mechanism
        for mechanism, entry in evidence.archive.registers.mechanisms.items()
        if code in entry.partners or mechanism in status
    }
    lines = [
        MechanismLine(
            mechanism=evidence.archive.names.named("mechanisms", mechanism),
            status=status.get(str(mechanism)),
            editions=editions_of(
                mechanism, evidence.archive, evidence.views, evidence.today
            ),
        )
        for mechanism in own
    ]
    # "existing" sorts before "proposed" and "unknown"
    yield from sorted(
        lines,
        key=lambda line: (
            line.status.label if line.status else "",
            alphabetical(line.mechanism.name),
        ),
    )


def _exchanges(
    contacts: list[EventView], rungs: tuple[Rung, ...]
) -> Iterator[tuple[Direction, tuple[Exchange, ...]]]:
    """Yield the delegations of each direction; talks count with their visit."""
    ranks = [f"level.{level}" for level in Level]
    inside = {part.id for view in contacts for part in view.parts}

    def rank(exchange: Exchange) -> int:
        value = exchange.level.value if exchange.level else None
        key = getattr(value, "key", "")
        return ranks.index(key) if key in ranks else len(ranks)

    for direction in Direction:
        found = []
        for view in contacts:
            stated = view.facts.detail("fact.direction")
            key = getattr(stated.value, "key", "") if stated else ""
            if key != f"direction.{direction}" or view.id in inside:
                continue
            day = view.when.earliest if view.when else None
            found.append(
                Exchange(
                    event=view,
                    level=view.facts.detail("fact.level"),
                    rung=standing(rungs, day) if day else None,
                )
            )
        found.sort(
            key=lambda exchange: (
                -(exchange.event.when.year or 0) if exchange.event.when else 0,
                rank(exchange),
                exchange.event.id,
            )
        )
        if found:
            yield direction, tuple(found)


def _documents(
    code: str, archive: Archive, views: Mapping[str, EventView]
) -> list[DocumentLine]:
    """Return the documents with partner *code*, newest first."""
    lines = []
    for agreement, entry in archive.registers.agreements.items():
        if code not in entry.partners and code not in entry.parties:
            continue
        signed = known_date(entry.signed, views)
        if signed and not signed.sources:
            signed = replace(signed, sources=entry.source)
        named = archive.names.named("agreements", agreement)
        lines.append(DocumentLine(agreement=named, entry=entry, signed=signed))
    return sorted(
        lines,
        key=lambda line: (
            str(line.signed.date.earliest) if line.signed else "",
            line.agreement,
        ),
        reverse=True,
    )


def _counterparts(
    shelf: Shelf, archive: Archive, people: tuple[PersonView, ...]
) -> tuple[Counterpart, ...]:
    """Return who is introduced in the partner's articles."""
    own = {article.id for article in shelf.articles}
    found = []
    for person in people:
        printed = (each for each in person.printed if each.article.id in own)
        if then := next(printed, None):
            found.append(Counterpart(person=person, then=then))
    sides = [shelf.partner.code, str(archive.registers.site.home)]

    def key(each: Counterpart) -> tuple[int, object]:
        side = each.person.country.code if each.person.country else ""
        place = sides.index(side) if side in sides else len(sides)
        return place, alphabetical(each.person.entry.named.name)

    return tuple(sorted(found, key=key))


def _topics(shelf: Shelf) -> tuple[TopicLine, ...]:
    """Count outcomes by topic and year."""
    counts: dict[Named, Counter[int]] = {}
    for line in shelf.lines:
        when = line.event.when if line.event else line.article.dated
        for topic in line.outcome.topics:
            year = when.year if when else None
            counts.setdefault(topic, Counter())[year or 0] += 1
    lines = [
        TopicLine(
            topic=topic,
            years=tuple(sorted(years.items(), reverse=True)),
            total=years.total(),
        )
        for topic, years in counts.items()
    ]
    return tuple(
        sorted(lines, key=lambda line: (-line.total, alphabetical(line.topic.name)))
    )


def _gaps(
    shelf: Shelf,
    readings: Mapping[str, Reading],
    mechanisms: tuple[MechanismLine, ...],
    rungs: tuple[Rung, ...],
    relations: KnownDate | None,
) -> Iterator[Gap]:
    """Yield what the file on a partner lacks."""
    if relations is None:
        yield Gap("gap.no_relations", 1)
    if not rungs:
        yield Gap("gap.no_level", 1)
    for line in mechanisms:
        if line.editions.missing:
            missing = line.editions.missing
            key = "gap.missing_editions"
            yield Gap(key, len(missing), line.mechanism, missing)
        unreported = tuple(
            each.number
            for each in line.editions.held
            if not each.event and each.number is not None
        )
        if unreported:
            key = "gap.editions_without_article"
            yield Gap(key, len(unreported), line.mechanism, unreported)
    notes = [article.annotation.source for article in shelf.articles]
    counts = {
        "gap.no_source_address": sum(not (note and note.url) for note in notes),
        "gap.no_publication_date": sum(not (note and note.published) for note in notes),
        "gap.no_quote": sum(
            not fact.proofs and not fact.sources
            for article in shelf.articles
            for fact in readings[article.id].facts
        ),
        "gap.no_answer": sum(line.is_open for line in shelf.lines),
    }
    for key, count in counts.items():
        if count:
            yield Gap(key, count)
