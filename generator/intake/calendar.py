"""iCalendar: an appointment an event; what returns, or is only due, is none."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import icalendar

from generator.derive.coming import ComingKind
from generator.intake.given import (
    PAGE,
    Given,
    NotOfTheFormError,
    Taken,
    edtf_of,
    tidy_line,
    tidy_text,
)
from generator.render.exports.calendars import ONE_DAY, PRODUCT

if TYPE_CHECKING:
    from collections.abc import Iterable

OUR_NAME = re.compile(rf"(?P<kind>{'|'.join(ComingKind)})-(?P<code>[a-z0-9-]+)@")


def read_calendar(text: str) -> Taken:
    """Return the events of an iCalendar file."""
    try:
        read = icalendar.Calendar.from_ical(text)
    except (ValueError, IndexError, KeyError) as error:
        raise NotOfTheFormError(str(error)) from None
    is_ours = str(read.get("prodid", "")) == PRODUCT
    found, left = [], Counter[str]()
    for each in read.walk("VEVENT"):
        ours = OUR_NAME.match(str(each.get("uid", ""))) if is_ours else None
        if ours and ours["kind"] != ComingKind.EVENT:
            left["import.not_an_event"] += 1
        elif "RRULE" in each:
            left["import.returns"] += 1
        elif not tidy_line(each.get("summary", "")):
            left["import.no_name"] += 1
        else:
            found.append(_event(each, ours["code"] if ours else ""))
    return Taken(tuple(found), left)


def _event(each: icalendar.Component, code: str) -> Given:
    lines = [tidy_line(e) for e in tidy_text(each.get("description", "")).split("\n")]
    page = tidy_line(each.get("url", ""))
    if lines and PAGE.search(lines[-1]):
        page = lines.pop()
    is_ours = bool(code and PAGE.search(page))
    categories = tuple(_categories(each.get("categories")))
    around = OUR_NAME.match(str(each.get("related-to", "")))
    found = PAGE.search(page)
    return Given(
        code=code,
        name=tidy_line(each["summary"]),
        when=_when(each),
        kind=categories[0] if is_ours and categories else "",
        partners=categories[1:] if is_ours else (categories or None),
        place=tidy_line(each.get("location", "")),
        texts=() if is_ours else tuple(line for line in lines if line),
        url="" if is_ours else page,
        article=found["article"] if is_ours and found else "",
        title=lines[0] if is_ours and lines else "",
        page=page if is_ours else "",
        more=(("part_of", around["code"]),) if around else (),
    )


def _categories(value: Any) -> Iterable[str]:  # noqa: ANN401 -- one, several, or none
    several = value if isinstance(value, list) else [value] if value else []
    for each in several:
        for name in getattr(each, "cats", ()):
            yield tidy_line(name)


def _when(each: icalendar.Component) -> str:
    """Return the days; the end of whole days is the day after the last."""
    start, end = each.get("dtstart"), each.get("dtend")
    if start is None:
        return ""
    first = _day(start.dt)
    last = _day(end.dt) if end is not None else first
    is_whole = end is not None and not isinstance(end.dt, dt.datetime)
    if is_whole and last > first:
        last -= ONE_DAY
    return edtf_of(first.isoformat(), last.isoformat() if last > first else "")


def _day(value: dt.date | dt.datetime) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value
