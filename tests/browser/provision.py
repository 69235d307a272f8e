"""
Find a browser of the Chromium family on this machine, or install one.

`python -m tests.browser.provision` prints the path of the browser, and exits with 1
when there is none and none can be had, or when nothing can drive it. Then it takes
what judges the pages (`tools.py`), and exits with 1 when that cannot be had.

Playwright's own download is not used: it comes from a host that closed networks
refuse, while every system's package manager has a mirror there.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.browser import tools

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
"""What the program is called where it lies on the search path; free ones first."""

MACOS = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)

WINDOWS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)

WINDOWS_ROOTS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")

MISSING = """\
Không tìm thấy trình duyệt và không cài được. Hãy cài Chromium, Chrome hoặc Edge, \
hoặc đặt BROWSER_PATH là đường dẫn tới chương trình (Debian: apt-get install chromium).
No browser was found and none could be installed. Install Chromium, Chrome or Edge, \
or set BROWSER_PATH to the program (Debian: apt-get install chromium)."""

WRONG_PATH = """\
BROWSER_PATH là `{path}`, nhưng trình duyệt ở đó không chạy được.
BROWSER_PATH is `{path}`, but no browser runs there."""


NO_DRIVER = """\
Playwright không khởi động được; lý do in ở trên (Debian: apt-get install libatomic1).
Playwright does not start; the reason is above (Debian: apt-get install libatomic1)."""


class NoBrowserError(Exception):
    """No browser can be had; the text tells a person what to do."""


@dataclass(frozen=True, slots=True)
class Installer:
    """A package manager, and how it is asked for a browser."""

    program: str
    steps: tuple[tuple[str, ...], ...]
    as_root: bool = True
    """Whether it changes the whole system; the others refuse to run as root."""


INSTALLERS = (
    Installer(
        "apt-get",
        (("update", "-qq"), ("install", "-qq", "-y", "chromium", "libatomic1")),
    ),
    Installer("dnf", (("install", "-q", "-y", "chromium", "libatomic"),)),
    Installer("pacman", (("-Sy", "--noconfirm", "--needed", "chromium"),)),
    Installer("apk", (("add", "-q", "chromium"),)),
    Installer(
        "brew", (("install", "--quiet", "--cask", "google-chrome"),), as_root=False
    ),
    Installer(
        "winget",
        (
            (
                "install",
                "--exact",
                "--silent",
                "--accept-package-agreements",
                "--accept-source-agreements",
                "--id=Google.Chrome",
            ),
        ),
        as_root=False,
    ),
)


def find_browser(environ: Mapping[str, str] = os.environ) -> Path | None:
    """
    Return the first browser that runs, or None.

    `BROWSER_PATH` wins, and is never passed over in silence: a person who named a
    browser wants that one or a word why not.
    """
    if named := environ.get("BROWSER_PATH"):
        if not runs(Path(named)):
            raise NoBrowserError(WRONG_PATH.format(path=named))
        return Path(named)
    return next((path for path in usual_places(environ) if runs(path)), None)


def usual_places(environ: Mapping[str, str]) -> Iterator[Path]:
    """Yield where a browser may lie, best first."""
    for name in NAMES:
        if found := shutil.which(name, path=environ.get("PATH", os.defpath)):
            yield Path(found)
    for folder in (Path("/Applications"), Path.home() / "Applications"):
        yield from (folder / place for place in MACOS)
    for variable in WINDOWS_ROOTS:
        if folder_named := environ.get(variable):
            yield from (Path(folder_named) / place for place in WINDOWS)


def runs(browser: Path) -> bool:
    """
    Tell whether *browser* is more than a name.

    Ubuntu's `chromium-browser` may be a script that only says "install the snap".
    Windows is believed: there `--version` opens a window instead of answering.
    """
    if not browser.is_file():
        return False
    return sys.platform == "win32" or succeeds([str(browser), "--version"])


def install_browser() -> None:
    """Ask the package managers that we may use, until one has installed a browser."""
    for installer in INSTALLERS:
        program = shutil.which(installer.program)
        prefix = rights(as_root=installer.as_root)
        if program is None or prefix is None:
            continue
        sys.stderr.write(f"{installer.program} ...\n")
        if all(succeeds([*prefix, program, *step]) for step in installer.steps):
            return


def rights(*, as_root: bool) -> list[str] | None:
    """Return what to write before the command, or None where we have no right."""
    if sys.platform == "win32":
        return []
    if os.geteuid() == 0:
        return [] if as_root else None
    if not as_root:
        return []
    # -n: a password is never asked for, since nobody may be there to type it.
    sudo = ["sudo", "-n"]
    return sudo if shutil.which("sudo") and succeeds([*sudo, "true"]) else None


def driver_starts() -> bool:
    """
    Tell whether Playwright can be started.

    Its wheel brings a Node.js of its own, which asks the system for libatomic; the
    smallest Debian images have none.
    """
    return succeeds([sys.executable, "-m", "playwright", "--version"])


def succeeds(command: list[str]) -> bool:
    """Run *command* without input; keep its words for the case that it fails."""
    done = subprocess.run(
        command,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        sys.stderr.write(f"{' '.join(command)}\n{done.stdout}")
    return done.returncode == 0


def main() -> None:
    """Print the path of a browser that can be driven; install what is missing."""
    try:
        browser = find_browser()
        if browser is None or not driver_starts():
            install_browser()
            browser = find_browser()
    except NoBrowserError as problem:
        sys.exit(str(problem))
    if browser is None:
        sys.exit(MISSING)
    if not driver_starts():
        sys.exit(NO_DRIVER)
    sys.stdout.write(f"{browser}\n")
    if not tools.are_installed():
        said = tools.install()
        if not tools.are_installed():
            sys.exit(f"{said}\n{tools.MISSING}")


if __name__ == "__main__":
    main()
