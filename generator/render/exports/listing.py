"""What there is to take, for the page that lists it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.dataset import KINDS
from generator.derive.records import dataset_of
from generator.render.exports.calendars import calendars_of
from generator.render.exports.feeds import feeds_of
from generator.render.exports.files import DATABASE
from generator.render.exports.json_files import FOLDER
from generator.render.exports.popolo import FILE
from generator.render.exports.timelines import drawn_of

if TYPE_CHECKING:
    from generator.derive.site import SiteView
    from generator.render.exports.calendars import Calendar
    from generator.render.exports.feeds import Feed
    from generator.render.exports.timelines import Drawn
    from generator.render.templates import Templates


@dataclass(frozen=True, slots=True, kw_only=True)
class KindLine:
    """A kind of records and where it lies."""

    name: str
    count: int
    uri: str
    """Without ending."""
    has_sheet: bool
    """Whether it is a CSV file, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Every file that leaves the site, by what it is for."""

    feeds: tuple[Feed, ...]
    calendars: tuple[Calendar, ...]
    timelines: tuple[Drawn, ...]
    kinds: tuple[KindLine, ...]
    count: int
    """How many records there are."""
    database: str
    popolo: str


def listing_of(view: SiteView, templates: Templates) -> Listing:
    """Return what there is to take of *view*."""
    dataset = dataset_of(view)
    counts = {kind.name: dataset.count(kind.name) for kind in KINDS}
    return Listing(
        feeds=feeds_of(view, templates),
        calendars=calendars_of(view, templates.words),
        timelines=drawn_of(view),
        kinds=tuple(
            KindLine(
                name=kind.name,
                count=counts[kind.name],
                uri=f"{FOLDER}/{kind.name}",
                has_sheet=not kind.is_many,
            )
            for kind in KINDS
        ),
        count=sum(counts.values()),
        database=DATABASE,
        popolo=FILE,
    )
