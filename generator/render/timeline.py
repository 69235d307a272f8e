"""The chronological timeline of every event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import TIMELINE

if TYPE_CHECKING:
    from generator.derive.site import SiteView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def timeline_page(site: SiteView, templates: Templates) -> MarkdownPage:
    """Build the page of the whole timeline."""
    uri = f"{TIMELINE}.md"
    return templates.page("timeline", uri, site=site)
