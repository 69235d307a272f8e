"""The forms as JSON Schema (draft 2020-12), with the site's own codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.model.article import Annotation
from generator.model.noun import CODE_PATTERN
from generator.model.registers import REGISTERS, Site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.archive import Archive

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas(archive: Archive | None) -> Mapping[str, Mapping[str, Any]]:
    """
    Return file name to schema, for articles and for each register.

    With an *archive* a reference allows just the codes that are known; without one,
    or for a register that is empty, any text.
    """
    made: dict[str, Mapping[str, Any]] = {
        "article.schema.json": _with_codes(Annotation.model_json_schema(), archive),
        "site.schema.json": _with_codes(Site.model_json_schema(), archive),
    }
    for name, form in REGISTERS.items():
        entry = form.model_json_schema(ref_template="#/$defs/{model}")
        definitions = {**entry.pop("$defs", {}), form.__name__: entry}
        register = {
            "type": "object",
            "propertyNames": {"pattern": f"^{CODE_PATTERN}$"},
            "additionalProperties": {"$ref": f"#/$defs/{form.__name__}"},
            "$defs": definitions,
        }
        made[f"{name}.schema.json"] = _with_codes(register, archive)
    return {name: {"$schema": DIALECT, **schema} for name, schema in made.items()}


def _with_codes(schema: Any, archive: Archive | None) -> Any:  # noqa: ANN401 -- JSON
    """Turn the register that a reference names into the list of allowed codes."""
    if isinstance(schema, list):
        return [_with_codes(each, archive) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _with_codes(value, archive) for key, value in schema.items()}
    register = found.pop("x-register", None)
    codes = sorted(archive.codes(register)) if archive and register else []
    return {**found, "enum": codes} if codes else found
