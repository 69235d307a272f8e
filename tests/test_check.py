"""The rules: what each may say, what people decide about it, and their laws."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.check import (
    CODES,
    DATED_RULES,
    FIXED_CODES,
    FOUNDATIONS,
    RULES,
    Checker,
    check,
)
from generator.check.anniversaries import anniversaries_add_up
from generator.check.near_names import Spelling, is_near, people_have_one_spelling
from generator.check.rule import ArticleRule
from generator.diagnostics import Severity
from generator.load import Disk, read_article, read_disk, read_registers
from generator.model.archive import Archive
from generator.model.dates import Moment, When
from generator.model.registers import Held, Registers
from generator.model.source import SourceFile
from generator.pipeline import make_site
from tests.projects import CASES, TODAY, article, lay, registers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from generator.diagnostics import Diagnostic
    from generator.model.article import Article

FOLDERS = sorted(
    path.name
    for path in CASES.iterdir()
    if (path / "content").is_dir() or (path / "site_config").is_dir()
)


@pytest.fixture
def disk_with(tmp_path: Path) -> Callable[[str], Disk]:
    """Read the project of a case that is a folder."""

    def read(name: str) -> Disk:
        lay(CASES / "site_config", tmp_path / "site_config")
        lay(CASES / "good.md", tmp_path / "content" / "good.md")
        lay(CASES / name, tmp_path)
        return read_disk(tmp_path)

    return read


def archive_on(disk: Disk) -> Archive | None:
    registers, _ = read_registers(disk.registers)
    read = [read_article(source)[0] for source in disk.articles]
    found = (each for each in read if each)
    return Archive.of(found, registers) if registers else None


@cache
def sound_registers() -> Registers:
    found, _ = read_registers(registers())
    assert found is not None
    return found


def with_severity(disk: Disk, chosen: str) -> Disk:
    """Choose one severity for every code, in place of what the site had chosen."""
    lines = [f'  {code}: "{chosen}"' for code in sorted(CODES)]

    def settled(source: SourceFile) -> SourceFile:
        if not source.path.endswith("/site.yml"):
            return source
        text = source.text.split("severity:")[0]
        return SourceFile(source.path, "\n".join([text, "severity:", *lines, ""]))

    return replace(disk, registers=tuple(map(settled, disk.registers)))


def told(problems: Iterable[Diagnostic]) -> set[tuple[object, str]]:
    return {(problem.span, problem.code) for problem in problems}


# ---- codes and severity ----


def test_rules_give_the_codes_they_declare(tmp_path: Path) -> None:
    """What may be settled is what can be said: no code is forgotten, none idle."""
    given: dict[str, set[str]] = {}
    for name in [*FOLDERS, *(path.name for path in CASES.glob("*.md"))]:
        root = tmp_path / name
        lay(CASES / "site_config", root / "site_config")
        lay(CASES / "good.md", root / "content" / "good.md")
        lay(CASES / name, root if name in FOLDERS else root / "content" / name)
        archive = archive_on(read_disk(root))
        if archive is None:
            continue
        for rule in (*FOUNDATIONS, *RULES):
            said = given.setdefault(rule.__name__, set())
            said.update(problem.code for problem in rule(archive))
        for dated in DATED_RULES:
            said = given.setdefault(dated.__name__, set())
            said.update(problem.code for problem in dated(archive, TODAY))

    declared = {rule.__name__: set(codes) for rule, codes in FOUNDATIONS.items()}
    declared |= {rule.__name__: set(codes) for rule, codes in RULES.items()}
    declared |= {rule.__name__: set(codes) for rule, codes in DATED_RULES.items()}
    assert given == declared


def test_no_code_is_both_fixed_and_free() -> None:
    """Nobody can settle what a page stands on by another rule's name."""
    assert FIXED_CODES.isdisjoint(CODES)


