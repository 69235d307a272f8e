"""
A map of the world, or the part of it that holds what is to be shown.

Land only: no border is drawn, so the map takes no side in any. The projection is
Equal Earth (Šavrič, Patterson and Jenny: The Equal Earth map projection,
International Journal of Geographical Information Science, 2018).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from generator.render.land import land_rings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.derive.world import MapPoint, WorldView

WIDTH, HEIGHT = 360, 190
"""The size of the drawing; on a telephone one unit is about one pixel."""
FINE = 3
"""Into how many steps a unit is divided for coasts."""
SMALLEST = 3
"""Islands with both sides below so many steps are left out."""
MARGIN = 1.3
"""How much wider than what it must show the map is."""
LEAST = 1.5
"""The narrowest map, in radians at the equator; less would show no coast to know."""
SOUTH, NORTH = -58.0, 84.0
"""Between these lies all land but the Antarctic."""

BADGE = 7.5
"""Radius of a number, at its largest."""
LETTER, LINE = 5.2, 10.5
"""Width of a letter and height of a line, at their largest."""
DOT = 2.4
"""Radius of the point itself."""

FACTORS = (1.340264, -0.081106, 0.000893, 0.003796)

Point = tuple[float, float]


def equal_earth(lon: float, lat: float) -> Point:
    """Project degrees, longitude counted from the middle of the map, north upwards."""
    one, two, three, four = FACTORS
    root = math.sqrt(3) / 2
    slope = math.asin(root * math.sin(math.radians(lat)))
    square = slope * slope
    sixth = square**3
    across = one + 3 * two * square + sixth * (7 * three + 9 * four * square)
    x = math.radians(lon) * math.cos(slope) / (root * across)
    return x, slope * (one + two * square + sixth * (three + four * square))


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the world that is drawn."""

    centre: float
    """The meridian of the projection."""
    left: float
    top: float
    scale: float
    """Units of the drawing in one of the projection."""

    def place(self, lon: float, lat: float) -> Point:
        """Return where a point of the earth lies in the drawing."""
        return self.drawn(around(lon, self.centre), lat)

    def drawn(self, lon: float, lat: float) -> Point:
        """Return the same, *lon* counted from the middle, so that 180 is not -180."""
        x, y = equal_earth(lon, lat)
        return (x - self.left) * self.scale, (self.top - y) * self.scale


def around(lon: float, centre: float) -> float:
    """Return *lon* counted from *centre*, from -180 up to 180."""
    return (lon - centre + 180) % 360 - 180


def window_of(points: Iterable[Point], centre: float) -> Window:
    """Return the smallest fitting window, never wider than the world."""
    placed = [equal_earth(around(lon, centre), lat) for lon, lat in points]
    xs, ys = [x for x, _ in placed], [y for _, y in placed]
    most = 2 * equal_earth(180, 0)[0]
    bottom, top = equal_earth(0, SOUTH)[1], equal_earth(0, NORTH)[1]
    shape = WIDTH / HEIGHT
    wanted = MARGIN * max(max(xs) - min(xs), shape * (max(ys) - min(ys)))
    width = min(max(wanted, LEAST), most)
    height = width / shape
    left = (max(xs) + min(xs) - width) / 2
    upper = (max(ys) + min(ys) + height) / 2
    return Window(
        centre=centre,
        left=min(max(left, -most / 2), most / 2 - width),
        # the whole world is less high than wide: it stands in the middle
        top=(top + bottom + height) / 2
        if height > top - bottom
        else min(max(upper, bottom + height), top),
        scale=WIDTH / width,
    )


def clipped(ring: Sequence[Point], axis: int, limit: float, side: int) -> list[Point]:
    """
    Cut off what lies beyond *limit* on an *axis* (Sutherland and Hodgman, 1974).

    A *side* of 1 keeps what is greater, -1 what is less; empty when nothing is left.
    """
    kept: list[Point] = []
    for one, two in pairwise([*ring, ring[0]] if ring else []):
        far, near = side * (one[axis] - limit), side * (two[axis] - limit)
        if far >= 0:
            kept.append(one)
        if (far > 0 > near) or (far < 0 < near):
            part = far / (far - near)
            kept.append(
                (one[0] + part * (two[0] - one[0]), one[1] + part * (two[1] - one[1]))
            )
    return kept


@lru_cache(maxsize=4)
def land_path(window: Window) -> str:
    """Return the outlines of the land as an SVG path in steps of 1/`FINE` unit."""
    return "".join(_paths(window))


