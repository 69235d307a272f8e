"""
The style sheets of a site as one, and its scripts as one: what a page names once.

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
RELATIVE = re.compile(r"""url\((["']?)(?![a-z]+:|[/#"'])([^"')]+)\1\)""")


def joined_styles(sheets: Mapping[str, str]) -> str:
    """Return *sheets*, text by uri, as the one at `STYLES`; addresses stay right."""
    return _joined(_moved(text, uri) for uri, text in sheets.items())


def joined_scripts(scripts: Mapping[str, str]) -> str:
    """Return *scripts*, text by uri, as the one at `SCRIPTS`."""
    return _joined(scripts.values())


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
