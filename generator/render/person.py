"""The page of one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import entry_page
from generator.render.exports.linked import person_data

if TYPE_CHECKING:
    from generator.derive.person import PersonView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def person_page(view: PersonView, templates: Templates) -> MarkdownPage:
    """Build the page of one person."""
    uri = f"{entry_page('people', view.entry.named.code)}.md"

    def more() -> dict[str, object]:
        return {"linked": person_data(view)}

    return templates.page("person", uri, more, view=view)
