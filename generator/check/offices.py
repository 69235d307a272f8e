"""Ranks and posts, as printed and as the register has them on the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.rule import LinkedRule
from generator.diagnostics import Diagnostic, Severity
from generator.model.text import fold, same_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.archive import Archive
    from generator.model.article import Article, PersonAsPrinted, PostAsPrinted
    from generator.model.dates import When
    from generator.model.noun import OrganisationRef
    from generator.model.registers import Held, OrganisationKind, Person, PostHeld


@LinkedRule
def holders_are_in_office(article: Article, archive: Archive) -> Iterator[Diagnostic]:
    """Nobody is called by a post that the register says was not theirs that day."""
    for dates, printed, person in _people(article, archive):
        for post in printed.posts:
            held = [
                each
                for each in person.posts
                if _is_same_post(archive, post, each) and not each.is_reversed
            ]
            if held and all(each.excludes(on) for each in held for on in dates):
                yield Diagnostic(
                    code="not-in-office",
                    span=post.title.span,
                    values={
                        "person": archive.names.entry("people", printed.person),
                        "title": post.title,
                        "date": _said(dates),
                        "held": "; ".join(map(_period, held)),
                    },
                )


@LinkedRule
def ranks_agree_with_the_register(
    article: Article, archive: Archive
) -> Iterator[Diagnostic]:
    """The printed rank is the one that the register surely has for that day."""
    for dates, printed, person in _people(article, archive):
        rank = printed.rank
        if rank is None:
            continue
        known = [[each for each in person.ranks if each.covers(on)] for on in dates]
        if all(
            held and not any(same_words(each.rank, rank) for each in held)
            for held in known
        ):
            yield Diagnostic(
                code="rank-differs",
                span=rank.span,
                severity=Severity.WARNING,
                values={
                    "person": archive.names.entry("people", printed.person),
                    "rank": rank,
                    "date": _said(dates),
                    "known": _listed(each.rank for held in known for each in held),
                },
            )


@LinkedRule
def posts_agree_with_the_register(
    article: Article, archive: Archive
) -> Iterator[Diagnostic]:
    """
    The printed post is among those that the register surely has for that day.

    A party post is compared with party posts only, a state post with state posts.
    """
    for dates, printed, person in _people(article, archive):
        for post in printed.posts:
            # one that the register has for another day is told by `not-in-office`
            if any(_is_same_post(archive, post, each) for each in person.posts):
                continue
            kind = _kind(archive, post.organisation)
            peers = [
                each
                for each in person.posts
                if _kind(archive, each.organisation) is kind
            ]
            known = [[each for each in peers if each.covers(on)] for on in dates]
            if all(known):
                yield Diagnostic(
                    code="post-differs",
                    span=post.title.span,
                    severity=Severity.WARNING,
                    values={
                        "person": archive.names.entry("people", printed.person),
                        "title": post.title,
                        "date": _said(dates),
                        "known": _listed(each.title for held in known for each in held),
                    },
                )


def _people(
    article: Article, archive: Archive
) -> Iterator[tuple[tuple[When, ...], PersonAsPrinted, Person]]:
    """Yield each person of *article* whose entry and date are known."""
    for printed in article.annotation.people:
        person = archive.registers.people.get(printed.person)
        dates = _dates_of(archive, article, printed.person)
        if person and dates:
            yield dates, printed, person


def _dates_of(archive: Archive, article: Article, person: str) -> tuple[When, ...]:
    """
    Return the dates as of which *article* introduces *person*.

    Those of the events in which the person takes part, else that of the article;
    empty where none is known.
    """
    note = article.annotation
    reported = (archive.events.get(report.event) for report in note.reports)
    events = [*note.events, *(told.event for told in reported if told)]
    dates = [
        archive.date_of(event)
        for event in events
        if any(each.who == person for each in event.participants)
    ]
    known = dict.fromkeys(date for date in dates if date)
    return tuple(known) or ((article.dated,) if article.dated else ())


def _is_same_post(archive: Archive, printed: PostAsPrinted, held: PostHeld) -> bool:
    """Tell whether the two name one post; an organisation may be left unsaid."""
    one, other = printed.organisation, held.organisation
    if one and other and one != other:
        return False
    body = one or other
    return not _forms(archive, printed.title, body).isdisjoint(
        _forms(archive, held.title, body)
    )


def _forms(archive: Archive, title: str, body: OrganisationRef | None) -> set[str]:
    """Return a title alone and with each name of its organisation, folded."""
    entry = archive.registers.organisations.get(body) if body else None
    names = (*entry.name.texts, *entry.aliases) if entry else ()
    forms = (title, *(f"{title} {name}" for name in names))
    return {fold(form).casefold() for form in forms}


def _kind(archive: Archive, body: OrganisationRef | None) -> OrganisationKind | None:
    """Return to whom an organisation belongs; None when that is not known."""
    entry = archive.registers.organisations.get(body) if body else None
    return entry.kind if entry else None


def _period(held: Held) -> str:
    """Return from when until when, such as `2006-06-27/..`."""
    return "/".join(when.edtf if when else ".." for when in (held.since, held.until))


def _said(dates: tuple[When, ...]) -> str:
    return ", ".join(date.edtf for date in dates)


def _listed(words: Iterator[str]) -> str:
    return ", ".join(f"“{each}”" for each in dict.fromkeys(map(str, words)))
