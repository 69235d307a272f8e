"""
The printed text: its paragraphs, its sentences, and words found in it.

The text is never edited. A line is a paragraph, as newspapers print; no sign in it
is markup. Matching looks through what a reader cannot see (no-break and doubled
spaces, line ends, zero-width signs) and through nothing else.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from generator.model.source import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.diagnostics import Span

INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Signs without width that web pages leave in their text."""
_NO_WIDTH = "".join(sorted(INVISIBLE))
GAP = re.compile(rf"[\s{_NO_WIDTH}]{{2,}}|[^\S ]|[{_NO_WIDTH}]")
"""What folding changes: all that is no ink, but for a space between two words."""
LINE_ENDS = re.compile(r"[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
SENTENCE_END = re.compile(r"[.!?…]+[\"”»’')\]]*\s+(?=[\"“«‘'(\[]*(\w))")
ABBREVIATIONS = frozenset(
    "TP Tp ThS TS GS PGS BS Th Q P St Mr Mrs Ms Dr Prof Gen Lt Col No vs".split()  # noqa: SIM905 -- words read best as words
)
"""Words whose full stop does not end a sentence."""


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """A stretch of a text, `text[start:end]`; never empty."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many characters it has."""
        return self.end - self.start

    def holds(self, other: Range) -> bool:
        """Tell whether *other* lies wholly in it."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Range) -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class PrintedText:
    """What somebody printed, letter for letter, and where it lies."""

    value: str
    file: SourceFile | None = field(default=None, compare=False, repr=False)
    """Where it was read; None for a text made by code."""
    start: int = field(default=0, compare=False, repr=False)
    """Offset of its first character in the file."""

    def span(self, place: Range) -> Span:
        """Return the place in the file of a stretch of the text."""
        file = self.file or SourceFile("", self.value)
        return file.span(self.start + place.start, self.start + place.end)

    @cached_property
    def paragraphs(self) -> tuple[Range, ...]:
        """The lines that hold something to read, without the space around them."""
        found = []
        start = 0
        for line in LINE_ENDS.split(self.value):
            inner = line.strip()
            if inner:
                at = start + line.index(inner)
                found.append(Range(at, at + len(inner)))
            start += len(line) + 1
        return tuple(found)

    @cached_property
    def sentences(self) -> tuple[Range, ...]:
        """
        The sentences in order; those of one paragraph cover it without a gap.

        A sentence ends at a stop that is followed by space and a capital or a
        digit, unless the stop belongs to an abbreviation, an initial or the number
        with which the paragraph begins.
        """
        found = []
        for paragraph in self.paragraphs:
            start = paragraph.start
            for stop in SENTENCE_END.finditer(
                self.value, paragraph.start, paragraph.end
            ):
                following = stop[1]
                word = re.split(r"[\s(\"“]", self.value[start : stop.start()])[-1]
                is_short = word in ABBREVIATIONS or (len(word) == 1 and word.isupper())
                # the number of a paragraph, such as "22. Tại ...", is no sentence
                is_short |= (
                    word.isdigit() and stop.start() - len(word) == paragraph.start
                )
                if is_short or not (following.isupper() or following.isdigit()):
                    continue
                found.append(Range(start, stop.end()))
                start = stop.end()
            found.append(Range(start, paragraph.end))
        return tuple(found)

    @cached_property
    def _folded(self) -> tuple[str, Sequence[int]]:
        return _fold(self.value)

    def find(self, words: str) -> Iterator[Range]:
        """
        Yield where *words* stand as whole words, in order.

        Runs of white space match each other; invisible signs match nothing.
        Linear in the length of the text.
        """
        sought = fold(words)
        if not sought:
            return
        text, origins = self._folded
        at = text.find(sought)
        while at >= 0:
            end = at + len(sought)
            if not (_inside_word(text, at) or _inside_word(text, end)):
                yield Range(origins[at], origins[end - 1] + 1)
            at = text.find(sought, at + 1)

    def before(self, place: Range) -> str:
        """Return the folded text before *place*, long enough for any prefix."""
        return _seen(self.value[: place.start]).rstrip()

    def after(self, place: Range) -> str:
        """Return the folded text after *place*."""
        return _seen(self.value[place.end :]).lstrip()


def fold(words: str) -> str:
    """Return *words* as matching sees them: one space a gap, nothing invisible."""
    return _seen(words).strip()


def same_words(first: str, second: str) -> bool:
    """Tell whether a reader sees the same words, capitals aside."""
    return fold(first).casefold() == fold(second).casefold()


def _seen(text: str) -> str:
    """Fold *text*."""
    return GAP.sub(_gap, text)


def _gap(found: re.Match[str]) -> str:
    """Return what a reader sees of signs without ink: one space, or nothing."""
    return "" if INVISIBLE.issuperset(found[0]) else " "


def _fold(text: str) -> tuple[str, Sequence[int]]:
    """Fold *text*; beside each character stands its offset in the original."""
    seen = _seen(text)
    if len(seen) == len(text):  # each gap is one sign, which stays where it was
        return seen, range(len(text))
    origins = array("L")
    at = 0
    for gap in GAP.finditer(text):
        start, end = gap.span()
        origins.extend(range(at, start))
        if _gap(gap):
            origins.append(next(i for i in range(start, end) if text[i].isspace()))
        at = end
    origins.extend(range(at, len(text)))
    return seen, origins


def _inside_word(text: str, at: int) -> bool:
    """Tell whether the gap before `text[at]` lies inside a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
