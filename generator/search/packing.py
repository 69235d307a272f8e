"""
Pack numbers into a script: deflated, then seven bits a sign.

A page on file:// may load a script and nothing else. A script is UTF-8, in which the
128 signs of ASCII take one byte each; five of them may not stand in a string, and take
two. That is 19 per cent more than the bytes, where base64 takes 33. All are Latin-1, so
that a browser keeps a sign in one byte.
"""

from __future__ import annotations

import zlib

SIGNS = [
    chr(value) if value not in {0, 10, 13, 34, 92} else chr(0xA0 + value)
    for value in range(128)
]
"""The sign of each value of seven bits."""
VALUES = {sign: value for value, sign in enumerate(SIGNS)}


def packed(data: bytes) -> str:
    """Return *data* as signs that may stand between double quotes in a script."""
    press = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    pressed = press.compress(data) + press.flush()
    # seven bytes are eight signs
    groups = (pressed[at : at + 7] for at in range(0, len(pressed), 7))
    signs = "".join(
        SIGNS[whole >> shift & 127]
        for group in groups
        for whole in [int.from_bytes(group.ljust(7, b"\0"), "big")]
        for shift in range(49, -1, -7)
    )
    return signs[: -(-len(pressed) * 8 // 7)]


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


def dense(numbers: list[int], short: int) -> bytes:
    """
    Write *numbers* in one byte below *short*, else in two, rarely in three.

    The first byte tells how many: below *short* one, 255 three, any other two.
    """
    found = bytearray()
    wide = (255 - short) * 256
    for number in numbers:
        rest = number - short
        if rest < 0:
            found.append(number)
        elif rest < wide:
            found += bytes((short + rest // 256, rest % 256))
        else:
            rest -= wide
            found += bytes((255, rest // 65536, rest // 256 % 256, rest % 256))
    return bytes(found)


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
