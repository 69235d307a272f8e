"""
Kills, full disks and two at once: readers have a whole site, the old one or the new.

What a reader has is judged by its own manifest, and by the seals that the same content
gives when nothing goes wrong.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from generator.publish.manifest import (
    Differences,
    ManifestError,
    compared_folder,
    compared_zip,
    manifest_in,
)
from tests.projects import ROOT, SITES, lay, lay_host

if TYPE_CHECKING:
    from pathlib import Path

ZIP = "dist/ho-so-thu-2026-11-22-uncommitted.zip"
VERSIONS = ("phiên bản một", "phiên bản hai")


@dataclass(frozen=True)
class Readers:
    """A project, and where its readers look."""

    root: Path
    host: Path
    seals: tuple[str, ...]
    """Of the site of each version, when nothing goes wrong."""

    def set_version(self, number: int) -> None:
        """Let the content be that of a version."""
        write_version(self.root, VERSIONS[number])

    def command(self, name: str) -> list[str]:
        """Return what is typed for a command."""
        words = {
            "build": ["build", str(self.root)],
            "zip": ["zip", str(self.root)],
            "release": ["release", str(self.host), "--root", str(self.root)],
        }
        return [sys.executable, "-m", "generator", *words[name]]

    def on_disk(self, name: str, count: int) -> list[str]:
        """Return the same on a disk that is full after *count* bytes."""
        words = self.command(name)[3:]
        return [sys.executable, "-m", "tests.full_disk", str(count), *words]

    def start(self, name: str) -> subprocess.Popen[bytes]:
        """Start a command, in a process of its own."""
        return subprocess.Popen(
            self.command(name),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def seen(self, name: str) -> str:
        """Return the seal of what readers of a command's work have; it is whole."""
        place = self.root / "site" if name == "build" else self.host / "current"
        while True:
            try:
                if name == "zip":
                    manifest, found = compared_zip(self.root / ZIP)
                    break
                manifest, found = manifest_in(place), Differences()
                found = compared_folder(place.resolve(), manifest)
                # whoever looks for so long may begin with the old and end with the new
                if manifest_in(place).seal == manifest.seal:
                    break
            except ManifestError as error:
                pytest.fail(f"{name}: readers have no site: {error}")
            except FileNotFoundError:
                assert manifest_in(place).seal != manifest.seal
        assert not found, (name, found)
        return manifest.seal

    @property
    def hidden(self) -> list[str]:
        """What somebody left who was killed, by name."""
        names = (each.name for each in self.root.iterdir())
        return [name for name in names if name[0] == "." and name != ".cache"]

    def have_built(self, number: int) -> None:
        """Put the site of a version in its place, as a build would."""
        shutil.rmtree(self.root / "site")
        shutil.copytree(self.root.parent / f"site-{number}", self.root / "site")


def write_version(root: Path, words: str) -> None:
    """Write *words* into two files at once: a mixed site would hold one of each."""
    for name in ("content/2021/hai-nuoc.md", "docs/about.md"):
        path = root / name
        text = path.read_text("utf-8")
        for old in VERSIONS:
            text = text.replace(old, words)
        path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> Readers:
    """Return a small project whose site, zip and release are there already."""
    root = tmp_path_factory.mktemp("faults") / "project"
    for part in ("content", "site_config"):
        lay(SITES / "vietnamese" / part, root / part)
    lay_host(root)
    article = root / "content/2021/hai-nuoc.md"
    text = article.read_text("utf-8")
    named = text.replace("Việc trong nước", f"Việc trong nước, {VERSIONS[0]}")
    assert named != text
    article.write_text(named, "utf-8")
    about = root / "docs/about.md"
    about.write_text(about.read_text("utf-8") + f"\n{VERSIONS[0]}\n", "utf-8")
    seals = []
    made = Readers(root, root.parent / "host", ())
    for number in (1, 0):
        made.set_version(number)
        for name in ("build", "zip", "release"):
            assert made.start(name).wait() == 0, name
        seals.append(made.seen("build"))
        lay(root / "site", root.parent / f"site-{number}")
    assert len(set(seals)) == 2
    return Readers(root, root.parent / "host", tuple(reversed(seals)))


