"""
MkDocs's door; beside `press.py` the only module that knows MkDocs.

The plugin hands over pages that the pipeline made and decides nothing itself. What a
page has round it (name of the site, words of the theme, navigation) is handed over in
the language of the page.
`build_with_mkdocs` and `serve_with_mkdocs` let the terminal walk through the same
door. The first hands MkDocs what people wrote and presses all other pages: same bytes,
many times sooner.
"""

from __future__ import annotations

import copy
import gc
import hashlib
import logging
import os
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import TemplateError, pass_context
from jinja2.ext import Extension
from markupsafe import Markup, escape
from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.utils import normalize_url

from generator.diagnostics import Severity, as_line, foremost
from generator.eyes import Eyes
from generator.html import (
    DAY,
    NOTHING,
    SCRIPTS,
    STYLES,
    day_sheet,
    head_of,
    joined_scripts,
    joined_styles,
)
from generator.html.policy import POLICY
from generator.html.wall import walled
from generator.model.part import WHOLE
from generator.pipeline import Memory, make_site
from generator.press import House, Press, pages_named, url_of
from generator.preview import Preview, Shown
from generator.publish.commit import build_day, commit_of
from generator.publish.files import put_files
from generator.publish.folder import put, state_of
from generator.publish.hands import hands_for, shared_out
from generator.publish.kept import Done
from generator.publish.manifest import NO_ENTRIES
from generator.publish.seal import seal
from generator.render import counterparts, edition_at, search_words
from generator.render.escape import one_line
from generator.words import LANGUAGES, catalogue, own_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from jinja2 import Environment
    from jinja2.runtime import Context
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from generator.model.part import Part
    from generator.pipeline import Site
    from generator.publish.commit import Commit
    from generator.publish.folder import State
    from generator.publish.kept import Kept
    from generator.publish.manifest import Entry
    from generator.render import Edition, MarkdownPage
    from generator.words import Words

log = logging.getLogger("mkdocs.plugins.briefing")

PLUGIN = "briefing"
"""What it is called in `mkdocs.yml`."""

NEVER_SHIPPED = ".map"
"""Source maps are 1.3 MB that no reader opens."""
UNUSED = (
    "assets/javascripts/lunr/",
    "assets/javascripts/workers/",
    "assets/images/favicon.png",
)
"""The theme's own search and icon; ours stand in their place."""
SHORT = 8
"""Digits of a hash that tell one version of a file from the next."""
MOST_SAVES = 50
"""After how many saves MkDocs builds anyway, and what nobody needs is let go of."""
SETTLED = 0.05
"""Seconds without a further change after which a save is over."""
GROUND = ("docs", "site_config/theme")
"""What MkDocs itself reads, beside `mkdocs.yml`."""
BETWEEN_TAGS = re.compile(r"(?<=[>}])\n(?=</?[a-z!]|{%)")
"""What ends a line of a template and is seen by nobody."""


class BriefingConfig(Config):
    """Options of the plugin in `mkdocs.yml`."""

    draft = Type(bool, default=False)
    """Build what can be built while errors stand, marked as a draft."""


class Unindented(Extension):
    """Templates of the theme as they are, without the space between tags."""

    def preprocess(
        self, source: str, name: str | None, filename: str | None = None
    ) -> str:
        """Return *source* without indent; no line ends between two tags."""
        del name, filename
        return BETWEEN_TAGS.sub("", re.sub(r"\s*\n\s*", "\n", source))


