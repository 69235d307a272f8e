"""The chronological timeline of every event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import TIMELINE
from generator.render.page import MarkdownPage

if TYPE_CHECKING:
    from generator.derive.site import SiteView
    from generator.render.templates import Templates


def timeline_page(site: SiteView, templates: Templates) -> MarkdownPage:
    """Build the page of the whole timeline."""
    uri = f"{TIMELINE}.md"
    return MarkdownPage(uri, templates.fill("timeline", uri, site=site))
