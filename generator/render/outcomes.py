"""The ledger of all outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import HOME, OUTCOMES
from generator.render.page import MarkdownPage

if TYPE_CHECKING:
    from generator.derive.site import SiteView
    from generator.render.templates import Templates


def outcomes_page(site: SiteView, templates: Templates) -> MarkdownPage:
    """Build the ledger of all outcomes."""
    uri = f"{OUTCOMES}/{HOME}.md"
    return MarkdownPage(uri, templates.fill("outcomes", uri, site=site))
