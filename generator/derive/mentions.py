"""Where the articles speak of each entry of the registers, sentence by sentence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.model.names import Named
from generator.model.text import Range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.derive.facts import Fact, Proof
    from generator.derive.reading import OutcomeFacts, Reading
    from generator.derive.timeline import EventView
    from generator.model.archive import Archive
    from generator.model.article import Article
    from generator.model.recorded import Key


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence."""

    text: str
    is_quoted: bool
    """Whether these words prove what is said of the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that an article says of an entry."""

    fact: Fact
    event: EventView | None
    """The event to which it belongs; None where it belongs to none."""
    outcome: OutcomeFacts | None
    """The outcome that it is; None where it is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A sentence that speaks of an entry."""

    proof: Proof | None
    """Where it leads; None for what no words prove yet."""
    statements: tuple[Statement, ...]
    """What the sentence says of the entry, in the order of the page; never empty."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Together the sentence letter for letter; empty without a proof."""
        if self.proof is None:
            return ()
        text = self.proof.article.text
        number = self.proof.sentence
        proofs = _proofs_in(number, self.statements)
        places = [proof.place for proof in proofs]
        return tuple(_lit(text.value, text.sentences[number - 1], places))


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleMentions:
    """The sentences of one article that speak of an entry."""

    article: Article
    mentions: tuple[Mention, ...]
    """In the order of the text; what no words prove comes last. Never empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeLine:
    """An outcome on the page of an entry that it concerns."""

    outcome: OutcomeFacts
    article: Article
    event: EventView | None
    partners: tuple[Named, ...]


@dataclass(slots=True, kw_only=True)
class Trace:
    """What the articles hold of one entry."""

    articles: list[ArticleMentions] = field(default_factory=list)
    """Newest first; an article without a date comes last."""
    events: set[str] = field(default_factory=set)
    """Ids of the events that name it: as participant, mechanism or document."""
    concerning: set[str] = field(default_factory=set)
    """Ids of the events with an outcome that names it."""
    lines: list[OutcomeLine] = field(default_factory=list)
    """Newest article first; those of one article in the order of its form."""


def traces_of(
    archive: Archive,
    readings: Mapping[str, Reading],
    views: Mapping[str, EventView],
) -> Mapping[Key, Trace]:
    """Gather what the articles hold of every entry, in one pass over them."""
    traces: defaultdict[Key, Trace] = defaultdict(Trace)
    dated = [article for article in archive.articles if article.earliest]
    undated = [article for article in archive.articles if not article.earliest]
    for article in (*reversed(dated), *undated):
        reading = readings[article.id]
        said: defaultdict[Key, list[Statement]] = defaultdict(list)
        for key, statement in _statements(reading, views):
            said[key].append(statement)
        for key, statements in said.items():
            mentions = tuple(_by_sentence(statements))
            traces[key].articles.append(
                ArticleMentions(article=article, mentions=mentions)
            )
        for code, event in reading.events.items():
            for fact in (*event.details, *event.participants):
                if isinstance(fact.value, Named):
                    traces[_key(fact.value)].events.add(code)
        for outcome in reading.outcomes:
            held_at = views[outcome.event] if outcome.event else None
            line = OutcomeLine(
                outcome=outcome,
                article=article,
                event=held_at,
                partners=held_at.partners
                if held_at
                else tuple(
                    archive.names.named("partners", each)
                    for each in article.partner_codes
                ),
            )
            for key in _entries_of(outcome):
                traces[key].lines.append(line)
                if outcome.event:
                    traces[key].concerning.add(outcome.event)
    return dict(traces)


def _key(named: Named) -> Key:
    return named.register, named.code


def _entries_of(outcome: OutcomeFacts) -> tuple[Key, ...]:
    """Return the entries that an outcome names, each once."""
    own = (
        *outcome.by,
        *outcome.to,
        *outcome.topics,
        *outcome.mechanisms,
        *outcome.agreements,
    )
    return tuple(dict.fromkeys(_key(named) for named in own))


def _statements(
    reading: Reading, views: Mapping[str, EventView]
) -> Iterator[tuple[Key, Statement]]:
    """Yield everything that an article says of an entry, in the order of the page."""
    event_of = {
        fact.anchor: views[code]
        for code, event in reading.events.items()
        for fact in (*event.details, *event.participants)
    }
    outcome_of = {each.itself.anchor: each for each in reading.outcomes}
    for fact in reading.facts:
        outcome = outcome_of.get(fact.anchor)
        statement = Statement(
            fact=fact, event=event_of.get(fact.anchor), outcome=outcome
        )
        for named in (fact.value, fact.about):
            if isinstance(named, Named):
                yield _key(named), statement
        for key in _entries_of(outcome) if outcome else ():
            yield key, statement


def _by_sentence(statements: list[Statement]) -> Iterator[Mention]:
    """Put what is said of one entry under the sentences that say it."""
    resting: defaultdict[int, list[Statement]] = defaultdict(list)
    unproven = []
    for statement in statements:
        numbers = dict.fromkeys(proof.sentence for proof in statement.fact.proofs)
        for number in numbers:
            resting[number].append(statement)
        if not numbers:
            unproven.append(statement)
    for number in sorted(resting):
        proofs = _proofs_in(number, resting[number])
        yield Mention(
            # the one of most words; of two as long, the first
            proof=max(proofs, key=lambda each: (each.place.length, -each.place.start)),
            statements=tuple(resting[number]),
        )
    if unproven:
        yield Mention(proof=None, statements=tuple(unproven))


def _proofs_in(number: int, statements: Iterable[Statement]) -> list[Proof]:
    """Return the proofs of *statements* that begin in the sentence of *number*."""
    return [
        proof
        for statement in statements
        for proof in statement.fact.proofs
        if proof.sentence == number
    ]


def _lit(text: str, whole: Range, places: Iterable[Range]) -> Iterator[Piece]:
    """Cut `text[whole]`, without the space around it, where *places* begin and end."""
    inner = text[whole.start : whole.end]
    at = whole.start + len(inner) - len(inner.lstrip())
    end = whole.end - len(inner) + len(inner.rstrip())
    joined: list[Range] = []
    for place in sorted(places):
        if joined and place.start <= joined[-1].end:
            last = joined.pop()
            joined.append(Range(last.start, max(last.end, place.end)))
        else:
            joined.append(place)
    for place in joined:
        start, stop = max(at, place.start), min(end, place.end)
        if at < start:
            yield Piece(text[at:start], is_quoted=False)
        yield Piece(text[start:stop], is_quoted=True)
        at = stop
    if at < end:
        yield Piece(text[at:end], is_quoted=False)
