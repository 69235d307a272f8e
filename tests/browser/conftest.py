"""
A real browser for tests, and pages that are not allowed off this machine.

A missing browser fails the tests, never skips them: a test that silently did not run
is worse than none.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import tools
from tests.browser.provision import MISSING, NoBrowserError, find_browser
from tests.browser.watch import Watch

ARGUMENTS = (
    "--no-sandbox",  # root in a container has no other way
    "--disable-gpu",
    # Without these the browser itself calls home, and closed networks are slow to
    # refuse it.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The second wall: prefetching and preconnecting are not requests a page can be
    # seen to make, so no name leads anywhere.
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, so that `-m "not browser"` is true of itself."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_path() -> Path:
    """Return the browser that `make test` found or installed."""
    try:
        found = find_browser()
    except NoBrowserError as problem:
        pytest.fail(str(problem))
    if found is None:
        pytest.fail(MISSING)
    return found


@pytest.fixture(scope="session")
def browser(browser_path: Path) -> Iterator[Browser]:
    """Start the browser once; every test gets a context of its own."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=browser_path, args=ARGUMENTS
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the script of axe-core, to be run in a page."""
    if not tools.are_installed():
        pytest.fail(tools.MISSING)
    return tools.AXE.read_text("utf-8")


@pytest.fixture
def watch() -> Watch:
    """Return the guard of the test's pages, with what it has to complain of."""
    return Watch()


@pytest.fixture
def page(browser: Browser, watch: Watch) -> Iterator[Page]:
    """
    Open an empty page that reads files only.

    The test fails at its end when the page asked for anything off the machine, wrote
    an error to the console or let one escape from a script.
    """
    # A service worker would fetch behind the guard's back.
    context = browser.new_context(locale="vi-VN", service_workers="block")
    watch.over(context)
    yield context.new_page()
    context.close()
    assert watch.complaints == []
