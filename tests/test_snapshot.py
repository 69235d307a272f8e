"""Snapshots: written the same, read strictly, compared without noise."""

import datetime as dt
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.commands import main
from generator.derive.changes import KINDS, Change, compare
from generator.load import newest_before, read_disk, read_snapshot
from generator.model.article import Level, Modality
from generator.model.snapshot import FORMAT, Snapshot, snapshot_of, snapshot_text
from generator.model.source import SourceFile
from generator.pipeline import make_site
from generator.words import LANGUAGES, catalogue

SITE = Path(__file__).parent / "sites" / "ledger"
DAY = "2022-01-31"
TODAY = dt.date(2026, 11, 22)

words = (
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
    .map(lambda text: unicodedata.normalize("NFC", text))  # as records are made
    .filter(str.strip)
)
days = st.sampled_from(["1992", "2020-02", "2020-02-14", "2023-02-22", "2018~"])
codes = st.from_regex(r"[a-z]{4,8}", fullmatch=True)


def some(**fields: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, Any]]:
    """Make records that have the fields of *fields*, or all but the optional ones."""
    return st.fixed_dictionaries(dict(fields))


def many(
    record: st.SearchStrategy[dict[str, Any]], *key: str
) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(
        record, max_size=4, unique_by=lambda each: tuple(each[name] for name in key)
    )


snapshots = some(
    format=st.just(FORMAT),
    as_of=st.just(DAY),
    articles=many(some(id=codes, title=words, published=days), "id"),
    events=many(
        some(
            id=codes, name=words, date=days, place=words, level=st.sampled_from(Level)
        ),
        "id",
    ),
    outcomes=many(
        some(id=codes, modality=st.sampled_from(Modality), what=words, due=days), "id"
    ),
    levels=many(some(partner=codes, level=words, since=days), "partner"),
    posts=many(
        some(person=codes, title=words, organisation=codes, since=days, until=days),
        "person",
    ),
    editions=many(
        some(mechanism=codes, number=st.integers(1, 9), date=days), "mechanism"
    ),
)
"""The fields of a snapshot in which everything has a key of its own."""

NEW_VALUES = {
    "modality": list(map(str, Modality)),
    "level": list(map(str, Level)),
    "date": ["1950-01-01", "1950-01-02"],
}


def read(fields: dict[str, Any]) -> Snapshot:
    return Snapshot.model_validate(fields)


def kinds(changes: tuple[Change, ...]) -> list[str]:
    return [change.kind for change in changes]


@given(snapshots)
def test_snapshot_says_nothing_against_itself(fields: dict[str, Any]) -> None:
    """What is written and read again has not changed, whatever it holds."""
    snapshot = read(fields)
    source = SourceFile(f"snapshots/{DAY}.json", snapshot_text(snapshot))

    again, problems = read_snapshot(source)

    assert problems == []
    assert again == snapshot
    assert compare(snapshot, again) == ()
    assert snapshot_text(again) == source.text


@given(snapshots, st.randoms())
def test_order_of_records_is_no_news(fields: dict[str, Any], random: Random) -> None:
    """The same records in another order say nothing."""
    shuffled = {
        name: random.sample(value, len(value)) if isinstance(value, list) else value
        for name, value in fields.items()
    }

    assert compare(read(fields), read(shuffled)) == ()


@given(snapshots, st.data())
def test_one_change_is_said_once(fields: dict[str, Any], data: st.DataObject) -> None:
    """A record that comes, goes, or changes in one field is one change, of its kind."""
    full = [kind for kind in KINDS if fields[kind.field]]
    if not full:
        return
    kind = data.draw(st.sampled_from(full))
    records = fields[kind.field]
    at = data.draw(st.integers(0, len(records) - 1))
    without = {**fields, kind.field: records[:at] + records[at + 1 :]}
    field = data.draw(st.sampled_from([f for f in kind.told if f in records[at]]))
    old = records[at][field]
    is_rank = field == "level" and kind.noun == "event"
    choices = (
        NEW_VALUES[field]
        if field == "modality" or is_rank
        else ["khac"]
        if field in {"title", "name", "what", "place", "organisation", "level"}
        else NEW_VALUES["date"]
    )
    new = next(each for each in choices if each != str(old))
    altered = {**records[at], field: new}
    changed = {
        **fields,
        kind.field: [*records[:at], altered, *records[at + 1 :]],
    }
    was, now = read({**fields, kind.field: [records[at]]}), read(fields)

    assert kinds(compare(now, read(without))) == [f"{kind.noun}-removed"]
    assert kinds(compare(read(without), now)) == [f"{kind.noun}-new"]
    assert kinds(compare(now, read(changed))) == [f"{kind.noun}-{field}"]
    assert len(compare(was, now)) == len(records) - 1


