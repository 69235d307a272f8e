"""A preview of a part: what stays the same from save to save is the same object."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.load import Disk
from generator.model.archive import Archive
from generator.model.part import Part
from generator.model.source import SourceFile
from generator.pipeline import Memory, make_site
from tests.projects import TODAY, article, registers

if TYPE_CHECKING:
    from collections.abc import Mapping

OPEN, CLOSED = "cong-khai", "noi-bo"
CIRCLES = f"""
audiences:
  {OPEN}: {{vi: Công khai, en: Public}}
  {CLOSED}: {{vi: Nội bộ, en: Internal}}
"""
NOTE = {"kind": "context", "text": "C", "by": "D", "date": "2021-01-01", "quote": "A"}
AFTERWARDS = "2999-01-01"


def in_circles(source: SourceFile) -> SourceFile:
    """Let the register of the site know audiences."""
    is_site = source.path.endswith("/site.yml")
    return SourceFile(source.path, source.text + CIRCLES) if is_site else source


def fields_of(last: str) -> dict[str, Mapping[str, object]]:
    """Return four articles: one keeps a note back, one itself, one may be to come."""
    note = {"title": "A", "partners": ["bn"]}
    return {
        "a": note | {"id": "a", "notes": [NOTE | {"audience": CLOSED}, NOTE]},
        "b": note | {"id": "b", "audience": CLOSED},
        "c": note | {"id": "c", "source": {"published": last}},
        "d": note | {"id": "d"},
    }


@pytest.mark.parametrize("audience", [OPEN, CLOSED])
@pytest.mark.parametrize("last", ["2021-01-01", AFTERWARDS])
def test_after_a_save_what_stays_the_same_is_the_same(audience: str, last: str) -> None:
    """So nothing has to be found out again about registers and thousands of texts."""
    known = tuple(map(in_circles, registers()))
    texts = {code: article(code, each, "A B") for code, each in fields_of(last).items()}
    memory, made = Memory(), list[Archive]()
    for body in ("A B", "A B C", "A B"):
        texts["d"] = article("d", fields_of(last)["d"], body)
        disk = Disk(tuple(texts.values()), known, ())
        site = make_site(disk, TODAY, part=Part(audience), memory=memory)
        fresh = make_site(disk, TODAY, part=Part(audience))
        assert site.archive is not None, site.problems
        assert site.archive == fresh.archive
        assert [page.text for page in site.pages] == [each.text for each in fresh.pages]
        made.append(site.archive)
    first, *others = made
    left = {"a", "b", "c", "d"}
    left -= {"b"} if audience == OPEN else set()
    left -= {"c"} if last == AFTERWARDS else set()
    assert {each.id for each in first.articles} == left
    for other in others:
        assert other.registers is first.registers
        for one, same in zip(first.articles, other.articles, strict=True):
            assert (one is same) == (one.id != "d")
