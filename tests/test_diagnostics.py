"""How a problem is told: to people, to editors' tools, and in what order."""

from __future__ import annotations

import json
from itertools import permutations

import pytest
from rich.cells import cell_len

from generator.diagnostics import (
    SHOWN_CELLS,
    Diagnostic,
    Severity,
    Span,
    as_github,
    as_json,
    as_line,
    as_text,
    has_errors,
    in_order,
    near,
)
from generator.model.source import SourceFile, Written
from generator.words import Words, catalogue

VI, EN = catalogue("vi"), catalogue("en")
PATH = "content/bn/bai.md"

ODD = Words(
    "en",
    {
        "diagnostic.odd.message": "{value}",
        "diagnostic.odd.help": "100%, see: a\r\nb",
        "severity.error": "error",
        "terminal.help": "help",
        "terminal.did_you_mean": "did you mean {candidates}",
    },
)
"""A catalogue whose words hold every sign that a form must escape."""


def unknown(
    span: Span, value: str = "xx", suggestions: tuple[str, ...] = ()
) -> Diagnostic:
    """Return a problem with a reference."""
    return Diagnostic(
        code="unknown-partner",
        span=span,
        values={"value": value},
        suggestions=suggestions,
    )


def told(line: str, column: int, width: int) -> list[str]:
    """Tell a problem of `line[column - 1 : column - 1 + width]` as text, by lines."""
    source = SourceFile(PATH, line)
    problem = unknown(Span(PATH, 1, column, width))
    return as_text(problem, VI, lambda span: source.line(span.line)).split("\n")


def marked(shown: list[str]) -> str:
    """Return what stands right above the carets, measured in cells."""
    [text] = [line for line in shown if line.startswith("1 | ")]
    [carets] = [line for line in shown if line.strip(" |^") == "" and "^" in line]
    start, end = carets.index("^"), carets.rindex("^") + 1
    at, found = 0, ""
    for char in text:
        if start <= at < end:
            found += char
        at += cell_len(char)
    return found


def test_text_shows_the_line_and_marks_the_words() -> None:
    """The form for people: what, where, the line, the words, how to mend it."""
    source = SourceFile(PATH, "---\nid: x\npartners: [bm]\n")
    problem = unknown(Span(PATH, 3, 12, 2), "bm", suggestions=("bn",))

    shown = as_text(problem, EN, lambda span: source.line(span.line))

    assert shown.split("\n") == [
        "error[unknown-partner]: no partner has the code `bm`",
        " --> content/bn/bai.md:3:12",
        "  |",
        "3 | partners: [bm]",
        "  |            ^^",
        f"  = help: {problem.help(EN)}",
    ]
    assert "`bn`" in problem.help(EN)


def test_gutter_is_as_wide_as_the_number() -> None:
    """Bars stand under each other on line 9 and on line 1000."""
    for number in (9, 10, 1000):
        problem = unknown(Span(PATH, number, 1, 1))
        shown = as_text(problem, VI, lambda _: "x").split("\n")
        bars = {line.index("|") for line in shown if " |" in line}
        assert bars == {len(str(number)) + 1}


def test_no_line_is_shown_where_there_is_none() -> None:
    """A file that is not text, or a folder, has a place and a help, and no quote."""
    shown = as_text(unknown(Span("content")), VI, lambda _: None)

    assert shown.count("\n") == 2
    assert "^" not in shown
    assert "content:1:1" in shown


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("", "Brunei"),
        ("đối tác: ", "Brunei"),
        ("名前: ", "日本"),
        ("🇻🇳🤝 ", "Brunei"),
        ("tên: ", "会談 Hà Nội"),
        ("a\tb ", "Brunei"),
        ("dấu\u200b không: ", "Brunei"),
        ("x" * (SHOWN_CELLS - 6), "Brunei"),
        ("chữ " * 200, "Brunei"),
        ("会談" * 200, "日本"),
    ],
    ids=lambda text: text[:6].strip() or "start",
)
def test_carets_stand_under_the_words(before: str, words: str) -> None:
    """Wide signs, tabs, invisible signs and long lines do not move them."""
    line = f"{before}{words}, và nhiều chữ khác ở phía sau" + " nữa" * 100

    assert marked(told(line, len(before) + 1, len(words))) == words


def test_a_long_line_is_cut_on_both_sides() -> None:
    """The words are seen with what stands around them, and dots say that more is."""
    line = "trước " * 100 + "Brunei" + " sau" * 100

    shown = told(line, len("trước " * 100) + 1, 6)

    [text] = [each for each in shown if each.startswith("1 | ")]
    assert text.startswith("1 | …")
    assert text.endswith("…")
    assert "trước Brunei sau" in text
    assert cell_len(text) < SHOWN_CELLS + 10


def test_words_longer_than_the_window_are_marked_as_far_as_they_are_seen() -> None:
    """Carets never run past the text that is shown."""
    shown = told("x" * 500, 1, 500)

    assert marked(shown) == "x" * SHOWN_CELLS


def test_a_place_behind_the_line_is_marked_behind_it() -> None:
    """A missing thing at the end of a line has a caret too."""
    shown = told("---", 4, 1)

    assert shown[4] == "  |    ^"


def test_line_form_can_be_parsed() -> None:
    """Editors and CI logs read `path:line:column: severity[code]: message`."""
    problem = unknown(Span(PATH, 4, 12, 3), "jpn")
    warning = Diagnostic(
        code="byte-order-mark", span=Span(PATH), severity=Severity.WARNING
    )

    assert as_line(problem, VI) == (
        f"{PATH}:4:12: error[unknown-partner]: không có đối tác nào mang mã `jpn`"
    )
    assert as_line(warning, EN).startswith(f"{PATH}:1:1: warning[byte-order-mark]: ")


