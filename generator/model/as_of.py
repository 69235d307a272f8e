"""
The archive as it would have read on a day: what was published later is left out.

Editing is not what is turned back: an annotation made today of a text printed then
counts as known then, but a note signed later does not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from generator.model.archive import Archive
from generator.model.noun import Citation, Noun, Ref
from generator.model.recorded import named_by, recorded_entries
from generator.model.registers import REGISTERS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from generator.model.article import Annotation, Article, Event, Outcome
    from generator.model.dates import When
    from generator.model.recorded import Key
    from generator.model.registers import (
        Agreement,
        Held,
        Mechanism,
        Partner,
        Person,
        Registers,
    )

H = TypeVar("H", bound="Held")
N = TypeVar("N", bound=Noun)


def as_of(archive: Archive, day: dt.date) -> Archive:
    """
    Return *archive* without what came after *day*; undated things stay.

    Where nothing came after it, that is *archive* itself.
    """
    if _is_all_known(archive, day):
        return archive
    return _narrowed(archive, day)


def _is_all_known(archive: Archive, day: dt.date) -> bool:
    """Tell at a glance that nothing in *archive* came after *day*, nor is missed."""
    newest = archive.registers.newest
    if newest and newest > day:
        return False
    named, nothing = archive.named, frozenset[str]()
    if any(
        not named.get(register, nothing) <= archive.codes(register)
        for register in ("events", "outcomes")
    ):
        return False
    return not any(_has_later(each, day) for each in archive.articles)


def _has_later(article: Article, day: dt.date) -> bool:
    """Tell whether *article*, or anything in it, came out after *day*."""
    return article.newest is not None and article.newest > day


def _narrowed(archive: Archive, day: dt.date) -> Archive:
    articles = [
        article
        for article in archive.articles
        if not _has_later(article, day)  # as nearly all
        or not _is_later(article.published or article.dated, day)
    ]
    events = set[str]().union(*(article.told for article in articles))
    outcomes = set[str]().union(*(article.outcomes for article in articles))
    known = frozenset(events | outcomes)
    kept = []
    for article in articles:
        if article.builds_on <= known and not _has_later(article, day):
            kept.append(article)
            continue
        note = _sources(_annotation(article.annotation, day, events, outcomes), day)
        # one that loses nothing stays itself, with all that was found out about it
        is_same = note is article.annotation
        kept.append(article if is_same else replace(article, annotation=note))
    narrowed = Archive.of(kept, _registers(archive.registers, kept, day, events))
    is_whole = narrowed.articles == archive.articles
    if is_whole and narrowed.registers == archive.registers:
        return archive
    return _without_unheard(narrowed, recorded_entries(archive))


def _without_unheard(archive: Archive, recorded: frozenset[Key]) -> Archive:
    """Leave out the entries, of all that are *recorded* now, of which nothing was."""
    gone = recorded - recorded_entries(archive)
    left: dict[str, dict[str, Noun]] = {name: {} for name in REGISTERS}
    several = [*archive.registers.entries()]
    is_growing = bool(gone)
    while is_growing:  # what names one of them cannot stay, recorded or not
        more = {
            (register, str(code))
            for register, code, entry in several
            if not gone.isdisjoint(named_by(entry.walk(), archive))
        }
        is_growing = not more <= gone
        gone |= more
    for register, code, entry in several:
        if (register, str(code)) not in gone:
            left[register][code] = entry
    # each entry goes back into the register that it came from
    registers = replace(archive.registers, **left)  # type: ignore[arg-type]
    return Archive.of(archive.articles, registers)


def _is_later(when: When | None, day: dt.date) -> bool:
    """Tell whether *when* is surely after *day*."""
    return bool(when and when.earliest and when.earliest > day)


def _sources(noun: N, day: dt.date) -> N:
    """Leave out what *noun*, or anything below it, cites from after *day*."""
    cited = (each for each in noun.walk() if isinstance(each, Citation))
    if not any(_is_later(each.published, day) for each in cited):
        return noun
    kept: dict[str, object] = {}
    for name in type(noun).model_fields:
        value = getattr(noun, name)
        if isinstance(value, Noun):
            kept[name] = _sources(value, day)
        elif isinstance(value, tuple):
            kept[name] = tuple(
                _sources(each, day) if isinstance(each, Noun) else each
                for each in value
                if not (isinstance(each, Citation) and _is_later(each.published, day))
            )
    return noun.model_copy(update=kept)


def _annotation(
    note: Annotation, day: dt.date, events: set[str], outcomes: set[str]
) -> Annotation:
    """Leave out later notes, and references to what is left out."""

    def event(each: Event) -> Event:
        if each.part_of and each.part_of.value not in events:
            return each.model_copy(update={"part_of": None})
        return each

    def outcome(each: Outcome) -> Outcome:
        lost = {
            name: None
            for name, known in (("event", events), ("follows", outcomes))
            if (ref := getattr(each, name)) and ref not in known
        }
        return each.model_copy(update=lost) if lost else each

    left = {
        "events": tuple(event(each) for each in note.events),
        "outcomes": tuple(outcome(each) for each in note.outcomes),
        "reports": tuple(each for each in note.reports if each.event in events),
        "notes": tuple(each for each in note.notes if not _is_later(each.date, day)),
    }
    is_whole = all(kept == getattr(note, name) for name, kept in left.items())
    return note if is_whole else note.model_copy(update=left)


def _registers(
    registers: Registers, articles: Iterable[Article], day: dt.date, events: set[str]
) -> Registers:
    partners = {c: _partner(p, day, events) for c, p in registers.partners.items()}
    mechanisms = {c: _mechanism(m, day) for c, m in registers.mechanisms.items()}
    named = {
        code
        for article in articles
        for codes in article.named.values()
        for code in codes
    }
    for noun in (*partners.values(), *mechanisms.values()):
        named.update(str(ref) for ref in noun.walk() if isinstance(ref, Ref))
    return replace(
        registers,
        partners={c: _sources(p, day) for c, p in partners.items()},
        mechanisms={c: _sources(m, day) for c, m in mechanisms.items()},
        people={c: _sources(_person(p, day), day) for c, p in registers.people.items()},
        agreements={
            code: _sources(_agreement(agreement, day, events), day)
            for code, agreement in registers.agreements.items()
            if code in named
            or not (agreement.signed and _is_later(agreement.signed.date, day))
        },
    )


def _partner(partner: Partner, day: dt.date, events: set[str]) -> Partner:
    levels = [
        level
        if level.event is None or level.event in events
        else level.model_copy(update={"event": None})
        for level in partner.levels
        if not _is_later(level.since, day)
    ]
    relations = partner.diplomatic_relations
    if relations and _is_later(relations.date, day):
        relations = None
    if relations and relations.event and relations.event not in events:
        relations = relations.model_copy(update={"event": None})
    return partner.model_copy(
        update={"levels": tuple(levels), "diplomatic_relations": relations}
    )


def _mechanism(mechanism: Mechanism, day: dt.date) -> Mechanism:
    editions = tuple(e for e in mechanism.editions if not _is_later(e.date, day))
    return mechanism.model_copy(update={"editions": editions})


def _agreement(agreement: Agreement, day: dt.date, events: set[str]) -> Agreement:
    lost: dict[str, object] = {}
    for name in ("signed", "in_force"):
        known = getattr(agreement, name)
        if known and _is_later(known.date, day):
            lost[name] = None
        elif known and known.event and known.event not in events:
            lost[name] = known.model_copy(update={"event": None})
    return agreement.model_copy(update=lost) if lost else agreement


def _person(person: Person, day: dt.date) -> Person:
    return person.model_copy(
        update={
            "ranks": _held(person.ranks, day),
            "posts": _held(person.posts, day),
        }
    )


def _held(several: tuple[H, ...], day: dt.date) -> tuple[H, ...]:
    """Leave out what was taken up later, and what was seen or given up later."""
    kept = []
    for held in several:
        seen = tuple(when for when in held.seen if not _is_later(when, day))
        until = None if _is_later(held.until, day) else held.until
        is_known = bool(seen or until) or (
            held.since is not None and not _is_later(held.since, day)
        )
        if is_known or not (held.seen or held.since or held.until):
            kept.append(held.model_copy(update={"seen": seen, "until": until}))
    return tuple(kept)
