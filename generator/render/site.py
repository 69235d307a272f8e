"""The list of page kinds: each has a view, a builder and a template of its name."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from generator.model.addresses import GLOSSARY, SHELVES, entry_page
from generator.render.agreement import agreement_page
from generator.render.article import article_page
from generator.render.changes import changes_page
from generator.render.coverage import coverage_page
from generator.render.data import data_page
from generator.render.dictionary import dictionary_page
from generator.render.exports import export_files
from generator.render.glossary import glossary_page
from generator.render.home import home_page
from generator.render.mechanism import mechanism_page
from generator.render.organisation import organisation_page
from generator.render.outcome import outcome_page, outcome_uri
from generator.render.outcomes import ledger_uri, outcomes_page, outcomes_pages
from generator.render.pack import pack_sheet
from generator.render.page import MarkdownPage
from generator.render.partner import partner_page, partner_uri
from generator.render.partner_year import partner_year_page, partner_year_uri
from generator.render.partners import partners_page
from generator.render.person import person_page
from generator.render.redirect import redirect_pages
from generator.render.reference import reference_page
from generator.render.register import register_page, register_uri
from generator.render.script_words import script_words
from generator.render.search import search_page
from generator.render.search_index import search_files
from generator.render.templates import page_of
from generator.render.timeline import timeline_page
from generator.render.timeline_data import timeline_data
from generator.render.timeline_year import timeline_year_page, timeline_year_uri
from generator.render.topic import topic_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.derive.site import SiteView
    from generator.model.article import Article
    from generator.render.page import DataFile
    from generator.render.sheet import Sheet
    from generator.render.templates import Templates


def render(site: SiteView, templates: Templates) -> tuple[MarkdownPage, ...]:
    """
    Build every page of the site, in the order of their addresses.

    Which pages there are is known from little; what they show is derived when one of
    them, or of its like, is asked for.
    """
    pages = [
        home_page(site, templates),
        timeline_page(site, templates),
        partners_page(site, templates),
        coverage_page(site, templates),
        data_page(site, templates),
        dictionary_page(site, templates),
        changes_page(site, templates),
        search_page(site, templates),
        outcomes_page(site, templates),
        reference_page(site, templates),
    ]
    there = site.inventory
    pages += _later(
        map(ledger_uri, there.ledgers), lambda: outcomes_pages(site, templates)
    )
    pages += _later(
        map(timeline_year_uri, there.years),
        lambda: (timeline_year_page(year, templates) for year in site.years),
    )
    pages += _later(
        map(outcome_uri, there.outcomes),
        lambda: (outcome_page(outcome, templates) for outcome in site.outcomes),
    )
    pages += _later(
        map(partner_year_uri, there.folders),
        lambda: (
            partner_year_page(year, templates)
            for years in site.partner_years.values()
            for year in years
        ),
    )
    for article in site.archive.articles:
        build = partial(_article_page, site, article, templates)
        pages.append(MarkdownPage.later(page_of(article), build, is_alone=True))
        pages += redirect_pages(article, templates)
    registers = site.archive.registers
    pages += _later(
        map(partner_uri, registers.partners), lambda: _partner_pages(site, templates)
    )
    uris = [f"{GLOSSARY}.md"]
    for shelf in SHELVES:
        uris.append(register_uri(shelf))
        uris += (f"{entry_page(shelf, code)}.md" for code in getattr(registers, shelf))
    pages += _later(uris, lambda: _reference_pages(site, templates))
    return tuple(sorted(pages, key=lambda page: page.uri))


def _later(
    uris: Iterable[str], build: Callable[[], Iterable[MarkdownPage]]
) -> Iterator[MarkdownPage]:
    """Yield the pages at *uris*; all of them are built when one is asked for."""

    @cache
    def built() -> Mapping[str, MarkdownPage]:
        return {page.uri: page for page in build()}

    for uri in uris:
        yield MarkdownPage.later(uri, partial(lambda at: built()[at], uri))


def _article_page(
    site: SiteView, article: Article, templates: Templates
) -> MarkdownPage:
    return article_page(site.article(article), templates)


def _partner_pages(site: SiteView, templates: Templates) -> Iterator[MarkdownPage]:
    ledgers = {part.partner: part for part in site.ledger.parts}
    for partner, pack in zip(site.partners, site.packs, strict=True):
        yield partner_page(partner, pack, ledgers.get(partner.partner), templates)


def _reference_pages(site: SiteView, templates: Templates) -> Iterator[MarkdownPage]:
    known = site.reference
    yield glossary_page(known, templates)
    yield from (register_page(each, templates) for each in known.registers)
    yield from (person_page(each, templates) for each in known.people)
    yield from (organisation_page(each, templates) for each in known.organisations)
    yield from (topic_page(each, site.ledger, templates) for each in known.topics)
    yield from (mechanism_page(each, templates) for each in known.mechanisms)
    yield from (agreement_page(each, templates) for each in known.agreements)


def data_files(
    view: SiteView, templates: Templates
) -> tuple[Callable[[], Iterator[DataFile]], ...]:
    """Return what builds the data files as they are asked for, the quickest first."""
    return (
        lambda: iter([script_words(view.today, templates.words)]),
        lambda: iter([timeline_data(view, templates)]),
        lambda: search_files(view.search, templates.words),
        lambda: export_files(view, templates),
    )


def sheets(view: SiteView, templates: Templates) -> tuple[Sheet, ...]:
    """Build everything that is printed, in the order of the addresses."""
    made = (pack_sheet(pack, templates.words) for pack in view.packs)
    return tuple(sorted(made, key=lambda sheet: sheet.uri))
