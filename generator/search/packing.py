"""
Pack numbers into a script: deflated, then seven bits a sign.

A page on file:// may load a script and nothing else. A script is UTF-8, in which the
128 signs of ASCII take one byte each; five of them may not stand in a string, and take
two. That is 19 per cent more than the bytes, where base64 takes 33. All are Latin-1, so
that a browser keeps a sign in one byte.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

SIGNS = [
    chr(value) if value not in {0, 10, 13, 34, 92} else chr(0xA0 + value)
    for value in range(128)
]
"""The sign of each value of seven bits."""
VALUES = {sign: value for value, sign in enumerate(SIGNS)}
_SIGN_OF = "".join(SIGNS).encode("latin-1").ljust(256)
_UPPER = [bytes(value >> shift for value in range(256)) for shift in range(9)]
"""By how many bits of a byte are left out: the byte to those above them."""
_LOWER = [bytes(value << 7 - count & 127 for value in range(256)) for count in range(8)]
"""By how many bits of a byte are kept: the byte to these, as the first of seven."""


def packed(data: bytes) -> str:
    """Return *data* as signs that may stand between double quotes in a script."""
    press = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    pressed = press.compress(data) + press.flush()
    # seven bytes are eight signs: each has the last bits of a byte, and the first of
    # the next; all signs of one place are made at once
    whole = pressed + bytes(-len(pressed) % 7)
    nothing = bytes(len(whole) // 7)
    columns = [nothing, *(whole[at::7] for at in range(7)), nothing]
    signs = bytearray(len(nothing) * 8)
    for at in range(8):
        left = int.from_bytes(columns[at].translate(_LOWER[at]), "big")
        right = int.from_bytes(columns[at + 1].translate(_UPPER[at + 1]), "big")
        signs[at::8] = (left | right).to_bytes(len(nothing), "big")
    text = signs.translate(_SIGN_OF).decode("latin-1")
    return text[: -(-len(pressed) * 8 // 7)]


def unpacked(signs: str) -> bytes:
    """Return the bytes that `packed` made *signs* of."""
    held = waiting = 0
    found = bytearray()
    for sign in signs:
        held = (held << 7 | VALUES[sign]) & 0x7FFF
        waiting += 7
        if waiting >= 8:  # noqa: PLR2004 -- bits of a byte
            waiting -= 8
            found.append(held >> waiting & 0xFF)
    return zlib.decompressobj(-15).decompress(bytes(found))


def dense(numbers: Collection[int], short: int) -> bytes:
    """
    Write *numbers* in one byte below *short*, else in two, rarely in three.

    The first byte tells how many: below *short* one, 255 three, any other two.
    """
    forms = {number: _form(number, short) for number in set(numbers)}
    return b"".join(map(forms.__getitem__, numbers))


def _form(number: int, short: int) -> bytes:
    """Return the bytes of one number."""
    rest = number - short
    if rest < 0:
        return bytes((number,))
    wide = (255 - short) * 256
    if rest < wide:
        return bytes((short + rest // 256, rest % 256))
    rest -= wide
    return bytes((255, rest // 65536, rest // 256 % 256, rest % 256))


def spread(data: bytes, start: int, short: int) -> list[int]:
    """Return the numbers that `dense` wrote into *data* from *start* on."""
    found: list[int] = []
    at, end = start, len(data)
    wide = (255 - short) * 256
    while at < end:
        first = data[at]
        if first < short:
            found.append(first)
            at += 1
        elif first < 255:  # noqa: PLR2004 -- the sign of a wider number
            found.append(short + (first - short) * 256 + data[at + 1])
            at += 2
        else:
            rest = data[at + 1] * 65536 + data[at + 2] * 256 + data[at + 3]
            found.append(short + wide + rest)
            at += 4
    return found
