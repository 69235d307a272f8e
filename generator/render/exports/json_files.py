"""One JSON file a kind of records, and the JSON Schema that it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.derive.dataset import VERSION, Form, Shape
from generator.model.dates import NO_DAY
from generator.render.exports.plain import ENCODE, json_text, safe_json
from generator.render.page import DataFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.derive.dataset import Column, Dataset, Kind, Record, Row
    from generator.words import Words

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The name of the language of schemas; it is never fetched."""
FOLDER = "data"
TYPES = {Form.INTEGER: "integer", Form.NUMBER: "number", Form.FLAG: "boolean"}
PATTERNS = {
    Form.CODE: r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$",
    Form.DAY: f"^{NO_DAY.pattern}$",
    Form.ADDRESS: "^https?://",
    Form.PAGE: r"^[a-z0-9/-]+\.html(?:#[a-z0-9-]+)?$",
}


class JsonFile:
    """
    The records of a kind, one a line.

    What is not known is left out, and so is what another column says already. Of
    facts a line has those of an article, each as a row of values.
    """

    def __init__(self, kind: Kind, dataset: Dataset) -> None:
        self.kind, self.dataset = kind, dataset
        self.tell = _row_teller(kind) if kind.is_many else _teller(kind.columns)
        self.lines: list[str] = []
        self.owner = ""
        self.rows: list[str] = []

    def add(self, record: Record) -> None:
        """Take *record* in; those of one owner come one after the other."""
        told = ENCODE(self.tell(record))
        if not self.kind.owner or not self.kind.is_many:
            self.lines.append(told)
            return
        owner: str = record[self.kind.owner.name]  # type: ignore[assignment] # a code
        if owner != self.owner:
            self._end_rows()
            self.owner = owner
        self.rows.append(told)

    def _end_rows(self) -> None:
        """Let the rows of the last owner be a line."""
        if self.rows and self.kind.owner:
            rows = ",".join(self.rows)
            name = self.kind.owner.name
            line = f'{{"{name}":"{self.owner}","{self.kind.name}":[{rows}]}}'
            self.lines.append(line)
        self.rows = []

    def file(self) -> DataFile:
        """Return the file of all that was added."""
        self._end_rows()
        head: dict[str, object] = {
            "$schema": f"{self.kind.name}.schema.json",
            "version": VERSION,
            "kind": self.kind.name,
            "as_of": self.dataset.about["as_of"],
            "language": self.dataset.about["language"],
        }
        if self.kind.is_many:
            head["columns"] = [each.name for each in _row(self.kind)]
        opened = ENCODE(head).removesuffix("}")
        lines = ",\n".join(self.lines)
        text = safe_json(f'{opened},"records":[\n{lines}\n]}}\n')
        return DataFile(f"{FOLDER}/{self.kind.name}.json", text)


def schema_file(kind: Kind, words: Words) -> DataFile:
    """Return the JSON Schema of the file of *kind*."""
    schema = json_text(schema_of(kind, words))
    return DataFile(f"{FOLDER}/{kind.name}.schema.json", f"{schema}\n")


def _teller(columns: Iterable[Column]) -> Callable[[Row | Record], dict[str, object]]:
    """Return what makes of a record, or of a row in it, what its file says."""
    filed = [each for each in columns if each.is_filed]
    plain = [(e.name, e.same_as) for e in filed if e.shape is Shape.ONE]
    several = [
        (each.name, _rows_teller(each)) for each in filed if each.shape is not Shape.ONE
    ]

    def tell(record: Row | Record) -> dict[str, object]:
        told: dict[str, object] = {}
        for name, same_as in plain:
            value = record[name]
            if value is not None and not (same_as and value == record[same_as]):
                told[name] = value
        for name, rows in several:
            if value := record[name]:
                told[name] = rows(value)
        return told

    return tell


def _row(kind: Kind) -> tuple[Column, ...]:
    """Return the columns of a row: the key follows from the owner and the place."""
    return tuple(each for each in kind.columns[1:] if each.is_filed)


def _row_teller(kind: Kind) -> Callable[[Record], list[object]]:
    """Return what makes of a record a row of values, up to the last that is known."""
    columns = _row(kind)
    tell = _teller(columns)

    def row(record: Record) -> list[object]:
        told = tell(record)
        found = [told.get(each.name) for each in columns]
        while found[-1] is None:
            found.pop()
        return found

    return row


def _rows_teller(column: Column) -> Callable[[object], list[object]]:
    if column.shape is Shape.MANY:
        return list  # type: ignore[return-value] # so says the shape
    if column.is_compact:
        return lambda rows: [list(row.values()) for row in rows]  # type: ignore[attr-defined]
    tell = _teller(column.parts)
    return lambda rows: list(map(tell, rows))  # type: ignore[call-overload]


def schema_of(kind: Kind, words: Words) -> dict[str, object]:
    """Return the JSON Schema of the file of *kind*, explained in *words*."""
    text = {"type": "string"}
    filed = [each for each in kind.columns if each.is_filed]
    items = _object(filed, words)
    properties: dict[str, object] = {
        "$schema": text,
        "version": {"const": VERSION},
        "kind": {"const": kind.name},
        "as_of": {"type": "string", "pattern": PATTERNS[Form.DAY]},
        "language": text,
    }
    if kind.is_many and kind.owner:
        properties["columns"] = {"const": [each.name for each in _row(kind)]}
        items = _object([kind.owner], words)
        items["required"] = [kind.owner.name, kind.name]
        row = _array(_row(kind), words)
        items["properties"][kind.name] = {"type": "array", "items": row}
    properties["records"] = {"type": "array", "items": items}
    return {
        "$schema": DIALECT,
        "title": words.say(f"data_kind.{kind.name}"),
        "type": "object",
        "required": [*properties],
        "additionalProperties": False,
        "properties": properties,
    }


def _object(columns: Iterable[Column], words: Words) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [each.name for each in columns if each.is_needed],
        "additionalProperties": False,
        "properties": {each.name: _property(each, words) for each in columns},
    }


def _array(columns: Sequence[Column], words: Words) -> dict[str, object]:
    """Return the schema of a row of values; any that is not needed may be null."""
    several = []
    for each in columns:
        form = _property(each, words)
        several.append(form if each.is_needed else {"anyOf": [form, {"type": "null"}]})
    least = sum(each.is_needed for each in columns)  # they stand before all others
    return {
        "type": "array",
        "prefixItems": several,
        "items": False,
        "minItems": least,
    }


def _property(column: Column, words: Words) -> dict[str, object]:
    said = {"description": words.say(f"data_field.{column.name}")}
    if column.is_compact:
        return {**said, "type": "array", "items": _array(column.parts, words)}
    if column.shape is Shape.ROWS:
        return {**said, "type": "array", "items": _object(column.parts, words)}
    form: dict[str, object] = {"type": TYPES.get(column.form, "string")}
    if column.choices:
        form["enum"] = list(column.choices)
    elif column.form in PATTERNS:
        form["pattern"] = PATTERNS[column.form]
    if column.into:
        form["x-kind"] = column.into
    if column.shape is Shape.MANY:
        return {**said, "type": "array", "uniqueItems": True, "items": form}
    return {**said, **form}
