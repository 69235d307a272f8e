"""The terminal: what each command does to the disk, says, and returns."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from generator.commands import main
from generator.commands.terminal import FORMATS
from generator.model.article import Annotation
from generator.model.registers import REGISTERS
from generator.words import LANGUAGES, catalogue
from tests.projects import CASES, ROOT, SITES, briefing, lay

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

COMMANDS = {
    "advisories",
    "audit",
    "build",
    "check",
    "explain",
    "find",
    "import",
    "fmt",
    "mv",
    "new",
    "pack",
    "release",
    "query",
    "render",
    "review",
    "rollback",
    "schema",
    "serve",
    "snapshot",
    "verify",
    "zip",
}


def make_project(root: Path) -> Path:
    """Lay out the invented Vietnamese project, with the looks of the real one."""
    for part in ("content", "site_config"):
        lay(SITES / "vietnamese" / part, root / part)
    lay(ROOT / "site_config" / "theme", root / "site_config" / "theme")
    lay(ROOT / "docs", root / "docs")
    lay(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    return root


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a small sound project of its own for each test."""
    return make_project(tmp_path / "project")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Result]]:
    """Build the project once; tests that read it leave it as it is."""
    root = make_project(tmp_path_factory.mktemp("built") / "project")
    result = briefing("build", root)
    before = files_of(root)
    yield root, result
    left = {path: data for path, data in files_of(root).items() if "dist/" not in path}
    assert left == before, "a test has changed what others read"


def break_one(root: Path) -> None:
    """Change one letter of a quote, so that its article cannot be published."""
    path = root / "content" / "2021" / "hai-nuoc.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("quote: ba bên họp", "quote: ba bên hop"), "utf-8")


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# every command


def test_the_commands_are_those_that_are_documented() -> None:
    """A command is added here, in the guide and in the catalogues, or not at all."""
    assert set(main.commands) == COMMANDS


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_speaks_both_languages(command: str) -> None:
    """Help is asked for before a language is known."""
    said = " ".join(briefing(command, "--help").output.split())

    for language in ("vi", "en"):
        assert catalogue(language).say(f"command.{command}") in said


def test_version_is_that_of_the_package() -> None:
    """An administrator can say which version runs."""
    assert re.search(r"\d+\.\d+\.\d+", briefing("--version").output)


