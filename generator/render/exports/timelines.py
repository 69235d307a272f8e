"""
Timelines for the tools that draw them: TimelineJS3 (JSON) and markwhen (text).

Each is of the whole site or of a partner. A date is as precise as it is known: both
tools know months and years. What has no year cannot stand in them, and is counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import escape

from generator.derive.records import page_at
from generator.model.addresses import HOME, PARTNERS
from generator.render.dates import spoken_text
from generator.render.exports.places import place_of
from generator.render.exports.plain import json_text, one_line
from generator.render.page import DataFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.derive.site import SiteView
    from generator.derive.timeline import EventView
    from generator.model.dates import Moment, When
    from generator.render.exports.places import Place
    from generator.words import Words

FOLDER = "timelines"
MOST = 300
"""How many events a timeline has, the newest; nobody clicks through more slides."""
TAG = re.compile(r"#(?=\w)")
JOINER = "\u2060"
"""Without width; behind a hash sign it keeps a word from being taken for a tag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A timeline to be drawn."""

    uri: str
    """Without ending."""
    title: str
    events: tuple[EventView, ...]
    """Those with a year, oldest first."""
    left_out: int
    """How many have none."""
    earlier: int
    """How many are left out because many happened since."""


def timeline_files(view: SiteView, words: Words) -> Iterator[DataFile]:
    """Yield every timeline of *view* for both tools."""
    place = place_of(view)
    for drawn in drawn_of(view):
        yield DataFile(f"{drawn.uri}.json", _timelinejs(drawn, words))
        yield DataFile(f"{drawn.uri}.mw", _markwhen(drawn, place, words))


def drawn_of(view: SiteView) -> tuple[Drawn, ...]:
    """Return the timeline of the whole site, then that of each partner."""
    every = sorted(_every(view.timeline.events), key=lambda event: event.order)
    found = [_drawn(HOME, view.name, every)]
    for partner in view.partners:
        own = [event for event in every if partner.partner in event.partners]
        title = f"{partner.partner.name} — {view.name}"
        found.append(_drawn(f"{PARTNERS}/{partner.partner.code}", title, own))
    return tuple(found)


def _drawn(name: str, title: str, events: Iterable[EventView]) -> Drawn:
    every = list(events)
    dated = tuple(each for each in every if _bounds(each.when))
    kept = dated[-MOST:]
    return Drawn(
        uri=f"{FOLDER}/{name}",
        title=one_line(title),
        events=kept,
        left_out=len(every) - len(dated),
        earlier=len(dated) - len(kept),
    )


def _every(events: Iterable[EventView]) -> Iterator[EventView]:
    for event in events:
        yield event
        yield from _every(event.parts)


def _bounds(when: When | None) -> tuple[Moment, ...]:
    """Return the ends that have a year; empty where none has one."""
    moments = when.moments if when else ()
    return moments if all(end.year is not None for end in moments) else ()


def is_plain(when: When) -> bool:
    """Tell whether numbers alone say all of *when*."""
    has_ends = when.first is not None and when.last is not None
    return has_ends and all(end.is_sure for end in when.moments)


def _date(moment: Moment) -> dict[str, int]:
    parts = {"year": moment.year, "month": moment.month, "day": moment.day}
    return {name: part for name, part in parts.items() if part is not None}


def _timelinejs(drawn: Drawn, words: Words) -> str:
    value: dict[str, object] = {
        "title": {"text": {"headline": str(escape(drawn.title))}},
        "events": [_slide(event, words) for event in drawn.events],
    }
    return f"{json_text(value)}\n"


def _slide(event: EventView, words: Words) -> dict[str, object]:
    """Return *event* as a slide; its texts are HTML, so what was typed is escaped."""
    when = event.when
    bounds = _bounds(when)
    slide: dict[str, object] = {
        "unique_id": event.id,
        "start_date": _date(bounds[0]),
    }
    if len(bounds) > 1:
        slide["end_date"] = _date(bounds[-1])
    if when and not is_plain(when):
        slide["display_date"] = str(escape(spoken_text(when, words)))
    slide["text"] = {
        "headline": str(escape(one_line(event.name))),
        "text": _told(event),
    }
    if event.partners:
        slide["group"] = str(escape(one_line(event.partners[0].name)))
    return slide


def _told(event: EventView) -> str:
    """Return the sentences that prove it, and where they come from, as HTML."""
    source = event.article.annotation.source
    proofs = event.facts.itself.shown_proofs
    lines = [f"<p>{escape(one_line(proof.context))}</p>" for proof in proofs]
    publisher = escape(one_line(source.publisher or source.url or "")) if source else ""
    if source and source.url:
        lines.append(f'<p><a href="{escape(source.url)}">{publisher}</a></p>')
    elif publisher:
        lines.append(f"<p><em>{publisher}</em></p>")
    return "".join(lines)


def _markwhen(drawn: Drawn, place: Place, words: Words) -> str:
    uri = f"{drawn.uri}.mw"
    lines = ["---", f"title: {json_text(drawn.title)}", "---"]
    for event in drawn.events:
        when = event.when
        bounds = _bounds(when)
        date = "/".join(end.iso for end in bounds)
        if when and when.last is None:
            date += "/now"
        name = TAG.sub(f"#{JOINER}", one_line(event.name))
        if when and not is_plain(when):
            name += f" ({spoken_text(when, words)})"
        tags = "".join(f" #{partner.code}" for partner in event.partners)
        page = page_at(event.article.address, f"e-{event.id}")
        lines += ["", f"{date}: {name}{tags}", place.seen_from(uri, page)]
    return "\n".join(lines) + "\n"
