"""
One article read through: its facts in order, and its text with their proofs marked.

Facts and sentences point at each other: a fact knows the words that prove it, and
a paragraph names the facts that rest on it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from generator.derive.facts import Doubt, Fact, Phrase, Proof
from generator.derive.recall import Recall
from generator.model.addresses import OUTCOMES
from generator.model.article import NoteKind
from generator.model.names import Named
from generator.model.noun import Basis, Stated
from generator.model.text import Range, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from enum import StrEnum

    from generator.model.archive import Archive
    from generator.model.article import (
        Annotation,
        Article,
        Event,
        Modality,
        Outcome,
        PersonAsPrinted,
        PlaceAsPrinted,
        Told,
    )
    from generator.model.dates import When
    from generator.model.names import Names
    from generator.model.noun import Citation, Quote


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that prove something; marks nest where proofs do."""

    anchor: str
    """Empty where the proof began in an earlier sentence or mark."""
    proof: str
    """Anchor of the proof; all its parts have it."""
    pieces: tuple[str | Marked, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the printed text."""

    number: int
    """From 1, through the whole article."""
    pieces: tuple[str | Marked, ...]
    """Together they are the sentence letter for letter."""
    facts: tuple[Fact, ...]
    """The facts whose proof begins here, in the order of the page."""
    notes: tuple[NoteView, ...]
    """The notes on words that begin here, in the order of the page."""

    @property
    def text(self) -> str:
        """The sentence letter for letter."""
        return "".join(_letters(self.pieces))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the printed text."""

    number: int
    """From 1."""
    is_headline: bool
    sentences: tuple[Sentence, ...]
    """Never empty."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that rest on it, each once."""
        each = (fact for sentence in self.sentences for fact in sentence.facts)
        return tuple({fact.anchor: fact for fact in each}.values())

    @property
    def notes(self) -> tuple[NoteView, ...]:
        """The notes on its words, each once."""
        each = (note for sentence in self.sentences for note in sentence.notes)
        return tuple({note.anchor: note for note in each}.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """What an article states of an event."""

    itself: Fact
    """Its name; the proof is that it took place."""
    date: Fact | None
    place: Fact | None
    frame: Fact | None
    """The event that it is part of."""
    details: tuple[Fact, ...]
    """Type of visit, direction, level, mechanism, edition, documents."""
    participants: tuple[Fact, ...]
    """In the order of the form; the label is the role."""

    def detail(self, label: str) -> Fact | None:
        """Return the detail with *label*, such as `fact.level`; None if not stated."""
        return next((fact for fact in self.details if fact.label == label), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFacts:
    """What an article states of an outcome."""

    id: str
    modality: Modality
    itself: Fact
    point: int | None
    by: tuple[Named, ...]
    to: tuple[Named, ...]
    topics: tuple[Named, ...]
    mechanisms: tuple[Named, ...]
    agreements: tuple[Named, ...]
    follows: str | None
    """Id of the outcome that it moves forward."""
    event: str | None
    """Id of the event."""
    due: Fact | None
    life: str | None
    """Id of the first request of its matter, if that has several steps: then they are
    told on a page of their own."""

    def place_in(self, article: Article) -> tuple[str, str]:
        """Return the page, without ending, and the anchor at which it is told."""
        if self.life is None:
            return article.address, self.itself.anchor
        return f"{OUTCOMES}/{self.life}", "" if self.id == self.life else f"o-{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """An editor's note, and the words of the text that it is about."""

    anchor: str
    """Where it stands on its article's page, such as `n2`."""
    kind: NoteKind
    text: str
    by: str
    date: When
    proofs: tuple[Proof, ...]
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    An article read through.

    Two are equal when their articles, outcomes and facts are: the rest follows.
    """

    article: Article
    events: Mapping[str, EventFacts] = field(compare=False)
    """Event id to its facts, in the order of the form."""
    reports: Mapping[str, Fact] = field(compare=False)
    """Id of an event that another article defines, to the proof in this one."""
    outcomes: tuple[OutcomeFacts, ...]
    groups: tuple[tuple[str, tuple[Fact, ...]], ...] = field(compare=False)
    """Key of the catalogue to facts: people, levels, places and so on; none empty."""
    notes: tuple[NoteView, ...] = field(compare=False)
    facts: tuple[Fact, ...]
    """Every fact of the article, in the order of the page."""
    proofs: tuple[Proof, ...] = field(compare=False)
    """Every proof of the article, in the order of the text."""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The printed text; put together when asked, for only one page shows it."""
        return tuple(_paragraphs(self))


class Readings:
    """Reads articles through, and what has not changed since but once."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._known: dict[str, Recall[Reading]] = {}

    def of(self, archive: Archive) -> Mapping[str, Reading]:
        """Return article id to what `read` makes of it, in the order of *archive*."""
        recall = self._known.setdefault(archive.language, Recall())
        return _ReadNow(archive, recall)


class _ReadNow(Mapping[str, Reading]):
    """What articles say; each is read through when it is asked for."""

    def __init__(self, archive: Archive, recall: Recall[Reading]) -> None:
        self._archive, self._recall = archive, recall
        self._articles = {article.id: article for article in archive.articles}
        self._read: dict[str, Reading] = {}
        recall.keep(self._articles)

    def __len__(self) -> int:
        return len(self._articles)

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __getitem__(self, code: str) -> Reading:
        known = self._read.get(code)
        if known is None:
            article, archive = self._articles[code], self._archive
            known = self._read[code] = self._recall.of(
                code, _rests_on(article, archive), partial(read, article, archive)
            )
        return known


def _rests_on(article: Article, archive: Archive) -> tuple[object, ...]:
    """Return what the reading of *article* follows from, in an order of its own."""
    named, events = article.builds_on, archive.events
    return (
        article,
        archive.registers,
        *(events[code].name for code in named if code in events),
        *map(archive.beginnings.get, article.outcomes),
    )


def read(article: Article, archive: Archive) -> Reading:
    """Read *article* through; it has passed the check, so its quotes are found."""
    return _Reader(article, archive).read()


class _Reader:
    """Numbers facts in the order they are made, which is that of the page."""

    def __init__(self, article: Article, archive: Archive) -> None:
        self.article = article
        self.names: Names = archive.names
        self.events: Mapping[str, Told] = archive.events
        self.beginnings = archive.beginnings
        self.numbers = count(1)
        self.facts: list[Fact] = []
        text = article.text
        self.place_of: dict[int, Range] = {
            id(quote): quote.found_in(text)[0] for quote in article.quotes
        }
        starts = [sentence.start for sentence in text.sentences]
        self.proofs = {
            place: Proof(article, place, f"p{n}", bisect_right(starts, place.start))
            for n, place in enumerate(sorted(set(self.place_of.values())), start=1)
        }

        self.doubts = [
            (self.place_of[id(quote)], Doubt(f"n{number}", note.kind))
            for number, note in enumerate(article.annotation.notes, start=1)
            if note.kind is not NoteKind.CONTEXT
            for quote in note.quote
        ]

    def doubts_about(
        self, proofs: tuple[Proof, ...], value: str, detail: str
    ) -> tuple[Doubt, ...]:
        """Return the doubts on *proofs* whose words the fact itself repeats."""
        if not self.doubts:
            return ()
        said = fold(value).casefold()
        more = fold(detail).casefold()
        found = []
        for place, doubt in self.doubts:
            words = fold(self.article.text.words(place)).casefold()
            is_repeated = words in said or bool(said and said in words) or words in more
            if is_repeated and any(proof.place.holds(place) for proof in proofs):
                found.append(doubt)
        # the same note may speak of several words
        return tuple(dict.fromkeys(found))

    def proven(self, quotes: Iterable[Quote]) -> tuple[Proof, ...]:
        places = {self.place_of[id(quote)] for quote in quotes}
        return tuple(self.proofs[place] for place in sorted(places))

    def fact(
        self,
        label: str,
        value: str | When | Phrase | Named,
        quotes: Iterable[Quote],
        detail: str = "",
        stated: Stated[object] | None = None,
    ) -> Fact:
        """Give a fact its number; *stated* tells the basis where that was written."""
        proofs = self.proven(quotes)
        fact = Fact(
            anchor=f"f{next(self.numbers)}",
            label=label,
            value=str(value) if isinstance(value, str) else value,
            detail=detail,
            proofs=proofs,
            doubts=self.doubts_about(proofs, _words(value), detail),
            basis=stated.basis if stated else Basis.STATED,
            reason=(stated.reason or "") if stated else "",
            sources=stated.source if stated else (),
        )
        self.facts.append(fact)
        return fact

    def stated(
        self,
        label: str,
        stated: Stated[object],
        value: str | When | Phrase | Named,
        around: tuple[Quote, ...],
    ) -> Fact:
        # an inferred value does not rest on words that do not state it
        shared = around if stated.basis is Basis.STATED else ()
        return self.fact(label, value, stated.quote or shared, stated=stated)

    def about(self, named: Named, fact: Fact) -> Fact:
        """Let *fact*, which was made last, speak of *named*."""
        self.facts[-1] = replace(fact, about=named)
        return self.facts[-1]

    def read(self) -> Reading:
        note = self.article.annotation
        events = {str(event.id): self.event(event) for event in note.events}
        reports = {
            str(report.event): self.fact(
                "fact.event", self.events[report.event].event.name, report.quote
            )
            for report in note.reports
        }
        outcomes = tuple(self.outcome(outcome) for outcome in note.outcomes)
        groups = tuple((key, facts) for key, facts in self.groups(note) if facts)
        notes = tuple(
            NoteView(
                anchor=f"n{number}",
                kind=each.kind,
                text=each.text,
                by=each.by,
                date=each.date,
                proofs=self.proven(each.quote),
                sources=each.source,
            )
            for number, each in enumerate(note.notes, start=1)
        )
        return Reading(
            article=self.article,
            events=events,
            reports=reports,
            outcomes=outcomes,
            groups=groups,
            notes=notes,
            facts=tuple(self.facts),
            proofs=tuple(self.proofs.values()),
        )

    def event(self, event: Event) -> EventFacts:
        around = event.quote
        itself = self.fact("fact.event", event.name, around)
        date = place = frame = None
        if event.date:
            date = self.stated("fact.date", event.date, event.date.value, around)
        if event.place:
            place = self.stated("fact.place", event.place, event.place.value, around)
        if event.part_of:
            parent = self.events[event.part_of.value].event.name
            frame = self.stated("fact.part_of", event.part_of, parent, around)
        details = tuple(
            self.stated(label, stated, value, around)
            for label, stated, value in self.details(event)
        )
        participants = tuple(
            self.fact(
                f"role.{each.role}",
                self.names.named("actors", each.who),
                each.quote or around,
            )
            for each in event.participants
        )
        return EventFacts(
            itself=itself,
            date=date,
            place=place,
            frame=frame,
            details=details,
            participants=participants,
        )

    def details(
        self, event: Event
    ) -> Iterator[tuple[str, Stated[object], str | Phrase | Named]]:
        """Yield label, statement and what to show of it, in the order of the page."""
        for kind in ("visit_type", "direction", "level"):
            stated: Stated[StrEnum] | None = getattr(event, kind)
            if stated:
                yield f"fact.{kind}", stated, Phrase(f"{kind}.{stated.value}")
        if event.mechanism:
            name = self.names.named("mechanisms", event.mechanism.value)
            yield "fact.mechanism", event.mechanism, name
        if event.edition:
            yield "fact.edition", event.edition, str(event.edition.value)
        for agreement in event.agreements:
            name = self.names.named("agreements", agreement.value)
            yield "fact.agreement", agreement, name

    def outcome(self, outcome: Outcome) -> OutcomeFacts:
        names = self.names
        itself = self.fact(f"modality.{outcome.modality}", outcome.what, outcome.quote)
        due = None
        if outcome.due:
            value = outcome.due.value
            due = self.stated("fact.due", outcome.due, value, outcome.quote)
        return OutcomeFacts(
            id=str(outcome.id),
            modality=outcome.modality,
            itself=itself,
            point=outcome.point,
            by=tuple(names.named("actors", code) for code in outcome.by),
            to=tuple(names.named("actors", code) for code in outcome.to),
            topics=tuple(names.named("topics", code) for code in outcome.topics),
            mechanisms=tuple(names.named("mechanisms", c) for c in outcome.mechanisms),
            agreements=tuple(names.named("agreements", c) for c in outcome.agreements),
            follows=str(outcome.follows) if outcome.follows else None,
            event=str(outcome.event) if outcome.event else None,
            due=due,
            life=self.beginnings.get(outcome.id),
        )

    def groups(self, note: Annotation) -> Iterator[tuple[str, tuple[Fact, ...]]]:
        names, fact = self.names, self.fact
        yield (
            "facts.people",
            tuple(
                fact(
                    "fact.person",
                    names.named("people", each.person),
                    (*each.quote, *(q for post in each.posts for q in post.quote)),
                    self.as_introduced(each),
                )
                for each in note.people
            ),
        )
        relations: list[Fact] = []
        for level in note.relations:
            partner = names.country(level.partner)
            relations.append(fact("fact.relation", level.level, level.quote, partner))
            if level.since:
                since = level.since
                relations.append(
                    self.stated("fact.since", since, since.value, level.quote)
                )
        yield "facts.relations", tuple(relations)
        documents: list[Fact] = []
        for each in note.agreements:
            name = names.named("agreements", each.agreement)
            printed = each.name if each.name and each.name != name.name else ""
            documents.append(fact("fact.agreement", name, each.quote, str(printed)))
            if each.date:
                day = each.date
                date = self.stated("fact.date", day, day.value, each.quote)
                documents.append(self.about(name, date))
        yield "facts.agreements", tuple(documents)
        yield (
            "facts.mechanisms",
            tuple(
                fact(
                    f"mechanism_status.{each.status or 'unknown'}",
                    names.named("mechanisms", each.mechanism),
                    each.quote,
                )
                for each in note.mechanisms
            ),
        )
        bodies: list[Fact] = []
        for body in note.organisations:
            name = names.named("organisations", body.organisation)
            printed = body.name if body.name and body.name != name.name else ""
            bodies.append(fact("fact.organisation", name, body.quote, str(printed)))
        yield "facts.organisations", tuple(bodies)
        yield (
            "facts.places",
            tuple(
                fact(
                    "fact.place",
                    each.name,
                    each.quote,
                    self.country_of(each),
                )
                for each in note.places
            ),
        )
        yield (
            "facts.topics",
            tuple(
                fact("fact.topic", names.named("topics", each.topic), each.quote)
                for each in note.topics
            ),
        )
        terms = self.names.registers.terms
        yield (
            "facts.terms",
            tuple(
                fact(
                    "fact.term",
                    Named("terms", str(each.term), str(terms[each.term].short)),
                    each.quote,
                    names.entry("terms", each.term),
                )
                for each in note.terms
            ),
        )

    def country_of(self, place: PlaceAsPrinted) -> str:
        """Name the country of a place; nothing where the place says it itself."""
        country = self.names.country(place.country) if place.country else ""
        return "" if country == place.name else country

    def as_introduced(self, person: PersonAsPrinted) -> str:
        """Say honorific, rank and posts in the words of the text."""
        posts = [
            f"{post.title} ({self.names.entry('organisations', post.organisation)})"
            if post.organisation
            else str(post.title)
            for post in person.posts
        ]
        first = [str(part) for part in (person.honorific, person.rank) if part]
        return "; ".join([*first, *posts])


def _paragraphs(reading: Reading) -> Iterator[Paragraph]:
    article, text = reading.article, reading.article.text
    resting: dict[int, list[Fact]] = {}
    for fact in reading.facts:
        for number in dict.fromkeys(proof.sentence for proof in fact.proofs):
            resting.setdefault(number, []).append(fact)
    remarks: dict[int, list[NoteView]] = {}
    for note in reading.notes:
        for at in dict.fromkeys(proof.sentence for proof in note.proofs):
            remarks.setdefault(at, []).append(note)
    value = text.value
    clips = _clips(reading.proofs, text.sentences)
    numbered = list(enumerate(text.sentences, start=1))
    numbered.reverse()
    for number, paragraph in enumerate(text.paragraphs, start=1):
        sentences = []
        while numbered and paragraph.holds(numbered[-1][1]):
            n, sentence = numbered.pop()
            facts = tuple(resting.get(n, ()))
            pieces = tuple(_weave(value, sentence, clips.get(n, [])))
            remarked = tuple(remarks.get(n, ()))
            sentences.append(Sentence(n, pieces, facts, remarked))
        is_headline = number == 1 and article.is_headline_printed
        yield Paragraph(number, is_headline, tuple(sentences))


def _clips(
    proofs: Iterable[Proof], sentences: Sequence[Range]
) -> Mapping[int, list[tuple[Range, str, str]]]:
    """Cut *proofs* where sentences end: number of a sentence to what lies in it."""
    clips: dict[int, list[tuple[Range, str, str]]] = {}
    for proof in proofs:
        place, number = proof.place, proof.sentence
        while number <= len(sentences) and sentences[number - 1].start < place.end:
            sentence = sentences[number - 1]
            if place.meets(sentence):
                clip = Range(
                    max(place.start, sentence.start), min(place.end, sentence.end)
                )
                anchor = proof.anchor if place.start >= sentence.start else ""
                clips.setdefault(number, []).append((clip, anchor, proof.anchor))
            number += 1
    return clips


def _words(value: str | When | Phrase | Named) -> str:
    """Return what a value says of itself, where it says it in words."""
    if isinstance(value, Named):
        return value.name
    return value if isinstance(value, str) else ""


def _letters(pieces: tuple[str | Marked, ...]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Marked):
            yield from _letters(piece.pieces)
        else:
            yield piece


def _weave(
    text: str, whole: Range, clips: list[tuple[Range, str, str]]
) -> Iterator[str | Marked]:
    """
    Cut `text[whole]` into plain pieces and marks; a clip is place, anchor and proof.

    Marks nest where one proof holds another; where two cross, the later is split
    at the end of the earlier, and only its first part carries the anchor.
    """
    waiting = sorted(clips, key=lambda clip: (clip[0].start, -clip[0].end))
    at = whole.start
    while waiting:
        place, anchor, proof = waiting.pop(0)
        inner: list[tuple[Range, str, str]] = []
        rest: list[tuple[Range, str, str]] = []
        for other, name, proved in waiting:
            if other.start >= place.end:
                rest.append((other, name, proved))
            elif other.end <= place.end:
                inner.append((other, name, proved))
            else:
                inner.append((Range(other.start, place.end), name, proved))
                rest.append((Range(place.end, other.end), "", proved))
        waiting = sorted(rest, key=lambda clip: (clip[0].start, -clip[0].end))
        if at < place.start:
            yield text[at : place.start]
        yield Marked(anchor, proof, tuple(_weave(text, place, inner)))
        at = place.end
    if at < whole.end:
        yield text[at : whole.end]
