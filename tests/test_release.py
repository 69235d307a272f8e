"""A release is whole or not there; readers have the old site or the new one."""

from __future__ import annotations

import os
import shutil
import stat
from typing import TYPE_CHECKING

import pytest

from generator.publish import packed
from generator.publish import release as publish
from generator.publish.manifest import (
    MANIFEST,
    Differences,
    Origin,
    compared_folder,
    entries_of,
    manifest_in,
    manifest_text,
)
from generator.publish.release import (
    ReleaseError,
    release,
    releases_in,
    rollback,
)
from generator.publish.remote import is_remote, release_to

if TYPE_CHECKING:
    from pathlib import Path


def make_site(folder: Path, words: str) -> Path:
    """Make a small sealed site that says *words*."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(f"<p>{words}</p>" * 200, "utf-8")
    (folder / "assets/a.css").write_text("p{color:red}" * 200, "utf-8")
    origin = Origin(site="thu", as_of="2026-11-22")
    (folder / MANIFEST).write_text(manifest_text(entries_of(folder), origin), "utf-8")
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return an empty place for releases."""
    place = tmp_path / "host"
    place.mkdir()
    return place


def served(target: Path) -> str:
    return (target / "current/index.html").read_text("utf-8")[3:6]


def names(target: Path) -> list[str]:
    return [each.name[:4] for each in releases_in(target)]


def test_readers_get_what_was_released(tmp_path: Path, target: Path) -> None:
    """With packed files beside it, and nothing else left behind."""
    release(make_site(tmp_path / "site", "một"), target, keep=5)

    assert served(target) == "một"
    current = target / "current"
    assert compared_folder(current.resolve(), manifest_in(current)) == Differences()
    assert (current / "index.html.br").is_file()
    assert sorted(each.name for each in target.iterdir()) == ["current", "releases"]
    assert os.readlink(current).startswith("releases/0001-2026-11-22-")  # noqa: PTH115 -- as written


def test_the_last_ones_are_kept_and_served_again(tmp_path: Path, target: Path) -> None:
    """One step back at a time, until there is none before."""
    for words in ("một", "hai", "ba!", "bốn"):
        release(make_site(tmp_path / "site", words), target, keep=3)

    assert names(target) == ["0002", "0003", "0004"]
    rollback(target)
    assert served(target) == "ba!"
    rollback(target)
    assert served(target) == "hai"
    with pytest.raises(ReleaseError, match="no-earlier"):
        rollback(target)
    assert served(target) == "hai"
    release(make_site(tmp_path / "site", "năm"), target, keep=3)
    assert (served(target), names(target)) == ("năm", ["0003", "0004", "0005"])


def test_the_same_site_again_changes_nothing(tmp_path: Path, target: Path) -> None:
    """Who runs it twice has one release."""
    site = make_site(tmp_path / "site", "một")
    first = release(site, target, keep=5)

    assert release(site, target, keep=5) == first
    assert names(target) == ["0001"]


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt, ValueError])
@pytest.mark.parametrize("place", ["copied", "_switch", "settle", "_prune"])
def test_a_release_that_fails_leaves_the_old_one(
    tmp_path: Path,
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: type[BaseException],
    place: str,
) -> None:
    """Wherever it fails, a whole site is served, and the next release goes well."""
    release(make_site(tmp_path / "site", "một"), target, keep=5)

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(publish, place, fail)
    site = make_site(tmp_path / "site", "hai")
    with pytest.raises(error):
        release(site, target, keep=5)
    monkeypatch.undo()

    assert served(target) == ("hai" if place == "_prune" else "một")
    release(site, target, keep=5)
    assert served(target) == "hai"
    assert not [e.name for e in (target / "releases").iterdir() if e.name[0] == "."]


