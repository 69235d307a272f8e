"""The timeline as data for scripts, and its pages where one would be too long."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from generator.derive.site import SiteView, derive
from generator.derive.timeline import SHOWN, Timeline, timeline
from generator.load import read_disk
from generator.model.addresses import is_generated
from generator.pipeline import make_site
from generator.render import Templates, data_files, render
from generator.render.timeline_data import timeline_data
from generator.words import catalogue
from tests.projects import SITES, TODAY, archive_of, article
from tests.test_render import NASTY, html_of, read_html

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.model.source import SourceFile
    from generator.pipeline import Site

BEGIN = "var briefingTimeline = "


def data_of(text: str) -> dict[str, Any]:
    """Read the data file back, as JSON, which it is but for the name before it."""
    assert text.startswith(BEGIN)
    assert text.endswith(";\n")
    return dict(json.loads(text[len(BEGIN) : -2]))


def event(number: int, **fields: object) -> dict[str, object]:
    return {"id": f"e-{number}", "name": f"Việc {number}", "type": "hoi-dam", **fields}


def file_of(name: str, *events: Mapping[str, object], **fields: object) -> SourceFile:
    told = {"id": name, "title": name, "partners": ["bn"], "events": events, **fields}
    return article(name, told, "Không có gì.")


def view_of(*files: SourceFile) -> SiteView:
    return derive(archive_of(*files), TODAY)


def texts_of(view: SiteView) -> dict[str, str]:
    """Return every page and data file by its address."""
    templates = Templates(catalogue("vi"))
    texts = {each.uri: each.text for each in render(view, templates)}
    files = [file for write in data_files(view, templates) for file in write()]
    return texts | {each.uri: each.text for each in files}


def script_of(view: SiteView) -> str:
    return timeline_data(view, Templates(catalogue("vi"))).text


def data_from(view: SiteView) -> dict[str, Any]:
    return data_of(script_of(view))


def shown_in(text: str) -> list[str]:
    """Return the ids of the events of a list, in order."""
    return re.findall(r'event-title">\[[^\n]*?\]\([^)\n]*#e-([a-z0-9-]+)\)', text)


@cache
def large() -> Mapping[str, str]:
    """Return a site of 2,000 events with Brunei, 40 a year, and none with Australia."""
    years = [
        [
            event(n, date=f"{1976 + year}-{1 + n % 12:02}-{1 + n % 28:02}")
            for n in range(40 * year, 40 * year + 40)
        ]
        for year in range(50)
    ]
    years.append([event(n) for n in range(2000, 2003)])
    files = (file_of(f"bai-{at}", *events) for at, events in enumerate(years))
    return texts_of(view_of(*files))


@pytest.mark.parametrize("root", sorted(SITES.iterdir()), ids=lambda path: path.name)
def test_every_event_is_in_the_data_and_speaks_of_what_is_there(root: Path) -> None:
    """Each event stands once, behind what it is part of, and no number leads astray."""
    site = make_site(read_disk(root), TODAY)
    assert site.archive is not None
    [text] = [each.text for each in site.files if each.uri == "data/timeline.js"]
    data = data_of(text)
    ids = [each["i"] for each in data["events"]]

    assert sorted(ids) == sorted(site.archive.events)
    assert sorted(data["alone"]) == list(range(len(ids)))
    for at, each in enumerate(data["events"]):
        told = site.archive.events[each["i"]]
        assert each["n"] == told.event.name
        assert [data["partners"][k][0] for k in each.get("k", ())] == list(
            told.partners
        )
        parent = data["events"][each["u"]]["i"] if "u" in each else None
        assert parent == (told.event.part_of and str(told.event.part_of.value))
        assert each.get("u", -1) < at
        assert data["types"][each["t"]][0] == told.event.type
        for who, role, *_ in each.get("h", ()):
            assert data["people"][who]
            assert data["roles"][role]
        for key, named in (("o", "topics"), ("m", "mechanisms")):
            assert all(data[named][number] for number in each.get(key, ()))
        for key, named in (("v", "levels"), ("e", "directions"), ("a", "articles")):
            assert key not in each or data[named][each[key]]
    for _, _, _, above in data["topics"]:
        assert above == -1 or data["topics"][above]


def timeline_text(site: Site) -> str:
    return next(each.text for each in site.files if each.uri == "data/timeline.js")


@pytest.mark.parametrize("root", sorted(SITES.iterdir()), ids=lambda path: path.name)
def test_a_name_in_the_data_leads_to_its_page(root: Path) -> None:
    """Every address, of an article or of an entry, is that of a page that is made."""
    site = make_site(read_disk(root), TODAY)
    data = data_of(timeline_text(site))
    made = {page.uri.removesuffix(".md") + ".html" for page in site.pages}

    lists = ("partners", "topics", "people", "mechanisms")
    pages = [line[2] for name in lists for line in data[name] if line[2]]
    assert {*pages, *data["articles"]} <= made


def test_data_stand_in_the_order_of_the_page() -> None:
    """The static list and the data tell the same, in the same order."""
    site = make_site(read_disk(SITES / "vietnamese"), TODAY)
    [page] = [page for page in site.pages if page.uri == "timeline.md"]

    data = data_of(timeline_text(site))
    assert [each["i"] for each in data["events"]] == shown_in(page.text)


@pytest.mark.parametrize(
    "nasty", [*NASTY, "</script><script>alert(1)</script>", "x" * 400]
)
def test_a_hostile_name_stays_data(nasty: str) -> None:
    """No name closes the script or begins another; each is read back as typed."""
    name = " ".join(nasty.split()) or "x"
    text = script_of(view_of(file_of("bai", event(1, name=name))))

    assert "<" not in text
    assert text.isascii() or not re.search("[\u2028\u2029]", text)
    assert text.count("\n") == 1
    assert data_of(text)["events"][0]["n"] == name


def test_data_do_not_depend_on_the_order_of_files() -> None:
    """Whatever comes first from the disk, the same bytes are written."""
    files = [
        file_of(f"bai-{n}", event(2 * n, date=f"20{10 + n}"), event(2 * n + 1))
        for n in range(8)
    ]
    first = script_of(view_of(*files))

    assert script_of(view_of(*reversed(files))) == first
    assert script_of(view_of(*files[3:], *files[:3])) == first


@pytest.mark.parametrize(
    ("date", "words", "precision", "ends"),
    [
        ("2020-02-14", "14/2/2020", None, (None, None)),
        ("2019-03", "tháng 3/2019", "month", ("2019-03-01", "2019-03-31")),
        ("2018", "năm 2018", "year", ("2018-01-01", "2018-12-31")),
        ("2020-02-13/2020-02-15", "13–15/2/2020", "span", ("2020-02-13", "2020-02-15")),
        ("2018~", "khoảng năm 2018", "approximate", ("2018-01-01", "2018-12-31")),
        ("2018-03-04?", "có thể 4/3/2018", "approximate", ("2018-03-04", "2018-03-04")),
        ("2019-03/..", "từ tháng 3/2019", "month", ("2019-03-01", None)),
        ("XXXX-02-14", "14/2 (chưa rõ năm)", "unknown", (None, None)),
    ],
)
def test_dates_are_as_honest_in_the_data(
    date: str, words: str, precision: str | None, ends: tuple[str | None, str | None]
) -> None:
    """A month is no day, an open end is open, and the words are those of the page."""
    [told] = data_from(view_of(file_of("bai", event(1, date=date))))["events"]

    assert "".join(told["w"][::2]) == words
    assert told.get("x") == precision
    assert (told.get("f"), told.get("l")) == ends


def test_an_event_without_a_date_has_none_in_the_data() -> None:
    """What is not known is left out, never guessed."""
    [told] = data_from(view_of(file_of("bai", event(1))))["events"]

    assert not {"w", "x", "f", "l", "y", "d"} & told.keys()


def test_an_event_has_the_topics_of_its_outcomes() -> None:
    """A topic below another is there with the one above it."""
    outcome = {
        "id": "o-1",
        "modality": "proposed",
        "what": "Cùng giữ biển",
        "event": "e-1",
        "topics": ["nghe-ca"],
    }
    data = data_from(view_of(file_of("bai", event(1), outcomes=[outcome])))

    [told] = data["events"]
    [topic] = [data["topics"][at] for at in told["o"]]
    assert topic[0] == "nghe-ca"
    assert data["topics"][topic[3]][0] == "bien"


def test_an_ordinary_event_is_small() -> None:
    """Ten thousand events are a file that a laptop opens by the way."""
    events = [
        event(
            n,
            name=f"Hội đàm giữa hai bộ về hợp tác phòng, chống tội phạm, lần {n}",
            date=f"2020-01-{1 + n % 28:02}",
            level="minister",
            participants=[
                {"who": "nguyen-van-mau", "role": "host"},
                {"who": "haji-thu", "role": "guest"},
            ],
        )
        for n in range(200)
    ]
    data = data_from(view_of(file_of("bai", *events)))

    size = len(json.dumps(data["events"], ensure_ascii=False).encode())
    assert size / 200 < 450


def test_a_long_timeline_is_cut_into_years_and_loses_nothing() -> None:
    """The page has the newest years and leads to each year, where each event is."""
    texts = large()
    page = texts["timeline.md"]
    years = {uri: text for uri, text in texts.items() if uri.startswith("timeline/")}

    assert len(shown_in(page)) == 120  # three whole years: a fourth would be too many
    assert sorted(years) == [
        *(f"timeline/{year}.md" for year in range(1976, 2026)),
        "timeline/undated.md",
    ]
    every = [code for text in years.values() for code in shown_in(text)]
    assert len(every) == len(set(every)) == 2003
    for uri in years:
        assert f"]({uri})</span> " in page
    assert all(is_generated(uri.removesuffix(".md")) for uri in years)
    assert "(1976.md)" in texts["timeline/1977.md"]
    assert "(1978.md)" in texts["timeline/1977.md"]


def test_a_short_timeline_is_one_page() -> None:
    """No page of a year is made while one page holds everything."""
    texts = texts_of(view_of(file_of("bai", *(event(n) for n in range(SHOWN)))))

    assert [uri for uri in texts if uri.startswith("timeline/")] == []
    assert len(shown_in(texts["timeline.md"])) == SHOWN


def test_a_year_that_is_too_long_for_the_page_is_begun_there() -> None:
    """Its newest events stand on the page, the whole year on its own."""
    events = [
        event(n, date=f"2020-{1 + n % 12:02}-{1 + n % 28:02}") for n in range(500)
    ]
    texts = texts_of(view_of(file_of("bai", *events)))

    begun, whole = shown_in(texts["timeline.md"]), shown_in(texts["timeline/2020.md"])
    assert len(begun) == SHOWN
    assert len(whole) == 500
    assert whole[:SHOWN] == begun


def test_one_event_with_very_many_parts_still_stands() -> None:
    """A page is never empty because its first event is long."""
    parts = [event(n, part_of="e-0") for n in range(1, 300)]
    view = view_of(file_of("bai", event(0, date="2020"), *parts))

    assert view.timeline.newest().count == 300
    assert Timeline(()).newest() == Timeline(())


def test_a_partner_with_2000_events_leads_to_its_years() -> None:
    """The newest stand on its page, all others on those of its years."""
    texts = large()
    page = texts["partners/bn/index.md"]

    assert len(shown_in(page)) == 120
    assert "](1976/index.md)" in page.split("## Diễn biến")[1]
    every = {
        code
        for uri, text in texts.items()
        if re.fullmatch(r"partners/bn/(\d{4}|undated)/index\.md", uri)
        for code in shown_in(text)
    }
    assert len(every) == 2003
    assert "timeline-filter" not in texts["partners/au/index.md"]


def test_the_place_of_the_filters_is_one_whole_element() -> None:
    """Markdown leaves it alone; the words of the script stand in their own file."""
    page = read_html(html_of(large()["partners/bn/index.md"]))

    [said] = [a for t, a, _ in page.texts if a.get("class") == "timeline-filter"]
    assert said["data-scope"] == "partner:bn"
    assert said["data-root"] == "../../"
    assert [a for t, a, _ in page.texts if a.get("class") == "timeline-end"]


def test_events_stand_by_themselves_in_the_order_of_a_page() -> None:
    """`alone` is how all events would stand if none were part of another."""
    site = make_site(read_disk(SITES / "vietnamese"), TODAY)
    assert site.archive is not None
    data = data_of(timeline_text(site))
    view = derive(site.archive, TODAY)
    tops = [each.id for each in view.timeline.events]

    alone = [data["events"][at]["i"] for at in data["alone"]]
    assert [code for code in alone if code in tops] == tops
    one = timeline({each.id: each for each in view.timeline.events}, [tops[0]])
    assert one.count >= 1
