"""The page of what changed since the last stored records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import CHANGES
from generator.render.page import MarkdownPage

if TYPE_CHECKING:
    from generator.derive.site import SiteView
    from generator.render.templates import Templates


def changes_page(site: SiteView, templates: Templates) -> MarkdownPage:
    """Build the page of what changed since the last stored records."""
    uri = f"{CHANGES}.md"
    return MarkdownPage(uri, templates.fill("changes", uri, site=site))
