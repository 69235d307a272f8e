"""
Set pages into frames: what MkDocs does for each page, done once for each kind.

Beside `plugin.py` the only module that knows MkDocs. It takes what MkDocs has made
ready (settings, templates, navigation) and gives what `mkdocs build` would write for a
page of ours. Python-Markdown itself does the pages that `generator.html` cannot read.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url

from generator.html import (
    SCRIPTS,
    SIGN,
    STYLES,
    Content,
    Frame,
    Heading,
    content_of,
    items_of,
    parted,
    specimen_items,
    told,
)
from generator.html.wall import walled
from generator.model.fingerprint import Fingerprints
from generator.render import counterparts, edition_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.utils.templates import TemplateContext

    from generator.html import Item
    from generator.render import Edition, MarkdownPage

PAGE_LINK = re.compile(r"\]\(<?([^)>#\s]+\.md)")
CONTENT = "ZqContent."
"""The sign for what stands inside a frame."""


@dataclass(frozen=True, slots=True)
class House:
    """What MkDocs has made ready before it renders a page."""

    config: MkDocsConfig
    env: Environment
    files: Files
    navigation: Mapping[str, Navigation]
    """By language."""
    editions: Sequence[Edition]
    uris: frozenset[str]
    """Every page of the site."""


@dataclass(frozen=True, slots=True)
class Kind:
    """In what frames differ; pages of a kind share one."""

    language: str
    base: str
    """Where the root of the site lies, seen from the page."""
    places: tuple[str, ...]
    """Where the pages of the navigation lie, seen from the page."""
    own: str
    """The uri of a page that stands in the navigation; empty for all others."""
    keys: tuple[str, ...]
    """What the front matter says."""
    has_title: bool
    deepest: int
    """How deep the last heading lies; 0 for a page without headings."""
    others: tuple[bool, ...]
    """Whether the page is there in each other language."""


def url_of(uri: str) -> str:
    """Return where the page at *uri* stands once rendered."""
    return f"{uri.removesuffix('.md')}.html"


class Press:
    """Sets pages, and keeps the frames that it has had rendered."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.fingerprints = Fingerprints()
        self.by_stock: set[str] = set()
        """Pages that Python-Markdown did: they follow from which others there are."""
        self.frames: dict[Kind, Frame] = {}
        self.places: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {}

    def html(self, page: MarkdownPage) -> str:
        """Return the HTML of *page*, as `mkdocs build` writes it."""
        uri, house = page.uri, self.house
        matter, body = parted(page.text)
        edition = edition_at(uri, house.editions)
        content = content_of(body)
        if content is None:
            content = self.stock_content(page, body)
            self.by_stock.add(uri)
        items = items_of(content.headings)
        others = counterparts(uri, house.editions, house.uris)
        base, places = self.seen_from(posixpath.dirname(uri), edition.language)
        kind = Kind(
            edition.language,
            base,
            places,
            uri if uri in self.named else "",
            tuple(matter),
            "<h1" in content.html,
            items[-1].depth if items else 0,
            tuple(each.is_same for each in others),
        )
        if kind not in self.frames:
            self.frames[kind] = self.specimen(uri, kind)
        values = {"content": walled(content.html)}
        for key, text in matter.items():
            values |= told(key, text)
        for number, each in enumerate(others):
            address = get_relative_url(url_of(each.uri), url_of(uri))
            values[f"other {number}"] = address
        return self.frames[kind].filled(values, items)

    def made_of(self, page: MarkdownPage) -> bytes | None:
        """
        Return a fingerprint of all that the HTML of *page* follows from.

        That of a page that was made `by_stock` follows from more. None for a page on
        the whole site, which changes with anything in it.
        """
        if not page.made_of:
            return None
        house = self.house
        others = counterparts(page.uri, house.editions, house.uris)
        beside = [(each.uri, each.is_same) for each in others]
        return self.fingerprints.of(self.around, page.uri, page.made_of, beside)

    @cached_property
    def around(self) -> str:
        """
        What stands round every page: settings, navigation, the files of the theme.

        What the packages and the generator itself put there is not told, nor the day,
        which stands in a style sheet.
        """
        house, digest = self.house, hashlib.sha256()
        custom = Path(house.config.theme.custom_dir or ".")
        digest.update(Path(house.config.config_file_path).read_bytes())
        same = [replace(each, as_of="") for each in house.editions]
        digest.update(repr(same).encode())
        digest.update(repr(house.config.extra).encode())
        for language, navigation in house.navigation.items():
            named = [(str(page.title), page.url) for page in navigation.pages]
            digest.update(repr((language, named)).encode())
        for path in sorted(custom.rglob("*")):
            if path.is_file():
                digest.update(path.relative_to(custom).as_posix().encode())
                digest.update(path.read_bytes())
        for file in sorted(house.files, key=lambda file: file.src_uri):
            is_theirs = file.generated_by is None or file.src_uri in {STYLES, SCRIPTS}
            if is_theirs and not file.is_documentation_page():
                digest.update(file.src_uri.encode())
                digest.update(file.content_bytes)
        return digest.hexdigest()

    @cached_property
    def named(self) -> frozenset[str]:
        """Which pages stand in a navigation, where one of them is marked."""
        several = self.house.navigation.values()
        return frozenset(page.file.src_uri for nav in several for page in nav.pages)

    def seen_from(self, folder: str, language: str) -> tuple[str, tuple[str, ...]]:
        """Return where the root and the pages of the navigation lie from *folder*."""
        key = folder, language
        if key not in self.places:
            here = posixpath.join(folder, ".html")
            pages = self.house.navigation[language].pages
            self.places[key] = (
                get_relative_url(".", here),
                tuple(get_relative_url(page.url, here) for page in pages),
            )
        return self.places[key]

    def specimen(self, uri: str, kind: Kind) -> Frame:
        """Let the theme render a page of signs at *uri*, and cut it."""
        house = self.house
        file = house.files.get_file_from_path(uri)
        if file is None:
            file = File.generated(house.config, uri, content="")
        page = file.page or Page(None, file, house.config)
        kept = page.markdown, page.meta, page.content, page.toc
        signs = {"content": f"<h1>{CONTENT}</h1>" if kind.has_title else CONTENT}
        for key in kind.keys:
            signs |= told(key, f"{SIGN}{key}")
        items = specimen_items(kind.deepest) if kind.deepest else ()
        page.markdown = ""
        page.meta = {key: Markup(f"{SIGN}{key}") for key in kind.keys}  # noqa: S704 -- ours
        page.content = signs["content"]
        page.toc = _contents(items, has_title=kind.has_title)
        with self.context_of(page, kind.language) as context:
            for number, each in enumerate(context["config"]["extra"]["counterparts"]):
                # it lies beside the specimen, so that its name is its address
                name = signs[f"other {number}"] = f"zq-other-{number}"
                each["url"] = posixpath.join(posixpath.dirname(uri), name)
            html = house.env.get_template("main.html").render(context)
        page.markdown, page.meta, page.content, page.toc = kept
        return Frame.cut(html, signs, items)

    @cached_property
    def written(self) -> Mapping[str, Page]:
        """Address to page that people wrote, as MkDocs last made it."""
        files = self.house.files.documentation_pages()
        return {
            url_of(file.src_uri): file.page
            for file in files
            if file.page and file.generated_by is None
        }

    def again(self, address: str) -> str | None:
        """Return the HTML of a page that people wrote; None where there is none."""
        page = self.written.get(address)
        if page is None:
            return None
        language = edition_at(page.file.src_uri, self.house.editions).language
        with self.context_of(page, language) as context:
            return self.house.env.get_template("main.html").render(context)

    @contextmanager
    def context_of(self, page: Page, language: str) -> Iterator[TemplateContext]:
        """Return what the theme is told of *page* while that is the one rendered."""
        house, navigation = self.house, self.house.navigation[language]
        page.active = True
        context = get_context(navigation, house.files, house.config, page)
        try:
            yield house.config.plugins.on_page_context(
                context, page=page, config=house.config, nav=navigation
            )
        finally:
            page.active = False

    def stock_content(self, page: MarkdownPage, body: str) -> Content:
        """Let Python-Markdown do a page that is more than we read."""
        config, targets = self.house.config, self.targets(page.uri, body)
        stock = Page(None, File.generated(config, page.uri, content=""), config)
        stock.meta = {}
        stock.markdown = config.plugins.on_page_markdown(
            body, page=stock, config=config, files=targets
        )
        stock.render(config, targets)
        return Content(stock.content or "", tuple(_headings(stock.toc)))

    def targets(self, uri: str, body: str) -> Files:
        """Return the pages of the site to which *body* leads, as MkDocs knows files."""
        named = pages_named(uri, body) & self.house.uris
        config = self.house.config
        return Files([File.generated(config, each, content="") for each in named])


def pages_named(uri: str, markdown: str) -> set[str]:
    """Return the uri of every page to which the page at *uri* may lead."""
    start = posixpath.dirname(uri)
    return {
        posixpath.normpath(posixpath.join(start, target))
        for target in PAGE_LINK.findall(markdown)
    }


def _contents(items: tuple[Item, ...], *, has_title: bool) -> TableOfContents:
    """Return *items* as MkDocs nests headings, below a title where there is one."""
    root = AnchorLink("ZqTitle.", "zq-title", 1)
    last = [root]
    for item in items:
        link = AnchorLink(item.name, item.anchor, item.depth + 1)
        del last[item.depth :]
        last[-1].children.append(link)
        last.append(link)
    return TableOfContents([root] if has_title else root.children)


def _headings(several: Iterable[AnchorLink]) -> Iterator[Heading]:
    for each in several:
        yield Heading(each.level, each.id, each.title)
        yield from _headings(each.children)
