"""
The site under a strict Content-Security-Policy, as a careful host would serve it.

No server is started: what the browser asks of a host that does not exist is answered
from the folder.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from generator.html.policy import HEADER_POLICY
from tests.browser.kinds import page_kinds

HOST = "http://site.invalid/under/a/path/"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


@pytest.fixture
def refusals() -> list[str]:
    """Return what the browser said, filled while the test runs."""
    return []


@pytest.fixture
def hosted(browser: Browser, built_site: Path, refusals: list[str]) -> Iterator[Page]:
    """Open an empty page for which the site lies on a host; errors fail the test."""

    def answer(route: Route) -> None:
        address = unquote(urlsplit(route.request.url).path)
        file = built_site / address.removeprefix("/under/a/path/")
        if not route.request.url.startswith(HOST) or not file.is_file():
            route.fulfill(status=404, body="")
            return
        route.fulfill(
            body=file.read_bytes(),
            headers={
                "Content-Type": TYPES.get(file.suffix, "application/octet-stream"),
                "Content-Security-Policy": HEADER_POLICY,
                "X-Content-Type-Options": "nosniff",
            },
        )

    context = browser.new_context(
        locale="vi-VN", service_workers="block", reduced_motion="reduce"
    )
    context.route("**/*", answer)
    context.on(
        "console",
        lambda said: refusals.append(said.text) if said.type == "error" else None,
    )
    context.on("weberror", lambda error: refusals.append(str(error.error)))
    yield context.new_page()
    context.close()


def test_every_kind_of_page_keeps_the_policy(
    hosted: Page, built_site: Path, refusals: list[str]
) -> None:
    """Nothing of any page is refused, and no script fails for it."""
    for file in page_kinds(built_site):
        address = file.relative_to(built_site).as_posix()
        hosted.goto(f"{HOST}{address}")
        assert refusals == [], address


def test_menu_scheme_and_search_work_under_the_policy(
    hosted: Page, refusals: list[str]
) -> None:
    """What is worked by a hand works there too."""
    hosted.goto(f"{HOST}index.html")
    hosted.locator("[data-frame-scheme]").click()
    expect(hosted.locator("body")).to_have_attribute("data-md-color-scheme", "slate")

    hosted.get_by_placeholder("Tìm kiếm").click()
    hosted.keyboard.type("Brunei")
    expect(hosted.locator(".finder-option").first).to_be_visible()
    hosted.keyboard.press("Escape")
    hosted.set_viewport_size({"width": 360, "height": 800})
    hosted.locator("[data-frame-toggle=drawer]").click()
    expect(hosted.locator(".md-sidebar--primary")).to_be_visible()
    assert refusals == []


def test_policy_is_in_force(hosted: Page, refusals: list[str]) -> None:
    """A policy that refuses nothing would make every page look good."""
    hosted.goto(f"{HOST}index.html")
    refused = hosted.evaluate(
        """() => {
            const tries = [
                () => {
                    const script = document.createElement("script");
                    script.textContent = "window.ran = true";
                    document.body.append(script);
                },
                () => document.body.insertAdjacentHTML(
                    "beforeend", "<img src=x onerror='window.ran = true'>"
                ),
                () => window.briefingScript("https://elsewhere.invalid/x.js"),
            ];
            return tries.map((each) => {
                try { each(); return "ran"; } catch (error) { return error.name; }
            });
        }"""
    )

    assert refused == ["TypeError"] * 3
    assert hosted.evaluate("window.ran") is None
    assert any("TrustedScript" in said for said in refusals)
