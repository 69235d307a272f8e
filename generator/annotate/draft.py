"""
The front matter of a new article, all that was read in its text marked as suggested.

A suggestion has the form of a fact with one line more, `suggested`, which names the
rules behind it; who finds it right takes that line away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from generator.annotate.names import slug
from generator.model.article import Modality, Role
from generator.model.text import Range, fold
from generator.words import any_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from generator.annotate.dates import FoundDate
    from generator.annotate.events import FoundEvent
    from generator.annotate.names import FoundName
    from generator.annotate.outcomes import FoundOutcome
    from generator.annotate.reading import Reading
    from generator.model.text import PrintedText
    from generator.words import Words

FIRST = 8
"""Among how many paragraphs a headline is looked for."""
FEWEST_WORDS = 4
LONGEST_TITLE = 160
"""A first paragraph that is longer is no headline."""
SHORTENED = 56
"""Where a slug ends, at a word, so that a date and a number go before and behind."""
TOGETHER = 2
"""How many people meet where a text says that two did."""
MEETINGS = frozenset(
    ["talks", "dialogue", "consultation", "phone-call", "courtesy-call"]
)
"""Types of events at which something comes about; a visit holds them."""
Item = dict[str, Any]


PLAIN = ("timestamp", "int", "float")
"""Kinds of YAML that are written without quotation marks."""


class _Plain(yaml.SafeDumper):
    """Dates and numbers without quotation marks: they are read as they stand."""


_Plain.yaml_implicit_resolvers = {
    letter: [each for each in several if not each[0].endswith(PLAIN)]
    for letter, several in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def headline_of(text: PrintedText) -> str:
    """
    Return the headline among the first paragraphs, else nothing.

    It is short, ends without a stop, and is no line of a menu.
    """
    for paragraph in text.paragraphs[:FIRST]:
        words = fold(text.value[paragraph.start : paragraph.end])
        if len(words) > LONGEST_TITLE:
            break
        is_menu = len(words.split()) < FEWEST_WORDS or "|" in words
        if not is_menu and not words.endswith(tuple(".:;,")):
            return words
    return ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What is known of a new article before its text is read."""

    id: str
    partners: tuple[str, ...]
    """Codes, most important first; never empty."""
    published: dt.date | None
    home: str
    """Code of the home country."""
    types: Mapping[str, str]
    """Code of a type of events to its name."""


def draft_text(reading: Reading, heading: Heading, words: Words) -> str:
    """Return the whole file of a new article."""
    value = reading.text.value
    head: Item = {
        "id": heading.id,
        "title": headline_of(reading.text) or words.say("suggest.no_title"),
        "partners": list(heading.partners),
    }
    source: Item = {
        "publisher": None,
        "url": None,
        "published": heading.published.isoformat() if heading.published else None,
        "retrieved": None,
    }
    writer = _Writer(reading, heading, words)
    lists = {
        "events": list(writer.events()),
        "outcomes": list(writer.outcomes()),
        "topics": list(writer.named("topics", "topic")),
        "relations": list(writer.relations()),
        "people": list(writer.people()),
        "organisations": list(
            writer.named("organisations", "organisation", name="name")
        ),
        "mechanisms": list(writer.mechanisms()),
        "agreements": list(writer.named("agreements", "agreement")),
        "terms": list(writer.terms()),
    }
    parts = [
        _yaml(head),
        _yaml({"source": source}).replace(" null\n", "\n"),
        "summary:\n\n",
        _comments(words, reading),
    ]
    parts += [f"{_yaml({name: items})}\n" for name, items in lists.items() if items]
    front = "".join(parts).rstrip("\n")
    return f"---\n{front}\n---\n{value.strip()}\n"


def entry_text(code: str, names: Mapping[str, str]) -> str:
    """Return a new entry of a register, as its file has it."""
    return _yaml({code: dict(names)})


def as_yaml(fields: Mapping[str, object]) -> str:
    """Return *fields* as front matter has them: dates and numbers as they stand."""
    return _yaml(dict(fields))


def _shortened(words: str) -> str:
    """Return *words*, or their beginning where they are long."""
    if len(words) <= LONGEST_TITLE:
        return words
    return f"{words[:LONGEST_TITLE].rsplit(' ', 1)[0]}…"


