"""The archive: everything known, complete and ordered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from generator.model.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.article import Article, Event, Outcome
    from generator.model.dates import When
    from generator.model.registers import Registers


@dataclass(frozen=True, slots=True)
class Told:
    """An event or outcome, and the article that defines it."""

    article: Article
    event: Event


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

        def key(article: Article) -> tuple[dt.date, str, str]:
            return article.earliest or dt.date.max, article.id, article.path

        ordered = tuple(sorted(articles, key=key))
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
        found: dict[str, Told] = {}
        for article in self.articles:
            for event in article.annotation.events:
                found.setdefault(str(event.id), Told(article, event))
        return found

    @cached_property
    def outcomes(self) -> Mapping[str, tuple[Article, Outcome]]:
        """Outcome id to its article and the outcome; the first of an id stands."""
        found: dict[str, tuple[Article, Outcome]] = {}
        for article in self.articles:
            for outcome in article.annotation.outcomes:
                found.setdefault(str(outcome.id), (article, outcome))
        return found

    @cached_property
    def beginnings(self) -> Mapping[str, str]:
        """
        Outcome id to the first request of its matter, of matters of several steps.

        What follows an outcome that is not there is a first request itself.
        """
        before = {
            code: str(outcome.follows)
            for code, (_, outcome) in self.outcomes.items()
            if outcome.follows and outcome.follows in self.outcomes
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
    def reports(self) -> Mapping[str, tuple[Article, ...]]:
        """Event id to the further articles that report it, in order."""
        found: dict[str, list[Article]] = {}
        for article in self.articles:
            for report in article.annotation.reports:
                found.setdefault(str(report.event), []).append(article)
        return {code: tuple(articles) for code, articles in found.items()}

    def codes(self, register: str) -> frozenset[str]:
        """Return what a reference into *register* may name."""
        if register in {"events", "outcomes"}:
            return self._told_codes[register]
        return self.registers.codes(register)

    @cached_property
    def _told_codes(self) -> Mapping[str, frozenset[str]]:
        several = {"events": self.events, "outcomes": self.outcomes}
        return {register: frozenset(known) for register, known in several.items()}

    def partners_of(self, told: Told) -> tuple[str, ...]:
        """Return the codes of the partners with whom an event was held."""
        own = told.event.partners
        if own is None:
            return told.article.partner_codes
        return tuple(dict.fromkeys(map(str, own)))

    def date_of(self, event: Event) -> When | None:
        """Return the date of *event*, else of what it is part of; None if unknown."""
        for each in (event, *self.frames_of(event)):
            if each.date:
                return each.date.value
        return None

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
