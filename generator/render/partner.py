"""The page of one partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.derive.outcomes import NEWEST
from generator.derive.partner import LISTED
from generator.model.addresses import PARTNERS
from generator.render.pack import pack_uri
from generator.render.page import MarkdownPage

if TYPE_CHECKING:
    from generator.derive.outcomes import LedgerView
    from generator.derive.pack import PackView
    from generator.derive.partner import PartnerView
    from generator.render.templates import Templates


def partner_page(
    view: PartnerView,
    pack: PackView,
    ledger: LedgerView | None,
    templates: Templates,
) -> MarkdownPage:
    """
    Build the page of one partner, which offers the *pack* for paper.

    Where a *ledger* of its own holds every matter, the page shows the newest ones.
    """
    uri = f"{PARTNERS}/{view.partner.code}/index.md"
    text = templates.fill(
        "partner",
        uri,
        view=view,
        pack=pack_uri(pack),
        limit=NEWEST if ledger else None,
        listed=LISTED,
    )
    return MarkdownPage(uri, text)
