"""TimelineJS3 JSON: a slide an event."""

from __future__ import annotations

import json
from collections import Counter
from html.parser import HTMLParser
from itertools import product
from typing import TYPE_CHECKING, Any

from generator.intake.given import (
    Given,
    NotOfTheFormError,
    Taken,
    edtf_of,
    tidy_line,
)
from generator.model.dates import NotADateError, parse_when
from generator.render.dates import spoken_text
from generator.words import LANGUAGES, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

PARAGRAPHS = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3", "blockquote"})
SIGNS = ("", "~", "?", "%")
"""How sure a date is, in EDTF."""


class _Page(HTMLParser):
    """Reads a text of a slide: paragraphs, and which are a link or stressed."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self.links: list[str] = [""]
        self.marks: list[bool] = [False]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in PARAGRAPHS:
            self.break_line()
        if tag == "a" and not self.lines[-1]:
            self.links[-1] = dict(attrs).get("href") or ""
        if tag == "em" and not self.lines[-1]:
            self.marks[-1] = True

    def handle_endtag(self, tag: str) -> None:
        if tag in PARAGRAPHS:
            self.break_line()

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data

    def break_line(self) -> None:
        self.lines.append("")
        self.links.append("")
        self.marks.append(False)


def _read(html: object) -> list[tuple[str, str, bool]]:
    """Return paragraphs: words, where they lead, and whether they are stressed."""
    page = _Page()
    page.feed(str(html or ""))
    page.close()
    lines = zip(map(tidy_line, page.lines), page.links, page.marks, strict=True)
    return [line for line in lines if line[0]]


def read_timelinejs(text: str) -> Taken:
    """Return the events of a TimelineJS3 file; its title slide is none."""
    try:
        data = json.loads(text)
        slides = data["events"]
        if not isinstance(slides, list):
            raise NotOfTheFormError("events")
    except (json.JSONDecodeError, RecursionError) as error:
        raise NotOfTheFormError(str(error)) from None
    except (KeyError, TypeError):
        raise NotOfTheFormError("events") from None
    found, left = [], Counter[str]()
    for slide in slides:
        given = _event(slide) if isinstance(slide, dict) else None
        if given is None:
            left["import.no_name"] += 1
        else:
            found.append(given)
    return Taken(tuple(found), left)


def _event(slide: dict[str, Any]) -> Given | None:
    told = slide.get("text")
    told = told if isinstance(told, dict) else {}
    name = " ".join(words for words, _, _ in _read(told.get("headline")))
    if not name:
        return None
    lines = _read(told.get("text"))
    publisher = url = ""
    if lines and (lines[-1][1] or lines[-1][2]):
        publisher, url, _ = lines.pop()
    group = " ".join(words for words, _, _ in _read(slide.get("group")))
    return Given(
        code=tidy_line(slide.get("unique_id") or ""),
        name=name,
        when=_when(slide),
        partners=(group,) if group else None,
        texts=tuple(words for words, _, _ in lines),
        publisher=publisher,
        url=url,
    )


def _when(slide: dict[str, Any]) -> str:
    """Return the date of a slide; what is said of it in our words is understood."""
    first, last = _date(slide.get("start_date")), _date(slide.get("end_date"))
    plain = edtf_of(first, last)
    shown = " ".join(words for words, _, _ in _read(slide.get("display_date")))
    if not shown or not plain:
        return plain
    return next((each for each in _forms(first, last) if shown in _said(each)), plain)


def _forms(first: str, last: str) -> Iterable[str]:
    """Return how the date may have been written, that numbers alone cannot say."""
    if last:
        return (f"{first}{one}/{last}{two}" for one, two in product(SIGNS, SIGNS))
    several = [f"{first}{sign}" for sign in SIGNS]
    return [*several, *(f"{e}/.." for e in several), *(f"../{e}" for e in several)]


def _said(edtf: str) -> set[str]:
    try:
        when = parse_when(edtf)
    except NotADateError:
        return set()
    return {tidy_line(spoken_text(when, catalogue(each))) for each in LANGUAGES}


def _date(value: object) -> str:
    """Return a date of the tool, whose parts may be texts; empty for none."""
    if not isinstance(value, dict):
        return ""
    parts = []
    for name, size in (("year", 4), ("month", 2), ("day", 2)):
        part = str(value.get(name) or "").strip()
        if not part.isdecimal():
            break
        parts.append(f"{int(part):0{size}}")
    return edtf_of("-".join(parts))
