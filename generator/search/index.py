"""
The index: everything that can be found, as numbered words.

The text is the index. A text is written as a row of numbers, each a word or what
stands between two words (one space between words is left out), so that it can be
read back letter for letter. What can be found stands newest first, in shards; one
more script holds the words, the names that mean the same, and what the facets are.
"""

from __future__ import annotations

import json
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping  # noqa: TC003 -- dataclasses look into it
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from itertools import count as numbers_from
from typing import TYPE_CHECKING, Any

from generator.search.forms import WORD, Form, composed, form_of
from generator.search.packing import dense, packed, spread, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

INDEX = "search"
"""The folder of the site in which it stands."""
WORDS = f"{INDEX}/words.js"
SHARD = INDEX + "/{}.js"
SHARD_SIZE = 200_000
"""How many numbers a shard holds, more or less: about 300 KB."""
SHORT = 176
"""How many of the commonest words take one byte."""
END = 0
"""The number that ends a line; no word has it."""

ARTICLE = "article"
OUTCOME = "outcome"
_CUT = re.compile(f"({WORD.pattern})")


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of text that is shown as one, and where it stands on its page."""

    anchor: int
    """Number of the fact or sentence; 0 when it has no place of its own."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable:
    """A page that can be found."""

    kind: str
    """Such as `article` or `person`."""
    uri: str
    """Address in the site, such as `people/to-lam.html`."""
    title: str
    names: tuple[str, ...] = ()
    """What it is called besides."""
    facts: tuple[Line, ...] = ()
    sentences: tuple[Line, ...] = ()
    day: str = ""
    """The first day of its date in ISO 8601, for the order; empty when not known."""
    date: str = ""
    """Its date in words."""
    year: int = 0
    """The year of its date; 0 when not known."""
    partners: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Names of one thing: each finds the others."""

    names: tuple[str, ...]
    codes: tuple[str, ...] = ()
    """Names that count only in capitals, or when nothing else is asked."""


@dataclass(frozen=True, slots=True)
class Doc:
    """A page as the index holds it."""

    kind: str
    uri: str
    date: str
    year: int
    partners: tuple[str, ...]
    topics: tuple[str, ...]
    names: int
    """How many lines are names; the line before them is the title."""
    facts: tuple[int, ...]
    """The anchor of each fact."""
    sentences: tuple[int, ...]
    """The anchor of each sentence."""
    start: int
    end: int
    """Where its numbers stand in the index."""


@dataclass(frozen=True)
class Index:
    """Everything that can be found, ready to be asked."""

    words: tuple[str, ...]
    """By number; the first stands for the end of a line."""
    groups: tuple[NameGroup, ...]
    labels: Mapping[str, Mapping[str, str]]
    """`partners` and `topics`: code to name."""
    calendar: Mapping[str, Mapping[str, int]]
    """Words of dates: `day`, `month`, `year` and `until`, and `months` by name."""
    numbers: array[int] = field(repr=False)
    docs: tuple[Doc, ...] = field(repr=False)
    """Newest first, undated last."""

    @cached_property
    def forms(self) -> tuple[Form | None, ...]:
        """The form of each word; None for what stands between words."""
        return tuple(
            form_of(word) if WORD.fullmatch(word) else None for word in self.words
        )

    @cached_property
    def by_plain(self) -> Mapping[str, tuple[int, ...]]:
        """Plain form to the numbers of the words that have it."""
        return self._by("plain")

    @cached_property
    def by_folded(self) -> Mapping[str, tuple[int, ...]]:
        """Folded form to the numbers of the words that have it."""
        return self._by("folded")

    def _by(self, name: str) -> Mapping[str, tuple[int, ...]]:
        found: dict[str, list[int]] = {}
        for number, form in enumerate(self.forms):
            if form:
                found.setdefault(getattr(form, name), []).append(number)
        return {key: tuple(numbers) for key, numbers in sorted(found.items())}

    def lines_of(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """Yield where each line of *doc* starts and ends: title, names, facts, text."""
        start = doc.start
        for at in range(doc.start, doc.end):
            if self.numbers[at] == END:
                yield start, at
                start = at + 1

    def text(self, start: int, end: int) -> tuple[str, dict[int, tuple[int, int]]]:
        """Return the text of a line, and where the word of each number stands in it."""
        pieces: list[str] = []
        places: dict[int, tuple[int, int]] = {}
        length = 0
        after_word = False
        for at in range(start, end):
            number = self.numbers[at]
            word, is_word = self.words[number], self.forms[number] is not None
            if is_word and after_word:
                pieces.append(" ")
                length += 1
            if is_word:
                places[at] = (length, length + len(word))
            pieces.append(word)
            length += len(word)
            after_word = is_word
        return "".join(pieces), places


def tokens(text: str) -> list[str]:
    """Cut *text* into words and what stands between, leaving out single spaces."""
    found = _CUT.split(composed(text))
    before, after = found[0], found.pop()
    if not found:
        return [after] if after else []
    inner = [each for each in found[1:] if each != " "]
    return [*([before] if before else ()), *inner, *([after] if after else ())]


def write_index(
    pages: Iterable[Findable],
    groups: Sequence[NameGroup],
    labels: Mapping[str, Mapping[str, str]],
    calendar: Mapping[str, Mapping[str, int]],
) -> dict[str, str]:
    """
    Return address to text of the scripts of the index.

    The same for the same *pages* in any order.
    """
    # words are numbered as they come: all pages cut into words would fill the memory
    given: defaultdict[str, int] = defaultdict(numbers_from(END + 1).__next__)
    rows = sorted((_row(page, given) for page in pages), key=lambda row: row.key)
    rows.sort(key=lambda row: row.day, reverse=True)
    counts = Counter(chain.from_iterable(row.numbers for row in rows))
    for group in groups:
        counts.update(given[w] for name in group.names for w in tokens(name))
    common = sorted(given, key=lambda word: (-counts[given[word]], word))
    words = ["", *common]
    by_count = array("I", [END]) * len(words)
    for number, word in enumerate(common, start=END + 1):
        by_count[given[word]] = number
    shards: list[list[_Row]] = [[]]
    size = 0
    for row in rows:
        if size >= SHARD_SIZE:
            shards.append([])
            size = 0
        shards[-1].append(row)
        size += len(row.numbers)
    head = {
        "words": words,
        "short": SHORT,
        "shards": len(shards),
        "groups": [[group.names, group.codes] for group in groups],
        "labels": labels,
        "calendar": calendar,
    }
    files = {WORDS: _script("words", 0, _json(head))}
    for number, shard in enumerate(shards):
        columns = _json(_columns(shard, labels))
        own = chain.from_iterable(row.numbers for row in shard)
        text = dense(array("I", map(by_count.__getitem__, own)), SHORT)
        data = len(columns).to_bytes(4, "big") + columns + text
        files[SHARD.format(number)] = _script("shard", number, data)
    return files


@dataclass(frozen=True, slots=True)
class _Row:
    """A page as it is written."""

    key: tuple[str, str]
    """Kind and address."""
    day: str
    date: str
    year: int
    partners: tuple[str, ...]
    topics: tuple[str, ...]
    names: int
    facts: list[int]
    sentences: list[int]
    numbers: array[int]
    """Its words, numbered as they came."""


def _row(page: Findable, given: Mapping[str, int]) -> _Row:
    """Return *page* in the numbers of words that are *given*, or will be now."""
    numbers = array("I")
    for line in (
        page.title,
        *page.names,
        *(fact.text for fact in page.facts),
        *(sentence.text for sentence in page.sentences),
    ):
        numbers.extend(map(given.__getitem__, tokens(line)))
        numbers.append(END)
    return _Row(
        (page.kind, page.uri),
        page.day,
        page.date,
        page.year,
        page.partners,
        page.topics,
        len(page.names),
        _steps(page.facts),
        _steps(page.sentences),
        numbers,
    )


def _columns(rows: list[_Row], labels: Mapping[str, Mapping[str, str]]) -> object:
    partners, topics = list(labels["partners"]), list(labels["topics"])
    return {
        "kind": [row.key[0] for row in rows],
        "uri": [row.key[1] for row in rows],
        "date": [row.date for row in rows],
        "year": [row.year for row in rows],
        "partners": [list(map(partners.index, row.partners)) for row in rows],
        "topics": [list(map(topics.index, row.topics)) for row in rows],
        "names": [row.names for row in rows],
        "facts": [row.facts for row in rows],
        "sentences": [row.sentences for row in rows],
    }


def _steps(lines: tuple[Line, ...]) -> list[int]:
    """Write the anchors as runs: how many, and what each adds to the one before."""
    runs: list[int] = []
    before = 0
    for line in lines:
        step = line.anchor - before
        before = line.anchor
        if runs and runs[-1] == step:
            runs[-2] += 1
        else:
            runs += [1, step]
    return runs


def _walked(runs: list[int]) -> tuple[int, ...]:
    found: list[int] = []
    anchor = 0
    for count, step in zip(runs[::2], runs[1::2], strict=True):
        for _ in range(count):
            anchor += step
            found.append(anchor)
    return tuple(found)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _script(part: str, number: int, data: bytes) -> str:
    return f'briefingSearch.take("{part}",{number},"{packed(data)}");\n'


def _data(script: str) -> bytes:
    return unpacked(script[script.index('"', 24) + 1 :].partition('"')[2][:-4])


def read_index(files: Mapping[str, str]) -> Index:
    """Read the scripts that `write_index` made, by their addresses."""
    head: dict[str, Any] = json.loads(_data(files[WORDS]))
    partners, topics = list(head["labels"]["partners"]), list(head["labels"]["topics"])
    numbers = array("L")
    docs: list[Doc] = []
    for shard in range(head["shards"]):
        data = _data(files[SHARD.format(shard)])
        size = 4 + int.from_bytes(data[:4], "big")
        columns: dict[str, Any] = json.loads(data[4:size])
        start = at = len(numbers)
        numbers.extend(spread(data, size, head["short"]))
        for row in range(len(columns["kind"])):
            facts = _walked(columns["facts"][row])
            sentences = _walked(columns["sentences"][row])
            names: int = columns["names"][row]
            for _ in range(1 + names + len(facts) + len(sentences)):
                at = numbers.index(END, at) + 1
            docs.append(
                Doc(
                    kind=columns["kind"][row],
                    uri=columns["uri"][row],
                    date=columns["date"][row],
                    year=columns["year"][row],
                    partners=tuple(partners[n] for n in columns["partners"][row]),
                    topics=tuple(topics[n] for n in columns["topics"][row]),
                    names=names,
                    facts=facts,
                    sentences=sentences,
                    start=start,
                    end=at,
                )
            )
            start = at
    return Index(
        words=tuple(head["words"]),
        groups=tuple(
            NameGroup(tuple(names), tuple(codes)) for names, codes in head["groups"]
        ),
        labels=head["labels"],
        calendar=head["calendar"],
        numbers=numbers,
        docs=tuple(docs),
    )
