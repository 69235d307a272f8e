"""
The files of a site in the forms that browsers take: a host hands them out as they are.

Made once by the release, they cost the host nothing; nginx and Caddy look for them by
their endings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]
import deflate
import zstandard

from generator.publish.manifest import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

PACKED = frozenset([".html", ".css", ".js", ".json", ".svg", ".txt", ".xml", ".csv"])
"""Endings of files that get smaller; fonts, pictures, documents are small already."""
LEAST = 1024
"""Bytes below which packing saves nothing but the file."""
FORMS: Mapping[str, Callable[[bytes], bytes]] = {
    ".gz": lambda data: bytes(deflate.gzip_compress(data, 12)),
    ".br": lambda data: brotli.compress(data, quality=9),
    ".zst": lambda data: zstandard.ZstdCompressor(level=15).compress(data),
}
"""Ending and how it is made; nearly the best of each: brotli's 11 takes 20 times."""


def pack_files(folder: Path) -> int:
    """
    Write beside each file of *folder* that gets smaller its forms; count them.

    Not of the manifest, which tells of all others.
    """
    count = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix not in PACKED or path.name == MANIFEST or not path.is_file():
            continue
        data = path.read_bytes()
        if len(data) < LEAST:
            continue
        for ending, made in FORMS.items():
            small = made(data)
            if len(small) < len(data):
                path.with_name(f"{path.name}{ending}").write_bytes(small)
                count += 1
    return count
