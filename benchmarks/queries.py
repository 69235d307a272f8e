"""
What readers type, by class, and which made-up reports are right for it.

Each class is a way of asking that a reader of Vietnamese expects to work. What is right
is told by brute force on the text of a report, never by a search engine.
"""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.prose import COUNTRIES, FAMILIES
from generator.search.forms import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.prose import Report

MINISTRY = ("Bộ Công an", "BCA", "Ministry of Public Security")
"""An organisation that the texts name, and what else it is called."""
WORD = re.compile(r"[^\W_]+")
LONG = 4
"""Letters of a word in which one slip is forgiven."""
MARK_PAIRS = [
    (first + mark + second, first + second + mark)
    for first, second in ("oa", "oe", "uy")
    for mark in "\u0300\u0301\u0309\u0303\u0323"
]


@dataclass(frozen=True, slots=True)
class Query:
    """Something that is asked, and what answers it."""

    kind: str
    text: str
    is_right: Callable[[Report], bool]
    partner: str = ""
    """The partner to which the answer is narrowed; empty for all."""


def flat(text: str) -> str:
    """Return the words of *text* with one space around each."""
    return f" {' '.join(WORD.findall(text.lower()))} "


def bare(text: str) -> str:
    """Return the words of *text* without marks, with one space around each."""
    return fold(flat(text))


def whole(report: Report) -> str:
    """Return everything that *report* says."""
    return f"{report.title} . {' . '.join(report.sentences)}"


def having(phrase: str) -> Callable[[Report], bool]:
    """Tell what holds *phrase* with its marks."""
    wanted = flat(phrase)
    return lambda report: wanted in flat(whole(report))


def having_bare(phrase: str, *, cut: int = 0) -> Callable[[Report], bool]:
    """Tell what holds *phrase* but for marks, the last *cut* letters left out."""
    wanted = bare(phrase)
    wanted = wanted[: -1 - cut] if cut else wanted
    return lambda report: wanted in bare(whole(report))


def slip(word: str, chance: random.Random) -> str:
    """Return *word* with a letter less, more, another, or two swapped."""
    at = chance.randrange(len(word) - 1)
    letter = chance.choice("abcdeghiklmnopqrstuvxy")
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


def _swapped(phrase: str) -> str:
    """Return *phrase* with the tone of `oa`, `oe`, `uy` on the other vowel."""
    apart = unicodedata.normalize("NFD", phrase)
    for old, new in MARK_PAIRS:
        apart = re.sub(rf"{old}(?![a-z\u0300-\u036f])", new, apart)
    return unicodedata.normalize("NFC", apart)


