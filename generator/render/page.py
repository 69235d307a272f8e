"""What the site is made of: pages as Markdown, and data files beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.render.exports.tables import Filling


@dataclass(frozen=True, slots=True, eq=False)
class MarkdownPage:
    """
    A page: where it goes, and its text.

    The text is plain Python-Markdown with the `tables` extension, under a front
    matter that we wrote; HTML in it is inline and ours, but for the printed text.
    """

    uri: str
    """POSIX path below the root of the site's Markdown, ending in `.md`."""
    write: Callable[[], Iterable[str]]
    """Makes the text, piece by piece: those of a large site are never all in memory."""
    follows_from: Callable[[], tuple[object, ...]] = tuple
    """Tells all that the text is made of, and nothing else; empty where it is much."""

    own: Callable[[], MarkdownPage] | None = None
    """Makes this page, where what it shows is derived for it alone and not kept."""

    @classmethod
    def later(
        cls, uri: str, build: Callable[[], MarkdownPage], *, is_alone: bool = False
    ) -> MarkdownPage:
        """
        Return the page that *build* would return, which is asked when need be.

        It *is_alone* where it shares what it shows with no other page.
        """
        own = build if is_alone else None
        return cls(uri, lambda: build().write(), lambda: build().made_of, own)

    def itself(self) -> MarkdownPage:
        """Return the page itself, for who asks for its text and what that is of."""
        return replace(self.own(), uri=self.uri) if self.own else self

    @property
    def text(self) -> str:
        """The text, made anew each time."""
        return "".join(self.write())

    @property
    def made_of(self) -> tuple[object, ...]:
        """What it is made of; empty for a page on the whole site."""
        return self.follows_from()

    def __eq__(self, other: object) -> bool:
        """Two pages are the same when a reader cannot tell them apart."""
        if not isinstance(other, MarkdownPage):
            return NotImplemented
        return (self.uri, self.text) == (other.uri, other.text)

    def __hash__(self) -> int:
        return hash(self.uri)


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that goes into the site as it is, for scripts and other programs."""

    uri: str
    """POSIX path below the root of the site."""
    text: str


@dataclass(frozen=True, slots=True)
class Database:
    """All records as one database; it is large, and most previews never ask."""

    uri: str
    """POSIX path below the root of the site."""
    fill: Callable[[], Filling]
    """Makes what stands in it."""
