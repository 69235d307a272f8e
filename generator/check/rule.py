"""What a rule looks at: the whole archive, or one article alone."""

from __future__ import annotations

from functools import update_wrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.diagnostics import Diagnostic
    from generator.model.archive import Archive
    from generator.model.article import Article
    from generator.model.names import Names


class ArticleRule:
    """
    A rule that looks at one article and at what the registers say, and at nothing else.

    Its findings stay the same as long as both do. What an article says of an event of
    another one depends on that other, so such a rule takes the whole archive; and
    what it finds never holds a place in a register, for places move while the
    registers stay equal.
    """

    __name__: str

    def __init__(
        self, find: Callable[[Article, Names], Iterable[Diagnostic]], /
    ) -> None:
        """Take *find*, which sees the problems of one article."""
        self.find = find
        update_wrapper(self, find)

    def __call__(self, archive: Archive) -> Iterator[Diagnostic]:
        """Look at every article of *archive*, in order."""
        for article in archive.articles:
            yield from self.find(article, archive.names)
