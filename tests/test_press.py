"""What `briefing build` presses is what MkDocs, Python-Markdown and the theme make."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config

from benchmarks.corpus import make_project
from generator.html import (
    STYLES,
    content_of,
    day_sheet,
    head_of,
    items_of,
    joined_scripts,
    joined_styles,
    parted,
)
from generator.html.frame import Frame, Item, specimen_items
from generator.load import read_disk
from generator.pipeline import make_site
from generator.plugin import build_with_mkdocs
from generator.render.escape import md
from tests.projects import ROOT, SITES, TODAY, lay

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.pipeline import Site


@pytest.fixture(scope="module")
def host() -> markdown.Markdown:
    """Return Python-Markdown with the settings of `mkdocs.yml`."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return markdown.Markdown(
        extensions=config.markdown_extensions, extension_configs=config.mdx_configs
    )


def stock(text: str, host: markdown.Markdown) -> tuple[str, list[tuple[int, str, str]]]:
    """Return what Python-Markdown makes of *text*, links as MkDocs turns them."""

    def flat(tokens: list[dict[str, object]]) -> Iterator[tuple[int, str, str]]:
        for token in tokens:
            yield token["level"], token["id"], token["name"]  # type: ignore[misc]
            yield from flat(token["children"])  # type: ignore[arg-type]

    host.reset()
    html = host.convert(text)
    html = re.sub(r'(<a href=")([^"#:]*)\.md((?:#[^"]*)?")', r"\1\2.html\3", html)
    return html, list(flat(host.toc_tokens))  # type: ignore[attr-defined]


def ours(text: str) -> tuple[str, list[tuple[int, str, str]]] | None:
    """Return what we make of *text*; None where we leave it to Python-Markdown."""
    content = content_of(text)
    if content is None:
        return None
    return content.html, [(h.level, h.anchor, h.name) for h in content.headings]


def project_of(name: str, folder: Path) -> Path:
    """Lay a test site, with what MkDocs wants beside it, below *folder*."""
    root = folder / name
    if name == "seeds":
        for part in ("content", "seeds"):
            lay(ROOT / part, root / part)
    for part in ("mkdocs.yml", "docs", "site_config"):
        lay(ROOT / part, root / part)
    if name == "corpus":
        shutil.rmtree(root)
        make_project(root, 40)
    elif name != "seeds":
        for path in (root / "site_config").glob("*.yml"):
            path.unlink()
        lay(SITES / name, root)
    return root


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def stock_build(root: Path, target: Path, site: Site) -> None:
    """Build *site* as `mkdocs build` does."""
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(target))
    plugin = config.plugins["briefing"]
    plugin.made = site  # type: ignore[attr-defined]
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    plugin.made = None  # type: ignore[attr-defined]


PROJECTS = ["seeds", "corpus", *sorted(each.name for each in SITES.iterdir())]


@pytest.mark.parametrize("name", PROJECTS)
def test_a_build_has_the_bytes_of_mkdocs(name: str, tmp_path: Path) -> None:
    """Every file is there, and each is the same to the byte."""
    root = project_of(name, tmp_path)
    site = make_site(read_disk(root), TODAY, draft=True)
    assert site.pages

    build_with_mkdocs(root, tmp_path / "ours", site, None, lambda _: None)
    stock_build(root, tmp_path / "stock", site)

    made, wanted = files_of(tmp_path / "ours"), files_of(tmp_path / "stock")
    assert made.keys() == wanted.keys()
    assert [uri for uri in made if made[uri] != wanted[uri]] == []


@pytest.mark.parametrize("name", [each for each in PROJECTS if each != "corpus"])
def test_pages_of_ours_are_read(
    name: str, tmp_path: Path, host: markdown.Markdown
) -> None:
    """Python-Markdown has nothing to do for any page, and would do it alike."""
    root = project_of(name, tmp_path)
    left, other = [], []
    for page in make_site(read_disk(root), TODAY, draft=True).pages:
        _, body = parted(page.text)
        made = ours(body)
        if made is None:
            left.append(page.uri)
        elif made != stock(body, host):
            other.append(page.uri)

    assert (left, other) == ([], [])


