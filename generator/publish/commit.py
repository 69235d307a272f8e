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

    That is `SOURCE_DATE_EPOCH` where it is set, else the day of the last commit that
    touched the project (UTC), else, outside git, the day on the clock.
    """
    epoch = os.environ.get(EPOCH, "")
    seconds = epoch if epoch.isdigit() else _commit_time(root)
    if seconds:
        return dt.datetime.fromtimestamp(int(seconds), dt.UTC).date()
    return dt.datetime.now(dt.UTC).date()


def _commit_time(root: Path) -> str:
    """Ask git for the time of the last commit; empty where it has no answer."""
    try:
        done = subprocess.run(  # noqa: S603 -- a fixed command
            ["git", "-C", str(root), "log", "-1", "--format=%ct", "--", "."],  # noqa: S607 -- the git of whoever builds
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except OSError:
        return ""
    return done.stdout.strip()
