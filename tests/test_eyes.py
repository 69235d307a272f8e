"""A change is seen, by what the system tells or by looking."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer

from generator.eyes import Eyes


def counted(root: Path) -> tuple[Eyes, list[str]]:
    """Return eyes on *root* that are open, and what they tell."""
    told: list[str] = []
    handler = FileSystemEventHandler()
    handler.on_any_event = lambda event: told.append(  # type: ignore[method-assign]
        Path(str(event.src_path)).name
    )
    eyes = Eyes()
    eyes.schedule(handler, str(root), recursive=True)
    eyes.start()
    return eyes, told


def seen(told: list[str], name: str) -> bool:
    end = time.monotonic() + 20
    while name not in told and time.monotonic() < end:
        time.sleep(0.01)
    return name in told


@pytest.mark.parametrize("is_quick", [True, False])
def test_a_change_is_seen_though_the_system_tells_nothing(
    *, is_quick: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.eyes.SURE", 0.2)
    if not is_quick:
        monkeypatch.setattr(Observer, "start", lambda _: (_ for _ in ()).throw(OSError))
    (tmp_path / "a.md").write_text("1")
    eyes, told = counted(tmp_path)
    try:
        (tmp_path / "a.md").write_text("12")
        assert seen(told, "a.md")
        (tmp_path / "b.md").write_text("1")
        assert seen(told, "b.md")
        time.sleep(0.6)  # it was empty first, and may have been seen then, too
        count = len(told)
        (tmp_path / "a.md").read_text()
        time.sleep(0.6)
        assert len(told) == count, "reading changes nothing, and nothing is told twice"
        told.clear()
        (tmp_path / "a.md").unlink()
        assert seen(told, "a.md")
    finally:
        eyes.stop()
        eyes.join()
