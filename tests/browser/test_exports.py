"""Exports in the tools that they are for: TimelineJS3, and the parser of markwhen."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import tools
from tests.test_exports import HOSTILE, ROOTS, files_of, hostile_site

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
