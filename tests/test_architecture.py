"""The shape of the house: who may know whom, and who may touch what."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from generator.words import LANGUAGES
from tests.projects import ROOT

if TYPE_CHECKING:
    from pathlib import Path

GENERATOR = ROOT / "generator"
MODULES = sorted(GENERATOR.rglob("*.py"))

LAYERS = (
    "words",
    "diagnostics",
    "model",
    "search",
    "load",
    "check",
    "annotate",
    "derive",
    "render",
    "html",
    "intake",
    "pipeline",
    "publish",
    "press",
    "eyes",
    "preview",
    "plugin",
    "commands",
    "__main__",
)
"""Lowest first; the packages and modules right in `generator/`."""

MKDOCS = {"plugin.py", "press.py"}
CLICK = {"commands"}

DISK = {
    "commands/advisories.py": "reads the lock file",
    "commands/audit.py": "looks whether there is a site to audit",
    "commands/build.py": "puts the finished site in its place",
    "commands/check.py": "watches the folders that are there",
    "commands/explain.py": "reads the guide of diagnostics, where the project has it",
    "commands/find.py": "reads the search index of the built site",
    "commands/new.py": "reads the skeleton of an article from the package",
    "commands/query.py": "reads the database of the built site",
    "commands/pack.py": "writes the pack of a partner",
    "commands/review.py": "changes an article and a register as an editor says",
    "commands/release.py": "makes the folder to which it releases",
    "commands/render.py": "writes the Markdown pages and what is printed",
    "commands/schema.py": "writes the schemas",
    "commands/serve.py": "looks whether there is an mkdocs.yml",
    "commands/snapshot.py": "stores the records of a day",
    "commands/verify.py": "tells a folder from a zip",
    "commands/zip.py": "makes the folder of the zips",
    "load/disk.py": "the room that reads content",
    "press.py": "reads what stands round every page",
    "preview.py": "looks whether the server has a file already",
    "publish/advisories.py": "reads the list that was brought along",
    "publish/audit.py": "reads what was built",
    "publish/bill.py": "reads the notes beside vendored files",
    "publish/folder.py": "writes files, and puts a finished folder in its place",
    "publish/kept.py": "reads and writes what builds keep for the next",
    "publish/letters.py": "reads the package's own fonts",
    "publish/manifest.py": "reads what was built, and compares it",
    "publish/packed.py": "writes the packed files beside a site",
    "publish/pdf.py": "reads the package's own Typst program",
    "publish/release.py": "copies a site to where readers are served",
    "publish/remote.py": "writes the list by which another machine checks",
    "publish/signature.py": "hands a zip to who signs it",
    "publish/zip_file.py": "packs the built site",
    "render/land.py": "reads the package's own geometry",
    "words/catalogue.py": "reads the package's own catalogues",
}
"""Modules that may touch the disk, and why."""
DISK_CALLS = {
    *["open", "read_text", "read_bytes", "write_text", "write_bytes", "scandir"],
    *["iterdir", "is_file", "is_dir", "exists", "stat", "mkdir", "rename", "unlink"],
    *["rmtree", "copytree", "copyfile", "mkdtemp", "glob", "rglob", "symlink_to"],
    *["resolve", "cwd", "getcwd", "home", "expanduser"],
}

ADDRESSES = {
    "model/schema.py": {"https://json-schema.org/draft/2020-12/schema"},
    "model/noun.py": {"https?://", "^https?://"},
    "commands/serve.py": {"http://"},
    "publish/audit.py": {"http://www.w3.org/"},
    "intake/draft.py": {"http://", "https://"},
    "render/exports/feeds.py": {
        "http://www.w3.org/2005/Atom",
        "https://jsonfeed.org/version/1.1",
    },
    "render/exports/linked.py": {"https://schema.org", "https://schema.org/"},
    "render/exports/json_files.py": {
        "https://json-schema.org/draft/2020-12/schema",
        "^https?://",
    },
}
"""Addresses that are names, patterns or this machine's own; none is ever fetched."""

BUILD_DAY = "publish/commit.py"
"""Says which day a build is of; a door asks it, and passes the day in."""
CLOCKS = frozenset(["now", "today", "utcnow", "time", "time_ns", "localtime", "random"])
"""Nothing that is built may depend on the day or on chance."""


def name_of(path: Path) -> str:
    return path.relative_to(GENERATOR).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def layer_of(module: str) -> int:
    """Return the layer of `generator.x.y`, or of `x/y.py`."""
    parts = module.removesuffix(".py").replace("/", ".").split(".")
    return LAYERS.index(parts[1] if parts[0] == "generator" else parts[0])


