"""
How long an editor waits: from the saved file to the fresh page in the preview.

    python -m benchmarks.preview SCRATCH --count 100 1000 10000

`briefing serve` serves a project of made-up articles (`benchmarks.corpus`). A sentence
is added to an article as an editor would save it. The page that stands open waits for
word of a change, as its script does in a browser, and is asked for again until it holds
that sentence; detection, reading, checking and pressing are in it.
Each save is of another article. The first one is told apart: it finds nothing warm.
Then the front matter of as many others is changed (words are added to the title), after
which the rules that compare articles are asked again.
With `--parted` the site knows two audiences, of which it is shown to the outer one, one
article in twenty has a note for the inner one, and an article is yet to come.
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
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.corpus import make_project

if TYPE_CHECKING:
    from collections.abc import Callable

ID = re.compile(r"^id: (\S+)", re.MULTILINE)
WAITING = re.compile(r"livereload\((\d+), (\d+)\)")
"""How a page of the preview begins to wait for word of a change."""
TITLE = re.compile(r"^title: (.*)$", re.MULTILINE)
HEAD = """\
| Articles | Start, s | First save, s | Text, s | Front matter, s | Memory, MB |
| ---: | ---: | ---: | ---: | ---: | ---: |"""
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


def until(host: str, page: str, words: str, change: Callable[[], object]) -> float:
    """
    Make a *change* while *page* stands open; return the seconds until it has *words*.

    Where nothing answers yet, ask again and again.
    """
    html = asked(f"{host}/{page}")
    begun = time.monotonic()
    change()
    while words not in html:
        if waiting := WAITING.search(html):
            asked(f"{host}/livereload/{waiting[1]}/{waiting[2]}")
        else:
            time.sleep(0.02)
        html = asked(f"{host}/{page}")
    return time.monotonic() - begun


def memory_of(process: int) -> float:
    """Return the most that a process held at once, in MB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    held = re.search(r"VmHWM:\s+(\d+)", status)
    return int(held[1]) / 1024 if held else 0.0


def measured(
    project: Path, saves: int
) -> tuple[float, list[float], list[float], float]:
    """Serve *project*; return start, saves of text and front matter, and memory."""
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
        start = until(host, "index.html", "<html", lambda: None)
        texts, matters = list[float](), list[float]()
        articles = sorted(project.glob("content/*/*/*.md"))
        step = max(1, len(articles) // (2 * saves))
        for number, path in enumerate(articles[::step][: 2 * saves]):
            text = path.read_text(encoding="utf-8")
            code = ID.search(text)
            folder = path.parent.relative_to(project / "content").as_posix()
            page = f"partners/{folder}/{code[1] if code else path.stem}.html"
            words = f"Câu vừa thêm số {number}."
            if number < saves:
                fresh, taken = f"{text.rstrip()}\n\n{words}\n", texts
            else:
                fresh, taken = TITLE.sub(rf"title: \1 {words}", text, count=1), matters
            save = partial(path.write_text, fresh, encoding="utf-8")
            taken.append(until(host, page, words, save))
            time.sleep(BREATH)
        return start, texts, matters, memory_of(server.pid)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scratch", type=Path)
    parser.add_argument("--count", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--saves", type=int, default=6)
    parser.add_argument("--parted", action="store_true")
    arguments = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores"
    print(f"{machine}, Python {platform.python_version()}\n\n{HEAD}")  # noqa: T201
    for count in arguments.count:
        project = arguments.scratch.absolute() / f"served-{count}"
        shutil.rmtree(project, ignore_errors=True)
        make_project(project, count, is_parted=arguments.parted)
        start, (first, *texts), matters, memory = measured(project, arguments.saves)
        told = [
            f"{median(several):.2f} ({min(several):.2f} to {max(several):.2f})"
            for several in (texts, matters)
        ]
        cells = [f"{count:,}", f"{start:.1f}", f"{first:.2f}", *told, f"{memory:,.0f}"]
        print(f"| {' | '.join(cells)} |", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
