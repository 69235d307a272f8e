"""A site and its manifest: what is altered, missing or added is told, in any form."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.manifest import (
    MANIFEST,
    Differences,
    ManifestError,
    Origin,
    compared_folder,
    compared_manifests,
    compared_zip,
    entries_of,
    manifest_in,
    manifest_text,
    read_manifest,
)
from generator.publish.packed import FORMS, pack_files
from generator.publish.zip_file import write_zip

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ORIGIN = Origin(
    site="ho-so-thu",
    as_of="2026-11-22",
    commit="64bf0f6" + "0" * 33,
    moment="2026-11-22T03:04:06+00:00",
    versions={"generator": "1"},
    counts={"pages": 2},
)
FILES = {
    "index.html": b"<p>xin ch\xc3\xa0o</p>" * 200,
    "assets/a.css": b"p{color:red}" * 200,
    "partners/fj/index.html": b"",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a small sealed site."""
    folder = tmp_path / "site"
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (folder / MANIFEST).write_text(manifest_text(entries_of(folder), ORIGIN), "utf-8")
    return folder


def test_a_manifest_tells_every_file_and_of_what_it_was_made(site: Path) -> None:
    """What is written is what is read; the seal is the hash of the manifest."""
    manifest = manifest_in(site)

    assert manifest.origin.site == "ho-so-thu"
    assert manifest.origin.counts == {"pages": 2, "files": 3}
    assert list(manifest.files) == sorted(FILES)
    for name, data in FILES.items():
        assert manifest.files[name].size == len(data)
        assert manifest.files[name].sha256 == hashlib.sha256(data).hexdigest()
    assert manifest.seal == hashlib.sha256((site / MANIFEST).read_bytes()).hexdigest()
    assert compared_folder(site, manifest) == Differences()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (ORIGIN, "ho-so-thu-2026-11-22-64bf0f6"),
        (Origin(site="a", as_of="2026-01-02"), "a-2026-01-02-uncommitted"),
        (
            Origin(site="a", as_of="2026-01-02", audience="noi-bo", partner="bn"),
            "a-noi-bo-bn-2026-01-02-uncommitted",
        ),
    ],
)
def test_a_zip_is_called_by_what_it_holds(name: Origin, wanted: str) -> None:
    """Nobody has to open it to know which one it is."""
    assert name.name == wanted


def change(site: Path) -> None:
    (site / "index.html").write_bytes(b"other")


def same_size(site: Path) -> None:
    data = (site / "index.html").read_bytes()
    (site / "index.html").write_bytes(data[:-1] + b"?")


def remove(site: Path) -> None:
    (site / "assets/a.css").unlink()


def add(site: Path) -> None:
    (site / "partners/fj/evil.html").write_bytes(b"x")


def link(site: Path) -> None:
    (site / "partners/fj/link.html").symlink_to("/etc/hostname")


def replace_by_link(site: Path) -> None:
    (site / "index.html").unlink()
    (site / "index.html").symlink_to("partners/fj/index.html")


def swap(site: Path) -> None:
    shutil.copy(site / "assets/a.css", site / "index.html")


CHANGES: list[tuple[Callable[[Path], None], Differences]] = [
    (change, Differences(altered=("index.html",))),
    (same_size, Differences(altered=("index.html",))),
    (remove, Differences(missing=("assets/a.css",))),
    (add, Differences(added=("partners/fj/evil.html",))),
    (link, Differences(added=("partners/fj/link.html",))),
    (replace_by_link, Differences(added=("index.html",))),
    (swap, Differences(altered=("index.html",))),
]


@pytest.mark.parametrize(("work", "wanted"), CHANGES)
def test_every_change_of_a_folder_is_told(
    site: Path, work: Callable[[Path], None], wanted: Differences
) -> None:
    """By the name of the file, and as what it is."""
    manifest = manifest_in(site)
    work(site)

    assert compared_folder(site, manifest) == wanted
    assert bool(wanted)


def test_packed_files_of_a_release_are_part_of_it(site: Path) -> None:
    """As long as they unpack to what lies beside them."""
    manifest = manifest_in(site)
    assert pack_files(site) == 2 * len(FORMS), "one of the three is empty"
    assert compared_folder(site, manifest) == Differences()

    for ending in FORMS:
        path = site / f"index.html{ending}"
        kept = path.read_bytes()
        path.write_bytes(b"not packed at all")
        wanted = Differences(altered=(f"index.html{ending}",))
        assert compared_folder(site, manifest) == wanted
        path.write_bytes(kept)
    (site / "index.html.gz").write_bytes(gzip.compress(b"<script>other</script>"))
    assert compared_folder(site, manifest).altered == ("index.html.gz",)


def zipped(site: Path, tmp_path: Path) -> Path:
    target = tmp_path / "a.zip"
    write_zip(site, target, ORIGIN)
    return target


