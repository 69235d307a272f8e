"""
What a finished site consists of: every file by its SHA-256, and of what it was made.

The manifest lies in the site, and so in the zip. Its own SHA-256 is the seal: who has
been told the seal by another way can prove every byte.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import brotli  # type: ignore[import-untyped]
import zstandard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

FORMAT = "briefing-manifest/1"
"""Name and version of the form; another version is not read."""
MANIFEST = "manifest.json"
LARGEST = 1 << 30
"""Bytes of a manifest; one of a million files has a fifth of it."""
PIECE = 1 << 20
"""Bytes read at once, so that memory does not grow with a file."""
UNPACKED: Mapping[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.decompress,
    ".br": brotli.decompress,
    ".zst": lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data),
}
"""Endings of what a release holds beside a file, and how to get the file back."""
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError),
    *(NotImplementedError, RuntimeError, ValueError),
)
"""What `zipfile` says of what is no zip, or a broken one."""
DIGITS = frozenset("0123456789abcdef")
SHA256_DIGITS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Of what a site was made."""

    site: str
    """What its files are called."""
    as_of: str
    """ISO 8601 day as of which it reads."""
    commit: str = ""
    """All 40 digits; empty where no commit tells what it holds."""
    moment: str = ""
    """ISO 8601 time of the commit, UTC; empty without one."""
    audience: str = ""
    """For whom it was made; empty where the site knows no audiences."""
    partner: str = ""
    """The partner that it is about; empty for all."""
    versions: Mapping[str, str] = field(default_factory=dict)
    """Name of a package to its version."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """What it holds."""

    @property
    def name(self) -> str:
        """What a zip of it is called, without ending; ASCII, safe on Windows."""
        commit = self.commit[:7] or "uncommitted"
        parts = (self.site, self.audience, self.partner, self.as_of, commit)
        return "-".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a site."""

    size: int
    """Bytes."""
    sha256: str
    """64 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in `manifest.json`."""

    origin: Origin
    files: Mapping[str, Entry]
    """By POSIX path below the root of the site, in order; without the manifest."""
    seal: str
    """SHA-256 of the manifest itself."""


class ManifestError(Exception):
    """There is no manifest, or none that can be read; the reason, by its name."""


@dataclass(frozen=True, slots=True)
class Differences:
    """In what a site is not what its manifest says; each by path, in order."""

    altered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self.altered or self.missing or self.added)


