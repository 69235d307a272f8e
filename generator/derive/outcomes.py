"""What the outcome ledger shows: every matter by how far it has come."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.shelf import LEDGER
from generator.model.order import alphabetical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.derive.outcome import Matter
    from generator.model.archive import Archive
    from generator.model.article import Modality
    from generator.model.names import Named


SHOWN = 500
"""How many matters one page holds; where there are more, each partner has a page."""
NEWEST = 20
"""How many of each status the first page shows then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerMatter:
    """A matter where it stands among all others."""

    matter: Matter
    topics: tuple[str, ...]
    """Codes of its topics and of all above them, by which it is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """How the matters with one partner stand."""

    partner: Named
    counts: Mapping[Modality, int]
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerView:
    """What a page of the outcome ledger shows."""

    partner: Named | None
    """With whom its matters are; None for all partners."""
    groups: tuple[tuple[Modality, tuple[LedgerMatter, ...]], ...]
    """In the order of `LEDGER`, none empty; overdue first, then newest first."""
    rows: tuple[LedgerRow, ...]
    """The partners of any matter, in alphabetical order."""
    topics: tuple[tuple[Named, int], ...]
    """The topics of any matter and how many it has, in alphabetical order."""
    parts: tuple[LedgerView, ...]
    """A page for each of the rows; empty while one page holds all matters."""

    @property
    def statuses(self) -> tuple[Modality, ...]:
        """The statuses that any matter has, in the order of the page."""
        return tuple(status for status, _ in self.groups)

    @property
    def shown(self) -> tuple[tuple[Modality, tuple[LedgerMatter, ...], int], ...]:
        """What stands on this page itself, and how many there are of the status."""
        limit = NEWEST if self.parts else None
        return tuple(
            (status, lines[:limit], len(lines)) for status, lines in self.groups
        )

    @property
    def count(self) -> int:
        """How many matters there are."""
        return sum(len(lines) for _, lines in self.groups)

    @property
    def overdue(self) -> int:
        """How many of them are overdue."""
        return sum(
            line.matter.overdue is not None
            for _, lines in self.groups
            for line in lines
        )


def ledger_view(matters: Iterable[Matter], archive: Archive) -> LedgerView:
    """Put *matters* in order."""

    def key(matter: Matter) -> tuple[bool, dt.timedelta, str]:
        day, code = matter.latest.order
        when = dt.date.min if day == dt.date.max else day
        return matter.overdue is None, dt.date.max - when, code

    ordered = sorted(matters, key=key)
    lines = [
        LedgerMatter(
            matter=matter,
            topics=tuple(
                dict.fromkeys(
                    code
                    for topic in matter.topics
                    for code in _upwards(topic.code, archive)
                )
            ),
        )
        for matter in ordered
    ]
    of_partner: dict[Named, list[LedgerMatter]] = {}
    for line in lines:
        for partner in line.matter.partners:
            of_partner.setdefault(partner, []).append(line)
    partners = sorted(of_partner, key=lambda each: alphabetical(each.name))
    rows = tuple(_row(partner, of_partner[partner]) for partner in partners)
    parts = [
        _page(of_partner[row.partner], archive, partner=row.partner)
        for row in (rows if len(lines) > SHOWN else ())
    ]
    return _page(lines, archive, rows=rows, parts=tuple(parts))


def _page(
    lines: Iterable[LedgerMatter],
    archive: Archive,
    *,
    partner: Named | None = None,
    rows: tuple[LedgerRow, ...] = (),
    parts: tuple[LedgerView, ...] = (),
) -> LedgerView:
    by_status: dict[Modality, list[LedgerMatter]] = {status: [] for status in LEDGER}
    topics: Counter[str] = Counter()
    for line in lines:
        by_status[line.matter.status].append(line)
        topics.update(line.topics)
    named = [
        (archive.names.named("topics", code), count) for code, count in topics.items()
    ]
    return LedgerView(
        partner=partner,
        groups=tuple((status, tuple(own)) for status, own in by_status.items() if own),
        rows=rows,
        topics=tuple(sorted(named, key=lambda each: alphabetical(each[0].name))),
        parts=parts,
    )


def _row(partner: Named, lines: Iterable[LedgerMatter]) -> LedgerRow:
    own = [line.matter for line in lines]
    return LedgerRow(
        partner=partner,
        counts=Counter(matter.status for matter in own),
        overdue=sum(matter.overdue is not None for matter in own),
    )


def _upwards(topic: str, archive: Archive) -> Iterator[str]:
    """Yield a topic and those above it."""
    code: str | None = topic
    while code is not None:
        yield str(code)
        code = archive.registers.topics[code].parent
