"""
What the theme puts round a page: rendered once, cut where pages differ, filled often.

A specimen is rendered by the theme with a sign in each place that differs. Where a sign
stands in what comes out, a page's own words go. Lists of headings are learned likewise:
from a specimen with headings at every depth it is seen what the theme writes before,
between and behind them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.html.content import Heading

SIGN = "Zq0  Zq1&amp;Zq2"
"""Two spaces and a reference tell what the theme does with a text that it shows."""
DEPTHS = (1, 1, 2, 2, 1, 2, 3, 3, 2, 3, 1)
"""Depths of headings, one after the other: each step between them that pages take."""
DEEPEST = max(DEPTHS)


@dataclass(frozen=True, slots=True)
class Item:
    """A heading as the lists of the theme show it."""

    depth: int
    """1 below the title of the page."""
    anchor: str
    name: str
    """HTML."""
    at: int
    """Which heading of the page it is."""


@dataclass(frozen=True, slots=True)
class Listing:
    """How the theme writes one list of headings."""

    depths: frozenset[int]
    """Which headings it shows."""
    middle: str
    """What stands between the anchor of a heading and its name."""
    between: Mapping[tuple[int, int], str]
    """What stands between a heading and the next, by their depths."""

    def html(self, items: tuple[Item, ...]) -> str:
        """Return what stands from the first anchor to the last name."""
        parts: list[str] = []
        before = 0
        for item in items:
            if item.depth in self.depths:
                if before:
                    parts.append(self.between[before, item.depth])
                parts += (item.anchor, self.middle, item.name)
                before = item.depth
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Frame:
    """A page without what is its own."""

    texts: tuple[str, ...]
    """What stands before, between and behind the slots."""
    slots: tuple[str | Listing, ...]
    """Names of what goes between the texts, in order; one less than they are."""

    @classmethod
    def cut(
        cls, specimen: str, signs: Mapping[str, str], items: tuple[Item, ...]
    ) -> Frame:
        """Cut *specimen* where one of *signs*, texts by slot, or of *items* stands."""
        slot_of: dict[str, str | Item] = {sign: slot for slot, sign in signs.items()}
        for item in items:
            slot_of |= {item.anchor: item, item.name: item}
        longest_first = sorted(slot_of, key=len, reverse=True)
        parts = re.split(f"({'|'.join(map(re.escape, longest_first))})", specimen)
        texts, slots = parts[::2], [slot_of[sign] for sign in parts[1::2]]
        kept = [texts[0]]
        names: list[str | Listing] = []
        for slot, run in _runs(slots):
            if isinstance(slot, Item):
                several = slots[run.start : run.stop]
                listing = _listing(several, texts[run.start + 1 : run.stop])
                names.append(listing)
            else:
                names.append(slot)
            kept.append(texts[run.stop])
        return cls(tuple(kept), tuple(names))

    def filled(self, values: Mapping[str, str], items: tuple[Item, ...]) -> str:
        """Return a page with *values*, text by slot, and *items* in its lists."""
        parts = [self.texts[0]]
        for slot, text in zip(self.slots, self.texts[1:], strict=True):
            own = slot.html(items) if isinstance(slot, Listing) else values[slot]
            parts += (own, text)
        return "".join(parts)


def _runs(slots: list[str | Item]) -> Iterator[tuple[str | Item, range]]:
    """Yield each slot and where it stands; the headings of one list are one slot."""
    start = 0
    for at, slot in enumerate(slots):
        after = slots[at + 1] if at + 1 < len(slots) else ""
        # a list goes on while its headings come in their order
        goes_on = (
            isinstance(slot, Item) and isinstance(after, Item) and slot.at <= after.at
        )
        if not goes_on:
            yield slots[start], range(start, at + 1)
            start = at + 1


def _listing(slots: list[str | Item], texts: list[str]) -> Listing:
    """Learn a list from the anchors and names in it, and what stands between."""
    items = [slot for slot in slots[::2] if isinstance(slot, Item)]
    between = {
        (one.depth, other.depth): text
        for (one, other), text in zip(pairwise(items), texts[1::2], strict=True)
    }
    return Listing(frozenset(item.depth for item in items), texts[0], between)


def specimen_items(last: int) -> tuple[Item, ...]:
    """Return headings in which every step is taken; the last is as deep as *last*."""
    depths = (*DEPTHS, *range(2, last + 1))
    return tuple(
        Item(depth, f"zq-anchor-{at}-", f"ZqName{at}.", at)
        for at, depth in enumerate(depths)
    )


def items_of(headings: tuple[Heading, ...]) -> tuple[Item, ...]:
    """Return *headings* as the theme shows them: without the title of the page."""
    has_title = bool(headings) and headings[0].level == 1
    above: list[int] = []
    items = []
    for at, each in enumerate(headings[has_title:]):
        while above and above[-1] >= each.level:
            above.pop()
        above.append(each.level)
        items.append(Item(len(above), each.anchor, each.name, at))
    return tuple(items)


def told(slot: str, text: str) -> dict[str, str]:
    """
    Return *text*, escaped HTML, in the ways in which a theme may write it.

    As it is; as `striptags | e` makes it; as `striptags` alone does.
    """
    plain = Markup(text).striptags()  # noqa: S704 -- it is escaped
    return {
        slot: text,
        f"{slot} stripped": str(escape(plain)),
        f"{slot} plain": plain,
    }
