"""The page of all that can be taken elsewhere, and what each file is for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.model.addresses import DATA
from generator.render.exports.listing import listing_of

if TYPE_CHECKING:
    from generator.derive.site import SiteView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def data_page(site: SiteView, templates: Templates) -> MarkdownPage:
    """Build the page of the files for other tools; they are counted when it is made."""
    uri = f"{DATA}.md"

    def more() -> dict[str, object]:
        return {"listing": partial(listing_of, site, templates)}

    return templates.page("data", uri, more, site=site)
