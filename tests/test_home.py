"""The first page: what is coming, how often the sides met, where partners lie."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.derive.coming import HORIZON, ComingKind
from generator.derive.editions import months_after
from generator.derive.home import CARD_YEARS, NEWEST_LATE, NEXT
from generator.derive.site import derive
from generator.load import read_article, read_disk, read_registers
from generator.load.disk import tidy
from generator.model.archive import Archive
from generator.model.as_of import as_of
from generator.render.chart import LEAST, bar_chart
from tests.projects import ROOT, TODAY, article, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.derive.home import HomeView

SITE = {"name": "Thử", "language": "vi", "home": "vn", "file_name": "thu"}
TYPES = {
    "hoi-dam": {"name": "Hội đàm", "is_contact": True},
    "ky-niem": {"name": "Kỷ niệm", "is_contact": False},
}


def home_of(
    today: dt.date,
    partners: Mapping[str, object],
    articles: Mapping[str, Mapping[str, object]] | None = None,
    **others: Mapping[str, object],
) -> HomeView:
    """Return the first page of a small site as of *today*."""
    files = {"site": SITE, "event_types": TYPES, "partners": partners, **others}
    sources = []
    for name, entries in files.items():
        source, problems = tidy(f"site_config/{name}.yml", quoted(entries).encode())
        assert source is not None, problems
        sources.append(source)
    known, problems = read_registers(sources)
    assert known is not None
    read = [
        read_article(
            article(name, {"id": name, "title": name, **fields}, "Nguyên văn.")
        )
        for name, fields in (articles or {}).items()
    ]
    problems += [problem for _, found in read for problem in found]
    assert problems == []
    archive = Archive.of((found for found, _ in read if found), known)
    return derive(as_of(archive, today), today).home


def told(view: HomeView) -> list[tuple[str, str, bool]]:
    """Return the kind, the day and whether it is overdue of what is coming."""
    return [
        (str(each.kind), each.day.isoformat(), each.overdue is not None)
        for each in view.coming
    ]


def relations(date: str) -> dict[str, object]:
    return {"diplomatic_relations": {"date": date}}


@pytest.mark.parametrize(
    ("today", "day", "years", "is_moved"),
    [
        ("2027-02-27", "2027-02-28", 35, True),
        ("2027-02-28", "2027-02-28", 35, True),
        ("2027-03-01", "2028-02-29", 36, False),
        ("2028-02-28", "2028-02-29", 36, False),
        ("2028-02-29", "2028-02-29", 36, False),
        ("2028-03-01", "2029-02-28", 37, True),
        ("2027-12-31", "2028-02-29", 36, False),
    ],
)
def test_relations_of_a_leap_day_are_coming_every_year(
    today: str, day: str, years: int, *, is_moved: bool
) -> None:
    """On the day itself it is still to come; the next morning it is a year away."""
    view = home_of(dt.date.fromisoformat(today), {"bn": relations("1992-02-29")})

    [each] = view.coming
    assert each.anniversary is not None
    assert (each.day.isoformat(), each.anniversary.years) == (day, years)
    assert each.anniversary.is_moved == is_moved
    assert each.anniversary.is_round == (years == 35)
    assert each.overdue is None


def test_year_edges_lose_no_anniversary() -> None:
    """The last day of a year and the first of the next are one night apart."""
    partners = {"au": relations("1973-01-01"), "bn": relations("1984-12-31")}

    assert told(home_of(dt.date(2026, 12, 31), partners)) == [
        ("relations", "2026-12-31", False),
        ("relations", "2027-01-01", False),
    ]
    assert told(home_of(dt.date(2027, 1, 1), partners)) == [
        ("relations", "2027-01-01", False),
        ("relations", "2027-12-31", False),
    ]


@pytest.mark.parametrize("date", ["1992-02", "1992", "1992-02-29~", "1992/1993"])
def test_date_not_known_to_the_day_has_no_anniversary(date: str) -> None:
    """Nothing is guessed: a month is no day, and about is not on."""
    assert home_of(TODAY, {"bn": relations(date)}).coming == ()


def test_only_the_level_in_force_has_an_anniversary() -> None:
    """Nobody keeps the day of a level that another has replaced."""
    levels = [
        {"level": "Đối tác", "since": "2010-05-05"},
        {"level": "Đối tác Lớn", "since": "2020-06-06"},
    ]

    [each] = home_of(TODAY, {"bn": {"levels": levels}}).coming
    assert (each.kind, each.level) == (ComingKind.LEVEL, "Đối tác Lớn")
    assert each.day == dt.date(2027, 6, 6)


def due(code: str, date: str, modality: str = "agreed") -> dict[str, object]:
    return {"id": code, "modality": modality, "what": code, "due": date}


def test_due_things_are_overdue_the_day_after_and_stand_first() -> None:
    """One list by date; what was due by today is not overdue today."""
    outcomes = [
        due("mai", "2026-11-23"),
        due("hom-nay", "2026-11-22"),
        due("hom-qua", "2026-11-21"),
        due("ca-nam", "2026"),
        due("qua-xa", "2028"),
        due("xong", "2020", "completed"),
    ]
    bai = {"partners": ["bn"], "outcomes": outcomes}

    view = home_of(TODAY, {"bn": relations("1992-12-01")}, {"bai": bai})

    assert told(view) == [
        ("due", "2026-11-21", True),
        ("due", "2026-11-22", False),
        ("due", "2026-11-23", False),
        ("relations", "2026-12-01", False),
        ("due", "2026-12-31", False),
    ]


def test_next_edition_is_expected_by_the_cadence_only() -> None:
    """A mechanism whose cadence nobody has stated has no next meeting."""
    held = [{"number": 1, "date": "2025-05-31"}]
    mechanisms = {
        "co-chu-ky": {
            "name": "Có",
            "partners": ["bn"],
            "cadence": 24,
            "editions": held,
        },
        "tre": {"name": "Trễ", "partners": ["bn"], "cadence": 9, "editions": held},
        "khong-ro": {"name": "Không", "partners": ["bn"], "editions": held},
    }

    view = home_of(TODAY, {"bn": {}}, mechanisms=mechanisms)

    assert told(view) == [
        ("edition", "2026-02-28", True),
        ("edition", "2027-05-31", False),
    ]


def event(code: str, date: str | None, kind: str = "hoi-dam") -> dict[str, object]:
    dated = {"date": date} if date else {}
    return {"id": code, "name": code, "type": kind, "partners": ["bn"], **dated}


def test_event_told_of_beforehand_is_coming_and_not_new() -> None:
    """A visit that is announced has not taken place."""
    events = [event("sap-toi", "2027-01-10"), event("da-qua", "2026-01-10")]
    bai = {"partners": ["bn"], "events": events, "source": {"published": "2026-11-01"}}

    view = home_of(TODAY, {"bn": {}}, {"bai": bai})

    assert told(view) == [("event", "2027-01-10", False)]
    assert [each.id for each in view.events] == ["da-qua"]


def test_empty_site_has_nothing_to_show() -> None:
    """Neither partners nor articles: the page is empty, and not broken."""
    view = home_of(TODAY, {})

    assert (view.coming, view.older, view.later) == ((), (), ())
    assert (view.events, view.articles, view.cards, view.years) == ((), (), (), ())
    assert view.world is None


def test_many_partners_crowd_nobody_out() -> None:
    """The head of the page stays short; the rest stands further down, all of it."""
    codes = [
        *["ad", "ae", "af", "ag", "al", "am", "ao", "ar", "at", "au", "az"],
        *["ba", "bb", "bd", "be", "bf", "bg", "bh", "bi", "bj", "bn", "bo"],
    ]
    partners = {c: relations(f"1990-{1 + n % 12:02}-05") for n, c in enumerate(codes)}
    outcomes = [due(f"viec-{n}", f"{2010 + n}") for n in range(9)]
    bai = {"partners": ["ad"], "outcomes": outcomes}

    view = home_of(TODAY, partners, {"bai": bai})

    assert len(view.coming) == NEWEST_LATE + NEXT
    assert len(view.older) == 9 - NEWEST_LATE
    assert len(view.later) == len(codes) - NEXT
    days = [each.day for each in (*view.older, *view.coming, *view.later)]
    assert days == sorted(days)
    assert max(days) <= months_after(TODAY, HORIZON)


def test_contacts_are_counted_by_year_and_the_silent_years_too() -> None:
    """A year without any is 0; without a known year it is counted apart."""
    events = [
        event("mot", "2019-03"),
        event("hai", "2019-12-30/2020-01-02"),
        event("ba", "2022"),
        event("ngay", "XXXX-02-14"),
        event("mo", None),
        event("ky-niem", "2021-05-05", "ky-niem"),
    ]
    within = {**event("trong", "2019-03-05"), "part_of": "mot"}
    bai = {"partners": ["bn"], "events": [*events, within]}

    [card] = home_of(dt.date(2024, 5, 5), {"bn": {}}, {"bai": bai}).cards

    contacts = card.partner.contacts
    assert contacts.years == (
        *((2019, 2), (2020, 0), (2021, 0)),
        *((2022, 1), (2023, 0), (2024, 0)),
    )
    assert (contacts.undated, contacts.total, contacts.most) == (2, 5, 2)
    assert contacts.before(2020) == 2
    assert contacts.within([2018, 2019]) == ((2018, 0), (2019, 2))


def test_charts_of_all_cards_share_years_and_scale() -> None:
    """They can be compared, and what is older than all of them is counted."""
    first = {"partners": ["bn"], "events": [event("xua", "1990"), event("nay", "2026")]}
    view = home_of(TODAY, {"au": {}, "bn": {}}, {"bai": first})

    assert view.years == tuple(range(2026 - CARD_YEARS + 1, 2027))
    assert view.most == 1
    assert view.cards[1].partner.contacts.before(view.years[0]) == 1


COUNTS = st.lists(st.integers(0, 500), min_size=1, max_size=80)


@given(COUNTS)
def test_bars_are_in_proportion_to_numbers(counts: list[int]) -> None:
    """Twice as many is twice as high; no bar touches another or leaves."""
    years = list(enumerate(counts, 1950))
    most = max(counts)

    chart = bar_chart(years, most, 360, 80)

    assert chart.total == sum(counts)
    assert [(bar.year, bar.count) for bar in chart.bars] == years
    for bar in chart.bars:
        assert bar.height == pytest.approx(80 * bar.count / max(most, LEAST), abs=0.01)
        assert bar.y + bar.height == pytest.approx(80, abs=0.011)
        assert bar.x >= 0
        assert bar.x + bar.width <= 360.01
    ends = [bar.x + bar.width for bar in chart.bars]
    assert all(b.x > end for end, b in zip(ends, chart.bars[1:], strict=False))
    labelled = [bar.year for bar in chart.labels]
    assert labelled == sorted(set(labelled))
    assert {labelled[0], labelled[-1]} == {years[0][0], years[-1][0]}


def test_real_project_shows_its_partners_and_their_days() -> None:
    """The next days of Brunei and Australia are those that the register states."""
    known, problems = read_registers(read_disk(ROOT).registers)
    assert known is not None
    assert problems == []
    read = [read_article(source)[0] for source in read_disk(ROOT).articles]
    archive = Archive.of((each for each in read if each), known)

    view = derive(as_of(archive, TODAY), TODAY).home

    days = {(each.partners[0].code, str(each.kind)): each.day for each in view.coming}
    assert days["bn", "relations"] == dt.date(2027, 2, 28)
    assert days["au", "relations"] == dt.date(2027, 2, 26)
    assert days["au", "level"] == dt.date(2027, 3, 7)
    bn = next(card for card in view.cards if card.partner.partner.code == "bn")
    assert bn.open is not None
    assert bn.open.counts["proposed"] == 4  # type: ignore[index]
