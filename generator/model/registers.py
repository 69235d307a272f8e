"""The registers: the named things of the field, kept as data by editors."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from generator.model.noun import (
    Citation,
    Code,
    CountryRef,
    Many,
    Noun,
    OrganisationRef,
    PartnerRef,
    Text,
    TopicRef,
    Wording,
)
from generator.model.source import NOWHERE, Written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from generator.diagnostics import Span


class Site(Noun):
    """What the site is called, whose it is, and which language it speaks."""

    name: Wording
    language: Literal["vi", "en"]
    home: Code
    """ISO 3166-1 alpha-2 code of the country whose relations are recorded."""
    home_name: Wording | None = None
    """None takes the name from CLDR."""
    file_name: Code
    """Name of the zip and of the folder in it."""
    introduction: Wording | None = None


class Partner(Noun):
    """A country with which the home country has relations."""

    name: Wording | None = None
    """None takes the name from CLDR."""
    aliases: Many[Text] = ()
    source: Many[Citation] = ()


class Person(Noun):
    """Somebody who acts for a side."""

    name: Wording
    aliases: Many[Text] = ()
    country: CountryRef | None = None
    source: Many[Citation] = ()


class OrganisationKind(StrEnum):
    """To whom an organisation belongs."""

    STATE = "state"
    PARTY = "party"
    INTERNATIONAL = "international"


class Organisation(Noun):
    """A ministry, a party body, an embassy, an international organisation."""

    name: Wording
    aliases: Many[Text] = ()
    kind: OrganisationKind = OrganisationKind.STATE
    country: CountryRef | None = None
    parent: OrganisationRef | None = None
    source: Many[Citation] = ()


class Topic(Noun):
    """A matter that is talked about."""

    name: Wording
    parent: TopicRef | None = None


class Mechanism(Noun):
    """A standing form of co-operation, in being or only asked for."""

    name: Wording
    aliases: Many[Text] = ()
    partners: Many[PartnerRef] = ()
    source: Many[Citation] = ()


class Agreement(Noun):
    """A document that sides have signed or issued."""

    name: Wording
    aliases: Many[Text] = ()
    partners: Many[PartnerRef] = ()
    source: Many[Citation] = ()


class Term(Noun):
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


@dataclass(frozen=True, slots=True, kw_only=True)
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

    def entries(self) -> Iterator[tuple[str, Written, Noun]]:
        """Yield every entry as register, code, noun; in the order of the files."""
        for each in fields(self):
            if each.name in REGISTERS:
                for code, entry in getattr(self, each.name).items():
                    place = getattr(code, "span", NOWHERE)
                    yield each.name, Written(code, place), entry

    def without(self, places: Collection[Span]) -> Registers:
        """Return the registers without the entries in which *places* lie."""
        kept: dict[str, dict[str, Noun]] = {name: {} for name in REGISTERS}
        for register, code, entry in self.entries():
            own = {code.span, *(getattr(each, "span", None) for each in entry.walk())}
            if own.isdisjoint(places):
                kept[register][code] = entry
        # each entry goes back into the register that it came from
        return Registers(site=self.site, **kept)  # type: ignore[arg-type]

    def codes(self, register: str) -> frozenset[str]:
        """Return the codes that a reference into *register* may name."""
        countries = {str(self.site.home), *map(str, self.partners)}
        if register == "countries":
            return frozenset(countries)
        if register == "actors":
            others = (*self.people, *self.organisations)
            return frozenset(countries.union(map(str, others)))
        return frozenset(map(str, getattr(self, register)))
