"""The map of partners: where points lie, that labels are free, what is drawn."""

from __future__ import annotations

import math
import re
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.derive.world import MapPoint, WorldView, world_view
from generator.load import read_disk
from generator.model.names import Named
from generator.pipeline import make_site
from generator.render import map as maps
from generator.render.escape import one_line
from generator.render.land import land_rings, rings_of
from generator.render.map import (
    HEIGHT,
    WIDTH,
    around,
    clipped,
    equal_earth,
    land_path,
    window_of,
    world_map,
)
from tests.projects import ROOT, TODAY, archive_of
from tests.test_render import NASTY, templates

DEGREES = st.floats(-179.9, 179.9)
LATITUDES = st.floats(-55, 80)


def point(number: int, lon: float, lat: float, name: str = "Nước") -> MapPoint:
    partner = Named("partners", "bn", name) if number else None
    return MapPoint(
        name=name, lat=lat, lon=lon, sources=(), partner=partner, number=number
    )


def view_of(
    *partners: tuple[float, float], places: tuple[MapPoint, ...] = ()
) -> WorldView:
    return WorldView(
        centre=150,
        home=point(0, 105.8, 21, "Nước nhà"),
        places=places,
        partners=tuple(point(n, *at) for n, at in enumerate(partners, 1)),
        unplaced=(),
    )


def test_projection_is_that_of_its_authors() -> None:
    """The extents of Equal Earth, as printed: 5.41 wide, 2.63 high, 1 at the middle."""
    assert equal_earth(0, 0) == (0, 0)
    assert equal_earth(180, 0)[0] == pytest.approx(2.7066299836, abs=1e-9)
    assert equal_earth(0, 90)[1] == pytest.approx(1.3173627592, abs=1e-9)
    pole = equal_earth(180, 90)[0]
    assert pole / equal_earth(180, 0)[0] == pytest.approx(0.59, abs=0.005)


@given(LATITUDES, st.floats(0.5, 3))
def test_areas_are_equal(lat: float, size: float) -> None:
    """A patch of the earth is as large on the map as it is on the ball."""
    north = lat + size
    corners = [(0, lat), (size, lat), (size, north), (0, north)]
    drawn = [equal_earth(*each) for each in corners]
    pairs = zip(drawn, [*drawn[1:], drawn[0]], strict=True)
    area = abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2
    ball = math.radians(size) * (
        math.sin(math.radians(north)) - math.sin(math.radians(lat))
    )
    assert area == pytest.approx(ball, rel=0.01)


@given(DEGREES, DEGREES)
def test_longitudes_are_counted_from_the_middle(lon: float, centre: float) -> None:
    """Across the line of 180 degrees the way is short."""
    found = around(lon, centre)

    assert -180 <= found < 180
    assert math.isclose(
        math.cos(math.radians(found)),
        math.cos(math.radians(lon - centre)),
        abs_tol=1e-9,
    )


@given(st.lists(st.tuples(DEGREES, LATITUDES), min_size=1, max_size=40), DEGREES)
def test_every_point_is_in_the_window(
    points: list[tuple[float, float]], centre: float
) -> None:
    """Wherever partners lie, the map holds them all."""
    window = window_of(points, centre)

    for lon, lat in points:
        x, y = window.place(lon, lat)
        assert -0.01 <= x <= WIDTH + 0.01
        assert -0.01 <= y <= HEIGHT + 0.01


def test_near_points_bring_the_map_nearer() -> None:
    """Two neighbours are shown with their neighbourhood, not in a map of the world."""
    near = window_of([(105.8, 21), (114.9, 4.9)], 150)
    far = window_of([(105.8, 21), (-77, 39), (18, 59)], 150)

    assert near.scale > 2 * far.scale


SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]


