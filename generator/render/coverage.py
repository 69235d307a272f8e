"""The page of what is there and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.derive.coverage import LISTED
from generator.model.addresses import COVERAGE

if TYPE_CHECKING:
    from generator.derive.site import SiteView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def coverage_page(site: SiteView, templates: Templates) -> MarkdownPage:
    """Build the page of what is there and what is missing."""
    uri = f"{COVERAGE}.md"
    return templates.page("coverage", uri, site=site, limit=LISTED)
