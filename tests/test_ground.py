"""What the project stands on: locks, packaging and the commands people type."""

import os
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
LOCKS = ("site", "test")

LOCK_LINE = re.compile(
    r"""
      [#] .*                                       # a comment
    # a requirement, with the extras that are asked for; hashes follow
    | [a-z0-9][a-z0-9._-]* (\[[a-z0-9,-]+\])? == \S+ (\ ;\ .+)? \ \\
    | \ {4} --hash=sha256:[0-9a-f]{64} (\ \\)?     # one of its hashes
    | \ {4} [#] .*                                 # who asked for it
    """,
    re.VERBOSE,
)

ELSEWHERE = re.compile(r"://|(?:^|\s)(?:/|~|\.\.|[A-Za-z]:\\)", re.MULTILINE)
"""An address, or a path that means something on one machine only."""


def lock(name: str) -> str:
    """Return the text of a lock."""
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def pinned(name: str) -> dict[str, Version]:
    """Return the one version of each package that a lock allows."""
    pins = re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", lock(name), re.MULTILINE)
    assert len(pins) == len(dict(pins)), "a package is locked at two versions"
    return {package: Version(version) for package, version in pins}


def pyproject() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def asked_for(*path: str) -> list[Requirement]:
    """Return the requirements at *path* in pyproject.toml, without includes."""
    found: object = pyproject()
    for key in path:
        assert isinstance(found, dict)
        found = found[key]
    assert isinstance(found, list)
    return [Requirement(line) for line in found if isinstance(line, str)]


@pytest.mark.parametrize("name", LOCKS)
def test_lock_is_requirements_and_hashes_only(name: str) -> None:
    """No option, address, path or unpinned name hides in a lock."""
    text = lock(name)

    assert [line for line in text.splitlines() if not LOCK_LINE.fullmatch(line)] == []
    assert ELSEWHERE.findall(text) == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_requirement_has_a_hash(name: str) -> None:
    """Nothing is installed on its name alone."""
    unhashed = re.compile(r"^(\S+==\S+).*\n(?! {4}--hash=)", re.MULTILINE)

    without = unhashed.findall(lock(name))

    assert without == []
    assert pinned(name)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("site", ("project", "dependencies")),
        ("site", ("build-system", "requires")),
        ("test", ("dependency-groups", "test")),
    ],
    ids=["runtime", "build", "test"],
)
def test_lock_holds_what_the_project_asks_for(name: str, path: tuple[str, ...]) -> None:
    """A dependency added to pyproject.toml without `make lock` is noticed."""
    pins = pinned(name)

    for wanted in asked_for(*path):
        package = canonicalize_name(wanted.name)
        assert package in pins, f"{package} is not locked: run `make lock`"
        assert pins[package] in wanted.specifier


def test_tests_run_on_the_versions_that_build_the_site() -> None:
    """What was tested is what the administrator installs."""
    site, test = pinned("site"), pinned("test")

    assert {package: test.get(package) for package in site} == site


def test_every_target_explains_itself() -> None:
    """`make help` names every target that is meant for people."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [phony] = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)

    explained = re.findall(r"^([a-z]+):.*## \S.* · \S", makefile, re.MULTILINE)

    assert sorted(explained) == sorted(phony.split())


@pytest.mark.parametrize(
    "page", [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md"))], ids=str
)
def test_prose_names_targets_that_exist(page: Path) -> None:
    """A reader who types what a page says is not told "no rule to make target"."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))

    prose = page.read_text(encoding="utf-8")
    named = re.findall(r"(?:`|^\s*(?:\$ )?)make ([a-z]+)", prose, re.MULTILINE)

    assert set(named) <= targets


def test_ci_runs_what_people_run() -> None:
    """A green machine and a green laptop mean the same."""
    entry = ROOT / ".ci" / "run"

    assert entry.read_text(encoding="utf-8").endswith("\nexec make test\n")
    assert os.name == "nt" or os.access(entry, os.X_OK)


def test_licence_is_the_one_the_package_claims() -> None:
    """The file that travels in the wheel is there and is the licence named."""
    project = pyproject()["project"]
    assert isinstance(project, dict)

    for name in project["license-files"]:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert text.startswith(f"{project['license']} License\n")


def test_golden_file_is_compared_byte_for_byte(
    tmp_path: Path,
    golden: Callable[[Path, str], None],
    pytestconfig: pytest.Config,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A lost line end is a difference; a missing file says how to make it."""
    path = tmp_path / "new" / "page.md"

    monkeypatch.setattr(pytestconfig.option, "bless", False)
    with pytest.raises(AssertionError, match="is missing: `pytest --bless` writes it"):
        golden(path, "một\r\n")

    monkeypatch.setattr(pytestconfig.option, "bless", True)
    golden(path, "một\r\n")

    monkeypatch.setattr(pytestconfig.option, "bless", False)
    golden(path, "một\r\n")
    with pytest.raises(AssertionError, match="`pytest --bless` rewrites"):
        golden(path, "một\n")
