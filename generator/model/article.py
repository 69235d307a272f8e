"""The article: a text somebody printed, and what an editor says it states."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Annotated

from annotated_types import Ge, Len

from generator.model.addresses import shelf_of
from generator.model.dates import Precision, latest_beginning
from generator.model.noun import (
    ActorRef,
    Address,
    AgreementRef,
    Citation,
    Claim,
    Code,
    CountryRef,
    Date,
    EventRef,
    EventTypeRef,
    Guarded,
    Many,
    MechanismRef,
    Noun,
    OrganisationRef,
    OutcomeRef,
    PartnerRef,
    PersonRef,
    PrintedWords,
    ProjectPath,
    Quote,
    Ref,
    Stated,
    TermRef,
    Text,
    TopicRef,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.dates import When
    from generator.model.text import PrintedText


class VisitType(StrEnum):
    """The protocol rank of a visit."""

    STATE = "state"
    OFFICIAL = "official"
    WORKING = "working"
    INTRODUCTORY = "introductory"
    PRIVATE = "private"
    TRANSIT = "transit"


class Direction(StrEnum):
    """Who travelled."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"
    THIRD_COUNTRY = "third-country"
    ONLINE = "online"


class Level(StrEnum):
    """The rank of the side that leads, highest first."""

    HEAD_OF_STATE = "head-of-state"
    HEAD_OF_GOVERNMENT = "head-of-government"
    MINISTER = "minister"
    VICE_MINISTER = "vice-minister"
    DEPARTMENT = "department"
    WORKING = "working"


class Role(StrEnum):
    """What a participant did at an event."""

    HEAD_OF_DELEGATION = "head-of-delegation"
    CO_CHAIR = "co-chair"
    HOST = "host"
    INVITER = "inviter"
    GUEST = "guest"
    SIGNATORY = "signatory"
    DELEGATION = "delegation"
    PARTICIPANT = "participant"


class Modality(StrEnum):
    """How far an outcome has come."""

    DISCUSSED = "discussed"
    PROPOSED = "proposed"
    AGREED = "agreed"
    SIGNED = "signed"
    UNDER_WAY = "under-way"
    COMPLETED = "completed"


class MechanismStatus(StrEnum):
    """Whether a mechanism that the text names is there yet."""

    EXISTING = "existing"
    PROPOSED = "proposed"


class NoteKind(StrEnum):
    """What an editor's note is about."""

    ERRATUM = "erratum"
    DISCREPANCY = "discrepancy"
    CONTEXT = "context"


class Suggestible(Noun):
    """Something that a machine may have found, and an editor has not looked at yet."""

    suggested: Text | None = None
    """The rules that found it; who finds it right takes this line away."""


class PostAsPrinted(Noun):
    """An office that the text gives to a person."""

    title: PrintedWords
    organisation: OrganisationRef | None = None
    quote: Many[Quote] = ()


class PersonAsPrinted(Claim, Suggestible):
    """A person as the text introduces them."""

    person: PersonRef
    honorific: PrintedWords | None = None
    rank: PrintedWords | None = None
    posts: Many[PostAsPrinted] = ()
    quote: Many[Quote] = ()


class OrganisationAsPrinted(Suggestible):
    """An organisation under the name that the text uses."""

    organisation: OrganisationRef
    name: PrintedWords | None = None
    quote: Many[Quote] = ()


class PlaceAsPrinted(Suggestible):
    """A place that the text names."""

    name: PrintedWords
    country: CountryRef | None = None
    quote: Many[Quote] = ()


class MechanismAsPrinted(Suggestible):
    """A mechanism that the text speaks of."""

    mechanism: MechanismRef
    status: MechanismStatus | None = None
    """None when the text does not say."""
    quote: Many[Quote] = ()


class AgreementAsPrinted(Claim, Suggestible):
    """A document that the text speaks of."""

    agreement: AgreementRef
    name: PrintedWords | None = None
    date: Stated[Date] | None = None
    quote: Many[Quote] = ()


class RelationAsPrinted(Claim, Suggestible):
    """A level of relations in the words of the text, right or wrong."""

    partner: PartnerRef
    level: PrintedWords
    since: Stated[Date] | None = None
    quote: Many[Quote] = ()


class TermAsPrinted(Suggestible):
    """An abbreviation that the text uses."""

    term: TermRef
    quote: Many[Quote] = ()


