"""The guard is tested first: a guard that sees nothing makes every page look good."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.watch import Watch


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        (
            "<img src='https://example.org/x.png' alt=''>",
            "asked the network for https://example.org/x.png",
        ),
        (
            "<link rel=stylesheet href='//example.org/x.css'>",
            "console: ",  # of a file: page, `//host` is a file too, and is not there
        ),
        (
            "<iframe src='http://127.0.0.1:9/'></iframe>",
            "asked the network for http://127.0.0.1:9/",
        ),
        (
            "<script>new WebSocket('wss://example.org/feed')</script>",
            "asked the network for wss://example.org/feed",
        ),
        (
            "<script>fetch('https://example.org/q').catch(() => 0)</script>",
            "asked the network for https://example.org/q",
        ),
        ("<script>console.error('sai')</script>", "console: sai"),
        ("<script>throw new Error('hỏng')</script>", "script: hỏng"),
        ("<script src='missing.js'></script>", "console: Failed to load resource"),
    ],
    ids=["image", "style", "frame", "socket", "fetch", "console", "script", "missing"],
)
def test_bad_page_is_complained_of(
    browser: Browser, tmp_path: Path, html: str, complaint: str
) -> None:
    """What would hurt a reader without network, or any reader, is written down."""
    watch = Watch()
    file = tmp_path / "index.html"
    file.write_text(f"<!doctype html><meta charset=utf-8>{html}", encoding="utf-8")
    context = browser.new_context(service_workers="block")
    watch.over(context)

    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_timeout(200)
    context.close()

    assert any(said.startswith(complaint) for said in watch.complaints), (
        watch.complaints
    )


def test_good_page_passes(page: Page, tmp_path: Path) -> None:
    """Files and what a page carries in itself are allowed, and scripts run."""
    (tmp_path / "style.css").write_text("h1 { color: rgb(1, 2, 3) }", encoding="utf-8")
    file = tmp_path / "index.html"
    file.write_text(
        "<!doctype html><meta charset=utf-8><title>Bản tin</title>"
        "<link rel=icon href='data:,'><link rel=stylesheet href=style.css>"
        "<h1>Việt Nam</h1><script>document.title += ' mới'</script>",
        encoding="utf-8",
    )

    page.goto(file.as_uri())

    assert page.title() == "Bản tin mới"
    colour = page.locator("h1").evaluate("e => getComputedStyle(e).color")
    assert colour == "rgb(1, 2, 3)"