def test_json_form_holds_everything() -> None:
    """A program gets the place in numbers and the words as people read them."""
    problem = unknown(Span(PATH, 4, 12, 3), "“x”\n\\", suggestions=("bn",))

    [read] = json.loads(as_json([problem], VI))

    assert read == {
        "code": "unknown-partner",
        "severity": "error",
        "path": PATH,
        "line": 4,
        "column": 12,
        "width": 3,
        "message": problem.message(VI),
        "help": problem.help(VI),
    }
    assert "“x”\n\\" in read["message"]
    assert json.loads(as_json([], VI)) == []


def test_json_form_keeps_vietnamese_readable() -> None:
    """Nobody has to read escapes in a log."""
    assert "không có đối tác" in as_json([unknown(Span(PATH))], VI)


def test_github_form_escapes_as_the_toolkit_does() -> None:
    """Text cannot end a command or begin another one."""
    problem = Diagnostic(
        code="odd",
        span=Span("content/a:b,c%d.md", 2, 3, 4),
        values={"value": "50%\n::error::evil\rend, a: b"},
    )

    said = as_github(problem, ODD)

    assert said == (
        "::error file=content/a%3Ab%2Cc%25d.md,line=2,col=3,endColumn=7,title=odd"
        "::50%25%0A::error::evil%0Dend, a: b — 100%25, see: a%0D%0Ab"
    )
    assert "\n" not in said
    assert "\r" not in said


def test_problems_are_ordered_by_place() -> None:
    """First the path, then line, then column, in numbers and not in letters."""
    spans = [
        Span("a.md", 2, 1),
        Span("a.md", 2, 10),
        Span("a.md", 10, 1),
        Span("b.md", 1, 1),
        Span("b/a.md", 1, 1),
    ]
    problems = [unknown(span) for span in spans]

    for mixed in permutations(problems):
        assert [problem.span for problem in in_order(mixed)] == spans


def test_told_twice_is_told_once() -> None:
    """Two rules that see the same thing do not make two problems of it."""
    one, again = unknown(Span(PATH, 2), "bm"), unknown(Span(PATH, 2), "bm")
    other_words = unknown(Span(PATH, 2), "bp")
    other_code = Diagnostic(code="cycle", span=Span(PATH, 2), values={"way": "a → a"})

    assert in_order([one, again]) == (one,)
    assert len(in_order([one, again, other_words, other_code])) == 3
    assert in_order([]) == ()


def test_order_does_not_depend_on_who_told_first() -> None:
    """The same problems make the same report, whichever rule ran first."""
    found = [unknown(Span(PATH, 1), value) for value in ("a", "b", "c")]

    assert in_order(found) == in_order(reversed(found))


def test_a_warning_stops_nothing() -> None:
    """Only an error stops publishing."""
    warning = Diagnostic(
        code="byte-order-mark", span=Span(PATH), severity=Severity.WARNING
    )

    assert not has_errors([])
    assert not has_errors([warning])
    assert has_errors([warning, unknown(Span(PATH))])


def test_help_says_what_may_be_meant_before_what_to_do() -> None:
    """A suggestion comes first; without one there is the advice alone."""
    plain = unknown(Span(PATH), "bm")
    guessed = unknown(Span(PATH), "bm", suggestions=("bn", "bt"))

    assert guessed.help(VI).endswith(plain.help(VI))
    assert "`bn`, `bt`" in guessed.help(VI)


def test_near_finds_what_a_hand_slipped_on() -> None:
    """Case and one wrong letter do not matter; something else is not offered."""
    known = ["agreed", "completed", "discussed", "proposed"]

    assert near("aggreed", known) == ("agreed",)
    assert near("PROPOSED", known) == ("proposed",)
    assert near("xyz", known) == ()
    assert near("agreed", []) == ()
    assert near("Nguyễn văn mẫu", ["Trần Thử", "Nguyễn Văn Mẫu"]) == ("Nguyễn Văn Mẫu",)


def test_near_does_not_depend_on_the_order_of_what_is_known() -> None:
    """Two that are alike are offered in the order of the alphabet."""
    known = ["bien-dong", "bien-nam"]

    assert near("bien", known, 2) == near("bien", reversed(known), 2)


def test_a_span_is_written_as_terminals_follow_it() -> None:
    """`path:line:column` opens the file at the place."""
    assert str(Span(PATH, 3, 7, 2)) == f"{PATH}:3:7"


def test_a_source_file_finds_its_lines_and_places() -> None:
    """Offsets outside the text are moved to its ends; a place stays on one line."""
    source = SourceFile(PATH, "một\nhai ba\n")

    assert source.span(4, 7) == Span(PATH, 2, 1, 3)
    assert source.span(4, 99) == Span(PATH, 2, 1, 6)
    assert source.span(99) == Span(PATH, 3, 1, 1)
    assert source.span(-5) == Span(PATH, 1, 1, 1)
    assert [source.line(n) for n in (0, 1, 2, 3, 4)] == ["", "một", "hai ba", "", ""]


def test_written_words_are_a_text_that_knows_its_place() -> None:
    """Equality and hash are those of the text; the place only travels along."""
    here, there = Written("bn", Span(PATH, 1)), Written("bn", Span(PATH, 2))

    assert here == there == "bn"
    assert {here: 1}[there] == 1
    assert (here.span, there.span) == (Span(PATH, 1), Span(PATH, 2))
