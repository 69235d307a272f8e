"""The list of page kinds: each has a view, a builder and a template of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from generator.render.outcome import outcome_page
from generator.render.outcomes import outcomes_pages
from generator.render.pack import pack_sheet
from generator.render.partner import partner_page
from generator.render.partner_year import partner_year_page
from generator.render.partners import partners_page
from generator.render.person import person_page
from generator.render.redirect import redirect_pages
from generator.render.reference import reference_page
from generator.render.register import register_page
from generator.render.script_words import script_words
from generator.render.search import search_page
from generator.render.search_index import search_files
from generator.render.timeline import timeline_page
from generator.render.timeline_data import timeline_data
from generator.render.timeline_year import timeline_year_page
from generator.render.topic import topic_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.derive.site import SiteView
    from generator.render.page import DataFile, MarkdownPage
    from generator.render.sheet import Sheet
    from generator.render.templates import Templates


def render(view: SiteView, templates: Templates) -> tuple[MarkdownPage, ...]:
    """Build every page of the site, in the order of their addresses."""
    pages = [
        home_page(view, templates),
        timeline_page(view, templates),
        partners_page(view, templates),
        coverage_page(view, templates),
        data_page(view, templates),
        dictionary_page(view, templates),
        changes_page(view, templates),
        search_page(view, templates),
    ]
    pages += outcomes_pages(view, templates)
    pages += [timeline_year_page(year, templates) for year in view.years]
    pages += [outcome_page(outcome, templates) for outcome in view.outcomes]
    ledgers = {part.partner: part for part in view.ledger.parts}
    for partner, pack in zip(view.partners, view.packs, strict=True):
        ledger = ledgers.get(partner.partner)
        pages.append(partner_page(partner, pack, ledger, templates))
        pages += [partner_year_page(year, templates) for year in partner.years]
    for article in view.articles:
        pages.append(article_page(article, templates))
        pages += redirect_pages(article.article, templates)
    known = view.reference
    pages += [reference_page(known, templates), glossary_page(known, templates)]
    pages += [register_page(each, templates) for each in known.registers]
    pages += [person_page(each, templates) for each in known.people]
    pages += [organisation_page(each, templates) for each in known.organisations]
    pages += [topic_page(each, view.ledger, templates) for each in known.topics]
    pages += [mechanism_page(each, templates) for each in known.mechanisms]
    pages += [agreement_page(each, templates) for each in known.agreements]
    return tuple(sorted(pages, key=lambda page: page.uri))


def data_files(view: SiteView, templates: Templates) -> Iterator[DataFile]:
    """Build every data file of the site as it is asked for, the quickest first."""
    yield script_words(view.today, templates.words)
    yield timeline_data(view, templates)
    yield from search_files(view.search, templates.words)
    yield from export_files(view, templates)


def sheets(view: SiteView, templates: Templates) -> tuple[Sheet, ...]:
    """Build everything that is printed, in the order of the addresses."""
    made = (pack_sheet(pack, templates.words) for pack in view.packs)
    return tuple(sorted(made, key=lambda sheet: sheet.uri))
