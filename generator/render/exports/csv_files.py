"""The records as sheets: CSV as a spreadsheet opens it, Vietnamese letters whole."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from generator.derive.dataset import KINDS, Form, Shape
from generator.render.exports.json_files import FOLDER
from generator.render.exports.plain import guarded, plain
from generator.render.page import DataFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.derive.dataset import Column, Dataset, Kind, Record, Row, Value

BOM = "\ufeff"
"""By which a spreadsheet knows that the letters are UTF-8."""
BETWEEN = "; "
"""What stands between several values of a cell."""
INSIDE = ":"
"""What stands between the parts of one value."""
LONGEST = 32_000
"""A spreadsheet cuts a cell at 32,767 characters; printed texts stay in the JSON."""
NAMED = "_name"
LEFT_OUT = {("articles", "text")}


def csv_files(dataset: Dataset) -> Iterator[DataFile]:
    """
    Yield a sheet for each kind, and one for each list whose rows hold texts.

    A cell of several values has them with `; ` between. Behind each column of codes
    stands one of names, for who reads; programs need it not.
    """
    for kind in KINDS:
        records = dataset.records[kind.name]
        columns = [each for each in kind.columns if _is_cell(kind, each)]
        heads = [name for column in columns for name in _heads(column)]
        rows = [
            [cell for each in columns for cell in _cells(each, record, dataset)]
            for record in records
        ]
        yield DataFile(f"{FOLDER}/{kind.name}.csv", csv_text([heads, *rows]))
        for column in kind.columns:
            if column.shape is Shape.ROWS and not _is_compact(column):
                name = f"{kind.name}-{column.name}"
                text = csv_text(_listed(kind, column, records))
                yield DataFile(f"{FOLDER}/{name}.csv", text)


def csv_text(rows: Iterable[Iterable[Value]]) -> str:
    """Return *rows* as a CSV file; no cell can be taken for a formula."""
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerows(
        [_cell(value) for value in row] for row in rows
    )
    return f"{BOM}{made.getvalue()}"


def _cell(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return guarded(plain(value)[:LONGEST]) if isinstance(value, str) else value


def _is_compact(column: Column) -> bool:
    """Tell whether a row is so short that several stand in one cell."""
    return all(part.form is Form.CODE for part in column.parts)


def _is_cell(kind: Kind, column: Column) -> bool:
    if (kind.name, column.name) in LEFT_OUT:
        return False
    return column.shape is not Shape.ROWS or _is_compact(column)


def _heads(column: Column) -> tuple[str, ...]:
    return (column.name, f"{column.name}{NAMED}") if column.into else (column.name,)


def _cells(column: Column, record: Record, dataset: Dataset) -> Iterator[Value]:
    """Yield the cell of *column*, and that of the names to which its codes lead."""
    value = record[column.name]
    if not isinstance(value, tuple):
        yield value
        if column.into:
            yield dataset.names.get((column.into, str(value)))
        return
    yield BETWEEN.join(
        each
        if isinstance(each, str)
        else INSIDE.join(str(part) for part in each.values() if part is not None)
        for each in value
    )
    if column.into:
        yield BETWEEN.join(
            dataset.names.get((column.into, str(each)), str(each)) for each in value
        )


def _listed(
    kind: Kind, column: Column, records: Iterable[Record]
) -> Iterator[Iterable[Value]]:
    yield [f"{kind.name}.{kind.key.name}", *(part.name for part in column.parts)]
    for record in records:
        rows: tuple[Row, ...] = record[column.name]  # type: ignore[assignment]
        for row in rows:
            yield [str(record[kind.key.name]), *row.values()]