class TopicAsPrinted(Suggestible):
    """A topic that the text is about."""

    topic: TopicRef
    quote: Many[Quote] = ()


class Participant(Noun):
    """Who took part in an event, and as what."""

    who: ActorRef
    role: Role = Role.PARTICIPANT
    quote: Many[Quote] = ()


class Event(Claim, Suggestible, Guarded):
    """Something that happened, or is to happen, on a date."""

    id: Code
    name: Text
    type: EventTypeRef
    quote: Many[Quote] = ()
    """The proof that it took place, and of every fact below without its own."""
    date: Stated[Date] | None = None
    """None when no date is known."""
    place: Stated[PrintedWords] | None = None
    visit_type: Stated[VisitType] | None = None
    direction: Stated[Direction] | None = None
    level: Stated[Level] | None = None
    partners: Many[PartnerRef] | None = None
    """Whom it was held with; None means the article's partners, empty means none."""
    part_of: Stated[EventRef] | None = None
    mechanism: Stated[MechanismRef] | None = None
    edition: Stated[Annotated[int, Ge(1)]] | None = None
    agreements: Many[Stated[AgreementRef]] = ()
    """Documents signed or issued at it."""
    participants: Many[Participant] = ()


class Report(Noun):
    """A further article's word on an event that another article defines."""

    event: EventRef
    quote: Many[Quote] = ()


class Outcome(Claim, Suggestible, Guarded):
    """What was discussed, asked, agreed, signed or done."""

    id: Code
    modality: Modality
    what: Text
    quote: Many[Quote] = ()
    event: EventRef | None = None
    point: Annotated[int, Ge(1)] | None = None
    """Its number in the text (Một là = 1)."""
    by: Many[ActorRef] = ()
    to: Many[ActorRef] = ()
    topics: Many[TopicRef] = ()
    mechanisms: Many[MechanismRef] = ()
    agreements: Many[AgreementRef] = ()
    due: Stated[Date] | None = None
    follows: OutcomeRef | None = None
    """The earlier outcome that it moves forward."""


class Note(Guarded):
    """What an editor says about words of the text; never the source's words."""

    kind: NoteKind
    text: Text
    by: Text
    date: Date
    quote: Many[Quote] = ()
    source: Many[Citation] = ()


class Source(Citation):
    """Where the printed text was taken from."""

    archived: ProjectPath | None = None
    """A copy kept inside the project, such as `seeds/x.txt`."""


class Annotation(Guarded):
    """What an editor says of a printed text: the form of the front matter."""

    id: Code
    """Immutable; the last part of the page's address."""
    title: Text
    partners: Annotated[Many[PartnerRef], Len(1)]
    """Most important first; the page is filed under the first."""
    source: Source | None = None
    summary: Text | None = None
    aliases: Many[Address] = ()
    """Addresses the page had before, such as `partners/bn/2019/old-name`."""
    topics: Many[TopicAsPrinted] = ()
    events: Many[Event] = ()
    """The event that the article is about comes first."""
    reports: Many[Report] = ()
    outcomes: Many[Outcome] = ()
    relations: Many[RelationAsPrinted] = ()
    people: Many[PersonAsPrinted] = ()
    organisations: Many[OrganisationAsPrinted] = ()
    places: Many[PlaceAsPrinted] = ()
    mechanisms: Many[MechanismAsPrinted] = ()
    agreements: Many[AgreementAsPrinted] = ()
    terms: Many[TermAsPrinted] = ()
    notes: Many[Note] = ()

    def parted(self) -> tuple[Annotation, tuple[Suggestible, ...]]:
        """Return the annotation without what is only suggested, and all of that."""
        kept: dict[str, object] = {}
        waiting: list[Suggestible] = []
        for name in type(self).model_fields:
            value = getattr(self, name)
            if not isinstance(value, tuple):
                continue
            apart = [e for e in value if isinstance(e, Suggestible) and e.suggested]
            if apart:
                kept[name] = tuple(e for e in value if e not in apart)
                waiting += apart
        return (self.model_copy(update=kept) if kept else self), tuple(waiting)


GUARDED_LISTS = ("events", "outcomes", "notes")
"""Fields of an annotation whose items have audiences of their own."""


