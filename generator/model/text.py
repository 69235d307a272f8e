"""
The printed text: its paragraphs, its sentences, and words found in it.

The text is never edited. A line is a paragraph, as newspapers print; no sign in it
is markup. Matching looks through what a reader cannot see (no-break and doubled
spaces, line ends, zero-width signs) and through nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Self

from generator.model.source import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diagnostics import Span

INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Signs without width that web pages leave in their text."""
_NO_WIDTH = "".join(sorted(INVISIBLE))
_EMPTY = rf"[\s{_NO_WIDTH}]"
GAP = re.compile(rf"{_EMPTY}(?:(?<! )|(?={_EMPTY})){_EMPTY}*")
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


@dataclass(frozen=True, eq=False)
class PrintedText:
    """
    What somebody printed, letter for letter: a stretch of the file where it lies.

    An archive holds the text of each file, and holds it once. Two are equal where they
    say the same, wherever they lie.
    """

    file: SourceFile = field(repr=False)
    start: int
    end: int

    @classmethod
    def of(cls, value: str) -> Self:
        """Return a text that lies in no file."""
        return cls(SourceFile("", value), 0, len(value))

    @property
    def value(self) -> str:
        """The whole text; who wants few of its words asks for these."""
        return self.file.text[self.start : self.end]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PrintedText):
            return NotImplemented
        return self is other or self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)

    def words(self, place: Range) -> str:
        """Return the words at *place*."""
        return self.file.text[self.start + place.start : self.start + place.end]

    def span(self, place: Range) -> Span:
        """Return the place in the file of a stretch of the text."""
        return self.file.span(self.start + place.start, self.start + place.end)

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
        value = self.value
        for paragraph in self.paragraphs:
            start = paragraph.start
            for stop in SENTENCE_END.finditer(value, paragraph.start, paragraph.end):
                following = stop[1]
                if not (following.isupper() or following.isdigit()):
                    continue
                word = _last_word(value[start : stop.start()])
                is_short = word in ABBREVIATIONS or (len(word) == 1 and word.isupper())
                # the number of a paragraph, such as "22. Tại ...", is no sentence
                is_short |= (
                    word.isdigit() and stop.start() - len(word) == paragraph.start
                )
                if is_short:
                    continue
                found.append(Range(start, stop.end()))
                start = stop.end()
            found.append(Range(start, paragraph.end))
        return tuple(found)

    def find(self, words: str) -> Iterator[Range]:
        """
        Yield where *words* stand as whole words, in order.

        Runs of white space match each other; invisible signs match nothing.
        Linear in the length of the text.
        """
        sought = fold(words)
        if not sought:
            return
        folded = _folded(self)
        text = folded.text
        at = text.find(sought)
        while at >= 0:
            end = at + len(sought)
            if not (_inside_word(text, at) or _inside_word(text, end)):
                yield Range(folded.origin(at), folded.origin(end - 1) + 1)
            at = text.find(sought, at + 1)

    def before(self, place: Range) -> str:
        """Return the folded text before *place*, long enough for any prefix."""
        return _seen(self.value[: place.start]).rstrip()

    def after(self, place: Range) -> str:
        """Return the folded text after *place*."""
        return _seen(self.value[place.end :]).lstrip()


def _last_word(text: str) -> str:
    """Return what stands behind the last space, bracket or quotation mark."""
    word = text.rsplit(maxsplit=1)[-1] if text[-1:].strip() else ""
    return re.split(r"[(\"“]", word)[-1]


def fold(words: str) -> str:
    """Return *words* as matching sees them: one space a gap, nothing invisible."""
    return _seen(words).strip()


def same_words(first: str, second: str) -> bool:
    """Tell whether a reader sees the same words, capitals aside."""
    return fold(first).casefold() == fold(second).casefold()


def _seen(text: str) -> str:
    """Fold *text*."""
    return text if _is_plain(text) else GAP.sub(_gap, text)


def _is_plain(text: str) -> bool:
    """Tell whether *text* has surely no gaps but single spaces."""
    # no white space but the space is printable, and no sign without width
    return text.isprintable() and "  " not in text


def _gap(found: re.Match[str]) -> str:
    """Return what a reader sees of signs without ink: one space, or nothing."""
    return "" if INVISIBLE.issuperset(found[0]) else " "


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text as matching sees it, and how to come back."""

    text: str
    starts: tuple[int, ...]
    """Where the stretches of it begin that stand together in the original, in order."""
    shifts: tuple[int, ...]
    """By how much each of them stands further behind there."""

    def origin(self, at: int) -> int:
        """Return where the character `text[at]` stands in the original."""
        return at + self.shifts[bisect_right(self.starts, at) - 1]


@lru_cache(maxsize=8)  # the quotes of one text are sought one after the other
def _folded(printed: PrintedText) -> _Folded:
    """Fold *printed*, and remember what came from where."""
    text = printed.value
    seen = text.replace("\n", " ")
    if _is_plain(seen):  # each gap is one sign, which stays where it was
        return _Folded(seen, (0,), (0,))
    pieces: list[str] = []
    starts, shifts = [0], [0]
    at = length = 0
    for gap in GAP.finditer(text):
        start, end = gap.span()
        pieces += (text[at:start], _gap(gap))
        length += start - at
        if pieces[-1]:
            space = next(i for i in range(start, end) if text[i].isspace())
            starts.append(length)
            shifts.append(space - length)
            length += 1
        starts.append(length)
        shifts.append(end - length)
        at = end
    return _Folded("".join([*pieces, text[at:]]), tuple(starts), tuple(shifts))


def _inside_word(text: str, at: int) -> bool:
    """Tell whether the gap before `text[at]` lies inside a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
