"""
Put a site where a host serves it, by one change of a link, and keep the last ones.

    TARGET/current -> releases/0007-2026-11-26-64bf0f6    what the host serves
    TARGET/releases/0006-…  0007-…                        whole sites, never changed

At every moment `current` leads to a whole site. Renaming a link over another is one
step (POSIX, rename()), so a reader gets the old site or the new one.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.publish.folder import settle
from generator.publish.manifest import (
    Differences,
    ManifestError,
    compared_folder,
    manifest_in,
)
from generator.publish.packed import pack_files

if TYPE_CHECKING:
    from pathlib import Path

    from generator.publish.manifest import Manifest

CURRENT = "current"
RELEASES = "releases"
UNFINISHED = ".new-"
NAME = re.compile(r"(\d{4,})-[a-z0-9-]+")


class ReleaseError(Exception):
    """It cannot be done; the reason, by its name."""


@dataclass(frozen=True, slots=True)
class Released:
    """A site as a release holds it."""

    name: str
    """Of its folder, which begins with its number."""
    is_current: bool


def number_of(name: str) -> int:
    """Return the number with which the *name* of a release begins."""
    return int(name.partition("-")[0])


def releases_in(target: Path) -> tuple[Released, ...]:
    """Return the releases at *target*, the oldest first."""
    current = _current(target)
    folder = target / RELEASES
    if not folder.is_dir():
        return ()
    names = [each.name for each in folder.iterdir() if NAME.fullmatch(each.name)]
    return tuple(
        Released(name, name == current) for name in sorted(names, key=number_of)
    )


def name_of(manifest: Manifest, number: int) -> str:
    """Return what a release of *manifest* is called; its seal tells two apart."""
    origin = manifest.origin
    parts = (f"{number:04}", origin.as_of, origin.commit[:7], manifest.seal[:8])
    return "-".join(part for part in parts if part)


def copied(site: Path, room: Path, manifest: Manifest) -> None:
    """Copy *site* to *room*, which is not there, and make its packed forms."""
    shutil.copytree(site, room, symlinks=True)
    pack_files(room)
    if compared_folder(room, manifest) != Differences():
        raise ReleaseError("copy-differs")


def release(site: Path, target: Path, keep: int) -> Released:
    """
    Put a copy of *site* at *target*, let it be served, and keep the last *keep*.

    Nobody else may work on *target* meanwhile (`folder.alone`). The same site again
    changes nothing. A release that was cut short is swept away by the next one.
    """
    manifest = manifest_in(site)
    folder = target / RELEASES
    folder.mkdir(parents=True, exist_ok=True)
    sweep(target)
    before = releases_in(target)
    for each in before:
        same = name_of(manifest, number_of(each.name))
        if each.is_current and each.name == same:
            return each
    number = max((number_of(each.name) for each in before), default=0) + 1
    name = name_of(manifest, number)
    room = folder / f"{UNFINISHED}{name}"
    try:
        copied(site, room, manifest)
        settle()
        room.rename(folder / name)
    finally:
        shutil.rmtree(room, ignore_errors=True)
    _switch(target, name)
    _prune(target, keep)
    return Released(name, is_current=True)


def rollback(target: Path) -> Released:
    """Let the release before the current one be served again, if it is whole."""
    several = releases_in(target)
    at = next((n for n, each in enumerate(several) if each.is_current), None)
    if at is None:
        raise ReleaseError("no-current")
    if at == 0:
        raise ReleaseError("no-earlier")
    earlier = several[at - 1]
    place = target / RELEASES / earlier.name
    try:
        whole = compared_folder(place, manifest_in(place)) == Differences()
    except ManifestError:
        whole = False
    if not whole:
        raise ReleaseError("earlier-altered")
    _switch(target, earlier.name)
    return Released(earlier.name, is_current=True)


def sweep(target: Path) -> None:
    """Remove what a release left that was cut short."""
    for each in (target / RELEASES).glob(f"{UNFINISHED}*"):
        shutil.rmtree(each, ignore_errors=True)
    (target / f".{CURRENT}").unlink(missing_ok=True)


def _current(target: Path) -> str:
    """Return the name of the release that is served; empty for none."""
    link = target / CURRENT
    if not link.is_symlink():
        if link.exists():
            raise ReleaseError("current-is-no-link")
        return ""
    return link.readlink().name


def _switch(target: Path, name: str) -> None:
    """Serve the release called *name*, in one step."""
    fresh = target / f".{CURRENT}"
    fresh.unlink(missing_ok=True)
    os.symlink(f"{RELEASES}/{name}", fresh, target_is_directory=True)  # noqa: PTH211 -- relative
    fresh.replace(target / CURRENT)
    settle()


def _prune(target: Path, keep: int) -> None:
    """Remove all but the current release and the *keep* - 1 before it."""
    several = releases_in(target)
    at = next(n for n, each in enumerate(several) if each.is_current)
    for each in several[: max(0, at + 1 - keep)]:
        old = target / RELEASES / each.name
        gone = old.with_name(f"{UNFINISHED}{each.name}")
        old.rename(gone)  # so that none is ever there in part
        shutil.rmtree(gone, ignore_errors=True)
