"""The laws of the printed text: its sentences, its quotes, and the alphabet."""

from __future__ import annotations

import re
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.noun import Quote
from generator.model.order import alphabetical
from generator.model.source import SourceFile
from generator.model.text import INVISIBLE, PrintedText, Range, fold

words = st.sampled_from(
    [
        *[
            "hội",
            "đàm",
            "Hà",
            "Nội",
            "ngày",
            "14/2",
            "2020",
            "22",
            "TP",
            "GS",
            "A",
            "Đ",
        ],
        *["“Hai", "bên”", "(JTCT)", "Bru-nây", "3.5", "e\u200bm", "🤝", "q", "Ông"],
    ]
)
gaps = st.sampled_from(
    [
        *[" ", " ", ". ", "! ", "? ", "… ", '." ', ", ", "\u00a0", "  ", "\n", "\n\n"],
        *["\u2028", "\t", ".\n", "\u200b ", "\x85", ". (", ".) ", ".” "],
    ]
)
texts = st.lists(st.tuples(words, gaps), max_size=25).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
"""Prose with every gap that web pages leave between words."""


def strip(text: str) -> str:
    return "".join(char for char in text if not char.isspace())


@given(texts | st.text(max_size=60).filter(lambda text: "\r" not in text))
def test_paragraphs_hold_all_that_can_be_read(text: str) -> None:
    """They stand in order, do not meet, lose no sign; CR was tidied away before."""
    printed = PrintedText.of(text)

    parts = [text[each.start : each.end] for each in printed.paragraphs]

    assert all(a.end < b.start for a, b in pairwise(printed.paragraphs))
    assert all(part and part == part.strip() for part in parts)
    assert all(len(part.splitlines()) == 1 for part in parts)
    assert strip("".join(parts)) == strip(text)


@given(texts | st.text(alphabet='aA. \n1!?"”)…TPĐđ', max_size=60))
def test_sentences_cover_their_paragraph_without_a_gap(text: str) -> None:
    """Put together, the sentences of a paragraph are it, letter for letter."""
    printed = PrintedText.of(text)
    sentences = list(printed.sentences)

    for paragraph in printed.paragraphs:
        own = [each for each in sentences if paragraph.holds(each)]
        assert own
        assert own[0].start == paragraph.start
        assert own[-1].end == paragraph.end
        assert all(a.end == b.start for a, b in pairwise(own))
        assert all(each.start < each.end for each in own)
        sentences = sentences[len(own) :]
    assert sentences == []


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Hai bên hội đàm. Hai bên ký kết.", 2),
        ("Ngày 14.2.2020, hai bên hội đàm. 22 nước dự.", 2),
        ("Ông TS. Nguyễn Văn Mẫu đến TP. Đà Nẵng.", 1),
        ("Ông A. Thử nói: “Tốt!” Rồi ông về.", 2),
        ("Kim ngạch 3.5 tỷ. đô la.", 1),
        ("Hỏi gì? Đáp! Thôi… Hết.", 4),
        ("“Một.” (Hai.) Ba.", 3),
        ("Một dòng\nHai dòng", 2),
        ("", 0),
        (" \n\t\n", 0),
    ],
)
def test_sentences_of_vietnamese_prose(text: str, sentences: int) -> None:
    """A stop ends a sentence when a capital or digit follows, not after "TP."."""
    assert len(PrintedText.of(text).sentences) == sentences


@given(texts)
def test_folding_leaves_the_ink_and_one_space_a_gap(text: str) -> None:
    """The quick ways to it lead where the plain one does."""
    visible = "".join(sign for sign in text if sign not in INVISIBLE)

    assert fold(text) == " ".join(visible.split())


@given(texts, texts, texts)
def test_a_text_is_itself_wherever_it_lies(before: str, text: str, after: str) -> None:
    """It reads the same as a stretch of a file, and has its places there."""
    alone = PrintedText.of(text)
    file = SourceFile("content/a.md", f"{before}{text}{after}")

    printed = PrintedText(file, len(before), len(before) + len(text))

    assert printed == alone
    assert hash(printed) == hash(alone)
    assert printed.sentences == alone.sentences
    for place in printed.sentences:
        assert printed.words(place) == text[place.start : place.end]
        assert printed.span(place).path == file.path


