"""The records for other tools: read back by tools that nobody here wrote."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import feedparser
import icalendar
import pytest
import rdflib
import vobject
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from benchmarks.corpus import make_project
from generator.derive.dataset import KINDS, Shape
from generator.load import read_disk
from generator.model.dates import parse_when
from generator.pipeline import make_site
from generator.publish.database import put_database
from generator.publish.query import ask
from generator.render.exports.calendars import MOST as APPOINTMENTS
from generator.render.exports.calendars import days_of
from generator.render.exports.plain import guarded, plain, unguarded
from generator.render.exports.timelines import MOST as SLIDES
from tests.projects import ROOT, SITES, TODAY, article, lay

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.source import SourceFile
    from generator.pipeline import Site

ROOTS = [ROOT, *sorted(SITES.iterdir())]
each_root = pytest.mark.parametrize("root", ROOTS, ids=lambda path: path.name)

HOSTILE = {
    "formula": "=HYPERLINK(1)",
    "plus": "+1+1",
    "at": "@SUM(1)",
    "minus": "-1",
    "cdata": "a ]]> b",
    "script": "</script><script>alert(1)</script><!--",
    "entity": "&lt; & &amp; \"'",
    "long": "Đ" * 10_000,
    "lines": "một\u2028hai",
    "calendar": "a;b,c\\n:d END:VEVENT",
    "apostrophe": "'=1",
    "controls": "chuông \x07, số không \x00, dòng \x0b mới, \x1b[31mđỏ",
}
"""What somebody may type into a title, and some format may stumble over."""


@cache
def site_of(root: Path) -> Site:
    return make_site(read_disk(root), TODAY)


@cache
def files_of(root: Path) -> Mapping[str, str]:
    return {file.uri: file.text for file in site_of(root).files}


@cache
def data_of(root: Path) -> Mapping[str, bytes]:
    return databases_of(site_of(root))


def databases_of(site: Site) -> Mapping[str, bytes]:
    """Return every database of *site* by its address."""
    made = {}
    for each in site.write_databases():
        with tempfile.TemporaryDirectory() as room:
            put_database(Path(room), each)
            made[each.uri] = (Path(room) / each.uri).read_bytes()
    return made


@cache
def hostile_site() -> Site:
    """Return the Vietnamese site with an article for each hostile title."""
    disk = read_disk(SITES / "vietnamese")
    made = [hostile_article(name, title) for name, title in HOSTILE.items()]
    disk = type(disk)(
        **{
            **{name: getattr(disk, name) for name in disk.__dataclass_fields__},
            "articles": (*disk.articles, *made),
        }
    )
    return make_site(disk, TODAY)


def hostile_article(name: str, title: str) -> SourceFile:
    code = f"hostile-{name}"
    return article(
        code,
        {
            "id": code,
            "title": title,
            "partners": ["fj"],
            "summary": title,
            "source": {"publisher": title, "published": "2021-03-04"},
            "events": [
                {
                    "id": f"{code}-event",
                    "name": title,
                    "type": "hoi-dam",
                    "quote": "họp ngày 3/3/2021 tại Oslo",
                    "date": "2021-03-03",
                    "place": "Oslo",
                }
            ],
            "outcomes": [
                {
                    "id": f"{code}-outcome",
                    "modality": "agreed",
                    "what": title,
                    "quote": "họp ngày 3/3/2021",
                    "due": {
                        "value": "2021-05-06",
                        "basis": "inferred",
                        "reason": title,
                    },
                }
            ],
        },
        f"Hai bên họp ngày 3/3/2021 tại Oslo.\n\n{plain(title)}",
    )


def test_hostile_articles_are_sound() -> None:
    """What follows is tested on articles that the check lets through."""
    site = hostile_site()

    assert site.problems == ()
    assert site.archive is not None
    ids = [each.id for each in site.archive.articles]
    assert sum(code.startswith("hostile") for code in ids) == len(HOSTILE)


# ---- JSON and its schemas ----


def sites() -> Iterator[tuple[str, Mapping[str, str]]]:
    for root in ROOTS:
        yield root.name, files_of(root)
    yield "hostile", {file.uri: file.text for file in hostile_site().files}


def test_every_kind_of_every_site_keeps_its_schema() -> None:
    """Both lie side by side; the file names the schema, and an outsider judges."""
    for name, files in sites():
        for uri, text in files.items():
            if not uri.endswith(".schema.json"):
                continue
            schema = json.loads(text)
            Draft202012Validator.check_schema(schema)
            data = json.loads(files[uri.replace(".schema.json", ".json")])
            errors = list(Draft202012Validator(schema).iter_errors(data))
            assert errors == [], (name, uri, errors[:1])
            assert data["$schema"] == uri.rpartition("/")[2]


def records_in(text: str) -> list[dict[str, Any]]:
    """Return the records of a JSON file; rows of an article are taken apart."""
    data = json.loads(text)
    if "columns" not in data:
        records: list[dict[str, Any]] = data["records"]
        return records
    return [
        {
            "id": f"{owner['article']}.f{number}",
            **dict(zip(data["columns"], row, strict=False)),
        }
        for owner in data["records"]
        for number, row in enumerate(owner[data["kind"]], 1)
    ]


def test_a_schema_refuses_what_is_not_of_the_form() -> None:
    """It says something: a wrong word of a list, a missing field, a stranger."""
    files = files_of(ROOT)
    schema = json.loads(files["data/events.schema.json"])
    data = json.loads(files["data/events.json"])
    check = Draft202012Validator(schema)

    def spoilt(**changes: object) -> dict[str, Any]:
        record = {**data["records"][0], **changes}
        kept = {name: value for name, value in record.items() if value is not None}
        return {**data, "records": [kept]}

    assert check.is_valid(spoilt())
    assert not check.is_valid(spoilt(level="minster"))
    assert not check.is_valid(spoilt(name=None))
    assert not check.is_valid(spoilt(date_first="2020-02"))
    assert not check.is_valid(spoilt(stranger="x"))

    check = Draft202012Validator(json.loads(files["data/facts.schema.json"]))
    facts = json.loads(files["data/facts.json"])
    fine = facts["records"][0]["facts"][0]
    for row in (
        ["fact.date", 5],
        ["fact.date", None, [[1, 2, 3]]],
        [*fine, *["x"] * 9],
    ):
        owner = {**facts["records"][0], "facts": [row]}
        assert not check.is_valid({**facts, "records": [owner]}), row


@each_root
def test_every_code_leads_to_a_record(root: Path) -> None:
    """A reference is the key of a record of the kind that the schema names."""
    files = files_of(root)
    keys = {
        kind.name: {
            each[kind.key.name] for each in records_in(files[f"data/{kind.name}.json"])
        }
        for kind in KINDS
    }

    for kind in KINDS:
        for record in records_in(files[f"data/{kind.name}.json"]):
            for column in kind.columns:
                if column.into and record.get(column.name) is not None:
                    value = record[column.name]
                    several = value if isinstance(value, list) else [value]
                    assert set(several) <= keys[column.into]


@each_root
def test_every_page_that_is_named_is_there(root: Path) -> None:
    """A program can lead its reader back to the page."""
    site = site_of(root)
    pages = {page.uri.removesuffix(".md") + ".html" for page in site.pages}
    folders = {edition.language: edition.folder for edition in site.editions}

    for uri, text in files_of(root).items():
        if re.fullmatch(r"(?:en/)?data/[a-z-]+\.json", uri) and "schema" not in uri:
            data = json.loads(text)
            for record in data.get("records", ()):
                if "page" in record:
                    page = record["page"].partition("#")[0]
                    assert folders[data["language"]] + page in pages


def test_nothing_that_is_in_the_archive_is_missing() -> None:
    """As many articles, events, outcomes and entries as the archive has."""
    for root in ROOTS:
        archive = site_of(root).archive
        assert archive is not None
        files = files_of(root)
        counts = {
            "articles": len(archive.articles),
            "events": len(archive.events),
            "outcomes": len(archive.outcomes),
            "people": len(archive.registers.people),
            "topics": len(archive.registers.topics),
        }
        for kind, count in counts.items():
            assert len(json.loads(files[f"data/{kind}.json"])["records"]) == count


# ---- CSV ----


def rows_of(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff"), "a spreadsheet knows UTF-8 by it"
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_sheets_hold_as_many_records_as_the_json() -> None:
    """No line end and no quotation mark in a cell makes a row of its own."""
    for _, files in sites():
        for kind in KINDS:
            assert (f"data/{kind.name}.csv" in files) != kind.is_many
            if kind.is_many:
                continue
            records = json.loads(files[f"data/{kind.name}.json"])["records"]
            rows = rows_of(files[f"data/{kind.name}.csv"])
            keys = [row[kind.key.name] for row in rows]
            assert keys == [each[kind.key.name] for each in records]
            assert all(None not in row and None not in row.values() for row in rows)


def test_no_cell_is_a_formula() -> None:
    """What a spreadsheet would reckon begins with an apostrophe, and says the same."""
    files = {file.uri: file.text for file in hostile_site().files}
    seen = set()
    for uri, text in files.items():
        if not uri.endswith(".csv"):
            continue
        for row in csv.reader(io.StringIO(text[1:], newline="")):
            for cell in row:
                is_number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
                assert is_number or not re.match(r"[=+\-@\t\r]", cell), (uri, cell)
                seen.add(unguarded(cell))

    assert {plain(title) for title in HOSTILE.values()} <= seen


@given(st.text())
def test_a_guard_is_taken_away_again(text: str) -> None:
    """Nothing is lost between a sheet and who reads it back."""
    assert unguarded(guarded(text)) == text


@given(st.text())
def test_plain_text_holds_no_control(text: str) -> None:
    """XML, calendars and sheets can hold what is left."""
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", plain(text))


# ---- SQLite ----


def test_a_database_is_whole_and_its_keys_hold() -> None:
    """SQLite itself finds nothing wrong, and counts what the JSON counts."""
    every = [(files_of(root), data_of(root)) for root in ROOTS]
    hostile = hostile_site()
    every.append(
        (
            {file.uri: file.text for file in hostile.files},
            databases_of(hostile),
        )
    )
    for files, made in every:
        assert made
        for uri, data in made.items():
            with closing(sqlite3.connect(":memory:")) as connection:
                connection.deserialize(data)
                run = connection.execute
                assert run("PRAGMA integrity_check").fetchall() == [("ok",)]
                assert run("PRAGMA foreign_key_check").fetchall() == []
                folder = uri.removesuffix("records.sqlite")
                for kind in KINDS:
                    [(count,)] = run(f'SELECT count(*) FROM "{kind.table}"').fetchall()  # noqa: S608
                    text = files[f"{folder}{kind.name}.json"]
                    assert count == len(records_in(text))


def test_a_database_explains_itself() -> None:
    """Each column of each table stands in the dictionary; `about` has the day."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data_of(ROOT)["data/records.sqlite"])
        run = connection.execute
        apart = ("search", "entries", "about", "dictionary", "sqlite")
        tables = {
            name
            for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(apart)
        }
        for table in tables:
            columns = {row[1] for row in run(f'PRAGMA table_xinfo("{table}")')}
            told = run('SELECT "column" FROM dictionary WHERE "table" = ?', [table])
            assert {name for (name,) in told} == columns
        about = dict(run("SELECT key, value FROM about"))

    lists = sum(
        c.shape is not Shape.ONE and c.name != "proofs"
        for kind in KINDS
        for c in kind.columns
    )
    assert len(tables) == len(KINDS) + lists
    assert about["as_of"] == TODAY.isoformat()
    assert about["version"] == "2.0"


