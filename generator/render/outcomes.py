"""The ledger of all outcomes, and that of each partner where one page is too small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import ledger_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.derive.site import SiteView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def outcomes_page(site: SiteView, templates: Templates) -> MarkdownPage:
    """Build the page of the whole ledger."""
    uri = f"{ledger_page(None)}.md"
    count = len(site.archive.articles)
    return templates.page(
        "outcomes", uri, site=site, partner=None, part=None, article_count=count
    )


def ledger_uri(partner: str) -> str:
    """Return where the ledger of a partner lies, by its code."""
    return f"{ledger_page(partner)}.md"


def outcomes_pages(site: SiteView, templates: Templates) -> Iterator[MarkdownPage]:
    """Build the pages of the ledger of each partner."""
    count = len(site.archive.articles)
    for part in site.ledger.parts:
        assert part.partner  # noqa: S101 -- a part is that of a partner
        yield templates.page(
            "outcomes",
            ledger_uri(part.partner.code),
            partner=part.partner,
            part=part,
            article_count=count,
        )
