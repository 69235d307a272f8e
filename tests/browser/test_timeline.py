"""The filters of the timeline, in an unzipped folder, by `file://`."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from generator.derive.site import derive
from generator.render import Templates, data_files
from generator.render.partner import partner_page
from generator.render.timeline import timeline_page
from generator.words import catalogue
from tests.browser.waiting import until
from tests.projects import TODAY, archive_of, article, built_with

PAGE = "timeline.html"
HOSTILE = "</script><script>document.title = 'ran'</script>"
LONG = "Hội đàm " + "rất dài " * 49


def open_timeline(page: Page, site: Path, asked: str = "", name: str = PAGE) -> None:
    """Open a page and wait until its filters can be used."""
    page.goto(f"{site.as_uri()}/{name}{asked}")
    expect(page.locator(".timeline-panel fieldset:enabled")).to_have_count(2)


def shown(page: Page) -> Locator:
    """Return the titles of the events that a reader sees."""
    return page.locator(".event-title").locator("visible=true")


def box(page: Page, name: str) -> Locator:
    """Return the box in which a reader chooses by *name*."""
    return page.get_by_role("combobox", name=name, exact=True)


def count(page: Page) -> Locator:
    """Return the line that tells how many events there are."""
    return page.get_by_role("status").filter(has_text="sự kiện")


@pytest.fixture(scope="module")
def large_site(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make 2,000 events with Brunei and a few that no page should choke on."""
    partners = {"partners": ["bn"]}
    many = [
        {
            "id": f"e-{n}",
            "name": f"Việc {n}",
            "type": "hoi-dam",
            "date": f"{1976 + n // 40}-{1 + n % 12:02}-{1 + n % 28:02}",
            **partners,
        }
        for n in range(2000)
    ]
    odd = [
        {"id": "hostile", "name": HOSTILE, "type": "hoi-dam", "date": "2026-03"},
        {"id": "long", "name": LONG, "type": "ky-niem", "date": "2026"},
        {"id": "both", "name": "Gặp", "type": "ky-niem", "date": "2018~"},
        {"id": "part", "name": "Ký", "type": "hoi-dam", "part_of": "both"},
        {"id": "when", "name": "Chưa rõ khi nào", "type": "ky-niem", "partners": []},
        {"id": "next", "name": "Sắp tới", "type": "hoi-dam", "date": "2027-01-01"},
    ]
    fields = {"id": "nhieu", "title": "Nhiều", "partners": ["au", "bn"]}
    archive = archive_of(
        article("nhieu", {**fields, "events": [*many, *odd]}, "Không có gì.")
    )
    view, templates = derive(archive, TODAY), Templates(catalogue("vi"))
    pages = [timeline_page(view, templates)]
    pages += [
        partner_page(partner, pack, None, templates)
        for partner, pack in zip(view.partners, view.packs, strict=True)
    ]
    return built_with(
        built_site,
        pages,
        [file for write in data_files(view, templates) for file in write()],
        to=tmp_path_factory.mktemp("large") / "site",
    )


@pytest.mark.parametrize(
    ("name", "code", "fitting"),
    [
        ("Đối tác", "bn", 4),
        ("Chủ đề", "an-ninh-mang", 2),
        ("Loại", "dialogue", 1),
        ("Cấp", "minister", 2),
        ("Nhân vật, cơ quan", "to-lam", 2),
        ("Chiều", "incoming", 1),
        ("Từ năm", "2019", 9),
        ("Đến năm", "2018", 2),
    ],
)
def test_each_box_narrows_and_tells_beforehand_how_far(
    page: Page, built_site: Path, name: str, code: str, fitting: int
) -> None:
    """A choice says how many events it has, and just these are shown."""
    open_timeline(page, built_site)
    expect(count(page)).to_have_text("11 sự kiện")
    choice = box(page, name).locator(f"option[value='{code}']")
    expect(choice).to_have_text(re.compile(rf" \({fitting}\)$"))

    box(page, name).select_option(code)

    expect(shown(page)).to_have_count(fitting)
    expect(count(page)).to_contain_text(f"Hiện {fitting} trên 11 sự kiện")
    expect(count(page)).to_have_attribute("aria-live", "polite")
    page.get_by_role("button", name="Bỏ lọc").click()
    expect(shown(page)).to_have_count(11)
    expect(page.locator(".timeline-results")).to_be_hidden()


