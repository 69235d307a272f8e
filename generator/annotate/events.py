"""Events in a printed text, with their date, place and people."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.annotate.people import CAPITALS
from generator.model.article import Level, Role
from generator.model.text import Range
from generator.words import annotating, any_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from generator.annotate.dates import FoundDate
    from generator.annotate.people import FoundPerson
    from generator.model.text import PrintedText

ORDER = (
    "signing",
    "establishment",
    "anniversary",
    "phone-call",
    "consultation",
    "dialogue",
    "courtesy-call",
    "talks",
    "visit",
)
"""What says most comes first: who signs at talks is told as signing."""
NAME = rf"[{CAPITALS}][\w’'-]*"
"""A word with a capital."""
LONGEST = 160


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """Words that say that something took place."""

    place: Range
    """The clause."""
    type: str
    date: FoundDate | None
    venue: Range | None
    people: tuple[FoundPerson, ...]
    roles: tuple[Role, ...]
    """What each of them did, in their order."""
    level: str
    """Empty when the clause names no rank."""
    rule: str


def events_in(
    text: PrintedText,
    types: Collection[str],
    dates: Sequence[FoundDate],
    people: Sequence[FoundPerson],
) -> tuple[FoundEvent, ...]:
    """
    Return the events of *text* whose type is one of *types*, in order.

    An event needs a date or two people; the same type on the same day is one event.
    """
    found: dict[tuple[str, str], FoundEvent] = {}
    for sentence in text.sentences:
        for event in _in_sentence(text, sentence, dates, people):
            key = event.type, event.date.value if event.date else ""
            told = [at for at in found if at[0] == event.type]
            if event.type not in types:
                continue
            if event.date is None and told:  # more of the one that was told
                last = found[told[-1]]
                known = dict(zip(last.people, last.roles, strict=True))
                met = dict(zip(event.people, event.roles, strict=True)) | known
                found[told[-1]] = replace(
                    last,
                    people=(*known, *(each for each in met if each not in known)),
                    roles=(
                        *last.roles,
                        *(role for each, role in met.items() if each not in known),
                    ),
                )
            else:
                found.setdefault(key, event)
    return tuple(sorted(found.values(), key=lambda each: each.place))


def _in_sentence(
    text: PrintedText,
    sentence: Range,
    dates: Sequence[FoundDate],
    people: Sequence[FoundPerson],
) -> Iterator[FoundEvent]:
    taken: list[Range] = []
    for kind in ORDER:
        verb = re.compile(rf"\b{any_of('event', kind)}\b").search(
            text.value, sentence.start, sentence.end
        )
        if verb is None or any(Range(*verb.span()).meets(each) for each in taken):
            continue
        # `trong khuôn khổ chuyến thăm` only says where something else belongs
        before = text.value[sentence.start : verb.start()]
        occasion = rf"\b{any_of('event', 'occasion')}\s+$"
        if kind == "visit" and taken and not re.search(occasion, before):
            continue
        taken.append(Range(*verb.span()))
        clause = _clause(text.value, sentence, Range(*verb.span()))
        # a year belongs to a plan or a sum more often than to a meeting
        inside = [
            each
            for each in dates
            if clause.holds(each.place) and "-" in each.value.partition("/")[0]
        ]
        if _points_back(text.value, sentence, Range(*verb.span()), inside):
            continue
        here = tuple(
            person
            for person in people
            if any(clause.holds(place) for place in person.mentions)
        )
        near = {abs(each.place.start - verb.start()): each for each in inside}
        date = near[min(near)] if near else None
        fewest = 2
        if date is None and len(here) < fewest:
            continue
        small = any_of("event", "venue_goes_on")
        venue = re.compile(
            rf"\b{any_of('event', 'venue')}\s+({NAME}(?:\s+(?:{NAME}|{small}))*)"
        ).search(text.value, clause.start, clause.end)
        yield FoundEvent(
            place=clause,
            type=kind,
            date=date,
            venue=Range(*venue.span(1)) if venue else None,
            people=here,
            roles=tuple(_role(text.value, clause, person) for person in here),
            level=_level(text.value[clause.start : clause.end]),
            rule=f"event-{kind}",
        )


def _points_back(
    text: str, sentence: Range, verb: Range, dates: Sequence[FoundDate]
) -> bool:
    """Tell whether `tại hội đàm, hai bên ...` speaks of what was told already."""
    before = text[sentence.start : verb.start]
    back = rf"\b{any_of('event', 'backwards')}\s+$"
    if not re.search(back, before, re.IGNORECASE):
        return False
    gaps = (text[verb.end : each.place.start] for each in dates)
    return not any(gap and "," not in gap for gap in gaps)


def _role(text: str, clause: Range, person: FoundPerson) -> Role:
    """Return what the words round a person say that they did."""
    inside = [place for place in person.mentions if clause.holds(place)]
    if re.search(
        rf"\b{any_of('event', 'behind_chairs')}\b", text[clause.start : clause.end]
    ):
        return Role.CO_CHAIR
    for place in inside:
        start = person.place.start if person.place.holds(place) else place.start
        end = person.place.end if person.place.holds(place) else place.end
        before = text[clause.start : start]
        behind = text[end : clause.end]
        if re.search(rf"\b{any_of('event', 'before_inviter')}\s+$", before):
            return Role.INVITER
        leads = re.match(rf"\s+{any_of('event', 'behind_head')}\b", behind)
        if leads and re.search(rf"\b{any_of('event', 'before_head')}\s+$", before):
            return Role.HEAD_OF_DELEGATION
    return Role.PARTICIPANT


def _clause(text: str, sentence: Range, verb: Range) -> Range:
    """Return the part of the sentence round *verb*, whole where it is short."""
    end = len(text[: sentence.end].rstrip(" .\n"))
    if end - sentence.start <= LONGEST * 2:
        return Range(sentence.start, end)
    start = sentence.start
    aside = rf";\s+|,\s+(?={any_of('outcome', 'aside')})"
    for stop in re.finditer(aside, text[start:end]):
        at = sentence.start + stop.start()
        if at < verb.start:
            start = sentence.start + stop.end()
        elif at >= verb.end:
            end = at
            break
    return Range(start, end)


def _level(words: str) -> str:
    """Return the highest rank that *words* name."""
    several = annotating()["level"]
    for level in Level:
        if level.value in several and re.search(
            rf"(?<!Phó )\b{any_of('level', level.value)}\b", words
        ):
            return level.value
    return ""
