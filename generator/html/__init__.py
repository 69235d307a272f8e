"""
The HTML of pages that we made, without a walk through MkDocs for each.

    matter    the front matter above a page
    content   Markdown of our own to HTML, and its headings
    frame     what the theme puts round a page, rendered once and cut where pages differ
    joined    the style sheets as one, the scripts as one

MkDocs stays the measure: what comes out is what `mkdocs build` writes, byte for byte.
"""

from generator.html.content import Content, Heading, content_of
from generator.html.frame import (
    SIGN,
    Frame,
    Item,
    items_of,
    specimen_items,
    told,
)
from generator.html.joined import (
    DAY,
    SCRIPTS,
    STYLES,
    day_sheet,
    joined_scripts,
    joined_styles,
)
from generator.html.matter import NOTHING, head_of, parted

__all__ = [
    "DAY",
    "NOTHING",
    "SCRIPTS",
    "SIGN",
    "STYLES",
    "Content",
    "Frame",
    "Heading",
    "Item",
    "content_of",
    "day_sheet",
    "head_of",
    "items_of",
    "joined_scripts",
    "joined_styles",
    "parted",
    "specimen_items",
    "told",
]
