"""What finds room beside a paragraph, and what is folded; nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.derive.reading import read
from generator.render import Templates
from generator.render.margin import LONGEST, SHORT, passages
from generator.words import catalogue
from tests.projects import archive_of, article

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.derive.reading import Reading
    from generator.render.margin import Passage


def beside(fields: Mapping[str, object], text: str) -> tuple[Reading, list[Passage]]:
    """Return an article read through, and its paragraphs with their margins."""
    own = {"id": "bai", "title": "Bài", "partners": ["bn"], **fields}
    archive = archive_of(article("bai", own, text))
    reading = read(archive.articles[0], archive)
    return reading, list(passages(reading.paragraphs, Templates(catalogue("vi"))))


def note(kind: str, text: str, *quotes: str) -> dict[str, object]:
    """Return a note on *quotes*."""
    return {
        "kind": kind,
        "quote": quotes,
        "text": text,
        "by": "Biên tập",
        "date": "2024",
    }


@settings(max_examples=60)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=5))
def test_every_fact_is_beside_its_paragraph_once(counts: list[int]) -> None:
    """Open or folded, each fact is there, in the order of the text."""
    lines = [
        ", ".join(f"N{n}x{m}" for m in range(count + 1))
        for n, count in enumerate(counts)
    ]
    names = [f"N{n}x{m}" for n, count in enumerate(counts) for m in range(count)]
    reading, found = beside(
        {"places": [{"name": name, "quote": name} for name in names]}, "\n".join(lines)
    )

    for each, count in zip(found, counts, strict=True):
        shown = [
            anchor
            for line in each.lines + each.folded
            for entry in line.entries
            for anchor in entry.anchors
        ]
        assert shown == [fact.anchor for fact in each.paragraph.facts]
        assert bool(each.lines) == bool(count)
        assert len(each.folded) != 1 or len(each.folded[0].entries) > 1
    assert len(reading.facts) == len(names)


def test_a_long_paragraph_has_room_and_a_crowded_one_folds() -> None:
    """Two hundred facts on a line of text do not make a page of margin."""
    outcomes = [
        {"id": f"o{n}", "modality": "discussed", "what": f"Việc {n}", "quote": "Bàn"}
        for n in range(200)
    ]
    [crowded] = beside({"outcomes": outcomes}, "Bàn nhiều việc.")[1]
    [roomy] = beside({"outcomes": outcomes[:40]}, "Bàn nhiều việc. " + "Rồi về. " * 90)[
        1
    ]

    assert 0 < len(crowded.lines[0].entries) < 20
    assert crowded.folded_count == 200 - len(crowded.lines[0].entries)
    assert roomy.folded == ()


def test_what_disputes_the_text_stands_first_and_open() -> None:
    """Unless it is long; background is open where there is room."""
    text = "Một hai ba bốn. " * 3
    long = "dài " * SHORT
    _, [found] = beside(
        {
            "notes": [
                note("context", "Bối cảnh " * 20, "Một câu"),
                note("discrepancy", long, "Một câu"),
                note("erratum", "Sai", "Một câu"),
            ]
        },
        f"Một câu. {text}",
    )

    said = [(each.note.kind, each.is_open) for each in found.remarks]
    assert said == [("discrepancy", False), ("erratum", True), ("context", False)]
    _, [roomy] = beside(
        {"notes": [note("context", "Ngắn", "Một câu")]}, "Một câu. " + text * 9
    )
    assert roomy.remarks[0].is_open


def test_a_note_stands_once_and_is_named_where_its_other_words_are() -> None:
    """On words of two paragraphs it stands at the first; the second leads there."""
    _, [first, second] = beside(
        {"notes": [note("erratum", "Sai", "hai mươi", "ba mươi")]},
        "Có hai mươi.\nCó ba mươi.",
    )

    assert [each.note.anchor for each in first.remarks] == ["n1"]
    assert second.remarks == ()
    [entry] = second.lines[0].entries
    assert entry.anchors == ("n1",)
    assert entry.proofs == ("p1", "p2")
    assert entry.text == "Đính chính ở câu 1"


def test_facts_of_the_same_words_are_one_and_long_ones_are_cut() -> None:
    """A place named twice is read once, and leads to the first."""
    long = "Nơi " + "rất xa " * 40
    _, [found] = beside(
        {
            "places": [
                {"name": "Suva", "quote": "tại Suva"},
                {"name": "Suva", "quote": "ở Suva"},
                {"name": long.strip(), "quote": long.strip()},
            ]
        },
        f"Gặp tại Suva, ở Suva, {long}.",
    )

    same, cut = found.lines[0].entries
    assert (same.text, same.anchors) == ("Suva", ("f1", "f2"))
    assert same.proofs == (), "the places of both facts name them all"
    assert len(cut.text) <= LONGEST + 1
    assert cut.text.endswith("rất…") or cut.text.endswith("xa…")


def test_what_the_place_of_a_fact_does_not_name_the_margin_does() -> None:
    """Of two proofs in one sentence its line shows the longer; both are lit."""
    _, [found] = beside(
        {"places": [{"name": "Suva", "quote": ["tại Suva", "thủ đô Suva"]}]},
        "Gặp tại Suva, thủ đô Suva.",
    )

    [same] = found.lines[0].entries
    assert same.proofs == ("p1", "p2")
