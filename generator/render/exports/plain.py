"""Texts as each format can hold them."""

from __future__ import annotations

import json
import re

from generator.model.snapshot import UNSAFE

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no XML, calendar or sheet may hold, whatever is written for it."""
LINE_END = re.compile(r"\r\n?|[\x85\u2028\u2029]")
FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""How a cell begins that a spreadsheet would take for a formula."""
GUARDED = re.compile(r"'+[=+\-@\t\r]")
TAGS = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
"""What could end a script or begin a comment in it."""


def plain(text: str) -> str:
    """Return *text* without signs that no format holds; each line ends in LF."""
    return CONTROLS.sub("", LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """Return *text* as `plain` does, on one line, no space wider than one."""
    return " ".join(plain(text).split())


def guarded(text: str) -> str:
    """
    Return *text* for a cell: what looks like a formula begins with an apostrophe.

    So does what looks like a guarded cell already, for `unguarded` takes one away.
    """
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text that `guarded` made *cell* of."""
    return cell[1:] if GUARDED.match(cell) else cell


def json_text(value: object, *, indent: int | None = None) -> str:
    """Return *value* as JSON on one line, or with *indent*."""
    separators = (",", ": ") if indent else (", ", ": ")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def json_for_page(value: object) -> str:
    """Return *value* as JSON that may stand in a page: it opens and closes no tag."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, code in TAGS.items():
        text = text.replace(sign, code)
    return UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
