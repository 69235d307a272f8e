"""Which day a build counts as today: that of the commit, so that it can be repeated."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

EPOCH = "SOURCE_DATE_EPOCH"
"""Seconds since 1970; reproducible-builds.org/specs/source-date-epoch."""


def build_day(root: Path) -> dt.date:
    """
    Return the day of a build of the project at *root*.

    That is `SOURCE_DATE_EPOCH` where it is set; else, when everything is committed,
    the day of the last commit that touched the project (UTC), so that a build can be
    repeated; else the day on the clock, so that what is being written is not left
    out as coming from the future.
    """
    epoch = os.environ.get(EPOCH, "")
    seconds = epoch if epoch.isdigit() else _commit_time(root)
    if seconds:
        return dt.datetime.fromtimestamp(int(seconds), dt.UTC).date()
    return dt.datetime.now(dt.UTC).date()


def _commit_time(root: Path) -> str:
    """Ask git for the time of the last commit; empty where that says nothing."""
    if _git(root, "status", "--porcelain", "--", "."):
        return ""
    return _git(root, "log", "-1", "--format=%ct", "--", ".")


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