def outcome(code: str, modality: str, follows: str = "") -> dict[str, str]:
    found = {"id": code, "modality": modality, "what": code}
    return {**found, "follows": follows} if follows else found


def of_outcomes(*outcomes: dict[str, str]) -> Snapshot:
    return read({"format": FORMAT, "as_of": DAY, "outcomes": list(outcomes)})


def test_outcome_that_follows_an_old_one_moves_it_forward() -> None:
    """A proposal that was agreed is a move; it is not told again as a new outcome."""
    asked, agreed = outcome("a", "proposed"), outcome("b", "agreed", "a")
    signed = outcome("c", "signed", "b")

    changes = compare(of_outcomes(asked), of_outcomes(asked, agreed, signed))

    assert kinds(changes) == ["outcome-moved", "outcome-moved"]
    steps = [(str(c.before.id), str(c.after.id)) for c in changes]  # type: ignore[union-attr]
    assert steps == [("a", "b"), ("b", "c")]


def test_matter_that_is_new_from_its_beginning_has_not_moved() -> None:
    """Where nothing was known before, a whole chain is new."""
    asked, agreed = outcome("a", "proposed"), outcome("b", "agreed", "a")

    assert kinds(compare(of_outcomes(), of_outcomes(asked, agreed))) == [
        "outcome-new",
        "outcome-new",
    ]


def test_newest_level_is_told_with_the_one_before() -> None:
    """Relations that rise are one change, with both levels; a first level is new."""
    head: dict[str, Any] = {"format": FORMAT, "as_of": DAY}
    low = {"partner": "fj", "level": "Một", "since": "2001"}
    high = {"partner": "fj", "level": "Hai", "since": "2011"}
    none, one, two = (
        read({**head, "levels": levels}) for levels in ([], [low], [low, high])
    )

    assert kinds(compare(none, one)) == ["level-new"]
    [moved] = compare(one, two)
    assert (moved.kind, moved.before) == ("level-moved", one.levels[0])
    assert kinds(compare(two, one)) == ["level-removed"]


def test_archive_says_nothing_against_its_own_snapshot() -> None:
    """A real project, stored and compared on one day, has no news."""
    archive = make_site(read_disk(SITE), TODAY).archive
    assert archive is not None

    stored = snapshot_of(archive, TODAY)

    assert compare(stored, snapshot_of(archive, TODAY)) == ()
    assert stored.outcomes
    assert stored.posts


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_change_has_its_words(language: str) -> None:
    """No page can come upon a change that nobody can say."""
    said = catalogue(language)
    ways = {
        f"{kind.noun}-{way}"
        for kind in KINDS
        for way in ("new", "removed", *kind.told, *kind.moves)
    }

    keys = {key.split(".")[1] for key in said.phrases if key.startswith("changes.")}

    assert ways <= keys
    assert {each for each in keys if "-" in each} == ways
    for kind in KINDS:
        assert said.has(f"changes.part.{kind.noun}")


# ---- reading ----


def stored_text() -> str:
    return (SITE / "snapshots" / f"{DAY}.json").read_text(encoding="utf-8")


