"""
What more articles cost: the walk without its pages, in one process a size.

    python -m benchmarks.scale SCRATCH --count 1000 10000 100000

Articles are those of `benchmarks.corpus`. Each row is CPU seconds of one stage and the
memory that the process has held by then; the last two columns are what scripts in the
page are given: the data of the timeline and the search index.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from benchmarks.corpus import make_project
from generator.check import Checker
from generator.derive.site import derive
from generator.load import read_article, read_disk, read_registers
from generator.model.archive import Archive
from generator.model.as_of import as_of
from generator.model.source import SourceFile
from generator.render import Templates
from generator.render.search_index import search_files
from generator.render.timeline_data import timeline_data
from generator.words import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
TODAY = dt.date(2026, 11, 25)
HEAD = """\
| Articles | Stage | CPU, s | ms an article | Memory so far, MB |
| ---: | --- | ---: | ---: | ---: |"""


def walk(root: Path, count: int) -> None:
    """Walk from the texts below *root* to the data files, and tell each stage."""

    def staged(name: str, work: Callable[[], T]) -> T:
        begun = time.process_time()
        found = work()
        seconds = time.process_time() - begun
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        each = seconds / count * 1000
        say(f"| {count:,} | {name} | {seconds:.1f} | {each:.2f} | {memory:,.0f} |")
        return found

    gc.disable()  # as a build does
    disk = staged("disk to tidy text", lambda: read_disk(root))
    registers, _ = read_registers(disk.registers)
    if registers is None:
        sys.exit("the registers of the corpus are wrong")
    read = staged("load", lambda: [read_article(source) for source in disk.articles])
    archive = Archive.of((article for article, _ in read if article), registers)
    checker = Checker()
    staged("check", lambda: checker(archive, TODAY))
    first, *others = disk.articles
    edited, _ = read_article(SourceFile(first.path, f"{first.text}\nEdited.\n"))
    known = (article for article in archive.articles if article.path != first.path)
    if edited and others:
        again = Archive.of((edited, *known), registers)
        staged("check after one edit", lambda: checker(again, TODAY))
        del edited, again
    sound = as_of(archive, TODAY).in_language("vi")
    view = derive(sound, TODAY)
    staged("derive", view.gather)  # what several pages show, as a build asks for it
    templates = Templates(catalogue("vi"), "vi")
    files = staged(
        "timeline's data and search index",
        lambda: [
            timeline_data(view, templates),
            *search_files(view.search, templates.words),
        ],
    )
    weight = sum(len(file.text.encode()) for file in files)
    say(f"| {count:,} | (bytes of both: {weight:,}) | | | |")


def say(line: str) -> None:
    """Print *line* now."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Measure each count in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scratch", type=Path)
    parser.add_argument("--count", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        walk(asked.scratch, asked.count[0])
        return
    say(HEAD)
    for count in asked.count:
        root = asked.scratch / f"scale{count}"
        if not root.exists():
            make_project(root, count)
        command = [sys.executable, "-m", "benchmarks.scale", str(root), "--one"]
        subprocess.run([*command, "--count", str(count)], check=True)  # noqa: S603 -- ours


if __name__ == "__main__":
    main()
