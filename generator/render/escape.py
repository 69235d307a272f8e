"""What authors typed, made safe for the place where it stands."""

from __future__ import annotations

import json
import re
from functools import lru_cache

from markupsafe import escape

from generator.model.text import LINE_ENDS

SIGNS = re.compile(r"[\\`*_{}\[\]<>&\"'|~$^#]")
"""What Markdown or HTML may take for markup anywhere in a line."""
LEADING_SIGN = re.compile(r"^(?:[+\-:=!]|\d{1,9}(?=[.)]))")
"""What Markdown may take for markup at the beginning of a block."""


def _reference(char: str) -> str:
    """Return what Markdown and HTML both read as *char* itself, never as markup."""
    return f"&#{ord(char)};"


def one_line(text: str) -> str:
    """Return *text* on one line, without space around it."""
    return LINE_ENDS.sub(" ", text).strip()


@lru_cache(maxsize=1 << 14)  # names and titles stand on many pages
def md(text: str) -> str:
    """
    Return *text* so that a page shows it letter for letter, as one line of prose.

    Safe in a paragraph, a heading, a list item, a table cell, the label of a link
    and an HTML attribute: every sign that could open markup becomes a character
    reference, which both Markdown and HTML read as the sign itself.
    """
    line = SIGNS.sub(lambda sign: _reference(sign[0]), one_line(text))
    leading = LEADING_SIGN.match(line)
    if leading and leading[0].isdigit():
        at = leading.end()
        return f"{line[:at]}{_reference(line[at])}{line[at + 1 :]}"
    if leading:
        return f"{_reference(line[0])}{line[1:]}"
    return line


def md_piece(text: str) -> str:
    """Return *text* as `md` does, for the middle of a line: outer spaces stay."""
    line = LINE_ENDS.sub(" ", text)
    return SIGNS.sub(lambda sign: _reference(sign[0]), line)


def yaml_text(text: str) -> str:
    """
    Return *text* as a YAML double-quoted scalar on one line (JSON is YAML).

    Themes put titles and descriptions into their HTML as they are, so they are
    handed over escaped.
    """
    return json.dumps(str(escape(one_line(text))), ensure_ascii=False)


def yaml_data(text: str) -> str:
    """Return *text*, one line that is safe where it will stand, as a YAML scalar."""
    return json.dumps(text, ensure_ascii=False)


def printed(text: str) -> str:
    """
    Return *text* for the HTML of the printed text, letter for letter.

    A tab becomes a character reference, for Python-Markdown turns tabs into spaces.
    """
    return str(escape(text)).replace("\t", "&#9;")