@pytest.mark.parametrize("name", FOLDERS)
def test_severity_changes_how_bad_and_nothing_else(
    name: str, disk_with: Callable[[str], Disk]
) -> None:
    """Turned off, a finding is gone; turned up or down, it is the same finding."""
    disk = disk_with(name)
    problems = {
        chosen: make_site(with_severity(disk, chosen), TODAY).problems
        for chosen in ("error", "warning", "off")
    }

    free = {
        chosen: [each for each in found if each.code in CODES]
        for chosen, found in problems.items()
    }
    rest = {
        chosen: told(each for each in found if each.code not in CODES)
        for chosen, found in problems.items()
    }
    assert told(free["error"]) == told(free["warning"])
    assert free["off"] == []
    assert {each.severity for each in free["error"]} <= {Severity.ERROR}
    assert {each.severity for each in free["warning"]} <= {Severity.WARNING}
    assert rest["error"] == rest["warning"] == rest["off"]


@pytest.mark.parametrize("name", FOLDERS)
def test_a_draft_ends_however_strict_the_site_is(
    name: str, disk_with: Callable[[str], Disk]
) -> None:
    """With every finding an error, a draft still has its pages, and no error in it."""
    disk = with_severity(disk_with(name), "error")

    site = make_site(disk, TODAY, draft=True)

    if site.archive is not None:
        assert site.pages
        left = check(site.archive, TODAY)
        assert [each for each in left if each.severity is Severity.ERROR] == []


def test_warnings_take_nothing_away(disk_with: Callable[[str], Disk]) -> None:
    """A draft of a site with warnings is the whole site."""
    disk = with_severity(disk_with("not-in-office"), "warning")

    site = make_site(disk, TODAY)
    draft = make_site(disk, TODAY, draft=True)

    assert site.problems
    assert site.pages == draft.pages
    assert "partners/bn/2022/summit.md" in {page.uri for page in site.pages}


# ---- the printed text knows its place ----


@given(st.text(st.sampled_from("aé \n\u2028\u200b—"), max_size=30), st.data())
def test_a_stretch_of_the_text_lies_where_it_says(
    filler: str, data: st.DataObject
) -> None:
    """The file has, at the place of a stretch, just its words."""
    source = article("one", {"id": "one", "title": "A", "partners": ["bn"]}, filler)
    found, _ = read_article(source)
    assume(found is not None)
    assert found is not None
    for sentence in found.text.sentences:
        start = data.draw(st.integers(sentence.start, sentence.end - 1))
        place = replace(sentence, start=start)

        span = found.text.span(place)

        line = source.line(span.line)
        words = line[span.column - 1 : span.column - 1 + span.width]
        assert words == found.text.value[place.start : place.end]


@given(
    st.integers(1800, 2100),
    st.integers(1, 150),
    st.integers(1, 150),
    st.sampled_from(
        [
            "Kỷ niệm {count} năm quan hệ (26/2/{first}-26/2/{last}).",
            "Hai bên kỷ niệm {count} năm ({first} – {last}).",
            "They mark {count} years, an anniversary (26 May {first} – 26 May {last}).",
        ]
    ),
)
def test_anniversaries_are_told_just_when_they_do_not_add_up(
    first: int, years: int, count: int, form: str
) -> None:
    """The number of years is the difference, or it is told at its place."""
    words = form.format(count=count, first=first, last=first + years)
    source = article("one", {"id": "one", "title": "A", "partners": ["bn"]}, words)

    found, _ = read_article(source)
    assert found is not None
    said = list(anniversaries_add_up(Archive.of([found], sound_registers())))

    assert len(said) == (count != years)
    for problem in said:
        line = source.line(problem.span.line)
        assert line[problem.span.column - 1 :].startswith(str(count))


# ---- dates ----

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31))


def moment_of(day: dt.date, precision: str) -> Moment:
    """Return as much of *day* as is known."""
    return {
        "day": Moment(day.year, day.month, day.day),
        "month": Moment(day.year, day.month),
        "year": Moment(day.year),
        "about": Moment(day.year, day.month, is_approximate=True),
        "no year": Moment(None, day.month, day.day),
    }[precision]


def when(first: Moment | None, last: Moment | None) -> When:
    return When("as written", first, last)


