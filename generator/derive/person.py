"""What the page of a person shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.entry import entry_view
from generator.derive.held import held_by, latest_held
from generator.derive.printed import printed_person

if TYPE_CHECKING:
    from generator.derive.entry import EntryView, Evidence
    from generator.derive.held import HeldView, LatestHeld
    from generator.derive.printed import PrintedPerson
    from generator.model.names import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """What the page of one person shows."""

    entry: EntryView
    country: Named | None
    held: tuple[HeldView, ...]
    """What the register knows: posts by whose they are, then ranks; newest first."""
    printed: tuple[PrintedPerson, ...]
    """What the articles print, as of the event; newest event first."""
    latest: tuple[tuple[str, tuple[LatestHeld, ...]], ...]
    """As of the build's date, by sort; empty where all that is known has ended."""


def person_view(code: str, evidence: Evidence) -> PersonView:
    """Gather what the page of person *code* shows."""
    person = evidence.archive.registers.people[code]
    names = evidence.archive.names
    printed = tuple(printed_person(code, evidence))
    held = held_by(person, printed, evidence)
    return PersonView(
        entry=entry_view("people", code, evidence, through_outcomes=False),
        country=names.named("countries", person.country) if person.country else None,
        held=held,
        printed=printed,
        latest=latest_held(held, printed),
    )
