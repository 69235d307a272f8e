"""What can be found: every page about something, and the names that mean the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from generator.derive.facts import Phrase
from generator.model.addresses import entry_page
from generator.model.names import country_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.derive.entry import EntryView
    from generator.derive.outcome import Step
    from generator.derive.partner import PartnerView
    from generator.derive.reading import Reading
    from generator.derive.reference import ReferenceView
    from generator.model.archive import Archive
    from generator.model.dates import When
    from generator.model.names import Named

KINDS = (
    "article",
    "partner",
    "person",
    "organisation",
    "topic",
    "mechanism",
    "agreement",
    "outcome",
    "term",
)
"""What a page that can be found may be about."""
REGISTER = {
    "partner": "partners",
    "person": "people",
    "organisation": "organisations",
    "topic": "topics",
    "mechanism": "mechanisms",
    "agreement": "agreements",
    "term": "terms",
}
SHORT_NAME = re.compile(
    r"^(?P<long>.+?)\s*\((?P<short>[^\W\d_a-z][^\s()]*)\)(?P<rest>.*)$"
)
"""A name that tells its abbreviation."""

Said: TypeAlias = "str | When | Phrase | Named"


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact as it is found and shown."""

    anchor: int
    """Number of the fact on its page; 0 where it has no place of its own."""
    label: str
    """Key of the catalogue; empty for none."""
    values: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindableView:
    """A page that can be found."""

    kind: str
    """One of `KINDS`."""
    page: str
    """Address without ending, with the place on it where it has no page of its own."""
    title: str
    names: tuple[str, ...] = ()
    """What it is called besides."""
    facts: tuple[FactLine, ...] = ()
    sentences: tuple[tuple[int, str], ...] = ()
    """Number and text of each sentence, in order."""
    when: When | None = None
    partners: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """With those above them."""


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Names of one thing: who types one means all."""

    names: tuple[str, ...]
    code: str = ""
    """The code of a country, in capitals; empty for anything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """
    Everything that can be found.

    It is gathered when it is asked for: it is all the texts once more.
    """

    archive: Archive
    readings: tuple[Reading, ...]
    """One an article."""
    countries: tuple[PartnerView, ...]
    steps: tuple[Step, ...]
    reference: ReferenceView

    @property
    def pages(self) -> Iterator[FindableView]:
        """Every page about something, in no order that matters."""
        gatherer = _Gatherer(self.archive)
        yield from map(gatherer.article, self.readings)
        yield from map(gatherer.outcome, self.steps)
        yield from map(gatherer.partner, self.countries)
        yield from gatherer.entries(self.reference)

    @property
    def synonyms(self) -> Iterator[Synonyms]:
        """Names that mean the same, in the order of the registers."""
        return _Gatherer(self.archive).synonyms()

    @property
    def partners(self) -> tuple[tuple[str, str], ...]:
        """Code and name of every partner, in the order of the register."""
        return self._called("partners")

    @property
    def topics(self) -> tuple[tuple[str, str], ...]:
        """Code and name of every topic, in the order of the register."""
        return self._called("topics")

    def _called(self, register: str) -> tuple[tuple[str, str], ...]:
        names = self.archive.names
        codes = getattr(self.archive.registers, register)
        return tuple((str(code), names.entry(register, code)) for code in codes)


