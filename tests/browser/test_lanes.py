"""
The lanes of a timeline, on a page of their own, by `file://`.

Countries and events are made up and say so. What stands on the canvas is asked for as
a reader would: by pointing, by the keyboard and what it announces, by the list.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import FloatRect, expect

from generator.render.script_words import TIMELINE
from generator.words import LANGUAGES, catalogue
from tests.browser.waiting import until
from tests.projects import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, CDPSession, Locator, Page

    from tests.browser.watch import Watch

ASSETS = ROOT / "site_config/theme/assets"
SCRIPT = ASSETS / "js/lanes.js"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'"
TODAY = "2026-11-23"
PAGE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>made up</title>
<link rel="stylesheet" href="{assets}/css/briefing.css">
<link rel="stylesheet" href="{assets}/css/lanes.css">
<script src="{assets}/js/paint.js"></script>
</head>
<body data-md-color-scheme="default" class="md-typeset">
<h1>Made up</h1>
<main id="lanes"></main>
<script src="{script}"></script>
<script src="start.js"></script>
</body>
</html>
"""
START = """
const opened = (index) => { document.title = `opened ${index}`; };
const ranged = (from, to) => { document.body.dataset.range = `${from} ${to}`; };
globalThis.lanes = briefing.lanes(document.querySelector("#lanes"), {
  data: DATA, root: "", words: WORDS, open: opened, range: ranged,
});
lanes.update(DATA.events.map((event, index) => index));
"""


def words() -> dict[str, str]:
    """Return what the page says, as the script names it."""
    phrases = catalogue("vi").phrases
    prefix = "timeline.lanes."
    return {
        re.sub(r"_(\w)", lambda found: found[1].upper(), key.removeprefix(prefix)): str(
            phrase
        )
        for key, phrase in phrases.items()
        if key.startswith(prefix)
    }


@dataclass(frozen=True)
class Made:
    """Made-up data in the form of data/timeline.js."""

    events: list[dict[str, Any]]
    partners: int = 3
    names: dict[int, str] = field(default_factory=dict)

    def text(self) -> str:
        """Return the data as JSON, newest first."""
        events = sorted(self.events, key=lambda e: str(e["first"] or ""), reverse=True)
        partners = [
            [f"x{at}", self.names.get(at, f"Nước bịa {at}"), f"partners/x{at}.html"]
            for at in range(self.partners)
        ]
        types = [["talks", "hội đàm"]]
        whole = {"today": TODAY, "partners": partners, "types": types, "events": events}
        return json.dumps(whole)


def event(  # noqa: PLR0913 - the fields of an event
    name: str,
    first: str | None,
    last: str | None = None,
    *,
    precision: str = "day",
    partners: tuple[int, ...] = (0,),
    when: str | None = None,
) -> dict[str, Any]:
    """Make an event up; it is said by its first day unless *when* says more."""
    return {
        "id": name[:20],
        "name": name,
        "page": "events/made-up.html",
        "when": when if when is not None else first,
        "first": first,
        "last": last or first,
        "precision": precision,
        "type": 0,
        "partners": list(partners),
        "parent": -1,
    }


FEW = Made(
    [
        event("Thăm bịa A", "2019-03-05"),
        event("Thăm bịa B", "2020-06-10"),
        event("Thăm bịa C", "2021-09-15", partners=(1,)),
        event("Thăm bịa D", "2024-01-20"),
    ]
)
CROWD = Made(
    [
        event(f"Họp bịa {at}", str(date(2010, 1, 1) + timedelta(days=3 * at)))
        for at in range(40)
    ]
    + [event(f"Cùng ngày bịa {at}", "2022-05-05") for at in range(9)]
)


def write(folder: Path, made: Made, script: Path = SCRIPT) -> str:
    """Write a page with *made* into *folder*, and return its address."""
    said = json.dumps(words())
    start = f"const DATA = {made.text()};\nconst WORDS = {said};\n{START}"
    (folder / "start.js").write_text(start, encoding="utf-8")
    text = PAGE.format(policy=POLICY, assets=ASSETS.as_uri(), script=script.as_uri())
    (folder / "index.html").write_text(text, encoding="utf-8")
    return (folder / "index.html").as_uri()


