"""The preview: what it hands out is what a build writes, and never an old page."""

from __future__ import annotations

import gc
import shutil
import threading
import weakref
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast
from wsgiref.util import setup_testing_defaults

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.load import (
    ArticleReader,
    RegisterReader,
    read_article,
    read_disk,
    read_registers,
)
from generator.model.source import SourceFile
from generator.preview import Preview
from tests.projects import ROOT
from tests.test_press import files_of, project_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from mkdocs.config.defaults import MkDocsConfig

    from generator.model.article import Article
    from generator.plugin import BriefingPlugin


def disk_server(
    folder: Path, environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:
    """Hand out the files of *folder*, as MkDocs's server does."""
    path = folder / environ["PATH_INFO"].removeprefix("/")
    if not path.is_file():
        start_response("404 Not Found", [])
        return [b""]
    start_response("200 OK", [])
    return [path.read_bytes()]


def ask(app: WSGIApplication, path: str) -> tuple[str, bytes]:
    """Return status and body of what *app* answers."""
    environ: WSGIEnvironment = {}
    setup_testing_defaults(environ)
    environ["PATH_INFO"] = path
    said: list[str] = []

    def started(status: str, *_: object) -> partial[None]:
        said.append(status)
        return partial(print)

    body = b"".join(app(environ, started))
    return said[-1], body


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return project_of("seeds", tmp_path)


class Serving:
    """A project that is served, without a port."""

    def __init__(self, root: Path, target: Path) -> None:
        self.root, self.target = root, target
        config = self.config()
        self.plugin = cast("BriefingPlugin", config.plugins["briefing"])
        config.plugins.on_startup(command="serve", dirty=False)
        build(config)
        self.app = self.plugin.preview.before(partial(disk_server, target), "/")

    def config(self) -> MkDocsConfig:
        """Return the settings, as MkDocs reads them again at every save."""
        return load_config(str(self.root / "mkdocs.yml"), site_dir=str(self.target))

    def rebuild(self) -> None:
        """Do what MkDocs does after a save that changes more than content."""
        build(self.config())

    def save(self, path: str, text: str | None) -> bool:
        """Let a file be saved, or deleted; tell whether MkDocs had to build."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink() if text is None else file.write_text(text, encoding="utf-8")
        if self.plugin.refresh():
            return False
        self.rebuild()
        return True

    def articles(self) -> dict[str, Article]:
        """Return the articles by id."""
        assert self.plugin.site
        assert self.plugin.site.archive
        return {each.id: each for each in self.plugin.site.archive.articles}

    def uris(self) -> list[str]:
        """Return the uri of every page of ours."""
        assert self.plugin.site
        return [page.uri for page in self.plugin.site.pages]


@pytest.fixture
def serving(project: Path, tmp_path: Path) -> Iterable[Serving]:
    served = Serving(project, tmp_path / "served")
    yield served
    served.plugin.on_startup(command="build", dirty=False)


def test_every_file_is_handed_out_as_a_build_writes_it(
    project: Path, tmp_path: Path
) -> None:
    settings = str(project / "mkdocs.yml")
    stock = load_config(settings, site_dir=str(tmp_path / "stock"))
    stock.plugins.on_startup(command="build", dirty=False)
    build(stock)
    # what only a finished site can say of itself
    last = {"MO-TRANG-NAY.html", "manifest.json", "sbom.cdx.json"}
    wanted = {
        uri: data
        for uri, data in files_of(tmp_path / "stock").items()
        if uri not in last
    }

    serving = Serving(project, tmp_path / "served")
    before = files_of(serving.target)
    assert len(before) < len(wanted), "nothing was left for the preview to make"
    for uri, data in wanted.items():
        assert ask(serving.app, f"/{uri}") == ("200 OK", data), uri


def test_what_is_not_there_is_not_found(serving: Serving) -> None:
    for path in ("/nope.html", "/../secret", "/partners/xx/", "/\x00"):
        status, _ = ask(serving.app, path)
        assert status.startswith("404"), path


def test_a_saved_article_is_read_anew_and_no_other(serving: Serving) -> None:
    [path] = (serving.root / "content/bn/2020").glob("*.md")
    known = serving.articles()
    [code] = [each.id for each in known.values() if each.path.endswith(path.name)]
    page = f"/partners/bn/2020/{code}.html"
    assert "VỪA SỬA" not in ask(serving.app, page)[1].decode()

    text = path.read_text("utf-8")
    path.write_text(text.replace("title: ", "title: VỪA SỬA ", 1), encoding="utf-8")
    serving.rebuild()

    assert "VỪA SỬA" in ask(serving.app, page)[1].decode()
    kept = serving.articles()
    assert [each for each in known if known[each] is not kept[each]] == [code]


def test_after_every_save_all_is_as_a_new_preview_hands_it_out(
    serving: Serving, tmp_path: Path
) -> None:
    """Whoever makes it: ours alone for content, MkDocs for all that it reads."""
    [path] = (serving.root / "content/bn/2020").glob("*.md")
    article = path.relative_to(serving.root).as_posix()
    text, people = path.read_text("utf-8"), "site_config/people.yml"
    known = (serving.root / people).read_text("utf-8")
    about = (serving.root / "docs/about.md").read_text("utf-8")
    settings = (serving.root / "site_config/site.yml").read_text("utf-8")
    other = "---\nid: khac\ntitle: Bài khác\npartners: [bn]\n---\nMột câu.\n"
    wrong = text.replace("quote: từ ngày 13 đến 15-2", "quote: không có", 1)
    saves: list[tuple[str, str | None, bool]] = [
        (article, text.replace("title: ", "title: VỪA SỬA ", 1), False),
        (article, wrong, False),
        ("content/bn/2020/khac.md", other, False),
        (article, None, False),
        (people, known.replace("name: ", "name: Ông ", 1), False),
        (article, text, False),
        ("docs/about.md", f"{about}\nThêm một dòng.\n", True),
        ("site_config/site.yml", settings.replace("  vi: Hồ", "  vi: Bộ hồ", 1), True),
        ("content/bn/2020/khac.md", None, False),
    ]
    others = ["about.html", "guide/editors.html", "data/timeline.js", "nope"]

    def answers(served: Serving) -> dict[str, tuple[str, bytes]]:
        pages = [f"{uri.removesuffix('.md')}.html" for uri in served.uris()]
        return {each: ask(served.app, f"/{each}") for each in [*pages, *others]}

    answers(serving)
    given: list[tuple[str, Path, dict[str, tuple[str, bytes]]]] = []
    for name, content, is_built in saves:
        assert serving.save(name, content) is is_built, name
        copy = tmp_path / f"copy{len(given)}"
        shutil.copytree(serving.root, copy)
        given.append((name, copy, answers(serving)))
    # a process has but one plugin, so what is made anew comes afterwards
    for name, copy, found in given:
        anew = answers(Serving(copy, tmp_path / f"{copy.name}-served"))
        assert found.keys() == anew.keys(), name
        assert [each for each in anew if found[each] != anew[each]] == [], (name, copy)


def test_now_and_then_mkdocs_builds_and_all_else_is_let_go_of(
    serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.plugin.MOST_SAVES", 3)
    [path] = (serving.root / "content/bn/2020").glob("*.md")
    article, text = path.relative_to(serving.root).as_posix(), path.read_text("utf-8")
    built = [serving.save(article, f"{text}\nLần {n}.\n") for n in range(6)]
    assert built == [False, False, True] * 2


def test_only_what_is_new_is_said_in_the_terminal(
    serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    """All the rest stands at the head of every page."""
    [path] = (serving.root / "content/bn/2020").glob("*.md")
    article, text = path.relative_to(serving.root).as_posix(), path.read_text("utf-8")
    caplog.clear()
    serving.save(article, text.replace("quote: từ ngày 13 đến 15-2", "quote: a", 1))
    assert caplog.text.count("quote-not-found") == 1
    caplog.clear()
    serving.save(article, text.replace("quote: từ ngày 13 đến 15-2", "quote: b", 1))
    assert "quote-not-found" not in caplog.text, "it stands where it stood"


def test_a_request_waits_for_the_site_that_is_being_made(serving: Serving) -> None:
    """Between the old folder and the new one nobody is told that a page is gone."""
    preview, answers = serving.plugin.preview, []
    preview.hide()
    asking = threading.Thread(
        target=lambda: answers.append(ask(serving.app, "/timeline.html"))
    )
    asking.start()
    asking.join(0.2)
    assert not answers
    preview.show()
    asking.join(10)
    assert [status for status, _ in answers] == ["200 OK"]


def test_a_page_that_was_swept_away_is_made_of_the_next_site(serving: Serving) -> None:
    """The folder is emptied while the server waits; the request is answered anew."""
    swept: list[bool] = []

    def server(
        environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        if not swept:
            swept.append(True)
            serving.rebuild()
        return disk_server(serving.target, environ, start_response)

    app = serving.plugin.preview.before(server, "/")

    assert ask(app, "/partners/bn/index.html")[0] == "200 OK"


@pytest.mark.parametrize("which", ["page", "data"])
def test_a_disk_that_is_full_is_told_and_tried_again(
    which: str, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    uri = {"page": "partners/bn/index.html", "data": "data/timeline.js"}[which]
    obstacle = (serving.target / uri).parent
    shutil.rmtree(obstacle, ignore_errors=True)
    obstacle.parent.mkdir(exist_ok=True)
    obstacle.write_text("in the way")

    status, _ = ask(serving.app, f"/{uri}")

    assert status.startswith("404")
    assert uri in caplog.text
    obstacle.unlink()
    assert ask(serving.app, f"/{uri}")[0] == "200 OK"


def test_nothing_of_an_old_site_is_kept(serving: Serving) -> None:
    """A preview that is open all day does not grow with every save."""
    assert serving.plugin.house
    old = weakref.ref(serving.plugin.house.env)
    serving.rebuild()
    serving.rebuild()
    gc.collect()

    assert serving.plugin.house
    assert old() is None


def test_nothing_is_made_before_there_is_a_site(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("generator.preview.PATIENCE", 0.01)
    app = Preview(print).before(partial(disk_server, Path("nowhere")), "/")

    assert ask(app, "/index.html")[0].startswith("404")


def test_an_article_is_read_again_only_when_its_text_changes() -> None:
    text = "---\nid: a\ntitle: A\npartners: [bn]\n---\nA\n"
    read = ArticleReader()
    first, other = SourceFile("content/a.md", text), SourceFile("content/b.md", text)
    changed = SourceFile("content/a.md", text.replace("title: A", "title: B"))

    [once] = read([first])
    assert once == read_article(first)
    assert read([other, SourceFile("content/a.md", text)])[1] is once
    assert read([other])[0][0] is not once[0]
    assert read([changed]) == [read_article(changed)]
    assert read([first])[0] is not once, "the old text is not kept for ever"


def test_the_registers_are_read_again_only_when_a_text_changes() -> None:
    sources = read_disk(ROOT).registers
    read = RegisterReader()
    registers, problems = read(sources)
    assert (registers, problems) == read_registers(sources)
    assert read(sources[::-1])[0] is registers
    assert read(sources[1:])[0] is not registers


def test_a_mistake_is_told_on_the_page(serving: Serving) -> None:
    """What is wrong, where and how to mend it, escaped; nothing while all is well."""
    assert b"problems" not in ask(serving.app, "/index.html")[1]
    [path] = (serving.root / "content/bn/2020").glob("*.md")
    text = path.read_text("utf-8")
    broken = text.replace("quote: từ ngày 13 đến 15-2", "quote: <b>&từ ngày</b>", 1)
    path.write_text(broken, encoding="utf-8")

    serving.rebuild()

    page = ask(serving.app, "/index.html")[1].decode()
    assert '<details class="problems"><summary>2 bài: 1 lỗi' in page
    assert f"<code>content/bn/2020/{path.name}:" in page
    assert "[quote-not-found]</b> không tìm thấy" in page
    assert "&lt;b&gt;&amp;từ ngày&lt;/b&gt;" in page
    path.write_text(text, encoding="utf-8")
    serving.rebuild()
    assert b"problems" not in ask(serving.app, "/index.html")[1]
