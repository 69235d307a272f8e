"""Paper: what a sheet says stands in the PDF and in the Word document, and lasts."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from generator.load import read_disk
from generator.pipeline import make_site
from generator.publish.letters import Lacking, coded, printable_letters
from generator.publish.paper import papers
from generator.publish.pdf import pdf_of
from generator.publish.word import LOCALES, docx_of
from generator.render.sheet import (
    Bullets,
    Heading,
    Look,
    Paragraph,
    Sheet,
    Source,
    Sources,
    Span,
    Table,
)
from generator.words import LANGUAGES, catalogue
from tests.projects import ROOT, SITES, TODAY

if TYPE_CHECKING:
    from docx.document import Document

    from generator.render.sheet import Block

HOSTILE = [
    '#import "@preview/x:1.0.0": *',
    '#panic("a") #sys.inputs $x^2$ <label> @ref',
    r"*_`~\\ \u{1F600} [x](y) ]] }} {{ // /* */ -- --- ... 'a' \"b\"",
    "</script><script>alert(1)</script> &amp; <b>",
    "= heading\n+ 1. - list",
    "a" * 400,
    "Ẵ Ẫ Ế Ộ ượng nghiễng " * 8,
]


def sheet_of(*texts: str, **changes: object) -> Sheet:
    """Return a sheet that says *texts* wherever a text may stand."""
    spans = [tuple([Span(text, look) for look in Look]) for text in texts]
    blocks: tuple[Block, ...] = (
        *(Heading(text) for text in texts),
        *(Paragraph(line) for line in spans),
        Bullets(tuple(spans)),
        Table(("A", "B"), tuple((line[:1], line[1:2]) for line in spans), (1, 2)),
        Sources(
            tuple(
                Source(number, line, (line,))
                for number, line in enumerate(spans, start=1)
            )
        ),
    )
    made = Sheet(
        uri="a/b",
        language="vi",
        day=(2026, 11, 22),
        title="Tên",
        author="Ai",
        head="Đầu",
        foot=("Chân", "Cuối"),
        blank=True,
        page=("trang ", "/", ""),
        unprintable="Thiếu chữ.",
        subtitle=(),
        blocks=blocks,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@cache
def sheets() -> tuple[Sheet, ...]:
    """Every pack of the small projects."""
    return tuple(
        sheet
        for root in sorted(SITES.iterdir())
        for sheet in make_site(read_disk(root), TODAY).sheets
    )


each_sheet = pytest.mark.parametrize(
    "sheet", sheets(), ids=lambda sheet: sheet.uri.split("/")[-1]
)


def packed(text: str) -> str:
    """Return *text* without white space, which a line end may stand for."""
    return re.sub(r"\s", "", text)


def read_pdf(data: bytes, sheet: Sheet) -> str:
    """Return what a PDF says, without white space and without head and foot."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    count = len(reader.pages)
    found = []
    for number, page in enumerate(reader.pages, start=1):
        text = packed(page.extract_text())
        head = packed(sheet.head if number == 1 else sheet.title + sheet.head)
        before, between, after = sheet.page
        foot = packed("".join(sheet.foot))
        foot += packed(f"{before}{number}{between}{count}{after}")
        assert head in text
        assert foot in text
        found.append(text.replace(head, "", 1).replace(foot, "", 1))
    return "".join(found)


