"""The words by which printed texts are read, as data: a text has its own language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def pattern(section: str, name: str) -> str:
    """Return a regular expression for any of the words of *name* in *section*."""
    text = (resources.files(__package__) / "reading.toml").read_text("utf-8")
    return f"(?:{'|'.join(tomllib.loads(text)[section][name])})"
