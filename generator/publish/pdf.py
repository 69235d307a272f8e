"""
Set a sheet as PDF with Typst: tagged, for archives, the same bytes on any day.

PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) together are the strongest that
Typst makes: PDF/A-4 excludes PDF/UA-1, and PDF/A-3 adds only attachments.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields, is_dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import typst

from generator.publish.letters import CODE, FONTS, Lacking, coded
from generator.render.sheet import Look, Paragraph, Span

if TYPE_CHECKING:
    from generator.render.sheet import Sheet

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]


def pdf_of(sheet: Sheet) -> bytes:
    """Return *sheet* as PDF."""
    if coded(sheet.text, Lacking()).count(CODE) > sheet.text.count(CODE):
        note = Paragraph((Span(sheet.unprintable, Look.QUIET),))
        sheet = replace(sheet, blocks=(*sheet.blocks, note))
    made = _compiler().compile(
        input=(resources.files("generator.publish") / "pack.typ").read_bytes(),
        format="pdf",
        sys_inputs={"sheet": json.dumps(_data(sheet), ensure_ascii=False)},
        pdf_standards=STANDARDS,
        timestamp=dt.datetime(*sheet.day, tzinfo=dt.UTC),
    )
    assert isinstance(made, bytes)  # noqa: S101 -- one PDF is one file
    return made


def _data(value: object) -> object:
    """Return a sheet, or a part of it, as JSON has it, with letters that print."""
    if isinstance(value, str):
        return coded(value, Lacking())
    if isinstance(value, tuple):
        return [_data(each) for each in value]
    if isinstance(value, Span):  # an address is not printed, and stays as it is
        return {"text": _data(value.text), "look": value.look, "to": value.to}
    if is_dataclass(value):
        own = {each.name: _data(getattr(value, each.name)) for each in fields(value)}
        return {"kind": type(value).__name__.lower(), **own}
    return value


@cache
def _compiler() -> typst.Compiler:
    """Return the compiler that knows our fonts, and no other; made once a process."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[Path(str(FONTS))],
    )
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
