"""
The law of the page: what stands on it is what was typed, letter for letter.

Pages go through Python-Markdown with just the extensions that MkDocs gives it, and
their HTML is read back.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html.parser import HTMLParser
from itertools import cycle, pairwise
from typing import TYPE_CHECKING

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data

from generator.derive.site import derive
from generator.model.noun import Citation
from generator.model.text import PrintedText
from generator.render import Templates, render
from generator.render.addresses import slugify
from generator.render.escape import md, one_line, yaml_text
from generator.words import catalogue
from tests.projects import ROOT, TODAY, archive_of, article

if TYPE_CHECKING:
    from collections.abc import Mapping

NASTY = [
    *["22. Hai bên", "1973. Năm ấy", "1973) Năm", "(1) Một", "Brunei: hội đàm", "C#"],
    *[
        "a <b và c> d",
        "<![",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<!DOCTYPE html>",
        "<?",
    ],
    *[
        "*",
        "**đậm**",
        "_nghiêng_",
        "__init__",
        "`",
        "```",
        "``",
        "~~~",
        "~~",
        "^",
        "==",
    ],
    *["&amp;", "&lt;script&gt;", "&", "&#60;", "&#x3c;b", "&copy", "%3Cscript%3E"],
    *["[x](y)", "[x]: y", "![a](b)", "[x][y]", "[^1]", "[TOC]", "*[HTML]: x", "[ ] x"],
    *["|", "a | b", "| a |", "---", "***", "- - -", "===", "--- | ---", ":--", "+++"],
    *["{{ x }}", "{% raw %}", "{# x #}", "${x}", "{0}", "%s", "{: #id onclick=x }"],
    *[
        "# Một",
        "Một #",
        "####### bảy",
        "#",
        "> trích",
        ">",
        "- gạch",
        "+ cộng",
        "* sao",
    ],
    *[
        "\\",
        "\\*",
        "\\\\",
        "\\n",
        "Một\\",
        "Hết  ",
        "    bốn dấu cách",
        ":::",
        "!!! note",
    ],
    *["<script>alert(1)</script>", "</section>", "</p>", "<p>", "</mark>", "</span>"],
    *["<details open ontoggle=alert(1)>", "<img src=x onerror=alert(1)>", "<br>", "<"],
    *["javascript:alert(1)", "[a](javascript:alert(1))", "<javascript:alert(1)>", ">"],
    *[
        "<http://bao.example>",
        "http://bao.example/a_b_",
        "<a@b.example>",
        "a@b.example",
    ],
    *["klzzwxh:0000", "wzxhzdk:0", '"', "'", '"><b>', "' onclick='x", "$x$", "=", "~"],
    *[
        "🇻🇳🤝",
        "会談",
        "Hà\u00a0Nội",
        "Hà\u200bNội",
        "Hà\u2028Nội",
        "Hà\tNội",
        "\ufeffa",
    ],
    *[
        "Việt Nam",
        "hội đàm",
        "ngày 14/2",
        "Ông A.",
        "“Tốt!”",
        "(JTCT)",
        "3.5",
        "x" * 99,
    ],
]
nasty = st.sampled_from(NASTY)
plain = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff\ufeff"
    ),
    min_size=1,
    max_size=12,
).map(lambda text: unicodedata.normalize("NFC", text))
lines = st.lists(nasty | plain, min_size=1, max_size=4).map(
    lambda words: " ".join(words).strip()
)
bodies = st.lists(lines | st.just(""), min_size=1, max_size=8).map("\n".join)


@cache
def templates(language: str) -> Templates:
    return Templates(catalogue(language))


@cache
def host() -> markdown.Markdown:
    """Return Python-Markdown with the extensions and options that MkDocs gives it."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return markdown.Markdown(
        extensions=config.markdown_extensions, extension_configs=config.mdx_configs
    )


def html_of(page: str) -> str:
    """Render a page as MkDocs does: front matter off, then Python-Markdown."""
    text, _ = get_data(page)
    return host().reset().convert(text)