def show(page: Page, folder: Path, made: Made) -> Locator:
    """Open the page without its motion, and return the view that holds the lanes."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(write(folder, made))
    expect(page.locator(".lanes-window")).not_to_be_empty()
    return page.get_by_role("application")


def look(page: Page, first: str, last: str) -> None:
    """Move the window to the days *first* to *last*."""
    page.evaluate("([first, last]) => lanes.focus(first, last)", [first, last])
    drawn(page)


def drawn(page: Page) -> None:
    """Wait until what was asked for is painted."""
    page.evaluate(
        "() => new Promise((done) =>"
        " requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


def scrolled(page: Page) -> None:
    """Wait until the page has been scrolled; the page's policy forbids `eval`."""
    page.evaluate(
        "() => new Promise((done) => { const look = () =>"
        " window.scrollY > 20 ? done() : requestAnimationFrame(look); look(); })"
    )


def window_of(page: Page) -> tuple[int, int]:
    """Return the days that the window begins and ends with, counted from 1970."""
    values = [
        page.get_by_role("slider", name=name).get_attribute("aria-valuenow")
        for name in ("Đầu khung thời gian", "Cuối khung thời gian")
    ]
    return int(values[0] or 0), int(values[1] or 0)


def length_of(page: Page) -> int:
    first, last = window_of(page)
    return last - first


def point(page: Page, lane: int, share: float) -> Locator | None:
    """Point into *lane*, *share* of the way across; return the card, if one shows."""
    plot = page.get_by_role("application").bounding_box()
    name = page.locator(".lanes-heading").nth(lane).bounding_box()
    assert plot is not None
    assert name is not None
    card = page.locator(".lanes-card")
    for down in range(4, int(name["height"]), 4):
        page.mouse.move(plot["x"] + share * plot["width"], name["y"] + down)
        if card.is_visible():
            return card
    return None


def share_of(day: str, first: str, last: str) -> float:
    """Return how far across the noon of *day* stands in a window of whole days."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    days = (end - start).days + 1
    return ((date.fromisoformat(day) - start).days + 0.5) / days


def said(page: Page) -> Locator:
    return page.get_by_role("status")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_lanes_say_is_handed_to_them(language: str) -> None:
    """The script asks for exactly the words of the catalogue, and is handed them."""
    listed = re.search(r"WORDS = \[(.*?)\]", SCRIPT.read_text("utf-8"), re.DOTALL)
    assert listed
    asked = set(re.findall(r'"(\w+)"', listed[1]))

    known = catalogue(language).phrases
    assert asked == set(words())
    keys = {key for key in known if key.startswith("timeline.lanes.")}
    handed = {name: key for name, key in TIMELINE.items() if key in keys}
    assert handed.keys() == {f"lanes{name[0].upper()}{name[1:]}" for name in asked}
    assert set(handed.values()) == keys


def test_a_partner_has_a_lane_while_it_has_events_to_show(
    page: Page, tmp_path: Path
) -> None:
    """A filter takes lanes away and brings them back; a name leads to its page."""
    show(page, tmp_path, FEW)
    names = page.locator(".lanes-name")

    expect(names).to_have_text(["Nước bịa 0", "Nước bịa 1"])
    expect(page.get_by_role("link", name="Nước bịa 1")).to_have_attribute(
        "href", "partners/x1.html"
    )
    page.evaluate("lanes.update([1])")
    expect(names).to_have_text(["Nước bịa 1"])
    page.evaluate("lanes.update([])")
    expect(names).to_have_count(0)
    expect(page.locator(".lanes-window")).to_have_text(words()["empty"])
    page.evaluate("lanes.update([0, 1, 2, 3])")
    expect(names).to_have_count(2)


def test_an_event_without_a_partner_is_not_lost(page: Page, tmp_path: Path) -> None:
    """It stands in a lane of its own, below the others."""
    made = Made([*FEW.events, event("Không ai bịa", "2020-01-01", partners=())])
    show(page, tmp_path, made)

    expect(page.locator(".lanes-name").last).to_have_text(words()["noPartner"])


def test_view_says_what_it_is_and_where_its_twin_is(page: Page, tmp_path: Path) -> None:
    """Each thing that takes the focus has a name; the picture points to the list."""
    view = show(page, tmp_path, FEW)

    expect(view).to_have_accessible_name(words()["label"])
    expect(view).to_have_accessible_description(f"{words()['help']} {words()['twin']}")
    expect(page.get_by_role("region", name=words()["label"])).to_be_visible()
    picture = page.locator("canvas[role=img]")
    expect(picture).to_have_attribute(
        "aria-label", f"{words()['label']}. {words()['twin']}"
    )
    for button in page.get_by_role("button").all():
        assert button.evaluate("e => (e.ariaLabel || e.textContent).trim()")
    for slider in page.get_by_role("slider").all():
        assert slider.get_attribute("aria-label")
        assert slider.get_attribute("aria-valuetext")


def test_a_wheel_scrolls_the_page_until_the_view_is_meant(
    page: Page, tmp_path: Path
) -> None:
    """Plain, the wheel is the page's; with Ctrl or the focus it zooms."""
    view = show(page, tmp_path, FEW)
    page.evaluate("document.body.style.minHeight = '4000px'")
    look(page, "2020-01-01", "2021-12-31")
    whole = length_of(page)
    view.hover()

    page.mouse.wheel(0, 200)
    scrolled(page)
    assert length_of(page) == whole

    view.hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    drawn(page)
    closer = length_of(page)
    assert closer < whole

    view.focus()
    place = page.evaluate("window.scrollY")
    page.mouse.wheel(0, -300)
    drawn(page)
    assert length_of(page) < closer
    assert page.evaluate("window.scrollY") == place


