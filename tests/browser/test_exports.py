"""Exports in the tools that they are for: TimelineJS3, and the parser of markwhen."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import tools
from tests.test_exports import HOSTILE, ROOTS, files_of, hostile_site, rows_of

STORY = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>x</title>
<link rel="stylesheet" href="css/timeline.css"></head><body>
<div id="story" style="width: 1000px; height: 600px"></div>
<script src="js/timeline.js"></script><script src="story.js"></script></body></html>"""
"""A page of somebody who uses the tool: the data and two lines of script."""


def stories() -> dict[str, str]:
    made = {root.name: files_of(root)["timelines/index.json"] for root in ROOTS}
    hostile = {file.uri: file.text for file in hostile_site().files}
    return made | {"hostile": hostile["timelines/index.json"]}


@pytest.mark.parametrize("name", [*(root.name for root in ROOTS), "hostile"])
def test_timelinejs_shows_every_event(page: Page, tmp_path: Path, name: str) -> None:
    """The tool itself reads the file: as many slides, their headlines as typed."""
    if not tools.are_installed():
        pytest.fail(tools.MISSING)
    text = stories()[name]
    data = json.loads(text)
    for part in ("css", "js"):
        (tmp_path / part).symlink_to(tools.TIMELINEJS / part)
    (tmp_path / "story.js").write_text(
        f"window.story = new TL.Timeline('story', {json.dumps(data)}, "
        "{font: null, language: 'en', script_path: 'js'});",
        "utf-8",
    )
    (tmp_path / "index.html").write_text(STORY, "utf-8")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))

    page.goto((tmp_path / "index.html").as_uri())
    page.wait_for_selector(".tl-timeline .tl-slide", timeout=20_000)

    found = page.evaluate(
        "() => window.story.config.events.map((each) =>"
        " [each.unique_id, each.start_date.data.year])"
    )
    # the tool makes whole texts of the numbers
    wanted = [[e["unique_id"], e["start_date"]["year"]] for e in data["events"]]
    assert sorted((code, int(year)) for code, year in found) == sorted(
        (code, year) for code, year in wanted
    )
    heads = page.locator("h2.tl-headline").all_text_contents()
    assert heads
    assert dialogs == []


def test_markwhen_reads_every_event() -> None:
    """As many events as are drawn, each with its date, its words and its partners."""
    if not tools.are_installed():
        pytest.fail(tools.MISSING)
    several = [files_of(root) for root in ROOTS]
    several.append({file.uri: file.text for file in hostile_site().files})

    read = tools.markwhen_events(files["timelines/index.mw"] for files in several)

    for files, found in zip(several, read, strict=True):
        slides = json.loads(files["timelines/index.json"])["events"]
        names = {
            event["id"]: event
            for event in json.loads(files["data/events.json"])["records"]
        }
        assert len(found) == len(slides)
        for event, slide in zip(found, slides, strict=True):
            record = names[slide["unique_id"]]
            assert event["tags"].split() == record.get("partners", [])
            start = slide["start_date"]
            assert event["from"].startswith(f"{start['year']:04}-")
            assert event["more"].endswith(f"#e-{slide['unique_id']}")
    titles = " ".join(event["text"] for event in read[-1])
    assert HOSTILE["entity"].split()[0] in titles


# ---- what is shown, taken along ----


def taken(page: Page, label: str) -> str:
    """Press a button and return the file that it makes."""
    with page.expect_download() as download:
        page.get_by_role("button", name=label, exact=True).click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def open_at(page: Page, site: Path, name: str) -> None:
    page.goto((site / name).as_uri())
    page.wait_for_selector(".take button:enabled")


def test_the_ledger_is_taken_as_a_sheet(page: Page, built_site: Path) -> None:
    """From a file: a row a matter that is shown, with Vietnamese letters whole."""
    open_at(page, built_site, "outcomes/index.html")

    rows = rows_of(taken(page, "Tải CSV"))
    assert len(rows) == page.locator(".matter").count()
    assert all(row["Việc"] and row["Tình trạng"] and row["Trang"] for row in rows)
    assert {row["Đối tác"] for row in rows} >= {"Brunei", "Australia"}
    pages = {row["Trang"].partition("#")[0] for row in rows}
    assert all((built_site / each).is_file() for each in pages)

    page.select_option("#filter-status", "proposed")
    fewer = rows_of(taken(page, "Tải CSV"))
    assert 0 < len(fewer) < len(rows)
    assert {row["Tình trạng"] for row in fewer} == {"Đề nghị"}


def test_the_timeline_is_taken_as_it_is_filtered(page: Page, built_site: Path) -> None:
    """A sheet, and the two forms of timelines, of just what is shown."""
    open_at(page, built_site, "timeline.html")
    whole = rows_of(taken(page, "Tải CSV"))
    events = json.loads(files_of(ROOTS[0])["data/events.json"])["records"]
    assert len(whole) == len(events)

    page.select_option("#filter-partner", "bn")
    rows = rows_of(taken(page, "Tải CSV"))
    assert {row["Đối tác"] for row in rows} == {"Brunei"}
    story = json.loads(taken(page, "TimelineJS3"))
    static = json.loads(files_of(ROOTS[0])["timelines/partners/bn.json"])
    assert [
        {name: each[name] for name in each if name != "text"}
        for each in story["events"]
    ] == [
        {name: each[name] for name in each if name != "text"}
        for each in static["events"]
    ]
    text = taken(page, "markwhen")
    [found] = tools.markwhen_events([text])
    [wanted] = tools.markwhen_events([files_of(ROOTS[0])["timelines/partners/bn.mw"]])
    assert [(e["date"], e["text"], e["tags"]) for e in found] == [
        (e["date"], e["text"], e["tags"]) for e in wanted
    ]


def test_a_table_is_copied_for_word_and_for_a_sheet(
    page: Page, built_site: Path
) -> None:
    """Pasted it is a table, or cells with tabs between; nothing is asked of anybody."""
    open_at(page, built_site, "outcomes/index.html")
    page.get_by_role("button", name="Chép thành bảng").click()
    page.wait_for_function("document.querySelector('.take-told').textContent !== ''")
    page.evaluate(
        "() => { const place = document.createElement('div');"
        " place.contentEditable = 'true'; place.id = 'paste';"
        " document.body.prepend(place); place.focus(); }"
    )
    page.keyboard.press("Control+v")

    rows = page.locator("#paste table tr")
    assert rows.count() == page.locator(".matter").count() + 1
    assert page.locator("#paste th, #paste td").first.text_content() == "Tình trạng"


def test_what_is_typed_makes_no_formula_and_no_tag(
    page: Page, built_site: Path
) -> None:
    """The makers of files, given what is hostile: as careful as those of the build."""
    open_at(page, built_site, "timeline.html")
    titles = list(HOSTILE.values())

    made = page.evaluate(
        "(titles) => { const rows = [['x'], ...titles.map((title) => [title])];"
        " const events = titles.map((name, at) => ({id: `e${at}`, name, when: name,"
        " dates: ['2020'], isPlain: false, partners: [['bn', name]], page: 'x'}));"
        " return [briefing.csv(rows), briefing.table(rows),"
        " briefing.timelinejs(titles[0], events),"
        " briefing.markwhen(titles[0], events)]; }",
        titles,
    )

    sheet, table, story, text = made
    cells = [row["x"] for row in rows_of(sheet)]
    assert len(cells) == len(titles)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert "<script" not in table
    assert "<script" not in story
    assert len(json.loads(story)["events"]) == len(titles)
    [found] = tools.markwhen_events([text])
    assert len(found) == len(titles)