def _yaml(value: object) -> str:
    text: str = yaml.dump(
        value,
        Dumper=_Plain,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=10**9,
    )
    return text


def _comments(words: Words, reading: Reading) -> str:
    """Say what suggestions are, and which dates were read in the text."""
    lines = [words.say("suggest.head")]
    for date in reading.dates:
        said = reading.text.value[date.place.start : date.place.end]
        key = "suggest.date" if date.value else "suggest.date_open"
        if date.rule == "no-such-day":
            key = "suggest.date_impossible"
        lines.append(words.say(key, words=fold(said), value=date.value))
    lines += [words.say("suggest.stranger", code=code) for code in reading.strangers]
    return "".join(f"# {line}\n" for line in lines) + "\n"


class _Writer:
    """Writes what was read as items of the front matter."""

    def __init__(self, reading: Reading, heading: Heading, words: Words) -> None:
        self.reading, self.text, self.words = reading, reading.text, words
        self.home, self.published = heading.home, heading.published
        self.partner, self.stem = heading.partners[0], heading.id
        self.types = heading.types

    def quote(self, place: Range) -> str:
        """Return words that hold *place* and stand once in the text."""
        sentence = next(
            s for s in self.text.sentences if s.start <= place.start < s.end
        )
        value = self.text.value
        words = fold(value[place.start : place.end])
        while sum(1 for _ in self.text.find(words)) > 1:
            if place.start > sentence.start:
                before = value[sentence.start : place.start].rstrip()
                start = max(before.rfind(" "), before.rfind("\n")) + 1
                place = Range(sentence.start + start, place.end)
            elif place.end < sentence.end:
                after = re.match(r"\W*\w+", value[place.end : sentence.end])
                end = place.end + (len(after[0]) if after else sentence.end)
                place = Range(place.start, min(end, sentence.end))
            else:
                break
            words = fold(value[place.start : place.end])
        return words.strip()

    def item(self, rules: Sequence[str], fields: Mapping[str, object]) -> Item:
        """Return an item that names its *rules*; empty fields are left out."""
        kept = {
            key: value for key, value in fields.items() if value not in ("", [], None)
        }
        return {"suggested": ", ".join(dict.fromkeys(rules)), **kept}

    def date(self, date: FoundDate, clause: Range) -> Item | str:
        """Return a date with its words, and why its year is taken to be so."""
        words = self.text.value[date.place.start : date.place.end]
        fields: Item = {"value": date.value}
        quote = self.quote(date.place)
        if clause.holds(date.place):
            fields["quote"] = quote
        if date.is_resolved:
            fields["basis"] = "inferred"
            day = self.published.isoformat() if self.published else ""
            fields["reason"] = self.words.say(
                "suggest.reason", words=fold(words), day=day
            )
        return fields

    def events(self) -> Iterator[Item]:
        """Yield the events."""
        for number, event in enumerate(self.reading.events, start=1):
            yield self.item([event.rule], self._event(event, number))

    def _event(self, event: FoundEvent, number: int) -> Item:
        value = self.text.value
        quote = self.quote(event.place)
        mechanism = next(
            (
                each.code
                for each in self.reading.names
                if each.register == "mechanisms" and event.place.holds(each.place)
            ),
            "",
        )
        met = ", ".join(each.name for each in event.people)
        clause = value[event.place.start : event.place.end]
        edition = re.search(any_of("relation", "edition"), clause)
        place = value[event.venue.start : event.venue.end] if event.venue else ""
        return {
            "id": self.event_id(number),
            "name": _shortened(f"{self.types[event.type]}: {met}" if met else quote),
            "type": event.type,
            "quote": quote,
            "date": self.date(event.date, event.place) if event.date else None,
            "place": place,
            "level": event.level,
            "mechanism": mechanism,
            "edition": edition[1] if mechanism and edition else None,
            "participants": [
                {"who": each.actor}
                if role is Role.PARTICIPANT
                else {"who": each.actor, "role": role.value}
                for each, role in zip(event.people, event.roles, strict=True)
            ],
        }

    def outcomes(self) -> Iterator[Item]:
        """Yield the outcomes."""
        for number, found in enumerate(self.reading.outcomes, start=1):
            value = self.text.value
            what = fold(value[found.what.start : found.what.end])
            quotes = [self.quote(place) for place in found.places]
            inside = [
                each
                for each in self.reading.names
                if any(place.holds(each.place) for place in found.places)
            ]
            event = self._event_of(found)
            fields: Item = {
                "id": f"{slug(self.stem, SHORTENED)}-o{number}",
                "modality": found.modality.value,
                "point": str(found.point) if found.point else None,
                "what": what[:1].upper() + what[1:],
                "quote": quotes if len(quotes) > 1 else quotes[0],
                "event": event,
                "by": self._doers(found),
                "to": found.asked,
            }
            for register in ("topics", "mechanisms", "agreements"):
                codes = [each.code for each in inside if each.register == register]
                fields[register] = list(dict.fromkeys(codes))
            yield self.item([found.rule], fields)

    def _event_of(self, found: FoundOutcome) -> str:
        """Return the id of the event at which it came about; empty for none."""
        events = list(enumerate(self.reading.events, start=1))
        if found.modality is Modality.UNDER_WAY:
            return ""
        if found.modality is Modality.SIGNED:
            signing = [(n, each) for n, each in events if each.type == "signing"]
            own = [n for n, each in signing if each.place.meets(found.what)]
        else:
            before = [(n, e) for n, e in events if e.place.start <= found.what.start]
            own = [n for n, each in before if each.type in MEETINGS]
            own = own or [n for n, each in before if each.type == "visit"]
        return self.event_id(own[-1]) if own else ""

    def event_id(self, number: int) -> str:
        """Return the id of an event by its number."""
        return f"{slug(self.stem, SHORTENED)}-{number}"

    def _doers(self, found: FoundOutcome) -> list[str]:
        codes: list[str] = []
        for doer in found.doers:
            if doer == "both":
                codes += [self.home, self.partner]
            elif doer == "two":
                met = [person.actor for person in self.reading.people]
                codes += met[:TOGETHER]
            elif doer != "?":
                codes.append(doer)
        return list(dict.fromkeys(codes))

    def first(self, register: str) -> Mapping[str, FoundName]:
        """Return code to first mention of the entries of *register*, in order."""
        found: dict[str, FoundName] = {}
        for each in self.reading.names:
            if each.register == register:
                found.setdefault(each.code, each)
        return found

    def named(self, register: str, field: str, *, name: str = "") -> Iterator[Item]:
        """Yield each entry of *register* that the text names, once."""
        for code, each in self.first(register).items():
            words = self.text.value[each.place.start : each.place.end]
            fields: Item = {field: code}
            if name:
                fields[name] = fold(words)
            yield self.item([each.rule], {**fields, "quote": self.quote(each.place)})

    def mechanisms(self) -> Iterator[Item]:
        """Yield the mechanisms, those that somebody only asks for as such."""
        asked = [
            place
            for found in self.reading.outcomes
            if found.modality is Modality.PROPOSED
            for place in found.places
        ]
        first = self.first("mechanisms")
        for item in self.named("mechanisms", "mechanism"):
            place = first[item["mechanism"]].place
            if any(other.holds(place) for other in asked):
                item["status"] = "proposed"
            yield item

    def relations(self) -> Iterator[Item]:
        """Yield the levels of relations that the text prints, each wording once."""
        seen: set[str] = set()
        level = re.compile(rf"\b{any_of('relation', 'level')}\b")
        for found in level.finditer(self.text.value):
            if found[0].casefold() in seen:
                continue
            seen.add(found[0].casefold())
            fields = {"partner": self.partner, "level": found[0]}
            quote = self.quote(Range(*found.span()))
            yield self.item(["level"], {**fields, "quote": quote})

    def people(self) -> Iterator[Item]:
        """Yield the people."""
        for each in self.reading.people:
            posts = [
                {"title": post.title, "organisation": post.organisation}
                if post.organisation
                else {"title": post.title}
                for post in each.posts
            ]
            fields: Item = {
                "person": each.actor,
                "honorific": each.honorific,
                "rank": each.rank,
                "posts": posts[0] if len(posts) == 1 else posts,
                "quote": self.quote(each.place),
            }
            yield self.item([each.rule], fields)

    def terms(self) -> Iterator[Item]:
        """Yield the abbreviations."""
        for each in self.reading.terms:
            code = each.code or slug(each.short)
            yield self.item(
                [each.rule], {"term": code, "quote": self.quote(each.place)}
            )