def test_a_drag_pans_and_opens_nothing(page: Page, tmp_path: Path) -> None:
    """What was dragged to is told; a drag that ends on an event is no click."""
    view = show(page, tmp_path, FEW)
    look(page, "2020-01-01", "2021-12-31")
    first, last = window_of(page)
    box = view.bounding_box()
    assert box is not None

    page.mouse.move(box["x"] + 400, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 30, steps=4)
    page.mouse.up()
    drawn(page)

    after = window_of(page)
    assert after[0] > first
    assert abs((after[1] - after[0]) - (last - first)) <= 1
    assert page.title() == "made up"
    expect(page.locator("body")).to_have_attribute("data-range", re.compile("2020"))


def test_a_sideways_wheel_pans(page: Page, tmp_path: Path) -> None:
    """The page has nothing sideways to scroll."""
    view = show(page, tmp_path, FEW)
    look(page, "2020-01-01", "2021-12-31")
    first, _ = window_of(page)

    view.hover()
    page.mouse.wheel(200, 0)
    drawn(page)

    assert window_of(page)[0] > first


@pytest.fixture
def phone(browser: Browser, watch: Watch) -> Iterator[Page]:
    """Open a page on a screen that is touched, as wide as a phone."""
    context = browser.new_context(
        locale="vi-VN",
        has_touch=True,
        is_mobile=True,
        viewport={"width": 360, "height": 740},
    )
    watch.over(context)
    yield context.new_page()
    context.close()
    assert watch.complaints == []


def touch(client: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    """Send what a finger or two would send."""
    at = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
    client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})


def test_fingers_pan_and_pinch(phone: Page, tmp_path: Path) -> None:
    """One finger sideways moves the window, two fingers apart narrow it."""
    view = show(phone, tmp_path, FEW)
    look(phone, "2020-01-01", "2021-12-31")
    box = view.bounding_box()
    assert box is not None
    x, y = box["x"], box["y"] + 60
    first, last = window_of(phone)
    client = phone.context.new_cdp_session(phone)

    touch(client, "touchStart", (x + 250, y))
    for to in (230, 200, 150):
        touch(client, "touchMove", (x + to, y))
    touch(client, "touchEnd")
    drawn(phone)
    assert window_of(phone)[0] > first
    assert abs(length_of(phone) - (last - first)) <= 1

    touch(client, "touchStart", (x + 140, y), (x + 180, y))
    for off in (20, 50, 80):
        touch(client, "touchMove", (x + 140 - off, y), (x + 180 + off, y))
    touch(client, "touchEnd")
    drawn(phone)
    assert length_of(phone) < (last - first) / 2


