"""The page from which everything can be looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import REFERENCE
from generator.render.page import MarkdownPage

if TYPE_CHECKING:
    from generator.derive.reference import ReferenceView
    from generator.render.templates import Templates


def reference_page(view: ReferenceView, templates: Templates) -> MarkdownPage:
    """Build the page from which everything can be looked up."""
    uri = f"{REFERENCE}.md"
    return MarkdownPage(uri, templates.fill("reference", uri, view=view))