class Reader(HTMLParser):
    """Gathers the tags of a page, and the text inside each element."""

    VOID = frozenset({"br", "hr", "img", "input", "meta", "link"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[tuple[str, Mapping[str, str | None], list[str]]] = []
        self.texts: list[tuple[str, Mapping[str, str | None], str]] = []
        """Tag, attributes and text of each element, in the order they end."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        self.tags.append(f"<{tag}>")
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in self.VOID:
            self.open.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last, and no other."""
        self.tags.append(f"</{tag}>")
        assert self.open, f"</{tag}> ends nothing"
        assert self.open[-1][0] == tag, f"</{tag}> ends <{self.open[-1][0]}>"
        opened, attributes, said = self.open.pop()
        self.texts.append((opened, attributes, "".join(said)))

    def handle_data(self, data: str) -> None:
        """Give text to every open element."""
        for _, _, said in self.open:
            said.append(data)

    def handle_comment(self, data: str) -> None:
        """Count a comment among the tags."""
        self.tags.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        """Count a declaration among the tags."""
        self.tags.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        """Count an instruction among the tags."""
        self.tags.append(f"<?{data}>")

    def said(self, tag: str, name: str = "", **attributes: str) -> list[str]:
        """Return the text of each such element; *name* is its class."""
        wanted = {**attributes, **({"class": name} if name else {})}
        return [
            text
            for each, found, text in self.texts
            if each == tag and wanted.items() <= found.items()
        ]


def read_html(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def page_of(fields: Mapping[str, object], body: str) -> Reader:
    """Return the page of an article with *fields* and *body*, read back."""
    source = article("bai", {"id": "bai", "partners": ["bn"], **fields}, body)
    pages = render(derive(archive_of(source), TODAY), templates("vi"))
    [page] = [page for page in pages if page.uri.endswith("/bai.md")]
    return read_html(html_of(page.text))


def printed(reader: Reader) -> list[str]:
    """Return the paragraphs of the printed text, as they stand on the page."""
    found = [
        text
        for (_, before, _), (tag, _, text) in pairwise(reader.texts)
        if tag == "p" and re.fullmatch(r"s\d+", before.get("id") or "")
    ]
    [section] = [t for tag, a, t in reader.texts if a.get("class") == "printed"]
    assert all(text in section for text in found)
    return found


def paragraphs_of(body: str) -> list[str]:
    """Return the lines that hold something to read."""
    return [line.strip() for line in body.splitlines() if line.strip()]


def untabbed(paragraphs: list[str], body: str) -> list[str]:
    """Fold spaces where *body* has tabs, which Python-Markdown writes as spaces."""
    if "\t" not in body:
        return paragraphs
    return [re.sub(r"[ \t]+", " ", each) for each in paragraphs]


def spaced(text: str) -> str:
    """Fold white space, as a browser does."""
    return " ".join(text.split())


def is_readable(text: str) -> bool:
    """Tell whether *text* holds something that a tidy file may hold."""
    return bool(text.strip())


OURS = "".join(
    path.read_text(encoding="utf-8")
    for path in (ROOT / "generator" / "render" / "markdown").glob("*.j2")
)
ALLOWED_TAGS = set(re.findall(r"<(\w+)", OURS)) | {
    *["h1", "h2", "h3", "h4", "p", "a", "ul", "li", "blockquote", "code"],
    *["table", "thead", "tbody", "tr", "th", "td", "time"],
}
"""What templates and dates write, and what Markdown makes of the rest of them."""
ALLOWED_ATTRIBUTES = set(re.findall(r' ([\w-]+)="', OURS.lower())) | {
    *["href", "id", "class", "title", "scope", "open", "datetime"],
}
BETWEEN_NOTES = "<!-- -->"
"""The one comment that is ours: it keeps two block quotes apart."""


def check_markup(reader: Reader) -> None:
    """Only elements and attributes that the templates use, and harmless addresses."""
    names = {tag.strip("</>") for tag in reader.tags if tag != BETWEEN_NOTES}
    assert names <= ALLOWED_TAGS
    for _, name, value in reader.attributes:
        assert name in ALLOWED_ATTRIBUTES
        assert not name.startswith(("on", "style", "src"))
        if name == "href":
            assert re.match(
                r"(?:#|\.\./|[\w-]+(?:/|\.(?:md|pdf|docx)$|\.md#)|https?://)", value
            ), value


@settings(max_examples=100)
@given(bodies.filter(is_readable))
@example("\n".join(NASTY))
@example("Brunei: hội đàm\n22. Hai bên\n---\n<![\n")
def test_the_printed_text_is_shown_letter_for_letter(body: str) -> None:
    """No line becomes a list, a heading, a table, an element; no letter is lost."""
    wanted = paragraphs_of(body)

    reader = page_of({"title": "Bài"}, body)

    assert untabbed(printed(reader), body) == untabbed(wanted, body)
    check_markup(reader)


@st.composite
def quoted_bodies(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw a nasty text and some stretches of it, each in one place only."""
    body = draw(bodies.filter(is_readable))
    ends = [match.span() for match in re.finditer(r"\S+", body)]
    quotes = []
    for _ in range(draw(st.integers(0, 4))):
        first = draw(st.integers(0, len(ends) - 1))
        last = draw(st.integers(first, len(ends) - 1))
        sought = body[ends[first][0] : ends[last][1]]
        if len(list(PrintedText.of(f"{body}\n").find(sought))) == 1:
            quotes.append(sought)
    return body, quotes


@settings(max_examples=100)
@given(quoted_bodies())
def test_marks_alter_no_letter_of_the_printed_text(
    drawn: tuple[str, list[str]],
) -> None:
    """Whatever is quoted, the paragraph reads as before, and every link has its end."""
    body, quotes = drawn
    wanted = paragraphs_of(body)
    topics = [{"topic": "bien", "quote": quote} for quote in quotes]

    reader = page_of({"title": "Bài", "topics": topics}, body)

    assert untabbed(printed(reader), body) == untabbed(wanted, body)
    check_markup(reader)
    ids = [value for _, name, value in reader.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    inside = {v[1:] for _, n, v in reader.attributes if n == "href" and v[0] == "#"}
    assert inside <= set(ids)


def fields_of(*texts: str) -> Mapping[str, object]:
    """Return an article with one of *texts*, in turn, wherever an author may type."""
    typed = cycle(texts)
    return {
        "title": next(typed),
        "summary": next(typed),
        "source": {
            "publisher": next(typed),
            "author": next(typed),
            "title": next(typed),
            "words": next(typed),
            "url": "https://bao.example/1",
        },
        "events": [
            {
                "id": "e",
                "name": next(typed),
                "type": "hoi-dam",
                "date": {
                    "value": "2020-02-14",
                    "basis": "inferred",
                    "reason": next(typed),
                    "source": {"title": next(typed)},
                },
                "place": next(typed),
                "participants": [{"who": "haji-thu"}],
            },
            {
                "id": "f",
                "name": next(typed),
                "type": "hoi-dam",
                "part_of": {"value": "e", "basis": "inferred", "reason": next(typed)},
            },
        ],
        "outcomes": [
            {
                "id": "o",
                "modality": "proposed",
                "what": next(typed),
                "event": "e",
                "by": "bn",
                "due": {
                    "value": "2021",
                    "basis": "inferred",
                    "reason": next(typed),
                    "source": {"title": next(typed), "words": next(typed)},
                },
            }
        ],
        "people": [
            {
                "person": "haji-thu",
                "honorific": next(typed),
                "rank": next(typed),
                "posts": [{"title": next(typed)}],
            }
        ],
        "places": [{"name": next(typed)}],
        "relations": [
            {
                "partner": "bn",
                "level": next(typed),
                "since": {"value": "2019", "basis": "corrected", "reason": next(typed)},
            }
        ],
        "notes": [
            {"kind": "erratum", "text": next(typed), "by": next(typed), "date": "2024"},
            {"kind": "context", "text": next(typed), "by": next(typed), "date": "2024"},
            {
                "kind": "erratum",
                "quote": "Nguyên văn",
                "text": next(typed),
                "by": next(typed),
                "date": "2024",
                "source": {
                    "title": next(typed),
                    "publisher": next(typed),
                    "author": next(typed),
                    "words": next(typed),
                    "url": "https://bao.example/2",
                },
            },
        ],
    }


@cache
def calm_page() -> Reader:
    """Return the page on which everything is called "Bình thường"."""
    return page_of(fields_of("Bình thường"), "Nguyên văn.")


def pages_of(title: str, name: str) -> list[Reader]:
    """Return every page of a site with one article, read back."""
    own = {"id": "bai", "partners": ["bn"], "aliases": "cu/bai", "title": title}
    source = article("bai", {**fields_of(name), **own}, "Nguyên văn.")
    made = render(derive(archive_of(source), TODAY), templates("vi"))
    return [read_html(html_of(page.text)) for page in made]


@cache
def calm_pages() -> list[Reader]:
    """Return the pages of an article and an event with quiet names."""
    return pages_of("Một", "Hai")


@settings(max_examples=100)
@given(lines.filter(is_readable))
@example("22. Hai bên")
@example("Một #")
@example("C#")
@example("a\u2028b")
@example("\\")
@example("Một\\")
@example(" ".join(NASTY))
def test_what_an_author_types_is_shown_letter_for_letter(text: str) -> None:
    """Titles, names, places, notes: the same letters, and the same elements as ever."""
    wanted = spaced(text)

    reader = page_of(fields_of(text), "Nguyên văn.")
    calm = calm_page()

    assert reader.tags == calm.tags
    check_markup(reader)
    assert [spaced(each) for each in reader.said("h1")] == [wanted]
    assert [spaced(each) for each in reader.said("span", "standfirst")] == [wanted]
    assert [spaced(each) for each in reader.said("h3")][:2] == [wanted, wanted]
    for (_, _, shown), (_, _, before) in zip(reader.texts, calm.texts, strict=True):
        assert spaced(shown) == spaced(before.replace("Bình thường", wanted))


def test_nothing_that_an_author_types_is_left_out() -> None:
    """Every text field of the form has its place on the page of the article."""
    texts = [f"Chữ số {number} đây" for number in range(40)]
    fields = fields_of(*texts)
    typed = [text for text in texts if text in repr(fields)]

    shown = " ".join(text for _, _, text in page_of(fields, "Nguyên văn.").texts)

    assert len(typed) > 20
    assert [text for text in typed if text not in shown] == []


@settings(max_examples=40)
@given(lines.filter(is_readable), st.sampled_from(NASTY))
def test_no_other_page_is_upset_by_a_title(text: str, other: str) -> None:
    """Every page that names an article or event keeps its elements."""
    for shown, calm in zip(pages_of(text, other), calm_pages(), strict=True):
        assert shown.tags == calm.tags
        check_markup(shown)


@given(lines.filter(is_readable))
def test_metadata_is_read_by_mkdocs_as_it_was_meant(text: str) -> None:
    """The title in the front matter is the title, escaped for the theme's HTML."""
    _, meta = get_data(f"---\ntitle: {yaml_text(text)}\n---\n\nx\n")

    assert read_html(f"<p>{meta['title']}</p>").texts == [("p", {}, one_line(text))]


@given(lines | st.text(max_size=30).filter(lambda text: "\r" not in text))
def test_escaped_text_is_one_line_of_prose(text: str) -> None:
    """It opens nothing, holds no line end, and reads as what was typed."""
    line = md(text)

    assert len(line.splitlines()) <= 1
    assert not re.search(r"[<>\[\]`*_|\\{}\"']", line)
    assert read_html(f"<p>{line}</p>").texts == [("p", {}, one_line(text))]


PLACES = [
    "{}",
    "# {}",
    "### <span id='x'></span>{}",
    "- {}",
    "- một\n\n    {}",
    "> {}",
    "| a | b |\n| --- | --- |\n| {} | x |",
    "[{}](trang.md)",
    '[x](trang.md "{}")',
    "<span title='{}'>x</span>",
    "một\n{}",
]


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=20)
@given(lines.filter(is_readable))
@example("22. Hai bên")
@example("1973) Năm")
@example("- gạch")
@example("+ cộng")
@example("---")
@example("===")
@example(":::")
@example("!!! note")
@example("# Một #")
@example("| a |")
def test_escaped_text_is_safe_in_every_place(place: str, text: str) -> None:
    """In a paragraph, heading, item, cell, link or title it opens nothing."""
    page = "---\ntitle: x\n---\n\n" + place
    shown = read_html(html_of(page.replace("{}", md(text))))
    calm = read_html(html_of(page.replace("{}", "chữ")))

    assert shown.tags == calm.tags
    for (_, _, now), (_, _, before) in zip(shown.texts, calm.texts, strict=True):
        assert spaced(now) == spaced(before.replace("chữ", one_line(text)))
    titles = [spaced(value) for _, name, value in shown.attributes if name == "title"]
    wanted = spaced(one_line(text))
    assert "title" not in place or wanted in titles


@given(st.text(max_size=40))
def test_an_anchor_is_lower_case_ascii(text: str) -> None:
    """Every heading has an address that survives a mail programme."""
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slugify(text, "-"))


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Đối tác Chiến lược", "doi-tac-chien-luoc"),
        ("14/2/2020", "14-2-2020"),
        ("会談", "muc"),
        ("", "muc"),
    ],
)
def test_anchors_of_vietnamese_headings(text: str, anchor: str) -> None:
    """The letter đ is kept as d, and a heading without letters has an anchor too."""
    assert slugify(text, "-") == anchor


def test_mkdocs_gives_no_extension_that_makes_markup_of_text() -> None:
    """Attributes, raw Markdown in HTML and the like stay off."""
    config = load_config(str(ROOT / "mkdocs.yml"))

    assert set(config.markdown_extensions) == {
        "toc",
        "tables",
        "fenced_code",
        "generator.render.tables",
    }


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"title": "A", "publisher": "B", "url": "https://c.invalid/d"}, "A"),
        ({"publisher": "B", "url": "https://c.invalid/d"}, "B"),
        ({"url": "https://www.C.invalid:8080/d/e?f#g"}, "c.invalid"),
        ({"url": "http://a:b@c.invalid"}, "c.invalid"),
        ({"url": "https://c.invalid?d@e"}, "c.invalid"),
        ({"url": "https://[::1]/d"}, "[::1]"),
        ({}, ""),
    ],
)
def test_a_source_is_called_by_its_host_where_nobody_named_it(
    told: dict[str, str], name: str
) -> None:
    """A whole address is no name; on paper it stands behind the link anyway."""
    assert Citation.model_validate(told).name == name
