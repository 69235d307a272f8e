"""What a machine found is no fact until an editor says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.rule import ArticleRule
from generator.diagnostics import Diagnostic, Severity
from generator.model.source import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.article import Article
    from generator.model.names import Names


@ArticleRule
def suggestions_are_confirmed(article: Article, _: Names) -> Iterator[Diagnostic]:
    """Nothing that was suggested waits for an editor."""
    for each in article.suggested:
        yield Diagnostic(
            code="unconfirmed",
            severity=Severity.WARNING,
            span=each.suggested.span if each.suggested else NOWHERE,
            values={"value": each.suggested or "", "file": article.path},
        )
