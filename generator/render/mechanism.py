"""The page of one mechanism."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import entry_page

if TYPE_CHECKING:
    from generator.derive.mechanism import MechanismView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def mechanism_page(view: MechanismView, templates: Templates) -> MarkdownPage:
    """Build the page of one mechanism."""
    uri = f"{entry_page('mechanisms', view.entry.named.code)}.md"
    return templates.page("mechanism", uri, view=view)