MOMENTS = st.builds(
    moment_of, DAYS, st.sampled_from(["day", "month", "year", "about", "no year"])
)
DATES = st.one_of(
    MOMENTS.map(lambda moment: when(moment, moment)),
    MOMENTS.map(lambda moment: when(moment, None)),
    MOMENTS.map(lambda moment: when(None, moment)),
    st.tuples(DAYS, DAYS).map(
        lambda two: when(*(moment_of(day, "day") for day in sorted(two)))
    ),
)


@given(DATES, DATES, DATES)
def test_before_is_an_order(one: When, two: When, three: When) -> None:
    """Nothing is before itself or both ways round, and before goes on."""
    assert not one.is_before(one)
    assert not (one.is_before(two) and two.is_before(one))
    if one.is_before(two) and two.is_before(three):
        assert one.is_before(three)


@given(
    st.none() | DATES, st.none() | DATES, st.lists(DATES, max_size=2).map(tuple), DATES
)
def test_nothing_is_surely_held_and_surely_not(
    since: When | None, until: When | None, seen: tuple[When, ...], on: When
) -> None:
    """A register never says yes and no, even where it contradicts itself."""
    held = Held(since=since, until=until, seen=seen)

    assert not (held.covers(on) and held.excludes(on))


@given(DAYS, DAYS, DAYS)
def test_a_period_of_days_covers_its_days(
    since: dt.date, until: dt.date, day: dt.date
) -> None:
    """With both ends known, a day is held or it is not."""
    assume(since <= until)
    moments = [moment_of(each, "day") for each in (since, until, day)]
    begun, ended, on = (when(moment, moment) for moment in moments)
    held = Held(since=begun, until=ended)

    assert held.covers(on) == (since <= day <= until)
    assert held.excludes(on) == (not since <= day <= until)


# ---- names ----

SYLLABLES = re.findall(
    r"\w+",
    """
    Anh Ánh Ảnh Bình Bính Cường Dung Dũng Dùng Hà Hải Hoan Hoàn Hoàng Hùng Hưng Hương
    Khương Lan Lâm Lam Lân Long Minh Nam Năm Nguyên Nguyễn Nguyện Nghiêm Nghiên
    Phương Phượng Phường Quân Quang Quảng Tô Tố Thanh Thành Thịnh Trang Trương
    Trường Tuấn Tuân Văn Vân Xuân
    """,
)
FOREIGN = re.findall(
    r"\w+",
    """
    Hassanal Bolkiah Mohamed Yussof Sharifah Ibrahim Albanese Anthony Turnbull
    Malcolm Sharpeson Penelope Ablongo Marcello Samantha
    """,
)


def test_another_syllable_is_another_name() -> None:
    """Two Vietnamese names that differ by one syllable are two names."""
    names = [Spelling.of(f"Nguyễn Thị {syllable}") for syllable in SYLLABLES]

    pairs = combinations(names, 2)

    assert [(one, other) for one, other in pairs if is_near(one, other)] == []


def test_four_spellings_of_one_name_are_near() -> None:
    """Each of the four is near each other one, whichever is written first."""
    spellings = [
        Spelling.of(name)
        for name in (
            "Hassanal Bolkiah",
            "Hassan Al Bolkiah",
            "Hassanal Bolkia",
            "Hasanal Bolkiah",
        )
    ]

    assert all(is_near(one, other) for one, other in combinations(spellings, 2))
    assert all(is_near(other, one) for one, other in combinations(spellings, 2))


@given(
    st.lists(st.sampled_from(FOREIGN), min_size=2, max_size=3, unique=True),
    st.data(),
)
def test_groups_lose_no_near_name(words: list[str], data: st.DataObject) -> None:
    """Compared in groups only, names are found as if all were compared."""
    name = " ".join(words)
    at = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from(["", "a", "e", "h", "s", "t", " "]))
    other = " ".join(f"{name[:at]}{letter}{name[at + 1 :]}".split())
    assume(other != name)
    _groups_lose_nothing(name, other)