def test_a_database_gives_the_words_of_every_proof() -> None:
    """Its views cut them out of the text, and lead to the mark on the page."""
    for root in ROOTS:
        site = site_of(root)
        assert site.archive is not None
        texts = {each.id: each.text.value for each in site.archive.articles}
        for uri, data in data_of(root).items():
            files, folder = files_of(root), uri.removesuffix("records.sqlite")
            pages = {
                each["id"]: each["page"]
                for each in records_in(files[f"{folder}articles.json"])
            }
            with closing(sqlite3.connect(":memory:")) as connection:
                connection.deserialize(data)
                for kind in ("facts", "notes"):
                    wanted = [
                        (each["id"], texts[of][start:end], sentence, f"{page}#p{mark}")
                        for each in records_in(files[f"{folder}{kind}.json"])
                        for of in [each["id"].partition(".")[0]]
                        for page in [pages[of]]
                        for mark, sentence, start, end in each.get("proofs") or ()
                    ]
                    found = connection.execute(
                        f"SELECT record, words, sentence, page FROM {kind}_proofs"  # noqa: S608
                    )
                    assert sorted(found) == sorted(wanted)


def test_a_database_gives_the_value_of_every_fact() -> None:
    """That of an event or outcome itself stands in its own record only."""
    site = site_of(ROOT)
    assert site.archive is not None
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data_of(ROOT)["data/records.sqlite"])
        told = {
            key: (value, page)
            for key, value, page in connection.execute(
                "SELECT id, value, page FROM facts_told"
            )
        }
        events = connection.execute("SELECT name FROM events").fetchall()
        outcomes = connection.execute("SELECT what FROM outcomes").fetchall()

    assert len(told) == len(records_in(files_of(ROOT)["data/facts.json"]))
    values = {value for value, _ in told.values()}
    assert None not in values
    assert {name for (name,) in (*events, *outcomes)} <= values
    assert all(
        page.endswith(f".html#{key.partition('.')[2]}")
        for key, (_, page) in told.items()
    )


