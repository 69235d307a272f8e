"""A printed text becomes suggestions: what is found, what is not, and who decides."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.annotate import (
    Heading,
    accepted,
    draft_text,
    dropped,
    read_text,
    slug,
    waiting_in,
)
from generator.annotate.dates import dates_in
from generator.commands import main
from generator.load import read_article, read_disk, read_registers, tidy
from generator.model.noun import CODE_PATTERN, Quote
from generator.model.text import PrintedText
from generator.pipeline import make_site
from generator.words import catalogue
from tests.projects import PLAIN, ROOT, TODAY, lay

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from click.testing import Result

    from generator.model.registers import Registers
    from generator.model.source import SourceFile

LABELLED: dict[str, Any] = tomllib.loads(
    (ROOT / "benchmarks/annotate/labelled.toml").read_text("utf-8")
)
PUBLISHED = LABELLED["dates"]["published"]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def registers() -> Registers:
    found, problems = read_registers(read_disk(ROOT).registers)
    assert found is not None, problems
    return found


# what is found


@pytest.mark.parametrize(("text", "wanted"), LABELLED["dates"]["cases"])
def test_dates_are_those_that_the_words_state(text: str, wanted: list[str]) -> None:
    found = dates_in(PrintedText.of(text), PUBLISHED)

    assert [each.value for each in found if each.value] == wanted


@pytest.mark.parametrize(("text", "wanted"), LABELLED["open_dates"]["cases"])
def test_what_cannot_be_known_stays_open(text: str, wanted: list[str]) -> None:
    """Without the day of printing no year is guessed."""
    assert [each.value for each in dates_in(PrintedText.of(text), None)] == wanted


def test_a_day_that_no_calendar_has_is_told() -> None:
    [found] = dates_in(PrintedText.of("Ngày 31/2/2023, hai bên họp."), None)

    assert (found.value, found.rule) == ("", "no-such-day")


@pytest.mark.parametrize(("text", "wanted"), LABELLED["people"]["cases"])
def test_people_are_named_as_printed(
    text: str, wanted: list[list[str]], registers: Registers
) -> None:
    people = read_text(PrintedText.of(text), registers, PUBLISHED).people

    assert [[each.name, each.honorific, each.rank] for each in people] == wanted


@pytest.mark.parametrize(("text", "wanted"), LABELLED["outcomes"]["cases"])
def test_an_outcome_has_come_as_far_as_its_verb_says(
    text: str, wanted: list[str], registers: Registers
) -> None:
    """What was asked is never taken as agreed, nor what is planned as done."""
    outcomes = read_text(PrintedText.of(text), registers, PUBLISHED).outcomes

    assert [each.modality.value for each in outcomes] == wanted


@pytest.mark.parametrize(("text", "wanted"), LABELLED["terms"]["cases"])
def test_abbreviations_stand_behind_their_words(
    text: str, wanted: list[list[str]], registers: Registers
) -> None:
    terms = read_text(PrintedText.of(text), registers, PUBLISHED).terms

    assert [[each.short, each.name] for each in terms] == wanted


def test_posts_go_with_their_offices(registers: Registers) -> None:
    """An office of another country is not the one that the register knows."""
    text = PrintedText.of(
        "Thượng tướng Trần Mẫu, Ủy viên Bộ Chính trị, Thứ trưởng Bộ Công an kiêm Chủ"
        " nhiệm, và ông Kham Sample, Thứ trưởng Bộ Công an Lào, chủ trì."
    )
    first, second = read_text(text, registers, None).people

    assert [(post.title, post.organisation) for post in first.posts] == [
        ("Ủy viên", "bo-chinh-tri"),
        ("Thứ trưởng", "bo-cong-an"),
        ("Chủ nhiệm", ""),
    ]
    assert [post.organisation for post in second.posts] == [""]


def test_people_have_roles_at_an_event(registers: Registers) -> None:
    text = PrintedText.of(
        "Nhận lời mời của Thiếu tướng Awang Sample, Đoàn do Đại tướng Trần Mẫu, Bộ"
        " trưởng Bộ Công an làm trưởng đoàn thăm Brunei ngày 13/2/2020. Đối thoại do"
        " bà Jane Sample và Trung tướng Lê Mẫu đồng chủ trì ngày 14/2/2020."
    )
    visit, dialogue = read_text(text, registers, None).events

    assert (visit.type, dialogue.type) == ("visit", "dialogue")
    assert [*map(str, visit.roles)] == ["inviter", "head-of-delegation"]
    assert [*map(str, dialogue.roles)] == ["co-chair", "co-chair"]


def test_a_meeting_is_told_once(registers: Registers) -> None:
    """What speaks of it again is no other meeting, and a plan's year no date of it."""
    text = PrintedText.of(
        "Chiều 3/12/2024, Đại tướng Trần Mẫu đã hội đàm với bà Jane Sample. Tại hội"
        " đàm, hai bên đánh giá cao kết quả năm 2024. Kết thúc hội đàm, hai Bộ trưởng"
        " trao đổi về Kế hoạch hợp tác năm 2025."
    )

    events = read_text(text, registers, None).events

    assert [(e.type, e.date.value if e.date else "") for e in events] == [
        ("talks", "2024-12-03")
    ]


