"""
A code by another name: every place that writes it, in articles and registers.

Only the letters of the code change. An article keeps its old address as an alias, so
that links to it lead on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model.noun import Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.load.disk import Disk
    from generator.model.archive import Archive
    from generator.model.article import Article
    from generator.model.source import SourceFile, Written

ARTICLES = "articles"
TOLD = ("events", "outcomes")
"""What articles define, beside themselves."""
WIDER = {
    "people": ("actors",),
    "organisations": ("actors",),
}
"""Registers to the kinds of references that may name their entries too."""


def kinds_of(code: str, archive: Archive) -> tuple[str, ...]:
    """Return what *code* is the code of: articles, events, outcomes, registers."""
    found = []
    if any(article.id == code for article in archive.articles):
        found.append(ARTICLES)
    found += [kind for kind in TOLD if code in archive.codes(kind)]
    found += [
        register
        for register, own, _ in archive.registers.entries()
        if own == code and register != "partners"  # those are ISO 3166-1's
    ]
    return tuple(found)


def is_taken(code: str, kind: str, archive: Archive) -> bool:
    """Tell whether *code* cannot be given to another thing of its *kind*."""
    taken = any(code in archive.codes(each) for each in WIDER.get(kind, ()))
    return taken or kind in kinds_of(code, archive)


def renamed(
    disk: Disk, archive: Archive, kind: str, old: str, new: str
) -> Mapping[str, str]:
    """Return path to new text of each file that changes when *old* becomes *new*."""
    edits: dict[str, list[tuple[int, int, str]]] = {}
    sources = {each.path: each for each in (*disk.articles, *disk.registers)}
    for place in _places(archive, kind, old):
        source = sources[place.span.path]
        start = _offset(source, place)
        edits.setdefault(source.path, []).append((start, start + len(old), new))
    if kind == ARTICLES:
        for article in archive.articles:
            if article.id == old:
                source = sources[article.path]
                edits[source.path].append(_alias(source, article))
    changed = {}
    for path, several in edits.items():
        text = sources[path].text
        for start, end, words in sorted(several, reverse=True):
            text = text[:start] + words + text[end:]
        changed[path] = text
    return changed


def _places(archive: Archive, kind: str, old: str) -> Iterator[Written]:
    """Yield every place that writes the code, each once."""
    kinds = {kind, *WIDER.get(kind, ())}
    for register, code, entry in archive.registers.entries():
        if register == kind and code == old:
            yield code
        yield from _references(entry.walk(), kinds, old)
    for article in archive.articles:
        note = article.annotation
        ids = {
            ARTICLES: [note.id],
            "events": [each.id for each in note.events],
            "outcomes": [each.id for each in note.outcomes],
        }
        yield from (each for each in ids.get(kind, ()) if each == old)
        yield from _references(article.refs, kinds, old)
        for suggested in article.suggested:
            yield from _references(suggested.walk(), kinds, old)


def _references(
    values: Iterable[object], kinds: set[str], old: str
) -> Iterator[Written]:
    for each in values:
        if isinstance(each, Ref) and each.register in kinds and each == old:
            yield each


def _offset(source: SourceFile, place: Written) -> int:
    """Return where the letters of the code begin, behind a quotation mark or not."""
    at = source.starts[place.span.line - 1] + place.span.column - 1
    return source.text.index(place, at)


def _alias(source: SourceFile, article: Article) -> tuple[int, int, str]:
    """Return the edit that keeps the old address of *article*."""
    address = article.address
    several = article.annotation.aliases
    if not several:
        place = article.annotation.id
        end = source.starts[place.span.line - 1] + len(source.line(place.span.line))
        return end, end, f"\naliases: {address}"
    last = several[-1]
    start = _offset(source, last)
    end = start + len(last)
    line = source.line(last.span.line)
    if item := re.match(r"\s*-\s+", line):
        stop = source.starts[last.span.line - 1] + len(line)
        return stop, stop, f"\n{item[0]}{address}"
    if "[" in line:
        close = source.text.index("]", end)
        return close, close, f", {address}"
    return start, end, f"[{last}, {address}]"
