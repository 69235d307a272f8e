"""The registers against themselves: nothing idle, reversed or told twice."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, combinations
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.archive import Archive
    from generator.model.registers import Held, Person, PostHeld
    from generator.model.source import Written

ALWAYS_USED = {"partners", "event_types"}
"""A partner has a page of its own, and a type waits for its event."""
MEANS = {"actors": ("people", "organisations"), "countries": ()}
"""What a reference may mean that names no one register."""


def entries_are_used(archive: Archive) -> Iterator[Diagnostic]:
    """An entry is named by an article, by a partner, or by an entry that is used."""
    registers = archive.registers
    named = archive.named
    leading = {
        (register, str(code)): refs
        for (register, code, _), refs in zip(
            registers.entries(), registers.refs, strict=True
        )
    }
    waiting = [(register, code) for register in named for code in named[register]]
    waiting += [("partners", str(code)) for code in registers.partners]
    used: set[tuple[str, str]] = set()
    while waiting:
        register, code = waiting.pop()
        for each in MEANS.get(register, (register,)):
            key = each, code
            if key in leading and key not in used:
                used.add(key)
                waiting += [(ref.register, str(ref)) for ref in leading[key]]
    for register, written, _ in registers.entries():
        if (register, str(written)) not in used and register not in ALWAYS_USED:
            yield Diagnostic(
                code="unused-entry",
                span=written.span,
                severity=Severity.WARNING,
                values={"value": written},
            )


def periods_run_forward(archive: Archive) -> Iterator[Diagnostic]:
    """What a person holds does not end before it begins."""
    for person in archive.registers.people.values():
        for held in _all_held(person):
            if held.is_reversed and held.since and held.until:
                yield Diagnostic(
                    code="reversed-period",
                    span=held.until.span,
                    values={"since": held.since.edtf, "until": held.until.edtf},
                )


def periods_do_not_overlap(archive: Archive) -> Iterator[Diagnostic]:
    """Nobody holds one post twice at a time, no two levels begin on one day."""
    for person in archive.registers.people.values():
        posts: defaultdict[tuple[str, str], list[PostHeld]] = defaultdict(list)
        for post in person.posts:
            posts[fold(post.title).casefold(), str(post.organisation)].append(post)
        for several in posts.values():
            for one, other in combinations(several, 2):
                if _overlap(one, other):
                    yield _told_twice(other.title, one.title)
    for partner in archive.registers.partners.values():
        first: dict[str, Written] = {}
        for level in partner.levels:
            name = level.level.texts[0]
            known = first.setdefault(level.since.edtf, name)
            if known is not name:
                yield _told_twice(name, known)


def _all_held(person: Person) -> Iterable[Held]:
    return chain(person.ranks, person.posts)


def _overlap(one: Held, other: Held) -> bool:
    """Tell whether the two were surely held at one time, a last day aside."""
    if not (one.sure_days and other.sure_days):
        return False
    (begun, ended), (again, until) = one.sure_days, other.sure_days
    return max(begun, again) < min(ended, until)


def _told_twice(words: Written, other: Written) -> Diagnostic:
    return Diagnostic(
        code="overlapping-posts",
        span=words.span,
        severity=Severity.WARNING,
        values={"value": words, "other": str(other.span)},
    )
