"""
Where an article lives in the site: an address never depends on the language.

A site in two languages has each page twice, at the same address below its home page:
`partners/bn/index` and `en/partners/bn/index`.

Components are lower-case ASCII, at most 80 characters, the whole at most 120.
"""

from __future__ import annotations

import re

from generator.words import LANGUAGES

UNDATED = "undated"
"""Stands for the year where no date is known."""
HOME = "index"
TIMELINE = "timeline"
TIMELINE_DATA = "data/timeline.js"
"""The timeline for scripts; unlike the others with its ending."""
PARTNERS = "partners"
OUTCOMES = "outcomes"
COVERAGE = "coverage"
CHANGES = "changes"
GLOSSARY = "glossary"
REFERENCE = "reference"
SEARCH = "search"
DATA = "data"
DICTIONARY = "dictionary"
SHELVES = ("people", "organisations", "topics", "mechanisms", "agreements")
"""Registers whose entries have a page of their own, at `<register>/<code>`."""


def shelf_of(partner: str, year: int | None) -> str:
    """Return the folder of a partner's year, such as `partners/bn/2020`."""
    return f"{PARTNERS}/{partner}/{UNDATED if year is None else f'{year:04}'}"


def year_page(year: int | None) -> str:
    """Return the address of a year of the timeline, such as `timeline/2020`."""
    return f"{TIMELINE}/{UNDATED if year is None else f'{year:04}'}"


def ledger_page(partner: str | None) -> str:
    """Return the address of the outcome ledger, of a *partner*'s or the whole."""
    return f"{PARTNERS}/{partner}/{OUTCOMES}" if partner else f"{OUTCOMES}/{HOME}"


def is_generated(address: str) -> bool:
    """Tell whether *address* is, or may become, that of a page the site makes."""
    shelf = rf"{PARTNERS}(/\w\w(/\d{{4}}|/{UNDATED})?)?"
    ledger = rf"{PARTNERS}/\w\w/{OUTCOMES}"
    single = f"{HOME}|{COVERAGE}|{CHANGES}|{GLOSSARY}|{REFERENCE}|{SEARCH}"
    data = f"{DATA}|{DICTIONARY}"
    years = rf"{TIMELINE}(?:/\d{{4}}|/{UNDATED})?"
    entries = rf"(?:{'|'.join((*SHELVES, OUTCOMES))})(/.+)?"
    languages = rf"(?:{'|'.join(LANGUAGES)})/.+"
    every = rf"{single}|{data}|{years}|{entries}|{ledger}|{shelf}(/{HOME})?|{languages}"
    return bool(re.fullmatch(every, address))


def entry_page(register: str, code: str) -> str:
    """Return the address of a register entry's page, without ending."""
    if register == "partners":
        return f"{PARTNERS}/{code}/{HOME}"
    if register == "terms":
        return f"{GLOSSARY}#{code}"
    return f"{register}/{code}"
