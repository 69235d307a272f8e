"""What a briefing pack says: the file of one partner on a few sheets of paper."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from generator.derive.shelf import LEDGER
from generator.model.article import Modality
from generator.model.dates import When

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.derive.anniversary import Anniversary
    from generator.derive.entry import Evidence
    from generator.derive.held import LatestHeld
    from generator.derive.outcome import Matter, Step
    from generator.derive.partner import DocumentLine, MechanismLine, PartnerView
    from generator.derive.person import PersonView
    from generator.derive.printed import PrintedPerson
    from generator.derive.reading import NoteView
    from generator.derive.standing import Rung
    from generator.derive.timeline import EventView
    from generator.model.article import Article
    from generator.model.names import Named
    from generator.model.noun import Citation

CONTACTS = 12
"""How many contacts a pack lists; the others it counts."""
PRESSING = 8
ITEMS = 10
"""How many outcomes of one kind, and documents, it lists."""
PEOPLE = 12
DATES = 12
NOTES = 8

OPEN = (Modality.PROPOSED, Modality.AGREED, Modality.SIGNED, Modality.UNDER_WAY)
"""What may still be to be done; what was only discussed binds nobody."""
WAITING = frozenset({Modality.PROPOSED, Modality.AGREED})
"""What waits for somebody also where no date was set."""
SETTLED = tuple(each for each in LEDGER if each is not Modality.PROPOSED)
"""What a proposal is never shown among."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a pack is narrowed to; by default nothing is left out."""

    since: int | None = None
    """The first year; what has no date is never too old."""
    topics: tuple[str, ...] = ()
    """Codes of topics, those below them included; empty means all."""
    event: str = ""
    """Id of an event, with all that happened within it; empty means all."""


WHOLE = Scope()


@dataclass(frozen=True, slots=True)
class Some(Generic[T_co]):
    """The beginning of a list that may be too long for paper."""

    shown: tuple[T_co, ...]
    more: int
    """How many further ones there are."""

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.shown) + self.more


@dataclass(frozen=True, slots=True, kw_only=True)
class RungLine:
    """A level of relations, and all that says so."""

    rung: Rung
    event: EventView | None
    sources: tuple[Citation, ...]
    """Its own, else those of its document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A proposal and where it stands now."""

    step: Step
    is_open: bool
    """Whether no later outcome follows it."""
    now: tuple[Matter, ...]
    """The matters that it is a step of, where something follows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Somebody of the other side, then and now."""

    person: PersonView
    then: PrintedPerson
    """How the newest article in the scope introduces them."""

    @property
    def now(self) -> tuple[LatestHeld, ...]:
        """What they hold as far as is known; empty when it is over or not known."""
        return tuple(held for _, several in self.person.latest for held in several)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A date to keep in mind; just one of the four below is there."""

    day: dt.date
    is_past: bool
    """Whether it is overdue."""
    anniversary: Anniversary | None = None
    """Of diplomatic relations."""
    matter: Matter | None = None
    """Something that is due."""
    mechanism: MechanismLine | None = None
    """A meeting that is expected."""
    event: EventView | None = None
    """Something that is announced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackView:
    """What a briefing pack says."""

    briefing: PartnerView
    """The whole file, of which the pack is the short form."""
    site: str
    """Name of the site."""
    home: str
    """Name of the home country."""
    file_name: str
    """What its files are called, without the ending."""
    distribution: str
    """To whom it may be given; empty where nobody has decided that."""
    since: int | None
    topics: tuple[Named, ...]
    event: EventView | None
    left_out: int
    """How many contacts and matters lie outside the scope."""
    sources: tuple[Citation, ...]
    """On which the partner's entry in the register rests as a whole."""
    rungs: tuple[RungLine, ...]
    """Oldest first."""
    last_contact: EventView | None
    """The newest dated one at which the sides met, wrote or spoke, parts included."""
    contacts: Some[EventView]
    """Newest first, undated last; none that is still to come."""
    standing: tuple[tuple[Modality, int], ...]
    """How many matters are open, by status in the order of `OPEN`; none is 0."""
    overdue: int
    pressing: Some[Matter]
    """Open matters: overdue first, then by due date, then the longest waiting."""
    ours: Some[Asked]
    """What the home country proposed, newest first."""
    theirs: Some[Asked]
    """What the partner proposed, newest first."""
    others: Some[Asked]
    """Proposals of both, of a third side, or of nobody known; newest first."""
    settled: tuple[tuple[Modality, Some[Matter]], ...]
    """Other matters by status in the order of `SETTLED`, newest first; none empty."""
    documents: Some[DocumentLine]
    people: Some[Met]
    """The other side's people, those met last first."""
    dates: Some[Coming]
    """By day, what is overdue first."""
    notes: Some[tuple[Article, NoteView]]
    """Errata and discrepancies in what the pack rests on."""


