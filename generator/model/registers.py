"""The registers: the named things of the field, kept as data by editors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from annotated_types import Ge, Len
from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from generator.model.article import Level
from generator.model.dates import latest_beginning
from generator.model.noun import (
    ActorRef,
    AgreementRef,
    Citation,
    Claim,
    Code,
    CountryRef,
    Date,
    EventRef,
    Guarded,
    Latitude,
    Longitude,
    Many,
    Noun,
    OrganisationRef,
    PartnerRef,
    Ref,
    Text,
    TopicRef,
    Url,
    Wording,
)
from generator.model.source import NOWHERE, Written

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from generator.diagnostics import Span
    from generator.model.dates import When


Language = Literal["vi", "en"]
"""A language that the pages may speak; the catalogues are of the same ones."""


class Position(Noun):
    """A point on the earth, and who says that it lies there."""

    lat: Latitude
    lon: Longitude
    source: Annotated[Many[Citation], Len(1)]


class MapPlace(Position):
    """A place that the map names in words, such as an archipelago."""

    name: Wording


class WorldMap(Noun):
    """What the map of partners shows besides them; it draws land, no borders."""

    home: Position
    """Where the home country is marked."""
    centre: Longitude | None = None
    """The meridian in the middle of a map of the world; None takes that of `home`."""
    places: Many[MapPlace] = ()


class Site(Noun):
    """What the site is called, whose it is, and which languages it speaks."""

    name: Wording
    language: Language
    """That of the printed texts, of what editors write, and of the pages."""
    other_languages: Many[Language] = ()
    """Each makes every page again, in a folder of its name."""
    home: Code
    """ISO 3166-1 alpha-2 code of the country whose relations are recorded."""
    home_name: Wording | None = None
    """None takes the name from CLDR."""
    file_name: Code
    """Name of the zip and of the folder in it."""
    address: Url | None = None
    """Where the site is published; None leaves it out, and links stay relative."""
    introduction: Wording | None = None
    distribution: Wording | None = None
    """To whom packs may be given; None leaves a line to fill in by hand."""
    unanswered_after: Annotated[int, Ge(1)] = 24
    """Months after which a proposal without a later outcome is told."""
    map: WorldMap | None = None
    """None leaves the map out."""
    audiences: Mapping[Code, Wording] = Field(default_factory=dict)
    """Who may read what, the widest circle first; what has no `audience` is for it."""
    severity: Mapping[Text, Literal["error", "warning", "off"]] = Field(
        default_factory=dict
    )
    """Code of a rule's diagnostic to how bad it is here; others stay as they are."""

    @field_validator("other_languages")
    @classmethod
    def _each_once(
        cls, value: tuple[Language, ...], info: ValidationInfo
    ) -> tuple[Language, ...]:
        every = (info.data.get("language"), *value)
        if len(set(every)) < len(every):
            raise PydanticCustomError("repeated-language", "a language twice")
        return value

    @property
    def widest(self) -> str:
        """The audience that everybody is of; empty where the site knows none."""
        return str(next(iter(self.audiences), ""))

    @property
    def languages(self) -> tuple[Language, ...]:
        """Every language of the pages, the site's own first; each once."""
        return (self.language, *self.other_languages)


class Known(Noun):
    """A date that is known from elsewhere than an article's annotation."""

    date: Date
    event: EventRef | None = None
    """The event of an article that states it."""
    source: Many[Citation] = ()


class RelationshipLevel(Noun):
    """How close relations are, in the official words, until the next level."""

    level: Wording
    since: Date
    event: EventRef | None = None
    """The event at which it was agreed."""
    agreement: AgreementRef | None = None
    source: Many[Citation] = ()


class Mission(Noun):
    """An embassy or consulate; whose it is, its organisation says."""

    organisation: OrganisationRef
    place: Text | None = None
    source: Many[Citation] = ()


class Partner(Claim, Guarded):
    """A country with which the home country has relations."""

    name: Wording | None = None
    """None takes the name from CLDR."""
    aliases: Many[Text] = ()
    diplomatic_relations: Known | None = None
    levels: Many[RelationshipLevel] = ()
    missions: Many[Mission] = ()
    position: Position | None = None
    """Where a map marks it, such as its capital."""
    source: Many[Citation] = ()


