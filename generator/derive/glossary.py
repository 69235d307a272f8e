"""What the glossary shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.entry import entry_view
from generator.model.order import alphabetical

if TYPE_CHECKING:
    from generator.derive.entry import EntryView, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """An abbreviation, what it stands for, and where it is used."""

    entry: EntryView
    short: str


def glossary_view(evidence: Evidence) -> tuple[TermView, ...]:
    """Return every term of the register, in alphabetical order of the abbreviation."""
    terms = evidence.archive.registers.terms
    found = [
        TermView(entry=entry_view("terms", code, evidence), short=str(entry.short))
        for code, entry in terms.items()
    ]
    return tuple(sorted(found, key=lambda each: alphabetical(each.short)))
