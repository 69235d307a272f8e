"""The page of one partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import PARTNERS
from generator.render.pack import pack_uri
from generator.render.page import MarkdownPage

if TYPE_CHECKING:
    from generator.derive.pack import PackView
    from generator.derive.partner import PartnerView
    from generator.render.templates import Templates


def partner_page(
    view: PartnerView, pack: PackView, templates: Templates
) -> MarkdownPage:
    """Build the page of one partner, which offers the *pack* for paper."""
    uri = f"{PARTNERS}/{view.partner.code}/index.md"
    text = templates.fill("partner", uri, view=view, pack=pack_uri(pack))
    return MarkdownPage(uri, text)
