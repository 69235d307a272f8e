"""The arithmetic of anniversaries in the printed text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.check.notes import is_settled
from generator.check.rule import ArticleRule
from generator.diagnostics import Diagnostic, Severity
from generator.model.text import Range
from generator.words import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.article import Article
    from generator.model.names import Names
    from generator.model.text import PrintedText

OCCASION = re.compile(pattern("anniversary", "occasion"), re.IGNORECASE)
COUNT = re.compile(pattern("anniversary", "count"), re.IGNORECASE)
PLAN = re.compile(pattern("anniversary", "plan"), re.IGNORECASE)
UNTIL = f" ?{pattern('anniversary', 'until')} ?"
DAY = rf"{pattern('anniversary', 'day')}(\d{{1,2}}[/.-]\d{{1,2}})[/.-](\d{{4}})\b"
LONG_DAY = r"(?:\d{1,2} )?[^\W\d_]+ (?:\d{1,2}, )?"
"""What stands before the year in `26 February 1973` and `February 26, 1973`."""
DAYS = re.compile(DAY + UNTIL + DAY)
YEARS = re.compile(
    # bare years count only alone in brackets
    rf"\((?:{LONG_DAY})?(\d{{4}}){UNTIL}(?:{LONG_DAY})?(\d{{4}})\)"
)
BETWEEN = re.compile(rf"\d{{4}}{UNTIL}")
"""What every pair of years has; few texts have it, and it is found soon."""
SPACE = re.compile(r"\s")


@ArticleRule
def anniversaries_add_up(article: Article, _: Names) -> Iterator[Diagnostic]:
    """As many years are celebrated as lie between the two dates beside them."""
    for place, first, last in _miscounted(article.text):
        if is_settled(article, [place]):
            continue
        yield Diagnostic(
            code="wrong-anniversary",
            span=article.text.span(place),
            severity=Severity.WARNING,
            values={
                "value": article.text.words(place),
                "first": first,
                "last": last,
                "count": last - first,
            },
        )


def _spaced(text: str) -> str:
    """Return *text* with a space for each white space, so that places stay true."""
    spaced = text.replace("\n", " ")
    # nothing that can be printed is another white space
    return spaced if spaced.isprintable() else SPACE.sub(" ", spaced)


def _miscounted(text: PrintedText) -> Iterator[tuple[Range, int, int]]:
    """Yield where a wrong number of years stands, and the years beside it."""
    whole = _spaced(text.value)
    if not (BETWEEN.search(whole) and OCCASION.search(whole)):
        return
    for sentence in text.sentences:
        words = whole[sentence.start : sentence.end]
        if not OCCASION.search(words):
            continue
        start = 0
        for end, first, last, resume in _pairs(words):
            counts = list(COUNT.finditer(words, start, end))
            start = resume
            numbers = {int(next(filter(None, each.groups()))) for each in counts}
            # of several numbers any may be meant, so one that fits is enough
            if not counts or last - first in numbers:
                continue
            nearest = counts[-1]
            if not PLAN.search(words, nearest.end(), end):
                begin = sentence.start
                place = Range(begin + nearest.start(), begin + nearest.end())
                yield place, first, last


def _pairs(words: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield where each pair of years begins, the two years, and where it ends."""
    found = [
        (pair.start(), int(pair[2]), int(pair[4]), pair.end())
        for pair in DAYS.finditer(words)
        if _is_one_day(pair[1], pair[3])
    ]
    found += [
        (pair.start(), int(pair[1]), int(pair[2]), pair.end())
        for pair in YEARS.finditer(words)
    ]
    yield from sorted(found)


def _is_one_day(one: str, other: str) -> bool:
    """Tell whether two days of the year are one; a visit's days are not."""
    days = [
        tuple(int(part) for part in re.findall(r"\d+", day)) for day in (one, other)
    ]
    return days[0] == days[1] or (29, 2) in days
