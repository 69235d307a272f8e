"""Articles in one order: the same words, the same comments, the same meaning."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest

from generator.load import formatted, read_article, read_disk
from generator.model.source import SourceFile
from tests.projects import ROOT, briefing, lay

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = read_disk(ROOT).articles


def shuffled(source: SourceFile, seed: int) -> SourceFile:
    """Return *source* with its fields in any order, and gaps and comments between."""
    chance = random.Random(f"fields {seed}")  # noqa: S311 -- not for secrets
    _, matter, body = re.split(r"(?m)^---\n", source.text, maxsplit=2)
    blocks = re.split(r"(?m)^(?=[a-z_]+:)", matter)[1:]
    chance.shuffle(blocks)
    said = ""
    for number, block in enumerate(blocks):
        said += "\n" * chance.randrange(3)
        said += f"# lời chú {number}\n{block.rstrip()}\n"
    return SourceFile(source.path, f"---\n{said}---\n{body}")


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("source", ARTICLES, ids=lambda source: source.path[8:10])
def test_order_changes_nothing_that_is_said(source: SourceFile, seed: int) -> None:
    mixed = shuffled(source, seed)
    before, problems = read_article(mixed)
    assert before is not None, problems

    text = formatted(mixed)

    assert text is not None
    again = SourceFile(source.path, text)
    after, _ = read_article(again)
    assert after is not None
    assert after.annotation == before.annotation
    assert after.text == before.text
    assert formatted(again) == text
    comments = re.compile(r"(?m)^#.*$")
    assert sorted(comments.findall(text)) == sorted(comments.findall(mixed.text))
    keys = re.findall(r"(?m)^([a-z_]+):", text.split("\n---\n")[0])
    assert keys == [
        name for name in type(before.annotation).model_fields if name in keys
    ]
    # each comment still stands above its field
    for comment, key in re.findall(r"(?m)^(# lời chú \d+)\n([a-z_]+):", mixed.text):
        assert f"{comment}\n{key}:" in text


def test_a_text_block_keeps_its_empty_lines() -> None:
    text = "---\nsummary: |\n  một\n\n  hai\nid: a\ntitle: A\npartners: [bn]\n---\nA\n"

    said = formatted(SourceFile("content/a.md", text))

    assert said == (
        "---\nid: a\ntitle: A\npartners: [bn]\nsummary: |\n  một\n\n  hai\n---\nA\n"
    )


def test_what_is_not_sound_is_left_alone() -> None:
    assert formatted(SourceFile("content/a.md", "không có phần đầu")) is None


def test_the_command_writes_what_is_out_of_order_and_no_more(tmp_path: Path) -> None:
    lay(ROOT / "site_config", tmp_path / "site_config")
    good = "---\nid: a\ntitle: A\npartners: [bn]\n---\nA\n"
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text(good, encoding="utf-8")
    bad = "---\ntitle: B\nid: b\npartners: [bn]\n---\nB\n"
    (tmp_path / "content/b.md").write_text(bad, encoding="utf-8")

    told = briefing("fmt", "--check", "--root", tmp_path)
    assert told.exit_code == 1
    assert "b.md" in told.output
    assert "a.md" not in told.output
    assert (tmp_path / "content/b.md").read_text("utf-8") == bad

    assert briefing("fmt", "--root", tmp_path).exit_code == 0
    assert (tmp_path / "content/a.md").read_text("utf-8") == good
    assert (tmp_path / "content/b.md").read_text("utf-8").startswith("---\nid: b\n")
    assert briefing("fmt", "--check", "--root", tmp_path).exit_code == 0
