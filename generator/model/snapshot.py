"""
The records of the archive on a day, small enough to keep and to compare.

Only what a reader would call news is recorded. The same archive gives the same text
on any machine, so that a stored snapshot changes only when the records do.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Annotated

from annotated_types import Ge

from generator.model.article import Level, Modality
from generator.model.dates import When
from generator.model.noun import Code, Date, Noun, Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from generator.model.archive import Archive

FORMAT = "briefing-snapshot/1"
"""Name and version of the form; another version is not read."""
UNSAFE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Signs that some reader of text takes for a line end, or for no text at all."""


class ArticleRecord(Noun):
    """An article."""

    id: Code
    title: Text
    published: Date | None = None


class EventRecord(Noun):
    """An event."""

    id: Code
    name: Text
    date: Date | None = None
    place: Text | None = None
    level: Level | None = None


class OutcomeRecord(Noun):
    """An outcome."""

    id: Code
    modality: Modality
    what: Text
    due: Date | None = None
    follows: Code | None = None


class LevelRecord(Noun):
    """A level of relations with a partner."""

    partner: Code
    level: Text
    since: Date


class PostRecord(Noun):
    """A post of a person."""

    person: Code
    title: Text
    organisation: Code | None = None
    since: Date | None = None
    until: Date | None = None


class EditionRecord(Noun):
    """A meeting of a mechanism that only the register tells."""

    mechanism: Code
    number: Annotated[int, Ge(1)]
    date: Date | None = None


class Snapshot(Noun):
    """The records on a day; each list is sorted."""

    format: Text
    as_of: Date
    """A day."""
    audience: Code | None = None
    """For whom it was taken; None for everybody."""
    articles: tuple[ArticleRecord, ...] = ()
    events: tuple[EventRecord, ...] = ()
    outcomes: tuple[OutcomeRecord, ...] = ()
    levels: tuple[LevelRecord, ...] = ()
    posts: tuple[PostRecord, ...] = ()
    editions: tuple[EditionRecord, ...] = ()


def snapshot_of(archive: Archive, day: dt.date, audience: str = "") -> Snapshot:
    """Return the records of *archive*, which reads as of *day*, for *audience*."""
    # a record reads the same on the pages of every language, or all would be news
    registers, language = archive.registers, archive.registers.site.language
    return Snapshot.model_validate(
        {
            "format": FORMAT,
            "as_of": day.isoformat(),
            "audience": audience or None,
            "articles": _records(
                {
                    "id": each.id,
                    "title": each.annotation.title,
                    "published": each.published,
                }
                for each in archive.articles
            ),
            "events": _records(
                {
                    "id": code,
                    "name": told.event.name,
                    "date": told.event.date and told.event.date.value,
                    "place": told.event.place and told.event.place.value,
                    "level": told.event.level and told.event.level.value,
                }
                for code, told in archive.events.items()
            ),
            "outcomes": _records(
                {
                    "id": code,
                    "modality": outcome.modality,
                    "what": outcome.what,
                    "due": outcome.due and outcome.due.value,
                    "follows": outcome.follows,
                }
                for code, (_, outcome) in archive.outcomes.items()
            ),
            "levels": _records(
                {
                    "partner": code,
                    "level": each.level.in_language(language),
                    "since": each.since,
                }
                for code, partner in registers.partners.items()
                for each in partner.levels
            ),
            "posts": _records(
                {
                    "person": code,
                    "title": post.title,
                    "organisation": post.organisation,
                    "since": post.since,
                    "until": post.until,
                }
                for code, person in registers.people.items()
                for post in person.posts
            ),
            "editions": _records(
                {"mechanism": code, "number": each.number, "date": each.date}
                for code, mechanism in registers.mechanisms.items()
                for each in mechanism.editions
            ),
        }
    )


def snapshot_name(snapshot: Snapshot) -> str:
    """Return what its file is called, before the ending."""
    day = snapshot.as_of.edtf
    return f"{day}.{snapshot.audience}" if snapshot.audience else day


def known_in(before: Snapshot, whole: Archive, part: Archive) -> Snapshot:
    """
    Return *before* without what *whole* has and its *part* has not.

    Else the page of changes would tell that it is gone, and what it was.
    """

    def codes(archive: Archive) -> dict[str, set[str]]:
        registers = archive.registers
        return {
            "articles": {article.id for article in archive.articles},
            "events": set(archive.events),
            "outcomes": set(archive.outcomes),
            "levels": set(map(str, registers.partners)),
            "posts": set(map(str, registers.people)),
            "editions": set(map(str, registers.mechanisms)),
        }

    own, all_codes = codes(part), codes(whole)
    keys = {"levels": "partner", "posts": "person", "editions": "mechanism"}
    kept = {
        name: tuple(
            each
            for each in getattr(before, name)
            if str(getattr(each, keys.get(name, "id")))
            not in all_codes[name] - own[name]
        )
        for name in own
    }
    return before.model_copy(update=kept)


def snapshot_text(snapshot: Snapshot) -> str:
    """Return *snapshot* as JSON: one line a field, nothing that is not known."""
    text = json.dumps(_plain(snapshot), ensure_ascii=False, indent=1)
    return UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + "\n"


def _records(found: Iterable[dict[str, object]]) -> list[dict[str, object]]:
    """Leave out what is not known, and sort."""

    def plain() -> Iterator[dict[str, object]]:
        for each in found:
            yield {
                key: value if isinstance(value, int) else _as_text(value)
                for key, value in each.items()
                if value is not None
            }

    return sorted(plain(), key=lambda each: json.dumps(each, sort_keys=True))


def _as_text(value: object) -> str:
    text = value.edtf if isinstance(value, When) else str(value)
    # a file is read as NFC, so what is compared with it is NFC too
    return unicodedata.normalize("NFC", text)


def _plain(value: object) -> object:
    """Turn a noun into what JSON knows."""
    if isinstance(value, Noun):
        fields = ((name, getattr(value, name)) for name in type(value).model_fields)
        return {name: _plain(inner) for name, inner in fields if inner is not None}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, int) else _as_text(value)
