"""The page of all abbreviations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import GLOSSARY

if TYPE_CHECKING:
    from generator.derive.reference import ReferenceView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def glossary_page(view: ReferenceView, templates: Templates) -> MarkdownPage:
    """Build the page of all abbreviations."""
    uri = f"{GLOSSARY}.md"
    count = view.article_count
    return templates.page(
        "glossary", uri, terms=view.recorded_terms, article_count=count
    )
