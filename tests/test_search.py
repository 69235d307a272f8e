"""The search: what the index keeps, and what is found in it, in the terminal too."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search import (
    Findable,
    Lexicon,
    Line,
    Search,
    read_index,
    search,
    write_index,
)
from generator.search.forms import begins_with_slip, fold, form_of, is_slip
from generator.search.packing import dense, packed, spread, unpacked
from tests.projects import ROOT, briefing
from tests.search import CASES, DATA, Case, index_files, pages

INDEX = read_index(index_files())
LEXICON = Lexicon(INDEX)
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ "


def found_by(query: str, facets: dict[str, list[str]] | None = None) -> list[str]:
    asked = {name: frozenset(each) for name, each in (facets or {}).items()}
    found = search(INDEX, LEXICON, Search(query, asked))
    return [each.address for each in found.results(INDEX, 20)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.query[:30] or "empty")
def test_cases(case: Case) -> None:
    """Each rule of matching and of order, by an example."""
    facets = {name: frozenset(each) for name, each in case.facets.items()}

    found = search(INDEX, LEXICON, Search(case.query, facets))

    assert [each.address for each in found.results(INDEX, 20)] == case.found
    assert (found.is_partial, found.suggestion) == (case.is_partial, case.suggestion)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.query[:30] or "empty")
def test_way_of_composing_tells_nothing(case: Case, form: str) -> None:
    """Accents may be typed in one piece or in two."""
    typed = unicodedata.normalize(form, case.query)  # type: ignore[arg-type]

    assert found_by(typed, case.facets) == case.found


def test_the_right_words_are_lit() -> None:
    """Words are lit as they stand in the text, accents and all."""
    found = search(INDEX, LEXICON, Search("hoi dam dolan"))
    result = next(iter(found.results(INDEX, 1)))

    lit = [result.snippet[start:end] for start, end in result.snippet_lit]
    assert lit == ["hội", "đàm", "Đolan"]
    lit = [result.title[start:end] for start, end in result.title_lit]
    assert lit == ["Hội", "đàm"]


def test_facets_count_what_choosing_them_would_show() -> None:
    """Another value of a chosen facet keeps its count; other facets narrow it."""
    found = search(INDEX, LEXICON, Search("tuần tra", {"partner": frozenset({"xt"})}))

    assert found.counts["partner"] == {"lm": 2, "xt": 1}
    assert found.counts["year"] == {"2022": 1}


@given(st.lists(st.integers(0, 3_000_000)), st.binary())
def test_packing_loses_nothing(numbers: list[int], data: bytes) -> None:
    """Numbers and bytes come back; no sign may not stand in a script."""
    signs = packed(data)

    assert unpacked(signs) == data
    assert not set(signs) & set('\0\r\n"\\')
    for short in (1, 176, 254):
        fit = [number for number in numbers if number < 2**24]
        assert spread(dense(fit, short), 0, short) == fit


@given(st.lists(st.text(), max_size=4), st.text())
def test_text_is_read_back(sentences: list[str], title: str) -> None:
    """The index holds every letter of a text, whatever the text."""
    lines = [" ".join(each.split()) for each in (title, *sentences)]
    page = Findable(
        kind="article",
        uri="a.html",
        title=lines[0],
        sentences=tuple(Line(n, text) for n, text in enumerate(lines[1:], start=1)),
    )

    index = read_index(write_index([page], [], DATA["labels"], DATA["calendar"]))

    kept = [index.text(*line)[0] for line in index.lines_of(index.docs[0])]
    shown = [form_of_text(line) for line in lines]
    assert kept == shown


def form_of_text(text: str) -> str:
    invisible = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
    kept = "".join(char for char in text if char not in invisible)
    return text if text.isascii() else unicodedata.normalize("NFC", kept)


def test_order_of_pages_is_forgotten() -> None:
    """The index is the same whichever page comes first."""
    several = pages()
    random.Random(1).shuffle(several)  # noqa: S311 -- no secret

    made = write_index(several, [], DATA["labels"], DATA["calendar"])

    assert made == write_index(pages(), [], DATA["labels"], DATA["calendar"])


def plainly(words: list[str]) -> str:
    """Return *words* without accents and signs, with a space around each."""
    bare = (re.sub(r"\W", "", fold(word.lower())) for word in words)
    return f" {' '.join(bare)} "


@given(st.sampled_from([page for page in pages() if page.sentences]), st.randoms())
def test_a_sentence_typed_in_any_way_finds_its_article(
    page: Findable, chance: random.Random
) -> None:
    """With its accents, with some or with none, four words or more in a row."""
    words = chance.choice(page.sentences).text.split()
    start = chance.randrange(max(1, len(words) - 4))
    typed = words[start : start + 4 + chance.randrange(5)]
    keep = chance.choice((0, 0.5, 1))
    query = " ".join(
        word if chance.random() < keep else fold(word.lower()) for word in typed
    )

    found = [address.partition("#")[0] for address in found_by(query)]

    assert page.uri in found
    first = next(each for each in pages() if each.uri == found[0])
    lines = [first.title, *(each.text for each in (*first.facts, *first.sentences))]
    # before it comes at most what says the same words
    assert any(plainly(typed) in plainly(line.split()) for line in lines)


@given(st.text(LETTERS, max_size=40) | st.text(max_size=40))
def test_any_text_may_be_asked(query: str) -> None:
    """No query is an error, and what it finds is the same each time."""
    assert found_by(query) == found_by(query)


def test_very_long_query_is_cut() -> None:
    """What stands far behind is not read."""
    assert found_by("hội đàm " * 2000) == found_by("hội đàm " * 100)
    assert found_by("a" * 10_000) == []


@given(st.text("abcd", min_size=1, max_size=6), st.text("abcd", min_size=1, max_size=6))
def test_slip_is_one_step(one: str, other: str) -> None:
    """A slip is what one letter less, more, changed, or swapped makes."""
    steps = {one[:at] + one[at + 1 :] for at in range(len(one))}
    steps |= {
        one[:at] + letter + one[at + keep :]
        for at in range(len(one) + 1)
        for letter in "abcd"
        for keep in (0, 1)
    }
    steps |= {
        one[:at] + one[at + 1] + one[at] + one[at + 2 :] for at in range(len(one) - 1)
    }

    assert is_slip(one, other) == (other in steps - {one})
    begun = any(other.startswith(step) for step in steps - {one})
    assert begins_with_slip(one, other) == begun


def test_forms() -> None:
    """Tone placement and i or y tell nothing; đ is no d with a tone."""
    assert form_of("hoà").letters == form_of("hòa").letters == "hoa"
    assert form_of("hoà").tone == form_of("hòa").tone
    assert form_of("Mỹ").letters == form_of("mĩ").letters
    assert form_of("thuý").letters != form_of("thúi").letters
    assert form_of("007").plain == "7"
    assert form_of("Đ").folded == "d"


# the terminal


def test_find_speaks_of_what_the_box_finds() -> None:
    """Group, title, address to the very fact, and the line that answers."""
    result = briefing("find", "duong day nong", "--root", ROOT, "--as-of", "2026-11-22")

    assert result.exit_code == 0, result.output
    assert "3 kết quả" in result.output
    assert "Việt Nam và Brunei đẩy mạnh hợp tác phòng chống tội phạm" in result.output
    assert "chong-toi-pham.html#f" in result.output


def test_find_narrows_and_says_when_there_is_nothing() -> None:
    """A facet leaves others out; nothing found is exit code 1 and a suggestion."""
    day = ("--as-of", "2026-11-22", "--root", ROOT)
    other = briefing("find", "hội đàm", "--partner", "au", "--type", "article", *day)
    none = briefing("find", "Brunei qwzx", *day)

    assert "brunei" not in other.output.casefold()
    assert none.exit_code == 1
    assert "Không có kết quả" in none.output
    assert "Tìm: Brunei" in none.output
