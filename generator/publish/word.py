"""
Set a sheet as a Word document: officers edit it, so it has styles and real fields.

The fonts are those that every office has; a document that is edited does not carry
its own. The same sheet gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from functools import partial
from typing import TYPE_CHECKING

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from generator.publish.letters import XML_CONTROLS, coded
from generator.publish.zip_file import add_entry
from generator.render.sheet import (
    Bullets,
    Heading,
    Look,
    Paragraph,
    Sources,
    Span,
    Table,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph as Words

    from generator.render.sheet import Block, Line, Sheet

FONT = "Times New Roman"
"""What Vietnamese offices write in (Decree 30/2020/ND-CP), and every system has."""
ACCENT = RGBColor(0x7A, 0x14, 0x20)
QUIET = RGBColor(0x4D, 0x4D, 0x4D)
LOCALES = {"vi": "vi-VN", "en": "en-GB"}
UNUSED = (
    "w:style[@w:type='table'][not(@w:styleId='TableNormal' or @w:styleId='TableGrid')]"
)
"""Styles of the library's template."""
LEADING = 1.15
"""Of a font's own height: room for two marks on one letter."""
SIDE, TOP = Mm(20), Mm(25)
WIDTH = Mm(210) - 2 * SIDE

_safe = partial(coded, lacking=XML_CONTROLS)


def docx_of(sheet: Sheet) -> bytes:
    """Return *sheet* as a Word document."""
    document = docx.Document()
    _set_up(document, sheet)
    document.add_heading(_safe(sheet.title), 0)
    writer = _Writer(document)
    for line in sheet.subtitle:
        writer.write(document.add_paragraph(), line)
    for block in sheet.blocks:
        writer.block(block)
    made = io.BytesIO()
    document.save(made)
    return _timeless(made)


def _set_up(document: Document, sheet: Sheet) -> None:
    """Give the page its size, its head and foot, and the document its properties."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = SIDE
    section.top_margin = section.bottom_margin = TOP
    for name, size in {
        "Normal": 11,
        "Title": 18,
        "Heading 1": 14,
        "Heading 2": 12,
        "Header": 9,
        "Footer": 9,
    }.items():
        _style(document, name, size)
    # a hundred looks of tables that nobody asked for, and each is looked through
    _drop(document.styles.element, UNUSED)
    locale = LOCALES[sheet.language]
    fonts = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _drop(fonts, "w:lang")
    fonts.append(_element("w:lang", val=locale, eastAsia=locale))
    moment = dt.datetime(*sheet.day)  # noqa: DTZ001 -- Word's own times have no zone
    core = document.core_properties
    core.title, core.author = _safe(sheet.title), _safe(sheet.author)
    core.language, core.comments = locale, ""
    core.last_modified_by = _safe(sheet.author)
    core.created = core.modified = moment
    head = section.header.paragraphs[0]
    foot = section.footer.paragraphs[0]
    for line in (head, foot):
        line.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    head.add_run(f"{_safe(sheet.title)}\t{_safe(sheet.head)}")
    as_of, distribution = sheet.foot
    blank = " " + "." * 40 if sheet.blank else ""
    before, between, after = sheet.page
    foot.add_run(f"{as_of} · {_safe(distribution)}{blank}\t{before}")
    _field(foot, "PAGE")
    foot.add_run(between)
    _field(foot, "NUMPAGES")
    foot.add_run(after)


def _style(document: Document, name: str, size: int) -> None:
    """Set the font of a style, without those that the template's theme would take."""
    style = document.styles[name]
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.rPr.rFonts
    for key in list(fonts.attrib):
        if key.lower().endswith("theme"):
            del fonts.attrib[key]
    for script in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    if name in {"Header", "Footer"}:
        style.paragraph_format.tab_stops.clear_all()
    if name.startswith(("Title", "Heading")):
        style.font.bold = True
        style.paragraph_format.space_before = Pt(12)
        style.paragraph_format.space_after = Pt(4)
        # a colour of the theme would win over ours, and so may a style for letters
        _drop(style.element, "w:link", ".//w:color", ".//w:pBdr")
        style.font.color.rgb = ACCENT


def _drop(element: BaseOxmlElement, *paths: str) -> None:
    """Take out all that is at *paths* below *element*."""
    for path in paths:
        for each in element.xpath(path):
            each.getparent().remove(each)