@pytest.mark.parametrize(
    ("axis", "limit", "side", "kept"),
    [
        (0, 1, 1, [(1, 0), (4, 0), (4, 4), (1, 4)]),
        (0, 1, -1, [(0, 0), (1, 0), (1, 4), (0, 4)]),
        (1, 5, 1, []),
        (1, 5, -1, SQUARE),
    ],
)
def test_land_is_cut_where_the_map_ends(
    axis: int, limit: float, side: int, kept: list[tuple[float, float]]
) -> None:
    """What lies beyond goes, what lies within stays, the cut is straight."""
    assert sorted(clipped(SQUARE, axis, limit, side)) == sorted(kept)


def test_land_over_the_edge_stands_at_both_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Greenland, at the end of a map of the Pacific, is never drawn across it."""
    island = ((-40.0, 60.0), (-20.0, 60.0), (-20.0, 70.0), (-40.0, 70.0))
    monkeypatch.setattr(maps, "land_rings", lambda: (island,))
    window = window_of([(-35, 0), (-25, 0), (150, -50), (150, 80)], 150)
    land_path.cache_clear()

    parts = land_path(window).split("M")[1:]
    land_path.cache_clear()

    starts = sorted(int(part.split(" ")[0]) / maps.FINE for part in parts)
    assert len(starts) == 2
    assert starts[0] < WIDTH / 3
    assert starts[1] > WIDTH * 2 / 3
    assert all(
        abs(int(n)) < WIDTH for part in parts for n in re.findall(r"-?\d+", part)[2:]
    )


def test_geometry_is_read_whole() -> None:
    """Natural Earth's land: every ring closed by itself, none beyond the earth."""
    rings = land_rings()

    assert len(rings) > 1000
    for ring in rings:
        assert len(ring) > 2
        assert all(abs(lat) <= 90 for _, lat in ring)
        assert all(abs(b[0] - a[0]) <= 180 for a, b in pairwise(ring))
    land = (ring for ring in rings if min(lat for _, lat in ring) > -60)
    widest = max(land, key=lambda ring: max(ring)[0] - min(ring)[0])
    # Africa, Europe and Asia, which passes the line of 180 degrees and runs on
    assert (min(widest)[0], max(widest)[0]) == pytest.approx((-17.5, 190.3), abs=0.1)


def test_arcs_are_joined_and_turned() -> None:
    """A ring of two arcs, one of them backwards, has each corner once."""
    topology = {
        "transform": {"scale": [0.5, 1], "translate": [10, 20]},
        "arcs": [[[0, 0], [2, 0], [0, 2]], [[0, 0], [0, 2], [2, 0]]],
        "objects": {"land": {"type": "Polygon", "arcs": [[0, -2]]}},
    }

    assert rings_of(topology) == (((10, 20), (11, 20), (11, 22), (10, 22)),)


def test_land_beyond_180_degrees_runs_on() -> None:
    """An island on the line is one island, not a stripe around the earth."""
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[179, 60], [-358, 0], [0, 5], [358, 0], [0, -5]]],
        "objects": {"land": {"type": "MultiPolygon", "arcs": [[[0]]]}},
    }

    assert rings_of(topology) == (((179, 60), (181, 60), (181, 65), (179, 65)),)


CAPITALS = [
    *[(2.3, 48.9), (13.4, 52.5), (4.4, 50.8), (6.1, 49.6), (16.4, 48.2), (14.4, 50.1)],
    *[
        (19.0, 47.5),
        (21.0, 52.2),
        (12.5, 41.9),
        (-3.7, 40.4),
        (-9.1, 38.7),
        (-0.1, 51.5),
    ],
    *[
        (18.1, 59.3),
        (10.7, 59.9),
        (24.9, 60.2),
        (12.6, 55.7),
        (37.6, 55.8),
        (30.5, 50.4),
    ],
    *[
        (23.7, 38.0),
        (32.9, 39.9),
        (103.8, 1.3),
        (101.7, 3.1),
        (100.5, 13.7),
        (102.6, 18.0),
    ],
    *[
        (104.9, 11.6),
        (106.8, -6.2),
        (121.0, 14.6),
        (96.1, 19.7),
        (114.9, 4.9),
        (116.4, 39.9),
    ],
    *[(139.7, 35.7), (127.0, 37.6), (77.2, 28.6), (149.1, -35.3), (174.8, -41.3)],
    *[(-77.0, 38.9), (-75.7, 45.4), (-47.9, -15.8), (28.2, -25.7), (31.2, 30.0)],
]