def killed(readers: Readers, name: str, count: int, seed: int) -> int:
    """
    Kill a command *count* times at random moments; return how often it was too late.

    Each time readers must have a whole site, and the next run must go well.
    """
    chance = random.Random(seed)  # noqa: S311 -- moments, not secrets

    def prepare(number: int) -> None:
        if name == "build":
            readers.set_version(number)
        else:
            readers.have_built(number)

    prepare(0)
    start = time.monotonic()
    assert readers.start(name).wait() == 0
    longest = time.monotonic() - start
    late = 0
    for number in range(count):
        prepare((number + 1) % 2)
        process = readers.start(name)
        time.sleep(chance.uniform(0, longest))
        late += process.poll() is not None
        process.kill()
        process.wait()
        assert readers.seen(name) in readers.seals, (name, number)
    prepare(1)
    assert readers.start(name).wait() == 0
    assert readers.seen(name) == readers.seals[1]
    # nothing of those who were killed is left
    left = readers.hidden
    left += [each.name for each in (readers.root / "dist").iterdir()][1:]
    left += [p.name for p in (readers.host / "releases").iterdir() if p.name[0] == "."]
    assert left == []
    return late


@pytest.mark.parametrize("name", ["build", "zip", "release"])
def test_a_kill_leaves_a_whole_site(readers: Readers, name: str) -> None:
    """At some random moments of each command."""
    assert killed(readers, name, 2, seed=1) < 2, "not one was killed at its work"


@pytest.mark.full
@pytest.mark.parametrize(
    ("name", "count"), [("build", 100), ("zip", 40), ("release", 60)]
)
def test_two_hundred_kills_leave_a_whole_site(
    readers: Readers, name: str, count: int
) -> None:
    """The same at two hundred moments."""
    late = killed(readers, name, count, seed=2)
    print(f"{name}: {count} kills, {late} of them after the end")  # noqa: T201


def paired(readers: Readers, count: int) -> None:
    """Start two builds at once, the second of other content, *count* times."""
    for number in range(count):
        readers.set_version(number % 2)
        first = readers.start("build")
        time.sleep(0.1 * (number % 12))
        readers.set_version((number + 1) % 2)
        second = readers.start("build")
        while first.poll() is None or second.poll() is None:
            assert readers.seen("build") in readers.seals, number
        # the first may have seen the change, and then it says so
        assert first.returncode in {0, 1}
        assert second.returncode == 0
        # the second one read after the change, and nobody came after it
        assert readers.seen("build") == readers.seals[(number + 1) % 2]


def test_two_builds_at_once_do_not_mix(readers: Readers) -> None:
    """While they work, and when both are done."""
    paired(readers, 1)


@pytest.mark.full
def test_twenty_pairs_of_builds_do_not_mix(readers: Readers) -> None:
    """The same twenty times, at other moments."""
    paired(readers, 20)


@pytest.mark.parametrize("tenth", [0, 7])
def test_a_full_disk_leaves_the_old_site(readers: Readers, tenth: int) -> None:
    """With a clear word and an exit code that is not 0."""
    readers.have_built(0)
    size = sum(p.stat().st_size for p in (readers.root / "site").rglob("*"))
    readers.set_version(1)
    shutil.rmtree(
        readers.root / ".cache", ignore_errors=True
    )  # what is taken from it takes no room
    done = subprocess.run(
        readers.on_disk("build", size * tenth // 10),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 1, done.stderr
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert readers.seen("build") == readers.seals[0]
    assert readers.hidden == []


def test_a_full_disk_leaves_the_old_release_and_zip(readers: Readers) -> None:
    """What was handed out is still what it was."""
    readers.have_built(0)
    for name in ("zip", "release"):
        assert readers.start(name).wait() == 0
    readers.have_built(1)
    for name, bytes_left in (("zip", 1000), ("zip", 400_000), ("release", 100_000)):
        done = subprocess.run(
            readers.on_disk(name, bytes_left),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 1, (name, done.stderr)
        assert "No space left on device" in done.stderr
        assert "Traceback" not in done.stderr
        assert readers.seen(name) == readers.seals[0]


def test_a_room_that_somebody_left_is_put_in_order(readers: Readers) -> None:
    """Also that of a system without the exchange of names, killed between two."""
    readers.have_built(0)
    room = readers.root / ".site-left"
    (room / "new").mkdir(parents=True)
    shutil.move(readers.root / "site", room / "old")
    readers.set_version(1)
    path = readers.root / "content/2021/hai-nuoc.md"
    kept = path.read_bytes()
    path.write_bytes(b"\xff")  # nothing new can be built
    assert readers.start("build").wait() == 1
    path.write_bytes(kept)
    assert not (readers.root / "site").exists(), "a build that refuses touches nothing"

    assert readers.start("build").wait() == 0
    assert readers.seen("build") == readers.seals[1]
    assert not room.exists()
