"""The front matter that our templates write above a page: keys and texts as JSON."""

from __future__ import annotations

import json

FENCE = "---\n"


def parted(page: str) -> tuple[dict[str, str], str]:
    """Return the front matter of *page* and the Markdown below it."""
    end = page.index(f"\n{FENCE}", len(FENCE) - 1)
    lines = page[len(FENCE) : end].split("\n")
    pairs = (line.partition(": ") for line in lines)
    body = page[end + 1 + len(FENCE) :]
    return {key: json.loads(value) for key, _, value in pairs}, body


def head_of(page: str) -> str:
    """Return *page* with its front matter and next to nothing below."""
    end = page.index(f"\n{FENCE}", len(FENCE) - 1)
    return f"{page[:end]}\n{FENCE}\n# .\n"