class Asker:
    """Makes queries of the reports of a corpus, the same for the same seed."""

    def __init__(self, reports: list[Report], seed: int) -> None:
        self.reports = reports
        self.chance = random.Random(seed)  # noqa: S311 -- not for secrets

    def _words(self, least: int, most: int) -> tuple[Report, list[str]]:
        """Return a report and words that stand in a row in it."""
        while True:
            report = self.chance.choice(self.reports)
            words = flat(self.chance.choice(report.sentences)).split()
            if len(words) > most:
                start = self.chance.randrange(len(words) - most)
                return report, words[start : start + self.chance.randint(least, most)]

    def _phrase(self) -> str:
        return " ".join(self._words(3, 5)[1])

    def _as_printed(self) -> Query:
        text = self._phrase()
        return Query("as printed", text, having(text))

    def _capitals(self) -> Query:
        text = self._phrase()
        return Query("capitals", text.upper(), having(text))

    def _decomposed(self) -> Query:
        text = self._phrase()
        return Query("NFD", unicodedata.normalize("NFD", text), having(text))

    def _without_marks(self) -> Query:
        text = self._phrase()
        return Query("without marks", fold(text), having_bare(text))

    def _some_marks(self) -> Query:
        words = self._words(3, 5)[1]
        kept = [each if self.chance.random() < 1 / 2 else fold(each) for each in words]
        return Query("some marks", " ".join(kept), having_bare(" ".join(words)))

    def _tone_elsewhere(self) -> Query:
        while True:
            text = self._phrase()
            if _swapped(text) != text:
                return Query("tone elsewhere", _swapped(text), having(text))

    def _slipped(self) -> Query:
        while True:
            words = self._words(3, 5)[1]
            long = [
                at
                for at, word in enumerate(words)
                if len(word) >= LONG and word.isalpha()
            ]
            if long:
                at = self.chance.choice(long)
                typed = [*words[:at], slip(words[at], self.chance), *words[at + 1 :]]
                return Query("a slip", " ".join(typed), having(" ".join(words)))

    def _typing(self) -> Query:
        while True:
            words = self._words(3, 5)[1]
            cut = len(words[-1]) - 2
            if cut > 0:
                text = " ".join(words)
                typed = text[:-cut]
                return Query("while typing", typed, having_bare(text, cut=cut))

    def _quoted(self) -> Query:
        text = " ".join(self._words(2, 3)[1])
        return Query("in quotes", f'"{text}"', having(text))

    def _any_order(self) -> Query:
        while True:
            words = sorted(set(self._words(4, 5)[1]))
            if len(words) >= LONG:
                self.chance.shuffle(words)
                wanted = [f" {word} " for word in words]

                def is_right(report: Report, wanted: list[str] = wanted) -> bool:
                    lines = map(flat, (report.title, *report.sentences))
                    return any(all(word in line for word in wanted) for line in lines)

                return Query("any order", " ".join(words), is_right)

    def _day(self) -> Query:
        report = self.chance.choice(self.reports)
        year, month, day = report.day
        form = self.chance.choice(
            (
                f"{day}/{month}/{year}",
                f"{day:02}/{month:02}/{year}",
                f"{day}-{month}-{year}",
                f"{day}.{month}.{year}",
                f"{year}-{month:02}-{day:02}",
                f"ngày {day} tháng {month} năm {year}",
                f"{day} thang {month} nam {year}",
                f"tháng {month} năm {year}",
                f"{month}/{year}",
            )
        )
        is_month = not re.search(rf"(?<!\d)0?{day}(?!\d)", form) or form in {
            f"tháng {month} năm {year}",
            f"{month}/{year}",
        }
        wanted = report.day[:2] if is_month else report.day
        return Query("a date", form, lambda found: found.day[: len(wanted)] == wanted)

    def _person(self) -> Query:
        """Ask for somebody as a name is typed in haste: no marks, perhaps no space."""
        while True:
            text = whole(self.chance.choice(self.reports))
            found = re.search(rf"(?:{'|'.join(FAMILIES)})(?: [^\W\d_]+){{2}}", text)
            if found:
                name = found[0]
                glued = self.chance.random() < 1 / 2
                typed = fold(name.lower())
                typed = typed.replace(" ", "") if glued else typed
                return Query("a person", typed, having_bare(name))

    def _other_name(self) -> Query:
        report = self.chance.choice(self.reports)
        name = self.chance.choice(COUNTRIES[report.country][1:])
        # two letters without marks are many words
        is_hasty = self.chance.random() < 1 / 2 and len(name) > 2  # noqa: PLR2004
        name = fold(name.lower()) if is_hasty else name
        country = report.country
        return Query("another name", name, lambda found: found.country == country)

    def _abbreviation(self) -> Query:
        typed = self.chance.choice(MINISTRY[1:])
        return Query("an abbreviation", typed, having(MINISTRY[0]))

    def _narrowed(self) -> Query:
        report, words = self._words(2, 3)
        text, country = " ".join(words), report.country
        is_there = having(text)
        return Query(
            "narrowed",
            text,
            lambda found: found.country == country and is_there(found),
            country,
        )

    def several(self, each: int) -> Iterator[Query]:
        """Yield *each* queries of every class."""
        for ask in (
            self._as_printed,
            self._capitals,
            self._decomposed,
            self._without_marks,
            self._some_marks,
            self._tone_elsewhere,
            self._slipped,
            self._typing,
            self._quoted,
            self._any_order,
            self._day,
            self._person,
            self._other_name,
            self._abbreviation,
            self._narrowed,
        ):
            for _ in range(each):
                yield ask()