def test_a_finger_up_or_down_scrolls_the_page(phone: Page, tmp_path: Path) -> None:
    """The view is no trap for who only wants to pass it."""
    view = show(phone, tmp_path, FEW)
    phone.evaluate("document.body.style.minHeight = '4000px'")
    look(phone, "2020-01-01", "2021-12-31")
    before = window_of(phone)
    box = view.bounding_box()
    assert box is not None
    x, y = box["x"] + 150, box["y"] + 100
    client = phone.context.new_cdp_session(phone)

    touch(client, "touchStart", (x, y))
    for up in (10, 40, 70, 100):
        touch(client, "touchMove", (x + up / 20, y - up))
    touch(client, "touchEnd")

    scrolled(phone)
    assert window_of(phone) == before


def test_a_tap_names_the_event_before_it_opens_it(phone: Page, tmp_path: Path) -> None:
    """A finger hides what it is on, so the first tap shows the name as a link."""
    view = show(phone, tmp_path, FEW)
    window = ("2020-06-01", "2020-06-20")
    look(phone, *window)
    box = view.bounding_box()
    assert box is not None
    x = box["x"] + share_of("2020-06-10", *window) * box["width"]
    link = phone.get_by_role("dialog").get_by_role("link", name="Thăm bịa B")

    for down in range(24, 120, 6):
        phone.touchscreen.tap(x, box["y"] + down)
        if link.is_visible():
            break
    link.tap()

    expect(phone).to_have_title(re.compile("opened"))


def test_keys_walk_along_and_across_lanes(page: Page, tmp_path: Path) -> None:
    """Each step is told with date, name and partner; Enter opens, Escape leaves."""
    view = show(page, tmp_path, FEW)
    view.focus()

    page.keyboard.press("Home")
    expect(said(page)).to_have_text("2019-03-05: Thăm bịa A, Nước bịa 0")
    page.keyboard.press("ArrowRight")
    expect(said(page)).to_have_text("2020-06-10: Thăm bịa B, Nước bịa 0")
    page.keyboard.press("ArrowDown")
    expect(said(page)).to_have_text("2021-09-15: Thăm bịa C, Nước bịa 1")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("End")
    expect(said(page)).to_have_text("2024-01-20: Thăm bịa D, Nước bịa 0")
    page.keyboard.press("ArrowRight")
    expect(said(page)).to_have_text("2024-01-20: Thăm bịa D, Nước bịa 0")

    page.keyboard.press("Enter")
    expect(page).to_have_title("opened 0")
    page.keyboard.press("Escape")
    expect(view).not_to_be_focused()


def test_keys_zoom_and_pan(page: Page, tmp_path: Path) -> None:
    """Plus and minus zoom; Shift with an arrow moves the window."""
    view = show(page, tmp_path, FEW)
    view.focus()
    whole = length_of(page)

    page.keyboard.press("+")
    drawn(page)
    closer = length_of(page)
    assert closer < whole
    first, _ = window_of(page)
    page.keyboard.press("Shift+ArrowRight")
    drawn(page)
    assert window_of(page)[0] > first
    page.keyboard.press("-")
    drawn(page)
    assert length_of(page) > closer


def test_keys_bring_what_they_reach_into_view(page: Page, tmp_path: Path) -> None:
    """The keyboard is never on something that cannot be seen."""
    view = show(page, tmp_path, FEW)
    look(page, "2019-03-01", "2019-03-20")
    view.focus()

    page.keyboard.press("End")
    drawn(page)

    day = (date(2024, 1, 20) - date(1970, 1, 1)).days
    first, last = window_of(page)
    assert first < day < last


