"""Where partners lie, for a map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.archive import Archive
    from generator.model.names import Named
    from generator.model.noun import Citation
    from generator.model.registers import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPoint:
    """A point of the map."""

    name: str
    lat: float
    lon: float
    sources: tuple[Citation, ...]
    """Who says that it lies there; never empty."""
    partner: Named | None = None
    """None for the home country and for places."""
    number: int = 0
    """By which a partner is found in the list beside the map; 0 for what is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldView:
    """What the map of partners shows."""

    centre: float
    """The meridian in the middle of a map of the whole world."""
    home: MapPoint
    places: tuple[MapPoint, ...]
    """In the order of the register."""
    partners: tuple[MapPoint, ...]
    """In the order in which they were given, numbered from 1."""
    unplaced: tuple[Named, ...]
    """Partners of which the register has no position."""

    @property
    def points(self) -> tuple[MapPoint, ...]:
        """All that the map marks: the home country, places, partners by number."""
        return self.home, *self.places, *self.partners


def world_view(partners: Iterable[Named], archive: Archive) -> WorldView | None:
    """Gather what the map shows of *partners*; None where the site has no map."""
    registers, language = archive.registers, archive.names.language
    wanted = registers.site.map
    if wanted is None:
        return None
    placed: list[MapPoint] = []
    unplaced: list[Named] = []
    for partner in partners:
        position = registers.partners[partner.code].position
        if position is None:
            unplaced.append(partner)
        else:
            number = len(placed) + 1
            placed.append(_point(partner.name, position, partner, number))
    centre = wanted.home.lon if wanted.centre is None else wanted.centre
    home = archive.names.named("countries", registers.site.home)
    return WorldView(
        centre=centre,
        home=_point(home.name, wanted.home),
        places=tuple(
            _point(each.name.in_language(language), each) for each in wanted.places
        ),
        partners=tuple(placed),
        unplaced=tuple(unplaced),
    )


def _point(
    name: str, position: Position, partner: Named | None = None, number: int = 0
) -> MapPoint:
    return MapPoint(
        name=name,
        lat=position.lat,
        lon=position.lon,
        sources=position.source,
        partner=partner,
        number=number,
    )
