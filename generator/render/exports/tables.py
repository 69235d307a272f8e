"""The records as tables: a table a kind, one more for each list in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.dataset import KIND, KINDS, Column, Form, Shape
from generator.search.forms import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.derive.dataset import Dataset, Kind, Record, Value
    from generator.words import Words

RECORD = "record"
NUMBER = "number"
VALUE = "value"
SEARCHED = {
    "articles": ("title", "text"),
    "events": ("name", "place"),
    "outcomes": ("what", ""),
    "notes": ("text", ""),
    "people": ("name", ""),
    "organisations": ("name", ""),
    "partners": ("name", ""),
    "topics": ("name", ""),
    "mechanisms": ("name", ""),
    "agreements": ("name", ""),
    "terms": ("name", "short"),
}
"""Kind to the columns whose words are looked for: a title, and more words."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of plain values."""

    name: str
    columns: tuple[Column, ...]
    """Each of one value; a code leads into the table of its kind."""
    key: tuple[str, ...]
    """The columns that tell rows apart."""
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What full-text search finds of a record."""

    kind: str
    code: str
    title: str
    text: str
    folded: str
    """Title and text without marks, so that letters with a stroke are found, too."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What stands in a database."""

    tables: tuple[Table, ...]
    """One may lead into any other."""
    about: Mapping[str, str]
    dictionary: tuple[tuple[str, str, str], ...]
    """Table, column, and what it holds."""
    entries: tuple[Entry, ...]


def tables_of(dataset: Dataset) -> Iterator[Table]:
    """Yield every table of *dataset*, that of a kind before those of its lists."""
    for kind in KINDS:
        yield from _tables(kind, dataset.records[kind.name])


def _tables(kind: Kind, records: tuple[Record, ...]) -> Iterator[Table]:
    own = tuple(each for each in kind.columns if each.shape is Shape.ONE)
    yield Table(
        kind.table,
        own,
        (kind.key.name,),
        tuple(tuple(record[each.name] for each in own) for record in records),  # type: ignore[misc]
    )
    owner = Column(name=RECORD, form=Form.CODE, into=kind.name, is_needed=True)
    number = Column(name=NUMBER, form=Form.INTEGER, is_needed=True)
    for column in kind.columns:
        if column.shape is Shape.ONE:
            continue
        parts = column.parts or (
            Column(name=VALUE, form=column.form, into=column.into, is_needed=True),
        )
        yield Table(
            f"{kind.table}_{column.name}",
            (owner, number, *parts),
            (RECORD, NUMBER),
            tuple(_listed(kind, column, records)),
        )


def _listed(
    kind: Kind, column: Column, records: tuple[Record, ...]
) -> Iterator[tuple[Value, ...]]:
    for record in records:
        owner = str(record[kind.key.name])
        several = record[column.name]
        assert isinstance(several, tuple)  # noqa: S101 -- so says the shape
        for number, each in enumerate(several, 1):
            row = each.values() if isinstance(each, dict) else (each,)
            yield (owner, number, *row)


def filling_of(dataset: Dataset, words: Words) -> Filling:
    """Return *dataset* as tables, their columns explained in *words*."""
    tables = tuple(tables_of(dataset))
    return Filling(
        tables=tables,
        about=dataset.about,
        dictionary=tuple(
            (table.name, column.name, words.say(f"data_field.{column.name}"))
            for table in tables
            for column in table.columns
        ),
        entries=tuple(_entries(dataset)),
    )


def _entries(dataset: Dataset) -> Iterator[Entry]:
    for kind, (title, more) in SEARCHED.items():
        key = KIND[kind].key.name
        for record in dataset.records[kind]:
            name = str(record[title] or "")
            text = str(record[more] or "") if more else ""
            folded = fold(f"{name} {text}".strip().lower())
            yield Entry(kind, str(record[key]), name, text, folded)
