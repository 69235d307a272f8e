"""The page of one partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.derive.outcomes import NEWEST
from generator.derive.partner import LISTED
from generator.model.addresses import PARTNERS
from generator.render.pack import pack_uri

if TYPE_CHECKING:
    from generator.derive.outcomes import LedgerView
    from generator.derive.pack import PackView
    from generator.derive.partner import PartnerView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def partner_uri(code: str) -> str:
    """Return where the page of a partner stands."""
    return f"{PARTNERS}/{code}/index.md"


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
    return templates.page(
        "partner",
        partner_uri(view.partner.code),
        view=view,
        pack=pack_uri(pack),
        limit=NEWEST if ledger else None,
        listed=LISTED,
    )