def _paths(window: Window) -> Iterator[str]:
    for ring in land_rings():
        if max(lat for _, lat in ring) < SOUTH:
            continue
        for turn in (-360, 0, 360):
            # cut where the map ends, the land may stand at both of its ends
            moved = [(lon - window.centre + turn, lat) for lon, lat in ring]
            inside = clipped(clipped(moved, 0, -180, 1), 0, 180, -1)
            line = [window.drawn(lon, lat) for lon, lat in inside]
            for axis, size in ((0, WIDTH), (1, HEIGHT)):
                line = clipped(clipped(line, axis, -1, 1), axis, size + 1, -1)
            if path := _path(line):
                yield path


def _path(line: Sequence[Point]) -> str:
    """Return one outline in whole steps; empty for what is too small to see."""
    steps = [(round(x * FINE), round(y * FINE)) for x, y in line]
    kept: list[tuple[int, int]] = []
    for at in steps:
        if kept and at == kept[-1]:
            continue
        if len(kept) > 1 and _is_straight(kept[-2], kept[-1], at):
            kept.pop()
        kept.append(at)
    xs, ys = {x for x, _ in kept}, {y for _, y in kept}
    if not kept or max(max(xs) - min(xs), max(ys) - min(ys)) < SMALLEST:
        return ""
    moves = ((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(kept))
    # a minus sign parts two numbers as well as a space does
    told = "".join(f" {x} {y}" for x, y in moves).replace(" -", "-").strip()
    return f"M{kept[0][0]} {kept[0][1]}l{told}z"


def _is_straight(
    one: tuple[int, int], two: tuple[int, int], three: tuple[int, int]
) -> bool:
    """Tell whether *two* lies on the way from *one* to *three*."""
    ahead = (two[0] - one[0], two[1] - one[1])
    further = (three[0] - two[0], three[1] - two[1])
    cross = ahead[0] * further[1] - ahead[1] * further[0]
    return cross == 0 and ahead[0] * further[0] + ahead[1] * further[1] >= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A point of the map, and where its number or name stands."""

    point: MapPoint
    x: float
    y: float
    label_x: float
    """The middle of a number; of a name, its end that is next to the point."""
    label_y: float
    """The middle."""
    anchor: Literal["start", "middle", "end"]
    """Which part of the label stands at *label_x*, so that it may be drawn smaller."""
    is_apart: bool
    """Whether a line must lead from the label to its point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapDrawing:
    """A drawing of the world."""

    width: int
    height: int
    fine: int
    """The land is drawn in steps of this part of a unit."""
    land: str
    """An SVG path."""
    marks: tuple[Mark, ...]
    """The home country first, then places, then partners by number."""


def world_map(view: WorldView) -> MapDrawing:
    """Draw the land around everything that *view* shows, and mark that."""
    window = window_of(((each.lon, each.lat) for each in view.points), view.centre)
    return MapDrawing(
        width=WIDTH,
        height=HEIGHT,
        fine=FINE,
        land=land_path(window),
        marks=tuple(_marks(view.points, window)),
    )


Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def _marks(points: Sequence[MapPoint], window: Window) -> Iterator[Mark]:
    """Place every label where nothing stands yet, as near to its point as can be."""
    placed = [window.place(each.lon, each.lat) for each in points]
    taken = [_box(x, y, DOT * 2, DOT * 2) for x, y in placed]
    for point, (x, y) in zip(points, placed, strict=True):
        wide, high = BADGE * 2, BADGE * 2
        if not point.number:
            wide, high = len(point.name) * LETTER, LINE
        at = _free(x, y, wide, high, taken)
        taken.append(_box(*at, wide, high))
        away = math.hypot(
            max(abs(at[0] - x) - wide / 2, 0), max(abs(at[1] - y) - high / 2, 0)
        )
        side = 0
        if not point.number and abs(at[0] - x) >= wide / 2:
            side = 1 if at[0] > x else -1
        yield Mark(
            point=point,
            x=round(x, 1),
            y=round(y, 1),
            label_x=round(at[0] - side * wide / 2, 1),
            label_y=round(at[1], 1),
            anchor="middle" if not side else "start" if side > 0 else "end",
            is_apart=away > DOT * 2,
        )


def _box(x: float, y: float, wide: float, high: float) -> Box:
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _free(x: float, y: float, wide: float, high: float, taken: Sequence[Box]) -> Point:
    """Return the middle of the nearest free place in the drawing, right side first."""
    for far in range(1, WIDTH):
        reach = DOT + far * 1.5
        for step in range(16):
            turn = (step + 1) // 2 * (-1 if step % 2 else 1) * math.pi / 8
            at = (
                x + math.cos(turn) * (reach + wide / 2),
                y + math.sin(turn) * (reach + high / 2),
            )
            box = _box(*at, wide, high)
            is_inside = (
                box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= HEIGHT
            )
            if is_inside and not any(_touch(box, each) for each in taken):
                return at
    # what is wider than the drawing has no place in it
    return x, y


def _touch(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
