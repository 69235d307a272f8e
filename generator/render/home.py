"""The first page: all partners, and the newest events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import HOME

if TYPE_CHECKING:
    from generator.derive.site import SiteView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def home_page(site: SiteView, templates: Templates) -> MarkdownPage:
    """Build the first page."""
    uri = f"{HOME}.md"
    return templates.page("home", uri, site=site)