def test_items_in_one_sentence_keep_their_numbers(registers: Registers) -> None:
    text = PrintedText.of(
        "Hai bên thống nhất các nội dung: (1) Trao đổi đoàn các cấp;"
        " (2) Đào tạo cán bộ."
    )

    outcomes = read_text(text, registers, None).outcomes

    told = [(e.point, text.value[e.what.start : e.what.end]) for e in outcomes]
    assert told == [(1, "Trao đổi đoàn các cấp"), (2, "Đào tạo cán bộ")]


def test_a_text_on_three_countries_names_them_all(registers: Registers) -> None:
    text = PrintedText.of("Việt Nam, Úc, Brunei và Lào họp; Úc và Brunei nhất trí.")
    reading = read_text(text, registers, None)

    assert set(reading.partners) == {"au", "bn"}
    assert reading.strangers == ("la",)


@pytest.mark.parametrize("name", ["Tô Lâm", "Đặng Thị Ý", "Marc E. O’Brien", "李", ""])
def test_a_code_is_made_of_any_name(name: str) -> None:
    code = slug(name)

    assert code == "" or re.fullmatch(CODE_PATTERN, code)


# any text at all

PIECES = """\
Bộ trưởng|Tô Lâm|Thứ trưởng|hai bên|nhất trí|đề nghị|đã ký|Tuyên bố chung|ngày|14-2
13 đến 15-2|tháng 3-2019|31/2/2020|hôm qua|(ASEAN)|ASEAN|Brunei|Úc|,|;|.|–|“|”|: |# a
Một là,|Hai là,|- b|---|'|"|{x}|ông|Mark E. Sample|thăm|hội đàm|Đại sứ|tại|quý I/2023
được triển khai|năm 2019|2016-2020|<b>|&amp;|null|no|lần thứ 3|đối tác chiến lược
Đối thoại An ninh|tội phạm|Việt Nam"""
SIGNS = ("\n", "\n\n", "\u00a0", "\u200b")
WORDS = st.sampled_from([*PIECES.replace("\n", "|").split("|"), *SIGNS])
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)


def written(text: PrintedText, registers: Registers) -> SourceFile:
    """Return the draft that is made of *text*."""
    reading = read_text(text, registers, dt.date(2020, 2, 20))
    types = {str(code): "Loại" for code in registers.event_types}
    heading = Heading("bai", ("bn",), dt.date(2020, 2, 20), "vn", types)
    draft = draft_text(reading, heading, catalogue("vi"))
    source, problems = tidy("content/bai.md", draft.encode())
    assert source is not None, problems
    return source


