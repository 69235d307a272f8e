"""Which articles belong together, and why."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial
from sys import intern
from typing import TYPE_CHECKING

from generator.derive.recall import Recall
from generator.model.names import Named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.derive.reading import Reading
    from generator.model.archive import Archive
    from generator.model.article import Article, Event

MOST = 6
"""How many related articles are named."""
REACH = 6
"""How many articles, the nearest in order, are looked at for one thing in common."""


class Why(StrEnum):
    """What two articles have in common, strongest first."""

    SAME_EVENT = "same-event"
    LATER = "later"
    """The other moves forward an outcome of this one."""
    EARLIER = "earlier"
    """This one moves forward an outcome of the other."""
    SAME_VISIT = "same-visit"
    """Both tell of events within one event."""
    SAME_MECHANISM = "same-mechanism"
    SAME_PEOPLE = "same-people"
    SAME_TOPICS = "same-topics"
    """With a partner in common."""


STRENGTH = {why: place for place, why in enumerate(Why)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason why two articles belong together."""

    why: Why
    what: tuple[str, ...]
    """Names of what they share, of an outcome what the later one follows; in the
    order of the article that is read, never empty."""
    edition: int | None = None
    """Which meeting of the mechanism the other tells of; None when not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """An article that belongs to another one."""

    article: Article
    reasons: tuple[Reason, ...]
    """Strongest first; never empty."""


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What an article may share with others: keys, and what they are called."""

    events: Mapping[str, str]
    """Those that it defines or reports."""
    frames: Mapping[str, str]
    """Outermost events within which these took place, or which they are."""
    mechanisms: Mapping[str, tuple[str, int | None]]
    """Those of its events, with the edition."""
    people: Mapping[str, str]
    topics: Mapping[str, str]
    partners: frozenset[str]

    @cached_property
    def handles(self) -> tuple[str, ...]:
        """What others may be found by; outcomes are looked up by themselves."""
        several = {
            Why.SAME_EVENT: self.events,
            Why.SAME_VISIT: self.frames,
            Why.SAME_MECHANISM: self.mechanisms,
            Why.SAME_PEOPLE: self.people,
        }
        found = [f"{why} {code}" for why, codes in several.items() for code in codes]
        found += (
            f"{Why.SAME_TOPICS} {partner} {topic}"
            for partner in sorted(self.partners)
            for topic in self.topics
        )
        return tuple(map(intern, found))