class _Gatherer:
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.names = archive.names

    def above(self, topics: Iterable[str]) -> tuple[str, ...]:
        """Return *topics* and those above them, each once."""
        found: dict[str, None] = {}
        for topic in topics:
            code: str | None = str(topic)
            while code and code not in found:
                found[code] = None
                code = self.archive.registers.topics[code].parent
        return tuple(map(str, found))

    def article(self, reading: Reading) -> FindableView:
        article, note = reading.article, reading.article.annotation
        told = [each.topic for each in note.topics]
        told += [topic for outcome in note.outcomes for topic in outcome.topics]
        facts = [
            FactLine(
                int(fact.anchor[1:]),
                fact.label,
                tuple(each for each in (fact.about, fact.value, fact.detail) if each),
            )
            for fact in reading.facts
        ]
        if note.summary:
            facts.insert(0, FactLine(0, "", (str(note.summary),)))
        text = article.text
        return FindableView(
            kind="article",
            page=article.address,
            title=str(note.title),
            facts=tuple(facts),
            sentences=tuple(
                (number, text.words(place).strip())
                for number, place in enumerate(text.sentences, start=1)
            ),
            when=article.dated,
            partners=article.partner_codes,
            topics=self.above(told),
        )

    def outcome(self, step: Step) -> FindableView:
        outcome = step.outcome
        by = (*outcome.by, *outcome.to)
        others = (*outcome.topics, *outcome.mechanisms, *outcome.agreements)
        lines: list[tuple[Said, ...]] = [
            (Phrase(f"modality.{outcome.modality}"), *by),
            others,
        ]
        value = outcome.itself.value
        page, anchor = outcome.place_in(step.article)
        return FindableView(
            kind="outcome",
            page=f"{page}#{anchor}" if anchor else page,
            title=value if isinstance(value, str) else outcome.id,
            facts=tuple(FactLine(0, "", line) for line in lines if line),
            when=step.when,
            partners=tuple(partner.code for partner in step.partners),
            topics=self.above(topic.code for topic in outcome.topics),
        )

    def partner(self, view: PartnerView) -> FindableView:
        code = view.partner.code
        lines: list[tuple[Said, ...]] = [
            (rung.level, rung.since) for rung in reversed(view.ladder)
        ]
        return FindableView(
            kind="partner",
            page=entry_page("partners", code),
            title=view.partner.name,
            names=(*self.others("partners", code), code.upper()),
            facts=tuple(FactLine(0, "", line) for line in lines),
            partners=(code,),
        )

    def entries(self, known: ReferenceView) -> Iterator[FindableView]:
        """Yield the page of every entry of which something is recorded."""
        for person in known.people:
            held: list[tuple[Said, ...]] = [
                (each.title, each.organisation) if each.organisation else (each.title,)
                for _, several in person.latest
                for each in several
            ]
            if person.country:
                held.insert(0, (person.country,))
            yield from self.entry("person", person.entry, held, [person.country])
        for body in known.organisations:
            own: list[tuple[Said, ...]] = [(body.country,)] if body.country else []
            yield from self.entry("organisation", body.entry, own, [body.country])
        for topic in known.topics:
            own = [(topic.parent,)] if topic.parent else []
            yield from self.entry("topic", topic.entry, own, [])
        for mechanism in known.mechanisms:
            own = [mechanism.partners] if mechanism.partners else []
            yield from self.entry("mechanism", mechanism.entry, own, mechanism.partners)
        for agreement in known.agreements:
            signed = agreement.signed.date if agreement.signed else None
            own = [(signed,)] if signed else []
            own += [agreement.partners] if agreement.partners else []
            yield from self.entry(
                "agreement", agreement.entry, own, agreement.partners, signed
            )
        for term in known.terms:
            yield from self.entry("term", term.entry, [], [])

    def entry(
        self,
        kind: str,
        view: EntryView,
        lines: Iterable[tuple[Said, ...]],
        partners: Iterable[Named | None],
        when: When | None = None,
    ) -> Iterator[FindableView]:
        if view.is_recorded:
            register, code = REGISTER[kind], view.named.code
            own = [each.code for each in partners if each]
            yield FindableView(
                kind=kind,
                page=entry_page(register, code),
                title=view.named.name,
                names=self.others(register, code),
                facts=tuple(FactLine(0, "", line) for line in lines),
                when=when,
                partners=tuple(
                    each for each in own if each in self.archive.registers.partners
                ),
                topics=self.above([code]) if kind == "topic" else (),
            )

    def called(self, register: str, code: str) -> tuple[str, ...]:
        """Return every name of an entry, that of the site's language first."""
        entry = getattr(self.archive.registers, register)[code]
        found = [self.names.entry(register, code)]
        if entry.name:
            found += map(str, entry.name.texts)
        if register == "partners":
            found += self.country(code)
        found += [str(entry.short)] if register == "terms" else []
        found += map(str, getattr(entry, "aliases", ()))
        for name in tuple(found):
            if parts := SHORT_NAME.match(name):
                found += [parts["long"] + parts["rest"], parts["short"]]
        return tuple(dict.fromkeys(found))

    def others(self, register: str, code: str) -> tuple[str, ...]:
        """Return the names of an entry that its title is not."""
        return self.called(register, code)[1:]

    @staticmethod
    def country(code: str) -> list[str]:
        several = (country_name(code, language) for language in ("vi", "en"))
        return [name for name in several if name]

    def synonyms(self) -> Iterator[Synonyms]:
        """Yield every group of names that mean the same."""
        registers = self.archive.registers
        home = str(registers.site.home)
        own = [self.names.country(home), *self.country(home)]
        yield Synonyms(tuple(dict.fromkeys(own)), home.upper())
        for register in REGISTER.values():
            for code in getattr(registers, register):
                names = self.called(register, code)
                is_partner = register == "partners"
                if len(names) > 1 or is_partner:
                    yield Synonyms(names, str(code).upper() if is_partner else "")