def pack_view(
    briefing: PartnerView, evidence: Evidence, matters: Iterable[Matter], scope: Scope
) -> PackView:
    """
    Gather the pack on one partner, narrowed to *scope*.

    *matters* may be those of all partners. What *scope* names and nobody knows
    leaves nothing, so a door asks first whether it is known.
    """
    return _Packer(briefing, evidence, scope).pack(matters)


class _Packer:
    """Knows what lies in the scope."""

    def __init__(self, briefing: PartnerView, evidence: Evidence, scope: Scope) -> None:
        self.briefing = briefing
        self.evidence = evidence
        self.scope = scope
        self.code = briefing.partner.code
        self.today = briefing.today
        registers = evidence.archive.registers
        self.registers = registers
        self.home = str(registers.site.home)
        views = evidence.views
        self.events = {
            view.id
            for view in views.values()
            if self.code in {partner.code for partner in view.partners}
        }
        self.topics = {
            code
            for code in registers.topics
            if not set(_upwards(code, self.registers.topics)).isdisjoint(scope.topics)
        }
        self.on_topic = {
            event
            for topic in self.topics
            for trace in [evidence.trace("topics", topic)]
            for event in trace.events | trace.concerning
        }
        self.within = set(_whole(views[scope.event])) if scope.event in views else set()

    def pack(self, matters: Iterable[Matter]) -> PackView:
        site, names = self.registers.site, self.evidence.archive.names
        language = names.language
        met, all_met = self.contacts()
        own = [
            matter
            for matter in matters
            if any(self.is_own(step) for step in matter.steps)
        ]
        inside = [matter for matter in own if self.holds_matter(matter)]
        asked = self.asked(own)
        still = [
            matter
            for matter in inside
            if matter.status in WAITING or (matter.due and matter.status in OPEN)
        ]
        counts = Counter(matter.status for matter in still)
        entry = self.registers.partners[self.code]
        articles = {article.id for view in met for article in _told_by(view)}
        articles |= {step.article.id for matter in inside for step in matter.steps}
        if self.scope == WHOLE:
            articles |= {article.id for article in self.briefing.articles}
        return PackView(
            briefing=self.briefing,
            site=site.name.in_language(language),
            home=names.country(self.home),
            file_name=self.file_name(),
            distribution=(
                site.distribution.in_language(language) if site.distribution else ""
            ),
            since=self.scope.since,
            topics=tuple(
                names.named("topics", code)
                for code in self.scope.topics
                if code in self.registers.topics
            ),
            event=self.evidence.views.get(self.scope.event),
            left_out=len(all_met) - len(met) + len(own) - len(inside),
            sources=entry.source,
            rungs=tuple(self.rungs()),
            last_contact=self.last_of(met),
            contacts=_some(met, CONTACTS),
            standing=tuple((each, counts[each]) for each in OPEN if counts[each]),
            overdue=sum(matter.overdue is not None for matter in still),
            pressing=_some(sorted(still, key=_urgency), PRESSING),
            ours=_some(asked[self.home], ITEMS),
            theirs=_some(asked[self.code], ITEMS),
            others=_some(asked[""], ITEMS),
            settled=tuple(
                (status, _some(lines, ITEMS))
                for status in SETTLED
                for lines in [
                    sorted(
                        (matter for matter in inside if matter.status is status),
                        key=lambda matter: _newest(matter.latest),
                    )
                ]
                if lines
            ),
            documents=_some(self.briefing.documents, ITEMS),
            people=_some(self.people(articles), PEOPLE),
            dates=_some(self.dates(inside), DATES),
            notes=_some(
                [each for each in self.briefing.notes if each[0].id in articles], NOTES
            ),
        )

    def file_name(self) -> str:
        """Return a name that tells packs of different scopes apart."""
        scope = self.scope
        parts = [str(self.registers.site.file_name), self.code]
        parts += [str(scope.since)] if scope.since else []
        parts += [*scope.topics, scope.event]
        longest = 75  # with its ending at most 80
        return "-".join(part for part in parts if part)[:longest].rstrip("-")

    def is_own(self, step: Step) -> bool:
        return self.code in {partner.code for partner in step.partners}

    def is_recent(self, when: When | None) -> bool:
        last = when.latest or when.earliest if when else None
        since = self.scope.since
        return since is None or last is None or last.year >= since

    def holds(self, step: Step) -> bool:
        """Tell whether a step lies in the scope."""
        topics = {topic.code for topic in step.outcome.topics}
        return (
            self.is_own(step)
            and self.is_recent(step.when)
            and not (self.scope.topics and topics.isdisjoint(self.topics))
            and not (self.scope.event and step.outcome.event not in self.within)
        )

    def holds_matter(self, matter: Matter) -> bool:
        """Tell whether any step of it does: the rest is how it came, or went on."""
        return any(self.holds(step) for step in matter.steps)

    def contacts(self) -> tuple[list[EventView], list[EventView]]:
        """Return past contacts in the scope, and all; talks count with their visit."""
        views = self.evidence.views
        past = [
            view
            for view in map(views.__getitem__, self.events)
            if view.is_contact and not _is_later(view.when, self.today)
        ]
        tops = [
            view
            for view in past
            if view.parent is None or not views[view.parent.id].is_contact
        ]
        # what was asked for by name is shown, be it part of another or no contact
        chosen = [views[self.scope.event]] if self.scope.event in views else tops
        inside = [
            view
            for view in chosen
            if self.is_recent(view.when)
            and not (self.scope.topics and self.on_topic.isdisjoint(_whole(view)))
            and not _is_later(view.when, self.today)
        ]
        return sorted(inside, key=_newest_event), tops

    def last_of(self, contacts: list[EventView]) -> EventView | None:
        """Return the newest of *contacts* and of what happened within them."""
        inside = (self.evidence.views[code] for top in contacts for code in _whole(top))
        met = [
            view
            for view in inside
            if view.is_contact
            and view.id in self.events
            and view.when
            and view.when.earliest
            and view.when.earliest <= self.today
        ]
        return max(met, key=lambda view: (view.order[0], view.id), default=None)

    def rungs(self) -> Iterator[RungLine]:
        for rung in self.briefing.ladder:
            event = self.evidence.views.get(rung.event) if rung.event else None
            document = (
                self.registers.agreements[rung.agreement.code].source
                if rung.agreement
                else ()
            )
            yield RungLine(rung=rung, event=event, sources=rung.sources or document)

    def asked(self, own: list[Matter]) -> Mapping[str, list[Asked]]:
        """Return proposals by the side that made them, "" for any other."""
        lives: dict[str, list[Matter]] = {}
        steps: dict[str, Step] = {}
        for matter in own:
            for step in matter.steps:
                if step.outcome.modality is Modality.PROPOSED and self.holds(step):
                    steps[step.outcome.id] = step
                    lives.setdefault(step.outcome.id, []).append(matter)
        found: dict[str, list[Asked]] = {self.home: [], self.code: [], "": []}
        for code, step in sorted(steps.items(), key=lambda each: _newest(each[1])):
            now = [matter for matter in lives[code] if matter.latest != step]
            sides = {self.side_of(named) for named in step.outcome.by}
            side = sides.pop() if len(sides) == 1 else ""
            found[side if side in found else ""].append(
                Asked(step=step, is_open=not now, now=tuple(now))
            )
        return found

    def side_of(self, named: Named) -> str:
        """Return the code of the country for which somebody acts; "" if unknown."""
        if named.register in {"partners", "countries"}:
            return named.code
        if named.register == "people":
            return str(self.registers.people[named.code].country or "")
        return str(self.registers.organisations[named.code].country or "")

    def people(self, articles: set[str]) -> list[Met]:
        """Return whom *articles* introduce, but for our own side."""
        found = []
        for each in self.briefing.counterparts:
            country = each.person.country
            if country and country.code == self.home:
                continue
            own = (then for then in each.person.printed if then.article.id in articles)
            if then := next(own, None):
                found.append(Met(person=each.person, then=then))
        # a stable sort: those met on one day stay in the order of the briefing
        return sorted(found, key=lambda met: _last_day(met.then.when), reverse=True)

    def dates(self, inside: list[Matter]) -> list[Coming]:
        """Return what is coming or overdue, by day."""
        found = []
        if anniversary := self.briefing.anniversary:
            found.append(
                Coming(day=anniversary.day, is_past=False, anniversary=anniversary)
            )
        for matter in inside:
            value = matter.due.value if matter.due else None
            day = value.latest if isinstance(value, When) else None
            if day and matter.status is not Modality.COMPLETED:
                found.append(
                    Coming(day=day, is_past=matter.overdue is not None, matter=matter)
                )
        found += [
            Coming(
                day=line.editions.due, is_past=line.editions.is_overdue, mechanism=line
            )
            for line in self.briefing.mechanisms
            if line.editions.due
        ]
        for code in self.events:
            view = self.evidence.views[code]
            if view.when and view.when.earliest and view.when.earliest > self.today:
                found.append(Coming(day=view.when.earliest, is_past=False, event=view))
        return sorted(found, key=_coming)