def word(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def read_word(document: Document) -> str:
    """Return what the body of a Word document says, without white space."""
    return packed("".join(t.text or "" for t in document.element.iter(qn("w:t"))))


def pieces(sheet: Sheet) -> list[str]:
    """Return each line that *sheet* says, as a reader would find it."""
    own = re.sub(r"(?m)^(?:#+|-|\[\d+\]|   ) | \| ", "\n", sheet.text).split("\n")
    return [packed(each) for each in own if each.strip()]


# it says what the sheet says


@each_sheet
def test_a_pdf_says_what_the_sheet_says(sheet: Sheet) -> None:
    """Each line stands in it, letter for letter; what runs along is on every page."""
    found = read_pdf(pdf_of(sheet), sheet)

    assert [each for each in pieces(sheet) if each not in found] == []


@each_sheet
def test_a_word_document_says_what_the_sheet_says(sheet: Sheet) -> None:
    """Each line stands in it, letter for letter."""
    found = read_word(word(docx_of(sheet)))

    assert [each for each in pieces(sheet) if each not in found] == []


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:20])
def test_what_people_typed_is_never_markup(text: str) -> None:
    """Wherever it stands, it comes out letter for letter in both files."""
    sheet = sheet_of(text)
    wanted = packed(text)

    times = sheet.text.count(text)
    assert read_pdf(pdf_of(sheet), sheet).count(wanted) >= times
    assert read_word(word(docx_of(sheet))).count(wanted) >= times


def test_titles_may_be_hostile_too() -> None:
    """What runs along and what the properties of the file say is typed as well."""
    text = HOSTILE[1]
    sheet = sheet_of(title=text, author=text, head="h", foot=(text, text), blank=False)

    made = pypdf.PdfReader(io.BytesIO(pdf_of(sheet)))
    assert made.metadata is not None
    assert made.metadata.title == text
    assert packed(text) in packed(made.pages[0].extract_text())
    core = word(docx_of(sheet)).core_properties
    assert (core.title, core.author) == (text, text)


def test_letters_that_the_fonts_lack_are_told() -> None:
    """The PDF has their codes and says so; the Word document has the letters."""
    sheet = sheet_of("Tên là 习近平, Владимир, محمد, 👋")
    found = read_pdf(pdf_of(sheet), sheet)

    assert "[U+4E60][U+8FD1][U+5E73],[U+0412]" in found
    assert packed(sheet.unprintable) in found
    assert "习近平,Владимир,محمد,👋" in read_word(word(docx_of(sheet)))
    plain = sheet_of("Tên là Nguyễn\u200b\u2009[U+4E60]")
    assert packed(plain.unprintable) not in read_pdf(pdf_of(plain), plain)


def test_signs_that_nobody_sees_do_no_harm() -> None:
    """Neither file breaks on them; what turns the writing round is written out."""
    odd = "a\u200bb\u202ec\x07d\u2009e\ufffef\u0600g\ue000h"
    sheet = sheet_of(odd)

    found = read_pdf(pdf_of(sheet), sheet)
    assert "[U+202E]c[U+0007]de[U+FFFE]f[U+0600]g[U+E000]h" in found
    assert "c[U+0007]d" in read_word(word(docx_of(sheet)))


def test_our_own_words_can_all_be_printed() -> None:
    """Every sign of the catalogues and of the Vietnamese alphabet is in the fonts."""
    said = "".join(str(catalogue(language).phrases) for language in LANGUAGES)
    letters = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
    tones = "\u0300\u0301\u0303\u0309\u0323"
    vowels = {
        unicodedata.normalize("NFC", letter + tone)
        for letter in "aăâeêioôơuưy"
        for tone in ("", *tones)
    }
    wanted = {*letters, *vowels, *(each.upper() for each in vowels)}
    shown = set(re.sub(r"\{\w+\}", "", said))

    assert wanted <= printable_letters()
    # two signs stand on pages of the site only
    assert {char for char in shown if char in Lacking()} <= {"→", "·"}


def test_a_code_stands_for_one_letter() -> None:
    """What can be printed stays as it is."""
    assert coded("Ẵ x 习", Lacking()) == "Ẵ x [U+4E60]"
    assert coded("习", frozenset()) == "习"


# it lasts


@each_sheet
def test_a_pdf_is_for_archives_and_for_all_readers(sheet: Sheet) -> None:
    """PDF/A-2a and PDF/UA-1 by its own word; tagged, in a language, fonts within."""
    reader = pypdf.PdfReader(io.BytesIO(pdf_of(sheet)))
    root: Any = reader.trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()

    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == sheet.language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    tags = set(tags_of(root["/StructTreeRoot"]["/K"]))
    assert {"/H1", "/H2", "/Table", "/THead", "/TH", "/TD"} <= tags
    pages: Any = reader.pages
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()
        for page in pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    for font in fonts:
        assert re.fullmatch(
            r"/[A-Z]{6}\+BeVietnamPro-(Regular|SemiBold)", font["/BaseFont"]
        )
        assert "/FontFile2" in font["/FontDescriptor"]
    width, height = (float(each) for each in reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)