class BriefingPlugin(BasePlugin[BriefingConfig]):
    """Add the generated pages to the files that MkDocs knows already."""

    def __init__(self) -> None:
        self.site: Site | None = None
        self.is_pressing = False
        self.is_serving = False
        self.made: Site | None = None
        self.part = WHOLE
        self.commit: Commit | None = None
        self.urls: dict[str, str] = {}
        """Uri to address of the pages that people wrote."""
        self.uris: frozenset[str] = frozenset()
        """Of every page."""
        self.navigation: dict[str, Navigation] = {}
        self.house: House | None = None
        self.kept: Kept | None = None
        self.ground: State = {}
        self.known: frozenset[str] = frozenset()
        self.saves = 0
        self.memory = Memory()
        self.preview = Preview(log.error)

    def on_startup(
        self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool
    ) -> None:
        """Keep a preview alive while an editor is in the middle of a mistake."""
        del dirty
        self.is_serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> None:
        """Rebuild when an article or a register changes."""
        root = Path(config.config_file_path).parent
        config.watch += [str(root / "content"), str(root / "site_config")]

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Walk the pipeline before MkDocs empties the old site: refusing is safe."""
        if self.made is None:
            root = Path(config.config_file_path).parent
            # asked before MkDocs writes into the folder that git looks through
            self.commit = None if self.is_serving else commit_of(root)
            if self.is_serving:
                gc.unfreeze()  # what MkDocs left of the last site runs in circles
                gc.collect()
                self.ground = state_of(root, GROUND)
                self.saves = 0
            site = self._walk(root)
            self._log(site)
            self.site = site
        else:
            self.site = self.made
        words = catalogue(self.site.language)
        if self.site.error_count and not self.site.pages:
            raise PluginError(words.say("terminal.refused"))
        self.preview.hide()
        # the page for what is not there stands in no language's folder
        config.site_name = _escaped(self._own.name)
        config.theme["language"] = self._own.language
        config.extra["policy"] = POLICY

    def _walk(self, root: Path) -> Site:
        disk, day = self.memory.disk(root), build_day(root, self.commit)
        draft = self.config.draft or self.is_serving
        return make_site(disk, day, draft=draft, part=self.part, memory=self.memory)

    def refresh(self) -> bool:
        """
        Show what articles and registers say now in the frames that MkDocs has made.

        Return False, and change nothing, where MkDocs has to build: something else has
        changed, or it has told an editor's mistake better.
        """
        house, before = self.house, self.site
        self.saves += 1
        if not (house and before) or self.saves >= MOST_SAVES:
            return False
        root = Path(house.config.config_file_path).parent
        if state_of(root, GROUND) != self.ground:
            return False
        site = self._walk(root)
        uris = frozenset(page.uri for page in site.pages)
        is_same = site.editions == before.editions and self.known <= uris
        if not is_same or (site.error_count and not site.pages):
            return False
        self._log(site)
        self.site = site
        self.uris = uris | self.urls.keys()
        self.house = replace(house, uris=self.uris)
        folder = Path(house.config.site_dir)
        try:
            self.preview.renew(Shown(folder, site, Press(self.house)))
        except OSError:  # such as a file that is being handed out, on Windows
            return False
        return True

    @property
    def _editions(self) -> tuple[Edition, ...]:
        return self.site.editions if self.site else ()

    @property
    def _own(self) -> Edition:
        return self._editions[0]

    def _log(self, site: Site) -> None:
        """Tell the problems of *site*; in a preview those that are new, and not all."""
        words, told, left = catalogue(site.language), list(site.problems), 0
        if self.is_serving:
            old = self.site.problems if self.site else ()
            known = {(problem.code, problem.span) for problem in old}
            told, left = foremost(
                each for each in told if (each.code, each.span) not in known
            )
        for problem in told:
            is_warning = problem.severity is Severity.WARNING
            (log.warning if is_warning else log.error)(as_line(problem, words))
        if left:
            log.warning(words.say("terminal.more", count=left))

    def _problems(self) -> dict[str, object] | None:
        """Return what a preview tells on every page; None when all is well."""
        if self.site is None or not self.site.problems:
            return None
        words = catalogue(self.site.language)
        return {
            "summary": words.say(
                "terminal.summary",
                articles=len(self.site.disk.articles),
                errors=self.site.error_count,
                warnings=len(self.site.problems) - self.site.error_count,
            ),
            "told": [
                {
                    "place": str(each.span),
                    "code": each.code,
                    "message": one_line(each.message(words)),
                    "help": one_line(each.help(words)),
                }
                for each in foremost(self.site.problems)[0]
            ],
        }

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Hand over the pages; leave out what the theme ships and no page uses."""
        kept = Files(
            [
                file
                for file in files
                if not file.src_uri.endswith(NEVER_SHIPPED)
                and not file.src_uri.startswith(UNUSED)
            ]
        )
        _join(kept, config)
        said = {edition.language: edition.as_of for edition in self._editions}
        kept.append(File.generated(config, DAY, content=day_sheet(said)))
        pages = self.site.pages if self.site else ()
        is_pressing = self.is_pressing or self.is_serving
        named = _named(config, self._editions)
        wanted = named | _linked(kept)
        self.known = frozenset(page.uri for page in pages if page.uri in wanted)
        for page in pages:
            if not is_pressing:
                text = page.text
            elif page.uri in named:  # the navigation tells its title
                text = head_of(page.write())
            elif page.uri in wanted:
                text = NOTHING
            else:
                continue
            kept.append(
                File.generated(
                    config,
                    page.uri,
                    content=text,
                    inclusion=InclusionLevel.NOT_IN_NAV,
                )
            )
        for file in kept.documentation_pages():
            # what people wrote for another language is in its navigation only
            if edition_at(file.src_uri, self._editions) != self._own:
                file.inclusion = InclusionLevel.NOT_IN_NAV
        uris = {page.uri for page in pages}
        documents = kept.documentation_pages()
        self.urls = {e.src_uri: e.url for e in documents if e.src_uri not in uris}
        self.uris = frozenset(uris | self.urls.keys())
        if self.site and not self.is_serving:
            # each lies in its place already, so that they are never all in memory
            folder = Path(config.site_dir)
            for uri in put_files(folder, self.site, self.kept):
                place = str(folder / uri)
                kept.append(File.generated(config, uri, abs_src_path=place))
        return kept

    def on_nav(
        self, nav: Navigation, *, config: MkDocsConfig, files: Files
    ) -> Navigation:
        """Make the navigation again for each language, of the pages that it has."""
        del config
        self.navigation = {self._own.language: nav}
        for edition in self._editions[1:]:
            addresses = [f"{edition.folder}{page.file.src_uri}" for page in nav.pages]
            found = [files.get_file_from_path(address) for address in addresses]
            pages = [file.page for file in found if file and file.page]
            other = Navigation([*pages], pages)
            home = files.get_file_from_path(edition.home)
            other.homepage = home.page if home else None
            if other.homepage:  # its title is the name of the site
                other.homepage.title = catalogue(edition.language).say("home.tab")
            self.navigation[edition.language] = other
        return nav

    def on_env(
        self, env: Environment, *, config: MkDocsConfig, files: Files
    ) -> Environment:
        """
        Tell the theme to write lines without indent, which are half of its frame.

        It writes no sitemap either: that changes every day, and nobody crawls here.
        """
        env.trim_blocks = True
        env.add_extension(Unindented)
        env.filters["addressed"] = _addressed(files)
        config.theme.static_templates.discard("sitemap.xml")
        self.house = House(
            config,
            env,
            files,
            self.navigation,
            self._editions,
            self.uris,
        )
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """
        Say what a finished site consists of.

        Or open the preview: what it lacks is made when a browser asks for it.
        """
        if self.site and not (self.is_pressing or self.is_serving):
            seal(Path(config.site_dir), self.site, self.commit)
        if self.is_serving and self.site and self.house:
            press = Press(self.house)
            self.preview.show(Shown(Path(config.site_dir), self.site, press))
            gc.freeze()  # from save to save nearly all of it stays

    def on_build_error(self, *, error: Exception) -> None:
        """Show the old site on."""
        del error
        self.preview.show()

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,
        builder: Callable[[], None],
    ) -> LiveReloadServer:
        """
        Stand before the server, and make what it is about to hand out.

        After a save MkDocs builds only where that did not just change the content.
        """
        app = self.preview.before(server.serve_request, server.mount_path)
        server.set_app(app)
        server.build_delay = SETTLED

        def rebuild() -> None:
            if not self.refresh():
                builder()

        server.builder = rebuild
        for path in (config.docs_dir, config.config_file_path):
            server.unwatch(path)
        server.observer = Eyes()  # type: ignore[assignment] # all that is asked of one
        for path in (config.docs_dir, config.config_file_path):
            server.watch(path)
        return server

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Tell the theme that titles and descriptions are escaped already."""
        del config, files
        for key in ("title", "description"):
            if key in page.meta:
                page.meta[key] = Markup(page.meta[key])  # noqa: S704 -- escaped by us
        return markdown

    def on_page_content(
        self, html: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Let nothing through that no page of ours holds, whoever wrote it."""
        del page, config, files
        return walled(html)

    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: Page,
        config: MkDocsConfig,
        nav: Navigation,
    ) -> TemplateContext:
        """Let the theme speak the language of the page."""
        del nav
        edition = edition_at(page.file.src_uri, self._editions)
        words = catalogue(edition.language)
        errors = self.site.error_count if self.site else 0
        spoken = copy.copy(config)
        spoken["site_name"] = _escaped(edition.name)
        spoken["theme"] = {**config.theme, **_theme_in(words, config.theme["palette"])}
        spoken["extra"] = {
            **config.extra,
            "folder": edition.folder,
            "marking": edition.marking,
            "is_restricted": edition.is_restricted,
            "draft": words.say("draft.banner", count=errors) if errors else "",
            "problems": self._problems() if self.is_serving else None,
            "search": search_words(words),
            # no list, which the theme would take for addresses of this very page
            "alternate": len(self._editions) > 1,
            "counterparts": [
                {
                    "language": each.edition.language,
                    "name": own_name(each.edition.language),
                    "url": self.urls.get(each.uri) or url_of(each.uri),
                    "is_same": each.is_same,
                }
                for each in counterparts(page.file.src_uri, self._editions, self.uris)
            ],
        }
        context["config"] = spoken
        context["nav"] = self.navigation[edition.language]
        return context


