"""
The second wall: what stands inside a frame holds only what our pages are made of.

The first wall is that everything people typed is escaped where it stands. Should that
ever have a hole, this one lets no script, handler, form, frame or strange address
through. ammonia reads HTML as browsers do (html5ever), so both see the same elements.
"""

from __future__ import annotations

import nh3

DRAWING = frozenset(["svg", "g", "path", "rect", "line", "circle", "text"])
"""Elements of charts and of the map."""
TAGS = frozenset(
    [
        *("a", "abbr", "article", "b", "blockquote", "br", "button", "caption", "code"),
        *(
            "dd",
            "del",
            "details",
            "div",
            "dl",
            "dt",
            "em",
            "figcaption",
            "figure",
            "h1",
        ),
        *("h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark"),
        *(
            "nav",
            "ol",
            "p",
            "pre",
            "q",
            "s",
            "section",
            "small",
            "span",
            "strong",
            "sub",
        ),
        *("summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time"),
        *("tr", "u", "ul", "wbr"),
        *DRAWING,
    ]
)
EVERYWHERE = frozenset(["class", "hidden", "id", "lang", "role", "tabindex", "title"])
PAINT = frozenset(
    [
        *("cx", "cy", "d", "fill-rule", "height", "r", "text-anchor", "transform"),
        *("viewBox", "width", "x", "x1", "x2", "xmlns", "y", "y1", "y2"),
    ]
)
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(EVERYWHERE),
    "a": {"href", "rel", "download"},
    "button": {"type", "disabled"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    **{tag: set(PAINT) for tag in DRAWING},
}
PREFIXES = {"aria-", "data-"}
SCHEMES = {"http", "https", "mailto"}
"""Where a link may lead; a relative one leads into the site."""

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    generic_attribute_prefixes=PREFIXES,
    url_schemes=SCHEMES,
    link_rel=None,
    strip_comments=False,
)


def walled(html: str) -> str:
    """Return *html*, the inside of a page, without what no page of ours holds."""
    return _CLEANER.clean(html)
