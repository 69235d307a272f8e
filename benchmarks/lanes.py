"""
Measure what could draw the lanes of the timeline, side by side in one run.

    python -m benchmarks.lanes FOLDER

fetches the libraries by npm into FOLDER (outside the project; nothing is fetched
twice), opens each candidate of `benchmarks/lanes/` in Chromium with the same made-up
events, drags it, and prints tables in Markdown. Frames are not held to 60 a second, so
that a frame lasts as long as its work; "an empty page" is what a frame costs at least.
"""

from __future__ import annotations

import argparse
import gzip
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from tests.browser.provision import find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession

HERE = Path(__file__).parent / "lanes"
ASSETS = Path(__file__).parent.parent / "site_config/theme/assets"
PACKAGES = ("vis-timeline@8.5.4", "echarts@6.1.0", "d3@7.9.2")
D3 = (
    *["array", "color", "dispatch", "ease", "timer", "selection", "interpolate"],
    *["time", "drag", "transition", "zoom", "brush"],
)
SIZES = ((200, 10), (10_000, 10))
"""Events and partners."""
ROUNDS = 3
FRAMES = 120
ARGUMENTS = (
    *[
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--enable-precise-memory-info",
    ],
    *["--disable-background-networking", "--disable-component-update"],
    *["--disable-frame-rate-limit", "--disable-gpu-vsync"],
)


@dataclass(frozen=True)
class Candidate:
    """What to load, and what its bytes are counted by."""

    name: str
    script: str
    library: tuple[Path, ...]
    styles: tuple[Path, ...] = ()
    query: str = ""
    is_lazy: bool = False
    """Whether the script loads its library by itself."""


@dataclass
class Result:
    """What was seen in all rounds."""

    first: list[float] = field(default_factory=list)
    drawing: list[float] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)
    script: list[float] = field(default_factory=list)
    """Milliseconds of JavaScript a frame, one mean for each round."""
    heap: list[float] = field(default_factory=list)
    nodes: int = 0


def fetch(folder: Path) -> Path:
    """Have npm put the libraries into *folder*; return where they lie."""
    folder.mkdir(parents=True, exist_ok=True)
    modules = folder / "node_modules"
    if not all((modules / each.partition("@")[0]).is_dir() for each in PACKAGES):
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder)]
        subprocess.run([*command, *PACKAGES], check=True)  # noqa: S603 - all written here
    return modules


def candidates(modules: Path) -> tuple[Candidate, ...]:
    """Return what is compared, in the order of the tables."""
    vis = modules / "vis-timeline"
    vis_script = vis / "standalone/umd/vis-timeline-graph2d.min.js"
    vis_style = vis / "styles/vis-timeline-graph2d.min.css"
    d3 = tuple(ASSETS / f"vendor/d3/d3-{name}.min.js" for name in D3)
    echarts = modules / "echarts/dist/echarts.min.js"
    return (
        Candidate("vis-timeline 8.5.4", "vis.js", (vis_script,), (vis_style,)),
        Candidate(
            "vis-timeline 8.5.4, clusters on",
            "vis.js",
            (vis_script,),
            (vis_style,),
            "&clustered",
        ),
        Candidate("Apache ECharts 6.1.0, canvas", "echarts.js", (echarts,)),
        Candidate("d3 modules, SVG", "d3_svg.js", d3),
        Candidate(
            "d3 modules, canvas (ours)",
            "ours.js",
            d3,
            (ASSETS / "css/briefing.css", ASSETS / "css/lanes.css"),
            is_lazy=True,
        ),
    )


def write_page(folder: Path, candidate: Candidate) -> str:
    """Write the page of *candidate* into *folder*; return its address."""
    lazy = (ASSETS / "js/paint.js", ASSETS / "js/lanes.js")
    own = lazy if candidate.is_lazy else candidate.library
    scripts = (*own, HERE / "data.js", HERE / "measure.js", HERE / candidate.script)
    text = (
        '<!doctype html><html lang="vi"><meta charset="utf-8"><title>lanes</title>'
        + "".join(
            f'<link rel="stylesheet" href="{path.as_uri()}">'
            for path in candidate.styles
        )
        + '<body data-md-color-scheme="default"><div id="lanes"></div>'
        + "".join(f'<script src="{path.as_uri()}"></script>' for path in scripts)
    )
    path = folder / f"{Path(candidate.script).stem}.html"
    path.write_text(text, encoding="utf-8")
    return path.as_uri()


