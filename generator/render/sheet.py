"""
What is printed: a text with headings, lists and tables, and no looks of its own.

One sheet is set as PDF and as a Word document, so both say the same. It holds no
markup of any kind, and what people typed is in it letter for letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """How a stretch of text stands out."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    """What is said about the words beside it, such as where they come from."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text."""

    text: str
    look: Look = Look.PLAIN
    to: str = ""
    """A web address, or `#` and the anchor of a source; empty for no link."""


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a section; *level* is 1 or 2."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of prose."""

    line: Line


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; never empty."""

    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head; rows are as long as the head, and there is at least one."""

    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[int, ...]
    """Shares of the width, one a column."""


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the list of sources; its anchor is `s` and its number."""

    number: int
    line: Line
    sentences: tuple[Line, ...]
    """The words that were quoted, by sentence."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The list of sources, by number; never empty."""

    items: tuple[Source, ...]


Block = Heading | Paragraph | Bullets | Table | Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A text to be printed."""

    uri: str
    """POSIX path below the root of the site, without the ending."""
    language: str
    """ISO 639-1 code."""
    day: tuple[int, int, int]
    """Year, month and day as of which it reads; its own date, too."""
    title: str
    author: str
    """Name of the site."""
    head: str
    """What runs at the top beside the title."""
    foot: tuple[str, str]
    """What runs at the bottom: as of when, and before whom it may come."""
    blank: bool
    """Whether a line to fill in stands behind the foot."""
    page: tuple[str, str, str]
    """What stands before, between and behind the page's number and the count."""
    unprintable: str
    """What to say where letters had to be written as their codes."""
    subtitle: tuple[Line, ...]
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """All that it says, for those who compare: a line for each line."""
        found = [self.title, *map(_plain, self.subtitle)]
        for block in self.blocks:
            if isinstance(block, Heading):
                found += ["", f"{'#' * block.level} {block.text}", ""]
            elif isinstance(block, Paragraph):
                found.append(_plain(block.line))
            elif isinstance(block, Bullets):
                found += [f"- {_plain(item)}" for item in block.items]
            elif isinstance(block, Table):
                found.append(" | ".join(block.head))
                found += [" | ".join(map(_plain, row)) for row in block.rows]
            else:
                for item in block.items:
                    found.append(f"[{item.number}] {_plain(item.line)}")
                    found += [f"    {_plain(each)}" for each in item.sentences]
        return "\n".join(found) + "\n"


def _plain(line: Line) -> str:
    return "".join(span.text for span in line)
