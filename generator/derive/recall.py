"""What was worked out before, as long as that on which it rests is the very same."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

T = TypeVar("T")


class Recall(Generic[T]):
    """Results by key."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: dict[str, tuple[tuple[object, ...], T]] = {}

    def of(self, key: str, rests_on: tuple[object, ...], make: Callable[[], T]) -> T:
        """
        Return the result at *key*, which *make* makes where it is not known.

        It is known while what it *rests_on*, in an order of its own, is the same:
        things when they are one object, words when they are equal.
        """
        known = self._known.get(key)
        if known is None or not _are_same(known[0], rests_on):
            known = self._known[key] = rests_on, make()
        return known[1]

    def keep(self, keys: Collection[str]) -> None:
        """Let go of what is not at one of *keys*, a collection quick to look into."""
        if len(self._known) > len(keys):
            kept = {key: it for key, it in self._known.items() if key in keys}
            self._known = kept


def _are_same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    if len(one) != len(other):
        return False
    return all(map(is_, one, other)) or all(  # the first is nearly always enough
        mine is theirs or (isinstance(mine, str) and mine == theirs)
        for mine, theirs in zip(one, other, strict=True)
    )
