"""Write into a folder, and put it in the place of an old one when it is whole."""

from __future__ import annotations

import ctypes
import os
import shutil
import stat
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def put(folder: Path, uri: str, content: str | bytes) -> None:
    """Write *content* below *folder* at *uri*, a POSIX path; a text as UTF-8."""
    path = folder / uri
    data = content.encode() if isinstance(content, str) else content
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def put_whole(path: Path, text: str) -> None:
    """Set *text* at *path* so that a reader finds the old file or the new one."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    fresh = Path(name)
    try:
        os.close(handle)
        fresh.write_text(text, encoding="utf-8", newline="\n")
        if path.exists():
            shutil.copymode(path, fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def put_new(path: Path, text: str) -> None:
    """
    Write *text* at *path*, a new file, and make the folders above it.

    Raise `FileExistsError` where there is one, and leave nothing of a text for which
    there was no room.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("x", encoding="utf-8", newline="\n")
    try:
        with file:
            file.write(text)
    except OSError:
        path.unlink(missing_ok=True)
        raise


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """
    Wait until nobody else works on *folder*, and keep others out.

    The system lets go of it when the process ends, however it ends. No file is made
    for it. On Windows nobody is kept out; there, what is open cannot be replaced.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 -- there is none on Windows

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """
    Give an empty folder to write in, and set it at *target* when all went well.

    It lies beside *target*, on the same disk, so that setting it in place is one
    exchange of names: at every moment a whole folder stands at *target*, after a
    power cut too. When anything is raised, *target* stays as it was. What somebody
    who was killed left behind is put in order first, so call this `alone`.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    for room in sorted(target.parent.glob(f".{target.name}-*")):
        _restore(target, room)
    room = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    fresh, old = room / "new", room / "old"
    try:
        fresh.mkdir()
        yield fresh
        settle()
        if target.exists() and not _exchanged(fresh, target):
            target.rename(old)
        if fresh.exists() and not target.exists():
            fresh.rename(target)
        settle()
    finally:
        # also after Ctrl+C between the two renames
        _restore(target, room)


def _restore(target: Path, room: Path) -> None:
    """Put back what *room* holds of *target*, and remove the room."""
    old = room / "old"
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(room, ignore_errors=True)


MADE_FROM = ("content", "docs", "site_config", "snapshots")
"""What a site is made from, beside `mkdocs.yml`."""
Stamp = tuple[int, int, int]
"""What tells a file from what it was: size, time of the last change in nanoseconds,
inode."""
State = dict[str, Stamp]


def state_of(root: Path, parts: Iterable[str] = MADE_FROM) -> State:
    """
    Return the stamp of every file in *parts* of the project at *root*, by path.

    Without *parts* these are all from which the site is made.

    Two equal ones around a build say that nothing changed while it was read.
    """
    found: State = {}
    for name in ("mkdocs.yml", *parts):
        found |= stamps_at(str(root / name))
    return found


def stamps_at(path: str) -> State:
    """Return the stamp of each file at or below *path*, by path; links are files."""
    found: State = {}
    folders = [path]
    while folders:
        at = folders.pop()
        with suppress(OSError):  # it went since it was listed
            seen = os.lstat(at)
            if not stat.S_ISDIR(seen.st_mode):
                found[at] = _stamp(seen)
                continue
            for entry in os.scandir(at):
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                    continue
                with suppress(OSError):
                    found[entry.path] = _stamp(entry.stat(follow_symlinks=False))
    return found


def stamp_of(path: Path) -> Stamp:
    """Return the stamp of a file; raise OSError for what is none."""
    seen = path.lstat()
    if not stat.S_ISREG(seen.st_mode):
        raise FileNotFoundError(path)
    return _stamp(seen)


def _stamp(seen: os.stat_result) -> Stamp:
    return seen.st_size, seen.st_mtime_ns, seen.st_ino


def private_names(root: Path) -> list[str]:
    """Return names of folders of this machine that no page may tell."""
    return [
        name
        for folder in (root.resolve(), Path.home())
        # a short one, such as `/app`, may be a word of anything
        if len(folder.parts) > 2  # noqa: PLR2004 -- root, folder, folder
        for name in {str(folder), folder.as_posix()}
    ]


def settle() -> None:
    """Wait until all that was written is on the disk."""
    if hasattr(os, "sync"):
        os.sync()


AT_FDCWD = -100
RENAME_EXCHANGE = 2
"""renameat2(2): both names stay, each with what the other had, in one step."""


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange what stands at two paths; False where the system cannot."""
    try:
        function = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    paths = os.fsencode(one), os.fsencode(other)
    done = function(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE)
    return bool(done == 0)