class Held(Noun):
    """
    What a person holds for a time.

    First and last days are often not known; `seen` then names the dates on which a
    text of the time shows it.
    """

    since: Date | None = None
    until: Date | None = None
    seen: Many[Date] = ()
    source: Many[Citation] = ()

    @property
    def is_reversed(self) -> bool:
        """Tell whether it surely ended before it began."""
        return bool(self.since and self.until and self.until.is_before(self.since))

    @property
    def sure_days(self) -> tuple[dt.date, dt.date] | None:
        """
        The first and last day between which it was surely held; None if there is none.

        Where only a month or year is stated, its own days are in doubt.
        """
        bounds = [when for when in (self.since, self.until) if when]
        begins = [when.last for when in bounds] + [when.first for when in self.seen]
        ends = [when.first for when in bounds] + [when.last for when in self.seen]
        firsts = [each.latest for each in begins if each and each.is_sure]
        lasts = [each.earliest for each in ends if each and each.is_sure]
        first = min((day for day in firsts if day), default=None)
        last = max((day for day in lasts if day), default=None)
        return (first, last) if first and last and first <= last else None

    def excludes(self, on: When) -> bool:
        """Tell whether it was surely not held at any moment of *on*."""
        too_early = self.since is not None and on.is_before(self.since)
        too_late = self.until is not None and self.until.is_before(on)
        return too_early or too_late

    def covers(self, on: When) -> bool:
        """Tell whether it was surely held through all of *on*."""
        days, first, last = self.sure_days, on.earliest, on.latest
        if not (days and first and last and all(end.is_sure for end in on.moments)):
            return False
        # a register that contradicts itself is sure of nothing
        if self.excludes(on):
            return False
        return days[0] <= first and last <= days[1]


class RankHeld(Held):
    """A military or police rank."""

    rank: Text


class PostHeld(Held):
    """An office; that it is a party's, its organisation says."""

    title: Text
    organisation: OrganisationRef | None = None


class Person(Claim, Guarded):
    """Somebody who acts for a side."""

    name: Wording
    aliases: Many[Text] = ()
    country: CountryRef | None = None
    ranks: Many[RankHeld] = ()
    posts: Many[PostHeld] = ()
    source: Many[Citation] = ()


class OrganisationKind(StrEnum):
    """To whom an organisation belongs."""

    STATE = "state"
    PARTY = "party"
    INTERNATIONAL = "international"


class Organisation(Claim, Guarded):
    """A ministry, a party body, an embassy, an international organisation."""

    name: Wording
    aliases: Many[Text] = ()
    kind: OrganisationKind = OrganisationKind.STATE
    country: CountryRef | None = None
    parent: OrganisationRef | None = None
    renamed_from: Many[OrganisationRef] = ()
    """What it was called before, as entries of their own."""
    source: Many[Citation] = ()


class Topic(Claim, Guarded):
    """A matter that is talked about."""

    name: Wording
    parent: TopicRef | None = None


class Edition(Noun):
    """A meeting of a mechanism that no article here reports."""

    number: Annotated[int, Ge(1)]
    date: Date | None = None
    place: Text | None = None
    source: Many[Citation] = ()


class Mechanism(Claim, Guarded):
    """A standing form of co-operation, in being or only asked for."""

    name: Wording
    aliases: Many[Text] = ()
    partners: Many[PartnerRef] = ()
    level: Level | None = None
    cadence: Annotated[int, Ge(1)] | None = None
    """Months from one edition to the next, where that is agreed."""
    editions: Many[Edition] = ()
    """Those that no article reports; the others follow from the events."""
    source: Many[Citation] = ()


class AgreementKind(StrEnum):
    """What a document is in law."""

    TREATY = "treaty"
    ARRANGEMENT = "arrangement"
    STATEMENT = "statement"


class AgreementStatus(StrEnum):
    """Whether a document is in force."""

    SIGNED = "signed"
    IN_FORCE = "in-force"
    EXPIRED = "expired"
    TERMINATED = "terminated"


class Agreement(Claim, Guarded):
    """A document that sides have signed or issued."""

    name: Wording
    aliases: Many[Text] = ()
    kind: AgreementKind | None = None
    partners: Many[PartnerRef] = ()
    parties: Many[ActorRef] = ()
    """Who signed, where that is more than the two countries."""
    signed: Known | None = None
    in_force: Known | None = None
    status: AgreementStatus | None = None
    supersedes: Many[AgreementRef] = ()
    source: Many[Citation] = ()


