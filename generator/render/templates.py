"""Fill templates: the one door between views and Markdown."""

from __future__ import annotations

from functools import cache, cached_property, partial
from types import SimpleNamespace
from typing import TYPE_CHECKING

from jinja2 import PackageLoader, StrictUndefined
from markupsafe import escape

from generator.derive.facts import Phrase
from generator.derive.reading import Marked
from generator.model.addresses import (
    CHANGES,
    COVERAGE,
    DATA,
    DICTIONARY,
    GLOSSARY,
    HOME,
    OUTCOMES,
    PARTNERS,
    REFERENCE,
    SHELVES,
    TIMELINE,
    TIMELINE_DATA,
    entry_page,
    ledger_page,
    shelf_of,
    year_page,
)
from generator.model.dates import When
from generator.model.names import Named
from generator.render.chart import bar_chart
from generator.render.dates import (
    day_text,
    spoken,
    spoken_month,
    spoken_text,
)
from generator.render.direct import DirectEnvironment
from generator.render.escape import md, md_piece, printed, yaml_data, yaml_text
from generator.render.map import world_map
from generator.render.page import MarkdownPage

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping

    from generator.model.article import Article
    from generator.words import Words


ADDRESSES = SimpleNamespace(
    home=HOME,
    timeline=TIMELINE,
    timeline_data=TIMELINE_DATA,
    partners=PARTNERS,
    outcomes=OUTCOMES,
    coverage=COVERAGE,
    data=DATA,
    dictionary=DICTIONARY,
    changes=CHANGES,
    glossary=GLOSSARY,
    reference=REFERENCE,
)
"""Where pages stand of which there is one."""


class Templates:
    """
    The templates of one language.

    What authors typed is in the site's own language, *own*, and is marked as such on
    the pages of another; None stands for the language of the *words*.

    A misspelt variable is an error. Nothing is escaped by itself, for a page is
    Markdown and HTML at once: each value says where it stands, `md` in Markdown,
    `e` in the HTML of the printed text, `yaml` in the front matter. `typed` is `md`
    for what authors wrote, with its language where the page speaks another.
    """

    def __init__(self, words: Words, own: str | None = None) -> None:
        self.words = words
        self.foreign = own if own and own != words.language else ""

    @cached_property
    def _environment(self) -> DirectEnvironment:
        environment = DirectEnvironment(
            loader=PackageLoader("generator.render", "markdown"),
            undefined=StrictUndefined,
            auto_reload=False,  # else each is looked for on the disk for every page
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
            "as_yaml": yaml_data,
            "typed": self._typed,
            "called": self._called,
            "listed": self.words.listed,
            "timed": cache(self._timed),  # a site says the same dates again and again
            "day_text": self._day_text,
            "month_of": self._month_of,
            "value_text": self.value_text,
        }
        environment.tests |= {
            "date": lambda value: isinstance(value, When),
            "entry": lambda value: isinstance(value, Named),
            "marked": lambda value: isinstance(value, Marked),
        }
        environment.globals |= {
            "say": self.words.say,
            "foreign": self.foreign,
            "page_of": page_of,
            "html_of": html_of,
            "ledger_page": ledger_page,
            "shelf_of": shelf_of,
            "entry_page": entry_page,
            "year_page": year_page,
            "has_page": has_page,
            "bar_chart": bar_chart,
            "world_map": world_map,
        }
        return environment

    def page(
        self,
        name: str,
        uri: str,
        more: Callable[[], Mapping[str, object]] = dict,
        **values: object,
    ) -> MarkdownPage:
        """
        Return the page at *uri*, which template *name* makes when its text is wanted.

        *more* makes values that follow from *values*. Inside, `to(uri)` is the address
        of another page as seen from this one.
        """
        # a page on the whole site changes with anything in it
        is_small = "site" not in values
        made_of = (name, self.words.language, self.foreign, values) if is_small else ()
        write = partial(self._filled, name, uri, values, more)
        return MarkdownPage(uri, write, lambda: made_of)

    def _filled(
        self,
        name: str,
        uri: str,
        values: Mapping[str, object],
        more: Callable[[], Mapping[str, object]],
    ) -> Iterator[str]:
        start = uri.split("/")[:-1]

        def to(target: str, anchor: str = "") -> str:
            path, _, own = target.partition("#")
            fragment = f"#{anchor or own}" if anchor or own else ""
            if path == uri:
                return fragment or uri.rpartition("/")[2]
            return _seen_from(start, path) + fragment

        template = self._environment.get_template(f"{name}.md.j2")
        values = {"uri": uri, "to": to, "addresses": ADDRESSES, **values, **more()}
        return template.root_render_func(template.new_context(values))

    def _typed(self, text: str) -> str:
        """Return *text* as `md` does; not for an attribute, for it may hold a tag."""
        is_words = any(sign.isalpha() for sign in text)
        if not (self.foreign and is_words):
            return md(text)
        return f'<span lang="{self.foreign}">{md(text)}</span>'

    def _called(self, named: Named) -> str:
        """Return the name of a register entry, as `typed` where it has no other."""
        return self._typed(named.name) if named.is_foreign else md(named.name)

    def _timed(self, when: When) -> str:
        """Return *when* in words, with what machines read, for Markdown."""
        return "".join(
            f'<time datetime="{part.iso}">{escape(part.text)}</time>'
            if part.iso
            else escape(part.text)
            for part in spoken(when, self.words)
        )

    def _month_of(self, month: int, year: int | str | None) -> str:
        return spoken_month(month, year, self.words)

    def _day_text(self, day: dt.date) -> str:
        return day_text(day, self.words)

    def value_text(self, value: str | When | Phrase | Named) -> str:
        """Return the value of a fact as plain text."""
        if isinstance(value, When):
            return spoken_text(value, self.words)
        if isinstance(value, Named):
            return value.name
        return self.words.say(value.key) if isinstance(value, Phrase) else value


def _seen_from(start: list[str], path: str) -> str:
    """Return the address of *path* as seen from the folder *start*; both are tidy."""
    if path == ".":
        return "/".join([".."] * len(start)) or path
    parts = path.split("/")
    same = 0
    for one, other in zip(start, parts[:-1], strict=False):
        if one != other:
            break
        same += 1
    return "../" * (len(start) - same) + "/".join(parts[same:])


def has_page(named: Named) -> bool:
    """Tell whether a register entry has a page, or a place in one."""
    return named.register in {*SHELVES, PARTNERS, "terms"}


def page_of(article: Article) -> str:
    """Return the uri of an article's page."""
    return f"{article.address}.md"


def html_of(article: Article) -> str:
    """Return the address of an article's page once rendered, from the site's root."""
    return f"{article.address}.html"


def html_of_entry(named: Named) -> str:
    """Return where an entry stands in the rendered site; empty if nowhere."""
    if not has_page(named):
        return ""
    page, sign, anchor = entry_page(named.register, named.code).partition("#")
    return f"{page}.html{sign}{anchor}"