def test_a_cluster_opens_by_zooming_until_its_events_stand_apart(
    page: Page, tmp_path: Path
) -> None:
    """By Enter, and by a click in the same place."""
    view = show(page, tmp_path, CROWD)
    view.focus()
    page.keyboard.press("Home")
    expect(said(page)).to_contain_text("sự kiện")
    whole = length_of(page)

    page.keyboard.press("Enter")
    drawn(page)
    assert length_of(page) < whole
    page.keyboard.press("Home")
    expect(said(page)).to_have_text("2010-01-01: Họp bịa 0, Nước bịa 0")

    page.get_by_role("button", name=words()["whole"]).click()
    drawn(page)
    card = point(page, 0, 0.02)
    assert card is not None
    expect(card).to_contain_text("sự kiện")
    page.mouse.down()
    page.mouse.up()
    drawn(page)
    assert length_of(page) < whole


def test_a_cluster_of_one_day_opens_as_a_list(page: Page, tmp_path: Path) -> None:
    """No zoom parts one day: its events are links; Escape goes back to the view."""
    view = show(page, tmp_path, CROWD)
    view.focus()
    page.keyboard.press("End")
    expect(said(page)).to_have_text("2022-05-05: 9 sự kiện, Nước bịa 0")

    page.keyboard.press("Enter")

    dialog = page.get_by_role("dialog", name="9 sự kiện, 2022-05-05, Nước bịa 0")
    expect(dialog.get_by_role("link")).to_have_count(9)
    expect(dialog.get_by_role("link").first).to_be_focused()
    expect(dialog.get_by_role("link").first).to_have_attribute(
        "href", "events/made-up.html"
    )
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(view).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(said(page)).to_contain_text("2010")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Đóng").click()
    expect(dialog).to_have_count(0)


def test_a_month_is_drawn_as_a_month(page: Page, tmp_path: Path) -> None:
    """It lies under every day of the month, under no other, and is called a month."""
    month = event(
        "Tháng bịa",
        "2019-03-01",
        "2019-03-31",
        precision="month",
        when="tháng 3/2019",
    )
    show(page, tmp_path, Made([*FEW.events[1:], month]))
    window = ("2019-02-20", "2019-04-10")
    look(page, *window)

    for day in ("2019-03-01", "2019-03-15", "2019-03-31"):
        card = point(page, 0, share_of(day, *window))
        assert card is not None, day
        expect(card).to_contain_text("tháng 3/2019")
        expect(card).to_contain_text("Tháng bịa")
    for day in ("2019-02-27", "2019-04-02"):
        page.mouse.move(0, 0)
        assert point(page, 0, share_of(day, *window)) is None, day


def test_kinds_of_dates_look_different(page: Page, tmp_path: Path) -> None:
    """A day, days, a month and "about" are four pictures, far away and close up."""
    kinds = {"day": "2020-03-10", "span": "2020-03-18"}
    pictures = {}
    for close in (False, True):
        for kind in ("day", "span", "month", "approximate"):
            last = kinds.get(kind, "2020-03-31")
            made = Made([event("", "2020-03-10", last, precision=kind)])
            view = show(page, tmp_path, made)
            if close:
                look(page, "2020-03-01", "2020-04-20")
            pictures[kind, close] = view.screenshot()

    assert len(set(pictures.values())) == len(pictures)


def test_an_event_of_ten_partners_stands_in_ten_lanes(
    page: Page, tmp_path: Path
) -> None:
    """Pointing at it in one lane lights it in the others, and names all ten."""
    made = Made([event("Mười bên bịa", "2020-02-02", partners=tuple(range(10)))], 10)
    show(page, tmp_path, made)
    expect(page.locator(".lanes-name")).to_have_count(10)
    window = ("2020-01-25", "2020-02-10")
    look(page, *window)
    page.mouse.move(0, 0)
    last = page.locator(".lanes-heading").nth(9).bounding_box()
    plot = page.get_by_role("application").bounding_box()
    assert last is not None
    assert plot is not None
    # the lower half of the last lane: the line that ties the lanes ends above it
    half = last["height"] / 2
    clip = FloatRect(
        x=plot["x"], y=last["y"] + half + 2, width=plot["width"], height=half - 4
    )
    drawn(page)
    before = page.screenshot(clip=clip)

    card = point(page, 0, share_of("2020-02-02", *window))

    assert card is not None
    for at in range(10):
        expect(card).to_contain_text(f"Nước bịa {at}")
    drawn(page)
    assert page.screenshot(clip=clip) != before
    page.mouse.move(0, 0)
    drawn(page)
    assert page.screenshot(clip=clip) == before


