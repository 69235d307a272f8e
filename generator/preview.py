"""
A preview that makes a page when a browser asks for it.

After a save only what all pages rest on is made anew: the page that an editor looks at
is then pressed in some milliseconds, and the thousands that nobody looks at never are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from threading import Condition
from typing import TYPE_CHECKING

from generator.pipeline import everything_stays
from generator.press import url_of
from generator.publish.database import put_database
from generator.publish.folder import put
from generator.publish.paper import papers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from generator.pipeline import Site
    from generator.press import Press
    from generator.publish.paper import Paper
    from generator.render import Database, DataFile, MarkdownPage

PATIENCE = 60
"""Seconds that a browser waits for a site that is being made."""


@dataclass(frozen=True)
class Shown:
    """A site whose pages are made when they are asked for."""

    target: Path
    """The folder from which the server hands out."""
    site: Site
    press: Press
    made: set[str] = field(default_factory=set)
    """What was asked for already and is ours; MkDocs has left stubs of some pages."""
    files: dict[str, DataFile] = field(default_factory=dict)
    """Address to the data files that are written."""

    @cached_property
    def pages(self) -> Mapping[str, MarkdownPage]:
        """Address to page."""
        return {url_of(page.uri): page for page in self.site.pages}

    @cached_property
    def papers(self) -> Mapping[str, Paper]:
        """Address to what is printed."""
        return {paper.uri: paper for paper in papers(self.site.write_sheets())}

    @cached_property
    def databases(self) -> Mapping[str, Database]:
        """Address to database."""
        return {each.uri: each for each in self.site.write_databases()}

    @cached_property
    def _coming(self) -> Iterator[DataFile]:
        """The data files that are not written yet."""
        return self.site.write_files()

    def file(self, uri: str) -> DataFile | None:
        """Return the data file at *uri*; nothing is written after it that need not."""
        while uri not in self.files and (file := next(self._coming, None)):
            self.files[file.uri] = file
        return self.files.get(uri)

    def make(self, uri: str) -> None:
        """Put what belongs at *uri* into the folder, if it is ours and not there."""
        if uri in self.made:
            return
        if page := self.pages.get(uri):
            put(self.target, uri, self.press.html(page))
        elif html := self.press.again(uri):  # what it says of problems changes
            put(self.target, uri, html)
        elif paper := self.papers.get(uri):
            put(self.target, uri, paper.data)
        elif database := self.databases.get(uri):
            put_database(self.target, database)
        elif not (self.target / uri).is_file() and (file := self.file(uri)):
            put(self.target, uri, file.text)
        else:
            return
        self.made.add(uri)


class Answered:
    """What a server says before the body of its answer."""

    status = ""
    headers: list[tuple[str, str]]

    def started(
        self, status: str, headers: list[tuple[str, str]], error: object = None, /
    ) -> Callable[[bytes], object]:
        """Hear it, as WSGI wants; nothing is written past the body."""
        del error
        self.status, self.headers = status, headers
        return lambda _: None


class Preview:
    """The newest site; hidden while the next one is made."""

    def __init__(self, complain: Callable[[str], object]) -> None:
        """Hide, for there is nothing yet; *complain* of what could not be made."""
        self._complain = complain
        self._changed = Condition()
        self._is_shown = False
        self._shown: Shown | None = None

    def hide(self) -> None:
        """Make nothing more of the old site, whose folder is about to be emptied."""
        with self._changed:
            self._is_shown = False

    def renew(self, shown: Shown) -> None:
        """Show *shown* in the folder of what was shown, of which nothing is left."""
        with self._changed:
            for uri in self._shown.made if self._shown else ():
                (shown.target / uri).unlink(missing_ok=True)
            self.show(shown)

    def show(self, shown: Shown | None = None) -> None:
        """Show *shown*, or again what was shown last."""
        with self._changed:
            self._shown = shown or self._shown
            self._is_shown = True
            self._changed.notify_all()

    def before(self, server: WSGIApplication, root: str) -> WSGIApplication:
        """Return *server*, which hands out below *root*, with all that it needs."""

        def answer(
            environ: WSGIEnvironment, start_response: StartResponse
        ) -> Iterable[bytes]:
            path: str = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            uri = path.removeprefix(root)
            uri += "index.html" if uri.endswith("/") or not uri else ""
            if uri.startswith("livereload/"):
                return server(environ, start_response)
            while True:
                shown, answered = self._made(uri), Answered()
                body = server(environ, answered.started)
                # the server waits for a site that is being made, and what was made
                # of the old one is gone by then
                if self._shown is shown or not answered.status.startswith("404"):
                    start_response(answered.status, answered.headers)
                    return body

        return answer

    def _made(self, uri: str) -> Shown | None:
        """Make what belongs at *uri*, and return the site to which it belongs."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_shown, PATIENCE)
            if self._is_shown and self._shown:
                try:
                    with everything_stays():
                        self._shown.make(uri)
                except (OSError, ValueError) as error:  # a full disk, a zero in a name
                    self._complain(f"{uri}: {error}")
            return self._shown
