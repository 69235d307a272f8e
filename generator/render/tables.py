"""
Tables as HTML wants them: an extension of Python-Markdown, named in `mkdocs.yml`.

Markdown can say that a column stands at the right, but Python-Markdown says so with an
attribute that HTML gave up, or with a style that a strict Content-Security-Policy
drops. It says nothing of what a heading is the heading of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

AFTER_INLINE = 15
"""Python-Markdown reads what stands inside cells at 20: then emptiness is known."""


class Columns(Treeprocessor):
    """Mark headings and numbers of tables that were written in Markdown."""

    def run(self, root: Element) -> None:
        """Give each heading its scope, and each cell at the right its class."""
        for cell in root.iter():
            if cell.tag not in {"th", "td"}:
                continue
            if cell.attrib.pop("align", None) == "right":
                cell.set("class", "number")
            if cell.tag == "th":
                if len(cell) or (cell.text or "").strip():
                    cell.set("scope", "col")
                else:
                    cell.tag = "td"  # an empty heading is none


class Tables(Extension):
    """What `mkdocs.yml` names as `generator.render.tables`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- their name
        """Run after the cells were read."""
        md.treeprocessors.register(Columns(md), "columns", AFTER_INLINE)


def makeExtension() -> Extension:  # noqa: N802 -- the name that is looked for
    """Return the extension; Python-Markdown asks for it by the module's name."""
    return Tables()
