"""A date that a register knows, and where from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.derive.timeline import EventView
    from generator.model.dates import When
    from generator.model.noun import Citation
    from generator.model.registers import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDate:
    """A date that a register knows, and where from."""

    date: When
    event: EventView | None
    """The event that states it, with its proof."""
    sources: tuple[Citation, ...]


def known_date(known: Known | None, views: Mapping[str, EventView]) -> KnownDate | None:
    """Return the view of *known*; None for None."""
    if known is None:
        return None
    event = views[known.event] if known.event else None
    return KnownDate(date=known.date, event=event, sources=known.source)
