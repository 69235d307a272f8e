"""What we changed in the theme is a change of what the theme is today."""

import hashlib
from importlib.resources import files
from pathlib import Path

import pytest

from tests.projects import ROOT

OURS = ROOT / "site_config" / "theme"
THEIRS = Path(str(files("material"))) / "templates"
ENTRANCE = {
    "404.html",
    "main.html",
    "partials/alternate.html",
    "partials/languages/en.html",
    "partials/languages/vi.html",
    "partials/search.html",
}
"""Written by us from the first line to the last; they follow no file of the theme."""

FROM = {
    "base.html": "8536d352b0093623",
    "partials/header.html": "8cf3fb15bcf969ff",
    "partials/nav-item.html": "89895208f22d68ce",
    "partials/nav.html": "af33f6e032f632eb",
    "partials/palette.html": "fb935107ae7d3d74",
    "partials/tabs-item.html": "52fe1f551aa2dbfc",
    "partials/toc-item.html": "418f31ce2e6d5599",
    "partials/toc.html": "fde48f583563364b",
}
"""The files that ours were made from, as they were then."""


def test_every_changed_file_of_the_theme_is_known() -> None:
    """What lies in the place of a file of the theme is listed with its origin."""
    replaced = {
        file.relative_to(OURS).as_posix()
        for file in OURS.rglob("*.html")
        if (THEIRS / file.relative_to(OURS)).is_file()
    }

    assert replaced - ENTRANCE == set(FROM)


@pytest.mark.parametrize("name", FROM)
def test_theme_is_the_one_that_was_changed(name: str) -> None:
    """A new version of the theme asks a person to carry our changes over."""
    now = hashlib.sha256((THEIRS / name).read_bytes()).hexdigest()

    assert now.startswith(FROM[name]), (
        f"Compare {name} of the theme with ours, carry over what is new, "
        f"and write {now[:16]} here"
    )
