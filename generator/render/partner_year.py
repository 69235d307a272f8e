"""The page of one year of one partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.derive.partner_year import PartnerYearView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def partner_year_uri(folder: str) -> str:
    """Return where the page of a partner's year lies, by its folder."""
    return f"{folder}/index.md"


def partner_year_page(view: PartnerYearView, templates: Templates) -> MarkdownPage:
    """Build the page of one year of one partner."""
    return templates.page("partner_year", partner_year_uri(view.folder), view=view)
