"""
What was and what is to come, for calendars (RFC 5545).

All of it is known to the day or not at all, so everything lasts whole days. What is
known to the month only is left out and counted: a calendar cannot show it without
saying more than anybody knows.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cache
from heapq import nlargest
from typing import TYPE_CHECKING

import icalendar

from generator.derive.coming import ComingKind
from generator.derive.records import page_at
from generator.model.addresses import (
    HOME,
    PARTNERS,
    entry_page,
)
from generator.model.article import Modality
from generator.model.dates import Precision, When
from generator.render.dates import day_text
from generator.render.exports.feeds import sure_day
from generator.render.exports.places import place_of
from generator.render.exports.plain import one_line, plain
from generator.render.page import DataFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.derive.mechanism import MechanismView
    from generator.derive.outcome import Matter
    from generator.derive.partner import PartnerView
    from generator.derive.site import SiteView
    from generator.derive.timeline import EventView
    from generator.render.exports.places import Place
    from generator.words import Words

FOLDER = "calendar"
END = "END:VCALENDAR"
PRODUCT = "-//briefing-site//records//EN"
FEBRUARY, LEAP_DAY = 2, 29
MOST = 500
"""How many appointments a calendar has; programs for calendars stumble over more."""
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """Something in a calendar; it lasts whole days."""

    kind: ComingKind
    code: str
    """That no other of its kind has."""
    first: dt.date
    last: dt.date
    title: str
    text: str = ""
    """More than the title; empty where its page says it."""
    page: str
    """From the root of the edition."""
    partners: tuple[str, ...]
    """Codes."""
    categories: tuple[str, ...]
    place: str = ""
    is_yearly: bool = False
    part_of: str = ""
    """Code of the event that it is part of; told where that is in the calendar."""

    @property
    def order(self) -> tuple[dt.date, ComingKind, str]:
        """The oldest first."""
        return self.first, self.kind, self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A calendar, and what could not stand in it."""

    uri: str
    title: str
    appointments: tuple[Appointment, ...]
    """Oldest first."""
    left_out: int
    """How many things are not known to the day."""
    earlier: int
    """How many things are left out because many happened since."""


def calendar_files(view: SiteView, words: Words) -> Iterator[DataFile]:
    """Yield every calendar of *view*."""
    writer = _Writer(place_of(view), view.today, words)
    for each in calendars_of(view, words):
        yield DataFile(each.uri, writer.text(each))


def calendars_of(view: SiteView, words: Words) -> tuple[Calendar, ...]:
    """Return the calendar of the whole site, then that of each partner."""
    teller = _Teller(view, words)
    whole = list(teller.every())
    found = [_calendar(HOME, view.name, whole)]
    for each in view.partners:
        own = [known for known in whole if each.partner.code in known[0]]
        title = f"{each.partner.name} — {view.name}"
        found.append(_calendar(f"{PARTNERS}/{each.partner.code}", title, own))
    return tuple(found)


Known = tuple[tuple[str, ...], "Appointment | None"]
"""Codes of the partners, and the appointment; None where it is not known to the day."""


def _calendar(name: str, title: str, found: Iterable[Known]) -> Calendar:
    kept = list(found)
    made = [appointment for _, appointment in kept if appointment]
    newest = nlargest(MOST, made, key=lambda each: (each.is_yearly, each.order))
    return Calendar(
        uri=f"{FOLDER}/{name}.ics",
        title=one_line(title),
        appointments=tuple(sorted(newest, key=lambda each: each.order)),
        left_out=len(kept) - len(made),
        earlier=len(made) - len(newest),
    )


