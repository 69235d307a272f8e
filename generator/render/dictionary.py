"""The page that explains the columns of the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.derive.dataset import KINDS, VERSION
from generator.model.addresses import DICTIONARY

if TYPE_CHECKING:
    from generator.derive.site import SiteView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def dictionary_page(site: SiteView, templates: Templates) -> MarkdownPage:
    """Build the page of every kind of records and its columns."""
    uri = f"{DICTIONARY}.md"
    return templates.page("dictionary", uri, site=site, kinds=KINDS, version=VERSION)
