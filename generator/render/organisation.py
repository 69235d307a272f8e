"""The page of one organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import entry_page
from generator.render.exports.linked import organisation_data

if TYPE_CHECKING:
    from generator.derive.organisation import OrganisationView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def organisation_page(view: OrganisationView, templates: Templates) -> MarkdownPage:
    """Build the page of one organisation."""
    uri = f"{entry_page('organisations', view.entry.named.code)}.md"

    def more() -> dict[str, object]:
        return {"linked": organisation_data(view)}

    return templates.page("organisation", uri, more, view=view)
