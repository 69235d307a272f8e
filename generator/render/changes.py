"""The page of what changed since the last stored records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import CHANGES

if TYPE_CHECKING:
    from generator.derive.site import SiteView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def changes_page(site: SiteView, templates: Templates) -> MarkdownPage:
    """Build the page of what changed since the last stored records."""
    uri = f"{CHANGES}.md"
    return templates.page("changes", uri, site=site)
