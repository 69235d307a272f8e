"""The files of `site_config/` to registers."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from generator.diagnostics import Diagnostic, Severity, Span, near
from generator.load.disk import CONFIG
from generator.load.form import read_form
from generator.load.yaml_text import Table, read_yaml
from generator.model.names import country_name
from generator.model.noun import Code
from generator.model.registers import REGISTERS, Registers, Site

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.noun import Noun
    from generator.model.source import SourceFile, Written

    ReadRegisters = tuple[Registers | None, list[Diagnostic]]

CODE: TypeAdapter[Any] = TypeAdapter(Code)
SITE = "site"


class RegisterReader:
    """Reads as `read_registers`, and what has not changed since but once."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._last: tuple[frozenset[SourceFile], ReadRegisters] | None = None

    def __call__(self, sources: Iterable[SourceFile]) -> ReadRegisters:
        """Read *sources*, or return what was read of the same texts."""
        several = [*sources]
        if self._last is None or self._last[0] != frozenset(several):
            self._last = frozenset(several), read_registers(several)
        registers, problems = self._last[1]
        return registers, [*problems]


def read_registers(
    sources: Iterable[SourceFile],
) -> tuple[Registers | None, list[Diagnostic]]:
    """
    Read all registers; a register without a file is empty.

    None only when there is no sound `site.yml`, for without it nothing can be
    built. An entry with a mistake is left out and told.
    """
    problems: list[Diagnostic] = []
    site: Site | None = None
    has_site_file = False
    read: dict[str, dict[str, Noun]] = {}
    for source in sources:
        path = PurePosixPath(source.path)
        if path.name == f"{SITE}.yml":
            has_site_file = True
            value, found = read_yaml(source, 0, len(source.text))
            if not found:
                site, found = read_form(Site, value, source.span(0))
            if site and not country_name(site.home, "en"):
                found.append(_not_a_country(site.home))
            problems += found
        elif path.suffix == ".yml" and path.stem in REGISTERS:
            read[path.stem], found = _read_register(source, REGISTERS[path.stem])
            problems += found
        else:
            problems.append(_unknown_register(source))
    if site is None:
        if not has_site_file:
            span = Span(f"{CONFIG}/{SITE}.yml")
            problems.append(Diagnostic(code="no-site-file", span=span))
        return None, problems
    # each entry was read by the form that its register names
    return Registers(site=site, **read), problems  # type: ignore[arg-type]


def _not_a_country(code: Written) -> Diagnostic:
    values = {"value": str(code)}
    return Diagnostic(code="not-a-country", span=code.span, values=values)


def _unknown_register(source: SourceFile) -> Diagnostic:
    path = PurePosixPath(source.path)
    names = [f"{name}.yml" for name in (*REGISTERS, SITE)]
    return Diagnostic(
        code="unknown-register",
        span=Span(source.path),
        values={"name": path.name},
        suggestions=near(path.name, names),
        severity=Severity.WARNING,
    )


def _read_register(
    source: SourceFile, form: type[Noun]
) -> tuple[dict[str, Noun], list[Diagnostic]]:
    value, problems = read_yaml(source, 0, len(source.text))
    if value is None:
        return {}, problems
    if not isinstance(value, Table):
        span = getattr(value, "span", source.span(0))
        problems.append(Diagnostic(code="not-a-register", span=span))
        return {}, problems
    entries: dict[str, Noun] = {}
    for code, written in value.items():
        try:
            CODE.validate_python(code)
        except ValidationError as error:
            kind = error.errors()[0]["type"]
            values = {"field": "", "value": str(code)}
            problems.append(Diagnostic(code=kind, span=code.span, values=values))
            continue
        if source.path.endswith("/partners.yml") and not country_name(code, "en"):
            problems.append(_not_a_country(code))
            continue
        entry, found = read_form(form, written, code.span)
        problems += found
        if entry is not None:
            entries[code] = entry
    return entries, problems