def test_counts_are_those_under_the_other_choices(page: Page, built_site: Path) -> None:
    """With Brunei chosen, a type counts Brunei's events; one without is not offered."""
    open_timeline(page, built_site, "#partner=bn")

    types = box(page, "Loại").locator("option")
    expect(types.filter(has_text="Hội đàm")).to_have_text("Hội đàm (1)")
    expect(types.filter(has_text="Đối thoại")).to_be_disabled()
    # the other partners are counted as if Brunei were not chosen
    expect(box(page, "Đối tác").locator("option")).to_have_text(
        ["tất cả", "Australia (7)", "Brunei (4)"]
    )


def test_results_look_as_the_static_list(page: Page, built_site: Path) -> None:
    """Same words, same links to the words that prove them, event by event."""
    told = """
      (items) => items.map((item) => {
        const own = item.cloneNode(true);
        own.querySelectorAll("ul").forEach((list) => list.remove());
        const links = [...own.querySelectorAll("a")].map((link) => link.href);
        const spans = [...own.querySelectorAll("span")].map((each) => each.className);
        const times = [...own.querySelectorAll("time")].map((each) => each.dateTime);
        const lines = [...own.children].map((line) => line.textContent);
        const text = lines.map((line) => line.replace(/\\s+/g, " ").trim());
        return JSON.stringify([text, links, spans, times]);
      }).sort()
    """
    items = page.locator("li:has(> p > .event-when)").locator("visible=true")
    open_timeline(page, built_site)
    static = items.evaluate_all(told)
    assert len(static) == 11

    box(page, "Thứ tự").select_option("oldest")

    expect(page.locator(".timeline-results")).to_be_visible()
    assert items.evaluate_all(told) == static


def test_a_part_stands_alone_when_its_visit_does_not_fit(
    page: Page, built_site: Path
) -> None:
    """It says of what it is part; where both fit, it stands within."""
    open_timeline(page, built_site, "#type=talks")
    talks = page.locator(".timeline-results li")
    expect(talks).to_have_count(1)
    expect(talks).to_contain_text("Trong khuôn khổ: Đoàn đại biểu cấp cao Bộ Công an")

    box(page, "Loại").select_option("")
    box(page, "Đối tác").select_option("bn")
    within = page.locator(".timeline-results li li", has_text="Hội đàm giữa")
    expect(within).to_be_visible()
    expect(within).not_to_contain_text("Trong khuôn khổ")


def test_a_result_leads_to_the_sentence(page: Page, built_site: Path) -> None:
    """A date that was found leads to the words that state it."""
    open_timeline(page, built_site, "#type=talks")

    page.locator(".timeline-results .event-when a[title]").click()

    expect(page.locator(".printed mark:target")).to_have_text("ngày 14-2")


def test_words_are_found_without_their_accents(page: Page, built_site: Path) -> None:
    """Accents are optional; who types them means them."""
    open_timeline(page, built_site)
    words = page.get_by_label("Có các chữ")

    words.fill("hoi dam")
    expect(shown(page)).to_have_count(1)
    words.fill("Hội ĐÀM")
    expect(shown(page)).to_have_count(1)
    words.fill("hời dàm")
    expect(shown(page)).to_have_count(0)
    expect(page.locator(".timeline-results")).to_have_text(
        "Không có sự kiện nào khớp với các lựa chọn trên."
    )


