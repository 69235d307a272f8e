"""What the list of a register shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from generator.model.order import alphabetical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.derive.entry import EntryView
    from generator.derive.topic import TopicView
    from generator.model.names import Named


class HasEntry(Protocol):
    """The view of an entry of any register."""

    @property
    def entry(self) -> EntryView:
        """What it shows whatever the register."""


V = TypeVar("V", bound=HasEntry)


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in the list of its register."""

    view: HasEntry
    depth: int = 0
    """How many entries it stands below."""


@dataclass(frozen=True, slots=True)
class RegisterView:
    """What the list of one register shows: what is recorded first."""

    register: str
    rows: tuple[Row, ...]
    """The recorded entries."""
    silent: tuple[Named, ...]
    """Those of which nothing is recorded, in alphabetical order."""
    article_count: int
    """How many articles the archive has."""


def register_view(
    register: str, views: Iterable[HasEntry], rows: tuple[Row, ...], article_count: int
) -> RegisterView:
    """Put *rows* at the head of the list, and the other *views* behind them."""
    others = (view.entry for view in views if not view.entry.is_recorded)
    silent = sorted(
        (entry.named for entry in others),
        key=lambda named: (alphabetical(named.name), named.code),
    )
    return RegisterView(register, rows, tuple(silent), article_count)


def by_name(views: Iterable[HasEntry]) -> tuple[Row, ...]:
    """Return the recorded entries in alphabetical order."""
    return tuple(Row(view) for view in _sorted(views))


def tree(topics: Iterable[TopicView]) -> tuple[Row, ...]:
    """Return the recorded topics, each before those below it, alphabetical in each."""
    ordered = list(_sorted(topics))

    def below(parent: str | None, depth: int) -> Iterator[Row]:
        for view in ordered:
            if (view.parent.code if view.parent else None) == parent:
                yield Row(view, depth)
                yield from below(view.entry.named.code, depth + 1)

    return tuple(below(None, 0))


def _sorted(views: Iterable[V]) -> list[V]:
    return sorted(
        (view for view in views if view.entry.is_recorded),
        key=lambda view: (alphabetical(view.entry.named.name), view.entry.named.code),
    )
