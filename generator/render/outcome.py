"""The page of one outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import OUTCOMES

if TYPE_CHECKING:
    from generator.derive.outcome import OutcomeView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def outcome_uri(code: str) -> str:
    """Return where the page of an outcome lies, by its id."""
    return f"{OUTCOMES}/{code}.md"


def outcome_page(view: OutcomeView, templates: Templates) -> MarkdownPage:
    """Build the page of one outcome."""
    return templates.page("outcome", outcome_uri(view.step.outcome.id), view=view)
