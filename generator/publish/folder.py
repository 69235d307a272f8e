"""Write into a folder, and put it in the place of an old one when it is whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def put(folder: Path, uri: str, content: str | bytes) -> None:
    """Write *content* below *folder* at *uri*, a POSIX path; a text as UTF-8."""
    path = folder / uri
    data = content.encode() if isinstance(content, str) else content
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True)
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


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """
    Give an empty folder to write in, and set it at *target* when all went well.

    It lies beside *target*, on the same disk, so that setting it in place is a
    rename. When anything is raised, *target* stays as it was.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    room = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    fresh, old = room / "new", room / "old"
    try:
        fresh.mkdir()
        yield fresh
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    finally:
        # also after Ctrl+C between the two renames
        if old.exists() and not target.exists():
            old.rename(target)
        shutil.rmtree(room, ignore_errors=True)
