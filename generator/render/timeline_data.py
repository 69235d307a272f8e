"""The timeline as data: what the filters, the list of results and the lanes need."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.derive.facts import Phrase
from generator.derive.timeline import newest_first
from generator.model.addresses import TIMELINE_DATA
from generator.model.article import Direction, Level, NoteKind, Role
from generator.model.dates import Precision
from generator.model.names import Named
from generator.model.noun import Basis
from generator.model.order import alphabetical
from generator.render.dates import spoken
from generator.render.page import DataFile
from generator.render.templates import html_of, html_of_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from enum import StrEnum

    from generator.derive.facts import Fact
    from generator.derive.site import SiteView
    from generator.derive.timeline import EventView
    from generator.model.article import Article
    from generator.model.dates import When
    from generator.render.templates import Templates
    from generator.words import Words


def timeline_data(view: SiteView, templates: Templates) -> DataFile:
    """
    Build `data/timeline.js`: a classic script that sets `briefingTimeline`.

    Lists, by which events speak of things in whole numbers, each by name:
    `partners`, `topics`, `people` and `mechanisms` are `[code, name, page]`, page from
    the root of the site or empty; a topic has the index of the topic above it, or -1,
    and of `people` (whoever takes part: people, organisations, countries) the register
    as a fourth. `types`, `levels`, `directions`, `roles`, `bases` and `notes` are
    `[code, name]`; all but types stand in the order of their ranks. `articles` are
    addresses. `alone` has the index of every event, newest first, as they stand
    where none is shown within another. `today` is the day as of which the site reads.

    `events` stand as on the page: newest first, each followed by what happened within
    it. What is not known or empty is left out; every event has `i` and `n`:

    - `i` id; `n` name; `a` article; `t` type; `u` index of the event it is part of
    - `w` its date in words: text, ISO form, text, ISO form ..., the form empty for
      words between; `x` precision, left out for a day; `f`, `l` first and last day it
      can mean, left out for a single day, which `w` has; `y` [year, month] it is filed
      under, 0 for unknown, where the first form of `w` does not say so
    - `d` proofs of the date; `b` [basis, number of the fact] where it is not stated
    - `q` proofs that it took place; `z` editors' doubts: note, number ...
    - `k` partners; `o` topics of its outcomes; `m` mechanisms; `v` level; `e` direction
    - `p` [place, proofs ...]; `h` participants: [person, role, proofs ...] each
    - `r` further articles that report it: [title, article, proofs ...] each

    Proofs are pairs: number of the anchor `p…` on the page of the article, number of
    the sentence. A single 0 instead: it rests on a source outside the articles.
    """
    data = _Form(view, templates.words).data()
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # inside a string only: no tag can close or open, no line end is a script's
    for char in "<\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return DataFile(TIMELINE_DATA, f"var briefingTimeline = {text};\n")


class _Form:
    """Puts names into lists, and events into what speaks of these lists."""

    def __init__(self, view: SiteView, words: Words) -> None:
        self.view = view
        self.words = words
        self.events = tuple(_every(view.timeline.events))
        self.place = {event.id: at for at, event in enumerate(self.events)}
        self.above = {
            topic.entry.named: topic.parent
            for topic in view.reference.topics
            if topic.parent
        }
        told = {html_of(each) for event in self.events for each in _told(event)}
        self.articles = {page: at for at, page in enumerate(sorted(told))}
        self.partners = _numbered(p for event in self.events for p in event.partners)
        self.topics = _numbered(
            upper
            for event in self.events
            for topic in event.topics
            for upper in self._upwards(topic)
        )
        self.mechanisms = _numbered(
            m for event in self.events for m in event.mechanisms
        )
        self.people = _numbered(
            fact.value
            for event in self.events
            for fact in event.facts.participants
            if isinstance(fact.value, Named)
        )
        types = {event.type_code: event.type for event in self.events}
        self.types = dict(
            sorted(types.items(), key=lambda each: (alphabetical(each[1]), each[0]))
        )
        self.type_at = {code: at for at, code in enumerate(self.types)}

    def _upwards(self, topic: Named) -> Iterator[Named]:
        upper: Named | None = topic
        while upper:
            yield upper
            upper = self.above.get(upper)

    def data(self) -> dict[str, object]:
        """Return the whole, in the order in which it is written."""
        topics = {
            named: (
                *line,
                self.topics[self.above[named]] if named in self.above else -1,
            )
            for named, line in _lines(self.topics)
        }
        return {
            "today": self.view.today.isoformat(),
            "partners": [line for _, line in _lines(self.partners)],
            "topics": list(topics.values()),
            "people": [(*line, named.register) for named, line in _lines(self.people)],
            "mechanisms": [line for _, line in _lines(self.mechanisms)],
            "types": list(self.types.items()),
            "levels": self._phrases("level", Level),
            "directions": self._phrases("direction", Direction),
            "roles": self._phrases("role", Role),
            "bases": self._phrases("basis", Basis),
            "notes": self._phrases("note", NoteKind),
            "articles": list(self.articles),
            "alone": [self.place[event.id] for event in newest_first(self.events)],
            "events": [self._event(event) for event in self.events],
        }

    def _phrases(self, section: str, enum: type[StrEnum]) -> list[tuple[str, str]]:
        return [(str(each), self.words.say(f"{section}.{each}")) for each in enum]

    def _event(self, event: EventView) -> Mapping[str, object]:
        facts = event.facts
        itself, date, place = facts.itself, facts.date, facts.place
        form = {
            "i": event.id,
            "n": event.name,
            "a": self.articles[html_of(event.article)],
            "t": self.type_at[event.type_code],
            "u": self.place[event.parent.id] if event.parent else None,
            **(self._date(event.when) if event.when else {}),
            "d": _proofs(date) if date else None,
            "b": (list(Basis).index(date.basis), _number(date.anchor))
            if date and date.basis is not Basis.STATED
            else None,
            "q": _proofs(itself),
            "z": [
                number
                for doubt in itself.doubts
                for number in (list(NoteKind).index(doubt.kind), _number(doubt.anchor))
            ],
            "k": [self.partners[each] for each in event.partners],
            "o": [self.topics[each] for each in event.topics],
            "m": [self.mechanisms[each] for each in event.mechanisms],
            "v": _rank(facts.detail("fact.level"), Level),
            "e": _rank(facts.detail("fact.direction"), Direction),
            "p": (str(place.value), *_proofs(place)) if place else None,
            "h": [
                (self.people[fact.value], self._role(fact), *_proofs(fact))
                for fact in facts.participants
                if isinstance(fact.value, Named)
            ],
            "r": [
                (
                    article.annotation.title,
                    self.articles[html_of(article)],
                    *_proofs(fact),
                )
                for article, fact in event.reports
            ],
        }
        return {
            key: value for key, value in form.items() if value not in (None, (), [])
        }

    @staticmethod
    def _role(fact: Fact) -> int:
        return [f"role.{role}" for role in Role].index(fact.label)

    def _date(self, when: When) -> dict[str, object]:
        pieces = [
            text for part in spoken(when, self.words) for text in (part.text, part.iso)
        ]
        form: dict[str, object] = {"w": pieces}
        first, last = when.earliest, when.latest
        if not (first and first == last and pieces[1:] == [first.isoformat()]):
            form["x"] = _precision(when)
            form["f"] = first.isoformat() if first else None
            form["l"] = last.isoformat() if last else None
        stated = next(filter(None, pieces[1::2]), "")
        moment = when.moments[0]
        if stated != moment.iso or moment.year != when.year:
            form["y"] = (when.year or 0, moment.month or 0)
        return form


def _every(events: Iterable[EventView]) -> Iterator[EventView]:
    for event in events:
        yield event
        yield from _every(event.parts)


def _told(event: EventView) -> Iterator[Article]:
    yield event.article
    yield from (article for article, _ in event.reports)


def _numbered(several: Iterable[Named]) -> dict[Named, int]:
    """Return each once with its number, in alphabetical order."""
    ordered = sorted(set(several), key=lambda named: (alphabetical(named.name), named))
    return {named: at for at, named in enumerate(ordered)}


def _lines(numbered: Mapping[Named, int]) -> Iterator[tuple[Named, tuple[str, ...]]]:
    for named in numbered:
        yield named, (named.code, named.name, html_of_entry(named))


def _number(anchor: str) -> int:
    """Return the number of an anchor such as `p7`."""
    return int(anchor[1:])


def _proofs(fact: Fact) -> tuple[int, ...]:
    """Return where *fact* rests, as pairs of numbers; empty for what rests nowhere."""
    if not fact.proofs and fact.sources:
        return (0,)
    return tuple(
        number
        for proof in fact.shown_proofs
        for number in (_number(proof.anchor), proof.sentence)
    )


def _rank(fact: Fact | None, enum: type[StrEnum]) -> int | None:
    """Return the place of a stated value among all of its kind."""
    if fact is None or not isinstance(fact.value, Phrase):
        return None
    return [str(each) for each in enum].index(fact.value.key.partition(".")[2])


def _precision(when: When) -> str:
    """Tell how much of a date may be drawn as known."""
    if when.earliest is None and when.latest is None:
        return "unknown"
    if any(end.is_approximate or end.is_uncertain for end in when.moments):
        return "approximate"
    # from month to month is not from day to day
    coarse = (
        end.precision for end in when.moments if end.precision is not Precision.DAY
    )
    exact = "span" if when.is_interval else Precision.DAY
    return str(next(coarse, exact))
