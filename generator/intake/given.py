"""What a file of another tool says of an event."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.dates import NotADateError, parse_when
from generator.render.exports.plain import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGE = re.compile(
    r"(?:^|/)partners/(?P<partner>[a-z]{2})/(?P<year>\d{4}|undated)"
    r"/(?P<article>[a-z0-9-]+)\.html(?:#|$)"
)
"""Where a page of ours stands: it tells article, first partner and year."""


class NotOfTheFormError(Exception):
    """A file is not what it was said to be; the message is its reader's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An event as a file gives it; nothing is checked, and what is empty is unknown."""

    code: str = ""
    name: str
    when: str = ""
    """In EDTF, and a date."""
    kind: str = ""
    """The type of event, by code or name."""
    partners: tuple[str, ...] | None = None
    """By code or name; None where the file does not say."""
    place: str = ""
    texts: tuple[str, ...] = ()
    """Paragraphs."""
    publisher: str = ""
    url: str = ""
    article: str = ""
    """Code of the article that tells it."""
    title: str = ""
    """Of that article."""
    page: str = ""
    """Where a page of ours tells it."""
    more: tuple[tuple[str, str | tuple[str, ...]], ...] = ()
    """Further fields of the form of an event, by name."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file gives."""

    events: tuple[Given, ...]
    """In the order of the file."""
    left_out: Mapping[str, int]
    """Why some of it is no event, as a key of the catalogue, and how much."""


def tidy_text(value: object) -> str:
    """Return a text of a file as ours are: composed, without controls."""
    return unicodedata.normalize("NFC", plain(str(value))).strip()


def tidy_line(value: object) -> str:
    """Return a text of a file on one line."""
    return " ".join(tidy_text(value).split())


def edtf_of(first: str, last: str = "") -> str:
    """Return the date or interval in EDTF; empty for what is none."""
    found = [each for each in map(_one, (first, last)) if each]
    text = "/".join(dict.fromkeys(found))
    try:
        return parse_when(text).edtf if text else ""
    except NotADateError:
        return found[0]


def _one(text: str) -> str:
    text = text.strip()
    try:
        return parse_when(text).edtf if text else ""
    except NotADateError as error:  # a day that is written the other way round
        return error.suggestion
