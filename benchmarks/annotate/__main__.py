"""
How much of what a text states the annotator finds, and how much it makes up.

    python -m benchmarks.annotate    # beside dateparser, where that is installed

First the two real articles against their full annotation, then the sentences of
`labelled.toml`. A fact counts as found when it is the same: a date in EDTF, a person,
a partner or a term by its code, an outcome by its modality and half of its words.
Where an editor took the year of a date from elsewhere, the text states day and month,
and `XXXX-02-14` is what there is to find.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.annotate import read_text
from generator.annotate.dates import dates_in
from generator.load import read_article, read_disk, read_registers
from generator.model.dates import When
from generator.model.noun import Basis, Stated
from generator.model.text import PrintedText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.annotate import Reading
    from generator.model.article import Article
    from generator.model.registers import Registers

ROOT = Path(__file__).parent.parent.parent
LABELLED = Path(__file__).parent / "labelled.toml"
HALF = 0.5


class Score:
    """True and false finds, and what was missed."""

    def __init__(self) -> None:
        self.right, self.found, self.wanted = 0, 0, 0
        self.odd: list[str] = []

    def add(self, found: Iterable[object], wanted: Iterable[object], at: str) -> None:
        """Compare what was found with what is there."""
        one, other = Counter(found), Counter(wanted)
        common = one & other
        self.right += common.total()
        self.found += one.total()
        self.wanted += other.total()
        if one != other:
            self.odd.append(f"{at}: +{[*(one - other)]} -{[*(other - one)]}")

    @property
    def row(self) -> str:
        """The figures, as the cells of a table."""
        precision = self.right / self.found if self.found else 1
        recall = self.right / self.wanted if self.wanted else 1
        return f"{self.wanted} | {self.found} | {precision:.1%} | {recall:.1%}"


def stated(article: Article) -> list[str]:
    """Return the dates that the text states, each wording once."""
    found: dict[str, str] = {}
    for value in article.values:
        if isinstance(value, Stated) and isinstance(value.value, When):
            if not value.quote and value.basis is not Basis.STATED:
                continue  # the text has no word of it
            edtf = value.value.edtf
            if value.basis is not Basis.STATED:
                edtf = "/".join(f"XXXX{end[4:]}" for end in edtf.split("/"))
            found[edtf] = edtf
    return list(found)


def covers(reading: Reading, article: Article) -> Score:
    """Match outcomes by modality and half of their words."""
    score = Score()
    left = list(reading.outcomes)
    score.found = len(left)
    for outcome in article.annotation.outcomes:
        score.wanted += 1
        wanted = {
            at
            for quote in outcome.quote
            for place in quote.found_in(article.text)
            for at in range(place.start, place.end)
        }

        def alike(each: Any, wanted: set[int] = wanted) -> float:  # noqa: ANN401
            own = {at for place in each.places for at in range(place.start, place.end)}
            return len(own & wanted) / len(own | wanted)

        fits = [each for each in left if each.modality == outcome.modality]
        best = max(fits, key=alike, default=None)
        if best and alike(best) >= HALF:
            score.right += 1
            left.remove(best)
        else:
            score.odd.append(f"-{outcome.id}")
    score.odd += [f"+{each.modality} {each.rule}" for each in left]
    return score


def seeds(registers: Registers, articles: list[Article]) -> None:
    """Print the table of the two real articles."""
    say("| Seed | What | there | found | precision | recall |")
    say("| --- | --- | ---: | ---: | ---: | ---: |")
    for article in articles:
        reading = read_text(article.text, registers, None)
        dates, people, terms, partners = (Score() for _ in range(4))
        at, note = article.id[:10], article.annotation
        # the same words in two places are one date
        own = dict.fromkeys(each.value for each in reading.dates)
        dates.add(list(own), stated(article), at)
        people.add(
            (each.code or each.name for each in reading.people),
            (str(each.person) for each in note.people),
            at,
        )
        terms.add(
            (each.code or each.short for each in reading.terms),
            (str(each.term) for each in note.terms),
            at,
        )
        partners.add(reading.partners, map(str, note.partners), at)
        outcomes = covers(reading, article)
        several = (
            ("dates", dates),
            ("people", people),
            ("outcomes", outcomes),
            ("terms", terms),
            ("partners", partners),
        )
        for name, score in several:
            say(f"| {at} | {name} | {score.row} |")
            for odd in score.odd:
                say(f"<!-- {odd} -->")


def labelled(registers: Registers) -> None:
    """Print the table of the labelled sentences."""
    told = tomllib.loads(LABELLED.read_text("utf-8"))
    published = told["dates"]["published"]
    say("\n| Sentences | there | found | precision | recall |")
    say("| --- | ---: | ---: | ---: | ---: |")
    scores = {name: Score() for name in ("dates", "open dates", "people", "outcomes")}
    scores["terms"] = Score()
    begun = time.process_time()
    for text, wanted in told["dates"]["cases"]:
        found = [d.value for d in dates_in(PrintedText.of(text), published) if d.value]
        scores["dates"].add(found, wanted, text)
    seconds = time.process_time() - begun
    for text, wanted in told["open_dates"]["cases"]:
        found = [each.value for each in dates_in(PrintedText.of(text), None)]
        scores["open dates"].add(found, wanted, text)
    for text, wanted in told["people"]["cases"]:
        people = read_text(PrintedText.of(text), registers, published).people
        own = [(each.name, each.honorific, each.rank) for each in people]
        scores["people"].add(own, map(tuple, wanted), text)
    for text, wanted in told["outcomes"]["cases"]:
        outcomes = read_text(PrintedText.of(text), registers, published).outcomes
        own_modalities = [each.modality.value for each in outcomes]
        scores["outcomes"].add(own_modalities, wanted, text)
    for text, wanted in told["terms"]["cases"]:
        terms = read_text(PrintedText.of(text), registers, published).terms
        scores["terms"].add(
            ((each.short, each.name) for each in terms), map(tuple, wanted), text
        )
    for name, score in scores.items():
        say(f"| {name} | {score.row} |")
        for odd in score.odd:
            say(f"<!-- {odd} -->")
    beside(told["dates"]["cases"], published, seconds)


def ends(value: str) -> list[str]:
    """Return the ends of a date, for a library that knows no stretches."""
    return value.split("/")


def beside(
    cases: list[tuple[str, list[str]]], published: dt.date, seconds: float
) -> None:
    """Print both libraries on the same sentences, each end of a stretch by itself."""
    own, other = Score(), Score()
    for text, wanted in cases:
        known = [end for value in wanted for end in ends(value)]
        found = [d.value for d in dates_in(PrintedText.of(text), published) if d.value]
        own.add([end for value in found for end in ends(value)], known, text)
    say("\n| Dates, each end by itself | there | found | precision | recall | CPU, s |")
    say("| --- | ---: | ---: | ---: | ---: | ---: |")
    say(f"| ours | {own.row} | {seconds:.2f} |")
    try:
        from dateparser.search import search_dates  # noqa: PLC0415 -- may not be there
    except ImportError:
        say("| dateparser: not installed | | | | | |")
        return
    day = dt.datetime.combine(published, dt.time())
    settings = {"RELATIVE_BASE": day, "DATE_ORDER": "DMY", "PREFER_DATES_FROM": "past"}
    begun = time.process_time()
    for text, wanted in cases:
        languages = ["vi"] if not text.startswith(("On ", "The ", "Res")) else ["en"]
        known = [end for value in wanted for end in ends(value)]
        answers = search_dates(text, languages=languages, settings=settings) or []
        days = [answer.date().isoformat() for _, answer in answers]
        # it fills up what is not stated: right is what agrees as far as it is stated
        told = [next((w for w in known if each.startswith(w)), each) for each in days]
        other.add(told, known, text)
    say(f"| dateparser | {other.row} | {time.process_time() - begun:.2f} |")


def say(line: str) -> None:
    """Print *line*."""
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Measure and print the tables."""
    disk = read_disk(ROOT)
    registers, _ = read_registers(disk.registers)
    if registers is None:
        sys.exit("the registers are wrong")
    read = (read_article(source)[0] for source in disk.articles)
    seeds(registers, [article for article in read if article])
    labelled(registers)


if __name__ == "__main__":
    main()