@pytest.mark.parametrize(
    "words", ["đường dây nóng", "duong day nong", "DUONG DAY NONG", "đường dây"]
)
def test_words_are_found_with_and_without_marks(words: str) -> None:
    """The letter đ, which no decomposition knows, is found as d, too."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data_of(ROOT)["data/records.sqlite"])
        found = connection.execute(
            "SELECT code FROM search JOIN entries ON entries.id = search.rowid"
            " WHERE search MATCH ? AND kind = 'outcomes'",
            [words],
        ).fetchall()

    assert ("bn-2020-02-14-de-nghi-duong-day-nong",) in found


def test_a_filter_finds_phrases(tmp_path: Path) -> None:
    """Quoted words follow each other; of others each stands somewhere."""
    file = tmp_path / "records.sqlite"
    file.write_bytes(data_of(ROOT)["data/records.sqlite"])

    def found(question: str) -> set[object]:
        answer = ask(file, question)
        return {row[0] for row in answer.rows}

    wanted = "bn-2020-02-14-de-nghi-duong-day-nong"
    assert wanted in found("outcomes duong day nong")
    assert wanted in found("outcomes 'đường dây nóng'")
    assert wanted in found("outcomes 'DUONG DAY'")
    assert wanted in found("outcomes nong duong")
    assert wanted not in found("outcomes 'nong duong'")
    assert found("articles 'duong day nong'") < found("articles duong")


# ---- feeds ----


def test_feeds_are_read_by_a_reader_of_feeds() -> None:
    """Every feed of every site is well-formed, and both forms tell the same."""
    for name, files in sites():
        feeds = [uri for uri in files if re.match(r"(?:en/)?feeds/.*\.xml$", uri)]
        assert any(uri.endswith("feeds/index.xml") for uri in feeds), name
        for uri in feeds:
            read = feedparser.parse(files[uri].encode(), resolve_relative_uris=False)
            assert not read.bozo, (name, uri, read.get("bozo_exception"))
            assert read.version == "atom10"
            assert read.feed.title
            assert read.feed.updated_parsed[:3] == (2026, 11, 22)
            other = json.loads(files[uri.removesuffix("xml") + "json"])
            assert other["version"] == "https://jsonfeed.org/version/1.1"
            assert [e.id for e in read.entries] == [e["id"] for e in other["items"]]
            assert [e.title for e in read.entries] == [
                e["title"] for e in other["items"]
            ]
            ids = [entry.id for entry in read.entries]
            assert len(ids) == len(set(ids))
            days = [entry.updated for entry in read.entries]
            assert days == sorted(days, reverse=True)


def test_feeds_lead_to_pages() -> None:
    """A relative link leads from where the feed lies to a page of its edition."""
    for root in ROOTS:
        site = site_of(root)
        pages = {page.uri.removesuffix(".md") + ".html" for page in site.pages}
        for uri, text in files_of(root).items():
            if re.match(r"(?:en/)?feeds/.*\.xml$", uri):
                read = feedparser.parse(text.encode(), resolve_relative_uris=False)
                depth = uri.removeprefix("en/").count("/")
                start = "en/" if uri.startswith("en/") else ""
                for entry in read.entries:
                    assert entry.link.startswith("../" * depth)
                    page = entry.link.removeprefix("../" * depth).partition("#")[0]
                    assert f"{start}{page}" in pages


def test_a_published_site_has_whole_addresses(tmp_path: Path) -> None:
    """With `address` in `site.yml` a feed and a calendar lead home from anywhere."""
    lay(SITES / "two-languages", tmp_path)
    path = tmp_path / "site_config" / "site.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}address: https://example.org/ho-so\n", "utf-8")
    site = make_site(read_disk(tmp_path), TODAY)
    assert site.problems == ()
    pages = {page.uri.removesuffix(".md") + ".html" for page in site.pages}
    root = "https://example.org/ho-so/"

    files = {file.uri: file.text for file in site.files}
    for folder in ("", "en/"):
        feed = json.loads(files[f"{folder}feeds/index.json"])
        assert feed["feed_url"] == f"{root}{folder}feeds/index.json"
        urls = [each["url"] for each in feed["items"]]
        calendar = icalendar.Calendar.from_ical(files[f"{folder}calendar/index.ics"])
        urls += [str(each["url"]) for each in calendar.walk("VEVENT")]
        assert urls
        for url in urls:
            assert url.startswith(f"{root}{folder}")
            assert url.removeprefix(root).partition("#")[0] in pages


def test_hostile_titles_come_through_a_feed() -> None:
    """A reader sees the title that was typed, and no tag of it lives."""
    files = {file.uri: file.text for file in hostile_site().files}
    other = json.loads(files["feeds/index.json"])
    titles = {entry["title"] for entry in other["items"]}

    assert {" ".join(plain(title).split()) for title in HOSTILE.values()} <= titles


def test_changes_are_news() -> None:
    """What the page of changes tells stands in the feed, of partners too."""
    files = files_of(SITES / "ledger")
    site = site_of(SITES / "ledger")
    page = next(page for page in site.pages if page.uri == "changes.md")
    assert "\n- " in page.text

    told = json.loads(files["feeds/index.json"])["items"]
    changes = [each for each in told if each["tags"] == ["Có gì mới"]]
    assert len(changes) == page.text.count("\n- ")
    assert all(each["date_modified"] < "2026-11-22" for each in changes)
    of_partner = json.loads(files["feeds/partners/fj.json"])["items"]
    own = [each["id"] for each in of_partner if each["tags"] == ["Có gì mới"]]
    assert own
    assert set(own) < {each["id"] for each in changes}


# ---- calendars ----


def calendars() -> Iterator[tuple[str, str]]:
    for name, files in sites():
        for uri, text in files.items():
            if uri.endswith(".ics"):
                yield f"{name}/{uri}", text


def test_calendars_come_back_as_they_were() -> None:
    """Read and written again by the library, no byte changes."""
    for name, text in calendars():
        read = icalendar.Calendar.from_ical(text)
        assert read.to_ical().decode() == text, name
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        assert "\n" not in text.replace("\r\n", "")


def test_calendars_are_read_by_another_reader() -> None:
    """`vobject` finds as many events, each of whole days and with its own name."""
    for name, text in calendars():
        read = vobject.readOne(text)
        events = read.contents.get("vevent", [])
        assert len(events) == text.count("BEGIN:VEVENT\r\n"), name
        for event in events:
            first, after = event.dtstart.value, event.dtend.value
            assert type(first) is type(after) is dt.date
            assert first < after
        assert len({event.uid.value for event in events}) == len(events)


def test_a_leap_day_returns_every_year() -> None:
    """29 February 1992 is kept each year on the last day of February."""
    text = files_of(ROOT)["calendar/partners/bn.ics"]
    [event] = [
        event
        for event in vobject.readOne(text).contents["vevent"]
        if event.uid.value.startswith("relations-")
    ]

    years = range(2021, 2029)
    returns = (day.date() for day in event.getrruleset())
    until = takewhile(lambda day: day.year < years.stop, returns)
    found = {day for day in until if day.year in years}

    assert found == {
        dt.date(year, 2, 29 if year in {2024, 2028} else 28)
        for year in range(2021, 2029)
    }
    assert "BYMONTHDAY=-1" in text
    assert "BYMONTH=2" in text


def test_what_is_not_known_to_the_day_is_counted() -> None:
    """A month is never shown as a day; the calendar says how much it leaves out."""
    site = site_of(ROOT)
    assert site.archive is not None
    text = files_of(ROOT)["calendar/index.ics"]
    read = icalendar.Calendar.from_ical(text)
    uids = {str(event["UID"]) for event in read.walk("VEVENT")}

    dates = {
        code: told.event.date.value
        for code, told in site.archive.events.items()
        if told.event.date
    }
    known = {code for code, when in dates.items() if days_of(when)}
    assert {f"event-{code}@ho-so-doi-tac" for code in known} == {
        uid for uid in uids if uid.startswith("event-")
    }
    assert re.search(r"\d+ việc không có ở đây", str(read["DESCRIPTION"]))


@pytest.mark.parametrize(
    ("edtf", "is_shown"),
    [
        ("2020-02-14", True),
        ("2020-02-13/2020-02-15", True),
        ("2020-02", False),
        ("2020", False),
        ("2020-02-14~", False),
        ("2020-02-14/..", False),
        ("XXXX-02-14", False),
        ("2020-02/2020-02-14", False),
    ],
)
def test_only_sure_days_stand_in_a_calendar(edtf: str, is_shown: bool) -> None:  # noqa: FBT001
    assert bool(days_of(parse_when(edtf))) == is_shown


def test_a_large_site_keeps_the_newest_in_calendars_and_timelines(
    tmp_path: Path,
) -> None:
    """What is older is counted there and on the page; what returns yearly stays."""
    make_project(tmp_path / "large", 330)
    register = tmp_path / "large" / "site_config" / "partners.yml"
    text = register.read_text(encoding="utf-8")
    since = "{diplomatic_relations: {date: 1992-02-29, source: {publisher: Báo}}}"
    register.write_text(text.replace("bn: {}", f"bn: {since}"), encoding="utf-8")
    site = make_site(read_disk(tmp_path / "large"), TODAY)
    files = {file.uri: file.text for file in site.write_files()}
    events = json.loads(files["data/events.json"])["records"]

    read = icalendar.Calendar.from_ical(files["calendar/index.ics"])
    shown: list[Any] = read.walk("VEVENT")
    yearly = [each for each in shown if "RRULE" in each]
    assert len(shown) == APPOINTMENTS
    assert [str(each["UID"]) for each in yearly] == ["relations-bn@ho-so-doi-tac"]
    oldest = min(each["DTSTART"].dt for each in shown if each not in yearly)
    days = sum(each["date"] >= oldest.isoformat() for each in events)
    assert days >= len(shown) - len(yearly) > days - 50
    earlier = re.search(r"(\d+) việc cũ hơn", str(read["DESCRIPTION"]))
    assert earlier
    assert int(earlier[1]) > 0

    slides = json.loads(files["timelines/index.json"])["events"]
    assert len(slides) == SLIDES
    assert {each["unique_id"] for each in slides} < {each["id"] for each in events}
    [page] = [page.text for page in site.pages if page.uri == "data.md"]
    assert f"| {SLIDES} | 0 | {len(events) - len(slides)} |" in page
    assert f"| {APPOINTMENTS} | " in page
    assert f"| {earlier[1]} | [iCalendar]" in page


# ---- people and bodies ----


def popolo_schema() -> dict[str, object]:
    """Return what the Popolo specification wants of each of its classes."""
    text = {"type": "string", "minLength": 1}
    date = {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}){0,2}$"}
    sources = {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["url"],
            "properties": {"url": {**text, "format": "uri"}, "note": text},
            "additionalProperties": False,
        },
    }
    names = {
        "type": "array",
        "items": {"type": "object", "required": ["name"], "properties": {"name": text}},
    }
    of_all = {"id": text, "name": text, "other_names": names, "sources": sources}
    wanted: dict[str, tuple[list[str], dict[str, object]]] = {
        "persons": (["id", "name"], of_all),
        "organizations": (
            ["id", "name"],
            {**of_all, "classification": text, "parent_id": text},
        ),
        "posts": (
            ["id", "label", "role", "organization_id"],
            {"id": text, "label": text, "role": text, "organization_id": text},
        ),
        "memberships": (
            ["id", "person_id", "organization_id"],
            {
                **dict.fromkeys(("id", "person_id", "organization_id"), text),
                **dict.fromkeys(("post_id", "role", "on_behalf_of_id"), text),
                **dict.fromkeys(("start_date", "end_date"), date),
                "sources": sources,
            },
        ),
    }
    return {
        "type": "object",
        "required": list(wanted),
        "properties": {
            name: {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": required,
                    "properties": properties,
                    "additionalProperties": False,
                },
            }
            for name, (required, properties) in wanted.items()
        },
    }


def test_popolo_is_as_its_specification_says() -> None:
    """Each class has what is wanted of it, and each reference leads somewhere."""
    check = Draft202012Validator(popolo_schema())
    for name, files in sites():
        for uri in files:
            if not uri.endswith("data/popolo.json"):
                continue
            data = json.loads(files[uri])
            assert list(check.iter_errors(data)) == [], (name, uri)
            ids = {
                kind: [each["id"] for each in several] for kind, several in data.items()
            }
            for several in ids.values():
                assert len(several) == len(set(several))
            for each in data["memberships"]:
                assert each["person_id"] in ids["persons"]
                assert each["organization_id"] in ids["organizations"]
                assert each.get("post_id", each["id"]) in [*ids["posts"], each["id"]]
            for each in data["organizations"]:
                parent = each.get("parent_id", each["id"])
                assert parent in ids["organizations"]


def test_popolo_says_no_more_of_a_date_than_is_known() -> None:
    """ISO 8601 as far as it is sure; the pattern is that of the Popolo schemas."""
    for _, files in sites():
        for membership in json.loads(files["data/popolo.json"])["memberships"]:
            for name in ("start_date", "end_date"):
                if name in membership:
                    assert re.fullmatch(r"\d{4}(-\d{2}){0,2}", membership[name])


# ---- JSON-LD ----


def pages_with_data() -> Iterator[tuple[str, str, dict[str, Any]]]:
    every = [(root.name, site_of(root)) for root in ROOTS]
    for name, site in [*every, ("hostile", hostile_site())]:
        for page in site.pages:
            found = re.search(r"^linked: (.*)$", page.text, re.MULTILINE)
            if found:
                yield name, page.uri, json.loads(json.loads(found[1]))


def test_every_word_is_one_of_schema_org() -> None:
    """The list of the vocabulary that rdflib has knows each class and property."""
    seen = set()
    vocabulary = {rdflib.SDO[name] for name in rdflib.SDO.__annotations__}
    for name, uri, data in pages_with_data():
        assert data["@context"] == "https://schema.org"
        graph = rdflib.Graph()
        context = {"@vocab": str(rdflib.SDO), "@base": f"https://example.org/{uri}"}
        text = json.dumps({**data, "@context": context})
        graph.parse(data=text, format="json-ld")
        about = rdflib.URIRef(context["@base"])
        assert (about, rdflib.RDF.type, None) in graph, (name, uri)
        for _, predicate, value in graph:
            if predicate == rdflib.RDF.type:
                assert value in vocabulary, (name, uri, value)
                seen.add(str(value).rpartition("/")[2])
            else:
                assert predicate in vocabulary, (name, uri, predicate)

    assert seen == {
        *("NewsArticle", "Event", "Person", "Place"),
        *("Organization", "GovernmentOrganization"),
    }


def test_an_event_is_part_of_the_one_that_the_page_says() -> None:
    """`superEvent` leads to the anchor of the event around it."""
    data = {uri: each for name, uri, each in pages_with_data() if name == ROOT.name}
    events = {
        each["@id"].partition("#")[2]: each
        for several in data.values()
        for each in several["@graph"]
        if each["@type"] == "Event"
    }

    talks = events["e-bn-2020-02-14-talks"]
    assert talks["superEvent"]["@id"].endswith("#e-bn-2020-02-visit")
    assert talks["startDate"] == "2020-02-14"
    assert events["e-bn-2019-03-state-visit"]["startDate"] == "2019-03"


def test_no_data_in_a_page_ends_its_tag() -> None:
    """A title that closes a script stands there as codes, and reads back whole."""
    titles = set()
    for page in hostile_site().pages:
        for text in re.findall(r"^linked: (.*)$", page.text, re.MULTILINE):
            data = json.loads(text)
            assert not re.search("[<>&\u2028\u2029]", data)
            titles.add(json.loads(data)["@graph"][0].get("headline"))

    assert set(HOSTILE.values()) - {HOSTILE["lines"]} <= titles


# ---- timelines ----


def test_slides_are_as_precise_as_the_dates() -> None:
    """A month is a month in TimelineJS3, too; nothing without a year is shown."""
    for name, files in sites():
        events = json.loads(files["data/events.json"])["records"]
        slides = json.loads(files["timelines/index.json"])["events"]
        shown = {slide["unique_id"]: slide for slide in slides}
        for event in events:
            if event["id"] not in shown:
                continue
            slide = shown[event["id"]]
            start = slide["start_date"]
            iso = "-".join(
                f"{start[part]:0{size}}"
                for part, size in (("year", 4), ("month", 2), ("day", 2))
                if part in start
            )
            assert iso in event["date"], name
            assert "<script" not in json.dumps(slide)


# ---- all of them ----


def test_two_builds_are_the_same_bytes() -> None:
    """In whatever order the files were read."""
    for root in ROOTS:
        again = make_site(read_disk(root), TODAY)
        assert {file.uri: file.text for file in again.files} == files_of(root)
        assert databases_of(again) == data_of(root)
