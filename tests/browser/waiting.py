"""Waiting for what a page comes to, under a policy that evaluates no text."""

import time
from typing import Any

from playwright.sync_api import Page

PATIENCE = 30.0
"""Seconds; a busy machine is slow, a broken page never gets there."""


def until(page: Page, script: str, arg: Any = None) -> None:  # noqa: ANN401 -- as Playwright has it
    """
    Wait until *script* is true in *page*.

    `Page.wait_for_function` would have the page itself evaluate the script, which the
    policy of our pages refuses.
    """
    end = time.monotonic() + PATIENCE
    while not page.evaluate(script, arg):
        assert time.monotonic() < end, f"never true: {script}"
        page.wait_for_timeout(20)
