"""The editions of a mechanism: each number once, and in the order of their dates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from generator.diagnostics import Span
    from generator.model.archive import Archive
    from generator.model.article import Event
    from generator.model.dates import When


@dataclass(frozen=True, slots=True)
class Meeting:
    """An edition, as an event or the register tells it."""

    number: int
    when: When | None
    span: Span
    event: Event | None
    """None for one that only the register tells of."""


def editions_are_in_order(archive: Archive) -> Iterator[Diagnostic]:
    """A later edition of a mechanism does not take place before an earlier one."""
    for mechanism, meetings in _meetings(archive).items():
        newest: tuple[dt.date, Meeting] | None = None
        for _, group in groupby(meetings, key=lambda each: each.number):
            edition = [each for each in group if each.when]
            for each in edition:
                earlier = newest[1] if newest else None
                if (
                    each.when
                    and earlier
                    and earlier.when
                    and each.when.is_before(earlier.when)
                ):
                    yield Diagnostic(
                        code="edition-out-of-order",
                        span=each.span,
                        values={
                            "mechanism": archive.names.entry("mechanisms", mechanism),
                            "number": each.number,
                            "date": each.when.edtf,
                            "earlier": earlier.number,
                            "earlier_date": earlier.when.edtf,
                        },
                    )
            for each in edition:
                first = each.when.earliest if each.when else None
                if first and (newest is None or first > newest[0]):
                    newest = first, each


def editions_have_one_number_each(archive: Archive) -> Iterator[Diagnostic]:
    """No two meetings of a mechanism have one number."""
    for mechanism, meetings in _meetings(archive).items():
        for number, group in groupby(meetings, key=lambda each: each.number):
            first, *others = group
            for each in others:
                if not _is_one_meeting(archive, first, each):
                    yield Diagnostic(
                        code="repeated-edition",
                        span=each.span,
                        values={
                            "mechanism": archive.names.entry("mechanisms", mechanism),
                            "number": number,
                            "other": str(first.span),
                        },
                    )


def _meetings(archive: Archive) -> dict[str, list[Meeting]]:
    """Return the editions of each mechanism by number, the register's first."""
    found: defaultdict[str, list[Meeting]] = defaultdict(list)
    for register, code, _ in archive.registers.entries():
        if register == "mechanisms":
            for edition in archive.registers.mechanisms[code].editions:
                span = edition.date.span if edition.date else code.span
                found[code].append(Meeting(edition.number, edition.date, span, None))
    for told in archive.events.values():
        event = told.event
        if not (event.mechanism and event.edition):
            continue
        mechanism = event.mechanism.value
        if mechanism in archive.registers.mechanisms:
            when = archive.date_of(event)
            found[mechanism].append(
                Meeting(event.edition.value, when, mechanism.span, event)
            )
    return {
        code: sorted(meetings, key=lambda each: each.number)
        for code, meetings in found.items()
    }


def _is_one_meeting(archive: Archive, one: Meeting, other: Meeting) -> bool:
    """Tell whether two tellings may be of one meeting: its sessions, or its entry."""
    if one.event and other.event:
        return archive.are_parts(one.event, other.event)
    if not (one.event or other.event):
        return False
    if one.when is None or other.when is None:
        return True
    return not (one.when.is_before(other.when) or other.when.is_before(one.when))
