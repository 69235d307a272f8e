"""The records as sheets: CSV as a spreadsheet opens it, Vietnamese letters whole."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from generator.derive.dataset import KIND, Shape
from generator.render.exports.json_files import FOLDER
from generator.render.exports.plain import guarded, plain
from generator.render.page import DataFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.derive.dataset import Column, Dataset, Kind, Record, Row, Value

BOM = "\ufeff"
"""By which a spreadsheet knows that the letters are UTF-8."""
BETWEEN = "; "
"""What stands between several values of a cell."""
INSIDE = ":"
"""What stands between the parts of one value."""
LONGEST = 32_000
"""A spreadsheet cuts a cell at 32,767 characters."""
NAMED = "_name"


class CsvFiles:
    """
    A sheet for a kind, and one for each list of it whose rows hold texts.

    A cell of several values has them with `; ` between. Behind each column of codes of
    a register stands one of names, for who reads; programs need it not.
    """

    def __init__(self, kind: Kind, dataset: Dataset) -> None:
        self.kind = kind
        filed = [each for each in kind.columns if each.is_filed]
        self.cells = [_cells(each, dataset) for each in filed if _is_cell(each)]
        heads = [head for each in filed if _is_cell(each) for head in _heads(each)]
        self.sheet = _Sheet(f"{FOLDER}/{kind.name}.csv", heads)
        self.lists = {
            each.name: _Sheet(
                f"{FOLDER}/{kind.name}-{each.name}.csv",
                [f"{kind.name}.{kind.key.name}", *(part.name for part in each.parts)],
            )
            for each in filed
            if not _is_cell(each)
        }

    def add(self, record: Record) -> None:
        """Take *record* in."""
        self.sheet.add([cell for cells in self.cells for cell in cells(record)])
        for name, sheet in self.lists.items():
            rows: tuple[Row, ...] = record[name]  # type: ignore[assignment]
            for row in rows:
                sheet.add([str(record[self.kind.key.name]), *row.values()])

    def files(self) -> Iterator[DataFile]:
        """Yield the sheets of all that was added."""
        yield self.sheet.file()
        for sheet in self.lists.values():
            yield sheet.file()


class _Sheet:
    """A sheet that is being written."""

    def __init__(self, uri: str, heads: Iterable[str]) -> None:
        self.uri = uri
        self.made = io.StringIO(BOM)
        self.made.seek(0, io.SEEK_END)
        self.writer = csv.writer(self.made, lineterminator="\r\n")
        self.add(heads)

    def add(self, row: Iterable[Value]) -> None:
        self.writer.writerow(map(_cell, row))

    def file(self) -> DataFile:
        return DataFile(self.uri, self.made.getvalue())


def csv_text(heads: Iterable[str], rows: Iterable[Iterable[Value]]) -> str:
    """Return *rows* as a CSV file; no cell can be taken for a formula."""
    sheet = _Sheet("", heads)
    for row in rows:
        sheet.add(row)
    return sheet.file().text


def _cell(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return guarded(plain(value)[:LONGEST]) if isinstance(value, str) else value


def _is_cell(column: Column) -> bool:
    """Tell whether a value, or each row, is so short that several stand in a cell."""
    return column.shape is not Shape.ROWS or column.is_compact


def _is_named(column: Column) -> bool:
    """Tell whether codes of *column* are of a register; other kinds have a sheet."""
    return bool(column.into) and KIND[column.into].key.name == "code"


def _heads(column: Column) -> tuple[str, ...]:
    name = column.name
    return (name, f"{name}{NAMED}") if _is_named(column) else (name,)


def _cells(column: Column, dataset: Dataset) -> Callable[[Record], Iterable[Value]]:
    """Return what makes the cell of *column*, and that of the names of its codes."""
    name, into, same_as, names = column.name, column.into, column.same_as, dataset.names

    def one(record: Record) -> Iterable[Value]:
        value: Value = record[name]  # type: ignore[assignment]
        if same_as and value == record[same_as]:
            value = None
        return (value,)

    def named(record: Record) -> Iterable[Value]:
        value: Value = record[name]  # type: ignore[assignment]
        return (value, names.get((into, str(value))))

    def several(record: Record) -> Iterable[Value]:
        return (BETWEEN.join(record[name]),)  # type: ignore[arg-type]

    def several_named(record: Record) -> Iterable[Value]:
        codes: tuple[str, ...] = record[name]  # type: ignore[assignment]
        found = (names.get((into, code), code) for code in codes)
        return (BETWEEN.join(codes), BETWEEN.join(found))

    def rows(record: Record) -> Iterable[Value]:
        found: tuple[Row, ...] = record[name]  # type: ignore[assignment]
        return (
            BETWEEN.join(
                INSIDE.join(str(part) for part in row.values() if part is not None)
                for row in found
            ),
        )

    if column.shape is Shape.ROWS:
        return rows
    if column.shape is Shape.MANY:
        return several_named if _is_named(column) else several
    return named if _is_named(column) else one
