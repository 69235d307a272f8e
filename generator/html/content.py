"""
Markdown of our own pages to HTML: the same bytes as Python-Markdown, many times sooner.

Our templates write a small part of Markdown: headings, paragraphs, lists, tables,
quotations, blocks of HTML, and in a line of prose links, strong words, tags and
character references; what people typed holds no sign that could be more, since `md`
made references of them. This module reads that part and nothing else. Of any other
text it says None, and Python-Markdown, with the settings of `mkdocs.yml`, does it.

How Python-Markdown writes each of these is not documented, so equality is held by
tests: every page of every test site, and texts made by chance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from markdown.extensions.toc import unique
from markdown.util import BLOCK_LEVEL_ELEMENTS

from generator.render.addresses import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK_TAGS = frozenset(BLOCK_LEVEL_ELEMENTS)
"""Tags that, at the beginning of a line, make a block of HTML."""
UNREADABLE_LINE = re.compile(r"\n(?: {1,3}[-*+>#|<]|\*\*\*|---)")
"""How a line may begin that stands for more than we read."""
STRANGE = re.compile(r"[\t\r\x02\x03]")
"""Python-Markdown widens a tab, and keeps its own marks between the others."""
BLANK = re.compile(r"\n +(?=\n)")
GAP = re.compile(r"\n{2,}")
OPENING = re.compile(r"<([a-z][a-z0-9]*)(?=[ >])")
HEADING = re.compile(r"(#{1,6}) ([^#\s]|\S.*[^#\s])\Z")
LIST_ITEM = re.compile(r"- (?=\S)")
NUMBERED = re.compile(r"\d+\. ")
RULE = re.compile(r"\|(?: -+:? \|)+\Z")
INLINE = re.compile(
    r"""
    (?P<tag> </?[a-z][^<>@\ ]*(?:\ [^<>]*)?> )
    | (?P<entity> &(?:\#[0-9]+|[0-9a-zA-Z]+); )
    | \[(?P<label> [^\[\]]* )\]
      \((?: <(?P<far>[^<>\s]*)> | (?P<near>[^\s()<>"']*) )
        (?:\ "(?P<title>[^"\n]*)")? \)
    | \*\*(?P<strong> [^*\s](?:[^*]*[^*\s])? )\*\*
    | (?P<other> [&<>*_\[\]] | !(?=\[) )
    """,
    re.VERBOSE,
)
SIGN = re.compile(r"[<>&\[\]*_!]")
"""With one of these begins all that is more than words."""
SPACE = re.compile(r"\s")
TAG = re.compile(r"<(?:/?[a-z][a-z0-9]*(?: [^<>]*)?>|!-- -->)")
TAGS = re.compile(r"<[^>]*>")
COMMENT = "<!-- -->"
ENTITY = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-fA-F]+|[0-9a-zA-Z]+);)")
INDENT = "    "


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the table of contents names it."""

    level: int
    anchor: str
    name: str
    """Its words as HTML, without tags."""


@dataclass(frozen=True, slots=True)
class Content:
    """What stands inside the frame of a page."""

    html: str
    headings: tuple[Heading, ...]
    """In the order of the page."""


class _UnreadError(Exception):
    """The text is more than this module reads."""


def content_of(markdown: str) -> Content | None:
    """Return the HTML of *markdown*, without front matter; None if it is not ours."""
    text = BLANK.sub("\n", markdown).strip("\n")
    if STRANGE.search(text):
        return None
    writer = _Writer()
    try:
        html = writer.blocks(text)
    except _UnreadError:
        return None
    return Content(html.strip(), tuple(writer.headings))


class _Writer:
    """One page; it holds what the page has said so far of its headings."""

    def __init__(self) -> None:
        self.headings: list[Heading] = []
        self.taken: set[str] = set()

    def blocks(self, text: str, *, is_inner: bool = False) -> str:
        """
        Return the HTML of blocks with blank lines between.

        What *is_inner* stands in a list or quotation, where HTML makes no block.
        """
        made: list[str] = []
        items: list[str] = []
        before = ""
        for block in _split(text):
            if block[0] == before == ">":
                raise _UnreadError  # two quotations are one
            before = block[0]
            if LIST_ITEM.match(block) or (items and block.startswith(INDENT)):
                items.append(block)
                continue
            if items:
                made.append(self.listing(items))
                items = []
            made.append(self.block(block, is_inner=is_inner))
        if items:
            made.append(self.listing(items))
        return "\n".join(made)

    def block(self, block: str, *, is_inner: bool) -> str:
        first = block[0]
        if first == "<" and (block == COMMENT or _opens_block(block)):
            if is_inner:
                raise _UnreadError
            return f"{block}\n"  # as Python-Markdown keeps it
        if _is_unreadable(block) or block != block.strip():
            raise _UnreadError
        if first == "#":
            return self.heading(block)
        if first == "|":
            return table(block)
        if first == ">":
            return self.quotation(block)
        if first in " =*+-" or NUMBERED.match(block):
            raise _UnreadError
        lines = block.split("\n")
        if any(
            line.startswith(("#", ">", "-", "|", "=", "<!", ":", "*", "+")) or not line
            for line in lines[1:]
        ):
            raise _UnreadError
        return f"<p>{inline(block)}</p>"

    def heading(self, block: str) -> str:
        found = HEADING.match(block)
        if found is None:
            raise _UnreadError
        level, words = len(found[1]), inline(found[2])
        name = TAGS.sub("", words)
        name = " ".join(name.split())
        anchor = unique(slugify(unescape(name), "-"), self.taken)
        self.headings.append(Heading(level, anchor, name))
        return f'<h{level} id="{anchor}">{words}</h{level}>'

    def quotation(self, block: str) -> str:
        lines = block.split("\n")
        if not all(line == ">" or line.startswith("> ") for line in lines):
            raise _UnreadError
        if not (lines[0][2:].strip() and lines[-1][2:].strip()):
            raise _UnreadError
        inside = "\n".join(line[2:] for line in lines).strip("\n")
        inner = self.blocks(inside, is_inner=True)
        return f"<blockquote>\n{inner}\n</blockquote>"

    def listing(self, blocks: list[str]) -> str:
        """Return a list; an item with a blank line before or in it holds paragraphs."""
        items: list[_Item] = []
        for at, block in enumerate(blocks):
            if _is_unreadable(block) or not block.strip():
                raise _UnreadError
            lines = block.split("\n")
            if block.startswith(INDENT):
                items[-1].is_loose = True
                items[-1].parts.append(_outdented(lines))
                continue
            if at:  # the items on both sides of a blank line
                items[-1].is_loose = True
            for number, line in enumerate(lines):
                if LIST_ITEM.match(line):
                    items.append(_Item(line[2:], is_loose=bool(at) and not number))
                elif line.startswith(INDENT) and number:
                    items[-1].lines.append(line)
                else:
                    raise _UnreadError
        made = "\n".join(self.item(each) for each in items)
        return f"<ul>\n{made}\n</ul>"

    def line(self, text: str) -> str:
        """Return the HTML of the first line of an item, which must be prose."""
        if not text.strip() or text[0] in " #>|=*+-" or NUMBERED.match(text):
            raise _UnreadError
        return inline(text)

    def item(self, item: _Item) -> str:
        text = self.line(item.text)
        parts = item.parts
        if item.lines:
            if not item.lines[0].startswith(f"{INDENT}- "):
                raise _UnreadError
            parts = [_outdented(item.lines), *parts]
        if item.is_loose:
            text = f"\n<p>{text}</p>\n"
        below = self.blocks("\n\n".join(parts), is_inner=True) if parts else ""
        return f"<li>{text}{below}{below and chr(10)}</li>"


@dataclass(slots=True)
class _Item:
    """An item of a list, not read yet."""

    text: str
    is_loose: bool
    lines: list[str] = field(default_factory=list)
    """Lines right below the item that stand further in."""
    parts: list[str] = field(default_factory=list)
    """Blocks that belong to it, behind blank lines."""


def _outdented(lines: list[str]) -> str:
    if not all(line.startswith(INDENT) for line in lines):
        raise _UnreadError
    return "\n".join(line[len(INDENT) :] for line in lines)


def _is_unreadable(block: str) -> bool:
    """Tell whether signs of *block* may stand for more than we read."""
    if "\\" in block or "`" in block:
        return True
    if "\n" not in block:
        return False
    return "  \n" in block or UNREADABLE_LINE.search(block) is not None


def _opens_block(block: str) -> bool:
    """Tell whether *block* is one of HTML, from `_split`; refuse half of one."""
    found = OPENING.match(block)
    if found is None or found[1] not in BLOCK_TAGS:
        return False
    if len(TAG.findall(block)) != block.count("<") or ENTITY.search(block):
        raise _UnreadError
    return True


def _split(text: str) -> Iterator[str]:
    """Yield the blocks of *text*; blank lines inside a block of HTML part nothing."""
    at, end = 0, len(text)
    while at < end:
        if text[at] == "\n":
            at += 1
            continue
        found = OPENING.match(text, at)
        if found and found[1] in BLOCK_TAGS:
            stop = _end_of_element(text, at, found[1])
            if stop < end and text[stop] != "\n":
                raise _UnreadError
        else:
            gap = text.find("\n\n", at)
            stop = gap if gap >= 0 else end
        yield text[at:stop]
        at = stop


def _end_of_element(text: str, start: int, tag: str) -> int:
    """Return where the element ends that opens at *start*."""
    closing = f"</{tag}>"
    depth, at = 0, start
    while True:
        stop = text.find(closing, at)
        if stop < 0:
            raise _UnreadError
        depth += text.count(f"<{tag} ", at, stop) + text.count(f"<{tag}>", at, stop) - 1
        at = stop + len(closing)
        if not depth:
            return at


def table(block: str) -> str:
    """Return a table whose lines begin and end with a bar."""
    lines = block.split("\n")
    if len(lines) < 3 or not RULE.match(lines[1]):  # noqa: PLR2004 -- head, rule, row
        raise _UnreadError
    is_number = [each.endswith(": ") for each in lines[1][1:-1].split("|")]
    head = _cells(lines[0], len(is_number))
    made = ["<table>", "<thead>", "<tr>"]
    for words, numeric in zip(head, is_number, strict=True):
        mark = ' class="number"' if numeric else ""
        made.append(
            f'<th{mark} scope="col">{inline(words)}</th>'
            if words.strip()
            else f"<td{mark}>{words}</td>"
        )
    made += ["</tr>", "</thead>", "<tbody>"]
    for line in lines[2:]:
        made.append("<tr>")
        made += [
            f'<td class="number">{inline(words)}</td>'
            if numeric
            else f"<td>{inline(words)}</td>"
            for words, numeric in zip(
                _cells(line, len(is_number)), is_number, strict=True
            )
        ]
        made.append("</tr>")
    made += ["</tbody>", "</table>"]
    return "\n".join(made)


def _cells(line: str, count: int) -> list[str]:
    if line[:1] != "|" or line[-1:] != "|":
        raise _UnreadError
    cells = [each.strip(" ") for each in line[1:-1].split("|")]
    if len(cells) != count:
        raise _UnreadError
    return cells


def inline(text: str) -> str:
    """Return the HTML of a line of prose."""
    return INLINE.sub(_piece, text) if SIGN.search(text) else text


def _piece(found: re.Match[str]) -> str:
    kind = found.lastgroup
    if kind in {"tag", "entity"}:
        return found[0]
    if kind == "strong":
        return f"<strong>{inline(found['strong'])}</strong>"
    if kind == "other":
        raise _UnreadError
    label = inline(found["label"])
    near = found["near"]
    address = _address(found["far"] if near is None else near, is_near=near is not None)
    title = found["title"]
    if title is None:
        return f'<a href="{address}">{label}</a>'
    title = SPACE.sub(" ", ENTITY.sub("&amp;", title))
    return f'<a href="{address}" title="{title}">{label}</a>'


def _address(url: str, *, is_near: bool) -> str:
    """Return *url*; that of a page of ours as the page is called once rendered."""
    path, sign, anchor = url.partition("#")
    if is_near and path.endswith(".md") and "://" not in url:
        return f"{path[:-3]}.html{sign}{anchor}"
    return ENTITY.sub("&amp;", url)
