"""The archive: everything known, complete and ordered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from generator.model.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from generator.model.article import Article, Event, Outcome, Told
    from generator.model.dates import When
    from generator.model.noun import EventRef, OutcomeRef
    from generator.model.registers import Registers

R = TypeVar("R")
T = TypeVar("T")


@dataclass(frozen=True)
class Archive:
    """
    Everything known.

    The articles stand in the order of their dates, then of their ids and paths, so
    that a site never depends on the order in which files were read; an article
    without a date comes last.
    """

    registers: Registers
    articles: tuple[Article, ...]
    language: str
    """ISO 639-1 code of the language in which things are named."""

    @classmethod
    def of(cls, articles: Iterable[Article], registers: Registers) -> Archive:
        """Order *articles*, which may come in any order; the site's own language."""
        ordered = tuple(sorted(articles, key=attrgetter("order")))
        return cls(registers, ordered, registers.site.language)

    def in_language(self, language: str) -> Archive:
        """Return the same archive, with everything named in *language*."""
        return self if language == self.language else replace(self, language=language)

    @cached_property
    def articles_of(self) -> Mapping[str, tuple[Article, ...]]:
        """Code of each registered partner to the articles about it, in order."""
        found: dict[str, list[Article]] = {str(c): [] for c in self.registers.partners}
        for article in self.articles:
            for code in article.partner_codes:
                found[code].append(article)
        return {code: tuple(articles) for code, articles in found.items()}

    @cached_property
    def events(self) -> Mapping[str, Told]:
        """Event id to the event; of two with one id, the first in order stands."""
        return _first_of(article.told for article in self.articles)

    @cached_property
    def outcomes(self) -> Mapping[str, tuple[Article, Outcome]]:
        """Outcome id to its article and the outcome; the first of an id stands."""
        return _first_of(article.outcomes for article in self.articles)

    @cached_property
    def framed(self) -> Mapping[str, tuple[Told, EventRef]]:
        """Event id to the event and what it is part of, of those that are."""
        return _leading((article.framed for article in self.articles), self.events)

    @cached_property
    def following(self) -> Mapping[str, tuple[tuple[Article, Outcome], OutcomeRef]]:
        """Outcome id to the outcome and what it moves forward, of those that do."""
        several = (article.following for article in self.articles)
        return _leading(several, self.outcomes)

    @cached_property
    def beginnings(self) -> Mapping[str, str]:
        """
        Outcome id to the first request of its matter, of matters of several steps.

        What follows an outcome that is not there is a first request itself.
        """
        before = {
            code: str(follows)
            for code, (_, follows) in self.following.items()
            if follows in self.outcomes
        }
        found: dict[str, str] = {}
        for code in before:
            way = [code]
            while way[-1] not in found and (earlier := before.get(way[-1])):
                if earlier in way:
                    break  # a circle, which a rule objects to
                way.append(earlier)
            first = found.get(way[-1], way[-1])
            found.update(dict.fromkeys(way, first))
        return found

    @cached_property
    def named(self) -> Mapping[str, AbstractSet[str]]:
        """The codes that articles name, by the register into which they lead."""
        found: dict[str, set[str]] = {}
        for article in self.articles:
            for register, codes in article.named.items():
                found.setdefault(register, set()).update(codes)
        return found

    @cached_property
    def followers(self) -> Mapping[str, tuple[Article, ...]]:
        """Outcome id to the articles with an outcome that follows it, in order."""
        found: dict[str, list[Article]] = {}
        for (article, _), follows in self.following.values():
            found.setdefault(str(follows), []).append(article)
        return {code: tuple(articles) for code, articles in found.items()}

    @cached_property
    def reports(self) -> Mapping[str, tuple[Article, ...]]:
        """Event id to the further articles that report it, in order."""
        found: dict[str, list[Article]] = {}
        for article in self.articles:
            for report in article.annotation.reports:
                found.setdefault(str(report.event), []).append(article)
        return {code: tuple(articles) for code, articles in found.items()}

    def codes(self, register: str) -> AbstractSet[str]:
        """Return what a reference into *register* may name."""
        if register == "events":
            return self.events.keys()
        if register == "outcomes":
            return self.outcomes.keys()
        return self.registers.codes(register)

    def date_of(self, event: Event) -> When | None:
        """Return the date of *event*, else of what it is part of; None if unknown."""
        if event.date:
            return event.date.value
        frames = self.frames_of(event)
        return next((each.date.value for each in frames if each.date), None)

    def frames_of(self, event: Event) -> tuple[Event, ...]:
        """Return the events that *event* is part of, nearest first; each once."""
        if event.part_of is None:  # as most are
            return ()
        found = {str(event.id): event}
        while (frame := event.part_of) and frame.value not in found:
            told = self.events.get(frame.value)
            if told is None:
                break
            event = found[str(frame.value)] = told.event
        return tuple(found.values())[1:]

    def are_parts(self, one: Event, other: Event) -> bool:
        """Tell whether one is part of the other, or both are of one event."""
        frames = [[str(each.id) for each in self.frames_of(e)] for e in (one, other)]
        if one.id in frames[1] or other.id in frames[0]:
            return True
        return bool(frames[0]) and frames[0][:1] == frames[1][:1]

    def date_of_outcome(self, article: Article, outcome: Outcome) -> When | None:
        """Return the date of the event that it comes from, else of its article."""
        told = self.events.get(outcome.event) if outcome.event else None
        return (self.date_of(told.event) if told else None) or article.dated

    @cached_property
    def names(self) -> Names:
        """What everything is called."""
        return Names(self.registers, self.language)


def _leading(
    several: Iterable[Mapping[str, tuple[T, R]]], first: Mapping[str, T]
) -> Mapping[str, tuple[T, R]]:
    """Join *several* mappings of what leads on; of one id, only the *first* does."""
    return {
        code: pair
        for each in several
        for code, pair in each.items()
        if first[code] is pair[0]
    }


def _first_of(several: Iterable[Mapping[str, T]]) -> Mapping[str, T]:
    """Join *several* mappings; of what has one key, the first stands."""
    found: dict[str, T] = {}
    for each in several:
        if found.keys().isdisjoint(each):  # as nearly always
            found |= each
        else:
            found = {**found, **each, **found}
    return found
