"""
Broken projects, beyond broken articles: each is told, none ends in a traceback.

What is wrong with articles and registers is in `tests/cases`; here stand settings,
hand-written pages, the looks, names of files, and what lies where something else
should. For each: a clear word, an exit code, and the old site as it was.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.projects import SITES, briefing, lay, lay_host

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLD = "bản cũ còn nguyên"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a small sound project with an older site."""
    root = tmp_path / "project"
    for part in ("content", "site_config"):
        lay(SITES / "vietnamese" / part, root / part)
    lay_host(root)
    (root / "site").mkdir()
    (root / "site/old.html").write_text(OLD, "utf-8")
    return root


def settings(old: str, new: str) -> Callable[[Path], None]:
    def work(root: Path) -> None:
        path = root / "mkdocs.yml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return work


def file(name: str, data: bytes) -> Callable[[Path], None]:
    def work(root: Path) -> None:
        path = root / name
        if path.is_dir():
            for each in sorted(path.rglob("*"), reverse=True):
                each.rmdir() if each.is_dir() else each.unlink()
            path.rmdir()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    return work


def folder(name: str) -> Callable[[Path], None]:
    def work(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        (root / name).mkdir(parents=True)

    return work


def link(name: str, to: str) -> Callable[[Path], None]:
    def work(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to(to)

    return work


REFUSED: dict[str, Callable[[Path], None]] = {
    # settings
    "settings are empty": file("mkdocs.yml", b""),
    "settings are no YAML": file("mkdocs.yml", b"a: [b\n"),
    "settings are binary": file("mkdocs.yml", b"\xff\xfe\0\0"),
    "settings are a list": file("mkdocs.yml", b"- a\n- b\n"),
    "settings are a text": file("mkdocs.yml", b"just words\n"),
    "settings are a folder": folder("mkdocs.yml"),
    "settings name a plugin that is not there": settings(
        "  - briefing", "  - briefing\n  - nope"
    ),
    "settings leave our plugin out": settings("  - briefing", "  - search"),
    "settings name a theme that is not there": settings("name: material", "name: nope"),
    "settings have another theme": settings("name: material", "name: mkdocs"),
    "settings name a folder of pages that is not there": settings(
        "docs_dir: docs", "docs_dir: nope"
    ),
    "settings name the looks elsewhere": settings(
        "custom_dir: site_config/theme", "custom_dir: nope"
    ),
    "settings name a hook that is not there": settings(
        "plugins:", "hooks: [nope.py]\nplugins:"
    ),
    "settings ask for something unknown of the plugin": settings(
        "  - briefing", "  - briefing: {draft: maybe}"
    ),
    "settings name an extension that is not there": settings(
        "markdown_extensions:", "markdown_extensions:\n  - nope"
    ),
    "settings name a page that is not there": settings(
        "nav:", "nav:\n  - Nope: nope.md"
    ),
    "settings load a script from elsewhere": settings(
        "extra_javascript:", "extra_javascript:\n  - https://x.invalid/a.js"
    ),
    "settings load a style from elsewhere": settings(
        "extra_css:", "extra_css:\n  - https://x.invalid/a.css"
    ),
    # hand-written pages
    "a page is not UTF-8": file("docs/about.md", "Giới thiệu".encode("utf-16")),
    "a page leads nowhere": file("docs/about.md", b"# A\n\n[x](nope.md)\n"),
    "a page leads to no place": file("docs/about.md", b"# A\n\n[x](index.md#nope)\n"),
    "a page leads out": file("docs/about.md", b"# A\n\n[x](../../etc/passwd)\n"),
    "a page loads a picture from elsewhere": file(
        "docs/about.md", b"# A\n\n![x](https://x.invalid/a.png)\n"
    ),
    "a page is a link out of the project": link("docs/about.md", "/etc/hostname"),
    "a page is a link that leads nowhere": link("docs/more.md", "nope"),
    "a page is a link to itself": link("docs/more.md", "more.md"),
    "a page is a link inside": link("docs/more.md", "about.md"),
    "a picture is a link out of the project": link("docs/a.png", "/etc/hostname"),
    "a page that nothing leads to": file("docs/lonely.md", b"# A\n"),
    # looks
    "a template is broken": file("site_config/theme/main.html", b"{% if %}"),
    "a template is not UTF-8": file("site_config/theme/main.html", b"\xff\xfe"),
    "a template names what is not there": file(
        "site_config/theme/main.html", b'{% extends "nope.html" %}'
    ),
    "a template lets go of the policy": file(
        "site_config/theme/main.html",
        b'{% extends "base.html" %}{% block site_meta %}<meta charset="utf-8">'
        b"{% endblock %}",
    ),
    "a template has a script": file(
        "site_config/theme/main.html",
        b'{% extends "base.html" %}{% block extrahead %}<script>x</script>'
        b"{% endblock %}",
    ),
    "a style sheet asks elsewhere": file(
        "site_config/theme/assets/css/home.css", b"@import 'https://x.invalid/a.css';"
    ),
    "a script asks elsewhere": file(
        "site_config/theme/assets/js/ledger.js", b"fetch('https://x.invalid/')"
    ),
    "a drawing has a script": file(
        "site_config/theme/assets/images/favicon.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>',
    ),
    "the looks are a link": link("site_config/theme/assets/js/x.js", "/etc/hostname"),
    # names, and one thing in the place of another
    "content is a file": file("content", b"x"),
    "a register is a folder": folder("site_config/nothing.yml"),
    "a snapshot is a folder": folder("snapshots/2020-01-01.json"),
    "the site's own register is a folder": folder("site_config/site.yml"),
    "the folder of registers is a file": file("site_config", b"x"),
    "an article is a link to a device": link("content/dev.md", "/dev/zero"),
    "a register is a link to a device": link("site_config/terms.yml", "/dev/zero"),
    "a snapshot is broken": file("snapshots/2020-01-01.json", b"{"),
    "a snapshot is binary": file("snapshots/2020-01-01.json", b"\0\xff\0"),
    "a snapshot is a link": link("snapshots/2020-01-01.json", "/etc/hostname"),
    "a snapshot nests without end": file("snapshots/2020-01-01.json", b"[" * 200_000),
    "an article is all fences": file("content/x.md", b"---\n" * 1000),
    "an article nests without end": file(
        "content/x.md", b"---\nid: " + b"[" * 50_000 + b"\n---\n\nx\n"
    ),
    "an article has a field of two megabytes": file(
        "content/x.md", b"---\nid: " + b"a" * 2_000_000 + b"\n---\n\nx\n"
    ),
    "an article has ten thousand fields": file(
        "content/x.md",
        b"---\n" + b"".join(b"a%d: b\n" % n for n in range(10_000)) + b"---\n\nx\n",
    ),
    "a register refers to itself without end": file(
        "site_config/topics.yml", b"a: &a [*a]\n"
    ),
    "a register doubles again and again": file(
        "site_config/topics.yml",
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
    ),
}
"""What it is, and what is done to a sound project."""


@pytest.mark.parametrize("name", REFUSED)
def test_a_broken_project_is_refused_in_words(project: Path, name: str) -> None:
    """Exit code 1, a word on standard error, no traceback, the old site as it was."""
    REFUSED[name](project)

    result = briefing("build", project)

    assert result.exit_code == 1, result.output
    assert len(result.stderr.strip()) > 20
    assert "Traceback" not in result.output
    assert "root:x:" not in result.output, "nothing from outside is shown"
    old = project / "site/old.html"
    assert old.read_text("utf-8") == OLD
    assert [each.name for each in (project / "site").iterdir()] == ["old.html"]
    assert [p.name for p in project.iterdir() if p.name.startswith(".")] == []


HARMLESS: dict[str, Callable[[Path], None]] = {
    "a page has markup that would run": file(
        "docs/about.md",
        b"# A\n\n<script>alert(1)</script>\n\n<p onclick='x'>word</p>\n\n"
        b"<a href='javascript:x'>b</a>\n",
    ),
    "a page has a broken head": file("docs/about.md", b"---\na: [b\n---\n\n# A\n"),
    "a page asks for another template": file(
        "docs/about.md", b"---\ntemplate: nope.html\nhide: [navigation]\n---\n\n# A\n"
    ),
    "a page begins with a mark": file("docs/about.md", b"\xef\xbb\xbf# A\n"),
    "a page is empty": file("docs/about.md", b""),
    "names have spaces, accents and capitals": file(
        "content/B\xc3\xa0i c\xc5\xa9.md".encode("latin-1").decode("latin-1")
        if os.name == "nt"
        else "content/Bài CŨ.txt",
        b"x",
    ),
    "an editor's own files lie about": file("content/.~lock.a.md#", b"x"),
    "a folder is called like a page": folder("docs/folder.md"),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_harms_nobody_is_built_without_it(project: Path, name: str) -> None:
    """The site is there, passes its audit, and nothing hostile is in it."""
    HARMLESS[name](project)

    result = briefing("build", project)

    if result.exit_code:  # told and refused is as good
        assert "Traceback" not in result.output
        assert (project / "site/old.html").is_file()
        return
    for page in (project / "site").rglob("*.html"):
        text = page.read_text("utf-8")
        assert "alert(1)</script>" not in text
        assert "onclick" not in text
        assert "javascript:" not in text


@pytest.mark.parametrize("epoch", ["-1", "x", "", "9" * 30, "1e9", "0"])
def test_a_strange_day_is_no_traceback(
    project: Path, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    """What `SOURCE_DATE_EPOCH` may hold by mistake."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    result = briefing("check", project)

    assert "Traceback" not in result.output
    assert result.exit_code in {0, 1}
