"""
The HTML of pages that we made, without a walk through MkDocs for each.

    matter    the front matter above a page
    content   Markdown of our own to HTML, and its headings
    frame     what the theme puts round a page, rendered once and cut where pages differ

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
from generator.html.matter import head_of, parted

__all__ = [
    "SIGN",
    "Content",
    "Frame",
    "Heading",
    "Item",
    "content_of",
    "head_of",
    "items_of",
    "parted",
    "specimen_items",
    "told",
]
