"""How to cite the text that an article holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model.article import Article
    from generator.model.dates import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """
    What a reference to a printed text says, in its order.

    The order is that of Vietnamese lists of references: creator, title, publisher,
    date, address, day of access. It is that of ISO 690, which Viet Nam took over as
    TCVN 10256:2013, but for the day of access, which ISO 690 puts before the address.
    From ISO 690 comes that a title which somebody else supplied stands in brackets.
    """

    author: str | None
    """None when not known, as everything below; nothing is made up."""
    title: str
    is_printed: bool
    """Whether the title stands in the source; else the editors supplied it."""
    publisher: str | None
    published: When | None
    url: str | None
    retrieved: When | None
    """When the address was visited; None without an address."""


def reference_of(article: Article) -> Reference:
    """Return how to cite the text of *article*."""
    note = article.annotation
    source = note.source
    title = source.title if source and source.title else note.title
    url = source.url if source else None
    return Reference(
        author=str(source.author) if source and source.author else None,
        title=str(title),
        is_printed=bool(source and source.title) or article.is_headline_printed,
        publisher=str(source.publisher) if source and source.publisher else None,
        published=article.published,
        url=str(url) if url else None,
        retrieved=source.retrieved if source and url else None,
    )
