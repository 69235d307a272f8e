"""Anchors of headings, for the table of contents of Python-Markdown."""

from __future__ import annotations

import re
import unicodedata


def slugify(text: str, separator: str) -> str:
    """
    Return *text* as an anchor of lower-case ASCII; never empty.

    Unlike the stock function it keeps the letter đ, which does not decompose.
    """
    plain = unicodedata.normalize("NFKD", text.lower().replace("đ", "d"))
    ascii_only = plain.encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", separator, ascii_only).strip(separator) or "muc"
