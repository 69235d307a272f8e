"""A file of the project as text, and words that remember where they stood."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

from generator.diagnostics import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

NOWHERE = Span("")
"""The place of words that were made by code and not read from a file."""


@dataclass(frozen=True)
class SourceFile:
    """A file of the project: tidy (NFC, LF) text that nobody has understood yet."""

    path: str
    """POSIX path relative to the project root; also its identity."""
    text: str

    @cached_property
    def starts(self) -> Sequence[int]:
        """
        Offset of the first character of each line, in order; never empty.

        Found when a place is asked for, for in most files nothing is wrong.
        """
        starts = array("L", [0])
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def span(self, start: int, end: int | None = None) -> Span:
        """
        Return the place of `text[start:end]`, cut at the end of its first line.

        Offsets outside the text are moved to its ends; without *end* the span is
        one character wide.
        """
        start = max(0, min(start, len(self.text)))
        row = bisect_right(self.starts, start)
        column = start - self.starts[row - 1] + 1
        line_end = self.text.find("\n", start)
        if end is None:
            end = start + 1
        elif 0 <= line_end < end:
            end = line_end
        return Span(self.path, row, column, max(1, min(end, len(self.text)) - start))

    def line(self, number: int) -> str:
        """Return line *number* (from 1) without its LF; empty when out of range."""
        if not 1 <= number <= len(self.starts):
            return ""
        start = self.starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]


Place = Span | tuple[SourceFile, int]
"""A place; or the file, and where in it in one number: see `place_in`."""
_HALF = 32
"""Bits of an offset; a file is not read if it has as many characters."""


def place_in(file: SourceFile, start: int, end: int) -> Place:
    """
    Return the place of `file.text[start:end]`, counted out when somebody asks.

    Two numbers in one, for an archive holds a hundred places an article.
    """
    return file, start << _HALF | end


def span_of(place: Place) -> Span:
    """Count *place* out."""
    if isinstance(place, Span):
        return place
    file, both = place
    return file.span(both >> _HALF, both & (1 << _HALF) - 1)


class Written(str):
    """
    Words as an author wrote them, and where.

    It is a `str` in every respect, equality and hash included; the place travels
    along so that any later rule can point home. Line and column are counted when
    they are asked for, which is rarely: most words are right.
    """

    __slots__ = ("place",)
    place: Place
    """Where they stand, for making other words of them."""

    def __new__(cls, text: str, place: Place = NOWHERE) -> Self:
        """Remember *place* beside *text*."""
        self = super().__new__(cls, text)
        self.place = place
        return self

    @property
    def span(self) -> Span:
        """The place in the file."""
        return span_of(self.place)
