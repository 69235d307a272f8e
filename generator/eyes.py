"""See that a file has changed, on this machine and on a shared disk."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from watchdog.events import FileModifiedEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.publish.folder import stamp_of, stamps_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import ObservedWatch

    from generator.publish.folder import State

    Tell = Callable[[FileSystemEvent], None]

SURE = 3
"""Seconds between two looks at all files."""
READING = frozenset(["opened", "closed_no_write"])
"""Events after which nothing is other than it was."""


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
