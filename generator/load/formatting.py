"""
An article in one order and style, every word and comment kept.

Fields stand in the order of the form, a comment goes with the field below it, a list
has one empty line before it. What is within a field stays letter for letter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.load.articles import FENCE, read_article
from generator.model.article import Annotation
from generator.model.source import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = re.compile(r"^([A-Za-z_]+):")
HEAD = ("id", "title", "partners", "source", "summary", "aliases")
"""Fields that stand together at the top."""


def formatted(source: SourceFile) -> str | None:
    """
    Return the text of *source* in order; None where it is not sound, or would change.

    The result says the same: it is read again, and the two must be equal.
    """
    before, _ = read_article(source)
    opening = FENCE.FM_BOUNDARY.match(source.text)
    if before is None or opening is None:
        return None
    matter, _ = FENCE.split(source.text)
    start = opening.end()
    behind = source.text[start + len(matter) :]
    lines = [line.rstrip() for line in matter.strip("\n").split("\n")]
    blocks, tail = _blocks(lines)
    order = {name: number for number, name in enumerate(Annotation.model_fields)}
    blocks.sort(key=lambda block: order.get(block[0], len(order)))
    said: list[str] = []
    for name, own in blocks:
        if name not in HEAD and said:
            said.append("")
        said += own
    said += ["", *tail] if tail else []
    opened = source.text[:start].rstrip("\n")  # the fence takes line ends along
    rest = behind.lstrip("\n")
    inside = "\n".join(said).strip("\n")
    text = f"{opened}\n{inside}\n{rest}"
    after, _ = read_article(SourceFile(source.path, text))
    is_same = after is not None and (
        (after.annotation, after.suggested, after.text)
        == (before.annotation, before.suggested, before.text)
    )
    return text if is_same else None


def _blocks(lines: list[str]) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """Return the fields with their lines, and what stands behind them all."""
    blocks: list[tuple[str, list[str]]] = []
    waiting: list[str] = []
    for line in lines:
        key = KEY.match(line)
        if key:
            blocks.append((key[1], [*_without_gaps(waiting), line]))
            waiting = []
        elif not line or line.startswith("#"):
            waiting.append(line)
        elif blocks:
            blocks[-1][1].extend((*waiting, line))
            waiting = []
        else:
            waiting.append(line)
    return blocks, list(_without_gaps(waiting))


def _without_gaps(lines: list[str]) -> Iterator[str]:
    """Yield the lines that say something."""
    yield from (line for line in lines if line)
