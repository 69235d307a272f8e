"""The site in each of its languages: where the pages lie, and which are the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from generator.model.addresses import HOME
from generator.render.page import Database, DataFile, MarkdownPage
from generator.render.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

M = TypeVar("M", MarkdownPage, DataFile, Sheet, Database)


@dataclass(frozen=True, slots=True)
class Edition:
    """The site in one of its languages."""

    language: str
    """ISO 639-1 code."""
    folder: str
    """Where it lies, such as `en/`; empty for the site's own language."""
    name: str
    """What the site is called in it."""
    as_of: str
    """The day as of which its pages read, in words."""
    marking: str = ""
    """Whom it is for, in words; empty where the site knows no audiences."""
    is_restricted: bool = False
    """Whether that is not everybody."""

    def placed(self, made: Iterable[M]) -> Iterator[M]:
        """Yield what was *made* at its place in the whole site, in the same order."""
        if not self.folder:
            return iter(made)
        return (replace(each, uri=f"{self.folder}{each.uri}") for each in made)

    @property
    def home(self) -> str:
        """The uri of its home page."""
        return f"{self.folder}{HOME}.md"


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Where a page leads those who would rather read another language."""

    edition: Edition
    uri: str
    is_same: bool
    """False where that language has no such page, and its home page stands in."""


def folder_of(language: str, own: str) -> str:
    """Return where the pages of *language* lie in a site whose own one is *own*."""
    return "" if language == own else f"{language}/"


def edition_at(uri: str, editions: Sequence[Edition]) -> Edition:
    """Return which of *editions*, the site's own first, the page at *uri* is of."""
    for edition in editions[1:]:
        if uri.startswith(edition.folder):
            return edition
    return editions[0]


def counterparts(
    uri: str, editions: Sequence[Edition], pages: Collection[str]
) -> tuple[Counterpart, ...]:
    """Return where *uri* leads in every other edition; *pages* are all there are."""
    own = edition_at(uri, editions)
    address = uri.removeprefix(own.folder)
    others = (each for each in editions if each != own)
    return tuple(
        Counterpart(
            each,
            same if (same := f"{each.folder}{address}") in pages else each.home,
            same in pages,
        )
        for each in others
    )
