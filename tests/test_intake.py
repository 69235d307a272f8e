"""Files of other tools to drafts, and back: what the form can hold is not lost."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.derive.dataset import KINDS
from generator.intake import READERS, NotOfTheFormError, read_sheet, read_timelinejs
from generator.load import read_disk, tidy
from generator.pipeline import make_site
from tests.projects import ROOT, SITES, TODAY, briefing
from tests.test_exports import ROOTS, files_of, hostile_site, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from click.testing import Result

EXPORTS = {
    "csv": "data/events.csv",
    "ics": "calendar/index.ics",
    "timelinejs": "timelines/index.json",
}


def empty_project(root: Path, target: Path) -> Path:
    """Return a project with the registers of *root*, and no article."""
    for path in (root / "site_config").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        # what a register says of an event of an article has no article here
        text = re.sub(
            r", event: [a-z0-9-]+|^ +event: .*\n", "", text, flags=re.MULTILINE
        )
        (target / "site_config").mkdir(parents=True, exist_ok=True)
        (target / "site_config" / path.name).write_text(text, encoding="utf-8")
    (target / "content").mkdir()
    return target


def any_type(root: Path) -> str:
    text = (root / "site_config" / "event_types.yml").read_text(encoding="utf-8")
    found = re.search(r"^([a-z-]+):", text, re.MULTILINE)
    assert found
    return found[1]


def events_of(form: str, text: str) -> Mapping[str, object]:
    """Return what a file says of each event, by its id."""
    if form == "csv":
        return {row["id"]: row for row in rows_of(text)}
    if form == "timelinejs":
        return {each["unique_id"]: each for each in json.loads(text)["events"]}
    return {
        str(each["uid"]): each.to_ical()
        for each in icalendar.Calendar.from_ical(text).walk("VEVENT")
        if str(each["uid"]).startswith("event-")
    }


def taken(form: str, text: str, root: Path, folder: Path, *more: str) -> Result:
    """Import *text* into an empty project with the registers of *root*."""
    project = empty_project(root, folder / "project")
    file = folder / "from-elsewhere"
    file.write_bytes(text.encode())
    return briefing("import", form, file, "--root", project, *more)


@pytest.mark.parametrize("form", sorted(EXPORTS))
@pytest.mark.parametrize("root", ROOTS, ids=lambda path: path.name)
def test_what_is_taken_in_comes_out_the_same(
    root: Path, form: str, tmp_path: Path
) -> None:
    """Export, import and export again: not a letter of an event is another."""
    uri = EXPORTS[form]
    before = files_of(root)[uri]
    wanted = events_of(form, before)

    result = taken(
        form, before, root, tmp_path, "--type", any_type(root), "--confirmed"
    )

    assert result.exit_code == (0 if wanted else 1), result.output
    site = make_site(read_disk(tmp_path / "project"), TODAY, draft=True)
    assert [p for p in site.problems if p.span.path.startswith("content/")] == []
    after = {file.uri: file.text for file in site.files}
    if wanted:
        assert events_of(form, after[uri]) == wanted


@pytest.mark.parametrize("form", sorted(EXPORTS))
def test_hostile_titles_come_through_as_well(form: str, tmp_path: Path) -> None:
    """What somebody typed into a title is neither lost nor taken for anything else."""
    root = SITES / "vietnamese"
    before = {file.uri: file.text for file in hostile_site().files}[EXPORTS[form]]

    taken(form, before, root, tmp_path, "--type", any_type(root), "--confirmed")

    site = make_site(read_disk(tmp_path / "project"), TODAY, draft=True)
    assert [p for p in site.problems if p.span.path.startswith("content/")] == []
    after = {file.uri: file.text for file in site.files}[EXPORTS[form]]
    assert events_of(form, after) == events_of(form, before)


def test_nothing_is_a_fact_until_somebody_says_so(tmp_path: Path) -> None:
    """A draft suggests: no page and no export shows it, and the check tells it."""
    root = SITES / "vietnamese"
    result = taken("csv", files_of(root)[EXPORTS["csv"]], root, tmp_path)
    project = tmp_path / "project"

    assert result.exit_code == 0, result.output
    site = make_site(read_disk(project), TODAY, draft=True)
    assert {problem.code for problem in site.problems} >= {"unconfirmed"}
    assert site.archive is not None
    assert site.archive.events == {}
    for path in project.glob("content/**/*.md"):
        source, problems = tidy(path.name, path.read_bytes())
        assert source is not None
        assert problems == []


def test_a_second_time_nothing_is_taken(tmp_path: Path) -> None:
    """What is recorded already is counted and left alone."""
    root = SITES / "vietnamese"
    text = files_of(root)[EXPORTS["csv"]]
    taken("csv", text, root, tmp_path, "--confirmed")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    file = tmp_path / "from-elsewhere"
    result = briefing("import", "csv", file, "--root", tmp_path / "project")

    assert result.exit_code == 1
    assert "7 sự kiện đã có trong hồ sơ, để nguyên" in result.output
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before


FOREIGN = {
    "csv": "Tên;Ngày bắt đầu;Ngày;Đối tác;Nơi;Mô tả\r\n"
    "Thăm giả định;;14/02/2020;Fiji;Suva;Một câu. Hai câu.\r\n"
    ";;;;;\r\n"
    ";x;1/1/2020;Fiji;;\r\n"
    "=Họp;;2020-03;Malta;;\r\n"
    "Không ai biết;;2021;Nước lạ;;\r\n",
    "timelinejs": json.dumps(
        {
            "title": {"text": {"headline": "Một câu chuyện"}},
            "events": [
                {
                    "start_date": {"year": "2020", "month": "2", "day": "14"},
                    "text": {
                        "headline": "<b>Thăm</b> giả định &amp; hơn",
                        "text": "<p>Một câu.<br>Hai câu.</p>",
                    },
                    "group": "Fiji",
                },
                {"start_date": {"year": "-44"}, "text": {"headline": "Xưa"}},
                {"start_date": {"year": "2020"}, "text": {"headline": ""}},
                "không phải",
                {
                    "start_date": {"year": 2020, "month": 13},
                    "end_date": None,
                    "text": {"headline": "Họp"},
                    "group": "Malta",
                },
            ],
        }
    ),
    "ics": """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//khac//khac//EN
