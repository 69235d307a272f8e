"""
MkDocs's door: the only module that knows MkDocs.

The plugin hands over pages that the pipeline made and decides nothing itself.
`build_with_mkdocs` and `serve_with_mkdocs` let the terminal walk through the same
door.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from markupsafe import Markup
from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel

from generator.diagnostics import Severity, as_line
from generator.load import read_disk
from generator.pipeline import make_site
from generator.publish.commit import build_day
from generator.render import search_words
from generator.words import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

    from generator.pipeline import Site

log = logging.getLogger("mkdocs.plugins.briefing")

NEVER_SHIPPED = ".map"
"""Source maps are 1.3 MB that no reader opens."""
UNUSED = (
    "assets/javascripts/lunr/",
    "assets/javascripts/workers/",
    "assets/images/favicon.png",
)
"""The theme's own search and icon; ours stand in their place."""


class BriefingConfig(Config):
    """Options of the plugin in `mkdocs.yml`."""

    draft = Type(bool, default=False)
    """Build what can be built while errors stand, marked as a draft."""


class BriefingPlugin(BasePlugin[BriefingConfig]):
    """Add the generated pages to the files that MkDocs knows already."""

    def __init__(self) -> None:
        self.site: Site | None = None
        self.is_serving = False
        self.made: Site | None = None
        self.when_written: Callable[[str], object] = lambda _: None

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
            draft = self.config.draft or self.is_serving
            self.site = make_site(read_disk(root), build_day(root), draft=draft)
            self._log(self.site)
        else:
            self.site = self.made
        words = catalogue(self.site.language)
        if self.site.error_count and not self.site.pages:
            raise PluginError(words.say("terminal.refused"))
        config.extra["search"] = search_words(words)
        config.extra["draft"] = (
            words.say("draft.banner", count=self.site.error_count)
            if self.site.error_count
            else ""
        )

    @staticmethod
    def _log(site: Site) -> None:
        words = catalogue(site.language)
        for problem in site.problems:
            is_warning = problem.severity is Severity.WARNING
            (log.warning if is_warning else log.error)(as_line(problem, words))

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
        for page in self.site.pages if self.site else ():
            kept.append(
                File.generated(
                    config,
                    page.uri,
                    content=page.text,
                    inclusion=InclusionLevel.NOT_IN_NAV,
                )
            )
        for each in self.site.files if self.site else ():
            kept.append(File.generated(config, each.uri, content=each.text))
        return kept

    def on_env(
        self, env: Environment, *, config: MkDocsConfig, files: Files
    ) -> Environment:
        """Write no sitemap: it changes every day, and there is nobody to crawl."""
        del files
        config.theme.static_templates.discard("sitemap.xml")
        return env

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Tell the theme that titles and descriptions are escaped already."""
        del config, files
        for key in ("title", "description"):
            if key in page.meta:
                page.meta[key] = Markup(page.meta[key])  # noqa: S704 -- escaped by us
        return markdown

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Tell whoever watches that a page is done."""
        del config
        self.when_written(page.file.src_uri)
        return output


class HostError(Exception):
    """MkDocs could not do its part; the message is for people."""


def build_with_mkdocs(
    root: Path, target: Path, site: Site, when_written: Callable[[str], object]
) -> None:
    """
    Build *site* with the settings of *root* into *target*, an empty folder.

    *when_written* is told the uri of each page that was made. Raise `HostError` when
    MkDocs refuses.
    """
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(target))
        plugin: Any = config.plugins["briefing"]
        plugin.made, plugin.when_written = site, when_written
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build.build(config)
        config.plugins.on_shutdown()
    except (MkDocsException, SystemExit, OSError) as error:
        raise HostError(str(error)) from error


def serve_with_mkdocs(root: Path, address: str | None) -> None:
    """Serve the project at *root* and reload on change, until interrupted."""
    try:
        mkdocs_serve.serve(str(root / "mkdocs.yml"), dev_addr=address)
    except (MkDocsException, SystemExit, OSError) as error:
        raise HostError(str(error)) from error
