"""Pack a built site into one file that reads offline: the same bytes on any machine."""

from __future__ import annotations

import datetime as dt
import os
import zipfile
from typing import TYPE_CHECKING

import deflate

from generator.publish.manifest import names_below

if TYPE_CHECKING:
    from pathlib import Path

    from generator.publish.manifest import Origin

Moment = tuple[int, int, int, int, int, int]
"""Year, month, day, hour, minute, second."""
EARLIEST: Moment = (1980, 1, 1, 0, 0, 0)
"""The first time a zip can hold."""
READABLE = 0o100644 << 16
"""A regular file that its owner may write and everybody may read."""
UNIX = 3
"""What made it, whatever system it was; APPNOTE.TXT 4.4.2.2."""
LEVEL = 9
"""Of libdeflate, 1 to 12: 1 % smaller than zlib's best, in half the time."""


class Deflating:
    """
    Squeezes one entry by libdeflate, which is part of what the lock names.

    Pythons bring zlibs of several makes, each of which writes other bytes.
    """

    def __init__(self) -> None:
        """Nothing is taken yet."""
        self._taken: list[bytes] = []

    def compress(self, data: bytes) -> bytes:
        """Take a part of the entry; it comes back with the last one."""
        self._taken.append(data)
        return b""

    def flush(self) -> bytes:
        """Return the whole entry."""
        return bytes(deflate.deflate_compress(b"".join(self._taken), LEVEL))


def write_zip(site: Path, target: Path, origin: Origin) -> int:
    """
    Pack every file of *site* into *target* under one folder named as the site.

    Entries stand in the order of their names and have the time of the commit. One
    file at a time is held in memory. The zip is written beside *target* and set in
    place when it is whole. Return the number of files.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.part")
    names = names_below(site)
    moment = _moment(origin)
    try:
        with (
            unfinished.open("wb") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            for name in names:
                data = (site / name).read_bytes()
                add_entry(archive, f"{origin.site}/{name}", data, moment)
        with unfinished.open("rb+") as whole:
            os.fsync(whole.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return len(names)


def add_entry(
    archive: zipfile.ZipFile, name: str, data: bytes, moment: Moment = EARLIEST
) -> None:
    """Add *data* to *archive*, open for writing: the same bytes on any machine."""
    entry = zipfile.ZipInfo(name, moment)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = READABLE
    entry.create_system = UNIX
    entry.file_size = len(data)  # tells whether 32 bits are enough
    with archive.open(entry, "w") as place:
        place._compressor = Deflating()  # type: ignore[attr-defined] # noqa: SLF001 -- no other way
        place.write(data)


def _moment(origin: Origin) -> Moment:
    """Return the time of the commit, else the day as of which the site reads."""
    at = dt.datetime.fromisoformat(origin.moment or origin.as_of)
    told = (at.year, at.month, at.day, at.hour, at.minute, at.second)
    return max(told, EARLIEST)