def _named(config: MkDocsConfig, editions: tuple[Edition, ...]) -> set[str]:
    """Return which pages stand in a navigation."""
    uris = [uri for entry in config.nav or () for uri in entry.values()]
    return {f"{edition.folder}{uri}" for edition in editions for uri in uris}


def _linked(files: Files) -> set[str]:
    """Return to which pages those lead that people wrote."""
    found: set[str] = set()
    for file in files.documentation_pages():
        found |= pages_named(file.src_uri, file.content_string)
    return found


def _join(files: Files, config: MkDocsConfig) -> None:
    """Put one style sheet and one script in the place of those of the settings."""
    config.extra_css = _one(files, config, config.extra_css, STYLES, joined_styles)
    scripts = [str(each) for each in config.extra_javascript]
    joined = _one(files, config, scripts, SCRIPTS, joined_scripts)
    config.extra_javascript = [*joined]


def _one(
    files: Files,
    config: MkDocsConfig,
    uris: list[str],
    target: str,
    join: Callable[[Mapping[str, str]], str],
) -> list[str]:
    """Join what lies at *uris* as *target*; return that, and what does not lie here."""
    found = [file for file in map(files.get_file_from_path, uris) if file]
    for file in found:
        files.remove(file)
    text = join({file.src_uri: file.content_string for file in found})
    files.append(File.generated(config, target, content=text))
    ours = {file.src_uri for file in found}
    return [target, *(uri for uri in uris if uri not in ours)]


