"""The built site as a whole: complete, self-contained, the same through each door."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from tests.conftest import PROJECT, ROOT

LEDGER = "outcomes/index.html"
LOADING = {
    "img": ("src", "srcset"),
    "script": ("src",),
    "link": ("href",),
    "iframe": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "use": ("href", "xlink:href"),
}
"""Elements that make a browser fetch, and the attributes that say what."""


class Parts(HTMLParser):
    """What a page loads, where it leads, and the places in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Gather the attributes that matter."""
        for name, value in attrs:
            if name in LOADING.get(tag, ()) and value:
                self.loads.append(value)
            if tag == "a" and name == "href" and value:
                self.links.append(value)
            if name in {"id", "name"} and value:
                self.places.add(value)


def pages(site: Path) -> dict[str, Parts]:
    """Return every page of *site* by its path, but the one for hosts only."""
    return {
        path.relative_to(site).as_posix(): Parts(path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
        if path.name != "404.html"
    }


def test_addresses_are_where_readers_will_look(built_site: Path) -> None:
    """A partner and a year have a folder each; names are short, plain ASCII."""
    assert (built_site / "partners/bn/2020").is_dir()
    assert (built_site / "partners/au/2023").is_dir()
    for path in built_site.rglob("*"):
        address = path.relative_to(built_site).as_posix()
        assert re.fullmatch(r"[A-Za-z0-9._/-]+", address)
        assert len(address) <= 120
        assert all(len(part) <= 80 for part in address.split("/"))


def test_no_asset_comes_from_elsewhere(built_site: Path) -> None:
    """Not one page loads anything by http(s), and no stylesheet does."""
    for name, parts in pages(built_site).items():
        away = [each for each in parts.loads if re.match(r"(?:https?:)?//", each)]
        assert away == [], name
    for sheet in built_site.rglob("*.css"):
        found = re.findall(
            r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", sheet.read_text()
        )
        assert found == [], sheet.name


def test_every_link_and_anchor_resolves(built_site: Path) -> None:
    """What a reader can click is there, to the very sentence."""
    known = pages(built_site)
    for name, parts in known.items():
        for link in parts.links + parts.loads:
            if re.match(r"[a-z]+:", link):
                continue
            path, fragment = urldefrag(link)
            path = path.partition("?")[0]
            target = (
                os.path.normpath(Path(name).parent / unquote(path)) if path else name
            )
            assert (built_site / target).is_file(), f"{name}: {link}"
            if target == LEDGER and "=" in fragment:
                continue  # what its filter is to show; tests/test_sites.py looks
            if fragment and target in known:
                assert unquote(fragment) in known[target].places, f"{name}: {link}"


def test_every_generated_page_names_its_files(built_site: Path) -> None:
    """A reader who doubts a page can say which file to look at."""
    for name in pages(built_site):
        hand_written = ("guide/", "about", "architecture", "libraries", "threat-model")
        if name.startswith((*hand_written, "MO-TRANG-NAY")):
            continue
        text = (built_site / name).read_text("utf-8")
        # the underscore is written as a character reference
        files = r"(content|site(_|&#95;)config)/"
        assert re.search(rf'class="made-from">[^<]*(<code>)?{files}', text), name


def test_fonts_and_scripts_carry_their_licences() -> None:
    """Whatever is vendored lies whole, beside its licence and its version."""
    assets = ROOT / "site_config/theme/assets"
    for folder in (*assets.glob("fonts/*"), *assets.glob("vendor/*")):
        names = {path.name.lower() for path in folder.rglob("*")}
        assert any("licen" in name for name in names), folder
        assert any("version" in name for name in names), folder


def run(*words: str, root: Path) -> subprocess.CompletedProcess[str]:
    """Run a module of this environment in *root*."""
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )


def files(site: Path) -> dict[str, bytes]:
    """Return every file of *site* with its bytes."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def test_mkdocs_build_makes_the_same_site(built_site: Path) -> None:
    """`mkdocs build --strict` and `briefing build` are two doors to one room."""
    root = built_site.parent
    done = run("mkdocs", "build", "--strict", "--site-dir", "by-mkdocs", root=root)

    assert done.returncode == 0, done.stderr
    assert files(root / "by-mkdocs") == files(built_site)


def test_markdown_is_plain_enough_for_another_renderer(
    built_site: Path, tmp_path: Path
) -> None:
    """Zensical builds what `briefing render` wrote, without our plugin."""
    done = run(
        "generator", "render", "--to", str(tmp_path / "docs"), root=built_site.parent
    )
    assert done.returncode == 0, done.stderr
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Hồ sơ đối tác\n"
        "use_directory_urls: false\n"
        "theme:\n  language: vi\n  font: false\n"
        "markdown_extensions:\n"
        "  - tables\n"
        "  - toc:\n"
        "      slugify: !!python/name:generator.render.addresses.slugify\n",
        encoding="utf-8",
    )
    done = run("zensical", "build", root=tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    ours, theirs = pages(built_site), pages(tmp_path / "site")
    generated = [name for name in ours if name.startswith(("partners/", "timeline"))]
    assert generated
    for name in generated:
        proofs = {
            place
            for place in ours[name].places
            if re.fullmatch(r"[pfsn]\d+|e-.+", place)
        }
        assert proofs <= theirs[name].places, name


@pytest.mark.parametrize("door", ["generator", "mkdocs"])
def test_saved_article_reloads_the_page(tmp_path: Path, door: str) -> None:
    """An editor saves a file and the preview shows it, through either door."""
    root = tmp_path / "project"
    root.mkdir()
    for name in PROJECT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    article = next((root / "content/bn/2020").glob("*.md"))
    port = "8391" if door == "generator" else "8392"
    address = f"127.0.0.1:{port}"
    option = "--address" if door == "generator" else "--dev-addr"
    serving = subprocess.Popen(
        [sys.executable, "-m", door, "serve", option, address],
        cwd=root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        page = f"http://{address}/timeline.html"
        waited_for(page, "Đoàn đại biểu cấp cao Bộ Công an thăm")
        text = article.read_text("utf-8")
        changed = text.replace(
            "name: Đoàn đại biểu cấp cao Bộ Công an thăm", "name: Đoàn VỪA SỬA thăm"
        )
        article.write_text(changed, encoding="utf-8")
        waited_for(page, "Đoàn VỪA SỬA thăm")
        # an editor in the middle of a mistake still has a preview, marked as a draft
        article.write_text(changed.replace("type: talks", "type: tlaks"), "utf-8")
        waited_for(page, "BẢN NHÁP")
    finally:
        serving.send_signal(signal.SIGINT)
        serving.wait(timeout=20)


def waited_for(address: str, words: str) -> None:
    """Ask for *address* until it says *words*; a minute is a failure."""
    until = time.monotonic() + 60
    seen = ""
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 -- loopback
                seen = answer.read().decode()
        except OSError:
            seen = ""
        if words in seen:
            return
        time.sleep(0.3)
    pytest.fail(f"{address} never said {words!r}")