BEGIN:VEVENT
UID:1@khac
SUMMARY:Thăm giả định
DTSTART:20200214T090000Z
DTEND:20200214T100000Z
CATEGORIES:Fiji
LOCATION:Suva
END:VEVENT
BEGIN:VEVENT
UID:2@khac
SUMMARY:Hằng năm
DTSTART;VALUE=DATE:20200214
RRULE:FREQ=YEARLY
END:VEVENT
BEGIN:VEVENT
UID:3@khac
DTSTART;VALUE=DATE:20200214
END:VEVENT
BEGIN:VEVENT
UID:4@khac
SUMMARY:Họp
DTSTART;VALUE=DATE:20200301
DTEND;VALUE=DATE:20200304
CATEGORIES:Malta
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n"),
}
"""Files of people who have never heard of us; invented."""


@pytest.mark.parametrize("form", sorted(FOREIGN))
def test_a_file_from_elsewhere_is_read_as_far_as_it_goes(
    form: str, tmp_path: Path
) -> None:
    """What has a name and a known partner becomes a draft; the rest is counted."""
    root = SITES / "vietnamese"

    result = taken(form, FOREIGN[form], root, tmp_path, "--type", "hoi-dam")

    project = tmp_path / "project"
    assert result.exit_code == 0, result.output
    site = make_site(read_disk(project), TODAY, draft=True)
    assert {problem.code for problem in site.problems} == {"unconfirmed"}
    made = sorted(path.relative_to(project) for path in project.glob("content/**/*.md"))
    texts = [(project / path).read_text("utf-8") for path in made]
    assert [path.parts[1] for path in made] == ["fj", "mt"]
    assert "value: 2020-02-14\n" in texts[0]
    assert "suggested: imported" in texts[0]
    assert "không có tên" in result.output
    assert "Thăm giả định" in texts[0]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("csv", ""),
        ("csv", "a,b\n1,2\n"),
        ("csv", '"' * 3 + "\x00"),
        ("timelinejs", "{"),
        ("timelinejs", "[]"),
        ("timelinejs", '{"events": 3}'),
        ("timelinejs", "[" * 100_000),
        ("ics", "không phải lịch"),
        ("ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"),
        ("ics", ""),
    ],
)
def test_what_is_no_such_file_is_refused(form: str, text: str, tmp_path: Path) -> None:
    """One sentence, exit 1, and nothing is written."""
    result = taken(form, text, SITES / "vietnamese", tmp_path)

    assert result.exit_code == 1
    assert "from-elsewhere" in result.output or "0 sự kiện" in result.output
    assert list((tmp_path / "project" / "content").iterdir()) == []