def tags_of(node: object) -> list[str]:
    found = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(found, list):
        return [tag for each in found for tag in tags_of(each)]
    if isinstance(found, dict) and "/S" in found:
        return [str(found["/S"]), *tags_of(found.get("/K", []))]
    return []


def test_the_same_sheet_gives_the_same_bytes_anywhere() -> None:
    """Another process, time zone, language and day make no difference."""
    program = (
        "import hashlib, pathlib, datetime as dt\n"
        "from generator.load import read_disk\n"
        "from generator.pipeline import make_site\n"
        "from generator.publish.paper import papers\n"
        "site = make_site(read_disk(pathlib.Path('tests/sites/vietnamese')),"
        f" dt.date({TODAY.year}, {TODAY.month}, {TODAY.day}))\n"
        "for each in papers(site.sheets):\n"
        "    print(each.uri, hashlib.sha256(each.data).hexdigest())\n"
    )
    told = []
    for zone, language, seed in (
        ("Asia/Ho_Chi_Minh", "C", "1"),
        ("America/Anchorage", "vi_VN.UTF-8", "2"),
    ):
        environment = {
            **os.environ,
            "TZ": zone,
            "LC_ALL": language,
            "PYTHONHASHSEED": seed,
            "PYTHONUTF8": "1",
            "SOURCE_DATE_EPOCH": f"{seed}000000000",
        }
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            check=True,
            text=True,
        )
        told.append(done.stdout.splitlines())

    own = [
        f"{each.uri} {hashlib.sha256(each.data).hexdigest()}"
        for each in papers(make_site(read_disk(SITES / "vietnamese"), TODAY).sheets)
    ]
    assert told == [own, own]


# it can be edited


@each_sheet
def test_a_word_document_has_real_styles_and_fields(sheet: Sheet) -> None:
    """An officer finds headings, tables with a head, a language, numbers of pages."""
    data = docx_of(sheet)
    document = word(data)
    body: Any = document.paragraphs
    styles = [paragraph.style.name for paragraph in body]

    headings = [each for each in sheet.blocks if isinstance(each, Heading)]
    assert styles[0] == "Title"
    assert sum(name.startswith("Heading") for name in styles) == len(headings)
    tables = [each for each in sheet.blocks if isinstance(each, Table)]
    assert len(document.tables) == len(tables)
    for made, table in zip(document.tables, tables, strict=True):
        assert made._tbl.tr_lst[0].find(f".//{qn('w:tblHeader')}") is not None  # noqa: SLF001 -- Word's own mark
        assert len(made.rows) == 1 + len(table.rows)
    [language] = {
        each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))
    }
    assert language == LOCALES[sheet.language]
    foot = document.sections[0].footer.paragraphs[0]._p  # noqa: SLF001 -- its fields
    fields = [each.get(qn("w:instr")) for each in foot.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    places = {
        each.get(qn("w:name")) for each in document.element.iter(qn("w:bookmarkStart"))
    }
    inner = {
        each.get(qn("w:anchor")) for each in document.element.iter(qn("w:hyperlink"))
    }
    assert inner - {None} == places
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }
        assert archive.testzip() is None


def test_a_word_longer_than_a_line_is_broken_and_not_cut() -> None:
    """Nothing runs out of the paper; what can be read aloud stays one word."""
    reader = pypdf.PdfReader(io.BytesIO(pdf_of(sheet_of("a" * 400))))

    lines = "\n".join(page.extract_text() for page in reader.pages).split("\n")
    longest = max(len(run) for line in lines for run in re.findall("a+", line))
    assert longest < 120
