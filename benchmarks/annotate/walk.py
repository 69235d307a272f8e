"""
The way of an editor from a printed text to a clean check, key by key.

    python -m benchmarks.annotate.walk SCRATCH

The project is the repository without the article of seed 000. Every suggestion is
answered as `ANSWERS` says, `y` where it says nothing; what is printed goes to
SCRATCH/walk.txt. Keys of the shell commands themselves are not counted.
"""

from __future__ import annotations

import argparse
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SEED = "seeds/000_1d8cf746af9fea88.txt"
PROMPT = "[q]"
EVENT = re.compile(r"(?:, |\n +)event: bn-2019-03-joint-statement")
SECONDS = 20
SOON = 0.1


def project(scratch: Path) -> Path:
    """Lay the repository below *scratch* without the article that is to be made."""
    root = scratch / "walk"
    shutil.rmtree(root, ignore_errors=True)
    for part in ("content", "docs", "seeds", "site_config"):
        shutil.copytree(ROOT / part, root / part)
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.rmtree(root / "content/bn")
    for path in (root / "site_config").glob("*.yml"):
        text = path.read_text("utf-8")
        path.write_text(EVENT.sub("", text), encoding="utf-8")
    return root


def run(root: Path, *arguments: str) -> str:
    """Run a command to its end and return what it printed."""
    command = [sys.executable, "-m", "generator", *arguments]
    done = subprocess.run(  # noqa: S603 -- written below
        command,
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    return f"$ briefing {' '.join(arguments)}\n{done.stdout}{done.stderr}\n"


def environment() -> dict[str, str]:
    """Return a plain terminal."""
    return {**os.environ, "NO_COLOR": "1", "TERM": "xterm", "PYTHONPATH": str(ROOT)}


def review(root: Path, article: str, answers: dict[int, str]) -> tuple[str, int]:
    """Answer every suggestion, and return what was shown and how many keys it took."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(root)
        command = [sys.executable, "-m", "generator", "review", article]
        os.execve(sys.executable, command, environment())  # noqa: S606 -- ours
    said, keys, answered = b"", 0, 0
    while True:
        ready, _, _ = select.select([terminal], [], [], SECONDS)
        if not ready:
            break
        try:
            data = os.read(terminal, 65_536)
        except OSError:  # it has ended
            break
        if not data:
            break
        said += data
        if said.decode("utf-8", "ignore").endswith(f"{PROMPT} dừng: "):
            answered += 1
            key = answers.get(answered, "y")
            time.sleep(SOON)  # a key that comes before it is waited for is lost
            os.write(terminal, key.encode())
            keys += len(key)
            said += b" "
    os.close(terminal)
    os.waitpid(child, 0)
    return said.decode("utf-8", "ignore").replace("\r", ""), keys


def main() -> None:
    """Walk, print the figures and keep the transcript."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scratch", type=Path)
    parser.add_argument("--published", default="2020-02-14")
    asked = parser.parse_args()
    root = project(asked.scratch)
    shown = run(root, "new", "--from", SEED, "--published", asked.published)
    [path] = (root / "content/bn").rglob("*.md")
    shown += run(root, "check", "--format", "line")
    reviewed, keys = review(root, path.relative_to(root).as_posix(), {})
    shown += reviewed
    checked = run(root, "check", "--format", "line")
    shown += checked
    (asked.scratch / "walk.txt").write_text(shown, encoding="utf-8")
    sys.stdout.write(f"{keys} keys in review\n{checked}")


if __name__ == "__main__":
    main()
