"""The scripts of the search index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.derive.facts import Phrase
from generator.model.dates import When
from generator.model.names import Named
from generator.render.dates import spoken_text
from generator.render.page import DataFile
from generator.search import Findable, Line, NameGroup, write_index
from generator.search.forms import fold
from generator.words import calendar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.derive.search import FactLine, FindableView, SearchView
    from generator.words import Words

TYPES = {
    "article": "search.article",
    "partner": "search.partner",
    "person": "search.person",
    "organisation": "search.organisation",
    "topic": "search.topic",
    "mechanism": "search.mechanism",
    "agreement": "search.agreement",
    "outcome": "search.outcome",
    "term": "search.term",
}
"""What each kind of page is called."""


def search_files(view: SearchView, words: Words) -> Iterator[DataFile]:
    """Yield the scripts of the index of *view*."""
    labels = {
        "partners": dict(view.partners),
        "topics": dict(view.topics),
        "types": {kind: words.say(key) for kind, key in TYPES.items()},
    }
    files = write_index(
        (_findable(page, words) for page in view.pages),
        [
            NameGroup(each.names, (each.code,) if each.code else ())
            for each in view.synonyms
        ],
        labels,
        date_words(),
    )
    for uri, text in files.items():
        yield DataFile(uri, text)


def date_words() -> Mapping[str, Mapping[str, int]]:
    """Return the words of dates with and without their marks."""
    return {
        kind: {
            written: value
            for name, value in names.items()
            for written in (fold(name), name)
        }
        for kind, names in calendar().items()
    }


def _findable(page: FindableView, words: Words) -> Findable:
    address, hash_sign, place = page.page.partition("#")
    when = page.when
    first = (when.earliest or when.latest) if when else None
    return Findable(
        kind=page.kind,
        uri=f"{address}.html{hash_sign}{place}",
        title=_tidy(page.title),
        names=tuple(map(_tidy, page.names)),
        facts=tuple(
            Line(fact.anchor, _tidy(_told(fact, words))) for fact in page.facts
        ),
        sentences=tuple(Line(number, _tidy(text)) for number, text in page.sentences),
        day=first.isoformat() if first else "",
        date=spoken_text(when, words) if when else "",
        year=(when.year or 0) if when else 0,
        partners=page.partners,
        topics=page.topics,
    )


def _tidy(text: str) -> str:
    """Return *text* as a page shows it: no space is wider than one."""
    return " ".join(text.split())


def _told(fact: FactLine, words: Words) -> str:
    values = []
    for value in fact.values:
        if isinstance(value, When):
            values.append(spoken_text(value, words))
        elif isinstance(value, Named):
            values.append(value.name)
        else:
            values.append(words.say(value.key) if isinstance(value, Phrase) else value)
    said = " \u2014 ".join(values)
    return f"{words.say(fact.label)}: {said}" if fact.label else said
