"""
Who is who, as Popolo has it: people, organisations, posts and memberships.

Popolo is what civic tools exchange about people in office. A date is written as far
as it is known and sure; what is not known is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.dates import parse_when
from generator.render.addresses import slugify
from generator.render.exports.plain import json_text, plain
from generator.render.page import DataFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.derive.dataset import Dataset, Record, Row, Value

FILE = "data/popolo.json"
COUNTRY = "country"


def popolo_file(dataset: Dataset) -> DataFile:
    """Return the people and bodies of *dataset* as one Popolo file."""
    kinds = ("people", "posts", "organisations", "countries")
    records = {kind: tuple(dataset.records(kind)) for kind in kinds}
    posts = {
        _post_id(each): _post(each) for each in records["posts"] if each["organisation"]
    }
    sides = {str(each["code"]): each["country"] for each in records["people"]}
    value = {
        "persons": [_person(each) for each in records["people"]],
        "organizations": [
            *(_organisation(each) for each in records["organisations"]),
            *(_country(each) for each in records["countries"]),
        ],
        "posts": list(posts.values()),
        "memberships": list(_memberships(records["posts"], sides)),
    }
    return DataFile(FILE, f"{json_text(value)}\n")


def _text(value: object) -> str:
    return plain(str(value))


def _kept(pairs: Mapping[str, object]) -> dict[str, object]:
    """Leave out what is not known."""
    return {name: value for name, value in pairs.items() if value not in (None, [], "")}


def _common(record: Record) -> dict[str, object]:
    aliases: Iterable[object] = record["aliases"] or ()  # type: ignore[assignment]
    return {
        "id": str(record["code"]),
        "name": _text(record["name"]),
        "other_names": [{"name": _text(each)} for each in aliases],
        "sources": list(_sources(record["sources"])),
    }


def _sources(rows: object) -> Iterator[dict[str, str]]:
    several: tuple[Row, ...] = rows  # type: ignore[assignment]
    for row in several:
        if row["url"]:
            note = row["title"] or row["publisher"] or ""
            found = {"url": str(row["url"]), "note": _text(note)}
            yield {name: text for name, text in found.items() if text}


def _person(record: Record) -> dict[str, object]:
    return _kept(_common(record))


def _organisation(record: Record) -> dict[str, object]:
    return _kept(
        {
            **_common(record),
            "classification": record["kind"],
            "parent_id": record["parent"] or _country_id(record["country"]),
        }
    )


def _country_id(code: object) -> str | None:
    return f"{COUNTRY}:{code}" if code else None


def _country(record: Record) -> dict[str, object]:
    return {
        "id": _country_id(record["code"]),
        "name": _text(record["name"]),
        "classification": COUNTRY,
    }


def _post_id(record: Record) -> str:
    return f"{record['organisation']}:{slugify(str(record['title']), '-')}"


def _post(record: Record) -> dict[str, object]:
    title = _text(record["title"])
    return {
        "id": _post_id(record),
        "label": title,
        "role": title,
        "organization_id": record["organisation"],
    }


def _memberships(
    posts: Iterable[Record], sides: Mapping[str, object]
) -> Iterator[dict[str, object]]:
    """Yield who held what; a post of no known body is held for the country."""
    for record in posts:
        side = _country_id(sides.get(str(record["person"])))
        yield _kept(
            {
                "id": record["id"],
                "person_id": record["person"],
                "organization_id": record["organisation"] or side,
                "post_id": _post_id(record) if record["organisation"] else None,
                "role": _text(record["title"]),
                "on_behalf_of_id": side,
                "start_date": _sure(record["since"]),
                "end_date": _sure(record["until"]),
                "sources": list(_sources(record["sources"])),
            }
        )


def _sure(edtf: Value | tuple[str, ...] | tuple[Row, ...]) -> str | None:
    """Return a date as ISO 8601 has it; None unless it is one sure date."""
    when = parse_when(str(edtf)) if edtf else None
    if when is None or when.is_interval or when.first is None:
        return None
    return when.first.iso if when.first.is_sure else None
