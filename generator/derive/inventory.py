"""Which pages there are, as far as that follows from what articles tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.archive import Archive
    from generator.model.registers import Registers


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """What tells the addresses of pages that nobody has asked for yet."""

    years: tuple[int | None, ...]
    """Those of the timeline that have a page, newest first."""
    folders: tuple[str, ...]
    """Those of the years of each partner."""
    outcomes: tuple[str, ...]
    """The first requests of matters of several steps, by id."""
    ledgers: tuple[str, ...]
    """The partners whose outcomes have a page of their own, by code."""


class Inventories:
    """Takes stock of a site, and again only when that may have changed."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._last: tuple[tuple[Registers, list[object]], Inventory] | None = None

    def of(self, archive: Archive, take: Callable[[], Inventory]) -> Inventory:
        """
        Return what is there as *archive* stands; *take* is asked where that is new.

        It follows from the registers and the outlines of articles: who only writes
        better what stands there already changes none of them.
        """
        outlines: list[object] = [article.outline for article in archive.articles]
        if self._last:
            (registers, known), found = self._last
            if registers is archive.registers and known == outlines:
                return found
        found = take()
        self._last = (archive.registers, outlines), found
        return found
