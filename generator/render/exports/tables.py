"""The records as tables: a table a kind, one more for each list in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from generator.derive.dataset import KINDS, Column, Form, Shape
from generator.render.exports.plain import ENCODE
from generator.search.forms import LETTERS, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.derive.dataset import Dataset, Kind, Record, Row, Value
    from generator.words import Words

RECORD = "record"
NUMBER = "number"
VALUE = "value"
SEARCHED = {
    "articles": ("title", "summary", "text"),
    "events": ("name", "place"),
    "outcomes": ("what",),
    "notes": ("text",),
    "people": ("name",),
    "organisations": ("name",),
    "partners": ("name",),
    "topics": ("name",),
    "mechanisms": ("name",),
    "agreements": ("name",),
    "terms": ("name", "short"),
}
"""Kind to the columns whose words are looked for."""
STROKED = re.compile(rf"\w*[{''.join(LETTERS)}]\w*")
"""A word that SQLite, which takes marks away, finds only as it is written."""
STROKES = frozenset(LETTERS)
MANY = 500
"""Of how many records rows are handed over at a time."""

Line = tuple["Value", ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of plain values."""

    name: str
    columns: tuple[Column, ...]
    """Each of one value; a code leads into the table of its kind."""
    key: tuple[str, ...]
    """The columns that tell rows apart."""

    @property
    def stored(self) -> tuple[str, ...]:
        """The columns that a row has values of; the others follow from the key."""
        return tuple(each.name for each in self.columns if not each.is_in_key)


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a table."""

    table: str
    columns: tuple[str, ...]
    lines: list[Line]


ENTRIES = "entries", ("id", "kind", "code")
SEARCH = "search", ("rowid", "words")
"""What full-text search finds: `entries` says of which record the words are."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What stands in a database."""

    tables: tuple[Table, ...]
    """One may lead into any other."""
    about: Mapping[str, str]
    dictionary: tuple[tuple[str, str, str], ...]
    """Table, column, and what it holds."""
    rows: Callable[[], Iterator[Rows]]
    """Makes all rows, some at a time; those of a table in the order of its records."""


def filling_of(dataset: Dataset, words: Words) -> Filling:
    """Return *dataset* as tables, their columns explained in *words*."""
    tables = tuple(table for kind in KINDS for table in _tables(kind))
    return Filling(
        tables=tables,
        about=dataset.about,
        dictionary=tuple(
            (table.name, column.name, words.say(f"data_field.{column.name}"))
            for table in tables
            for column in table.columns
        ),
        rows=lambda: _rows(dataset),
    )


def _tables(kind: Kind) -> Iterator[Table]:
    """Yield the table of *kind*, then those of its lists."""
    own = tuple(each for each in kind.columns if not _is_list(each))
    yield Table(kind.table, own, (kind.key.name,))
    owner = Column(name=RECORD, form=Form.CODE, into=kind.name, is_needed=True)
    number = Column(name=NUMBER, form=Form.INTEGER, is_needed=True)
    for column in _lists(kind):
        parts = column.parts or (
            Column(name=VALUE, form=column.form, into=column.into, is_needed=True),
        )
        name = f"{kind.table}_{column.name}"
        yield Table(name, (owner, number, *parts), (RECORD, NUMBER))


def _lists(kind: Kind) -> Iterator[Column]:
    return (each for each in kind.columns if _is_list(each))


def _is_list(column: Column) -> bool:
    """Tell whether *column* has a table; rows that lead nowhere are JSON in a cell."""
    if column.shape is Shape.ROWS and column.is_compact:
        return any(part.into for part in column.parts)
    return column.shape is not Shape.ONE


def _rows(dataset: Dataset) -> Iterator[Rows]:
    """Yield the rows of every table, and the words by which records are found."""
    number = 0
    for kind in KINDS:
        own, *tables = _tables(kind)
        of_record = _line_of(own)
        lists = list(zip(tables, _lists(kind), strict=True))
        records = dataset.records(kind.name)
        while several := list(islice(records, MANY)):
            yield Rows(own.name, own.stored, [of_record(each) for each in several])
            for table, column in lists:
                lines = list(_listed(kind, column, several))
                yield Rows(table.name, table.stored, lines)
            if kind.name in SEARCHED:
                found = list(enumerate(several, number + 1))
                number += len(several)
                key = kind.key.name
                entries = [(at, kind.name, each[key]) for at, each in found]
                yield Rows(*ENTRIES, entries)  # type: ignore[arg-type] # a key is a text
                yield Rows(*SEARCH, [(at, _words(kind, each)) for at, each in found])


def _line_of(table: Table) -> Callable[[Record], Line]:
    """Return what makes of a record a line of *table*."""
    values: Callable[[Record], Line] = itemgetter(*table.stored)
    at = [
        table.stored.index(each.name)
        for each in table.columns
        if each.shape is Shape.ROWS
    ]
    if not at:
        return values

    def line(record: Record) -> Line:
        cells = list(values(record))
        for place in at:
            rows: tuple[Row, ...] = cells[place]  # type: ignore[assignment] # its shape
            cells[place] = ENCODE([list(row.values()) for row in rows])
        return tuple(cells)

    return line


def _listed(kind: Kind, column: Column, records: Iterable[Record]) -> Iterator[Line]:
    for record in records:
        owner: str = record[kind.key.name]  # type: ignore[assignment]
        if column.shape is Shape.MANY:
            codes: tuple[str, ...] = record[column.name]  # type: ignore[assignment]
            for number, code in enumerate(codes, 1):
                yield (owner, number, code)
        else:
            rows: tuple[Row, ...] = record[column.name]  # type: ignore[assignment]
            for number, row in enumerate(rows, 1):
                yield (owner, number, *row.values())


def _words(kind: Kind, record: Record) -> str:
    """Return the words of *record*; with strokes on letters, also without them."""
    text = " ".join(str(record[name] or "") for name in SEARCHED[kind.name])
    # nearly no word has any, and to look for one letter at a time is quicker
    several = dict.fromkeys(text.lower().split())
    few = " ".join(each for each in several if not STROKES.isdisjoint(each))
    stroked = dict.fromkeys(STROKED.findall(few))
    return f"{text} {' '.join(map(fold, stroked))}"
