"""
The style sheets of a site as one, and its scripts as one: what a page names once.

The day as of which pages read has a sheet of its own.

Parts stand in the order of the settings, so the same parts make the same bytes.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STYLES = "assets/css/site.css"
SCRIPTS = "assets/js/site.js"
"""Beside the files that scripts look for from where they themselves stand."""
DAY = "assets/css/day.css"
"""What changes from day to day, and is seen on paper; no page is made anew for it."""
RELATIVE = re.compile(r"""url\((["']?)(?![a-z]+:|[/#"'])([^"')]+)\1\)""")


def joined_styles(sheets: Mapping[str, str]) -> str:
    """Return *sheets*, text by uri, as the one at `STYLES`; addresses stay right."""
    return _joined(_moved(text, uri) for uri, text in sheets.items())


def joined_scripts(scripts: Mapping[str, str]) -> str:
    """Return *scripts*, text by uri, as the one at `SCRIPTS`."""
    return _joined(scripts.values())


def day_sheet(said: Mapping[str, str]) -> str:
    """Return the sheet at `DAY`: what is *said* of the day in each language."""
    return "".join(
        f'html[lang="{language}"] .as-of::after {{ content: " · {_in_css(text)}" }}\n'
        for language, text in said.items()
    )


def _in_css(text: str) -> str:
    """Return *text* for a string of a style sheet, letter for letter."""
    return re.sub(r'["\\\n\r\f<]', lambda sign: f"\\{ord(sign[0]):x} ", text)


def _joined(texts: Iterable[str]) -> str:
    return "".join(f"{text.rstrip()}\n" for text in texts)


def _moved(sheet: str, uri: str) -> str:
    """Return *sheet*, which stands at *uri*, with what it names seen from `STYLES`."""
    folder, here = posixpath.dirname(uri), posixpath.dirname(STYLES)

    def seen(found: re.Match[str]) -> str:
        quote, address = found.groups()
        away = posixpath.relpath(posixpath.join(folder, address), here)
        return f"url({quote}{away}{quote})"

    return RELATIVE.sub(seen, sheet)