def test_what_is_asked_stands_in_the_address(page: Page, built_site: Path) -> None:
    """An address can be sent; going back undoes choices, and letters are no step."""
    open_timeline(page, built_site)
    box(page, "Đối tác").select_option("bn")
    box(page, "Từ năm").select_option("2020")
    page.get_by_label("Có các chữ").fill("hoi")
    page.get_by_label("Có các chữ").fill("hoi dam")
    box(page, "Thứ tự").select_option("oldest")
    asked = "#words=hoi+dam&partner=bn&from=2020&order=oldest"
    expect(page).to_have_url(re.compile(re.escape(asked)))

    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(shown(page)).to_have_count(1)
    expect(page.get_by_label("Có các chữ")).to_have_value("hoi dam")
    expect(box(page, "Thứ tự")).to_have_value("oldest")

    page.goto("about:blank")
    open_timeline(page, built_site)
    box(page, "Đối tác").select_option("bn")
    box(page, "Từ năm").select_option("2020")
    expect(shown(page)).to_have_count(2)
    page.go_back()
    expect(shown(page)).to_have_count(4)
    page.go_back()
    expect(shown(page)).to_have_count(11)
    page.go_forward()
    expect(box(page, "Đối tác")).to_have_value("bn")
    expect(shown(page)).to_have_count(4)


def test_unknown_choice_in_the_address_is_no_choice(
    page: Page, built_site: Path
) -> None:
    """A stale or mistyped address shows everything, not nothing."""
    open_timeline(page, built_site, "#partner=zz&from=1066&type=%22%3E%3Cb%3E")

    expect(shown(page)).to_have_count(11)


def test_a_heading_in_the_address_still_works(page: Page, built_site: Path) -> None:
    """It leads to its year: in the static list, and in what was found."""
    open_timeline(page, built_site, "#2019")
    expect(page.locator("[id='2019']")).to_be_in_viewport()
    expect(shown(page)).to_have_count(11)

    box(page, "Đối tác").select_option("bn")
    contents = page.locator(".md-sidebar--secondary a")
    expect(contents.locator("visible=true")).to_have_text(["2020", "2019"])
    contents.filter(has_text="2019").first.click()
    year = page.locator(".timeline-results h2", has_text="2019")
    expect(year).to_be_in_viewport()
    expect(year).to_be_focused()
    expect(shown(page)).to_have_count(4)


def test_oldest_first_keeps_the_unknown_last(page: Page, large_site: Path) -> None:
    """The order turns round, but an unknown year is never the oldest."""
    open_timeline(page, large_site, "#words=e&order=oldest")
    years = page.locator(".timeline-results h2")
    expect(years.first).to_have_text("1976")

    open_timeline(page, large_site, "#type=ky-niem&order=oldest")
    expect(years).to_have_text(["2018", "2026", "Chưa rõ năm"])


def test_years_and_the_day_of_the_page_can_be_jumped_to(
    page: Page, large_site: Path
) -> None:
    """The keyboard arrives where the eye does, in the page or in what it lacks."""
    open_timeline(page, large_site)
    expect(count(page)).to_have_text("2.006 sự kiện")

    box(page, "Tới năm").select_option("2025")
    page.get_by_role("button", name="Đi tới").click()
    year = page.locator("[id='2025']")
    expect(year).to_be_focused()
    expect(year).to_be_in_viewport()
    page.get_by_role("button", name="Tới ngày 22/11/2026").click()
    expect(page.locator("a:focus")).to_have_text(HOSTILE)
    expect(page.locator(".timeline-results")).to_be_hidden()

    box(page, "Tới năm").select_option("1980")
    page.get_by_role("button", name="Đi tới").click()
    year = page.locator(".timeline-results h2").first
    expect(year).to_have_text("1980")
    expect(year).to_be_focused()
    before = page.get_by_role("button", name="Hiện 100 sự kiện đứng trước")
    before.click()
    expect(page.locator("a:focus")).to_be_visible()
    expect(page.locator(".timeline-results h2").first).not_to_have_text("1980")


def test_results_come_in_parts_and_keep_the_keyboard(
    page: Page, large_site: Path
) -> None:
    """A hundred, then more for the asking; who asked goes on at the first new one."""
    open_timeline(page, large_site, "#type=hoi-dam")
    expect(shown(page)).to_have_count(100)
    more = page.get_by_role("button", name="Hiện thêm 100 sự kiện")

    more.focus()
    page.keyboard.press("Enter")

    expect(shown(page)).to_have_count(200)
    expect(page.locator("a:focus")).to_have_count(1)
    assert shown(page).nth(100).locator("a:focus").count() == 1
    lists = page.locator(".timeline-results h3")
    texts = lists.all_text_contents()
    assert len(texts) == len(set(texts)), "no month is begun twice"


