"""Small projects that lie in `sites/`, and exactly the pages that they make."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.load import read_disk
from generator.pipeline import make_site

SITES = Path(__file__).parent / "sites"
TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize("root", sorted(SITES.iterdir()), ids=lambda p: p.name)
def test_make_site(root: Path, golden: Callable[[Path, str], None]) -> None:
    """A project makes exactly the pages that lie in its `expected/`."""
    site = make_site(read_disk(root), TODAY)

    assert site.problems == ()
    for page in site.pages:
        golden(root / "expected" / page.uri, page.text)
    expected = {
        path.relative_to(root / "expected").as_posix()
        for path in root.rglob("expected/**/*.md")
    }
    assert {page.uri for page in site.pages} == expected
