"""Where relations stood on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from generator.model.archive import Archive
    from generator.model.dates import When
    from generator.model.names import Named
    from generator.model.noun import Citation
    from generator.model.registers import RelationshipLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One level of relations on the ladder of a partner."""

    level: str
    since: When
    agreement: Named | None
    """The document that made it so."""
    event: str | None
    """Id of the event at which it was made so."""
    sources: tuple[Citation, ...]
    anchor: str
    """Where it stands on the page of the partner, with what it rests on."""


def ladder(code: str, archive: Archive) -> tuple[Rung, ...]:
    """Return the levels of relations with partner *code*, oldest first."""
    names = archive.names

    def key(each: RelationshipLevel) -> tuple[str, str]:
        return str(each.since.earliest), each.level.in_language(names.language)

    known = [
        each for each in archive.registers.partners[code].levels if each.since.earliest
    ]
    return tuple(
        Rung(
            level=each.level.in_language(names.language),
            since=each.since,
            agreement=(
                names.named("agreements", each.agreement) if each.agreement else None
            ),
            event=str(each.event) if each.event else None,
            sources=each.source,
            anchor=f"level-{number}",
        )
        for number, each in enumerate(sorted(known, key=key), 1)
    )


def standing(rungs: tuple[Rung, ...], day: dt.date) -> Rung | None:
    """Return the level in force on *day*; None before the first that is known."""
    begun = [
        rung for rung in rungs if rung.since.earliest and rung.since.earliest <= day
    ]
    return begun[-1] if begun else None
