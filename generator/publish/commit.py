"""Of which commit a build is, and which day it counts as today."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

EPOCH = "SOURCE_DATE_EPOCH"
"""Seconds since 1970; reproducible-builds.org/specs/source-date-epoch."""
LATEST = 253_402_300_800
"""The first second of the year 10000, which no date here can name."""


def build_day(root: Path, commit: Commit | None = None) -> dt.date:
    """
    Return the day of a build of the project at *root*.

    That is `SOURCE_DATE_EPOCH` where it is set; else, when everything is committed,
    the day of the last commit that touched the project (UTC), so that a build can be
    repeated; else the day on the clock, so that what is being written is not left
    out as coming from the future. *commit* is that one, where it is known already.
    """
    epoch = os.environ.get(EPOCH, "")
    if epoch.isdigit() and int(epoch) < LATEST:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    commit = commit or commit_of(root)
    return commit.moment.date() if commit else dt.datetime.now(dt.UTC).date()


@dataclass(frozen=True, slots=True)
class Commit:
    """What the editors committed last."""

    id: str
    """All 40 hexadecimal digits."""
    moment: dt.datetime
    """UTC."""


def commit_of(root: Path) -> Commit | None:
    """
    Return the last commit that touched the project at *root*.

    None where something is not committed, or nothing ever was: then no commit tells
    what a build holds.
    """
    if _git(root, "status", "--porcelain", "--", "."):
        return None
    return commit_at(root, "HEAD")


def commit_at(root: Path, name: str) -> Commit | None:
    """Return the commit that *name* means, as `commit_of` tells it; None for none."""
    if name.startswith("-"):
        return None
    found = _git(root, "log", "-1", "--format=%H %ct", name, "--", ".").split()
    if not found:
        return None
    return Commit(found[0], dt.datetime.fromtimestamp(int(found[1]), dt.UTC))


def files_at(root: Path, commit: str) -> bytes | None:
    """Return the project at *root* as *commit* has it, as tar; None for none."""
    if commit.startswith("-"):
        return None
    try:
        done = subprocess.run(  # noqa: S603 -- fixed commands
            ["git", "-C", str(root), "archive", "--format=tar", commit, "--", "."],  # noqa: S607
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def _git(root: Path, *words: str) -> str:
    """Return what git says; nothing where it is not there or has no answer."""
    try:
        done = subprocess.run(  # noqa: S603 -- fixed commands
            ["git", "-C", str(root), *words],  # noqa: S607 -- the git of whoever builds
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except OSError:
        return ""
    return done.stdout.strip()
