"""The page of one article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.render.exports.linked import article_data
from generator.render.margin import passages
from generator.render.templates import page_of

if TYPE_CHECKING:
    from generator.derive.article import ArticleView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def article_page(view: ArticleView, templates: Templates) -> MarkdownPage:
    """Build the page of one article."""

    def more() -> dict[str, object]:
        beside = tuple(passages(view.reading.paragraphs, templates))
        return {"passages": beside, "linked": article_data(view)}

    return templates.page("article", page_of(view.article), more, view=view)
