"""What a rule looks at: the whole archive, one article, or what it is linked to."""

from __future__ import annotations

from functools import update_wrapper
from typing import TYPE_CHECKING, Concatenate, Generic, ParamSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.diagnostics import Diagnostic
    from generator.model.archive import Archive
    from generator.model.article import Article
    from generator.model.names import Names

P = ParamSpec("P")


class ArticleRule:
    """
    A rule that looks at one article and at what the registers say, and at nothing else.

    Its findings stay the same as long as both do. What an article says of an event of
    another one depends on that other, so such a rule is a `LinkedRule`; and what it
    finds never holds a place in a register, for places move while the registers stay
    equal.
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


class LinkedRule(Generic[P]):
    """
    A rule that looks at one article, and at what its events and outcomes lead to.

    That is: the events and outcomes that it names, the dates of these (so what they
    are part of, and on), and what follows its own outcomes; and the registers. What it
    finds lies in the article. It looks into no printed text.
    """

    __name__: str

    def __init__(
        self,
        find: Callable[Concatenate[Article, Archive, P], Iterable[Diagnostic]],
        /,
    ) -> None:
        """Take *find*, which sees the problems of one article of an archive."""
        self.find = find
        update_wrapper(self, find)

    def __call__(
        self, archive: Archive, *day: P.args, **_: P.kwargs
    ) -> Iterator[Diagnostic]:
        """Look at every article of *archive*, in order."""
        for article in archive.articles:
            yield from self.find(article, archive, *day, **_)