def imported(path: Path) -> set[str]:
    """Return every module that *path* imports, in whatever way it is written."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a relative import hides where it goes"
            module = node.module or ""
            if module == "generator":
                found |= {f"generator.{alias.name}" for alias in node.names}
            else:
                found.add(module)
    return found


def from_house(path: Path) -> set[str]:
    return {name for name in imported(path) if name.startswith("generator.")}


def called(path: Path) -> set[str]:
    """Return the name of everything that is called, without what stands before it."""
    return {
        getattr(node.func, "attr", getattr(node.func, "id", ""))
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
    }


each_module = pytest.mark.parametrize("path", MODULES, ids=name_of)


@each_module
def test_imports_point_one_way(path: Path) -> None:
    """A module imports from its own layer or a lower one, also just for types."""
    if path == GENERATOR / "__init__.py":
        assert from_house(path) == set()
        return
    own = layer_of(name_of(path))

    upwards = {name for name in from_house(path) if layer_of(name) > own}
    assert upwards == set()


def test_every_module_has_a_layer() -> None:
    """A new room is given its place before anybody imports it."""
    rooms = {name_of(path).split("/")[0].removesuffix(".py") for path in MODULES}

    assert rooms - {"__init__"} == set(LAYERS)


def test_no_module_imports_in_a_circle() -> None:
    """Inside a layer too, imports point one way."""
    graph = {
        "generator." + name_of(path).removesuffix(".py").replace("/", "."): (
            from_house(path)
        )
        for path in MODULES
        if path.name != "__init__.py"
    }
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " -> ".join([*way, module])
        if module not in done:
            for below in sorted(graph.get(module, ())):
                visit(below, (*way, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())


@each_module
def test_hosts_stay_at_the_door(path: Path) -> None:
    """Only the plugin and its press know MkDocs; only the commands the terminal."""
    packages = {name.partition(".")[0] for name in imported(path)}
    room = name_of(path).split("/")[0]

    assert "mkdocs" not in packages or room in MKDOCS
    assert "click" not in packages or room in CLICK
    assert not {"logging", "argparse"} & packages or room in MKDOCS | CLICK


@each_module
def test_only_the_listed_modules_touch_the_disk(path: Path) -> None:
    """Every other module works on values, so it can be tested with values."""
    touches = called(path) & DISK_CALLS

    assert not touches or name_of(path) in DISK
    assert touches or name_of(path) not in DISK, "it need not be listed any more"


@each_module
def test_only_doors_speak_and_leave(path: Path) -> None:
    """No room prints, exits, or reads what the terminal or the environment says."""
    source = path.read_text(encoding="utf-8")
    used = {
        node.func.id
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    } & {"print", "input", "exit", "quit", "breakpoint"}
    names = set(
        re.findall(r"\b(?:sys\.(?:argv|stdout|stderr|exit)|os\.environ)\b", source)
    )
    room = name_of(path).split("/")[0]

    # which day a release is of, SOURCE_DATE_EPOCH may say
    if room not in {"commands", "plugin.py"} and name_of(path) != BUILD_DAY:
        assert used | names == set()
        assert "SystemExit" not in source
    assert "print" not in used, "the terminal is spoken to through click and rich"


@each_module
def test_nothing_depends_on_the_clock_or_on_chance(path: Path) -> None:
    """The same texts make the same site on any day."""
    assert called(path) & CLOCKS == ({"now"} if name_of(path) == BUILD_DAY else set())


@each_module
def test_no_address_is_fetched(path: Path) -> None:
    """The machine that builds needs no network."""
    found = {
        node.value
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"https?\??://", node.value)
        and not is_docstring(node, path)
    }
    addresses = {re.split(r"[\[\s{]", text)[0] for text in found}

    assert addresses <= ADDRESSES.get(name_of(path), set())
    # to take an address apart is not to ask it
    asking = imported(path) - {"urllib.parse"}
    packages = {name.partition(".")[0] for name in asking}
    assert not {"urllib", "requests", "http", "socket", "httpx"} & packages


def is_docstring(node: ast.Constant, path: Path) -> bool:
    return any(
        isinstance(each, ast.Expr) and each.value.lineno == node.lineno
        for each in ast.walk(tree_of(path))
        if isinstance(each, ast.Expr)
    )


@pytest.mark.parametrize(
    "path",
    sorted(
        [*GENERATOR.rglob("*.j2"), *GENERATOR.rglob("*.toml"), *GENERATOR.rglob("*.md")]
    ),
    ids=name_of,
)
def test_no_template_and_no_word_leads_out(path: Path) -> None:
    """Nothing that we write ourselves sends a reader's browser anywhere."""
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"(?:https?:)?//[\w{]", text.replace("http:// ", "")) == []


@each_module
def test_every_module_says_what_it_is(path: Path) -> None:
    """A docstring opens each module and each public class and function."""
    tree = tree_of(path)

    assert ast.get_docstring(tree)
    for node in tree.body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            is_private = node.name.startswith("_")
            assert is_private or ast.get_docstring(node), node.name


@each_module
def test_code_holds_no_words(path: Path) -> None:
    """What people read stands in the catalogues; code speaks English to engineers."""
    words = {
        node.value
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(
            r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", node.value
        )
        and not is_docstring(node, path)
    }

    assert words <= {"đ", "đĐ"}


def test_a_page_kind_is_a_builder_and_a_template_of_one_name() -> None:
    """Delete the files of one name, and the page is gone."""
    render = GENERATOR / "render"
    templates = {path.name.removesuffix(".md.j2") for path in render.rglob("*.j2")}
    builders = {
        path.stem
        for path in render.glob("*.py")
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef)
        and re.fullmatch(rf"{path.stem}_pages?", node.name)
    }

    assert {name for name in templates if not name.startswith("_")} == builders


def test_skeletons_are_there_in_every_language() -> None:
    """`briefing new` finds its text whatever the language of the site."""
    found = {path.name for path in (GENERATOR / "words").glob("skeleton.*.md")}

    assert found == {f"skeleton.{language}.md" for language in LANGUAGES}
