"""The audit: each thing that must not be in a site is found where it stands."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from generator.html.policy import POLICY
from generator.publish.audit import VETTED, Fault, Finding, audit
from tests.projects import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = (
    '<meta charset="utf-8">'
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
)
PAGE = (
    f'<!doctype html><html lang="vi"><head>{HEAD}<title>t</title>'
    '<link rel="stylesheet" href="assets/a.css"></head><body>{}</body></html>'
)
LINK = '<p><a href="b.html">b</a></p>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a small site in which nothing is wrong."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(PAGE.replace("{}", LINK), "utf-8")
    (tmp_path / "b.html").write_text(PAGE.replace("{}", '<p id="p1">b</p>'), "utf-8")
    (tmp_path / "assets/a.css").write_text("p{background:url(i.svg)}", "utf-8")
    (tmp_path / "assets/i.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', "utf-8"
    )
    (tmp_path / "assets/a.js").write_text(
        '/* https://d3js.org */ const NS = "http://www.w3.org/2000/svg";', "utf-8"
    )
    (tmp_path / "data.js").write_text('take({"url":"https://vnanet.vn/x"})', "utf-8")
    return tmp_path


def faults(found: tuple[Finding, ...]) -> Iterator[tuple[str, str]]:
    return ((each.file, str(each.fault)) for each in found)


def test_nothing_is_wrong_with_what_is_right(site: Path) -> None:
    """Data may name an address, and code a namespace; nobody asks for either."""
    assert audit(site) == ()


BODIES = {
    '<img src="https://x.invalid/a.png" alt="">': Fault.AWAY,
    '<img src="//x.invalid/a.png" alt="">': Fault.AWAY,
    '<img src=" \thttps://x.invalid/a.png" alt="">': Fault.AWAY,
    '<img src="a.svg" srcset="assets/i.svg 1x, https://x.invalid 2x" alt="">': (
        Fault.AWAY
    ),
    '<img src="data:image/svg+xml,x" alt="">': Fault.AWAY,
    '<video src="https://x.invalid/v"></video>': Fault.AWAY,
    '<script src="https://x.invalid/x.js"></script>': Fault.AWAY,
    '<form action="https://x.invalid/"></form>': Fault.AWAY,
    '<a href="b.html" ping="https://x.invalid">x</a>': Fault.AWAY,
    '<svg><use href="https://x.invalid#a"/></svg>': Fault.AWAY,
    "<script>alert(1)</script>": Fault.INLINE_SCRIPT,
    '<script type="module">alert(1)</script>': Fault.INLINE_SCRIPT,
    '<p onclick="x()">x</p>': Fault.INLINE_SCRIPT,
    '<svg onload="x()"></svg>': Fault.INLINE_SCRIPT,
    '<p style="color:red">x</p>': Fault.INLINE_STYLE,
    "<style>p{}</style>": Fault.INLINE_STYLE,
    '<iframe srcdoc="x"></iframe>': Fault.FORBIDDEN_ELEMENT,
    '<object data="x"></object>': Fault.FORBIDDEN_ELEMENT,
    '<embed src="assets/i.svg">': Fault.FORBIDDEN_ELEMENT,
    '<base href="/x/">': Fault.FORBIDDEN_ELEMENT,
    '<a href="javascript:alert(1)">x</a>': Fault.FORBIDDEN_LINK,
    '<a href=" java&#115;cript:alert(1)">x</a>': Fault.FORBIDDEN_LINK,
    '<a href="data:text/html,x">x</a>': Fault.FORBIDDEN_LINK,
    '<a href="file:///etc/passwd">x</a>': Fault.FORBIDDEN_LINK,
    '<a href="nope.html">x</a>': Fault.BROKEN_LINK,
    '<a href="B.html">x</a>': Fault.BROKEN_LINK,
    '<img src="nope.png" alt="">': Fault.BROKEN_LINK,
    '<a href="b.html#p2">x</a>': Fault.BROKEN_PLACE,
    '<a href="#p2">x</a>': Fault.BROKEN_PLACE,
    '<a href="/b.html">x</a>': Fault.ABSOLUTE_ADDRESS,
    '<p id="x">a</p><p id="x">b</p>': Fault.REPEATED_PLACE,
    "<p>a</div>": Fault.NOT_HTML,
    "<p>a &nosuch b</p></section>": Fault.NOT_HTML,
    '<strong class="draft">x</strong>': Fault.DRAFT,
}


@pytest.mark.parametrize(("body", "fault"), BODIES.items())
def test_each_fault_of_a_page_is_found(site: Path, body: str, fault: Fault) -> None:
    """One thing is wrong, and it is told for the page that has it."""
    (site / "b.html").write_text(PAGE.replace("{}", f'<p id="p1">{body}'), "utf-8")

    assert ("b.html", fault) in set(faults(audit(site)))


@pytest.mark.parametrize(
    "body",
    [
        '<a href="https://vnanet.vn/x">x</a>',
        '<a href="mailto:a@b.invalid">x</a>',
        '<a href="index.html?v=1#partner=bn&amp;status=open">x</a>',
        '<script type="application/ld+json">{}</script>',
        '<script src="assets/a.js?v=12345678"></script>',
    ],
)
def test_what_a_page_may_have_is_let_be(site: Path, body: str) -> None:
    """A source is linked to; a filter's choice is no place; data is no script."""
    (site / "b.html").write_text(PAGE.replace("{}", f"<div>{body}</div>"), "utf-8")

    assert audit(site) == ()


