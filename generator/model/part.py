"""
A part of the archive that is whole in itself: for one audience, or about one partner.

What is left out is not there at all: not in counts, not as the other end of a
reference. That no reference leads from what is kept to what is left out, a rule holds
for audiences, and for a partner the part is made so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from operator import is_
from typing import TYPE_CHECKING, Any, TypeVar

from generator.model.archive import Archive
from generator.model.article import GUARDED_LISTS
from generator.model.noun import CODE_PATTERN, Guarded, Noun, Ref
from generator.model.registers import REGISTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from generator.model.article import Annotation, Article
    from generator.model.registers import Registers

G = TypeVar("G", bound=Guarded)
ACTORS = ("people", "organisations", "partners")
"""Where the code of an actor may stand; that of a country stands in the last."""


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of an archive is wanted."""

    audience: str = ""
    """Code of the circle of readers; empty for the widest, for which there is least."""
    partner: str = ""
    """Code of the partner that it is about; empty for all."""


WHOLE = Part()
"""All that everybody may read."""


class Audiences:
    """How far into the circles of readers each thing of an archive lies."""

    def __init__(self, archive: Archive) -> None:
        """Ask *archive*, which may name audiences that are not there."""
        self.archive = archive
        names = archive.registers.site.audiences
        self.names = tuple(map(str, names))
        """Codes of the circles, the widest first."""
        self.ranks = {name: rank for rank, name in enumerate(self.names)}

    def rank(self, thing: Noun, around: int = 0) -> int:
        """Return the circle of *thing*, which stands in one of the rank *around*."""
        if not isinstance(thing, Guarded) or thing.audience is None:
            return around
        return max(around, self.ranks.get(thing.audience, len(self.names)))

    def refs(self) -> Iterator[tuple[Ref, int]]:
        """
        Yield references, and the circle of those who may read each.

        None is left out that names what is not open to all.
        """
        closed = self._closed
        for article in self.archive.articles:
            named = article.named.items()
            if any(not codes.isdisjoint(closed.get(each, ())) for each, codes in named):
                note = article.annotation
                yield from self._refs(note, self.rank(note))
        for _, _, entry in self.archive.registers.entries():
            yield from self._refs(entry, self.rank(entry))

    def _refs(self, noun: Noun, around: int) -> Iterator[tuple[Ref, int]]:
        for child in noun.children():
            if isinstance(child, Ref):
                yield child, around
            elif isinstance(child, Noun):
                yield from self._refs(child, self.rank(child, around))

    def rank_of(self, ref: Ref) -> int:
        """Return the circle of what *ref* names; what is not there is open to all."""
        registers = ACTORS if ref.register == "actors" else (ref.register,)
        return max(self._targets.get((each, str(ref)), 0) for each in registers)

    @cached_property
    def _targets(self) -> Mapping[tuple[str, str], int]:
        """Register and code to the circle, of all that is not open to all."""
        found: dict[tuple[str, str], int] = {}
        for register, code, entry in self.archive.registers.entries():
            found[register, str(code)] = self.rank(entry)
            if register == "partners":
                found["countries", str(code)] = self.rank(entry)
        for article in self.archive.articles:
            if not article.is_guarded:
                continue
            around = self.rank(article.annotation)
            for event, told in article.told.items():
                if self.archive.events[event] is told:
                    found["events", event] = self.rank(told.event, around)
            for matter, outcome in article.outcomes.items():
                if self.archive.outcomes[matter] is outcome:
                    found["outcomes", matter] = self.rank(outcome[1], around)
        return {key: rank for key, rank in found.items() if rank}

    @cached_property
    def _closed(self) -> Mapping[str, AbstractSet[str]]:
        """Register to what a reference into it may name that is not open to all."""
        found: dict[str, set[str]] = {}
        for register, code in self._targets:
            for each in (register, *(("actors",) if register in ACTORS else ())):
                found.setdefault(each, set()).add(code)
        return found


def for_audience(archive: Archive, audience: str) -> Archive:
    """
    Return what those of *audience* may read of *archive*.

    Of a site that knows no audiences, that is all there is.
    """
    audiences = Audiences(archive)
    if not audiences.names:
        return archive
    most = audiences.ranks[audience] if audience else 0

    def open_to(several: tuple[G, ...]) -> tuple[G, ...]:
        return tuple(each for each in several if audiences.rank(each) <= most)

    articles = []
    for article in archive.articles:
        note = article.annotation
        if not article.is_guarded:
            articles.append(article)
            continue
        if audiences.rank(note) > most:
            continue
        left = {name: open_to(getattr(note, name)) for name in GUARDED_LISTS}
        articles.append(_with(article, note, left))
    kept = {
        register: {
            code: entry
            for code, entry in getattr(archive.registers, register).items()
            if audiences.rank(entry) <= most
        }
        for register in REGISTERS
    }
    # what is printed says on every sheet whom it is for
    own = archive.registers.site.audiences[audiences.names[most]]  # type: ignore[index] # a str finds it
    site = archive.registers.site.model_copy(update={"distribution": own})
    registers: Registers = replace(archive.registers, site=site, **kept)
    return Archive.of(articles, registers).in_language(archive.language)


