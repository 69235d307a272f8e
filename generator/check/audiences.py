"""Nothing that many may read names what only few may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic
from generator.model.part import Audiences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.archive import Archive


def references_stay_in_their_circle(archive: Archive) -> Iterator[Diagnostic]:
    """Whoever may read a reference may read what it names."""
    audiences = Audiences(archive)
    last = len(audiences.names) - 1
    if last < 0:
        return
    for ref, rank in audiences.refs():
        # an audience that is not there is told by another rule
        wanted = min(audiences.rank_of(ref), last)
        if wanted > rank:
            names = archive.registers.site.audiences
            shown = [
                names[each].in_language(archive.language)  # type: ignore[index]
                for each in (audiences.names[rank], audiences.names[wanted])
            ]
            yield Diagnostic(
                code="above-audience",
                span=ref.span,
                values={
                    "value": ref,
                    "own": shown[0],
                    "wanted": shown[1],
                    "audience": audiences.names[wanted],
                },
            )
