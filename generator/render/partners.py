"""The index of partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import PARTNERS

if TYPE_CHECKING:
    from generator.derive.site import SiteView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def partners_page(site: SiteView, templates: Templates) -> MarkdownPage:
    """Build the index of partners."""
    uri = f"{PARTNERS}/index.md"
    return templates.page("partners", uri, site=site)
