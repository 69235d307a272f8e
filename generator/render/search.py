"""The page of all results, which says what else there is where no script runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import SEARCH
from generator.render.page import MarkdownPage

if TYPE_CHECKING:
    from generator.derive.site import SiteView
    from generator.render.templates import Templates
    from generator.words import Words

SAID = {
    "label": "search.label",
    "results": "search.title",
    "hint": "search.hint",
    "loading": "search.loading",
    "broken": "search.broken",
    "none": "search.none",
    "count": "search.count",
    "partial": "search.partial",
    "instead": "search.instead",
    "all": "search.all",
    "more": "search.more",
    "recent": "search.recent",
    "clear": "search.clear",
    "any": "search.any",
    "partner": "search.by_partner",
    "year": "search.by_year",
    "topic": "search.by_topic",
    "type": "search.by_type",
    "group_article": "search.group_article",
    "group_entry": "search.group_entry",
    "group_outcome": "search.group_outcome",
}
"""What the search box says, by the names under which its script knows it."""


def search_page(view: SiteView, templates: Templates) -> MarkdownPage:
    """Build the page of all results."""
    uri = f"{SEARCH}.md"
    return MarkdownPage(uri, templates.fill("search", uri, view=view))


def search_words(words: Words) -> dict[str, str]:
    """Return what the search box says; braces stay for its script to fill."""
    kept = {"count": "{count}", "words": "{words}"}
    return {name: words.say(key, **kept) for name, key in SAID.items()}
