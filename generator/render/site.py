"""The list of page kinds: each is a view, a builder here, a template of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.addresses import HOME, PARTNERS, TIMELINE
from generator.render.page import MarkdownPage
from generator.render.templates import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.derive.pages import (
        ArticleView,
        PartnerView,
        PartnerYearView,
        SiteView,
    )
    from generator.render.templates import Templates


def render(view: SiteView, templates: Templates) -> tuple[MarkdownPage, ...]:
    """Build every page of the site, in the order of their addresses."""
    pages = [
        home_page(view, templates),
        timeline_page(view, templates),
        partners_page(view, templates),
    ]
    for partner in view.partners:
        pages.append(partner_page(partner, templates))
        pages += [partner_year_page(year, templates) for year in partner.years]
    for article in view.articles:
        pages.append(article_page(article, templates))
        pages += redirect_pages(article, templates)
    return tuple(sorted(pages, key=lambda page: page.uri))


def _page(name: str, uri: str, templates: Templates, **values: object) -> MarkdownPage:
    return MarkdownPage(uri, templates.fill(name, uri, **values))


def home_page(view: SiteView, templates: Templates) -> MarkdownPage:
    """Build the first page: newest events and all partners."""
    return _page("home", f"{HOME}.md", templates, site=view)


def timeline_page(view: SiteView, templates: Templates) -> MarkdownPage:
    """Build the chronological timeline of every event."""
    return _page("timeline", f"{TIMELINE}.md", templates, site=view)


def partners_page(view: SiteView, templates: Templates) -> MarkdownPage:
    """Build the index of partners."""
    return _page("partners", f"{PARTNERS}/index.md", templates, site=view)


def partner_page(view: PartnerView, templates: Templates) -> MarkdownPage:
    """Build the page of one partner."""
    uri = f"{PARTNERS}/{view.partner.code}/index.md"
    return _page("partner", uri, templates, view=view)


def partner_year_page(view: PartnerYearView, templates: Templates) -> MarkdownPage:
    """Build the page of one year of one partner."""
    return _page("partner_year", f"{view.folder}/index.md", templates, view=view)


def article_page(view: ArticleView, templates: Templates) -> MarkdownPage:
    """Build the page of one article."""
    return _page("article", page_of(view.article), templates, view=view)


def redirect_pages(view: ArticleView, templates: Templates) -> Iterator[MarkdownPage]:
    """Build a page at each address that an article had before."""
    for alias in view.article.annotation.aliases:
        yield _page("redirect", f"{alias}.md", templates, article=view.article)
