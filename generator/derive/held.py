"""Posts and ranks: what the register knows, and what is the latest of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.printed import post_kind
from generator.model.registers import OrganisationKind
from generator.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.derive.entry import Evidence
    from generator.derive.printed import PrintedPerson
    from generator.model.dates import When
    from generator.model.names import Named
    from generator.model.noun import Citation
    from generator.model.registers import Held, Person

RANK = "rank"
ELSEWHERE = "unknown"
SORTS = (*map(str, OrganisationKind), ELSEWHERE, RANK)
"""What is held, in the order of the page: posts by whose they are, then ranks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldView:
    """A post or rank as the register knows it."""

    sort: str
    """One of `SORTS`."""
    title: str
    organisation: Named | None
    since: When | None
    until: When | None
    seen: tuple[When, ...]
    """Oldest first."""
    sources: tuple[Citation, ...]
    printed: PrintedPerson | None
    """The newest article that prints it while it may have been held."""

    @property
    def latest(self) -> dt.date:
        """The last day on which it is known to be held; the first day if on none."""
        known = (self.since, self.until, *self.seen)
        return max((day_of(when) for when in known), default=dt.date.min)


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestHeld:
    """The latest post or rank that is known; the register, an article, or both."""

    sort: str
    title: str
    organisation: Named | None
    held: HeldView | None
    printed: PrintedPerson | None
    """The newest article that prints it; at least one of the two is there."""

    @property
    def when(self) -> When | None:
        """When the article prints it; None without one, or without a date."""
        return self.printed.when if self.printed else None

    @property
    def last(self) -> When | None:
        """The last date on which it is known to be held; None without a date."""
        own = (self.held.since, *self.held.seen) if self.held else ()
        known = [when for when in (self.when, *own) if when]
        return max(known, key=day_of, default=None)

    @property
    def day(self) -> dt.date:
        """The last day on which it is known to be held."""
        told = day_of(self.when)
        return max(told, self.held.latest if self.held else dt.date.min)


def day_of(when: When | None) -> dt.date:
    """Return the last day that *when* can mean; the first of all if none."""
    if when is None:
        return dt.date.min
    return when.latest or when.earliest or dt.date.min


def held_by(
    person: Person, printed: tuple[PrintedPerson, ...], evidence: Evidence
) -> tuple[HeldView, ...]:
    """Return what the register knows, by sort, the newest first."""
    names = evidence.archive.names
    said = tuple(_said(printed))
    held: list[tuple[str, str, Named | None, Held]] = [
        (RANK, str(rank.rank), None, rank) for rank in person.ranks
    ]
    for post in person.posts:
        body = post.organisation
        named = names.named("organisations", body) if body else None
        sort = str(post_kind(body, evidence) or ELSEWHERE)
        held.append((sort, str(post.title), named, post))
    found = [
        HeldView(
            sort=sort,
            title=title,
            organisation=organisation,
            since=entry.since,
            until=entry.until,
            seen=tuple(sorted(entry.seen, key=day_of)),
            sources=entry.source,
            printed=next(
                (
                    line.printed
                    for line in said
                    if (line.sort, line.organisation) == (sort, organisation)
                    and same(line.title) == same(title)
                    and not (line.when and entry.excludes(line.when))
                ),
                None,
            ),
        )
        for sort, title, organisation, entry in held
    ]
    newest = sorted(found, key=lambda each: each.latest, reverse=True)
    return tuple(sorted(newest, key=lambda each: SORTS.index(each.sort)))


def latest_held(
    held: tuple[HeldView, ...], printed: tuple[PrintedPerson, ...]
) -> tuple[tuple[str, tuple[LatestHeld, ...]], ...]:
    """
    Return by sort what is held as far as is known; nothing where all is known to end.

    In one organisation that is the post of which something was heard last; a post
    that the register ends is held no more, whatever older articles print.
    """
    said = (*(_registered(each) for each in held if not each.until), *_said(printed))
    ended: dict[tuple[str, str], dt.date] = {}
    for each in held:
        key = _seat(each.sort, each.organisation, each.title)
        ended[key] = max(day_of(each.until), ended.get(key, dt.date.min))
    best: dict[tuple[str, str], LatestHeld] = {}
    for line in said:
        key = _seat(line.sort, line.organisation, line.title)
        over = ended.get(key, dt.date.min)
        is_dated = line.held is None or line.day > dt.date.min
        if is_dated and line.day <= over and over > dt.date.min:
            continue
        best[key] = line if key not in best else _later(best[key], line)
    wanted = {sort for sort, _ in (*ended, *best)}
    return tuple(
        (sort, tuple(line for key, line in best.items() if key[0] == sort))
        for sort in SORTS
        if sort in wanted
    )


def _seat(sort: str, organisation: Named | None, title: str) -> tuple[str, str]:
    """Return what only one thing at a time is held of."""
    if sort == RANK:
        return sort, ""
    return sort, organisation.code if organisation else same(title)


def _later(one: LatestHeld, other: LatestHeld) -> LatestHeld:
    """Return what was heard of last; of one thing told twice, the first."""
    is_same = same(one.title) == same(other.title)
    return other if other.day > one.day and not is_same else one


def _registered(held: HeldView) -> LatestHeld:
    return LatestHeld(
        sort=held.sort,
        title=held.title,
        organisation=held.organisation,
        held=held,
        printed=held.printed,
    )


def _said(printed: Iterable[PrintedPerson]) -> Iterator[LatestHeld]:
    """Yield each post and rank that an article prints."""
    for each in printed:
        for post in each.posts:
            yield LatestHeld(
                sort=str(post.kind or ELSEWHERE),
                title=post.title,
                organisation=post.organisation,
                held=None,
                printed=each,
            )
        if each.rank:
            yield LatestHeld(
                sort=RANK, title=each.rank, organisation=None, held=None, printed=each
            )


def same(title: str) -> str:
    """Return what two spellings of one title share."""
    return fold(title).casefold()