SIGNS = st.text(
    st.sampled_from("aĐ1 .-*_`[]()<>#|!\"'&;:=~+\\$^{}/@\u00a0"), max_size=30
)
PIECES = st.one_of(
    SIGNS.map(md),
    SIGNS.map(lambda text: f"**{md(text)}**"),
    SIGNS.map(lambda text: f"[{md(text)}](../a/b.md#c)"),
    SIGNS.map(lambda text: f'[{md(text)}](b.md "{md(text)}")'),
    SIGNS.map(lambda text: f'<span class="x">{md(text)}</span>'),
    SIGNS.map(lambda text: f"<code>{md(text)}</code>"),
    st.just("[x](<https://a.vn/b?c=d&e=f>)"),
    SIGNS,
)
LINES = st.lists(PIECES, min_size=1, max_size=4).map(" ".join)
BLOCKS = st.one_of(
    LINES,
    LINES.map(lambda line: f"## {line}"),
    st.lists(LINES, min_size=1, max_size=3).map(
        lambda lines: "\n".join(f"- {line}" for line in lines)
    ),
    LINES.map(lambda line: f"    {line}"),
    LINES.map(lambda line: f"    - {line}"),
    LINES.map(lambda line: f"> {line}\n>\n> {line}"),
    LINES.map(lambda line: f"| {line} | b |\n| --- | ---: |\n| {line} | 1 |"),
    LINES.map(lambda line: f"<div>\n\n{line}\n</div>"),
    st.just("<!-- -->"),
)


@given(st.lists(BLOCKS, min_size=1, max_size=5).map("\n\n".join))
@example("- a\n\n    b\n\n- c")
@example("- a\n    - b\n- c\n\n    - d\n\n        e")
@example("## a\n\n## a\n\n### a 1")
@example("<div>\n<div>\n\na\n</div>\n</div>\n\n- b")
@settings(max_examples=400, deadline=None)
def test_what_is_read_is_read_as_python_markdown_does(text: str) -> None:
    """Any text: the same HTML and headings, or it is left to Python-Markdown."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    host = markdown.Markdown(
        extensions=config.markdown_extensions, extension_configs=config.mdx_configs
    )

    made = ours(text)

    assert made is None or made == stock(text, host)


def test_a_frame_learns_its_lists_from_a_specimen() -> None:
    """What stands before, between and behind headings is put round others."""
    items = specimen_items(1)
    nested = "".join(f"{'+' * item.depth}{item.anchor}={item.name};" for item in items)
    frame = Frame.cut(f"<{nested}><x>", {"content": "<x>"}, items)

    own = (Item(1, "a", "A", 0), Item(2, "b", "B", 1), Item(1, "c", "C", 2))

    assert frame.filled({"content": "?"}, own) == "<+a=A;++b=B;+c=C;>?"


def test_headings_hang_below_the_nearest_higher_one() -> None:
    """As Python-Markdown nests them, levels left out or not."""
    content = content_of("# T\n\n## a\n\n#### b\n\n### c\n\n## d")

    assert content
    assert [each.depth for each in items_of(content.headings)] == [1, 2, 2, 1]


def test_what_a_sheet_names_is_found_from_the_one_sheet() -> None:
    """An address is seen from where it stands now; data, anchors and hosts are left."""
    sheet = (
        "a { src: url(./files/a.woff2) } b { background: url('../../x/b.svg') }\n"
        "c { mask: url(\"data:image/svg+xml,<svg d='url(#x)'/>\") } d { x: url(#y) }\n"
        "@import url(https://example.org/z.css);\n\n"
    )

    joined = joined_styles(
        {"assets/fonts/own/fonts.css": sheet, STYLES: "e { x: url(f) }"}
    )

    assert joined == (
        "a { src: url(../fonts/own/files/a.woff2) }"
        " b { background: url('../x/b.svg') }\n"
        "c { mask: url(\"data:image/svg+xml,<svg d='url(#x)'/>\") } d { x: url(#y) }\n"
        "@import url(https://example.org/z.css);\n"
        "e { x: url(f) }\n"
    )


def test_what_is_said_of_the_day_ends_no_string_and_no_sheet() -> None:
    said = day_sheet({"vi": 'Tính "đến" \\ </style>\n}', "en": "As of 1 May"})

    assert said == (
        'html[lang="vi"] .as-of::after '
        '{ content: " · Tính \\22 đến\\22  \\5c  \\3c /style>\\a }" }\n'
        'html[lang="en"] .as-of::after { content: " · As of 1 May" }\n'
    )


def test_a_head_is_all_that_is_made_of_a_page() -> None:
    def pieces() -> Iterator[str]:
        yield "---\ntitle: "
        yield '"Một --- hai"\n--'
        yield "-\n\n# Một"
        pytest.fail("more was asked for")

    assert head_of(pieces()) == '---\ntitle: "Một --- hai"\n---\n\n# .\n'
    assert head_of(["# .\n"]) == "# .\n"


def test_scripts_stand_in_the_order_of_the_settings() -> None:
    """One after the other, each on lines of its own, whatever they are called."""
    scripts = {"b.js": "(() => 1)(); // b", "a.js": "(() => 2)();\n\n"}

    assert joined_scripts(scripts) == "(() => 1)(); // b\n(() => 2)();\n"