def spoilt(old: str, new: str) -> SourceFile:
    text = stored_text()
    assert old in text
    return SourceFile(f"snapshots/{DAY}.json", text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ('"articles": [', '"articles": {', "broken-json", "{"),
        (FORMAT, "briefing-snapshot/9", "foreign-snapshot", '"briefing'),
        (f'"{DAY}"', '"2022-02-01"', "snapshot-of-another-day", '"2022-02-01"'),
        ('"proposed"', '"wished"', "unknown-value", '"wished"'),
        ('"2019-03-20"', '"2019-02-30"', "no-such-day", '"2019-02-30"'),
        ('"title"', '"titel"', "unknown-field", '"titel"'),
        ('"what"', '"id"', "repeated-field", '"id"'),
        ('"number": 1', '"number": "một"', "not-a-number", '"một"'),
    ],
)
def test_broken_snapshot_is_told_at_its_place(
    old: str, new: str, code: str, at: str
) -> None:
    """Whatever is wrong with a stored file, its reader says what and where."""
    source = spoilt(old, new)

    snapshot, problems = read_snapshot(source)

    assert snapshot is None
    assert [problem.code for problem in problems] == [code]
    [problem] = problems
    line = source.line(problem.span.line)
    assert line[problem.span.column - 1 :].startswith(at)
    for language in LANGUAGES:
        assert problem.message(catalogue(language))
        assert problem.help(catalogue(language))


@pytest.mark.parametrize("text", ["[]", '"x"', "3", "[" * 100_000, "{}"])
def test_file_that_is_no_snapshot_is_refused(text: str) -> None:
    """Other JSON is refused, not guessed at, however strange."""
    snapshot, problems = read_snapshot(SourceFile(f"snapshots/{DAY}.json", text))

    assert snapshot is None
    assert problems


def test_newest_snapshot_before_the_day_is_the_one() -> None:
    """A snapshot of today or later tells no news of today."""
    sources = [
        SourceFile(f"snapshots/{name}.json", "{}")
        for name in ("2020-01-01", "2021-01-01", "2022-01-01", "latest")
    ]

    found, problems = newest_before(sources, dt.date(2022, 1, 1))

    assert found is not None
    assert found.path == "snapshots/2021-01-01.json"
    assert [problem.code for problem in problems] == ["not-a-snapshot"]
    assert newest_before(sources[:1], dt.date(2020, 1, 1))[0] is None


def test_broken_snapshot_stops_the_build(tmp_path: Path) -> None:
    """A page that compares with nothing would be wrong without a word."""
    for name in ("content", "site_config"):
        (tmp_path / name).symlink_to(SITE / name)
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "snapshots" / f"{DAY}.json").write_bytes(b"\xff")

    problems = make_site(read_disk(tmp_path), TODAY).problems

    assert [problem.code for problem in problems] == ["not-utf-8"]


# ---- the command ----


@pytest.fixture
def snapshot(tmp_path: Path) -> Callable[..., Result]:
    """Type `briefing snapshot` for the small project, with the folder of the test."""
    target = tmp_path / "kept" / f"{DAY}.json"

    def run(*options: str) -> Result:
        arguments = ["snapshot", str(SITE), "--to", str(target), *options]
        return CliRunner().invoke(main, arguments)

    return run


def test_snapshot_is_the_same_whenever_it_is_made(
    tmp_path: Path, snapshot: Callable[..., Result]
) -> None:
    """The same records give the same bytes, those that lie in the project."""
    assert snapshot("--as-of", DAY).exit_code == 0
    assert snapshot("--as-of", DAY).exit_code == 0

    text = (tmp_path / "kept" / f"{DAY}.json").read_text(encoding="utf-8")
    assert text == stored_text()
    assert [path.name for path in tmp_path.rglob("*.*")] == [f"{DAY}.json"]


def test_snapshot_is_never_written_over_unasked(
    tmp_path: Path, snapshot: Callable[..., Result]
) -> None:
    """Other records of the same day stay until somebody asks to replace them."""
    snapshot("--as-of", DAY)
    file = tmp_path / "kept" / f"{DAY}.json"
    before = file.read_bytes()

    refused = snapshot("--as-of", "2026-11-22")

    assert refused.exit_code == 1
    assert file.read_bytes() == before
    assert snapshot("--as-of", "2026-11-22", "--replace").exit_code == 0
    assert json.loads(file.read_bytes())["as_of"] == "2026-11-22"
