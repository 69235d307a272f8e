"""The newest stored snapshot before a day, read strictly."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from generator.diagnostics import Diagnostic, Severity, Span
from generator.load.form import read_form
from generator.load.yaml_text import Table, read_yaml
from generator.model.snapshot import FORMAT, Snapshot, snapshot_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from generator.model.source import SourceFile

NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.([a-z0-9-]+))?")
"""What a snapshot is called, before its ending: its day, and for whom it is."""


def newest_before(
    sources: Iterable[SourceFile], today: dt.date, audience: str = ""
) -> tuple[SourceFile | None, list[Diagnostic]]:
    """
    Return the newest of *sources* that is older than *today*; None for none.

    Only those for *audience* count; empty is everybody.
    """
    problems: list[Diagnostic] = []
    found: dict[str, SourceFile] = {}
    for source in sources:
        name = PurePosixPath(source.path).stem
        if called := NAME.fullmatch(name):
            if (called[2] or "") == audience:
                found[called[1]] = source
        else:
            problems.append(
                Diagnostic(
                    code="not-a-snapshot",
                    span=Span(source.path),
                    severity=Severity.WARNING,
                )
            )
    older = [name for name in found if name < today.isoformat()]
    return (found[max(older)] if older else None), problems


def read_snapshot(source: SourceFile) -> tuple[Snapshot | None, list[Diagnostic]]:
    """Read *source*; the snapshot is None exactly when there are diagnostics."""
    try:
        value = json.loads(source.text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        span = source.span(error.pos)
        return None, [Diagnostic(code="broken-json", span=span)]
    except (_RepeatedError, RecursionError):
        return _read_slowly(source)
    try:
        snapshot = Snapshot.model_validate(value)
    except ValidationError:
        return _read_slowly(source)
    name = PurePosixPath(source.path).stem
    if snapshot.format != FORMAT or snapshot_name(snapshot) != name:
        return _read_slowly(source)
    return snapshot, []


class _RepeatedError(ValueError):
    """A key stands twice in one object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a repeated key, of which JSON would keep the last without a word."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RepeatedError
    return found


def _read_slowly(source: SourceFile) -> tuple[None, list[Diagnostic]]:
    """
    Say what is wrong with a snapshot, and where.

    JSON is YAML, and the reader of that knows the place of every value; it takes
    many times as long, so only what is refused is read with it.
    """
    value, problems = read_yaml(source, 0, len(source.text))
    if problems:
        return None, problems
    if not isinstance(value, Table):
        span = getattr(value, "span", source.span(0))
        return None, [Diagnostic(code="not-a-snapshot-form", span=span)]
    fields = {str(key): inner for key, inner in value.items()}
    version = fields.get("format")
    if version is not None and version != FORMAT:
        span = getattr(version, "span", value.span)
        values = {"value": str(version), "wanted": FORMAT}
        return None, [Diagnostic(code="foreign-snapshot", span=span, values=values)]
    _, problems = read_form(Snapshot, value, source.span(0))
    if not problems:
        values = {"value": PurePosixPath(source.path).stem}
        span = fields["as_of"].span
        code = "snapshot-of-another-day"
        problems = [Diagnostic(code=code, span=span, values=values)]
    return None, problems
