"""
A preview that makes a page when a browser asks for it.

After a save only what all pages rest on is made anew: the page that an editor looks at
is then pressed in some milliseconds, and the thousands that nobody looks at never are.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from threading import Condition, Event, Lock, Thread
from typing import TYPE_CHECKING

from watchdog.events import FileModifiedEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.pipeline import everything_stays
from generator.press import url_of
from generator.publish.database import put_database
from generator.publish.folder import put, stamp_of, stamps_at
from generator.publish.paper import papers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import ObservedWatch

    from generator.pipeline import Site
    from generator.press import Press
    from generator.publish.folder import State
    from generator.publish.paper import Paper
    from generator.render import Database, DataFile, MarkdownPage

    Tell = Callable[[FileSystemEvent], None]

SURE = 3
"""Seconds between two looks at all files."""
READING = frozenset(["opened", "closed_no_write"])
"""Events after which nothing is other than it was."""
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


class Eyes:
    """
    See what changes below folders: at once where the system tells, else soon.

    It tells nothing of a folder that lies on another machine; there all files are
    looked through every `SURE` seconds. What both see is told once.
    """

    def __init__(self) -> None:
        """See nothing yet."""
        self._quick, self._sure = Observer(), Glances()
        self._seen: dict[str, object] = {}
        self._telling = Lock()

    def schedule(
        self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False
    ) -> ObservedWatch:
        """Tell *handler* of every change of a file at or below *path*."""
        quick, tell = FileSystemEventHandler(), partial(self._tell, handler)
        quick.on_any_event = tell  # type: ignore[method-assign]
        self._sure.watch(path, tell)
        return self._quick.schedule(quick, path, recursive=recursive)

    def _tell(self, handler: FileSystemEventHandler, event: FileSystemEvent) -> None:
        """Pass on an event after which one of its files is another one than before."""
        if event.is_directory or event.event_type in READING:
            return
        is_news = False
        with self._telling:  # both may see it at once
            named = map(os.fsdecode, (event.src_path, event.dest_path))
            for path in filter(None, named):
                stamp: object = None
                with suppress(OSError):  # it is gone
                    stamp = stamp_of(Path(path))
                is_news |= self._seen.get(path, self) != stamp
                self._seen[path] = stamp
        if is_news:
            handler.dispatch(event)

    def unschedule(self, watch: ObservedWatch) -> None:
        """Look no more at what `schedule` returned."""
        self._quick.unschedule(watch)
        self._sure.unwatch(watch.path)

    def start(self) -> None:
        """Begin to look."""
        with suppress(OSError):  # the system looks after so many folders and no more
            self._quick.start()
        self._sure.start()

    def stop(self) -> None:
        """Cease to look."""
        self._quick.stop()
        self._sure.stop()

    def join(self) -> None:
        """Wait until nobody looks any more."""
        for each in (self._quick, self._sure):
            if each.is_alive():
                each.join()


class Glances(Thread):
    """Looks at all files every `SURE` seconds, and tells of those that are others."""

    def __init__(self) -> None:
        """Look at nothing yet."""
        super().__init__(daemon=True)
        self._seen: dict[str, tuple[Tell, State]] = {}
        self._is_over = Event()

    def watch(self, path: str, tell: Tell) -> None:
        """Let *tell* be told of what is other than now, at or below *path*."""
        self._seen[path] = tell, stamps_at(path)

    def unwatch(self, path: str) -> None:
        """Look no more at *path*."""
        del self._seen[path]

    def run(self) -> None:
        """Look until `stop`."""
        while not self._is_over.wait(SURE):
            for path, (tell, old) in (*self._seen.items(),):
                now = stamps_at(path)
                if path in self._seen:
                    self._seen[path] = tell, now
                for each in sorted({each for each, _ in old.items() ^ now.items()}):
                    tell(FileModifiedEvent(each))

    def stop(self) -> None:
        """Cease to look."""
        self._is_over.set()


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
