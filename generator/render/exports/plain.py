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
STARTS = frozenset("'=+-@\t\r")
"""With what any of those begins."""
GUARDED = re.compile(r"'+[=+\-@\t\r]")
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Writes a value as JSON, short; `safe_json` goes over the whole."""
TAGS = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
"""What could end a script or begin a comment in it."""


def plain(text: str) -> str:
    """Return *text* without signs that no format holds; each line ends in LF."""
    if text.isprintable():  # most are, and this asks many times sooner
        return text
    return CONTROLS.sub("", LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """Return *text* as `plain` does, on one line, no space wider than one."""
    return " ".join(plain(text).split())


def guarded(text: str) -> str:
    """
    Return *text* for a cell: what looks like a formula begins with an apostrophe.

    So does what looks like a guarded cell already, for `unguarded` takes one away.
    """
    is_harmless = text[:1] not in STARTS
    return text if is_harmless or not FORMULA.match(text) else f"'{text}"


def unguarded(cell: str) -> str:
    """Return the text that `guarded` made *cell* of."""
    return cell[1:] if GUARDED.match(cell) else cell


def json_text(value: object, *, indent: int | None = None) -> str:
    """Return *value* as JSON on one line, or with *indent*."""
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return safe_json(text)


def json_for_page(value: object) -> str:
    """Return *value* as JSON that may stand in a page: it opens and closes no tag."""
    text = json_text(value)
    for sign, code in TAGS.items():
        text = text.replace(sign, code)
    return text


def safe_json(text: str) -> str:
    """Return JSON without the signs that some reader takes for something else."""
    return UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