def _element(name: str, /, **attributes: str) -> BaseOxmlElement:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _field(line: Words, code: str) -> None:
    """Add a field that Word fills in; until it does, it shows 1."""
    made = _element("w:fldSimple", instr=code)
    run = line.add_run("1")
    made.append(run._r)  # noqa: SLF001 -- there is no other way to a field
    line._p.append(made)  # noqa: SLF001


class _Writer:
    """Writes blocks into a document; each source is a place that links lead to."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self.document.add_heading(_safe(block.text), block.level)
        elif isinstance(block, Paragraph):
            self.write(self.document.add_paragraph(), block.line)
        elif isinstance(block, Bullets):
            for item in block.items:
                line = self.document.add_paragraph(style="List Bullet")
                line.paragraph_format.space_after = Pt(3)
                self.write(line, item)
        elif isinstance(block, Table):
            self.table(block)
        elif isinstance(block, Sources):
            self.sources(block)

    def table(self, block: Table) -> None:
        made = self.document.add_table(1, len(block.head), "Table Grid")
        made.alignment = WD_TABLE_ALIGNMENT.CENTER
        made.autofit = False
        rows = [tuple((Span(each, Look.STRONG),) for each in block.head), *block.rows]
        shares = sum(block.widths)
        for number, row in enumerate(rows):
            cells = (made.rows[0] if number == 0 else made.add_row()).cells
            for cell, line, share in zip(cells, row, block.widths, strict=True):
                cell.width = int(WIDTH * share / shares)
                words = cell.paragraphs[0]
                words.paragraph_format.line_spacing = LEADING
                words.paragraph_format.space_after = Pt(2)
                self.write(words, line)
        for column, share in zip(made.columns, block.widths, strict=True):
            column.width = int(WIDTH * share / shares)
        for number, row in enumerate(made.rows):
            own = row._tr.get_or_add_trPr()  # noqa: SLF001 -- no other way
            own.append(_element("w:cantSplit"))
            if number == 0:
                own.append(_element("w:tblHeader"))
        # so that a paragraph, not the table, stands before what follows
        after = self.document.add_paragraph().paragraph_format
        after.space_after, after.line_spacing = Pt(0), Pt(6)

    def sources(self, block: Sources) -> None:
        for source in block.items:
            line = self.document.add_paragraph()
            line.paragraph_format.left_indent = Mm(10)
            line.paragraph_format.first_line_indent = -Mm(10)
            line.paragraph_format.space_after = Pt(3)
            place = str(source.number)
            start = _element("w:bookmarkStart", id=place, name=f"s{place}")
            line._p.append(start)  # noqa: SLF001 -- no other way to a bookmark
            line.add_run(f"[{place}]\t")
            line._p.append(_element("w:bookmarkEnd", id=place))  # noqa: SLF001
            line.paragraph_format.tab_stops.add_tab_stop(Mm(10))
            self.write(line, source.line)
            for said in source.sentences:
                quoted = self.document.add_paragraph()
                quoted.paragraph_format.left_indent = Mm(14)
                quoted.paragraph_format.space_after = Pt(3)
                self.write(quoted, said)

    def write(self, line: Words, spans: Line) -> None:
        """Write *spans* at the end of *line*."""
        for span in spans:
            run = line.add_run(_safe(span.text))
            run.bold = True if span.look is Look.STRONG else None
            if span.look is Look.QUIET:
                run.font.color.rgb = QUIET
            if span.to:
                link = self.link(line, span.to)
                run.font.color.rgb = ACCENT
                link.append(run._r)  # noqa: SLF001 -- no other way to a link
                line._p.append(link)  # noqa: SLF001

    def link(self, line: Words, to: str) -> BaseOxmlElement:
        if to.startswith("#"):
            return _element("w:hyperlink", anchor=to.removeprefix("#"))
        made = _element("w:hyperlink")
        kind = RELATIONSHIP_TYPE.HYPERLINK
        made.set(qn("r:id"), line.part.relate_to(to, kind, is_external=True))
        return made


def _timeless(made: io.BytesIO) -> bytes:
    """Return the zip that Word opens without the times of its making."""
    whole = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(whole, "w") as new:
        for name in old.namelist():
            add_entry(new, name, old.read(name))
    return whole.getvalue()
