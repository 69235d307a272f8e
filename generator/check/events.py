"""Events in time: within what they are part of, told once, before they are printed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING

from generator.check.rule import ArticleRule, LinkedRule
from generator.diagnostics import Diagnostic, Severity
from generator.model.dates import When

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.archive import Archive
    from generator.model.article import Article, Told
    from generator.model.names import Names

DAYS_APART = dt.timedelta(days=3)
"""Reports of one event differ by this much: the day it began, ended or was printed."""


@LinkedRule
def parts_lie_within_the_whole(
    article: Article, archive: Archive
) -> Iterator[Diagnostic]:
    """An event takes place while what it is part of does."""
    for code, (told, _) in article.framed.items():
        event = told.event
        if archive.events[code] is not told or not event.date:
            continue
        frames = archive.frames_of(event)
        whole = next((frame for frame in frames if frame.date), None)
        if not (whole and whole.date):
            continue
        own, around = event.date.value, whole.date.value
        if own.edtf == around.edtf:  # as most
            continue
        ends = [When(own.edtf, end, end) for end in own.moments]
        if any(end.is_before(around) or around.is_before(end) for end in ends):
            yield Diagnostic(
                code="outside-parent",
                span=own.span,
                values={
                    "date": own.edtf,
                    "parent": whole.name,
                    "around": around.edtf,
                },
            )


@ArticleRule
def reports_come_after_the_event(article: Article, _: Names) -> Iterator[Diagnostic]:
    """An article is printed when its event has begun, or later."""
    main = next(iter(article.annotation.events), None)
    if not (main and main.date and article.published):
        return
    if article.published.is_before(main.date.value):
        yield Diagnostic(
            code="published-before-event",
            span=main.date.value.span,
            severity=Severity.WARNING,
            values={
                "published": article.published.edtf,
                "date": main.date.value.edtf,
            },
        )


def events_are_told_once(archive: Archive) -> Iterator[Diagnostic]:
    """
    Two events of one type, with one partner, at one time, have nobody in common.

    Compared are neighbours in time of one type and partner, so the work grows with
    the number of events and not with its square.
    """
    shelves: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
    for told in archive.events.values():
        for kind in told.kinds if told.days else ():
            shelves[kind].append(told)
    found: dict[str, Told] = {}
    for shelf in shelves.values():
        near: list[tuple[dt.date, Told]] = []
        for told in sorted(shelf, key=attrgetter("days")):
            first, last = told.days  # type: ignore[misc] # it has some
            reach = first - DAYS_APART
            near = [(ended, other) for ended, other in near if ended >= reach]
            for _, other in near:
                if _is_likely_the_same(archive, told, other):
                    found.setdefault(str(told.event.id), other)
            near.append((last, told))
    for code, other in found.items():
        event = archive.events[code].event
        yield Diagnostic(
            code="likely-same-event",
            span=event.id.span,
            severity=Severity.WARNING,
            values={
                "value": event.name,
                "other": other.event.id,
                "place": str(other.event.id.span),
            },
        )


def _is_likely_the_same(archive: Archive, one: Told, other: Told) -> bool:
    """Tell whether two events of one time, type and partner share who took part."""
    # that two countries are named says little: each of their events names them
    if (one.actors & other.actors) <= archive.registers.codes("countries"):
        return False
    if archive.are_parts(one.event, other.event):
        return False
    meetings = [
        (told.event.mechanism.value, told.event.edition.value)
        for told in (one, other)
        if told.event.mechanism and told.event.edition
    ]
    return len(set(meetings)) <= 1
