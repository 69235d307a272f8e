"""Two things never share a name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.archive import Archive
    from generator.model.source import Written


def one_noun_an_id(archive: Archive) -> Iterator[Diagnostic]:
    """Articles, events and outcomes each have an id of their own in the site."""
    articles = archive.articles
    if (
        len({article.id for article in articles}) == len(articles)
        and sum(len(article.told) for article in articles) == len(archive.events)
        and sum(len(each.outcomes) for each in articles) == len(archive.outcomes)
        and not any(article.tells_twice for article in articles)
    ):  # as nearly always, and quicker than to name them all
        return
    notes = [article.annotation for article in articles]
    for ids in (
        [note.id for note in notes],
        [event.id for note in notes for event in note.events],
        [outcome.id for note in notes for outcome in note.outcomes],
    ):
        several = Counter(ids)
        # who came first matters only of what is given twice
        taken = [each for each in ids if several[each] > 1]
        yield from _repeated(sorted(taken, key=lambda written: written.span))


def one_noun_an_actor_code(archive: Archive) -> Iterator[Diagnostic]:
    """A code names a country, a person or an organisation, never two of them."""
    registers = archive.registers
    actors = {"partners", "people", "organisations"}
    codes = [code for name, code, _ in registers.entries() if name in actors]
    yield from _repeated([registers.site.home, *codes])


def _repeated(ids: Iterable[Written]) -> Iterator[Diagnostic]:
    """Tell every id that an earlier one of *ids* has taken."""
    first: dict[str, Written] = {}
    for each in ids:
        known = first.setdefault(each, each)
        if known is not each:
            yield Diagnostic(
                code="repeated-id",
                span=each.span,
                values={"value": each, "other": str(known.span)},
            )