@pytest.mark.parametrize(
    ("arguments", "key", "values"),
    [
        (["chekc"], "command", {"value": "chekc"}),
        (["khong-co"], "command", {"value": "khong-co"}),
        (["check", "--foo"], "option", {"value": "--foo"}),
        (["render", "."], "missing", {"name": "--to"}),
        (["check", "--lang"], "no_value", {"name": "--lang"}),
        (["check", "--lang", "fr"], "choice", {"name": "--lang", "known": "vi, en"}),
        (
            ["check", "--format", "xml"],
            "choice",
            {"name": "--format", "known": ", ".join(FORMATS)},
        ),
        (["build", "--as-of", "14/2/2020"], "day", {"name": "--as-of"}),
        (["pack", "bn", "--since", "0"], "number", {"name": "--since", "least": 1}),
        (["check", "khong-co"], "folder", {"name": "ROOT"}),
        (["new", "--from", "khong-co"], "file", {"name": "--from"}),
        (["check", ".", "b"], "rest", {"reason": ""}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistyped_command_is_a_usage_error(
    arguments: list[str], key: str, values: dict[str, object]
) -> None:
    """It exits with 2, says what is wrong in each language, and does nothing."""
    result = briefing(*arguments)

    assert result.exit_code == 2
    assert "Usage" in result.stderr or key == "no_value"
    for language in LANGUAGES:
        assert catalogue(language).say(f"mistyped.{key}", **values) in result.stderr


def test_what_was_meant_is_said() -> None:
    """A slip of the finger is no riddle."""
    result = briefing("chekc")

    assert "có phải ý bạn là `check`?" in result.stderr
    assert "did you mean `check`?" in result.stderr


def test_what_new_wants_is_said_once_in_each_language() -> None:
    """It has no option that is always wanted, so it says itself what it wants."""
    result = briefing("new", "ten")
    said = result.stderr

    assert result.exit_code == 2
    assert "Usage" in said
    for language in LANGUAGES:
        assert said.count(catalogue(language).say("terminal.new_wants")) == 1


def test_new_leaves_nothing_half_written_on_a_full_disk(project: Path) -> None:
    """Who makes room and asks again finds no file in the way."""
    words = ["new", "x", "--partner", "fj", "--date", "2020-02-14", str(project)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.full_disk", "100", *words],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(project.rglob("*-x.md"))
    assert briefing(*words).exit_code == 0


@pytest.mark.parametrize("written", ["14/2/2020", "14-02-2020"])
def test_new_says_how_a_day_is_written(project: Path, written: str) -> None:
    """As the check says it of an article."""
    result = briefing("new", "x", "--partner", "fj", "--date", written, project)

    assert result.exit_code == 1
    assert "`2020-02-14`" in result.stderr
    assert catalogue("vi").say("diagnostic.not-a-date.help") in result.stderr


# check


def test_check_of_a_sound_project(project: Path) -> None:
    """It says how much was read, on standard error, and nothing else."""
    before = files_of(project)

    result = briefing("check", project)

    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "3 bài: 0 lỗi, 0 cảnh báo\n"
    assert files_of(project) == before, "check writes nothing"


@pytest.mark.parametrize("form", ["text", "line", "json", "github", "gitlab"])
def test_check_tells_problems_in_each_form(project: Path, form: str) -> None:
    """Problems go to standard output in one form; the summary does not disturb it."""
    break_one(project)

    result = briefing("check", "--format", form, project)

    assert result.exit_code == 1
    assert result.stderr == "3 bài: 1 lỗi, 0 cảnh báo\n"
    told = result.stdout
    if form == "text":
        assert "\nlỗi[quote-not-found]: " in f"\n{told}"
        assert "^^^" in told
    elif form == "line":
        assert re.fullmatch(r"content/2021/hai-nuoc\.md:\d+:\d+: error\[.+\n", told)
    elif form == "json":
        codes = [problem["code"] for problem in json.loads(told)]
        assert codes == ["quote-not-found"]
    elif form == "gitlab":
        [told_once] = json.loads(told)
        assert told_once["check_name"] == "quote-not-found"
        assert told_once["location"]["path"] == "content/2021/hai-nuoc.md"
        assert told_once["location"]["lines"]["begin"] > 1
        assert re.fullmatch(r"[0-9a-f]{64}", told_once["fingerprint"])
        assert told_once["severity"] == "major"
    else:
        assert all(line.startswith("::error file=") for line in told.splitlines())


def test_json_of_a_sound_project_is_an_empty_list(project: Path) -> None:
    """A program that reads the report always gets JSON."""
    assert json.loads(briefing("check", "--format", "json", project).stdout) == []


@pytest.mark.parametrize("form", ["text", "line", "json", "github", "gitlab"])
def test_check_speaks_english_when_asked(project: Path, form: str) -> None:
    """No Vietnamese word of ours is left in an English report."""
    break_one(project)

    result = briefing("check", "--lang", "en", "--format", form, project)

    assert "not found in the printed text" in result.stdout
    assert "không tìm thấy" not in result.output
    assert result.stderr.startswith("3 articles: 1 error")


def test_watch_checks_again_when_a_file_is_saved(project: Path) -> None:
    """What was mended is not told any more, and Ctrl+C ends it quietly."""
    path = project / "content" / "2021" / "hai-nuoc.md"
    sound = path.read_bytes()
    command = [sys.executable, "-m", "generator", "check", "--watch", str(project)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment
    )
    assert process.stderr

    def summary() -> str:
        told = process.stderr.readline().decode()  # type: ignore[union-attr]
        assert process.stderr
        waiting = process.stderr.readline().decode()
        assert "Ctrl+C" in waiting
        return told

    def wait_for(wanted: str) -> None:
        while summary() != wanted:  # it may see a file before it is whole
            pass

    guard = threading.Timer(60, process.kill)
    guard.start()
    wait_for("3 bài: 0 lỗi, 0 cảnh báo\n")
    break_one(project)
    wait_for("3 bài: 1 lỗi, 0 cảnh báo\n")
    path.write_bytes(sound)
    wait_for("3 bài: 0 lỗi, 0 cảnh báo\n")
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    guard.cancel()


def test_a_code_is_explained(project: Path) -> None:
    said = briefing("explain", "quote-not-found", ROOT)

    assert said.exit_code == 0
    assert "không tìm thấy trong nguyên văn" in said.output
    assert said.output.count("\n\n") >= 1, "the guide has more to say"
    assert briefing("explain", "quote-not-found", project).exit_code == 0


def test_an_unknown_code_is_told_with_those_that_are_like_it(project: Path) -> None:
    said = briefing("explain", "qoute-not-found", project)

    assert said.exit_code == 1
    assert "quote-not-found" in said.output


def test_strict_counts_warnings(project: Path) -> None:
    """A foreign file is a warning: it stops nothing, but for who asks for it."""
    (project / "content" / "anh.jpg").write_bytes(b"\xff\xd8")

    assert briefing("check", project).exit_code == 0
    assert briefing("check", "--strict", project).exit_code == 1


def test_check_needs_no_mkdocs(tmp_path: Path) -> None:
    """A folder with `content/` and `site_config/` is enough to check."""
    lay(SITES / "english" / "content", tmp_path / "content")
    lay(SITES / "english" / "site_config", tmp_path / "site_config")

    result = briefing("check", tmp_path)

    assert (result.exit_code, result.output) == (
        0,
        "2 articles: 0 errors, 0 warnings\n",
    )


# build


def test_build_makes_the_site(built: tuple[Path, Result]) -> None:
    """Every page is there as HTML, and nothing half-made lies beside it."""
    root, result = built

    assert result.exit_code == 0, result.output
    expected = SITES / "vietnamese" / "expected"
    for page in expected.rglob("*.md"):
        html = root / "site" / page.relative_to(expected).with_suffix(".html")
        assert html.is_file()
    assert [p.name for p in root.iterdir() if p.name.startswith(".")] == [".cache"]
    draft = catalogue("vi").say("draft.banner", count=0).partition("0")[0]
    for path in (root / "site").rglob("*.html"):
        assert draft not in path.read_text(encoding="utf-8")


def test_build_says_what_it_made(built: tuple[Path, Result]) -> None:
    """The last line counts the pages and names the folder."""
    root, result = built
    pages = len(list((SITES / "vietnamese" / "expected").rglob("*.md")))

    assert result.stdout == f"Đã dựng {pages} trang vào {root / 'site'}\n"


def test_a_redirect_leads_from_the_old_address(built: tuple[Path, Result]) -> None:
    """Who kept an old link comes to the article, also without scripts."""
    root, _ = built
    old = root / "site" / "partners" / "fj" / "2020" / "ten-cu.html"

    text = old.read_text(encoding="utf-8")
    [target] = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', text)
    assert (old.parent / target).resolve() == (
        root / "site" / "partners" / "fj" / "2020" / "tham-fiji.html"
    )


def test_build_refuses_while_an_error_stands(project: Path) -> None:
    """The old site stays as it was, to the byte; the errors are told."""
    lay(CASES / "empty.md", project / "content" / "bad.md")
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("bản cũ", encoding="utf-8")
    before = files_of(project)

    result = briefing("build", project)

    assert result.exit_code == 1
    assert "lỗi[empty-file]" in result.stderr
    assert catalogue("vi").say("terminal.refused") in result.stderr
    assert result.stdout == ""
    assert files_of(project) == before


def test_build_refuses_what_is_no_project(tmp_path: Path) -> None:
    """Without an mkdocs.yml it says so and makes nothing."""
    result = briefing("build", tmp_path, "--lang", "en")

    assert result.exit_code == 1
    assert "it has no mkdocs.yml" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_failing_host_leaves_the_old_site(project: Path) -> None:
    """What MkDocs cannot build is told in its words, and nothing is replaced."""
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("bản cũ", encoding="utf-8")
    mkdocs = project / "mkdocs.yml"
    text = mkdocs.read_text(encoding="utf-8")
    mkdocs.write_text(text + "\nsai_ten: 1\nnav: 5\n", encoding="utf-8")
    before = files_of(project)

    result = briefing("build", project)

    assert result.exit_code == 1
    assert "MkDocs không dựng được trang" in result.stderr
    assert files_of(project) == before


def test_a_draft_is_marked_on_every_page(project: Path) -> None:
    """What is sound is built; each page says that it is not for release."""
    lay(CASES / "empty.md", project / "content" / "bad.md")
    (project / "site").mkdir()
    (project / "site" / "old.html").write_text("bản cũ", encoding="utf-8")

    result = briefing("build", "--draft", project)

    assert result.exit_code == 0, result.output
    assert "lỗi[empty-file]" in result.stderr
    banner = catalogue("vi").say("draft.banner", count=1)
    others = {"404.html", "MO-TRANG-NAY.html"}
    pages = [p for p in (project / "site").rglob("*.html") if p.name not in others]
    assert len(pages) > 10
    for page in pages:
        assert banner in page.read_text(encoding="utf-8"), page
    assert not (project / "site" / "old.html").exists()


# render


def test_render_writes_the_pages_and_the_prose(project: Path, tmp_path: Path) -> None:
    """The Markdown of every page, and beside it what people wrote in `docs/`."""
    target = tmp_path / "out"

    result = briefing("render", project, "--to", target)

    assert result.exit_code == 0, result.output
    made = files_of(target)
    for name, data in files_of(SITES / "vietnamese" / "expected").items():
        assert made.pop(name) == data
    assert made.pop(".briefing") == b""
    exports = r"(feeds|calendar|timelines|data)/.*\.(json|csv|xml|ics|mw|sqlite)"
    for name in [name for name in made if re.fullmatch(exports, name)]:
        made.pop(name)
    paper = {name for name in made if name.endswith((".pdf", ".docx"))}
    assert len(paper) == 6, "a pack of each partner, as its page offers them"
    for name in paper:
        made.pop(name)
    assert made.pop("search/words.js").startswith(b"briefingSearch.take(")
    assert made.pop("search/0.js").startswith(b"briefingSearch.take(")
    assert made == files_of(ROOT / "docs")


def test_render_replaces_what_it_wrote(project: Path, tmp_path: Path) -> None:
    """A second time leaves no page of the first one behind."""
    target = tmp_path / "out"
    briefing("render", project, "--to", target)
    first = files_of(target)
    (target / "stray.md").write_text("x", encoding="utf-8")

    result = briefing("render", project, "--to", target)

    assert result.exit_code == 0
    assert files_of(target) == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "project"]


@pytest.mark.parametrize("command", ["render", "schema"])
def test_a_foreign_folder_is_never_replaced(
    project: Path, tmp_path: Path, command: str
) -> None:
    """Whatever somebody else keeps there stays as it is."""
    target = tmp_path / "thesis"
    target.mkdir()
    (target / "chapter.md").write_text("mười năm", encoding="utf-8")

    result = briefing(command, project, "--to", target)

    assert result.exit_code == 1
    assert catalogue("vi").say("terminal.not_empty", folder=target) in result.stderr
    assert files_of(target) == {"chapter.md": "mười năm".encode()}


def test_render_refuses_while_an_error_stands(project: Path, tmp_path: Path) -> None:
    """Nothing is written, unless a draft is asked for."""
    lay(CASES / "empty.md", project / "content" / "bad.md")
    target = tmp_path / "out"

    refused = briefing("render", project, "--to", target)
    assert refused.exit_code == 1
    assert not target.exists()

    draft = briefing("render", project, "--to", target, "--draft", "--lang", "en")
    assert draft.exit_code == 0
    assert "error[empty-file]" in draft.stderr
    assert (target / "timeline.md").is_file()


@pytest.mark.parametrize("command", ["render", "schema"])
def test_a_place_that_cannot_be_written_is_told(
    project: Path, tmp_path: Path, command: str
) -> None:
    """A file where a folder is wanted ends in a message, not in a traceback."""
    (tmp_path / "file").write_text("x", encoding="utf-8")

    result = briefing(command, project, "--to", tmp_path / "file" / "out")

    assert result.exit_code == 1
    assert "không ghi được" in result.stderr


# zip

ZIP = "ho-so-thu-2026-11-22-uncommitted.zip"
"""The project of these tests lies in no git."""


def test_zip_is_the_same_on_any_day(built: tuple[Path, Result]) -> None:
    """Two runs make the same bytes, whatever the files' times are."""
    root, _ = built

    first = briefing("zip", root)
    data = (root / "dist" / ZIP).read_bytes()
    for path in (root / "site").rglob("*"):
        path.touch()
    second = briefing("zip", root)

    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert (root / "dist" / ZIP).read_bytes() == data
    assert [path.name for path in (root / "dist").iterdir()] == [ZIP]


def test_zip_opens_anywhere(built: tuple[Path, Result]) -> None:
    """One folder on top; names in ASCII, none absolute; every file of the site."""
    root, _ = built
    briefing("zip", root)

    with zipfile.ZipFile(root / "dist" / ZIP) as archive:
        assert archive.testzip() is None
        entries = archive.infolist()
    names = [entry.filename for entry in entries]
    assert names == sorted(names)
    for name in names:
        assert name.startswith("ho-so-thu/")
        assert name.isascii()
        assert ".." not in name.split("/")
        assert not re.search(r"[\\:*?\"<>|]", name)
        assert len(name) <= 120
    inside = {name.removeprefix("ho-so-thu/") for name in names}
    assert inside == set(files_of(root / "site"))
    assert {entry.date_time for entry in entries} == {(2026, 11, 22, 0, 0, 0)}


def test_zip_packs_only_what_was_built(project: Path) -> None:
    """Before the first build it says what to do, and makes nothing."""
    result = briefing("zip", project)

    assert result.exit_code == 1
    assert "briefing build" in result.stderr
    assert not (project / "dist").exists()


def test_a_zip_that_cannot_be_written_is_told(project: Path) -> None:
    """A file where the folder is wanted ends in a message, not in a traceback."""
    briefing("build", project)
    (project / "dist").write_text("x", encoding="utf-8")

    result = briefing("zip", project)

    assert result.exit_code == 1
    assert "không ghi được" in result.stderr


# new


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (["hoi-dam", "--partner", "fj"], "fj/undated/hoi-dam.md"),
        (
            ["hoi-dam", "--partner", "fj", "--date", "2022-05-06"],
            "fj/2022/2022-05-06-hoi-dam.md",
        ),
        (
            ["hoi-dam", "--partner", "mt", "--date", "2022-05"],
            "mt/2022/2022-05-hoi-dam.md",
        ),
        (
            ["hoi-dam", "--partner", "mt", "--date", "2022-05-06/2022-05-08"],
            "mt/2022/2022-05-06-hoi-dam.md",
        ),
        (["hoi-dam", "--partner", "mt", "--date", "2022~"], "mt/2022/2022-hoi-dam.md"),
        (["le", "--partner", "mt", "--date", "XXXX-09-02"], "mt/undated/le.md"),
    ],
)
def test_new_makes_a_skeleton_in_its_place(
    project: Path, arguments: list[str], path: str
) -> None:
    """The file says what is to be filled in, and is named in the answer."""
    result = briefing("new", *arguments, project)

    made = project / "content" / path
    assert result.exit_code == 0, result.output
    assert str(made) in result.stdout
    text = made.read_text(encoding="utf-8")
    assert f"id: {made.stem}\n" in text
    assert f"partners: [{arguments[2]}]\n" in text


def test_new_never_writes_over_a_file(project: Path) -> None:
    """A second time says that the file is there and leaves it."""
    briefing("new", "hoi-dam", "--partner", "fj", project)
    made = project / "content" / "fj" / "undated" / "hoi-dam.md"
    made.write_text("việc của cả buổi sáng", encoding="utf-8")

    result = briefing("new", "hoi-dam", "--partner", "fj", project)

    assert result.exit_code == 1
    assert catalogue("vi").say("terminal.exists", file=made) in result.stderr
    assert made.read_text(encoding="utf-8") == "việc của cả buổi sáng"


@pytest.mark.parametrize(
    "arguments",
    [
        ["hoi-dam", "--partner", "xx"],
        ["hoi-dam", "--partner", "../.."],
        ["Hội đàm", "--partner", "fj"],
        ["../../evil", "--partner", "fj"],
        ["con", "--partner", "fj"],
        ["rat-" * 20 + "dai", "--partner", "fj"],
        ["hoi-dam", "--partner", "fj", "--date", "6/5/2022"],
        ["hoi-dam", "--partner", "fj", "--date", "2022-02-30"],
        ["hoi-dam", "--partner", "fj", "--date", "../.."],
    ],
    ids=lambda arguments: " ".join(arguments)[:40],
)
def test_new_refuses_what_cannot_be_a_file(project: Path, arguments: list[str]) -> None:
    """A wrong code, name or date makes nothing, inside the project or outside."""
    before = files_of(project.parent)

    result = briefing("new", *arguments, project)

    assert result.exit_code == 1
    assert result.stderr.strip()
    assert files_of(project.parent) == before


def test_an_unfilled_skeleton_is_refused_with_what_is_missing(project: Path) -> None:
    """`check` says clearly what a beginner has to fill in, and nothing puzzling."""
    briefing("new", "hoi-dam", "--partner", "fj", "--date", "2022-05-06", project)

    told = json.loads(briefing("check", "--format", "json", project).stdout)

    said = {(each["code"], each["message"]) for each in told}
    words = catalogue("vi")
    missing = "diagnostic.missing-field.message"
    assert said == {
        ("missing-field", words.say(missing, field="title")),
        ("missing-field", words.say(missing, field="name")),
        ("missing-field", words.say(missing, field="type")),
        ("no-printed-text", words.say("diagnostic.no-printed-text.message")),
    }
    path = "content/fj/2022/2022-05-06-hoi-dam.md"
    assert {each["path"] for each in told} == {path}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_filled_skeleton_passes(project: Path, language: str) -> None:
    """Who fills in what the skeleton asks for has an article."""
    command = ["new", "hoi-dam", "--partner", "fj", "--date", "2022-05-06"]
    briefing(*command, "--lang", language, project)
    made = project / "content" / "fj" / "2022" / "2022-05-06-hoi-dam.md"
    text = made.read_text(encoding="utf-8")
    for field, value in {
        "title": "Hội đàm",
        "publisher": "Báo Thử",
        "url": "https://bao.example/",
        "published": "2022-05-07",
        "name": "Hội đàm",
        "type": "hoi-dam",
        "quote": "hội đàm ngày 6/5/2022",
    }.items():
        text, count = re.subn(rf"(?m)^( *{field}:)", rf"\1 {value}", text)
        assert count == 1, field
    made.write_text(f"{text}\nHai bên hội đàm ngày 6/5/2022.\n", encoding="utf-8")

    result = briefing("check", project)

    assert result.exit_code == 0, result.output
    assert result.stderr == "4 bài: 0 lỗi, 0 cảnh báo\n"


def test_a_place_for_a_new_article_that_cannot_be_made_is_told(project: Path) -> None:
    """A file where the partner's folder is wanted stays, and is named."""
    (project / "content" / "is").write_text("x", encoding="utf-8")

    result = briefing("new", "hoi-dam", "--partner", "is", project)

    assert result.exit_code == 1
    assert str(project / "content" / "is") in result.stderr
    assert (project / "content" / "is").read_text(encoding="utf-8") == "x"


def test_new_says_which_partners_there_are(project: Path) -> None:
    """Who does not know the code sees the list of them."""
    result = briefing("new", "hoi-dam", "--partner", "fiji", project)

    assert "fj, is, mt" in result.stderr


# pack


def test_pack_writes_both_files(project: Path) -> None:
    """They lie in `dist/`, each is named, and they are those that the site offers."""
    result = briefing("pack", project, "--partner", "fj")

    assert result.exit_code == 0, result.output
    made = files_of(project / "dist")
    assert set(made) == {"ho-so-thu-fj.pdf", "ho-so-thu-fj.docx"}
    for name in made:
        assert str(project / "dist" / name) in result.stdout
    briefing("render", project, "--to", project / "out")
    for name, data in made.items():
        assert (project / "out" / "partners" / "fj" / name).read_bytes() == data


def test_the_site_has_the_packs_that_the_command_makes(
    built: tuple[Path, Result], tmp_path: Path
) -> None:
    """`build` and `pack` give the same bytes, and the page leads to both files."""
    root, _ = built
    briefing("pack", root, "--partner", "fj", "--to", tmp_path)

    own = root / "site" / "partners" / "fj"
    page = (own / "index.html").read_text(encoding="utf-8")
    for name, data in files_of(tmp_path).items():
        assert (own / name).read_bytes() == data
        assert f'href="{name}"' in page


def test_a_narrowed_pack_lies_beside_the_whole_one(project: Path) -> None:
    """Its name says what it was narrowed to."""
    options = ["--since", "2021", "--topics", "nghe-ca, nghe-ca"]
    result = briefing("pack", project, "--partner", "fj", *options)

    assert result.exit_code == 0, result.output
    name = "ho-so-thu-fj-2021-nghe-ca"
    assert set(files_of(project / "dist")) == {f"{name}.pdf", f"{name}.docx"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--partner", "fi"], "terminal.unknown_partner"),
        (["--partner", "../.."], "terminal.unknown_partner"),
        (["--partner", "fj", "--topics", "nghe-cá"], "terminal.unknown_topic"),
        (["--partner", "fj", "--event", "hoi-da"], "terminal.unknown_event"),
        (["--partner", "is", "--event", "hoi-dam"], "terminal.unknown_event"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_pack_says_which_code_it_does_not_know(
    project: Path, options: list[str], said: str
) -> None:
    """It names the code and the known ones, and writes nothing."""
    before = files_of(project)

    result = briefing("pack", project, *options)

    told = catalogue("vi").say(said, value=options[-1], known="").rstrip()
    assert result.exit_code == 1
    assert told in result.stderr
    assert files_of(project) == before


def test_pack_says_what_may_have_been_meant(project: Path) -> None:
    """A slip of the finger gets the code that is most like it."""
    result = briefing("pack", project, "--partner", "fj", "--event", "hoi-da")

    assert "có phải ý bạn là `hoi-dam`?" in result.stderr


def test_pack_refuses_while_an_error_stands(project: Path) -> None:
    """What is handed to a minister is never made of what does not hold."""
    break_one(project)

    result = briefing("pack", project, "--partner", "fj")

    assert result.exit_code == 1
    assert "lỗi[quote-not-found]" in result.stderr
    assert not (project / "dist").exists()


def test_a_pack_that_cannot_be_written_is_told(project: Path) -> None:
    """A file where the folder is wanted stays, and is named."""
    (project / "dist").write_text("x", encoding="utf-8")

    result = briefing("pack", project, "--partner", "fj")

    assert result.exit_code == 1
    assert str(project / "dist") in result.stderr
    assert (project / "dist").read_text(encoding="utf-8") == "x"


# schema


def schemas_of(project: Path) -> dict[str, dict[str, Any]]:
    result = briefing("schema", project, "--to", project / "schema")
    assert result.exit_code == 0, result.output
    return {
        path.name.removesuffix(".schema.json"): json.loads(path.read_bytes())
        for path in (project / "schema").iterdir()
    }


def every_object(schema: object) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from every_object(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from every_object(value)


def test_there_is_a_schema_for_every_form(project: Path) -> None:
    """Editors get help in articles, in each register, and in site.yml."""
    assert set(schemas_of(project)) == {"article", "site", *REGISTERS}


def test_schemas_are_json_schema(project: Path) -> None:
    """Each names its dialect, and every reference leads to a definition."""
    types = {"object", "array", "string", "integer", "boolean", "null", "number"}
    for name, schema in schemas_of(project).items():
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["type"] == "object"
        for each in every_object(schema):
            if "$ref" in each and isinstance(each["$ref"], str):
                path = each["$ref"].removeprefix("#/").split("/")
                found: Any = schema
                for step in path:
                    found = found[step]
                assert isinstance(found, dict), name
            if isinstance(each.get("type"), str):
                assert each["type"] in types
            if isinstance(each.get("pattern"), str):
                re.compile(each["pattern"])
            if isinstance(each.get("enum"), list):
                assert each["enum"]
                assert len(each["enum"]) == len(set(each["enum"]))
            assert "x-register" not in each


def test_schema_of_an_article_knows_the_codes_of_the_site(project: Path) -> None:
    """The editor's program offers just the partners, people and events there are."""
    article = schemas_of(project)["article"]

    enums = {tuple(each["enum"]) for each in every_object(article) if "enum" in each}
    assert ("fj", "is", "mt") in enums
    assert ("nguyen-van-mau", "ratu-vi-du", "tran-thi-thu") in enums
    assert ("hoi-dam", "ky-ket", "ky-niem", "tham") in enums
    assert any("chuyen-tham" in enum for enum in enums)
    assert set(article["properties"]) == set(Annotation.model_fields)
    assert article["additionalProperties"] is False
    assert set(article["required"]) == {"id", "title", "partners"}


def test_schema_is_made_of_whatever_could_be_read(project: Path) -> None:
    """An editor in the middle of a mistake still gets help with the rest."""
    (project / "site_config" / "site.yml").unlink()

    schemas = schemas_of(project)

    enums = [
        each["enum"] for each in every_object(schemas["article"]) if "enum" in each
    ]
    assert ["fj", "is", "mt"] not in enums
    assert set(schemas["article"]["properties"]) == set(Annotation.model_fields)


def test_schema_replaces_what_it_wrote(project: Path) -> None:
    """A code that is gone is gone from the schemas too."""
    first = schemas_of(project)
    (project / "content" / "khong-su-kien.md").unlink()
    people = project / "site_config" / "people.yml"
    kept = [
        line
        for line in people.read_text(encoding="utf-8").split("\n")
        if not line.startswith("nguyen-van-mau")
    ]
    people.write_text("\n".join(kept), encoding="utf-8")

    second = schemas_of(project)

    assert "nguyen-van-mau" in json.dumps(first)
    assert "nguyen-van-mau" not in json.dumps(second)


# serve


def test_serve_refuses_what_is_no_project(tmp_path: Path) -> None:
    """The preview says what is missing before it opens a port."""
    result = briefing("serve", tmp_path)

    assert result.exit_code == 1
    assert "mkdocs.yml" in result.stderr


def test_projects_may_lie_in_folders_with_any_name(tmp_path: Path) -> None:
    """Spaces and accents on the way to the project change nothing."""
    root = make_project(tmp_path / "Hồ sơ đối tác (bản 2)")

    assert briefing("check", root).exit_code == 0
    result = briefing("render", root, "--to", root / "bản in")
    assert result.exit_code == 0
    shutil.rmtree(root / "bản in")
