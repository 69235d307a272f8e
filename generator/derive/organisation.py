"""What the page of an organisation shows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.entry import entry_view
from generator.derive.held import day_of, same
from generator.derive.printed import printed_names
from generator.model.order import alphabetical

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from generator.derive.entry import EntryView, Evidence
    from generator.derive.held import HeldView
    from generator.derive.person import PersonView
    from generator.derive.printed import PrintedName, PrintedPerson
    from generator.model.names import Named
    from generator.model.noun import Citation
    from generator.model.registers import OrganisationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A person and a post in the organisation."""

    person: Named
    title: str
    held: tuple[HeldView, ...]
    """What the register knows; more than one for who came back."""
    printed: tuple[PrintedPerson, ...]
    """The articles that print it, newest event first."""

    @property
    def latest(self) -> dt.date:
        """The last day on which the person is known to hold it."""
        days = [each.latest for each in self.held]
        days += [day_of(each.when) for each in self.printed]
        return max(days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mission:
    """A partner with which the organisation keeps up relations on the spot."""

    partner: Named
    place: str
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationView:
    """What the page of one organisation shows."""

    entry: EntryView
    kind: OrganisationKind
    country: Named | None
    parent: Named | None
    children: tuple[Named, ...]
    """In alphabetical order."""
    renamed_from: tuple[Named, ...]
    renamed_to: tuple[Named, ...]
    missions: tuple[Mission, ...]
    printed: tuple[PrintedName, ...]
    """Its names as the articles print them, newest first."""
    holders: tuple[Holder, ...]
    """By the day on which something was heard of them, newest first."""


def organisation_view(
    code: str, holders: Mapping[str, tuple[Holder, ...]], evidence: Evidence
) -> OrganisationView:
    """Gather what the page of organisation *code* shows; *holders* by organisation."""
    registers, names = evidence.archive.registers, evidence.archive.names
    entry = registers.organisations[code]
    others = registers.organisations.items()
    children = evidence.named(
        "organisations", [other for other, each in others if each.parent == code]
    )
    return OrganisationView(
        entry=entry_view("organisations", code, evidence, through_outcomes=False),
        kind=entry.kind,
        country=names.named("countries", entry.country) if entry.country else None,
        parent=names.named("organisations", entry.parent) if entry.parent else None,
        children=tuple(sorted(children, key=lambda each: alphabetical(each.name))),
        renamed_from=evidence.named("organisations", entry.renamed_from),
        renamed_to=evidence.named(
            "organisations",
            [other for other, each in others if code in each.renamed_from],
        ),
        missions=tuple(
            Mission(
                partner=names.named("partners", partner),
                place=str(mission.place or ""),
                sources=mission.source,
            )
            for partner, each in registers.partners.items()
            for mission in each.missions
            if mission.organisation == code
        ),
        printed=printed_names("organisations", code, evidence),
        holders=holders.get(code, ()),
    )


def holders_of(people: Iterable[PersonView]) -> Mapping[str, tuple[Holder, ...]]:
    """
    Return code of an organisation to the posts that *people* are known to hold in it.

    By the day on which something was heard of them, newest first, then by name.
    """
    found: defaultdict[str, list[Holder]] = defaultdict(list)
    for person in people:
        held: defaultdict[tuple[str, str], list[HeldView]] = defaultdict(list)
        printed: defaultdict[tuple[str, str], list[PrintedPerson]] = defaultdict(list)
        titles: dict[tuple[str, str], str] = {}
        for each in person.held:
            if each.organisation:
                key = each.organisation.code, same(each.title)
                titles.setdefault(key, each.title)
                held[key].append(each)
        for introduction in person.printed:
            for post in introduction.posts:
                if post.organisation:
                    key = post.organisation.code, same(post.title)
                    titles.setdefault(key, post.title)
                    printed[key].append(introduction)
        for key, title in titles.items():
            found[key[0]].append(
                Holder(
                    person=person.entry.named,
                    title=title,
                    held=tuple(held[key]),
                    printed=tuple(printed[key]),
                )
            )
    for several in found.values():
        several.sort(key=lambda each: (alphabetical(each.person.name), each.title))
        several.sort(key=lambda each: each.latest, reverse=True)
    return {code: tuple(several) for code, several in found.items()}
