"""The list of one register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import HOME

if TYPE_CHECKING:
    from generator.derive.register import RegisterView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def register_uri(register: str) -> str:
    """Return where the list of a register stands."""
    return f"{register}/{HOME}.md"


def register_page(view: RegisterView, templates: Templates) -> MarkdownPage:
    """Build the list of one register."""
    return templates.page("register", register_uri(view.register), view=view)
