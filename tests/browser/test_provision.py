"""A browser is found, or a person is told what to do; nothing in between."""

import sys
from pathlib import Path

import pytest

from tests.browser.provision import (
    INSTALLERS,
    MISSING,
    NoBrowserError,
    find_browser,
    main,
)

needs_scripts = pytest.mark.skipif(
    sys.platform == "win32", reason="the stand-ins for a browser are shell scripts"
)


def stand_in(folder: Path, name: str, *, status: int = 0) -> Path:
    """Write a program that answers `--version` with *status*."""
    program = folder / name
    program.write_text(f"#!/bin/sh\nexit {status}\n", encoding="utf-8")
    program.chmod(0o755)
    return program


@pytest.fixture(autouse=True)
def no_fixed_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide what lies in the usual folder of this very machine."""
    monkeypatch.setattr("tests.browser.provision.MACOS", ())


@needs_scripts
def test_named_browser_wins(tmp_path: Path) -> None:
    """BROWSER_PATH is taken, whatever else is installed."""
    stand_in(tmp_path, "chromium")
    mine = stand_in(tmp_path, "mine")

    found = find_browser({"PATH": str(tmp_path), "BROWSER_PATH": str(mine)})

    assert found == mine


@needs_scripts
def test_named_browser_that_is_absent_is_not_passed_over(tmp_path: Path) -> None:
    """A wrong BROWSER_PATH is said, in both languages, though another browser runs."""
    stand_in(tmp_path, "chromium")
    named = {"PATH": str(tmp_path), "BROWSER_PATH": str(tmp_path / "absent")}

    with pytest.raises(NoBrowserError, match=r"không chạy được[^$]*no browser runs"):
        find_browser(named)


@needs_scripts
def test_name_that_does_not_run_is_no_browser(tmp_path: Path) -> None:
    """A stub that only tells what to install is passed over for one that runs."""
    stand_in(tmp_path, "chromium", status=1)
    chrome = stand_in(tmp_path, "google-chrome")

    assert find_browser({"PATH": str(tmp_path)}) == chrome


@needs_scripts
def test_installer_is_asked_when_no_browser_is_there(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With the right to install and nothing installed, one command is enough."""
    brew = stand_in(tmp_path, "brew")
    browser = tmp_path / "chromium"
    brew.write_text(f"#!/bin/sh\n/bin/cp '{brew}' '{browser}'\n", encoding="utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setattr("os.geteuid", lambda: 1000)

    main()

    assert capsys.readouterr().out == f"{browser}\n"


@needs_scripts
def test_missing_browser_is_an_error_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing can be installed, a person reads what to do, and CI stops."""
    for installer in INSTALLERS:
        stand_in(tmp_path, installer.program, status=1)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("BROWSER_PATH", raising=False)

    with pytest.raises(SystemExit, match="Không tìm thấy") as stopped:
        main()

    assert stopped.value.code == MISSING
    assert "No browser was found" in MISSING
