"""Everything that can be looked up: the registers, with the pages of their entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.agreement import agreement_view
from generator.derive.glossary import glossary_view
from generator.derive.mechanism import mechanism_view
from generator.derive.organisation import holders_of, organisation_view
from generator.derive.person import person_view
from generator.derive.register import RegisterView, by_name, register_view, tree
from generator.derive.topic import topic_view

if TYPE_CHECKING:
    from generator.derive.agreement import AgreementView
    from generator.derive.entry import Evidence
    from generator.derive.glossary import TermView
    from generator.derive.mechanism import MechanismView
    from generator.derive.organisation import OrganisationView
    from generator.derive.person import PersonView
    from generator.derive.register import HasEntry
    from generator.derive.topic import TopicView


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceView:
    """
    Every entry of every register, in the order of the files.

    An entry of which nothing is recorded is here too, for a link to it must lead
    somewhere; the lists of the registers name it at their end.
    """

    people: tuple[PersonView, ...]
    organisations: tuple[OrganisationView, ...]
    topics: tuple[TopicView, ...]
    mechanisms: tuple[MechanismView, ...]
    agreements: tuple[AgreementView, ...]
    terms: tuple[TermView, ...]
    """In alphabetical order."""
    article_count: int
    """How many articles the archive has."""

    @property
    def registers(self) -> tuple[RegisterView, ...]:
        """The lists of the registers, in the order in which officers ask."""
        flat: tuple[tuple[str, tuple[HasEntry, ...]], ...] = (
            ("people", self.people),
            ("organisations", self.organisations),
            ("mechanisms", self.mechanisms),
            ("agreements", self.agreements),
        )
        count = self.article_count
        return (
            *(
                register_view(register, views, by_name(views), count)
                for register, views in flat
            ),
            register_view("topics", self.topics, tree(self.topics), count),
        )

    @property
    def recorded_terms(self) -> tuple[TermView, ...]:
        """The terms that are used."""
        return tuple(term for term in self.terms if term.entry.is_recorded)


def reference_view(evidence: Evidence) -> ReferenceView:
    """Gather the pages of all entries."""
    archive = evidence.archive
    registers = archive.registers
    people = tuple(person_view(code, evidence) for code in registers.people)
    holders = holders_of(people)
    return ReferenceView(
        people=people,
        organisations=tuple(
            organisation_view(code, holders, evidence)
            for code in registers.organisations
        ),
        topics=tuple(topic_view(code, evidence) for code in registers.topics),
        mechanisms=tuple(
            mechanism_view(code, evidence) for code in registers.mechanisms
        ),
        agreements=tuple(
            agreement_view(code, evidence) for code in registers.agreements
        ),
        terms=glossary_view(evidence),
        article_count=len(archive.articles),
    )
