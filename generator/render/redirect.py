"""The pages that stand where an article lived before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.article import Article
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def redirect_pages(article: Article, templates: Templates) -> Iterator[MarkdownPage]:
    """Build a page at each address that *article* had before."""
    for alias in article.annotation.aliases:
        uri = f"{alias}.md"
        yield templates.page("redirect", uri, article=article)