class TraitReader:
    """Looks for what articles may share, and but once in one that stays the same."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: dict[str, Recall[Traits]] = {}
        self._sharing = Sharing((), ())

    def of(self, archive: Archive, readings: Mapping[str, Reading]) -> Kinship:
        """Return what the articles of *archive* share; *readings* by article id."""
        recall = self._known.setdefault(archive.language, Recall())
        recall.keep(readings)
        events, registers = archive.events, archive.registers
        several = []
        for article in archive.articles:
            told = [events[code].event for code in article.tells]
            frames = [(each, *archive.frames_of(each))[-1] for each in told]
            make = partial(_traits, article, archive, readings, told, frames)
            rests_on = article, registers, *told, *frames
            several.append(recall.of(article.id, rests_on, make))
        ids = [article.id for article in archive.articles]
        handles = [traits.handles for traits in several]
        if (self._sharing.ids, self._sharing.handles) != (ids, handles):
            self._sharing = Sharing(ids, handles)
        return Kinship(archive, several, self._sharing)


class Sharing:
    """Where in a row of articles each thing stands that several may share."""

    def __init__(self, ids: Sequence[str], handles: Sequence[tuple[str, ...]]) -> None:
        """Take the *ids* of the articles, and the *handles* of their traits."""
        self.ids, self.handles = ids, handles
        self.place_of = {code: place for place, code in enumerate(ids)}
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        for place, keys in enumerate(handles):
            for key in keys:
                self.places[key].append(place)


class Kinship:
    """Tells of each article of an archive which others belong to it."""

    def __init__(
        self, archive: Archive, traits: Sequence[Traits], sharing: Sharing
    ) -> None:
        """*traits* are those of its articles, in order, and *sharing* is of these."""
        self._archive, self._articles = archive, archive.articles
        self._traits, self._sharing = traits, sharing

    def of(self, article: Article) -> tuple[Related, ...]:
        """
        Return the articles that belong to *article*, at most `MOST`.

        Strongest reason first, then those that share more, then the nearest in time,
        then the newer one, then by id. Of the many that may share one person or topic
        only `REACH` are looked at, so that ten thousand articles take ten times as
        long as a thousand.
        """
        place = self._sharing.place_of[article.id]
        own, steps = self._traits[place], self._steps(article)
        near = dict.fromkeys(steps)
        for key in own.handles:
            near |= dict.fromkeys(_around(self._sharing.places[key], place))
        lines = [
            Related(article=self._articles[other], reasons=reasons)
            for other in near
            if (reasons := (*_reasons(own, self._traits[other], steps.get(other)),))
        ]
        lines.sort(key=lambda line: _order(line, article))
        return tuple(lines[:MOST])

    def _steps(self, article: Article) -> Mapping[int, tuple[Reason, ...]]:
        """Return the others that its outcomes follow or are followed by, and why."""
        outcomes, followers = self._archive.outcomes, self._archive.followers
        found: dict[int, dict[Why, dict[str, None]]] = {}

        def add(other: Article, why: Why, what: str) -> None:
            if other is not article:
                several = found.setdefault(self._sharing.place_of[other.id], {})
                several.setdefault(why, {})[what] = None

        for code, told in article.outcomes.items():
            if outcomes[code] is not told:
                continue
            outcome = told[1]
            if outcome.follows and (before := outcomes.get(outcome.follows)):
                add(before[0], Why.EARLIER, str(before[1].what))
            for other in followers.get(code, ()):
                add(other, Why.LATER, str(outcome.what))
        return {
            place: tuple(
                Reason(why=why, what=tuple(reasons[why]))
                for why in Why
                if why in reasons
            )
            for place, reasons in found.items()
        }


def _around(places: list[int], place: int) -> Iterator[int]:
    """Yield `REACH` of *places*, which are in order, around *place* itself."""
    at = bisect_left(places, place)
    start = max(0, min(at - REACH // 2, len(places) - 1 - REACH))
    near = places[start : start + REACH + 1]
    yield from (other for other in near if other != place)


def _order(line: Related, article: Article) -> tuple[int, int, int, int, str]:
    first = line.reasons[0]
    shared = sum(len(reason.what) for reason in line.reasons)
    own, other = article.earliest, line.article.earliest
    days = abs((own - other).days) if own and other else 10**7
    newer = -other.toordinal() if other else 0
    return STRENGTH[first.why], -shared, days, newer, line.article.id


def _traits(
    article: Article,
    archive: Archive,
    readings: Mapping[str, Reading],
    told: Iterable[Event],
    frames: Iterable[Event],
) -> Traits:
    names, note, reading = archive.names, article.annotation, readings[article.id]
    mechanisms = {
        str(event.mechanism.value): (
            names.entry("mechanisms", event.mechanism.value),
            event.edition.value if event.edition else None,
        )
        for event in told
        if event.mechanism
    }
    present = (
        fact.value for event in reading.events.values() for fact in event.participants
    )
    introduced = (names.named("people", each.person) for each in note.people)
    people = [
        each
        for each in (*present, *introduced)
        if isinstance(each, Named) and each.register == "people"
    ]
    topics = [names.named("topics", each.topic) for each in note.topics]
    topics += [topic for outcome in reading.outcomes for topic in outcome.topics]
    return Traits(
        events={str(each.id): str(each.name) for each in told},
        frames={str(event.id): str(event.name) for event in frames},
        mechanisms=mechanisms,
        people={named.code: named.name for named in people},
        topics={named.code: named.name for named in topics},
        partners=frozenset(article.partner_codes),
    )


def _reasons(
    own: Traits, other: Traits, steps: tuple[Reason, ...] | None
) -> Iterator[Reason]:
    """Yield why the article of *other* belongs to that of *own*, strongest first."""
    events = _shared(own.events, other.events)
    if events:
        yield Reason(why=Why.SAME_EVENT, what=events)
    yield from steps or ()
    frames = _shared(own.frames, other.frames)
    # the frame of an event that both tell of says nothing more
    if frames and not events:
        yield Reason(why=Why.SAME_VISIT, what=frames)
    for code, (name, _) in own.mechanisms.items():
        if code in other.mechanisms and not events:
            edition = other.mechanisms[code][1]
            yield Reason(why=Why.SAME_MECHANISM, what=(name,), edition=edition)
    people = _shared(own.people, other.people)
    if people:
        yield Reason(why=Why.SAME_PEOPLE, what=people)
    topics = _shared(own.topics, other.topics)
    if topics and own.partners & other.partners:
        yield Reason(why=Why.SAME_TOPICS, what=topics)


def _shared(own: Mapping[str, str], other: Mapping[str, str]) -> tuple[str, ...]:
    if own.keys().isdisjoint(other):  # as most are
        return ()
    return tuple(name for code, name in own.items() if code in other)
