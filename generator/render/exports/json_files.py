"""One JSON file a kind of records, and the JSON Schema that it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.derive.dataset import KINDS, VERSION, Form, Shape
from generator.model.dates import NO_DAY
from generator.render.exports.plain import json_text
from generator.render.page import DataFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.derive.dataset import Column, Dataset, Kind
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


def json_files(dataset: Dataset, words: Words) -> Iterator[DataFile]:
    """Yield a file and a schema for each kind of *dataset*."""
    for kind in KINDS:
        yield DataFile(f"{FOLDER}/{kind.name}.json", _file(kind, dataset))
        schema = json_text(schema_of(kind, words), indent=1)
        yield DataFile(f"{FOLDER}/{kind.name}.schema.json", f"{schema}\n")


def _file(kind: Kind, dataset: Dataset) -> str:
    """Return the records of *kind*, one a line; what is not known is left out."""
    head = {
        "$schema": f"{kind.name}.schema.json",
        "version": VERSION,
        "kind": kind.name,
        "as_of": dataset.about["as_of"],
        "language": dataset.about["language"],
    }
    lines = ",\n".join(
        json_text(_known(record.items())) for record in dataset.records[kind.name]
    )
    opened = json_text(head).removesuffix("}")
    return f'{opened}, "records": [\n{lines}\n]}}\n'


def _known(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    return {
        name: [
            _known(each.items()) if isinstance(each, dict) else each for each in value
        ]
        if isinstance(value, tuple)
        else value
        for name, value in pairs
        if value is not None and value != ()
    }


def schema_of(kind: Kind, words: Words) -> dict[str, object]:
    """Return the JSON Schema of the file of *kind*, explained in *words*."""
    text = {"type": "string"}
    return {
        "$schema": DIALECT,
        "title": words.say(f"data_kind.{kind.name}"),
        "type": "object",
        "required": ["$schema", "version", "kind", "as_of", "language", "records"],
        "additionalProperties": False,
        "properties": {
            "$schema": text,
            "version": {"const": VERSION},
            "kind": {"const": kind.name},
            "as_of": {"type": "string", "pattern": PATTERNS[Form.DAY]},
            "language": text,
            "records": {"type": "array", "items": _object(kind.columns, words)},
        },
    }


def _object(columns: Iterable[Column], words: Words) -> dict[str, object]:
    return {
        "type": "object",
        "required": [each.name for each in columns if each.is_needed],
        "additionalProperties": False,
        "properties": {each.name: _property(each, words) for each in columns},
    }


def _property(column: Column, words: Words) -> dict[str, object]:
    said = {"description": words.say(f"data_field.{column.name}")}
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
