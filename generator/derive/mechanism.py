"""What the page of a mechanism shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.editions import editions_of
from generator.derive.entry import entry_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.derive.editions import EditionView
    from generator.derive.entry import EntryView, Evidence
    from generator.derive.facts import Fact
    from generator.model.article import Article, Level, MechanismStatus
    from generator.model.names import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class MechanismSaid:
    """What one article says of whether a mechanism is there yet."""

    article: Article
    fact: Fact
    """Its label is the status, its proof the words."""
    status: MechanismStatus | None
    """None where the article does not say."""


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A meeting in the list of all, or the lack of one."""

    number: int | None
    edition: EditionView | None
    """None for a number of which nothing is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MechanismView:
    """What the page of one mechanism shows."""

    entry: EntryView
    partners: tuple[Named, ...]
    level: Level | None
    cadence: int | None
    """Months from one edition to the next; None where not known."""
    said: tuple[MechanismSaid, ...]
    """Newest article first."""
    editions: tuple[EditionRow, ...]
    """By number, the missing in their places, those without a number last."""
    due: dt.date | None
    """The day by which the next is expected; None where not known."""
    is_overdue: bool

    @property
    def status(self) -> MechanismSaid | None:
        """The newest word on whether it is there; None where no article says."""
        return next((each for each in self.said if each.status), None)

    @property
    def last(self) -> EditionView | None:
        """The edition of the newest date, else of the highest number; None if none."""

        def key(each: EditionView) -> tuple[dt.date, int]:
            earliest = each.when.earliest if each.when else None
            return earliest or dt.date.min, each.number or 0

        held = [row.edition for row in self.editions if row.edition]
        return max(held, key=key, default=None)

    @property
    def missing_count(self) -> int:
        """How many editions nothing is known of."""
        return sum(row.edition is None for row in self.editions)


def mechanism_view(code: str, evidence: Evidence) -> MechanismView:
    """Gather what the page of mechanism *code* shows."""
    entry = evidence.archive.registers.mechanisms[code]
    editions = editions_of(code, evidence.archive, evidence.views, evidence.today)
    rows = [EditionRow(each.number, each) for each in editions.held]
    rows += [EditionRow(number, None) for number in editions.missing]
    return MechanismView(
        entry=entry_view("mechanisms", code, evidence),
        partners=evidence.named("partners", entry.partners),
        level=entry.level,
        cadence=entry.cadence,
        said=tuple(_said(code, evidence)),
        # a stable sort: those without a number stay in the order of their dates
        editions=tuple(sorted(rows, key=lambda row: (not row.number, row.number or 0))),
        due=editions.due,
        is_overdue=editions.is_overdue,
    )


def _said(code: str, evidence: Evidence) -> Iterator[MechanismSaid]:
    for article in evidence.articles_on("mechanisms", code):
        groups = dict(evidence.readings[article.id].groups)
        facts = groups.get("facts.mechanisms", ())
        for noun, fact in zip(article.annotation.mechanisms, facts, strict=True):
            if noun.mechanism == code:
                yield MechanismSaid(article=article, fact=fact, status=noun.status)
