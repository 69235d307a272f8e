"""What the page of a topic shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.entry import entry_view
from generator.model.order import alphabetical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.derive.entry import EntryView, Evidence
    from generator.model.names import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A topic below another, with all below it."""

    topic: Named
    outcome_count: int
    """How many outcomes name it or a topic below it, each counted once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """What the page of one topic shows."""

    entry: EntryView
    parent: Named | None
    branches: tuple[Branch, ...]
    """The recorded topics right below it, in alphabetical order."""
    whole_count: int
    """How many outcomes name it or a topic below it, each counted once."""


def topic_view(code: str, evidence: Evidence) -> TopicView:
    """Gather what the page of topic *code* shows."""
    names = evidence.archive.names
    parent = evidence.archive.registers.topics[code].parent
    branches = [
        Branch(
            topic=names.named("topics", child),
            outcome_count=len(set(_outcomes(child, evidence))),
        )
        for child in _below(code, evidence)
        if ("topics", child) in evidence.recorded
    ]
    branches.sort(key=lambda each: alphabetical(each.topic.name))
    return TopicView(
        entry=entry_view("topics", code, evidence),
        parent=names.named("topics", parent) if parent else None,
        branches=tuple(branches),
        whole_count=len(set(_outcomes(code, evidence))),
    )


def _below(code: str, evidence: Evidence) -> Iterator[str]:
    for child, entry in evidence.archive.registers.topics.items():
        if entry.parent == code:
            yield str(child)


def _outcomes(code: str, evidence: Evidence) -> Iterator[str]:
    """Yield the ids of the outcomes that name a topic or one below it."""
    for line in evidence.trace("topics", code).lines:
        yield line.outcome.id
    for child in _below(code, evidence):
        yield from _outcomes(child, evidence)