def days_of(when: When | None) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of *when*; None where they are not known."""
    if when is None or when.first is None or when.last is None:
        return None
    ends = (when.first, when.last)
    if any(end.precision is not Precision.DAY or not end.is_sure for end in ends):
        return None
    first, last = when.earliest, when.latest
    return (first, last) if first and last else None


class _Teller:
    """Finds what stands in calendars, and says it in one language."""

    def __init__(self, view: SiteView, words: Words) -> None:
        self.view, self.words = view, words

    def every(self) -> Iterator[Known]:
        """Yield all that has a date, known to the day or not."""
        for event in _every(self.view.timeline.events):
            yield self.event(event)
        for partner in self.view.partners:
            yield from self.anniversaries(partner)
        for mechanism in self.view.reference.mechanisms:
            if mechanism.due:
                yield self.edition(mechanism, mechanism.due)
        for _, lines in self.view.ledger.groups:
            for line in lines:
                if known := self.due(line.matter):
                    yield known

    def event(self, event: EventView) -> Known:
        codes = tuple(each.code for each in event.partners)
        days = days_of(event.when)
        if days is None:
            return codes, None
        place = event.facts.place
        return codes, Appointment(
            kind=ComingKind.EVENT,
            code=event.id,
            first=days[0],
            last=days[1],
            title=event.name,
            page=page_at(event.article.address, f"e-{event.id}"),
            partners=codes,
            categories=(event.type, *(each.name for each in event.partners)),
            place=str(place.value) if place else "",
            part_of=event.parent.id if event.parent else "",
        )

    def anniversaries(self, view: PartnerView) -> Iterator[Known]:
        """Yield the days on which relations and the level now in force began."""
        codes = (view.partner.code,)
        dates = []
        if view.relations:
            dates.append((ComingKind.RELATIONS, view.relations.date, ""))
        if view.level:
            dates.append((ComingKind.LEVEL, view.level.since, view.level.level))
        for kind, when, level in dates:
            first = sure_day(when)
            if first is None:
                yield codes, None
                continue
            said = self.words.say(
                f"calendar.{kind}", partner=view.partner.name, level=level
            )
            since = day_text(first, self.words)
            yield (
                codes,
                Appointment(
                    kind=kind,
                    code=view.partner.code,
                    first=first,
                    last=first,
                    title=said,
                    text=f"{self.words.say('coming.since')} {since}",
                    page=page_at(entry_page(PARTNERS, view.partner.code)),
                    partners=codes,
                    categories=(self.words.say(f"coming.{kind}"), view.partner.name),
                    is_yearly=True,
                ),
            )

    def edition(self, view: MechanismView, due: dt.date) -> Known:
        codes = tuple(each.code for each in view.partners)
        held = [row.edition.when for row in view.editions if row.edition]
        last = [when for when in held if when and when.latest]
        newest = max(last, key=lambda when: when.latest or dt.date.min, default=None)
        if newest is None or days_of(newest) is None:
            return codes, None
        named = view.entry.named
        text = self.words.say("coming.by_cadence", count=view.cadence)
        return codes, Appointment(
            kind=ComingKind.EDITION,
            code=named.code,
            first=due,
            last=due,
            title=self.words.say("pack.edition", name=named.name),
            text=text,
            page=page_at(entry_page(named.register, named.code)),
            partners=codes,
            categories=(
                self.words.say("coming.edition"),
                *(each.name for each in view.partners),
            ),
        )

    def due(self, matter: Matter) -> Known | None:
        when = matter.due.value if matter.due else None
        if matter.status is Modality.COMPLETED or not isinstance(when, When):
            return None
        codes = tuple(each.code for each in matter.partners)
        days = days_of(when)
        if days is None:
            return codes, None
        step = matter.latest
        page, anchor = step.outcome.place_in(step.article)
        return codes, Appointment(
            kind=ComingKind.DUE,
            code=step.outcome.id,
            first=days[1],
            last=days[1],
            title=f"{self.words.say('coming.due')}: {step.outcome.itself.value}",
            text=self.words.say(f"modality.{matter.status}"),
            page=page_at(page, anchor),
            partners=codes,
            categories=(
                self.words.say("coming.due"),
                *(each.name for each in matter.partners),
            ),
        )


def _every(events: Iterable[EventView]) -> Iterator[EventView]:
    for event in events:
        yield event
        yield from _every(event.parts)


def uid_of(kind: ComingKind, code: str, site: str) -> str:
    """Return the name of an appointment, which never changes."""
    return f"{kind}-{code}@{site}"


class _Writer:
    """Writes calendars; what stands in several is written once."""

    def __init__(self, place: Place, today: dt.date, words: Words) -> None:
        self.place, self.today, self.words = place, today, words
        self.component = cache(self._component)

    def text(self, calendar: Calendar) -> str:
        """Return *calendar* as the text of a file."""
        made = icalendar.Calendar()
        made.add("prodid", PRODUCT)
        made.add("version", "2.0")
        made.add("calscale", "GREGORIAN")
        made.add("method", "PUBLISH")
        say = self.words.say
        text = say("calendar.as_of", date=day_text(self.today, self.words))
        if calendar.left_out:
            text += " " + say("calendar.left_out", count=calendar.left_out)
        if calendar.earlier:
            text += " " + say("calendar.earlier", count=calendar.earlier)
        for name, value in (
            ("name", calendar.title),
            ("x-wr-calname", calendar.title),
            ("description", text),
            ("x-wr-caldesc", text),
        ):
            made.add(name, value)
        codes = {e.code for e in calendar.appointments if e.kind is ComingKind.EVENT}
        inside = [
            self.component(each if each.part_of in codes else replace(each, part_of=""))
            for each in calendar.appointments
        ]
        head, end, tail = str(made.to_ical().decode("utf-8")).rpartition(END)
        return "".join([head, *inside, end, tail])

    def _component(self, each: Appointment) -> str:
        place, today = self.place, self.today
        made = icalendar.Event()
        made.add("uid", uid_of(each.kind, each.code, place.site))
        stamp = dt.datetime(today.year, today.month, today.day, tzinfo=dt.UTC)
        made.add("dtstamp", stamp)
        made.add("dtstart", each.first)
        made.add("dtend", each.last + ONE_DAY)
        made.add("summary", one_line(each.title))
        lines = (one_line(each.text), "" if place.root else each.page)
        if text := plain("\n".join(filter(None, lines))):
            made.add("description", text)
        if each.place:
            made.add("location", one_line(each.place))
        made.add("categories", [one_line(name) for name in each.categories])
        if place.root:
            made.add("url", f"{place.root}{each.page}")
        if each.part_of:
            made.add("related-to", uid_of(ComingKind.EVENT, each.part_of, place.site))
        if each.is_yearly:
            made.add("rrule", yearly(each.first))
        if each.kind is ComingKind.EDITION:
            made.add("status", "TENTATIVE")
        made.add("transp", "TRANSPARENT")
        return str(made.to_ical().decode("utf-8"))


def yearly(first: dt.date) -> dict[str, object]:
    """Return the rule by which *first* returns; 29 February on February's last day."""
    if (first.month, first.day) == (FEBRUARY, LEAP_DAY):
        return {"freq": "YEARLY", "bymonth": FEBRUARY, "bymonthday": -1}
    return {"freq": "YEARLY"}