def test_a_click_opens_the_event(page: Page, tmp_path: Path) -> None:
    """The page that holds the view is told which event it was."""
    show(page, tmp_path, FEW)
    window = ("2020-06-01", "2020-06-20")
    look(page, *window)

    assert point(page, 0, share_of("2020-06-10", *window)) is not None
    page.mouse.down()
    page.mouse.up()

    expect(page).to_have_title("opened 2")


def test_events_of_unknown_date_are_counted_and_listed(
    page: Page, tmp_path: Path
) -> None:
    """They are drawn nowhere, since nobody knows where."""
    unknown = [
        event(f"Lúc nào bịa {at}", None, precision="unknown", when="chưa rõ ngày")
        for at in range(2)
    ]
    show(page, tmp_path, Made([*FEW.events, *unknown]))

    expect(page.locator(".lanes-count").first).to_have_text("3")
    page.get_by_text("2 sự kiện chưa rõ ngày").click()
    page.get_by_role("link", name="Lúc nào bịa 1").click()
    expect(page).to_have_title(re.compile("opened"))


def test_the_overview_is_brushed_and_moved_by_keys(page: Page, tmp_path: Path) -> None:
    """Its handles narrow the window, its middle moves it, by pointer and keyboard."""
    show(page, tmp_path, FEW)
    box = page.locator(".lanes-overview").bounding_box()
    assert box is not None
    y = box["y"] + 20
    first, last = window_of(page)

    page.mouse.move(box["x"] + box["width"] - 1, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, y, steps=5)
    page.mouse.up()
    drawn(page)
    assert window_of(page)[0] == first
    assert abs(length_of(page) - (last - first) / 2) < (last - first) / 20

    page.mouse.move(box["x"] + box["width"] / 4, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, y, steps=5)
    page.mouse.up()
    drawn(page)
    moved = window_of(page)
    assert moved[0] > first

    start = page.get_by_role("slider", name="Đầu khung thời gian")
    start.focus()
    page.keyboard.press("ArrowLeft")
    drawn(page)
    assert window_of(page)[0] < moved[0]
    assert window_of(page)[1] == moved[1]
    page.get_by_role("slider", name="Khung thời gian", exact=True).focus()
    page.keyboard.press("Home")
    drawn(page)
    assert window_of(page)[0] == first


def test_a_click_beside_the_brush_brings_the_window_there(
    page: Page, tmp_path: Path
) -> None:
    """It keeps its length."""
    show(page, tmp_path, FEW)
    look(page, "2019-03-01", "2019-12-31")
    length = length_of(page)
    box = page.locator(".lanes-overview").bounding_box()
    assert box is not None

    page.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + 20)
    drawn(page)

    assert window_of(page)[0] > (date(2022, 1, 1) - date(1970, 1, 1)).days
    assert abs(length_of(page) - length) <= 1


HOSTILE = (
    "</script><img src=x onerror=alert(1)>",
    "<!-- ]]> {{ say }} & \u2028 \u202e",
    "Ẵ" * 400,
    "x " * 200,
)


@pytest.mark.parametrize("width", [320, 1200])
def test_hostile_names_stay_names(page: Page, tmp_path: Path, width: int) -> None:
    """Whatever stands in a field is said letter for letter, and widens nothing."""
    page.set_viewport_size({"width": width, "height": 700})
    made = Made(
        [event(name, f"202{at}-01-05") for at, name in enumerate(HOSTILE)]
        + [event(name, None, precision="unknown") for name in HOSTILE],
        names={0: HOSTILE[0] + "y" * 300},
    )
    view = show(page, tmp_path, made)
    page.get_by_text("4 sự kiện chưa rõ ngày").click()

    for name in HOSTILE:
        item = page.locator(".lanes-unknown a").filter(has_text=name.strip()[:9])
        assert item.first.evaluate("e => e.textContent") == name
    view.focus()
    page.keyboard.press("Home")
    assert HOSTILE[0] in (said(page).text_content() or "")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width


