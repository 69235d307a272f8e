"""The page of one partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import PARTNERS
from generator.render.page import MarkdownPage

if TYPE_CHECKING:
    from generator.derive.partner import PartnerView
    from generator.render.templates import Templates


def partner_page(view: PartnerView, templates: Templates) -> MarkdownPage:
    """Build the page of one partner."""
    uri = f"{PARTNERS}/{view.partner.code}/index.md"
    return MarkdownPage(uri, templates.fill("partner", uri, view=view))