@dataclass(frozen=True)
class Told:
    """An event, and the article that defines it."""

    article: Article
    event: Event

    @cached_property
    def name(self) -> str:
        """What the event is called."""
        return str(self.event.name)

    @cached_property
    def partners(self) -> tuple[str, ...]:
        """The codes of the partners with whom it was held."""
        own = self.event.partners
        if own is None:
            return self.article.partner_codes
        return tuple(dict.fromkeys(map(str, own)))

    @cached_property
    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Its type with each partner."""
        return tuple((str(self.event.type), partner) for partner in self.partners)

    @cached_property
    def actors(self) -> frozenset[str]:
        """The codes of those who took part."""
        return frozenset(str(each.who) for each in self.event.participants)

    @cached_property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day of it; None where no day is stated."""
        when = self.event.date.value if self.event.date else None
        if when is None or not (when.first and when.last):
            return None
        if not when.first.precision is when.last.precision is Precision.DAY:
            return None
        first, last = when.earliest, when.latest
        return (first, last) if first and last else None


@dataclass(frozen=True)
class Article:
    """A printed text and its annotation."""

    path: str
    """Where it was read, relative to the project root."""
    annotation: Annotation
    """What an editor vouches for."""
    text: PrintedText
    suggested: tuple[Suggestible, ...] = ()
    """What nobody vouches for yet, in the order of the form: no page shows it."""

    @cached_property
    def id(self) -> str:
        """The code of the article."""
        return str(self.annotation.id)

    @cached_property
    def told(self) -> Mapping[str, Told]:
        """Its events by id; of two with one id, the first."""
        found: dict[str, Told] = {}
        for event in self.annotation.events:
            found.setdefault(str(event.id), Told(self, event))
        return found

    @cached_property
    def outcomes(self) -> Mapping[str, tuple[Article, Outcome]]:
        """Its outcomes by id, with this article; of two with one id, the first."""
        found: dict[str, tuple[Article, Outcome]] = {}
        for outcome in self.annotation.outcomes:
            found.setdefault(str(outcome.id), (self, outcome))
        return found

    @cached_property
    def tells_twice(self) -> bool:
        """Tell whether two of its events, or of its outcomes, have one id."""
        note = self.annotation
        several = (note.events, self.told), (note.outcomes, self.outcomes)
        return any(len(all_) > len(different) for all_, different in several)

    @cached_property
    def framed(self) -> Mapping[str, tuple[Told, EventRef]]:
        """Event id to the event and what it is part of, of those that are."""
        return {
            code: (told, told.event.part_of.value)
            for code, told in self.told.items()
            if told.event.part_of
        }

    @cached_property
    def following(self) -> Mapping[str, tuple[tuple[Article, Outcome], OutcomeRef]]:
        """Outcome id to the outcome and what it moves forward, of those that do."""
        return {
            code: (told, told[1].follows)
            for code, told in self.outcomes.items()
            if told[1].follows
        }

    @cached_property
    def tells(self) -> tuple[str, ...]:
        """The ids of the events that it defines, then of those that it reports."""
        reports = (str(report.event) for report in self.annotation.reports)
        return tuple(dict.fromkeys((*self.told, *reports)))

    @cached_property
    def proposals(self) -> tuple[Outcome, ...]:
        """Its outcomes that are no more than proposed, in the order of the form."""
        outcomes = self.annotation.outcomes
        return tuple(e for e in outcomes if e.modality is Modality.PROPOSED)

    @cached_property
    def holding(self) -> frozenset[str]:
        """The ids of the events at which its outcomes came about."""
        events = (each.event for each in self.annotation.outcomes)
        return frozenset(str(code) for code in events if code)

    @cached_property
    def named(self) -> Mapping[str, frozenset[str]]:
        """The codes that it names, by the register into which they lead."""
        found: dict[str, set[str]] = {}
        for ref in self.refs:
            found.setdefault(ref.register, set()).add(str(ref))
        return {register: frozenset(codes) for register, codes in found.items()}

    def is_annotated_as(self, other: Article) -> bool:
        """Tell whether *other* has the same annotation, written at the same places."""
        own, theirs = (each.text.file.text[: each.text.start] for each in (self, other))
        is_same = self.path == other.path and own == theirs
        return is_same and self.annotation == other.annotation

    @property
    def values(self) -> Iterator[object]:
        """Every value of the annotation, parents before children."""
        return self.annotation.walk()

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Every code of the annotation that leads elsewhere, in order."""
        return self._gathered[0]

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Every quote of the annotation, in order."""
        return self._gathered[1]

    @property
    def defended(self) -> tuple[Claim, ...]:
        """Every claim of the annotation whose editor accepts findings, in order."""
        return self._gathered[2]

    @cached_property
    def _gathered(self) -> tuple[tuple[Ref, ...], tuple[Quote, ...], tuple[Claim, ...]]:
        """Found in one walk, for many rules ask."""
        refs: list[Ref] = []
        nouns: list[Noun] = [self.annotation]
        for each in self.values:
            if isinstance(each, Ref):
                refs.append(each)
            elif not isinstance(each, str) and isinstance(each, Noun):
                nouns.append(each)
        return (
            tuple(refs),
            tuple(each for each in nouns if isinstance(each, Quote)),
            tuple(each for each in nouns if isinstance(each, Claim) and each.accepted),
        )

    @cached_property
    def partner_codes(self) -> tuple[str, ...]:
        """The codes of its partners, each once, most important first; never empty."""
        return tuple(dict.fromkeys(map(str, self.annotation.partners)))

    @cached_property
    def order(self) -> tuple[dt.date, str, str]:
        """What it is sorted by: date, then id and path; without a date, the last."""
        return self.earliest or dt.date.max, self.id, self.path

    @cached_property
    def address(self) -> str:
        """Where it lives in the site, without ending."""
        return f"{shelf_of(self.annotation.partners[0], self.year)}/{self.id}"

    @property
    def published(self) -> When | None:
        """The day it was printed; None when not known."""
        return self.annotation.source.published if self.annotation.source else None

    @property
    def is_headline_printed(self) -> bool:
        """Tell whether the text begins with the title."""
        return self.text.words(self.text.paragraphs[0]) == self.annotation.title

    @cached_property
    def dated(self) -> When | None:
        """The date of what it is about, else of its printing; None when unknown."""
        main = next(iter(self.annotation.events), None)
        if main and main.date and main.date.value.year is not None:
            return main.date.value
        return self.published

    @cached_property
    def newest(self) -> dt.date | None:
        """The latest day on which it, a note or a source of it came out."""
        told = [self.published or self.dated]
        told += [note.date for note in self.annotation.notes]
        told += [each.published for each in self.values if isinstance(each, Citation)]
        return latest_beginning(told)

    @cached_property
    def outline(self) -> tuple[object, ...]:
        """What its page, and those of its events and outcomes, are filed under."""
        note = self.annotation
        return (
            *(self.id, self.year, self.earliest, self.partner_codes),
            tuple(
                (
                    str(event.id),
                    event.date and event.date.value.edtf,
                    None if event.partners is None else tuple(map(str, event.partners)),
                    event.part_of and str(event.part_of.value),
                )
                for event in note.events
            ),
            tuple(
                (
                    str(outcome.id),
                    outcome.event and str(outcome.event),
                    outcome.follows and str(outcome.follows),
                )
                for outcome in note.outcomes
            ),
        )

    @cached_property
    def builds_on(self) -> frozenset[str]:
        """The ids of events and outcomes that it names."""
        nothing = frozenset[str]()
        named = self.named
        return named.get("events", nothing) | named.get("outcomes", nothing)

    @cached_property
    def is_guarded(self) -> bool:
        """Tell whether it, or an item of it, is not for all who may read the rest."""
        note = self.annotation
        items = chain.from_iterable(getattr(note, name) for name in GUARDED_LISTS)
        return any(each.audience is not None for each in (note, *items))

    @cached_property
    def links(self) -> frozenset[str]:
        """The ids of events and outcomes that it defines or names."""
        return self.builds_on.union(self.told, self.outcomes)

    @cached_property
    def dated_by(self) -> Mapping[str, str]:
        """Id of each of its events and outcomes to the event whose date it may take."""
        framed = {code: str(frame) for code, (_, frame) in self.framed.items()}
        held = ((code, each.event) for code, (_, each) in self.outcomes.items())
        return framed | {code: str(event) for code, event in held if event}

    @cached_property
    def year(self) -> int | None:
        """The year that it is filed under; None when no date is known."""
        return self.dated.year if self.dated else None

    @cached_property
    def earliest(self) -> dt.date | None:
        """The first day of its date."""
        return self.dated.earliest if self.dated else None
