"""What was made is put in its place whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publish import folder
from generator.publish.folder import replacing
from generator.publish.manifest import Origin
from generator.publish.zip_file import write_zip


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return a folder in which an older work stands."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "old.txt").write_text("cũ", encoding="utf-8")
    return folder


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_finished_folder_takes_the_place_of_the_old_one(target: Path) -> None:
    """Nothing of the old one is left, in it or beside it."""
    with replacing(target) as fresh:
        (fresh / "new.txt").write_text("mới", encoding="utf-8")
        assert names_in(target) == ["old.txt"], "the old one stands until the end"

    assert names_in(target) == ["new.txt"]
    assert names_in(target.parent) == ["site"]


def test_a_folder_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    """Its parents are made too."""
    with replacing(tmp_path / "a" / "b") as fresh:
        (fresh / "new.txt").touch()

    assert names_in(tmp_path / "a" / "b") == ["new.txt"]


@pytest.mark.parametrize("error", [OSError, ValueError, KeyboardInterrupt])
def test_the_old_folder_stays_when_the_work_fails(
    target: Path, error: type[BaseException]
) -> None:
    """A full disk, a bug or an impatient person leaves no trace."""

    def work() -> None:
        with replacing(target) as fresh:
            (fresh / "half.txt").write_text("dở", encoding="utf-8")
            raise error

    with pytest.raises(error):
        work()

    assert names_in(target) == ["old.txt"]
    assert names_in(target.parent) == ["site"]


@pytest.mark.parametrize("error", [PermissionError, KeyboardInterrupt])
def test_the_old_folder_comes_back_when_the_new_one_cannot_be_set(
    target: Path, error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even between the two renames nothing is lost."""
    rename = Path.rename
    # a system that cannot exchange two names
    monkeypatch.setattr(folder, "_exchanged", lambda *_: False)

    def refuse(path: Path, to: Path) -> Path:
        if path.name == "new":
            raise error
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", refuse)

    with pytest.raises(error), replacing(target) as fresh:
        (fresh / "new.txt").touch()

    assert names_in(target) == ["old.txt"]
    assert names_in(target.parent) == ["site"]


def test_a_zip_that_fails_leaves_the_old_one(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was handed out before is still whole, and no part lies beside it."""
    packed = target.parent / "dist" / "ho-so.zip"
    origin = Origin(site="ho-so", as_of="2026-11-22")
    assert write_zip(target, packed, origin) == 1
    before = packed.read_bytes()

    def refuse(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(PermissionError):
        write_zip(target, packed, origin)
    monkeypatch.undo()

    assert packed.read_bytes() == before
    assert names_in(packed.parent) == ["ho-so.zip"]
