"""Which letters the vendored fonts have, and what stands for one that they lack."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

FONTS = resources.files("generator.publish") / "fonts" / "be-vietnam-pro"

SILENT = frozenset("\u200b\u200c\u200d\u2060\ufeff")
"""What has no sign of its own, and needs none; marks that turn the direction of
writing are not among them, for they would make a line say something else."""
CODE = "[U+"
"""How the code of a letter begins."""
XML_CONTROLS = frozenset(map(chr, (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)))
"""What no XML may hold, so no Word document either."""


def coded(text: str, lacking: Container[str]) -> str:
    """
    Return *text* with the code of each letter in *lacking* in its place.

    `[U+4E60]` is not pretty, but it says which letter it was; a box or a question
    mark would not. A space of another width becomes a plain one, and what nobody
    would see is left out.
    """
    if all(char not in lacking for char in text):
        return text
    return "".join(_coded(char) if char in lacking else char for char in text)


def _coded(char: str) -> str:
    if char in SILENT:
        return ""
    is_space = unicodedata.category(char) == "Zs"
    return " " if is_space else f"{CODE}{ord(char):04X}]"


class Lacking:
    """Every letter that one of the vendored fonts has no sign for."""

    def __contains__(self, char: object) -> bool:
        """Tell whether *char* could not be printed."""
        return char not in printable_letters() and char != "\n"


@cache
def printable_letters() -> frozenset[str]:
    """Return the letters that all vendored fonts have."""
    own = [
        frozenset(_letters(each.read_bytes()))
        for each in sorted(FONTS.iterdir(), key=lambda each: each.name)
        if each.name.endswith(".ttf")
    ]
    return own[0].intersection(*own)


def _letters(font: bytes) -> Iterator[str]:
    """
    Yield the letters of a TrueType font, by its `cmap` of format 4.

    That is the table of the Basic Multilingual Plane (learn.microsoft.com, OpenType
    specification, "cmap"), which every font has that is to work on Windows.
    """
    count = struct.unpack_from(">H", font, 4)[0]
    tables = dict(
        struct.unpack_from(">4s4xI4x", font, 12 + 16 * at) for at in range(count)
    )
    cmap = tables[b"cmap"]
    for at in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        table = cmap + struct.unpack_from(">4xI", font, cmap + 4 + 8 * at)[0]
        if struct.unpack_from(">H", font, table)[0] != 4:  # noqa: PLR2004 -- the format
            continue
        size = struct.unpack_from(">H", font, table + 6)[0]
        read = f">{size // 2}H"
        ends = struct.unpack_from(read, font, table + 14)
        starts = struct.unpack_from(read, font, table + 16 + size)
        deltas = struct.unpack_from(read, font, table + 16 + 2 * size)
        places = table + 16 + 3 * size
        for segment, (start, end) in enumerate(zip(starts, ends, strict=True)):
            place = places + 2 * segment
            offset = struct.unpack_from(">H", font, place)[0]
            for code in range(start, end + 1):
                glyph = code
                if offset:
                    here = place + offset + 2 * (code - start)
                    glyph = struct.unpack_from(">H", font, here)[0]
                    if glyph == 0:
                        continue
                if (glyph + deltas[segment]) % 0x10000 and code != 0xFFFF:  # noqa: PLR2004
                    yield chr(code)
