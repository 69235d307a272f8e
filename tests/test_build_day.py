"""Which day a build counts as today."""

import datetime as dt
import os
import subprocess
from pathlib import Path

import pytest

from generator.publish.commit import EPOCH, build_day

COMMITTED = "2020-03-01T23:30:00-05:00"
"""Already the second of March in UTC."""


def git(root: Path, *words: str) -> None:
    """Run git in *root* as somebody, at the time of `COMMITTED`."""
    who = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (
            ("NAME", "Test"),
            ("EMAIL", "test@example.invalid"),
            ("DATE", COMMITTED),
        )
    }
    subprocess.run(
        ["git", "-C", str(root), *words],  # noqa: S607 -- the git of whoever tests
        check=True,
        env={**os.environ, **who},
    )


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with one commit."""
    monkeypatch.delenv(EPOCH, raising=False)
    (tmp_path / "bài.md").write_text("một\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "một")
    return tmp_path


def today() -> dt.date:
    """Return the day on the clock, where the code takes it from."""
    return dt.datetime.now(dt.UTC).date()


def test_committed_project_has_the_day_of_its_commit(repository: Path) -> None:
    """Two clones of one commit read the same on different days."""
    assert build_day(repository) == dt.date(2020, 3, 2)


def test_project_that_is_being_edited_has_today(repository: Path) -> None:
    """What is being written is not left out as coming from the future."""
    (repository / "bài.md").write_text("hai\n", encoding="utf-8")

    assert build_day(repository) == today()


def test_project_outside_git_has_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unzipped copy has no commit to ask."""
    monkeypatch.delenv(EPOCH, raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    assert build_day(tmp_path) == today()


def test_the_environment_has_the_last_word(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever rebuilds a release says for which day."""
    monkeypatch.setenv(EPOCH, "1582934400")

    assert build_day(repository) == dt.date(2020, 2, 29)