def names_below(folder: Path) -> list[str]:
    """Return the POSIX path of every file below *folder*, in order."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    )


NO_ENTRIES: Mapping[str, Entry] = MappingProxyType({})
"""Nothing is known."""


def entries_of(
    folder: Path, known: Mapping[str, Entry] = NO_ENTRIES
) -> Mapping[str, Entry]:
    """
    Return what a manifest says of each file in *folder*, by path, in order.

    A manifest itself is left out. What is *known* is taken as it is.
    """
    return {
        name: known[name]
        if name in known
        else _entry_of(partial(_pieces, folder / name))
        for name in names_below(folder)
        if name != MANIFEST
    }


def manifest_text(entries: Mapping[str, Entry], origin: Origin) -> str:
    """Return the manifest of *entries*, which are in order, as JSON."""
    told: dict[str, Any] = {
        "format": FORMAT,
        "site": origin.site,
        "as_of": origin.as_of,
        "commit": origin.commit or None,
        "committed": origin.moment or None,
        "audience": origin.audience or None,
        "partner": origin.partner or None,
        "versions": dict(sorted(origin.versions.items())),
        "counts": {**origin.counts, "files": len(entries)},
        "files": {
            name: {"size": entry.size, "sha256": entry.sha256}
            for name, entry in entries.items()
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def read_manifest(data: bytes) -> Manifest:
    """Read a manifest; raise `ManifestError` on any other bytes."""
    try:
        told = json.loads(data)
        if told["format"] != FORMAT:
            raise ManifestError("foreign")
        origin = Origin(
            site=_text(told["site"]),
            as_of=_text(told["as_of"]),
            commit=_text(told["commit"] or ""),
            moment=_text(told["committed"] or ""),
            audience=_text(told["audience"] or ""),
            partner=_text(told["partner"] or ""),
            versions={str(k): _text(v) for k, v in told["versions"].items()},
            counts={str(k): int(v) for k, v in told["counts"].items()},
        )
        files = {
            _path(name): Entry(int(each["size"]), _digest(each["sha256"]))
            for name, each in told["files"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ManifestError("broken") from None
    return Manifest(origin, files, hashlib.sha256(data).hexdigest())


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _digest(value: object) -> str:
    text = _text(value)
    if len(text) != SHA256_DIGITS or not DIGITS.issuperset(text):
        raise ValueError
    return text


def _path(name: object) -> str:
    """Return a path that stays in the site."""
    text = _text(name)
    if text.startswith("/") or "\\" in text or ".." in text.split("/"):
        raise ValueError
    return text


def manifest_in(folder: Path) -> Manifest:
    """Return the manifest of the site in *folder*."""
    try:
        return read_manifest((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        raise ManifestError("missing") from None


def compared_folder(folder: Path, manifest: Manifest) -> Differences:
    """
    Compare what lies in *folder* with *manifest*.

    A packed file beside the one that it unpacks to is part of a release, and is
    nothing added.
    """
    names = frozenset(names_below(folder)) - {MANIFEST}
    altered: list[str] = []
    added: list[str] = []
    for name in sorted(names):
        path = folder / name
        base = name.rpartition(".")[0]
        if path.is_symlink() or not path.is_file():
            added.append(name)
        elif name in manifest.files:
            if _entry_of(partial(_pieces, path)) != manifest.files[name]:
                altered.append(name)
        elif path.suffix in UNPACKED and base in manifest.files:
            if not _unpacks_to(path, manifest.files[base]):
                altered.append(name)
        else:
            added.append(name)
    missing = sorted(manifest.files.keys() - names)
    return Differences(tuple(altered), tuple(missing), tuple(added))


def compared_zip(file: Path) -> tuple[Manifest, Differences]:
    """
    Compare what a zip holds with the manifest in it.

    Raise `ManifestError` for a file that is no zip of a site.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            names = [each for each in archive.namelist() if not each.endswith("/")]
            tops = {name.partition("/")[0] for name in names}
            top = f"{min(tops, default='')}/"
            if len(tops) != 1 or f"{top}{MANIFEST}" not in names:
                raise ManifestError("missing")
            if archive.getinfo(f"{top}{MANIFEST}").file_size > LARGEST:
                raise ManifestError("broken")
            manifest = read_manifest(archive.read(f"{top}{MANIFEST}"))
            held = Counter(name.removeprefix(top) for name in names)
            altered = [
                name
                for name in sorted(held.keys() & manifest.files.keys())
                if held[name] > 1  # who unpacks it may get the one or the other
                or _entry_of(partial(_pieces_of, archive, f"{top}{name}"))
                != manifest.files[name]
            ]
            added = sorted(held.keys() - manifest.files.keys() - {MANIFEST})
            missing = sorted(manifest.files.keys() - held.keys())
    except UNREADABLE:
        raise ManifestError("no-zip") from None
    return manifest, Differences(tuple(altered), tuple(missing), tuple(added))


def compared_manifests(held: Manifest, wanted: Manifest) -> Differences:
    """Compare the files that two manifests tell of."""
    own, other = held.files, wanted.files
    return Differences(
        tuple(sorted(n for n in own.keys() & other.keys() if own[n] != other[n])),
        tuple(sorted(other.keys() - own.keys())),
        tuple(sorted(own.keys() - other.keys())),
    )


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _pieces_of(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield what an entry holds; what does not unpack stands for other bytes."""
    try:
        with archive.open(name) as file:
            while piece := file.read(PIECE):
                yield piece
    except UNREADABLE:
        yield b"\0broken"


def _entry_of(pieces: Callable[[], Iterator[bytes]]) -> Entry:
    digest, size = hashlib.sha256(), 0
    for piece in pieces():
        digest.update(piece)
        size += len(piece)
    return Entry(size, digest.hexdigest())


def _unpacks_to(path: Path, wanted: Entry) -> bool:
    try:
        data = UNPACKED[path.suffix](path.read_bytes())
    except (OSError, EOFError, ValueError, brotli.error, zstandard.ZstdError):
        return False
    return Entry(len(data), hashlib.sha256(data).hexdigest()) == wanted