def test_hostile_names_are_text(page: Page, large_site: Path) -> None:
    """A name that would be a script is read, in the list, in data and in boxes."""
    open_timeline(page, large_site, "#words=document.title&from=2026")

    expect(page.locator(".timeline-results .event-title")).to_have_text(
        re.compile(re.escape(HOSTILE))
    )
    assert page.title() != "ran"


@pytest.mark.parametrize("width", [320, 360, 1440])
def test_nothing_runs_over_the_edge(page: Page, large_site: Path, width: int) -> None:
    """A title of 400 characters and an open form fit a telephone."""
    page.set_viewport_size({"width": width, "height": 800})
    open_timeline(page, large_site, "#type=ky-niem")
    if width < 1000:
        expect(page.get_by_label("Có các chữ")).to_be_hidden()
        page.get_by_text("Lọc, tìm, xếp thứ tự").click()
    expect(page.get_by_label("Có các chữ")).to_be_visible()
    expect(shown(page).filter(has_text="rất dài")).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for control in page.locator(".timeline-panel :is(input, select, button)").all():
        drawn = control.bounding_box()
        assert drawn
        assert drawn["x"] >= 0
        assert drawn["x"] + drawn["width"] <= width
        assert drawn["height"] >= 24


def test_a_partner_with_2000_events_is_filtered_on_its_page(
    page: Page, large_site: Path
) -> None:
    """The data are opened when somebody turns to the form, and no sooner."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{large_site.as_uri()}/partners/bn/index.html")
    expect(page.locator(".timeline-panel")).not_to_have_attribute("open", "")
    assert [url for url in asked if url.endswith("data/timeline.js")] == []

    page.get_by_text("Lọc, tìm, xếp thứ tự").click()
    expect(count(page)).to_have_text("2.005 sự kiện")
    page.get_by_label("Đến năm").select_option("1976")

    expect(count(page)).to_contain_text("Hiện 40 trên 2.005 sự kiện")
    expect(page.locator(".timeline-results h3").first).to_have_text("1976")
    expect(box(page, "Đối tác")).to_have_count(0)
    expect(page.get_by_role("heading", name="Nguồn", exact=False).first).to_be_visible()


def test_a_partner_with_no_event_has_no_form(page: Page, built_site: Path) -> None:
    """Pages with nothing to filter are left alone by the scripts."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in ("about.html", "partners/index.html"):
        page.goto(f"{built_site.as_uri()}/{name}")
        expect(page.locator("form.filter-form, .timeline-panel")).to_have_count(0)
    assert [url for url in asked if url.endswith("data/timeline.js")] == []


@pytest.mark.parametrize(
    ("name", "events"),
    [
        ("partners/bn/index.html", 4),
        ("people/to-lam.html", 2),
        ("topics/an-ninh-mang.html", 2),
        ("organisations/bo-cong-an.html", 4),
    ],
)
def test_scoped_pages_count_their_own_events(
    page: Page, built_site: Path, name: str, events: int
) -> None:
    """The same form, narrowed to what the page is about."""
    open_timeline(page, built_site, "#order=oldest", name)

    expect(count(page)).to_have_text(f"{events} sự kiện")
    expect(page.locator(".timeline-results .event-title")).to_have_count(events)


