"""
The forms of a word in which it may be found.

Vietnamese marks a letter (ă, ê, ơ, đ) and, apart from that, tones a syllable. A word
is taken apart into its letters without tone and its tone, so that `hoà` and `hòa` are
one, and so that what a reader left out can be told from what a reader typed wrongly.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from generator.model.text import INVISIBLE

TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Grave, hook, tilde, acute, dot below."""
LETTERS = {
    "đ": "d",
    "\u00f0": "d",  # eth
    "\u00f8": "o",  # o with stroke
    "\u0142": "l",  # l with stroke
    "\u00df": "ss",  # sharp s
    "\u00e6": "ae",
    "\u0153": "oe",
    "\u00fe": "th",  # thorn
    "\u0131": "i",  # dotless i
}
"""Letters that do not decompose, and how they are typed without them."""
WORD = re.compile(r"(?:[^\W_]++|[\u0300-\u036f]++)++")
I_OR_Y = re.compile(r"((?:[b-hj-np-tv-x\u0111]+|qu))y")
"""A syllable that may be written with either, such as that of America."""
SYLLABLE = re.compile(
    r"(?:b|ch?|d|gi?|gh|kh?|l|m|ngh?|nh?|ph?|qu?|r|s|th?|tr|v|x|h)?"
    r"[aeiouy]{1,3}(?:ch?|m|ng?|nh|p|t)?"
)
"""What may be one Vietnamese syllable, without marks."""
WITHOUT_WIDTH = re.compile(f"[{''.join(sorted(INVISIBLE))}]+")
MARKED = re.compile(r"[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Form:
    """A word in every form that matching compares."""

    lower: str
    """Composed, in lower case."""
    spelt: str
    """Without tone."""
    letters: str
    """`spelt`, with i where y or i may stand; a number without leading zeros."""
    tone: str
    """The tone marks; empty for the level tone."""
    plain: str
    """`letters` without any mark: words that are equal in this may be one word."""
    folded: str
    """`lower` without any mark, as it is typed."""

    @property
    def is_marked(self) -> bool:
        """Tell whether anything of it is more than plain letters."""
        return self.folded != self.lower


def composed(text: str) -> str:
    """Return *text* in composed form, without signs that have no width."""
    if text.isascii():
        return text
    if not text.isprintable():  # no sign without width is printable
        text = WITHOUT_WIDTH.sub("", text)
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return *text*, which is in lower case, without any mark."""
    if text.isascii():
        return text
    apart = MARKED.sub("", unicodedata.normalize("NFD", text))
    return "".join(LETTERS.get(char, char) for char in apart)


@cache
def form_of(word: str) -> Form:
    """Return the forms of *word*, which is composed."""
    lower = unicodedata.normalize("NFC", word.lower())
    spelt, tone = lower, ""
    if not lower.isascii():
        apart = unicodedata.normalize("NFD", lower)
        tone = "".join(char for char in apart if char in TONES)
        kept = "".join(char for char in apart if char not in TONES)
        spelt = unicodedata.normalize("NFC", kept)
    letters = spelt
    if either := I_OR_Y.fullmatch(letters):
        letters = either[1] + "i"
    elif is_number(lower):
        letters = lower.lstrip("0") or "0"
    return Form(lower, spelt, letters, tone, fold(letters), fold(spelt))


def is_number(word: str) -> bool:
    """Tell whether *word* is written in the digits 0 to 9."""
    return word.isascii() and word.isdigit()


def fits(typed: str, letters: str) -> bool:
    """Tell whether each letter of *typed* is that of *letters*, or it without marks."""
    return len(typed) == len(letters) and all(
        one == other or one == fold(other)
        for one, other in zip(typed, letters, strict=True)
    )


def is_syllable(plain: str) -> bool:
    """Tell whether *plain* may be one Vietnamese syllable."""
    return bool(SYLLABLE.fullmatch(plain))


def is_slip(one: str, other: str) -> bool:
    """
    Tell whether one slip of the finger makes *other* of *one*.

    A slip leaves out, adds or changes a letter, or swaps two neighbours.
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    shorter = min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    if len(one) == len(other):
        rest = one[start + 1 :], other[start + 1 :]
        if rest[0] == rest[1]:
            return True
        swapped = one[start : start + 2] == other[start : start + 2][::-1]
        return swapped and one[start + 2 :] == other[start + 2 :]
    if len(one) > len(other):
        return one[start + 1 :] == other[start:]
    return one[start:] == other[start + 1 :]


def begins_with_slip(typed: str, word: str) -> bool:
    """Tell whether *word* begins with what one slip makes of *typed*."""
    length = len(typed)
    return any(
        is_slip(typed, word[:size])
        for size in (length - 1, length, length + 1)
        if size <= len(word)
    )
