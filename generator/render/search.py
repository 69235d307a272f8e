"""The page of all results, which says what else there is where no script runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import SEARCH

if TYPE_CHECKING:
    from generator.derive.site import SiteView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def search_page(site: SiteView, templates: Templates) -> MarkdownPage:
    """Build the page of all results."""
    uri = f"{SEARCH}.md"
    return templates.page("search", uri, site=site)
