"""CSV: a row an event; our own sheet of events, or one with heads that we know."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING

from generator.intake.given import (
    Given,
    NotOfTheFormError,
    Taken,
    edtf_of,
    tidy_line,
    tidy_text,
)
from generator.render.exports.csv_files import BETWEEN
from generator.render.exports.plain import unguarded
from generator.search.forms import fold
from generator.words import importing

if TYPE_CHECKING:
    from collections.abc import Mapping

SEPARATORS = ",;\t"
SINGLE = ("visit_type", "direction", "level", "part_of", "mechanism", "edition")
"""Columns that are fields of the form of an event."""


def read_sheet(text: str) -> Taken:
    """Return the events of a CSV file; its first line says what the columns are."""
    body = text.removeprefix("\ufeff")
    first = body.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(body, newline=""), delimiter=separator))
    except csv.Error as error:
        raise NotOfTheFormError(str(error)) from None
    heads = _columns(rows[0] if rows else [])
    if "name" not in heads:
        raise NotOfTheFormError(first[:80])
    found, left = [], Counter[str]()
    for row in rows[1:]:
        cells = {
            name: unguarded(row[at]) for name, at in heads.items() if at < len(row)
        }
        if not any(cell.strip() for cell in cells.values()):
            continue
        if not tidy_line(cells.get("name", "")):
            left["import.no_name"] += 1
            continue
        found.append(_event(cells))
    return Taken(tuple(found), left)


def _columns(heads: list[str]) -> dict[str, int]:
    """Return which column is where; the first of a name counts."""
    known = {
        head: name
        for name, several in importing()["columns"].items()
        for head in several
    }
    found: dict[str, int] = {}
    for at, head in enumerate(heads):
        name = known.get(fold(tidy_line(head).lower()))
        if name:
            found.setdefault(name, at)
    return found


def _several(cell: str) -> tuple[str, ...]:
    parts = (each.strip() for each in cell.split(BETWEEN.strip()))
    return tuple(each for each in parts if each)


def _event(cells: Mapping[str, str]) -> Given:
    def cell(name: str) -> str:
        return tidy_line(cells.get(name, ""))

    more: list[tuple[str, str | tuple[str, ...]]] = [
        (name, cell(name))
        for name in (*SINGLE, "date_basis", "date_reason")
        if cell(name)
    ]
    lists = ((name, _several(cell(name))) for name in ("agreements", "participants"))
    more += [each for each in lists if each[1]]
    lines = tidy_text(cells.get("text", "")).split("\n")
    return Given(
        code=cell("id"),
        name=tidy_text(cells["name"]),
        when=edtf_of(cell("date"), cell("end")),
        kind=cell("type"),
        partners=_several(cell("partners")) if "partners" in cells else None,
        place=tidy_text(cells.get("place", "")),
        texts=tuple(line for line in map(tidy_line, lines) if line),
        publisher=cell("publisher"),
        url=cell("url"),
        article=cell("article"),
        title=tidy_text(cells.get("title", "")),
        page=cell("page"),
        more=tuple(more),
    )
