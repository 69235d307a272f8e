"""
Fill a form: YAML values into a noun, every mistake told at its own place.

The form is the noun's class. What pydantic says of a value is translated here into
diagnostics; its own words never reach an editor.
"""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from generator.diagnostics import Diagnostic, Span, near
from generator.load.yaml_text import Listing, Table
from generator.model.noun import Noun
from generator.model.source import span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from generator.model.source import Place, Written

N = TypeVar("N", bound=Noun)


UNWRITTEN = frozenset({"value", "exact", "plain"})
"""Fields of a fact, a quote and a name, for which an author may write the bare text."""


def read_form(
    form: type[N], value: object, whole: Place
) -> tuple[N | None, list[Diagnostic]]:
    """
    Read *value*, as `read_yaml` gives it, into a *form*.

    The noun is None exactly when there are diagnostics. *whole* is the place to
    name when the value itself has none.
    """
    try:
        return form.model_validate(value if value is not None else {}), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    around = span_of(whole)
    found = [_diagnostic(form, value, detail, around) for detail in details]
    # a misspelt field is one problem, not one unknown and one missing
    meant = {
        (_parent(detail["loc"]), suggestion)
        for detail, problem in zip(details, found, strict=True)
        if problem.code == "unknown-field"
        for suggestion in problem.suggestions
    }
    return None, [
        problem
        for detail, problem in zip(details, found, strict=True)
        if problem.code != "missing-field"
        or (_parent(detail["loc"]), detail["loc"][-1]) not in meant
    ]


def _parent(loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    return loc[:-1]


def _diagnostic(
    form: type[Noun], root: object, detail: ErrorDetails, whole: Span
) -> Diagnostic:
    """Translate one error of pydantic."""
    loc, kind, given = detail["loc"], detail["type"], detail["input"]
    name = _field_name(root, loc)
    values: dict[str, object] = {"field": name}
    if isinstance(given, str):
        values["value"] = str(given)
    context: dict[str, Any] = detail.get("ctx") or {}
    suggestions: tuple[str, ...] = ()
    if kind == "extra_forbidden":
        known = _class_at(form, loc[:-1]).model_fields
        return Diagnostic(
            code="unknown-field",
            span=_key_span(root, loc, whole),
            values=values,
            suggestions=near(name, known),
        )
    if kind == "missing":
        return Diagnostic(
            code="missing-field", span=_span_at(root, loc, whole), values=values
        )
    if kind in {"enum", "literal_error"} or kind.startswith("bool_"):
        code = "unknown-value"
        allowed = _allowed(str(context.get("expected", "true or false")))
        values["allowed"] = ", ".join(f"`{each}`" for each in allowed)
        values.setdefault("value", "…")
        suggestions = near(str(given), allowed)
    elif kind.startswith(("int_", "greater_than")):
        code = "not-a-number"
        values.setdefault("value", "…")
    elif kind == "too_short":
        code = "empty-list"
    elif "-" in kind:
        code = kind
        values.setdefault("value", "")
        suggestions = tuple(filter(None, [context.get("suggestion", "")]))
    else:
        code = "wrong-shape"
    return Diagnostic(
        code=code,
        span=_span_at(root, loc, whole),
        values=values,
        suggestions=suggestions,
    )


def _allowed(expected: str) -> list[str]:
    """Take the values out of pydantic's `'a', 'b' or 'c'`."""
    return [part.strip("'\" ") for part in expected.replace(" or ", ", ").split(", ")]


def _class_at(form: type[Noun], loc: tuple[int | str, ...]) -> type[Noun]:
    """Return the form that stands at *loc* below *form*."""
    current = form
    for part in loc:
        if isinstance(part, str):
            inner = _noun_in(current.model_fields[part].annotation)
            current = inner or current
    return current


def _noun_in(annotation: object) -> type[Noun] | None:
    """Find the form inside an annotation such as `tuple[Event, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, Noun):
        return annotation
    for argument in typing.get_args(annotation):
        if found := _noun_in(argument):
            return found
    return None


def _steps(
    root: object, loc: tuple[int | str, ...]
) -> Iterator[tuple[Written | None, object]]:
    """Yield key and value of each step along *loc*, as far as it is written."""
    current = root
    for part in loc:
        if isinstance(current, Table) and part in current:
            key = current.written[str(part)]
            current = current[key]
            yield key, current
        elif isinstance(current, Listing) and isinstance(part, int):
            current = current[part]
            yield None, current


def _span_at(root: object, loc: tuple[int | str, ...], whole: Span) -> Span:
    """Return the place of the deepest value on the way along *loc*."""
    span: Span = getattr(root, "span", whole)
    for key, value in _steps(root, loc):
        # the key, where the value is a whole block
        is_block = isinstance(value, (Table, Listing)) or value is None
        span = (
            key.span if key is not None and is_block else getattr(value, "span", span)
        )
    return span


def _key_span(root: object, loc: tuple[int | str, ...], whole: Span) -> Span:
    """Return the place of the key that *loc* ends in."""
    keys = [key for key, _ in _steps(root, loc)]
    return keys[-1].span if keys and keys[-1] is not None else whole


def _field_name(root: object, loc: tuple[int | str, ...]) -> str:
    """Return the name of the field at *loc* as the author wrote it."""
    names = [part for part in loc if isinstance(part, str)]
    steps = [value for _, value in _steps(root, loc[:-1])] or [root]
    if names and names[-1] in UNWRITTEN and not isinstance(steps[-1], Table):
        names.pop()
    return names[-1] if names else ""