class Term(Claim, Guarded):
    """An abbreviation and what it stands for."""

    short: Text
    name: Wording
    aliases: Many[Text] = ()
    source: Many[Citation] = ()


class EventType(Noun):
    """A kind of event."""

    name: Wording
    is_contact: bool
    """Whether the sides met, wrote or spoke; an anniversary is no contact."""


REGISTERS: dict[str, type[Noun]] = {
    "partners": Partner,
    "people": Person,
    "organisations": Organisation,
    "topics": Topic,
    "mechanisms": Mechanism,
    "agreements": Agreement,
    "terms": Term,
    "event_types": EventType,
}
"""Name of the register, and of its file in `site_config/`, to the form of an entry."""


def _days_of(value: object) -> tuple[When | None, ...]:
    """Return the dates that make a part of an entry later than a day."""
    if isinstance(value, Held):
        return (value.since, value.until, *value.seen)
    if isinstance(value, RelationshipLevel):
        return (value.since,)
    if isinstance(value, Known | Edition):
        return (value.date,)
    return (value.published,) if isinstance(value, Citation) else ()


@dataclass(frozen=True, kw_only=True)
class Registers:
    """Every register; in each, code to entry in the order of the file."""

    site: Site
    partners: Mapping[str, Partner] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    mechanisms: Mapping[str, Mechanism] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    event_types: Mapping[str, EventType] = field(default_factory=dict)

    def entries(self) -> tuple[tuple[str, Written, Noun], ...]:
        """Return every entry as register, code, noun; in the order of the files."""
        return self._entries

    @cached_property
    def _entries(self) -> tuple[tuple[str, Written, Noun], ...]:
        return tuple(
            (each.name, Written(code, getattr(code, "span", NOWHERE)), entry)
            for each in fields(self)
            if each.name in REGISTERS
            for code, entry in getattr(self, each.name).items()
        )

    @cached_property
    def newest(self) -> dt.date | None:
        """The latest day of anything that came about, was seen, or came out."""
        told = (
            when
            for _, _, entry in self.entries()
            for each in entry.walk()
            for when in _days_of(each)
        )
        return latest_beginning(told)

    @cached_property
    def refs(self) -> tuple[tuple[Ref, ...], ...]:
        """The codes by which each entry leads elsewhere, in the order of `entries`."""
        return tuple(
            tuple(each for each in entry.walk() if isinstance(each, Ref))
            for _, _, entry in self.entries()
        )

    def without(self, places: Collection[Span]) -> Registers:
        """Return the registers without the entries and settings at *places*."""
        if self._places.isdisjoint(places):
            return self
        kept: dict[str, dict[str, Noun]] = {name: {} for name in REGISTERS}
        for register, code, entry in self.entries():
            own = {code.span, *(getattr(each, "span", None) for each in entry.walk())}
            if own.isdisjoint(places):
                kept[register][code] = entry
        severity = {
            code: chosen
            for code, chosen in self.site.severity.items()
            if code.span not in places
        }
        site = self.site.model_copy(update={"severity": severity})
        # each entry goes back into the register that it came from
        return Registers(site=site, **kept)  # type: ignore[arg-type]

    @cached_property
    def _places(self) -> frozenset[Span]:
        """Of every entry, of all in it, and of the settings of the rules."""
        found = {code.span for code in self.site.severity}
        for _, code, entry in self.entries():
            found.add(code.span)
            within = (getattr(each, "span", None) for each in entry.walk())
            found.update(span for span in within if span)
        return frozenset(found)

    def codes(self, register: str) -> frozenset[str]:
        """Return the codes that a reference into *register* may name."""
        return self._codes[register]

    @cached_property
    def _codes(self) -> Mapping[str, frozenset[str]]:
        own = {name: frozenset(map(str, getattr(self, name))) for name in REGISTERS}
        countries = own["partners"] | {str(self.site.home)}
        actors = countries | own["people"] | own["organisations"]
        own["audiences"] = frozenset(map(str, self.site.audiences))
        return own | {"countries": countries, "actors": actors}