def _addressed(files: Files) -> Callable[[Context, str], str]:
    """Return the filter that makes of a file's uri an address with its content."""

    @cache  # every page asks again for the same files
    def version(uri: str) -> str:
        file = files.get_file_from_path(uri)
        if file is None:
            return ""
        return f"?v={hashlib.sha256(file.content_bytes).hexdigest()[:SHORT]}"

    @pass_context
    def addressed(context: Context, uri: str) -> str:
        address = normalize_url(str(uri), context["page"], context["base_url"])
        return f"{address}{version(str(uri))}"

    return addressed


def _escaped(name: str) -> Markup:
    """Return *name* for a theme that puts it into its HTML as it is."""
    return escape(one_line(name))


def _theme_in(words: Words, palette: list[dict[str, Any]]) -> dict[str, object]:
    """Return the settings of the theme that hold words."""
    first = {**palette[0], "toggle": {"name": words.say("palette.to_dark")}}
    return {"language": words.language, "palette": [first, *palette[1:]]}


REFUSALS = (MkDocsException, SystemExit, OSError, UnicodeError, TemplateError)
"""What MkDocs and the theme raise at what people wrote: settings, pages, templates."""


class HostError(Exception):
    """MkDocs could not do its part; the message is for people."""


def _plugin_of(config: MkDocsConfig) -> BriefingPlugin:
    """Return our plugin; without it, MkDocs would make a site of something else."""
    plugin = config.plugins.get(PLUGIN)
    if not isinstance(plugin, BriefingPlugin):
        raise PluginError(catalogue(LANGUAGES[0]).say("terminal.no_plugin"))
    return plugin


