"""
How long an editor waits: from the saved file to the fresh page in the preview.

    python -m benchmarks.preview SCRATCH --count 100 1000 10000

`briefing serve` serves a project of made-up articles (`benchmarks.corpus`). A sentence
is added to an article as an editor would save it, and its page is asked for again and
again until it holds that sentence; detection, reading, checking and pressing are in it.
Each save is of another article. The first one is told apart: it finds nothing warm.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.corpus import make_project

ID = re.compile(r"^id: (\S+)", re.MULTILINE)
HEAD = """\
| Articles | Start to first page, s | First save, s | Later saves, s | Memory, MB |
| ---: | ---: | ---: | ---: | ---: |"""
BREATH = 4.0
"""Seconds between two saves; also the preview looks twice at what changed."""


def asked(address: str) -> str:
    """Return what the server answers; empty while it does not."""
    try:
        with urlopen(address, timeout=300) as answer:  # noqa: S310 -- our own server
            text: str = answer.read().decode()
            return text
    except (URLError, ConnectionError):
        return ""


def until(address: str, words: str) -> float:
    """Ask until the answer holds *words*; return the seconds that took."""
    begun = time.monotonic()
    while words not in asked(address):
        time.sleep(0.02)
    return time.monotonic() - begun


def memory_of(process: int) -> float:
    """Return the most that a process held at once, in MB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    held = re.search(r"VmHWM:\s+(\d+)", status)
    return int(held[1]) / 1024 if held else 0.0


def measured(project: Path, saves: int) -> tuple[float, list[float], float]:
    """Serve *project*; return start, each save, and the memory."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    host = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "generator", "serve", "."]
    server = subprocess.Popen(  # noqa: S603 -- our own scratch
        [*command, "--address", f"127.0.0.1:{port}"],
        cwd=project,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        start = until(f"{host}/index.html", "<html")
        taken = []
        articles = sorted(project.glob("content/*/*/*.md"))
        step = max(1, len(articles) // saves)
        for number, path in enumerate(articles[::step][:saves]):
            text = path.read_text(encoding="utf-8")
            code = ID.search(text)
            folder = path.parent.relative_to(project / "content").as_posix()
            page = f"{host}/partners/{folder}/{code[1] if code else path.stem}.html"
            asked(page)
            words = f"Câu vừa thêm số {number}."
            path.write_text(f"{text.rstrip()}\n\n{words}\n", encoding="utf-8")
            taken.append(until(page, words))
            time.sleep(BREATH)
        return start, taken, memory_of(server.pid)
    finally:
        os.killpg(server.pid, signal.SIGINT)
        server.wait()


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scratch", type=Path)
    parser.add_argument("--count", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--saves", type=int, default=6)
    arguments = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores"
    print(f"{machine}, Python {platform.python_version()}\n\n{HEAD}")  # noqa: T201
    for count in arguments.count:
        project = arguments.scratch.absolute() / f"served-{count}"
        shutil.rmtree(project, ignore_errors=True)
        make_project(project, count)
        start, (first, *later), memory = measured(project, arguments.saves)
        between = f"{median(later):.2f} ({min(later):.2f} to {max(later):.2f})"
        print(  # noqa: T201
            f"| {count:,} | {start:.1f} | {first:.2f} | {between} | {memory:,.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
