"""What was worked out before, as long as that on which it rests is the very same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")


class Recall(Generic[T]):
    """Results by key; each walk holds those that it asked for, and no others."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._last: dict[str, tuple[tuple[object, ...], T]] = {}

    def of(
        self, wanted: Iterable[tuple[str, tuple[object, ...], Callable[[], T]]]
    ) -> dict[str, T]:
        """
        Return each result by its key, in the order of *wanted*.

        That names a key, what the result rests on, in an order of its own, and what
        makes it. Things are the same when they are one object, words when they are
        equal.
        """
        before, self._last = self._last, {}
        for key, rests_on, make in wanted:
            known = before.get(key)
            if known is None or not _are_same(known[0], rests_on):
                known = rests_on, make()
            self._last[key] = known
        return {key: result for key, (_, result) in self._last.items()}


def _are_same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and all(
        mine is theirs or (isinstance(mine, str) and mine == theirs)
        for mine, theirs in zip(one, other, strict=True)
    )