def test_a_copy_that_differs_is_not_served(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that keeps something else than was written is found out."""
    release(make_site(tmp_path / "site", "một"), target, keep=5)

    def spoil(folder: Path) -> int:
        (folder / "index.html").write_bytes(b"rotten")
        return 0

    monkeypatch.setattr(publish, "pack_files", spoil)
    with pytest.raises(ReleaseError, match="copy-differs"):
        release(make_site(tmp_path / "site", "hai"), target, keep=5)

    assert (served(target), names(target)) == ("một", ["0001"])


def test_an_altered_release_is_not_served_again(tmp_path: Path, target: Path) -> None:
    """Who went back would not get what was released then."""
    for words in ("một", "hai"):
        release(make_site(tmp_path / "site", words), target, keep=5)
    [old] = (target / "releases").glob("0001-*")
    (old / "index.html").write_text("khác", "utf-8")

    with pytest.raises(ReleaseError, match="earlier-altered"):
        rollback(target)
    assert served(target) == "hai"


def test_a_folder_in_the_way_is_left_alone(tmp_path: Path, target: Path) -> None:
    """What somebody put at `current` by hand is not ours to remove."""
    (target / "current").mkdir()

    with pytest.raises(ReleaseError, match="current-is-no-link"):
        release(make_site(tmp_path / "site", "một"), target, keep=5)
    (target / "current").rmdir()
    with pytest.raises(ReleaseError, match="no-current"):
        rollback(target)


def test_only_what_gets_smaller_is_packed(tmp_path: Path) -> None:
    """A font, a picture or a short file is not."""
    (tmp_path / "a.woff2").write_bytes(b"x" * 5000)
    (tmp_path / "short.css").write_bytes(b"p{}")
    (tmp_path / "noise.js").write_bytes(os.urandom(5000))
    (tmp_path / "long.css").write_bytes(b"p{}" * 5000)

    assert packed.pack_files(tmp_path) == 3
    assert {p.name for p in tmp_path.iterdir() if p.name.count(".") > 1} == {
        "long.css.gz",
        "long.css.br",
        "long.css.zst",
    }


# ---- another machine ----


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """
    Let `ssh` and `rsync` speak to this machine, as another one would answer.

    The real programs are of the system, which may have none; what is tested is what
    we ask of them.
    """
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, text in {
        "ssh": 'shift\nexec "$@"\n',
        # -a --delete FROM/ HOST:TO/
        "rsync": 'to=${4#*:}\nrm -rf "$to"\nmkdir -p "$to"\ncp -a "$3." "$to"\n',
    }.items():
        path = programs / name
        path.write_text(f"#!/bin/sh\n{text}", "utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return tmp_path / "far" / "ho-so"


def test_another_machine_is_released_to_alike(tmp_path: Path, host: Path) -> None:
    """It checks every file before it switches, and keeps as many."""
    place = f"somebody@host:{host}"
    assert is_remote(place)
    for words in ("một", "hai", "ba!", "bốn"):
        release_to(make_site(tmp_path / "site", words), place, keep=2)
        assert served(host) == words
    release_to(tmp_path / "site", place, keep=2)

    assert names(host) == ["0003", "0004"]
    assert sorted(each.name for each in host.iterdir()) == ["current", "releases"]
    now = (host / "current").resolve()
    assert compared_folder(now, manifest_in(now)) == Differences()


def test_what_arrives_otherwise_is_not_served(
    tmp_path: Path, host: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that loses a byte, or a full disk over there, leaves the old site."""
    place = f"host:{host}"
    release_to(make_site(tmp_path / "site", "một"), place, keep=2)
    rsync = tmp_path / "bin" / "rsync"
    rsync.write_text(rsync.read_text("utf-8") + 'echo x >> "$to/index.html"\n', "utf-8")

    with pytest.raises(ReleaseError, match=r"index\.html"):
        release_to(make_site(tmp_path / "site", "hai"), place, keep=2)

    assert served(host) == "một"
    (host / ".releasing").mkdir()
    with pytest.raises(ReleaseError, match="busy"):
        release_to(tmp_path / "site", place, keep=2)
    (host / ".releasing").rmdir()
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(ReleaseError, match="ssh"):
        release_to(tmp_path / "site", place, keep=2)


@pytest.mark.parametrize(
    "target",
    ["/srv/a", "a", "C:\\a", "host:a", "host:/a b", "host:/a;rm", "-oX:/a", "h$x:/a"],
)
def test_what_is_no_place_on_another_machine(target: str) -> None:
    """Nothing that a shell would take for more than a name."""
    assert not is_remote(target)
