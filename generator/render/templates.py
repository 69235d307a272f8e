"""Fill templates: the one door between views and Markdown."""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import escape

from generator.derive.facts import Phrase
from generator.model.addresses import (
    CHANGES,
    COVERAGE,
    GLOSSARY,
    HOME,
    OUTCOMES,
    PARTNERS,
    REFERENCE,
    SHELVES,
    TIMELINE,
    TIMELINE_DATA,
    address_of,
    entry_page,
    shelf_of,
    year_page,
)
from generator.model.dates import Moment, When
from generator.model.names import Named
from generator.render.dates import TimePart, spoken, spoken_text
from generator.render.escape import md, md_piece, printed, yaml_text

if TYPE_CHECKING:
    import datetime as dt

    from generator.model.article import Article
    from generator.words import Words


class Templates:
    """
    The templates of one language.

    A misspelt variable is an error. Nothing is escaped by itself, for a page is
    Markdown and HTML at once: each value says where it stands, `md` in Markdown,
    `e` in the HTML of the printed text, `yaml` in the front matter.
    """

    def __init__(self, words: Words) -> None:
        self.words = words

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(  # noqa: S701 -- Markdown: see the class
            loader=PackageLoader("generator.render", "markdown"),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        environment.filters |= {
            "md": md,
            "md_piece": md_piece,
            "e": escape,
            "printed": printed,
            "yaml": yaml_text,
            "spoken": self._spoken,
            "day_text": self._day_text,
            "value_text": self._value_text,
        }
        environment.globals |= {
            "say": self.words.say,
            "page_of": page_of,
            "html_of": html_of,
            "shelf_of": shelf_of,
            "entry_page": entry_page,
            "year_page": year_page,
            "has_page": has_page,
        }
        return environment

    def fill(self, name: str, uri: str, **values: object) -> str:
        """
        Fill template *name* for the page at *uri*.

        Inside, `to(uri)` is the address of another page as seen from this one.
        """

        def to(target: str, anchor: str = "") -> str:
            path, _, own = target.partition("#")
            fragment = f"#{anchor or own}" if anchor or own else ""
            if path == uri:
                return fragment or posixpath.basename(uri)
            start = posixpath.dirname(uri) or "."
            return posixpath.relpath(path, start) + fragment

        template = self._environment.get_template(f"{name}.md.j2")
        addresses = {
            "home": HOME,
            "timeline": TIMELINE,
            "timeline_data": TIMELINE_DATA,
            "partners": PARTNERS,
            "outcomes": OUTCOMES,
            "coverage": COVERAGE,
            "changes": CHANGES,
            "glossary": GLOSSARY,
            "reference": REFERENCE,
        }
        return template.render(uri=uri, to=to, addresses=addresses, **values)

    def _spoken(self, when: When) -> tuple[TimePart, ...]:
        return spoken(when, self.words)

    def _day_text(self, day: dt.date) -> str:
        """Return a day of the calendar as plain text."""
        moment = Moment(day.year, day.month, day.day)
        return spoken_text(When(day.isoformat(), moment, moment), self.words)

    def _value_text(self, value: str | When | Phrase | Named) -> str:
        """Return the value of a fact as plain text."""
        if isinstance(value, When):
            return spoken_text(value, self.words)
        if isinstance(value, Named):
            return value.name
        return self.words.say(value.key) if isinstance(value, Phrase) else value


def has_page(named: Named) -> bool:
    """Tell whether a register entry has a page, or a place in one."""
    return named.register in {*SHELVES, PARTNERS, "terms"}


def page_of(article: Article) -> str:
    """Return the uri of an article's page."""
    return f"{address_of(article)}.md"


def html_of(article: Article) -> str:
    """Return the address of an article's page once rendered, from the site's root."""
    return f"{address_of(article)}.html"


def html_of_entry(named: Named) -> str:
    """Return where an entry stands in the rendered site; empty if nowhere."""
    if not has_page(named):
        return ""
    page, sign, anchor = entry_page(named.register, named.code).partition("#")
    return f"{page}.html{sign}{anchor}"