def test_ten_thousand_events_in_sixty_lanes(page: Page, tmp_path: Path) -> None:
    """All are there; lanes are scrolled within the view and their names go along."""
    start = date(1990, 1, 1)
    made = Made(
        [
            event(f"Bịa {at}", str(start + timedelta(days=at)), partners=(at % 60,))
            for at in range(10_000)
        ],
        60,
    )
    view = show(page, tmp_path, made)
    counts = page.locator(".lanes-count").all_text_contents()
    assert sum(map(int, counts)) == 10_000

    view.focus()
    page.keyboard.press("Home")
    for _ in range(59):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Nước bịa 59")).to_be_in_viewport()
    expect(said(page)).to_contain_text("Nước bịa 59")
    assert view.evaluate("e => e.scrollHeight > e.clientHeight")


@pytest.mark.parametrize("width", [320, 360, 768, 1440, 3840])
def test_nothing_is_wider_than_the_screen(
    page: Page, tmp_path: Path, width: int
) -> None:
    """The view takes the width that it is given, also when that changes."""
    page.set_viewport_size({"width": 900, "height": 700})
    view = show(page, tmp_path, FEW)

    page.set_viewport_size({"width": width, "height": 700})
    drawn(page)
    drawn(page)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = view.bounding_box()
    assert box is not None
    assert box["width"] > width / 2
    canvas = page.locator(".lanes-canvas").bounding_box()
    assert canvas is not None
    assert abs(canvas["width"] - box["width"]) <= 20


def test_colours_follow_the_scheme(page: Page, tmp_path: Path) -> None:
    """Switching to the dark scheme repaints at once; forced colours do too."""
    show(page, tmp_path, FEW)
    pixels = "document.querySelector('.lanes-canvas').toDataURL()"
    seen = [page.evaluate(pixels)]

    # on a busy machine the scheme of the system may be told after ours was set, and
    # a page that is not in front paints nothing
    page.bring_to_front()
    dark = "document.body.dataset.mdColorScheme = 'slate'"
    until(page, f"seen => {{ {dark}; return !seen.includes({pixels}); }}", arg=seen)
    seen.append(page.evaluate(pixels))
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    # a busy machine hands on the change of the medium some frames later
    until(page, f"seen => !seen.includes({pixels})", arg=seen)


def test_still_means_still(page: Page, tmp_path: Path) -> None:
    """Who asked for less motion sees the next picture, not the way to it."""
    show(page, tmp_path, FEW)
    whole = length_of(page)
    page.get_by_role("button", name=words()["zoomIn"]).click()
    drawn(page)

    there = length_of(page)

    assert abs(there - whole / 2) <= 2


def test_canvas_has_the_pixels_of_the_screen(browser: Browser, tmp_path: Path) -> None:
    """On a screen of twice the density nothing is blurred."""
    context = browser.new_context(device_scale_factor=2)
    page = context.new_page()
    show(page, tmp_path, FEW)

    canvas = page.locator(".lanes-canvas")
    assert canvas.evaluate("e => e.width / e.clientWidth") == 2
    context.close()


def test_nothing_is_left_behind(page: Page, tmp_path: Path) -> None:
    """After `destroy` the place is empty and nothing reacts any more."""
    show(page, tmp_path, FEW)

    page.evaluate("lanes.destroy()")
    page.set_viewport_size({"width": 500, "height": 500})
    drawn(page)

    expect(page.locator("#lanes")).to_be_empty()


def test_a_missing_library_is_said(page: Page, tmp_path: Path, watch: Watch) -> None:
    """The reader is told, and sent to the list, which needs no script."""
    (tmp_path / "js").mkdir()
    alone = tmp_path / "js/lanes.js"
    alone.write_text(SCRIPT.read_text("utf-8"), encoding="utf-8")

    page.goto(write(tmp_path, FEW, alone))

    expect(page.get_by_text(words()["failed"])).to_be_visible()
    assert all("ERR_FILE_NOT_FOUND" in each for each in watch.complaints)
    watch.complaints.clear()
