"""How a line is shown: its part around what matched; and letters that look alike."""

from __future__ import annotations

from typing import TypeAlias

SNIPPET = 220
"""About how many characters of a line are shown."""
BEFORE = 60
"""About how many of them before the first word that matched."""
CUT = "\u2026"

Lit: TypeAlias = "tuple[tuple[int, int], ...]"

CYRILLIC = "АВЕЗІЈКМНОРСТУХавезіјкмнорстух"
LATIN = "ABE3IJKMHOPCTYXabe3ijkmhopctyx"
GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧικνορυχ"
LATIN_OF_GREEK = "ABEZHIKMNOPTYXiknopux"
LOOK_ALIKE = str.maketrans(CYRILLIC + GREEK, LATIN + LATIN_OF_GREEK)


def latin(text: str) -> str:
    """Return *text* with Latin letters for those of others that look like them."""
    return text.translate(LOOK_ALIKE)


def cut_around(text: str, lit: Lit) -> tuple[str, Lit]:
    """Return the part of *text* around its first lit words, cut between words."""
    text = text.rstrip()
    if len(text) <= SNIPPET:
        return text, lit
    start = max(0, (lit[0][0] if lit else 0) - BEFORE)
    start = min(start, max(0, len(text) - SNIPPET))
    if start:
        start = text.find(" ", start) + 1
        if lit and start > lit[0][0]:
            start = lit[0][0]
    end = len(text)
    if start + SNIPPET < end:
        space = text.rfind(" ", start, start + SNIPPET)
        end = space if space > start else start + SNIPPET
    head, tail = (CUT if start else ""), (CUT if end < len(text) else "")
    shift = len(head) - start
    kept = tuple(
        (first + shift, last + shift)
        for first, last in lit
        if first >= start and last <= end
    )
    return head + text[start:end] + tail, kept