def test_forty_partners_stay_legible() -> None:
    """No number covers another, and each that had to move has its line."""
    drawn = world_map(view_of(*CAPITALS))

    numbers = [mark for mark in drawn.marks if mark.point.number]
    assert len(numbers) == len(CAPITALS) == 40
    for one, two in combinations(numbers, 2):
        apart = max(abs(one.label_x - two.label_x), abs(one.label_y - two.label_y))
        assert apart >= 2 * maps.BADGE - 0.2
    for mark in numbers:
        assert 0 <= mark.label_x <= WIDTH
        assert 0 <= mark.label_y <= HEIGHT
        far = math.hypot(mark.label_x - mark.x, mark.label_y - mark.y)
        assert mark.is_apart or far <= maps.BADGE + 3 * maps.DOT
    assert len(drawn.land) < 60_000


def test_name_that_is_wider_than_the_map_does_not_hang_it() -> None:
    """It stands at its point and is cut off; the table below has it whole."""
    place = point(0, 112, 16.5, "Quần đảo " * 60)

    drawn = world_map(view_of((114.9, 4.9), places=(place,)))

    assert [mark.point for mark in drawn.marks][1] == place


@pytest.mark.parametrize("name", NASTY)
def test_map_and_its_table_are_well_formed(name: str) -> None:
    """Whatever a place is called is written letter for letter, and opens nothing."""
    place = point(0, 112, 16.5, name)
    view = view_of((114.9, 4.9), places=(place,))
    macros = templates("vi")._environment.get_template("_map.md.j2")  # noqa: SLF001
    module = macros.make_module({"to": str})

    figure = ET.fromstring(module.drawing(world_map(view), name))  # type: ignore[attr-defined]  # noqa: S314 -- our own
    table = ET.fromstring(module.table(view))  # type: ignore[attr-defined]  # noqa: S314 -- our own

    names = [each.text for each in figure.iter("text")]
    line = one_line(name)
    assert names == ["Nước nhà", line, "1"]
    svg = figure.find("svg")
    assert svg is not None
    # a parser of XML reads a tab in an attribute as a space
    assert svg.get("aria-label") == line.replace("\t", " ")
    assert [each.text for each in table.iter("th")][5:] == ["Nước nhà", line, "Nước"]


def test_site_without_a_map_has_none() -> None:
    """The map is shown only where the register says where to mark the home country."""
    assert world_view([], archive_of()) is None


def test_real_map_shows_the_islands_of_the_register_and_no_border() -> None:
    """Hoàng Sa and Trường Sa are named as Viet Nam's; every position has a source."""
    site = make_site(read_disk(ROOT), TODAY)
    assert site.archive is not None
    codes = site.archive.registers.partners
    named = [site.archive.names.named("partners", code) for code in codes]

    view = world_view(named, site.archive)

    assert view is not None
    assert [place.name for place in view.places] == [
        "Quần đảo Hoàng Sa (Việt Nam)",
        "Quần đảo Trường Sa (Việt Nam)",
    ]
    assert all(each.sources for each in view.points)
    home = next(page.text for page in site.pages if page.uri == "index.md")
    [land] = re.findall(r'<path class="([\w-]+)"', home)
    assert land == "map-land"
    assert len(home.encode()) < 120_000


@pytest.mark.parametrize("centre", [-180, -100, 105.8, 150, 180])
def test_no_land_is_lost_whatever_stands_in_the_middle(centre: float) -> None:
    """Turning the world hides nothing: about as much is drawn each time."""

    def drawn(middle: float) -> int:
        ends = [(middle - 170, -50), (middle, 0), (middle + 170, 80)]
        return len(land_path(window_of(ends, middle)))

    assert drawn(centre) == pytest.approx(drawn(0), rel=0.03)
