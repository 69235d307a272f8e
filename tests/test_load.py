"""The laws of reading: any bytes are read or explained, and nothing is guessed."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Severity, as_text, has_errors
from generator.load import read_article, read_registers
from generator.load.disk import DiskReader, read_disk, tidy
from generator.load.yaml_text import read_yaml
from generator.model.source import SourceFile
from generator.words import LANGUAGES, catalogue
from tests.projects import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from generator.diagnostics import Diagnostic

NAME = "content/bai.md"

FULL = """---
id: mot-bai
title: Bài thử
partners: [bn, au]
source: {publisher: Báo Thử, url: https://bao.example/1, published: 2021-03-06}
summary: Hai bên hội đàm
aliases: cu/mot
topics:
  - topic: bien
events:
  - id: hoi-dam
    name: Hội đàm
    type: hoi-dam
    quote: {exact: hội đàm, prefix: Hai bên, suffix: ngày}
    date: 2021-03-05
    place: {value: Hà Nội, quote: tại Hà Nội}
    level: {value: minister, basis: inferred, reason: vì thế}
    edition: 3
    participants:
      - {who: haji-thu, role: host}
outcomes:
  - id: ket-qua
    modality: proposed
    what: Lập Ủy ban Mẫu
    by: bn
    due: 2022/2023
people:
  - person: haji-thu
    posts:
      - {title: Bộ trưởng, organisation: bo-thu}
notes:
  - {kind: context, text: Chú thích, by: Ban biên tập, date: 2024}
---

Hai bên hội đàm ngày 5/3/2021 tại Hà Nội.
"""

SCRAPS = st.sampled_from(
    [
        *["---", "\n", "\n---\n", "...", ":", ": ", "- ", "  ", "\t", "#", "?", "|"],
        *[">", "&a ", "*a", "!!str ", "!", "%", "@", "`", '"', "'", "{", "}", "[", "]"],
        *[",", "~", "null", "NO", "2018-03", "1.10", "id", "title", "partners", "bn"],
        *["events", "quote", "date", "á", "a\u0301", "\u00a0", "\u200b", "\u2028"],
        *["\x85", "\r", "\r\n", "\ufeff", "\x00", "\x1b", "\ufffe", "🇻🇳", "\U0010ffff"],
        *["<<: ", "=", "\\", "\\u0000", "0x10", "1e3", "2023-02-29", "..", "'''"],
    ]
)


def check_told(source: SourceFile, problems: list[Diagnostic]) -> None:
    """Every problem can be said in every language, at a place that is there."""
    lines = source.text.count("\n") + 1
    for problem in problems:
        assert problem.span.path == source.path
        assert 1 <= problem.span.line <= lines
        line = source.line(problem.span.line)
        assert 1 <= problem.span.column <= len(line) + 1
        assert problem.span.column + problem.span.width <= max(len(line), 1) + 2
        for language in LANGUAGES:
            said = as_text(
                problem, catalogue(language), lambda span: source.line(span.line)
            )
            assert f"[{problem.code}]: " in said


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_explained(data: bytes) -> None:
    """There is a text, or an error that says why there is none; never both."""
    source, problems = tidy(NAME, data)

    assert (source is None) == has_errors(problems)
    for problem in problems:
        assert problem.message(catalogue("vi"))
        assert problem.help(catalogue("en"))


@given(st.lists(SCRAPS, max_size=40).map("".join))
def test_what_is_read_is_tidy(text: str) -> None:
    """Only composed text with LF goes on, and nothing but line ends has gone."""
    source, problems = tidy(NAME, text.encode())

    if source is None:
        assert has_errors(problems)
    else:
        assert "\r" not in source.text
        assert unicodedata.is_normalized("NFC", source.text)
        lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        assert source.text == unicodedata.normalize("NFC", lines)
        again, nothing = tidy(NAME, source.text.encode())
        assert again == source or source.text.startswith("\ufeff")
        assert not nothing or source.text.startswith("\ufeff")


@given(st.lists(SCRAPS, max_size=40).map("".join))
def test_any_text_is_an_article_or_explained(text: str) -> None:
    """The article is there exactly when nothing is wrong with it."""
    source, _ = tidy(NAME, f"---\n{text}".encode())
    if source is not None:
        article, problems = read_article(source)

        assert (article is None) == bool(problems)
        check_told(source, problems)


@given(
    st.integers(0, len(FULL)),
    st.integers(0, 30),
    st.lists(SCRAPS, max_size=3).map("".join),
)
def test_a_slip_of_the_hand_is_explained(at: int, gone: int, scrap: str) -> None:
    """Whatever is cut from a sound article or typed into it, there is an answer."""
    source, problems = tidy(NAME, (FULL[:at] + scrap + FULL[at + gone :]).encode())
    if source is not None:
        article, found = read_article(source)

        assert (article is None) == bool(found)
        check_told(source, found)
    else:
        assert has_errors(problems)


@given(st.data())
def test_lines_in_another_order_are_explained(data: st.DataObject) -> None:
    """Lines that were moved, doubled or indented wrongly never crash the reader."""
    lines = FULL.split("\n")
    picked = data.draw(st.lists(st.sampled_from(lines[1:34]), max_size=40))
    indents = data.draw(
        st.lists(
            st.sampled_from(["", "  ", "    "]),
            min_size=len(picked),
            max_size=len(picked),
        )
    )
    text = "\n".join(
        [
            "---",
            *(i + line for i, line in zip(indents, picked, strict=True)),
            "---",
            "x",
        ]
    )
    source = SourceFile(NAME, text)

    article, problems = read_article(source)

    assert (article is None) == bool(problems)
    check_told(source, problems)


@given(
    st.sampled_from(["site", "partners", "people", "topics", "event_types", "other"]),
    st.lists(SCRAPS, max_size=30).map("".join),
)
def test_any_text_is_a_register_or_explained(name: str, text: str) -> None:
    """A register can be as broken as an article, and is told as well."""
    source, _ = tidy(f"site_config/{name}.yml", text.encode())
    if source is not None:
        registers, problems = read_registers([source])

        if registers is None:
            assert has_errors(problems)
        check_told(source, [each for each in problems if each.code != "no-site-file"])


def test_the_full_article_is_sound() -> None:
    """The laws above start from an article that has nothing wrong with it."""
    article, problems = read_article(SourceFile(NAME, FULL))

    assert problems == []
    assert article is not None
    assert article.annotation.events[0].date is not None


@pytest.mark.parametrize(
    "written",
    [
        "NO",
        "no",
        "yes",
        "null-island",
        "2018-03",
        "1.10",
        "0x1f",
        "1e3",
        ".inf",
        "12:30",
    ],
)
def test_yaml_is_never_guessed(written: str) -> None:
    """What is written is what is read: no Norway, no month, no number goes astray."""
    source = SourceFile(NAME, f"key: {written}\nlist: [{written}]\n")

    value, problems = read_yaml(source, 0, len(source.text))

    assert problems == []
    assert value == {"key": written, "list": [written]}


@pytest.mark.parametrize("nothing", ["", "~", "# chú thích"])
def test_an_empty_field_is_no_field(nothing: str) -> None:
    """A skeleton with empty fields says the same as one without them."""
    filled = "id: x\ntitle: Bài\npartners: [bn]\n"
    empty = f"summary: {nothing}\nevents: {nothing}\nsource: {nothing}\n"

    bare, _ = read_article(SourceFile(NAME, f"---\n{filled}---\nChữ\n"))
    with_empty, problems = read_article(
        SourceFile(NAME, f"---\n{filled}{empty}---\nChữ\n")
    )

    assert problems == []
    assert bare == with_empty


def test_the_place_of_a_value_is_where_it_stands() -> None:
    """Every value knows its line and column, also behind accents and wide signs."""
    source = SourceFile(NAME, "tên: 🇻🇳 Hà Nội\nmục:\n  - [một, hai]\n")

    value, _ = read_yaml(source, 0, len(source.text))

    assert isinstance(value, dict)
    name, item = value["tên"], value["mục"][0][1]
    assert (name.span.line, name.span.column, name.span.width) == (1, 6, 9)
    assert (item.span.line, item.span.column, item.span.width) == (3, 11, 3)


def test_a_file_is_read_again_only_when_it_is_another_one(tmp_path: Path) -> None:
    """What stands in it is asked for, and what was wrong with it is told each time."""
    content = tmp_path / "content"
    content.mkdir()
    one, two, bad = (content / name for name in ("1.md", "2.md", "3.md"))
    one.write_text("một", "utf-8")
    two.write_text("hai", "utf-8")
    bad.write_bytes(b"\xff")
    read = DiskReader()
    first, again = read(tmp_path), read(tmp_path)
    assert first == again == read_disk(tmp_path)
    pairs = [*zip(first.articles, again.articles, strict=True)]
    assert len(pairs) == 2
    assert all(one is other for one, other in pairs)
    two.write_text("tư", "utf-8")  # as long as before
    bad.unlink()
    one.rename(content / "4.md")
    third = read(tmp_path)
    assert third == read_disk(tmp_path)
    assert [each.text for each in third.articles] == ["tư", "một"]
    one.symlink_to(two)
    assert read(tmp_path) == read_disk(tmp_path)


def test_a_warning_is_told_once_a_file() -> None:
    """A file of a thousand Windows lines is one warning, not a thousand."""
    text = unicodedata.normalize("NFD", "Việt Nam\r\n" * 1000)

    source, problems = tidy(NAME, b"\xef\xbb\xbf" + text.encode())

    assert source is not None
    assert [problem.code for problem in problems] == [
        "byte-order-mark",
        "carriage-return",
        "decomposed-accents",
    ]
    assert {problem.severity for problem in problems} == {Severity.WARNING}


def test_the_seeds_are_read_as_they_are() -> None:
    """Both texts that this project began with are UTF-8 and tidy enough to print."""
    seeds = sorted((ROOT / "seeds").glob("*.txt"))

    assert len(seeds) == 2
    for seed in seeds:
        source, problems = tidy(seed.name, seed.read_bytes())
        assert source is not None
        assert not has_errors(problems)