@given(texts, st.data())
def test_what_is_found_is_what_was_sought(text: str, data: st.DataObject) -> None:
    """The words at every place found are those of the quote, seen as a reader does."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    sought = text[start:end]
    printed = PrintedText.of(text)

    found = list(printed.find(sought))

    for place in found:
        assert fold(text[place.start : place.end]) == fold(sought)
        assert text[place.start] not in INVISIBLE
        assert not text[place.start].isspace()
        assert not text[place.end - 1].isspace()
    assert found == sorted(found)
    assert len(found) == len(set(found))


@given(texts, st.data())
def test_whole_words_that_are_there_are_found(text: str, data: st.DataObject) -> None:
    """Whoever copies whole words from the text has a quote that holds."""
    ends = [match.span() for match in re.finditer(r"\S+", text)]
    if not ends:
        return
    first = data.draw(st.integers(0, len(ends) - 1))
    last = data.draw(st.integers(first, len(ends) - 1))
    here = Range(ends[first][0], ends[last][1])
    sought = text[here.start : here.end]

    found = list(PrintedText.of(text).find(sought))

    assert any(place.meets(here) for place in found) == bool(fold(sought))


@given(texts, st.data())
def test_spaces_and_invisible_signs_do_not_matter(
    text: str, data: st.DataObject
) -> None:
    """Another kind of gap or a zero-width sign in the quote changes nothing."""
    ends = [match.span() for match in re.finditer(r"\S+", text)]
    if not ends:
        return
    first = data.draw(st.integers(0, len(ends) - 1))
    sought = text[ends[first][0] : ends[-1][1]]
    gap = data.draw(st.sampled_from(["\u00a0", "  ", "\n", "\u2003", "\t \u2028"]))
    other = re.sub(r"\s+", gap, sought).replace("à", "à\u200b")

    printed = PrintedText.of(text)

    assert list(printed.find(other)) == list(printed.find(sought))


@pytest.mark.parametrize(
    ("text", "sought", "places"),
    [
        ("hội đàm, hội đàm", "hội đàm", 2),
        ("hội đàmx", "hội đàm", 0),
        ("xhội đàm", "hội đàm", 0),
        ("Hội đàm", "hội đàm", 0),
        ("hội\u00a0\u00a0đàm", "hội đàm", 1),
        ("hội\n\nđàm", "hội đàm", 1),
        ("h\u200bội đàm", "hội đàm", 1),
        ("14/2/2020", "14/2", 1),
        ("114/2", "14/2", 0),
        ("aa aa aa", "aa aa", 2),
        ("hội đàm", "", 0),
        ("hội đàm", "\u200b ", 0),
        ("", "hội đàm", 0),
    ],
)
def test_only_whole_words_match(text: str, sought: str, places: int) -> None:
    """Case, accents and word ends count; what a reader cannot see does not."""
    assert len(list(PrintedText.of(text).find(sought))) == places


@pytest.mark.parametrize(
    ("prefix", "suffix", "place"),
    [
        ("Sáng", None, 0),
        ("chiều lại", None, 1),
        ("chiều  lại ", None, 1),
        (None, "; chiều", 0),
        (None, ".", 1),
        ("lại", ".", 1),
        ("Sáng", ".", None),
        ("đêm", None, None),
    ],
)
def test_prefix_and_suffix_choose_among_equals(
    prefix: str | None, suffix: str | None, place: int | None
) -> None:
    """They are the words right before and right after, as many as are needed."""
    text = PrintedText.of("Sáng hội đàm; chiều lại hội đàm.")
    quote = {"exact": "hội đàm", "prefix": prefix, "suffix": suffix}
    both = list(text.find("hội đàm"))

    found = Quote.model_validate(quote).found_in(text)

    assert list(found) == ([] if place is None else [both[place]])


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    """What matching sees has one space a gap and nothing invisible."""
    seen = fold(text)

    assert fold(seen) == seen
    assert "  " not in seen
    assert not INVISIBLE & set(seen)
    assert strip(seen) == "".join(c for c in strip(text) if c not in INVISIBLE)


LETTERS = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
TONES = ["a", "à", "ả", "ã", "á", "ạ"]
IN_ORDER = [
    *["Ả Rập Xê Út", "An Giang", "Áo", "Ăng-gô-la", "Ấn Độ"],
    *["Ba Lan", "Bà Rịa", "Bắc Kinh", "Băng-la-đét", "Bỉ", "Bru-nây"],
    *["Campuchia", "Cu-ba", "Dubai", "Đan Mạch", "Đông Ti-mo", "Đức"],
    *["Hoa Kỳ", "Hồ Chí Minh", "Hungary", "Ô-man", "Ốt-xtrây-li-a", "Ơ"],
    *["Thái Lan", "Úc", "Ư", "Việt Nam"],
]


def is_in_order(names: list[str]) -> bool:
    return all(alphabetical(a) < alphabetical(b) for a, b in pairwise(names))


def test_letters_stand_in_the_order_of_the_alphabet() -> None:
    """Ă and Â come after A, Đ after D, Ê after E, Ô and Ơ after O, Ư after U."""
    assert is_in_order(LETTERS)
    capitals = [letter.upper() for letter in LETTERS]
    assert is_in_order(capitals)


def test_tones_stand_in_the_order_of_the_dictionary() -> None:
    """Level, grave, hook, tilde, acute, dot: whichever way they came in."""
    for mixed in permutations(TONES):
        assert sorted(mixed, key=alphabetical) == TONES


@pytest.mark.parametrize("shape", ["ă", "â", "ê", "ô", "ơ", "ư"])
def test_a_shaped_letter_takes_tones_too(shape: str) -> None:
    """All tones of a letter come before the next letter."""
    base = {"ă": "a", "â": "a", "ê": "e", "ô": "o", "ơ": "o", "ư": "u"}[shape]
    marks = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
    toned = [shape + mark for mark in marks]

    assert is_in_order(toned)
    assert alphabetical(base + "\u0323") < alphabetical(toned[0])


def test_a_letter_counts_before_a_tone() -> None:
    """`bạc` stands before `bài`: tones decide only between equal letters."""
    wanted = ["bà", "bạ", "bac", "bạc", "bai", "bài", "băc", "bắc", "bâc", "bd", "bđ"]

    assert is_in_order(wanted)


def test_a_written_list_is_in_order() -> None:
    """Names of partners stand as a Vietnamese reader looks for them."""
    assert is_in_order(IN_ORDER)


@given(st.text(max_size=10), st.text(max_size=10))
def test_only_equal_texts_have_equal_keys(one: str, other: str) -> None:
    """The order is total, so it never depends on what came first."""
    assert (alphabetical(one) == alphabetical(other)) == (one == other)
