"""Pack a built site into one file that reads offline."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first time a zip can hold: the same site gives the same bytes on any day."""
READABLE = 0o100644 << 16
"""A regular file that its owner may write and everybody may read."""


def write_zip(site: Path, target: Path, top: str) -> int:
    """
    Pack every file of *site* into *target* under one folder *top*.

    Entries stand in the order of their names. The file is written beside *target*
    and set in place when it is whole. Return the number of files.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.part")
    names = sorted(
        path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()
    )
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                entry = zipfile.ZipInfo(f"{top}/{name}", EARLIEST)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = READABLE
                entry.create_system = 3  # Unix, on whatever system it is made
                archive.writestr(entry, (site / name).read_bytes())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return len(names)