def test_the_timeline_is_whole_without_javascript(
    browser: Browser, built_site: Path, large_site: Path
) -> None:
    """Everything stands, no empty form is offered, and every year has its link."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{built_site.as_uri()}/{PAGE}")
    expect(shown(page)).to_have_count(11)
    expect(page.locator("form.filter-form, .timeline-panel")).to_have_count(0)

    page.goto(f"{large_site.as_uri()}/{PAGE}")
    expect(page.locator("a[href='timeline/1976.html']")).to_have_text("1976")
    expect(page.locator("a[href='timeline/undated.html']")).to_be_visible()
    context.close()


def test_the_form_is_used_by_keyboard_alone(page: Page, built_site: Path) -> None:
    """From the summary on, every control is reached in turn and says its name."""
    open_timeline(page, built_site)
    page.locator(".timeline-panel > summary").focus()
    names = []
    for _ in range(13):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate(
                "document.activeElement.labels?.[0]?.textContent"
                " || document.activeElement.textContent"
            )
        )
        expect(page.locator(":focus-visible")).to_have_count(1)

    assert names == [
        *["Có các chữ", "Đối tác", "Chủ đề", "Loại", "Cấp", "Nhân vật, cơ quan"],
        *["Chiều", "Từ năm", "Đến năm", "Thứ tự", "Tới năm", "Đi tới"],
        "Tới ngày 22/11/2026",
    ]
    box(page, "Đối tác").focus()
    page.keyboard.press("B")
    expect(shown(page)).to_have_count(4)


def test_data_that_cannot_be_opened_leave_the_list(
    browser: Browser, large_site: Path, tmp_path: Path
) -> None:
    """A copy without its data says so, and everything stands as it did."""
    shutil.copytree(large_site, tmp_path / "site")
    (tmp_path / "site/data/timeline.js").unlink()
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{(tmp_path / 'site').as_uri()}/{PAGE}")

    expect(page.get_by_role("status").first).to_contain_text("Không mở được dữ liệu")
    expect(shown(page).first).to_be_visible()
    context.close()


LANES = """
globalThis.briefing.lanes = (place, given) => {
  const told = (globalThis.told = { given, updates: [], focused: [], gone: 0 });
  place.textContent = given.words.zoomIn;
  return {
    update: (indices) => told.updates.push(indices),
    focus: (from, to) => told.focused.push([from, to]),
    destroy: () => { told.gone += 1; },
  };
};
"""
"""Stands in for the drawing of lanes: notes what it is told."""


@pytest.fixture
def with_lanes(large_site: Path, tmp_path: Path) -> Path:
    """Copy the site, with a script of lanes that tells what it is told."""
    site = tmp_path / "site"
    shutil.copytree(large_site, site)
    (site / "assets/js/lanes.js").write_text(LANES, encoding="utf-8")
    return site


def test_lanes_are_told_what_fits(page: Page, with_lanes: Path) -> None:
    """They open by a button, follow the filters, and stand above the same list."""
    open_timeline(page, with_lanes, "#from=2026")
    assert page.evaluate("'told' in globalThis") is False
    lanes = page.get_by_role("button", name="Biểu đồ", exact=True)
    lanes.click()
    expect(page.get_by_text("Phóng to")).to_be_visible()
    expect(lanes).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("heading", name="Danh sách")).to_be_visible()
    expect(page).to_have_url(re.compile("#from=2026&view=lanes$"))
    assert page.evaluate("told.updates.at(-1).length") == 3

    box(page, "Loại").select_option("ky-niem")
    fitting = page.evaluate(
        "told.updates.at(-1).map((at) => told.given.data.events[at].id)"
    )
    assert fitting == ["long"]
    told = page.evaluate("told.given.data.events[told.updates.at(-1)[0]]")
    assert (told["first"], told["last"]) == ("2026-01-01", "2026-12-31")
    assert (told["precision"], told["when"]) == ("year", "năm 2026")

    page.evaluate("told.given.range('2026-01-01', '2026-06-30')")
    expect(page).to_have_url(re.compile(r"&range=2026-01-01\.\.2026-06-30$"))
    page.reload()
    until(page, "globalThis.told && told.focused.length === 1")
    assert page.evaluate("told.focused") == [["2026-01-01", "2026-06-30"]]
    page.get_by_role("button", name="Danh sách", exact=True).click()
    assert page.evaluate("told.gone") == 1
    expect(page.get_by_text("Phóng to")).to_have_count(0)


def test_lanes_open_the_page_of_an_event(page: Page, with_lanes: Path) -> None:
    """From a page further in, too, the way leads from the root of the site."""
    open_timeline(page, with_lanes, "#view=lanes", "partners/bn/index.html")
    until(page, "globalThis.told && told.updates.length")

    assert page.evaluate("told.given.root") == "../../"
    article = page.evaluate("told.given.data.events[0].page")
    assert article.startswith("partners/au/")
    assert "#e-" in article