def test_a_letter_between_two_of_a_kind_hides_no_near_name() -> None:
    """Without it the two are a doubled one, which counts once."""
    _groups_lose_nothing("Ibrahim Malcolm", "Ibrahimsmalcolm")


def _groups_lose_nothing(name: str, other: str) -> None:
    one, changed = Spelling.of(name), Spelling.of(other)
    people = SourceFile(
        "site_config/people.yml", f'one: {{name: "{name}"}}\ntwo: {{name: "{other}"}}\n'
    )
    site = next(each for each in registers() if each.path.endswith("/site.yml"))
    known, _ = read_registers([site, people])
    assert known is not None

    codes = {each.code for each in people_have_one_spelling(Archive.of([], known))}

    assert ("near-names" in codes) == is_near(one, changed)
    assert is_near(one, changed) == is_near(changed, one)


class Unread:
    """A text into which nobody may look."""

    def __getattr__(self, name: str) -> object:
        pytest.fail(f"a rule that compares articles asked a text for {name}")


@pytest.mark.parametrize("folder", FOLDERS)
def test_rules_that_compare_look_into_no_text(
    folder: str, disk_with: Callable[[str], Disk]
) -> None:
    """A preview asks them only when an annotation or a register has changed."""
    if (archive := archive_on(disk_with(folder))) is None:
        return  # where the register of the site cannot be read, no rule is asked
    unread = [replace(each, text=Unread()) for each in archive.articles]  # type: ignore[arg-type]
    closed = Archive.of(unread, archive.registers)
    for rule in (*FOUNDATIONS, *RULES):
        if not isinstance(rule, ArticleRule):
            assert [*rule(closed)] == [*rule(archive)]
    for dated in DATED_RULES:
        assert [*dated(closed, TODAY)] == [*dated(archive, TODAY)]


def test_only_who_mends_a_text_is_told_the_same_unasked() -> None:
    """Findings move with their lines, and change with what is annotated."""
    checker, (known, _) = Checker(), read_registers(registers())
    assert known is not None
    note = {"id": "a", "title": "A", "partners": ["bn"]}
    outcome = {"id": "o-1", "modality": "proposed", "what": "B", "quote": "B"}
    old, new = ({"published": day} for day in ("1901-01-01", "2026-01-01"))
    counts = []
    for fields, body in (
        ({**note, "outcomes": [outcome], "source": old}, "A B"),
        ({**note, "outcomes": [outcome], "source": old}, "A C B"),
        ({**note, "source": old, "outcomes": [outcome]}, "A B"),
        ({**note, "source": new, "outcomes": [outcome]}, "A B"),
        ({**note, "source": old, "outcomes": [outcome]}, "A B"),
        ({**note, "source": old}, "A B"),
    ):
        read, problems = read_article(article("a", fields, body))
        assert read is not None, problems
        archive = Archive.of([read], known)
        told, fresh = checker(archive, TODAY), check(archive, TODAY)
        assert told == fresh
        counts.append(sum(each.code == "unanswered-proposal" for each in told))
    assert counts == [1, 1, 1, 0, 1, 0]
    assert read is not None
    # nor is it the same where less was known of it on an earlier day
    less = read.annotation.model_copy(update={"source": None})
    assert not read.is_annotated_as(replace(read, annotation=less))


LINKING_REGISTERS = (
    SourceFile(
        "site_config/people.yml",
        "one:\n"
        "  name: One\n"
        "  ranks: [{rank: Chief, since: 2020-01-01, until: 2021-06-30}]\n"
        "  posts: [{title: Head, since: 2020-01-01, until: 2021-06-30}]\n",
    ),
    SourceFile(
        "site_config/agreements.yml",
        "pact: {name: Pact, partners: [bn], signed: {date: 2021-03-01}}\n",
    ),
)
DATES_OF_EVENTS = st.sampled_from([None, "2019-05-01", "2021-01-01", "2022-01-01"])
NUMBERS = st.integers(0, 3)