def run(browser: Browser, address: str, result: Result) -> None:
    """Open the page once, drag it, and add what was seen to *result*."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address)
    seen: dict[str, Any] = page.evaluate("measure()")
    client = context.new_cdp_session(page)
    client.send("HeapProfiler.collectGarbage")
    client.send("Performance.enable")
    before = metrics(client)
    dragged: dict[str, Any] = page.evaluate(f"drag({FRAMES})")
    script = metrics(client)["ScriptDuration"] - before["ScriptDuration"]
    if not dragged["moved"]:
        message = f"{address} was dragged and did not move"
        raise RuntimeError(message)
    result.first.append(seen["sinceStart"])
    result.drawing.append(seen["drawing"])
    result.frames.extend(dragged["times"])
    result.script.append(1e3 * script / len(dragged["times"]))
    result.heap.append(before["JSHeapUsedSize"] / 1e6)
    result.nodes = int(before["Nodes"])
    context.close()


def metrics(client: CDPSession) -> dict[str, float]:
    """Return what the browser counts."""
    found = client.send("Performance.getMetrics")["metrics"]
    return {each["name"]: each["value"] for each in found}


def idle(browser: Browser) -> list[float]:
    """Return how long frames last where nothing is drawn."""
    page = browser.new_page()
    page.goto((HERE / "empty.html").as_uri())
    times: list[float] = page.evaluate(f"idle({FRAMES})")
    page.close()
    return times


def kilobytes(paths: tuple[Path, ...]) -> tuple[float, float]:
    """Return the size of the files as they lie, and packed by gzip."""
    data = [path.read_bytes() for path in paths]
    packed = sum(len(gzip.compress(each, 9)) for each in data)
    return sum(map(len, data)) / 1e3, packed / 1e3


def say(line: str) -> None:
    """Print a line of the report."""
    sys.stdout.write(f"{line}\n")


def p95(values: list[float]) -> float:
    """Return what 95 of 100 values stay below."""
    return quantiles(values, n=20)[-1]


def report(found: dict[tuple[str, int], Result], known: tuple[Candidate, ...]) -> None:
    """Print the tables."""
    for events, partners in SIZES:
        say(f"\n{events:,} events, {partners} partners:\n")
        say(
            "| Candidate | First paint, ms | of which drawing, ms"
            " | Pan frame, median ms | Pan frame, p95 ms"
            " | of which script, mean ms | Heap, MB | DOM nodes |"
        )
        say("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        for each in known:
            one = found[each.name, events]
            say(
                f"| {each.name} | {median(one.first):.0f} | {median(one.drawing):.0f}"
                f" | {median(one.frames):.1f} | {p95(one.frames):.1f}"
                f" | {median(one.script):.1f} | {median(one.heap):.1f}"
                f" | {one.nodes:,} |"
            )
    say("\n| Candidate | Library, kB | Library, kB gzip |\n| --- | ---: | ---: |")
    for each in known:
        styles = () if each.is_lazy else each.styles
        whole, packed = kilobytes((*each.library, *styles))
        say(f"| {each.name} | {whole:.0f} | {packed:.0f} |")


def main() -> None:
    """Fetch, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", type=Path, help="where libraries and pages may lie")
    folder = parser.parse_args().folder.resolve()
    known = candidates(fetch(folder))
    found: dict[tuple[str, int], Result] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=ARGUMENTS
        )
        still = idle(browser)
        for _ in range(ROUNDS):
            for events, partners in SIZES:
                for each in known:
                    address = write_page(folder, each)
                    asked = f"?events={events}&partners={partners}{each.query}"
                    result = found.setdefault((each.name, events), Result())
                    run(browser, address + asked, result)
        say(f"Chromium {browser.version}")
        say(f"An empty page: {median(still):.1f} ms, p95 {p95(still):.1f} ms a frame")
        browser.close()
    report(found, known)


if __name__ == "__main__":
    main()
