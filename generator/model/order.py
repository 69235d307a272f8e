"""
The order of the Vietnamese alphabet.

Letters first (Đ after D, Ă and Â after A, and so on), tones second (level, grave,
hook, tilde, acute, dot), as Vietnamese dictionaries do; other Latin letters sort
under their base letter. Pages in English keep this order, so that a list stands the
same in both languages; for names without marks it is the English one anyway.
Babel has no collation, and ICU is no pure-Python library.
"""

from __future__ import annotations

import unicodedata

TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Grave, hook, tilde, acute, dot below; the level tone has no mark."""
SHAPES = "\u0306\u0302\u031b"
"""Breve, circumflex, horn: they make a letter, not a tone."""


def alphabetical(text: str) -> tuple[tuple[str, ...], tuple[int, ...], str]:
    """Return the sort key of *text*; equal only for equal texts."""
    letters: list[str] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFD", text.casefold()):
        if char in TONES and letters:
            tones[-1] = TONES.index(char) + 1
        elif char in SHAPES and letters:
            letters[-1] += chr(0xE000 + SHAPES.index(char))
        elif unicodedata.combining(char):
            continue
        else:
            # đ does not decompose; it stands between d and e
            letters.append("d\ue000" if char == "đ" else char)
            tones.append(0)
    return tuple(letters), tuple(tones), text