@st.composite
def linked_note(draw: st.DrawFn, number: int) -> dict[str, object]:
    """Return an article whose event and outcome may lead to those of others."""
    event: dict[str, object] = {
        "id": f"e-{draw(st.just(number) | NUMBERS)}",
        "name": "A",
        "type": "hoi-dam",
        "quote": "A",
        "participants": [{"who": "one"}],
    }
    if date := draw(DATES_OF_EVENTS):
        event["date"] = {"value": date, "basis": "inferred", "reason": "C"}
    if draw(st.booleans()):
        event["part_of"] = f"e-{draw(NUMBERS)}"
    outcome: dict[str, object] = {
        "id": f"o-{number}",
        "modality": draw(st.sampled_from(["proposed", "agreed", "signed"])),
        "what": "B",
        "quote": "B",
    }
    if draw(st.booleans()):
        outcome["event"] = f"e-{draw(NUMBERS)}"
    if draw(st.booleans()):
        outcome["follows"] = f"o-{draw(NUMBERS)}"
    if draw(st.booleans()):
        outcome["agreements"] = ["pact"]
    person = {"person": "one", "rank": "Major", "posts": [{"title": "Head"}]}
    return {
        "id": f"a-{number}",
        "title": "A",
        "partners": ["bn"],
        "events": [event] if draw(st.booleans()) else [],
        "reports": [{"event": f"e-{draw(NUMBERS)}", "quote": "A"}]
        if draw(st.booleans())
        else [],
        "outcomes": [outcome] if draw(st.booleans()) else [],
        "people": [{**person, "quote": "Major Head"}],
    }


def linking_registers() -> Registers:
    """Return registers of which somebody's rank and a day of signing are known."""
    replaced = {source.path for source in LINKING_REGISTERS}
    others = [source for source in registers() if source.path not in replaced]
    known, problems = read_registers([*others, *LINKING_REGISTERS])
    assert known is not None, problems
    return known


def noted(fields: Mapping[str, object]) -> Article:
    """Return an article of *fields* that prints all which these quote."""
    read, problems = read_article(article(str(fields["id"]), fields, "A B Major Head"))
    assert read is not None, problems
    return read


@given(st.data())
def test_after_an_edit_all_is_told_that_a_fresh_check_tells(
    data: st.DataObject,
) -> None:
    """Rules that follow links are asked of every article that the edit may reach."""
    known, checker = linking_registers(), Checker()
    articles: dict[int, Article] = {}
    for number in [*range(4), *data.draw(st.lists(NUMBERS, min_size=1, max_size=4))]:
        articles[number] = noted(data.draw(linked_note(number)))
        if data.draw(st.booleans()):
            archive = Archive.of(articles.values(), known)
            assert checker(archive, TODAY) == check(archive, TODAY)
    del articles[data.draw(NUMBERS)]
    archive = Archive.of(articles.values(), known)
    assert checker(archive, TODAY) == check(archive, TODAY)


def test_a_date_is_looked_for_along_the_whole_way() -> None:
    """Who is introduced at a part of a part of a visit: on the day of the visit."""
    known, checker, counts = linking_registers(), Checker(), []
    note = {"title": "A", "partners": ["bn"]}
    event = {"name": "A", "type": "hoi-dam", "quote": "A"}
    met = {**event, "id": "e-0", "part_of": "e-1", "participants": [{"who": "one"}]}
    person = {"person": "one", "rank": "Major", "quote": "Major Head"}
    part = noted({**note, "id": "a-0", "events": [met], "people": [person]})
    day = noted(
        {**note, "id": "a-1", "events": [{**event, "id": "e-1", "part_of": "e-2"}]}
    )
    for date in ("2020-05-01", "2022-01-01", "2021-01-01"):
        dated = {"value": date, "basis": "inferred", "reason": "C"}
        visit = noted(
            {**note, "id": "a-2", "events": [{**event, "id": "e-2", "date": dated}]}
        )
        archive = Archive.of([part, day, visit], known)
        told = checker(archive, TODAY)
        assert told == check(archive, TODAY)
        counts.append(sum(each.code == "rank-differs" for each in told))
    assert counts == [1, 0, 1]
