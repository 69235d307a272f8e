"""The land of the earth, from the vendored geometry: outlines, no borders."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
Ring = tuple[Point, ...]
"""A closed line, whose first point is not repeated at its end; no step is wider than
half the earth."""

FILE = "land-50m.json"
FULL, HALF = 360, 180


@cache
def land_rings() -> tuple[Ring, ...]:
    """Return every outline, those of inland seas included."""
    folder = resources.files("generator.render") / "geometry"
    return rings_of(json.loads((folder / FILE).read_text("utf-8")))


def rings_of(topology: dict[str, Any]) -> tuple[Ring, ...]:
    """
    Return the outlines of a TopoJSON *topology* of polygons, in its order.

    Land across the line of 180° runs on beyond it, and never jumps to the other side;
    the middle of an outline lies within ±180°.
    """
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]

    def decoded(steps: Iterable[tuple[int, int]]) -> list[Point]:
        places = accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1]))
        return [
            (round(x * scale[0] + shift[0], 4), round(y * scale[1] + shift[1], 4))
            for x, y in places
        ]

    arcs = [decoded(each) for each in topology["arcs"]]

    def joined(numbers: Iterable[int]) -> Ring:
        line: list[Point] = []
        for number in numbers:
            # a negative number is the arc of its complement, backwards
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            line += arc[1:] if line else arc
        turn = 0
        ring = line[:1]
        for before, at in pairwise(line[:-1]):
            if abs(at[0] - before[0]) > HALF:
                turn += FULL if at[0] < before[0] else -FULL
            ring.append((at[0] + turn, at[1]))
        middle = (max(ring)[0] + min(ring)[0]) / 2
        back = FULL * round(middle / FULL)
        return tuple((lon - back, lat) for lon, lat in ring)

    found = []
    for layer in topology["objects"].values():
        for shape in layer.get("geometries", [layer]):
            is_one = shape["type"] == "Polygon"
            for polygon in [shape["arcs"]] if is_one else shape["arcs"]:
                found += [joined(ring) for ring in polygon]
    return tuple(found)