def test_a_page_without_the_policy_is_found(site: Path) -> None:
    """A weaker one is none."""
    text = (site / "b.html").read_text("utf-8")
    (site / "b.html").write_text(text.replace("'none'", "*", 1), "utf-8")

    assert list(faults(audit(site))) == [("b.html", "no-policy")]


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("assets/a.css", "p{background:url(https://x.invalid/a)}", Fault.AWAY),
        ("assets/a.css", "@import '//x.invalid/a.css';", Fault.AWAY),
        ("assets/a.css", "p{background:url( 'nope.png' )}", Fault.BROKEN_LINK),
        ("assets/a.js", "fetch('https://x.invalid/')", Fault.AWAY),
        ("assets/a.js", "new WebSocket(`wss://x.invalid`)", Fault.AWAY),
        ("assets/i.svg", "<svg><script>x</script></svg>", Fault.INLINE_SCRIPT),
        ("assets/i.svg", "<svg onload='x'/>", Fault.INLINE_SCRIPT),
        ("assets/i.svg", "<svg><a href='https://x'/></svg>", Fault.AWAY),
        ("assets/i.svg", "<svg", Fault.NOT_SVG),
        ("c.html", PAGE.replace("{}", ""), Fault.ORPHAN),
        ("c.html", "", Fault.NOT_HTML),
    ],
)
def test_each_fault_of_a_file_is_found(
    site: Path, name: str, text: str, fault: Fault
) -> None:
    """In style sheets, code, drawings, and pages to which no way leads."""
    (site / name).write_text(text, "utf-8")

    assert (name, fault) in set(faults(audit(site)))


def test_a_page_that_leads_on_may_stand_alone(site: Path) -> None:
    """It is for who has the old address; so may what the caller names."""
    moved = PAGE.replace(
        "<title>", '<meta http-equiv="refresh" content="0; url=b.html"><title>'
    )
    (site / "old.html").write_text(moved.replace("{}", ""), "utf-8")
    (site / "open.html").write_text(PAGE.replace("{}", ""), "utf-8")

    assert audit(site, roots=["open.html"]) == ()
    gone = moved.replace("b.html", "https://x.invalid/")
    (site / "old.html").write_text(gone.replace("{}", ""), "utf-8")
    assert ("old.html", "forbidden-link") in set(
        faults(audit(site, roots=["open.html"]))
    )


def test_a_link_on_the_disk_is_found(site: Path) -> None:
    """Whatever it leads to."""
    (site / "assets/link.css").symlink_to("a.css")

    assert list(faults(audit(site))) == [("assets/link.css", "not-a-file")]


def docx(words: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>{words}</w:t>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("b.html", PAGE.replace("{}", "<p>mật &amp; kín</p>").encode()),
        ("b.html", PAGE.replace("{}", "<p>m<b>ật</b> &#38; kín</p>").encode()),
        ("b.html", PAGE.replace("{}", '<p title="mật &amp; kín">x</p>').encode()),
        ("data.js", 'take("m\\u1eadt & kín")'.encode()),
        ("a.docx", docx("mật &amp; kín")),
        ("data.json", '{"a": "mật & kín"}'.encode()),
    ],
)
def test_words_that_nobody_may_see_are_found(
    site: Path, name: str, data: bytes
) -> None:
    """However they are written down."""
    (site / name).write_bytes(data)

    found = audit(site, restricted=["mật & kín"], private=["/home/somebody"])
    assert (name, "restricted") in set(faults(found))
    assert "private" not in {fault for _, fault in faults(found)}


def test_the_machine_that_builds_is_not_told(site: Path) -> None:
    """Nor by the name of a file."""
    (site / "assets/a.js").write_text("// made in /home/somebody/x", "utf-8")

    found = audit(site, private=["/home/somebody"])
    assert list(faults(found)) == [("assets/a.js", "private")]


def test_the_project_itself_passes(built_site: Path) -> None:
    """What a build makes, the audit lets pass; and it did look at every page."""
    assert audit(built_site, roots=["MO-TRANG-NAY.html"]) == ()
    broken = built_site / "about.html"
    kept = broken.read_bytes()
    broken.write_bytes(kept.replace(b"</main>", b"<script>x</script></main>"))
    try:
        found = audit(built_site, roots=["MO-TRANG-NAY.html"])
    finally:
        broken.write_bytes(kept)
    assert list(faults(found)) == [("about.html", "inline-script")]


def test_only_the_script_that_was_looked_at_is_vetted(built_site: Path) -> None:
    """A new version of the theme's script asks a person to look at it again."""
    [bundle] = (built_site / "assets/javascripts").glob("bundle.*.js")
    kept = bundle.read_bytes()
    bundle.write_bytes(kept + b"//")
    try:
        found = audit(built_site, roots=["MO-TRANG-NAY.html"])
    finally:
        bundle.write_bytes(kept)
    assert {str(each.fault) for each in found} == {"away"}
    assert len(VETTED) == 1
    assert (ROOT / "generator/publish/audit.py").is_file()