@given(TEXTS)
@settings(max_examples=120, deadline=None)
def test_any_text_makes_a_draft_that_can_be_read(
    registers: Registers, text: str
) -> None:
    """Whatever is pasted: the form is sound, and every quote stands in the text."""
    printed = PrintedText.of(text.strip())
    if not printed.paragraphs:
        return
    source = written(printed, registers)
    article, problems = read_article(source)

    assert article is not None, problems
    assert article.annotation.events == ()
    assert article.annotation.outcomes == ()
    for each in article.suggested:
        quotes = [quote for quote in each.walk() if isinstance(quote, Quote)]
        assert quotes
        assert all(quote.found_in(article.text) for quote in quotes)
    assert len(waiting_in(source)) == len(article.suggested)


@given(TEXTS, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_each_decision_changes_its_own_lines_only(
    registers: Registers, text: str, chance: Random
) -> None:
    """Accepted or dropped in any order, everything else stays as it was."""
    printed = PrintedText.of(text.strip())
    if not printed.paragraphs:
        return
    source = written(printed, registers)
    taken = 0
    while several := waiting_in(source):
        each = chance.choice(several)
        is_right = chance.random() < 0.5
        changed = (accepted if is_right else dropped)(source.text, each)
        taken += is_right
        source, _ = tidy("content/bai.md", changed.encode())  # type: ignore[assignment]
        article, problems = read_article(source)
        assert article is not None, problems
        assert len(article.suggested) == len(several) - 1
    note = article.annotation if (article := read_article(source)[0]) else None
    assert note is not None
    kept = [note.topics, note.events, note.outcomes, note.relations, note.people]
    kept += [note.organisations, note.mechanisms, note.agreements, note.terms]
    assert sum(map(len, kept)) == taken


# in the terminal


@pytest.fixture
def project(tmp_path: Path) -> Path:
    lay(ROOT / "site_config", tmp_path / "site_config")
    lay(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    for path in (tmp_path / "site_config").glob("*.yml"):  # no article is there yet
        text = re.sub(r"(?:, |\n +)event: [a-z0-9-]+", "", path.read_text("utf-8"))
        path.write_text(text, encoding="utf-8")
    return tmp_path


def made(root: Path) -> list[Path]:
    return sorted((root / "content").rglob("*.md"))


def new(root: Path, *arguments: str | Path, text: bytes = b"") -> Result:
    """Type `briefing new` in the folder *root*."""
    runner = CliRunner(env=PLAIN)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        typed = ["new", *map(str, arguments)]
        result = runner.invoke(main, typed, input=text)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name[:3])
def test_a_seed_becomes_a_draft_and_no_fact(seed: Path, project: Path) -> None:
    result = new(project, "--from", seed, "--published", "2023-02-23")
    assert result.exit_code == 0, result.output
    [path] = made(project)

    site = make_site(read_disk(project), TODAY, draft=True)

    told = [each.code for each in site.problems if each.span.path in str(path)]
    assert set(told) == {"unconfirmed"}
    assert len(told) > 30
    page = next(p for p in site.pages if p.uri.endswith(f"/{path.stem}.md"))
    assert "modality-" not in page.text
    assert site.archive
    assert site.archive.events == {}


def test_an_article_is_never_written_over(project: Path) -> None:
    assert new(project, "--from", SEEDS[0]).exit_code == 0
    [path] = made(project)
    before = path.read_bytes()

    result = new(project, "--from", SEEDS[0])

    assert result.exit_code == 1
    assert path.read_bytes() == before
    assert made(project) == [path]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"  \n\n ",
        b"\x00\x01",
        b"\xff\xfe\xfa",
        "Không nước nào được nhắc tới.".encode(),
        "Hai nước Lào và Campuchia họp.".encode(),
        b"x" * 1_000_001,
    ],
    ids=["empty", "blank", "control", "bytes", "nobody", "strangers", "huge"],
)
def test_what_cannot_be_an_article_is_told(text: bytes, project: Path) -> None:
    result = new(project, "--from", "-", text=text)

    assert result.exit_code == 1
    assert result.output.strip()
    assert not (project / "content").exists()


