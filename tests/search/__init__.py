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
    """Return *texts* with their numbers, from 1."""
    return tuple(Line(number, text) for number, text in enumerate(texts, start=1))


def pages() -> list[Findable]:
    """Return the pages of the cases."""
    found = []
    for page in DATA["pages"]:
        facts = lines(page.get("facts", []))
        if page["kind"] != "article":
            facts = tuple(Line(0, each.text) for each in facts)
        found.append(
            Findable(
                kind=page["kind"],
                uri=page["uri"],
                title=page["title"],
                names=tuple(page.get("names", ())),
                facts=facts,
                sentences=lines(page.get("sentences", [])),
                day=page.get("day", ""),
                date=page.get("date", ""),
                year=page.get("year", 0),
                partners=tuple(page.get("partners", ())),
                topics=tuple(page.get("topics", ())),
            )
        )
    return found


def index_files() -> dict[str, str]:
    """Return the scripts of the index of the cases."""
    groups = [
        NameGroup(tuple(each["names"]), tuple(each["codes"])) for each in DATA["groups"]
    ]
    return write_index(pages(), groups, DATA["labels"], DATA["calendar"])


CASES = [Case(**case) for case in DATA["cases"]]