def test_a_wrong_code_or_encoding_is_told(tmp_path: Path) -> None:
    """A partner, a type, an encoding that is none."""
    root = SITES / "vietnamese"
    text = FOREIGN["csv"]
    told = taken("csv", text, root, tmp_path, "--partner", "xx").output
    assert "xx" in told
    assert "fj" in told
    file = tmp_path / "from-elsewhere"
    file.write_bytes("Tên\nHọp".encode("utf-16"))
    result = briefing("import", "csv", file, "--root", tmp_path / "project")
    assert result.exit_code == 1


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """No file makes a reader stumble."""
    for read in READERS.values():
        try:
            read(text)
        except NotOfTheFormError:
            continue


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["events", "text", "headline", "start_date", "year", "group"]
                ),
                inner,
            )
        ),
    )
)
def test_any_json_is_read_or_refused(value: object) -> None:
    """A slide may hold anything where the tool wants something."""
    try:
        found = read_timelinejs(json.dumps({"events": [value]}))
    except NotOfTheFormError:
        return
    assert len(found.events) <= 1


def test_heads_of_columns_are_known_with_and_without_marks() -> None:
    """Who writes a sheet by hand need not know our names for columns."""
    for head in ("Tên,Ngày", "ten,ngay", "NAME,DATE", "\ufefftitle,start"):
        [event] = read_sheet(f"{head}\nHọp,2020-02-14\n").events
        assert (event.name, event.when) == ("Họp", "2020-02-14")


# ---- questions ----


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("select count(*) from facts", "170"),
        ("events partner=bn date>=2020-02 hoi dam", "bn-2020-02-14-talks"),
        ("outcomes modality=proposed 'đường dây nóng'", "de-nghi-duong-day-nong"),
        ("outcomes modality=proposed duong day nong", "de-nghi-duong-day-nong"),
        ("events participants=to-lam", "bn-2020-02-visit"),
        ("people", "to-lam"),
        ("event-types is_contact=1", "talks"),
    ],
)
@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_question_is_answered(question: str, found: str, form: str) -> None:
    """In SQL or as a filter; the built site answers, or one that is made for it."""
    result = briefing(
        *("query", question, "--root", ROOT, "--format", form),
        *("--as-of", "2026-11-22"),
    )

    assert result.exit_code == 0, result.output
    assert found in result.stdout
    if form == "json":
        assert json.loads(result.stdout)


@pytest.mark.parametrize(
    "question",
    [
        "with x as (select 1) delete from facts",
        "with x as (select 1) insert into about values ('a', 'b')",
        "select load_extension('x')",
        "pragma journal_mode = wal",
        "pragma query_only = off",
        "select writefile('x', 'y')",
        "select * from nothing",
        "select 1; drop table facts",
        "events colour=red",
        "nothing",
        "",
        "events 'open",
        "countries words that no index has",
    ],
)
def test_a_question_cannot_change_anything(question: str) -> None:
    """All but reading is refused, and what is no question is told so."""
    result = briefing(
        *("query", question, "--root", SITES / "vietnamese"),
        *("--as-of", "2026-11-22"),
    )

    assert result.exit_code == 1
    assert "không trả lời được" in result.output


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_can_be_asked_for(kind: object) -> None:
    """By its own name, and by that of its table."""
    for name in (kind.name, kind.table):  # type: ignore[attr-defined]
        result = briefing(
            *("query", name, "--root", SITES / "vietnamese"),
            *("--as-of", "2026-11-22", "--format", "json"),
        )
        assert json.loads(result.stdout) is not None


def test_a_built_site_is_asked(tmp_path: Path) -> None:
    """Without a day the file of the site answers, nothing is made anew."""
    project = tmp_path / "project"
    shutil.copytree(SITES / "vietnamese", project)
    (project / "site" / "data").mkdir(parents=True)
    (project / "site" / "data" / "records.sqlite").write_bytes(b"no database")

    result = briefing("query", "people", "--root", project)

    assert result.exit_code == 1
    assert "không trả lời được" in result.output
