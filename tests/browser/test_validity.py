"""Pages are valid HTML, and hold nothing that a strict policy would refuse."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.browser import tools

PROGRAMS = frozenset({"", "module", "text/javascript", "application/javascript"})
"""Types of a `<script>` that a browser runs; JSON is data."""


def test_every_page_is_valid_html(built_site: Path) -> None:
    """html-validate finds no error on any page of the site."""
    if not tools.are_installed():
        pytest.fail(tools.MISSING)

    assert tools.problems_of_html(built_site) == []


def test_validator_sees_an_error(tmp_path: Path) -> None:
    """A judge that finds nothing anywhere is no judge."""
    page = tmp_path / "index.html"
    page.write_text(
        "<!doctype html><html lang=vi><head><title>Bài</title></head><body>"
        "<main><h1>Bài</h1><p id='a'>một<p id='a'>hai</main></body></html>",
        encoding="utf-8",
    )

    assert any("no-dup-id" in each for each in tools.problems_of_html(tmp_path))


class Refused(HTMLParser):
    """Gathers what a policy without `unsafe-inline` refuses."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See what an element carries in itself."""
        of = {name: value or "" for name, value in attrs}
        if tag == "script" and "src" not in of and of.get("type", "") in PROGRAMS:
            self.found.append("<script>")
        if tag in {"style", "base", "iframe", "object", "embed"}:
            self.found.append(f"<{tag}>")
        for name, value in of.items():
            if name == "style" or name.startswith("on"):
                self.found.append(f"<{tag} {name}>")
            if name in {"href", "src", "action"} and re.match(
                r"\s*(javascript|data):", value, re.IGNORECASE
            ):
                self.found.append(f'<{tag} {name}="{value[:20]}">')


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<script>alert(1)</script>", ["<script>"]),
        ('<script type="module">1</script>', ["<script>"]),
        ('<p onclick="a()">', ["<p onclick>"]),
        ('<td style="text-align: right">', ["<td style>"]),
        ('<a href=" JavaScript:a()">', ['<a href=" JavaScript:a()">']),
        ('<script src="a.js"></script><script type="application/json">{}</script>', []),
    ],
)
def test_what_a_policy_refuses_is_seen(html: str, found: list[str]) -> None:
    """The guard is tried before it is believed."""
    page = Refused()
    page.feed(html)

    assert page.found == found


def test_no_page_needs_an_exception_from_the_policy(built_site: Path) -> None:
    """No script, style or handler stands in a page, and no address is a program."""
    for file in sorted(built_site.rglob("*.html")):
        page = Refused()
        page.feed(file.read_text("utf-8"))
        assert page.found == [], file.relative_to(built_site)


def test_page_in_another_language_says_so(built_site: Path) -> None:
    """A voice that reads the page aloud knows which language it reads."""
    english = (built_site / "architecture.html").read_text("utf-8")

    assert re.search(r'<html lang="vi".*<article [^>]*lang="en"', english, re.DOTALL)
