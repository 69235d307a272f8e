"""The page of one year of the whole timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import year_page

if TYPE_CHECKING:
    from generator.derive.timeline_year import TimelineYearView
    from generator.render.page import MarkdownPage
    from generator.render.templates import Templates


def timeline_year_uri(year: int | None) -> str:
    """Return where the page of a year of the timeline lies; None is no known year."""
    return f"{year_page(year)}.md"


def timeline_year_page(view: TimelineYearView, templates: Templates) -> MarkdownPage:
    """Build the page of one year of the whole timeline."""
    uri = timeline_year_uri(view.year.number)
    return templates.page("timeline_year", uri, view=view)