def test_a_zip_is_the_site(site: Path, tmp_path: Path) -> None:
    """It holds every file, has the time of the commit, and unpacks to the same."""
    target = zipped(site, tmp_path)

    manifest, found = compared_zip(target)

    assert found == Differences()
    assert manifest == manifest_in(site)
    with zipfile.ZipFile(target) as archive:
        assert {e.date_time for e in archive.infolist()} == {(2026, 11, 22, 3, 4, 6)}
        archive.extractall(tmp_path / "out")
    out = tmp_path / "out" / "ho-so-thu"
    assert compared_folder(out, manifest) == Differences()


@pytest.mark.parametrize("how", ["altered", "missing", "added", "twice"])
def test_every_change_of_a_zip_is_told(site: Path, tmp_path: Path, how: str) -> None:
    """Also a second entry of one name, of which a reader may see the other one."""
    target, other = zipped(site, tmp_path), tmp_path / "b.zip"
    with zipfile.ZipFile(target) as old, zipfile.ZipFile(other, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.endswith("a.css"):
                if how == "missing":
                    continue
                if how == "altered":
                    data = b"p{color:blue}"
            new.writestr(entry, data)
        if how == "added":
            new.writestr("ho-so-thu/x.html", b"x")
        if how == "twice":
            with pytest.warns(UserWarning, match="Duplicate name"):
                new.writestr("ho-so-thu/assets/a.css", b"p{}")

    _, found = compared_zip(other)

    wanted = {
        "altered": Differences(altered=("assets/a.css",)),
        "missing": Differences(missing=("assets/a.css",)),
        "added": Differences(added=("x.html",)),
        "twice": Differences(altered=("assets/a.css",)),
    }
    assert found == wanted[how]


def test_any_flipped_bit_of_a_zip_is_told(site: Path, tmp_path: Path) -> None:
    """One byte in twenty is looked at; what is not told must not be what is read."""
    target = zipped(site, tmp_path)
    data = target.read_bytes()
    wanted, _ = compared_zip(target)
    for at in range(0, len(data), 20):
        broken = bytearray(data)
        broken[at] ^= 0x10
        target.write_bytes(broken)
        try:
            manifest, found = compared_zip(target)
        except ManifestError:
            continue
        if manifest == wanted and not found:  # a time or a flag, and no content
            with zipfile.ZipFile(target) as archive:
                for name, own in FILES.items():
                    assert archive.read(f"ho-so-thu/{name}") == own


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all", b"\0" * 5000])
def test_what_is_no_zip_is_said_so(tmp_path: Path, data: bytes) -> None:
    """Whatever it is."""
    path = tmp_path / "x.zip"
    path.write_bytes(data)

    with pytest.raises(ManifestError, match="no-zip"):
        compared_zip(path)


def test_a_zip_without_a_manifest_is_said_so(tmp_path: Path) -> None:
    """So is one with two folders on top, and an empty one."""
    for names in (["a/x"], ["a/x", "b/manifest.json"], []):
        path = tmp_path / "x.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name in names:
                archive.writestr(name, b"{}")
        with pytest.raises(ManifestError, match="missing"):
            compared_zip(path)


@given(st.one_of(st.binary(), st.text().map(str.encode), st.just(b"[" * 100_000)))
def test_any_bytes_are_a_manifest_or_none(data: bytes) -> None:
    """Nothing that somebody puts there ends in anything but a word on it."""
    with pytest.raises(ManifestError):
        read_manifest(data)


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": "briefing-manifest/2"},
        {"files": {"../out": {"size": 1, "sha256": "0" * 64}}},
        {"files": {"/etc/x": {"size": 1, "sha256": "0" * 64}}},
        {"files": {"a\\b": {"size": 1, "sha256": "0" * 64}}},
        {"files": {"a": {"size": 1, "sha256": "xyz"}}},
        {"files": {"a": {"size": "1.5", "sha256": "0" * 64}}},
        {"files": []},
        {"commit": 5},
        {"counts": None},
    ],
)
def test_a_manifest_that_says_what_none_may_say_is_refused(
    site: Path, wrong: dict[str, object]
) -> None:
    """Among others, a path that leads out of the site."""
    told = json.loads((site / MANIFEST).read_text("utf-8")) | wrong

    with pytest.raises(ManifestError):
        read_manifest(json.dumps(told).encode())


def test_two_manifests_are_compared_by_their_files(site: Path) -> None:
    """What the one holds and the other does not is added or missing."""
    wanted = manifest_in(site)
    change(site)
    add(site)
    remove(site)
    (site / MANIFEST).write_text(manifest_text(entries_of(site), ORIGIN), "utf-8")

    assert compared_manifests(manifest_in(site), wanted) == Differences(
        altered=("index.html",),
        missing=("assets/a.css",),
        added=("partners/fj/evil.html",),
    )
