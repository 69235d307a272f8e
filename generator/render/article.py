"""The page of one article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.render.exports.linked import article_data
from generator.render.margin import passages
from generator.render.page import MarkdownPage
from generator.render.templates import page_of

if TYPE_CHECKING:
    from generator.derive.article import ArticleView
    from generator.render.templates import Templates


def article_page(view: ArticleView, templates: Templates) -> MarkdownPage:
    """Build the page of one article."""
    uri = page_of(view.article)

    def write() -> str:
        beside = tuple(passages(view.reading.paragraphs, templates))
        linked = article_data(view)
        return templates.fill(
            "article", uri, view=view, passages=beside, linked=linked
        )()

    return MarkdownPage(uri, write)
