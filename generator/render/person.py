"""The page of one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import entry_page
from generator.render.exports.linked import person_data
from generator.render.page import MarkdownPage

if TYPE_CHECKING:
    from generator.derive.person import PersonView
    from generator.render.templates import Templates


def person_page(view: PersonView, templates: Templates) -> MarkdownPage:
    """Build the page of one person."""
    uri = f"{entry_page('people', view.entry.named.code)}.md"
    return MarkdownPage(
        uri, templates.fill("person", uri, view=view, linked=person_data(view))
    )
