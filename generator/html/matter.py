"""The front matter that our templates write above a page: keys and texts as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FENCE = "---\n"
NOTHING = "\n# .\n"
"""A page without a front matter and next to nothing in it."""


def parted(page: str) -> tuple[dict[str, str], str]:
    """Return the front matter of *page* and the Markdown below it."""
    end = page.index(f"\n{FENCE}", len(FENCE) - 1)
    lines = page[len(FENCE) : end].split("\n")
    pairs = (line.partition(": ") for line in lines)
    body = page[end + 1 + len(FENCE) :]
    return {key: json.loads(value) for key, _, value in pairs}, body


def head_of(pieces: Iterable[str]) -> str:
    """
    Return the page that *pieces* make, with next to nothing below its front matter.

    No piece is asked for after that: most of a page is not made for its title.
    """
    begun = ""
    for piece in pieces:
        begun += piece
        end = begun.find(f"\n{FENCE}", len(FENCE) - 1)
        if end >= 0:
            return f"{begun[:end]}\n{FENCE}{NOTHING}"
    return begun
