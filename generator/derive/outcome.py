"""What the page of a matter shows: its life from first request to completion."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.age import Age, age, months_between, span_between
from generator.model.article import Modality
from generator.model.dates import When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.derive.facts import Fact
    from generator.derive.reading import OutcomeFacts, Reading
    from generator.derive.timeline import EventView
    from generator.model.archive import Archive
    from generator.model.article import Article
    from generator.model.names import Named

FULFILLED = frozenset({Modality.SIGNED, Modality.COMPLETED})
"""What was due before one of these has been done; a later due date is a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An outcome as one step in the life of a matter."""

    outcome: OutcomeFacts
    article: Article
    event: EventView | None
    partners: tuple[Named, ...]
    """With whom it came about."""

    @property
    def when(self) -> When | None:
        """The date of its event; without an event, the day it was printed."""
        return self.event.when if self.event else self.article.published

    @property
    def order(self) -> tuple[dt.date, str]:
        """Oldest first, undated last, then by id."""
        earliest = self.when.earliest if self.when else None
        return earliest or dt.date.max, self.outcome.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """
    A way from a first request to an outcome that nothing follows yet.

    Where two outcomes follow one, there are two matters with a common beginning, so
    that what one has reached never hides where the other stands.
    """

    steps: tuple[Step, ...]
    """First request first; never empty."""
    age: Age | None
    """From the first step to today, of a completed matter to its completion."""
    due: Fact | None
    """The date by which it is to be done, while that has not been fulfilled."""
    overdue: Age | None
    """How long that date has passed; None while it has not."""

    @property
    def first(self) -> Step:
        """The first request."""
        return self.steps[0]

    @property
    def latest(self) -> Step:
        """Where it stands."""
        return self.steps[-1]

    @property
    def status(self) -> Modality:
        """How far it has come."""
        return self.latest.outcome.modality

    @property
    def partners(self) -> tuple[Named, ...]:
        """The partners of all its steps, each once."""
        several = (partner for step in self.steps for partner in step.partners)
        return tuple(dict.fromkeys(several))

    @property
    def topics(self) -> tuple[Named, ...]:
        """The topics of all its steps, each once."""
        several = (topic for step in self.steps for topic in step.outcome.topics)
        return tuple(dict.fromkeys(several))


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    """What the page of one first request, and of all that came of it, shows."""

    step: Step
    """The first request."""
    life: tuple[Step, ...]
    """It, and what came of it; a step stands behind what it follows, and of two that
    follow one the older comes first. Never less than two."""
    matters: tuple[Matter, ...]
    """Those that it is a step of, by their latest outcome; never empty."""


def steps_of(
    archive: Archive,
    readings: Mapping[str, Reading],
    views: Mapping[str, EventView],
) -> Mapping[str, Step]:
    """Return outcome id to step, in the order of the articles."""
    partner = {
        str(code): archive.names.named("partners", code)
        for code in archive.registers.partners
    }
    found: dict[str, Step] = {}
    for article in archive.articles:
        own = tuple(partner[code] for code in article.partner_codes)
        for outcome in readings[article.id].outcomes:
            found[outcome.id] = _step(outcome, article, views, own)
    return found


def _step(
    outcome: OutcomeFacts,
    article: Article,
    views: Mapping[str, EventView],
    own: tuple[Named, ...],
) -> Step:
    event = views[outcome.event] if outcome.event else None
    return Step(
        outcome=outcome,
        article=article,
        event=event,
        partners=event.partners if event else own,
    )


def matter_alone(
    outcome: OutcomeFacts,
    article: Article,
    archive: Archive,
    views: Mapping[str, EventView],
    today: dt.date,
) -> Matter:
    """Return the matter of an *outcome* that follows none, and that none follows."""
    own = tuple(archive.names.named("partners", each) for each in article.partner_codes)
    return _matter((_step(outcome, article, views, own),), today)


def followers_of(steps: Mapping[str, Step]) -> Mapping[str, tuple[Step, ...]]:
    """Return outcome id to the steps that follow it, oldest first; none is empty."""
    found: dict[str, list[Step]] = {}
    for step in steps.values():
        if step.outcome.follows:
            found.setdefault(step.outcome.follows, []).append(step)
    return {
        code: tuple(sorted(several, key=lambda step: step.order))
        for code, several in found.items()
    }


def matters_of(steps: Mapping[str, Step], today: dt.date) -> tuple[Matter, ...]:
    """Return every matter, in the order of the latest outcomes in *steps*."""
    followed = {step.outcome.follows for step in steps.values()}
    return tuple(
        _matter(_way_to(step, steps), today)
        for code, step in steps.items()
        if code not in followed
    )


def outcome_views(
    steps: Mapping[str, Step], matters: tuple[Matter, ...]
) -> tuple[OutcomeView, ...]:
    """Return the view of every matter of several steps, in the order of *steps*."""
    followers = followers_of(steps)
    lives: dict[str, list[Matter]] = {}
    for matter in matters:
        for step in matter.steps:
            lives.setdefault(step.outcome.id, []).append(matter)
    return tuple(
        OutcomeView(
            step=step,
            life=(step, *_after(step, followers)),
            matters=tuple(lives[code]),
        )
        for code, step in steps.items()
        if step.outcome.life == code
    )


def _way_to(step: Step, steps: Mapping[str, Step]) -> tuple[Step, ...]:
    """Return the steps from the first request to *step*, which is included."""
    way = [step]
    while before := way[-1].outcome.follows:
        way.append(steps[before])
    return tuple(reversed(way))


def _after(step: Step, followers: Mapping[str, tuple[Step, ...]]) -> Iterator[Step]:
    """Yield what came of *step*, each way to its end before the next."""
    waiting = [*reversed(followers.get(step.outcome.id, ()))]
    while waiting:
        following = waiting.pop()
        yield following
        waiting += reversed(followers.get(following.outcome.id, ()))


def _matter(steps: tuple[Step, ...], today: dt.date) -> Matter:
    first, latest = steps[0], steps[-1]
    is_done = latest.outcome.modality is Modality.COMPLETED
    lasted = age(first.when, today)
    if is_done:
        lasted = span_between(first.when, latest.when) if len(steps) > 1 else None
    due: Fact | None = None
    for step in steps:
        is_fulfilled = step.outcome.modality in FULFILLED
        due = step.outcome.due or (None if is_fulfilled else due)
    last_day = due.value.latest if due and isinstance(due.value, When) else None
    is_overdue = last_day is not None and last_day < today and not is_done
    return Matter(
        steps=steps,
        age=lasted,
        due=due,
        overdue=Age(months_between(last_day, today))
        if last_day and is_overdue
        else None,
    )
