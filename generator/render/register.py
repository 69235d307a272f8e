"""The list of one register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import HOME

if TYPE_CHECKING:
    from generator.derive.register import RegisterView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def register_page(view: RegisterView, templates: Templates) -> MarkdownPage:
    """Build the list of one register."""
    uri = f"{view.register}/{HOME}.md"
    return templates.page("register", uri, view=view)