@pytest.mark.parametrize(
    "text",
    [
        unicodedata.normalize("NFD", "Ngày 14-2-2020, Bộ trưởng Tô Lâm thăm Brunei."),
        "Ngày\u00a014-2-2020, Bộ\u00a0trưởng Tô\u00a0Lâm đã thăm Brunei.",
        "On 14 February 2020 Minister Sample visited Brunei.",
        "Đăng nhập\nTin | Ảnh\n<div>Ngày 14-2-2020, Tô Lâm thăm Brunei.</div>\nQC",
        "Brunei. " * 25_000,
        "---\nid: x\n---\nBrunei",
        "Ngày 31/2/2020 ở Brunei: \"{'a': [1]}\" # x",
    ],
    ids=["nfd", "no-break", "english", "menu", "200-KB", "fences", "signs"],
)
def test_odd_texts_make_a_usable_draft(text: str, project: Path) -> None:
    result = new(project, "--from", "-", text=text.encode())
    assert result.exit_code == 0, result.output
    [path] = made(project)

    site = make_site(read_disk(project), TODAY, draft=True)

    assert {p.code for p in site.problems if p.span.path.endswith(path.name)} <= {
        "unconfirmed",
        "tidied-nfc",
        "nfd",
    }
    assert any(page.uri.endswith(f"/{path.stem}.md") for page in site.pages)


def review(root: Path, path: Path, keys: str) -> Result:
    """Type `briefing review` and *keys*."""
    runner = CliRunner(env=PLAIN)
    typed = ["review", str(path), "--root", str(root)]
    result = runner.invoke(main, typed, input=keys)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


DRAFT = """\
---
id: thu
title: Bài thử
partners: [bn]
# ghi chú của biên tập viên, phải còn nguyên
people:
  - suggested: title  # gợi ý
    person: tran-mau
    rank: Đại tá
    quote: Đại tá Trần Mẫu
  - person: to-lam
    suggested: register
    quote: Tô Lâm

terms:
- suggested: brackets
  term: tmm
  quote: Tổ chức Mẫu Mực (TMM)
---
Đại tá Trần Mẫu gặp Tô Lâm ở Tổ chức Mẫu Mực (TMM).
"""


def test_review_walks_through_what_waits(project: Path) -> None:
    """Each answer is in the file at once; a new person is offered to the register."""
    path = project / "content/bn/2020/thu.md"
    path.parent.mkdir(parents=True)
    path.write_text(DRAFT, encoding="utf-8")

    result = review(project, path, "yysyy")

    assert result.exit_code == 0, result.output
    assert "3" in result.output
    text = path.read_text("utf-8")
    assert text == DRAFT.replace(
        "  - suggested: title  # gợi ý\n    person", "  - person"
    ).replace("- suggested: brackets\n  term", "- term")
    people = (project / "site_config/people.yml").read_text("utf-8")
    assert people.endswith("tran-mau:\n  name: Trần Mẫu\n")
    terms = (project / "site_config/terms.yml").read_text("utf-8")
    assert terms.endswith("tmm:\n  name: Tổ chức Mẫu Mực\n  short: TMM\n")
    assert read_registers(read_disk(project).registers)[1] == []


def test_review_drops_and_stops(project: Path) -> None:
    path = project / "content/bn/2020/thu.md"
    path.parent.mkdir(parents=True)
    path.write_text(DRAFT, encoding="utf-8")

    review(project, path, "nq")

    text = path.read_text("utf-8")
    assert "tran-mau" not in text
    assert "suggested: register" in text
    assert "ghi chú của biên tập viên" in text


def test_review_lets_an_editor_change_what_is_suggested(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project / "content/bn/2020/thu.md"
    path.parent.mkdir(parents=True)
    path.write_text(DRAFT, encoding="utf-8")
    monkeypatch.setattr(
        "click.edit", lambda text, **_: text.replace("Đại tá", "Trung tá", 1)
    )

    review(project, path, "enq")

    text = path.read_text("utf-8")
    assert "    rank: Trung tá\n    quote: Đại tá Trần Mẫu\n  - person: to-lam" in text


def test_review_of_a_broken_article_says_so(project: Path) -> None:
    path = project / "thu.md"
    path.write_text("không có phần đầu", encoding="utf-8")

    result = review(project, path, "y")

    assert result.exit_code == 1
    assert "briefing check" in result.output
