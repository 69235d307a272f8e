"""The page from which everything can be looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import REFERENCE

if TYPE_CHECKING:
    from generator.derive.site import SiteView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def reference_page(site: SiteView, templates: Templates) -> MarkdownPage:
    """Build the page from which everything can be looked up."""
    uri = f"{REFERENCE}.md"
    return templates.page("reference", uri, site=site)
