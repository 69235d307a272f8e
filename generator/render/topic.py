"""The page of one topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import entry_page

if TYPE_CHECKING:
    from generator.derive.outcomes import LedgerView
    from generator.derive.topic import TopicView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def topic_page(
    view: TopicView, ledger: LedgerView, templates: Templates
) -> MarkdownPage:
    """Build the page of one topic; the *ledger* of one page has a filter for it."""
    uri = f"{entry_page('topics', view.entry.named.code)}.md"
    return templates.page("topic", uri, view=view, has_filter=not ledger.parts)