CODE = re.compile(CODE_PATTERN)
SHORTEST = 12
"""Letters of a text that is no chance likeness."""


def withheld(whole: Archive, part: Archive) -> tuple[str, ...]:
    """
    Return the texts and codes of *whole* that its *part* does not hold anywhere.

    Short ones are left out, for they may be words of anything; so is what the printed
    texts of the part say themselves.
    """
    if part is whole:
        return ()
    kept = frozenset(_words(part))
    gone = {each for each in _words(whole) if len(each) >= SHORTEST} - kept
    if not gone:
        return ()
    said = "\n".join([*kept, *(article.text.value for article in part.articles)])
    return tuple(sorted(each for each in gone if each not in said))


def _words(archive: Archive) -> Iterator[str]:
    """
    Yield every text of the archive, and the codes of its things.

    Other codes are words of the form (`co-chair`), which any page may say.
    """
    yield from (*archive.events, *archive.outcomes)
    for article in archive.articles:
        yield from (article.id, article.text.value)
        yield from _texts(article.values)
    for _, code, entry in archive.registers.entries():
        yield str(code)
        yield from _texts(entry.walk())


def _texts(values: Iterable[object]) -> Iterator[str]:
    for each in values:
        if isinstance(each, str) and not CODE.fullmatch(each):
            yield str(each)


def _with(article: Article, note: Annotation, left: Mapping[str, object]) -> Article:
    """Return *article* with *left* in its annotation; itself where that is the same."""
    if all(kept == getattr(note, name) for name, kept in left.items()):
        return article
    return replace(article, annotation=note.model_copy(update=dict(left)))


def for_partner(archive: Archive, code: str) -> Archive:
    """
    Return what *archive* has about the partner *code*, and all that this names.

    An article is about it when it is filed under it, or an event of it was held with
    it. Articles that these lead to come along, so that no reference leads nowhere;
    of the registers, what is named by something kept.
    """
    owners: dict[tuple[str, str], Article] = {}
    for event, told in archive.events.items():
        owners["events", event] = told.article
    for outcome, (article, _) in archive.outcomes.items():
        owners["outcomes", outcome] = article
    held = {
        told.article.path for told in archive.events.values() if code in told.partners
    }
    articles = {
        article.path: article
        for article in archive.articles
        if code in article.partner_codes or article.path in held
    }
    entries: dict[tuple[str, str], Noun] = {
        ("partners", code): archive.registers.partners[code]
    }
    waiting: list[Iterable[object]] = [each.refs for each in articles.values()]
    waiting.append(entries["partners", code].walk())
    while waiting:
        for value in waiting.pop():
            if not isinstance(value, Ref):
                continue
            owner = owners.get((value.register, str(value)))
            if owner and owner.path not in articles:
                articles[owner.path] = owner
                waiting.append(owner.refs)
            for register in _registers_of(value):
                entry = getattr(archive.registers, register).get(str(value))
                if entry and (register, str(value)) not in entries:
                    entries[register, str(value)] = entry
                    waiting.append(entry.walk())
    kept: dict[str, Any] = {
        register: {
            each: entry
            for each, entry in getattr(archive.registers, register).items()
            if (register, str(each)) in entries
        }
        for register in REGISTERS
    }
    registers: Registers = replace(archive.registers, **kept)
    return Archive.of(articles.values(), registers).in_language(archive.language)


def _registers_of(ref: Ref) -> tuple[str, ...]:
    """Return the registers in which what *ref* names may stand."""
    if ref.register == "actors":
        return ACTORS
    if ref.register == "countries":
        return ("partners",)
    return (ref.register,) if ref.register in REGISTERS else ()


class Parts:
    """
    The part of archive after archive, with what stays the same as the same objects.

    Whoever narrows an archive makes registers and articles anew, and what was found
    out about the old ones would have to be found out again.
    """

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._registers: tuple[Registers, Registers] | None = None
        self._articles: dict[str, tuple[Article, Article]] = {}
        """Path to the whole article and what is left of it, of those that lose."""

    def of(self, whole: Archive, part: Archive) -> Archive:
        """Return *part*, in which is what was left last time of the same *whole*."""
        registers = part.registers
        before, last = self._registers or (None, registers)
        if before is whole.registers and last == registers:
            registers = last
        self._registers = whole.registers, registers
        known, self._articles = self._articles, {}
        wholes = {article.path: article for article in whole.articles}
        articles = []
        for article in part.articles:
            own, left = wholes[article.path], article
            if own is not article:
                narrowed = known.get(article.path)
                if narrowed and narrowed[0] is own and narrowed[1] == article:
                    left = narrowed[1]
                self._articles[article.path] = own, left
            articles.append(left)
        if registers is part.registers and all(map(is_, articles, part.articles)):
            return part
        return replace(part, registers=registers, articles=tuple(articles))
