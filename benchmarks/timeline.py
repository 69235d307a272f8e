"""
How fast the filters of the timeline answer, and how large their data is.

Makes a project of so many events, walks it through the pipeline, puts its timeline
into a page of a built site, and measures in a browser from a key or a choice to the
next painted frame. Prints a table, for a site that was built before:

    python -m benchmarks.timeline site --events 200 10000
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import tempfile
from pathlib import Path

import click
from playwright.sync_api import CDPSession, Page, sync_playwright

from benchmarks.corpus import PEOPLE, make_project
from benchmarks.prose import COUNTRIES, YEARS
from generator.load import read_disk
from generator.pipeline import Site, make_site
from tests.browser.conftest import ARGUMENTS
from tests.browser.provision import find_browser
from tests.projects import TODAY, built_with

AN_ARTICLE = 20
"""How many events an article tells of."""
TYPES = ("talks", "dialogue", "phone-call", "signing", "consultation")
LEVELS = ("head-of-state", "minister", "vice-minister", "department")
DIRECTIONS = ("outgoing", "incoming", "third-country")
ROUNDS = 15

PAINTED = """
async (act) => {
  const began = performance.now();
  act();
  await new Promise((painted) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = painted;
    channel.port2.postMessage(null);
  }));
  return performance.now() - began;
}
"""
"""After the frame in which `act` took effect: the message comes once it is painted."""


def article(number: int, count: int) -> tuple[str, str]:
    """Return path and text of article *number*, which tells of *count* events."""
    country = sorted(COUNTRIES)[number % len(COUNTRIES)]
    year = 2014 + number % YEARS
    lines, events, outcomes = [], [], []
    for at in range(count):
        own = number * AN_ARTICLE + at
        month, day = 1 + own * 7 % 12, 1 + own * 5 % 28
        host, guest = own % PEOPLE, (own * 7 + 1) % PEOPLE
        words = (
            f"Ngày {day}/{month}/{year}, tại Hà Nội, Nhân vật {host} hội đàm với Nhân"
            f" vật {guest}, việc số {own}"
        )
        lines.append(f"{words}.")
        events.append(
            f"  - id: e-{own}\n"
            f"    name: Hội đàm về hợp tác an ninh và pháp luật, việc số {own}\n"
            f"    type: {TYPES[own % len(TYPES)]}\n"
            f"    date: {year}-{month:02}-{day:02}\n"
            f"    level: {LEVELS[own % len(LEVELS)]}\n"
            f"    direction: {DIRECTIONS[own % len(DIRECTIONS)]}\n"
            "    place: Hà Nội\n"
            f"    quote: '{words}'\n"
            "    participants:\n"
            f"      - {{who: person-{host}, role: host}}\n"
            f"      - {{who: person-{guest}, role: guest}}\n"
        )
        outcomes.append(
            f"  - {{id: o-{own}, modality: discussed, what: Việc số {own},"
            f" event: e-{own}, topics: [topic-{own % 10}]}}\n"
        )
    head = (
        f"---\nid: article-{number}\ntitle: Bài số {number}\npartners: [{country}]\n"
        f"events:\n{''.join(events)}outcomes:\n{''.join(outcomes)}---\n"
    )
    return f"content/{country}/{number}.md", head + "\n".join(lines) + "\n"


def make_events(root: Path, count: int) -> Site:
    """Write a project of *count* events to *root*, and walk it through."""
    make_project(root, 0)
    for number in range(-(-count // AN_ARTICLE)):
        own = min(AN_ARTICLE, count - number * AN_ARTICLE)
        path, text = article(number, own)
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return make_site(read_disk(root), TODAY, draft=True)


def timed(page: Page, clock: CDPSession, act: str) -> tuple[float, float]:
    """
    Return the milliseconds from *act*, a script, to the frame that shows it.

    The second is the work of the page's thread alone, which other programs of a busy
    machine do not lengthen.
    """
    before = worked(clock)
    waited = float(page.evaluate(f"({PAINTED})(() => {{ {act} }})"))
    return waited, worked(clock) - before


def worked(clock: CDPSession) -> float:
    """Return how many milliseconds the page's thread has worked so far."""
    metrics = clock.send("Performance.getMetrics")["metrics"]
    return 1000 * float(
        next(each["value"] for each in metrics if each["name"] == "TaskDuration")
    )


def typed(words: str) -> str:
    """Return the script that types *words* into the search field."""
    return (
        f"const box = document.querySelector('#filter-words'); box.value = '{words}';"
        " box.dispatchEvent(new Event('input'));"
    )


def chosen(name: str, code: str) -> str:
    """Return the script that chooses *code* in the box *name*."""
    return (
        f"const box = document.querySelector('#filter-{name}'); box.value = '{code}';"
        " box.dispatchEvent(new Event('change'));"
    )


def measure(page: Page, address: str) -> dict[str, list[tuple[float, float]]]:
    """Return what was asked for to the milliseconds it took, round by round."""
    clock = page.context.new_cdp_session(page)
    clock.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(address)
    page.wait_for_selector(".timeline-panel fieldset:enabled")
    acts = {
        "first words": [typed("hop tac")],
        "words": [typed(f"viec so {at}") for at in range(ROUNDS)],
        "words off": [typed("")],
        "partner": [chosen("partner", code) for code in sorted(COUNTRIES)[:ROUNDS]],
        "and person": [chosen("person", f"person-{at}") for at in range(ROUNDS)],
        "all off": ["document.querySelector('.timeline-panel [type=reset]').click();"],
        "oldest first": [chosen("order", "oldest"), chosen("order", "")] * 4,
    }
    return {
        name: [timed(page, clock, act) for act in several]
        for name, several in acts.items()
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="a built site of this project")
    parser.add_argument("--events", type=int, nargs="+", default=[200, 10_000])
    arguments = parser.parse_args()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        started = playwright.chromium.launch(
            executable_path=find_browser(), args=list(ARGUMENTS)
        )
        for count in arguments.events:
            began = dt.datetime.now(tz=dt.UTC)
            root = Path(folder) / str(count)
            made = make_events(root / "project", count)
            walked = (dt.datetime.now(tz=dt.UTC) - began).total_seconds()
            own = [page for page in made.pages if page.uri == "timeline.md"]
            target = built_with(arguments.site, own, made.files, to=root / "site")
            size = (target / "data/timeline.js").stat().st_size
            shown = (target / "timeline.html").stat().st_size
            click.echo(
                f"{count} events, made in {walked:.1f} s; page of {shown} bytes,"
                f" data of {size} bytes: {size / count:.0f} an event"
            )
            click.echo(
                f"{'ms to the painted frame':26}{'median':>9}{'worst':>9}{'work':>9}"
            )
            page = started.new_page(viewport={"width": 1440, "height": 900})
            page.on("pageerror", click.echo)
            found = measure(page, (target / "timeline.html").as_uri())
            for name, times in found.items():
                waited = [time for time, _ in times]
                work = statistics.median(work for _, work in times)
                click.echo(
                    f"  {name:24}{statistics.median(waited):9.1f}{max(waited):9.1f}"
                    f"{work:9.1f}"
                )
            page.close()


if __name__ == "__main__":
    main()
