"""The page of one agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import entry_page

if TYPE_CHECKING:
    from generator.derive.agreement import AgreementView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def agreement_page(view: AgreementView, templates: Templates) -> MarkdownPage:
    """Build the page of one agreement."""
    uri = f"{entry_page('agreements', view.entry.named.code)}.md"
    return templates.page("agreement", uri, view=view)