def build_with_mkdocs(  # noqa: PLR0913 -- what is built, of what, where, and who is told
    root: Path,
    target: Path,
    site: Site,
    commit: Commit | None,
    when_written: Callable[[int], object],
    *,
    kept: Kept | None = None,
) -> Mapping[str, Entry]:
    """
    Build *site* with the settings of *root* into *target*, an empty folder.

    *commit* is of what it was made. *when_written* is told, now and then, how many
    pages more are there, or nearly. What *kept* has of the last build is taken.
    Return what the manifest says of each file. Raise `HostError` when MkDocs refuses.
    """
    plugin: BriefingPlugin | None = None
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(target))
        plugin = _plugin_of(config)
        plugin.made, plugin.is_pressing, plugin.kept = site, True, kept
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build.build(config)
        assert plugin.house  # noqa: S101 -- MkDocs asked for it on its way
        press = Press(plugin.house)
        _press(site.pages, press, target, when_written, kept)
        entries = seal(target, site, commit, kept.entries if kept else NO_ENTRIES)
        config.plugins.on_shutdown()
    except REFUSALS as error:
        raise HostError(str(error) or type(error).__name__) from error
    finally:
        # MkDocs keeps the plugin for the next build of this process
        if plugin:
            plugin.made, plugin.is_pressing = None, False
            plugin.house = plugin.kept = None
    return entries


def _press(
    pages: Iterable[MarkdownPage],
    press: Press,
    target: Path,
    when_written: Callable[[int], object],
    kept: Kept | None,
) -> None:
    """Put each of *pages* into *target*, taken from what was *kept*, or made."""
    several = list(pages)
    # what pages share is derived here, once, and then seen by every process
    shared = {
        page.uri: press.made_of(page) for page in several if kept and not page.own
    }
    hands, leader = hands_for(len(several)), os.getpid()

    def made_of(page: MarkdownPage) -> bytes | None:
        if kept is None:
            return None
        return shared[page.uri] if page.uri in shared else press.made_of(page)

    def made(share: Iterator[MarkdownPage]) -> Done:
        done = Done()
        for each in share:
            page, url = each.itself(), url_of(each.uri)
            mark = made_of(page)
            if kept and mark and kept.take(url, mark, target):
                done.taken.append(url)
            else:
                put(target, url, press.html(page))
                if mark and page.uri not in press.by_stock:
                    done.made[url] = mark
            if os.getpid() == leader:  # others would draw over it, or wait for its lock
                when_written(hands)
        return done

    for done in shared_out(made, several, hands):
        if kept:
            kept.settle(done)


def serve_with_mkdocs(root: Path, address: str | None, part: Part = WHOLE) -> None:
    """Serve *part* of the project at *root*; reload on change, until interrupted."""
    try:
        # MkDocs keeps the plugin for the next build of this process
        plugin = _plugin_of(load_config(str(root / "mkdocs.yml")))
        plugin.part = part
        mkdocs_serve.serve(str(root / "mkdocs.yml"), dev_addr=address)
    except REFUSALS as error:
        raise HostError(str(error) or type(error).__name__) from error
