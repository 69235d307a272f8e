"""The page of one outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import OUTCOMES

if TYPE_CHECKING:
    from generator.derive.outcome import OutcomeView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def outcome_page(view: OutcomeView, templates: Templates) -> MarkdownPage:
    """Build the page of one outcome."""
    uri = f"{OUTCOMES}/{view.step.outcome.id}.md"
    return templates.page("outcome", uri, view=view)
