"""The ledger of all outcomes, and that of each partner where one page is too small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import ledger_page

if TYPE_CHECKING:
    from generator.derive.outcomes import LedgerView
    from generator.derive.site import SiteView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def outcomes_pages(site: SiteView, templates: Templates) -> list[MarkdownPage]:
    """Build the pages of the ledger."""

    def page(view: LedgerView) -> MarkdownPage:
        uri = f"{ledger_page(view.partner.code if view.partner else None)}.md"
        count = len(site.archive.articles)
        return templates.page("outcomes", uri, view=view, article_count=count)

    return [page(site.ledger), *map(page, site.ledger.parts)]