def _some(several: Iterable[T], most: int) -> Some[T]:
    every = tuple(several)
    return Some(every[:most], max(0, len(every) - most))


def _upwards(topic: str, topics: Mapping[str, object]) -> Iterator[str]:
    """Yield a topic and those above it."""
    code: str | None = topic
    while code is not None:
        yield str(code)
        code = getattr(topics[code], "parent", None)


def _whole(view: EventView) -> Iterator[str]:
    """Yield the ids of an event and of all that happened within it."""
    yield view.id
    for part in view.parts:
        yield from _whole(part)


def _told_by(view: EventView) -> Iterator[Article]:
    """Yield the articles that tell of an event or of what happened within it."""
    yield view.article
    for article, _ in view.reports:
        yield article
    for part in view.parts:
        yield from _told_by(part)


def _is_later(when: When | None, day: dt.date) -> bool:
    return bool(when and when.earliest and when.earliest > day)


def _last_day(when: When | None) -> dt.date:
    """Return the last day that *when* can mean; the first of all if none."""
    return (when.latest or when.earliest if when else None) or dt.date.min


def _newest_event(view: EventView) -> tuple[dt.timedelta, str]:
    first = (view.when.earliest or view.when.latest) if view.when else None
    return dt.date.max - (first or dt.date.min), view.id


def _newest(step: Step) -> tuple[dt.timedelta, str]:
    day, code = step.order
    undated = day == dt.date.max
    return dt.date.max - (dt.date.min if undated else day), code


def _urgency(matter: Matter) -> tuple[bool, dt.date, dt.date, str]:
    value = matter.due.value if matter.due else None
    due = value.latest if isinstance(value, When) else None
    asked, code = matter.first.order
    return matter.overdue is None, due or dt.date.max, asked, code


def _coming(each: Coming) -> tuple[dt.date, str]:
    named = ""
    if each.matter:
        named = each.matter.latest.outcome.id
    elif each.mechanism:
        named = each.mechanism.mechanism.code
    elif each.event:
        named = each.event.id
    return each.day, named
