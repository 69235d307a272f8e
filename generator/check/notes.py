"""What an editor's note has settled: words that nobody need be told of again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.article import NoteKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.article import Article
    from generator.model.noun import Quote
    from generator.model.text import Range


def is_settled(article: Article, places: Iterable[Range]) -> bool:
    """Tell whether an erratum or discrepancy quotes any of the words at *places*."""
    doubtful = [
        doubtful
        for note in article.annotation.notes
        if note.kind is not NoteKind.CONTEXT
        for doubtful in places_of(article, note.quote)
    ]
    return any(place.meets(each) for place in places for each in doubtful)


def places_of(article: Article, quotes: Iterable[Quote]) -> tuple[Range, ...]:
    """Return where the words of *quotes* stand in the text of *article*."""
    return tuple(place for quote in quotes for place in quote.found_in(article.text))
