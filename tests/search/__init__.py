"""The cases of the search: a small index, what is asked of it, and what is found."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from generator.search import Findable, Line, NameGroup, write_index

TEXT = (Path(__file__).parent / "cases.toml").read_text(encoding="utf-8")
DATA = tomllib.loads(TEXT)


@dataclass(frozen=True)
class Case:
    """What is asked, and what is found, in order."""

    query: str
    found: list[str]
    facets: dict[str, list[str]] = field(default_factory=dict)
    is_partial: bool = False
    suggestion: str = ""


def lines(texts: list[str]) -> tuple[Line, ...]:
    """Number *texts* from 1."""
    return tuple(Line(number, text) for number, text in enumerate(texts, start=1))


def pages() -> list[Findable]:
    """Return the pages of the cases."""
    found = []
    for page in DATA["pages"]:
        several = {
            name: tuple(page.get(name, ())) for name in ("names", "partners", "topics")
        }
        texts = {name: lines(page.get(name, [])) for name in ("facts", "sentences")}
        if page["kind"] != "article":
            texts["facts"] = tuple(Line(0, each.text) for each in texts["facts"])
        plain = {
            name: page[name]
            for name in ("kind", "uri", "title", "day", "date", "year")
            if name in page
        }
        found.append(Findable(**plain, **several, **texts))
    return found


def index_files() -> dict[str, str]:
    """Return the scripts of the index of the cases."""
    groups = [
        NameGroup(tuple(each["names"]), tuple(each["codes"])) for each in DATA["groups"]
    ]
    return write_index(pages(), groups, DATA["labels"], DATA["calendar"])


CASES = [Case(**case) for case in DATA["cases"]]
