"""The index of partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import PARTNERS
from generator.render.page import MarkdownPage

if TYPE_CHECKING:
    from generator.derive.site import SiteView
    from generator.render.templates import Templates


def partners_page(site: SiteView, templates: Templates) -> MarkdownPage:
    """Build the index of partners."""
    uri = f"{PARTNERS}/index.md"
    return MarkdownPage(uri, templates.fill("partners", uri, site=site))
