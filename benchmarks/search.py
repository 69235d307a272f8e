"""
The search beside MiniSearch, Pagefind and Material, in one run.

    python -m benchmarks.search DIR --count 100 1000 10000 [--others]

DIR is scratch. Each count makes articles of about 4 KB (`benchmarks/prose.py`), our
index, a bare page that asks it, and (with `--others`) the same for engines that
`npm install minisearch pagefind lunr` has put into DIR/node_modules. Every page is
opened by `file://` in the same browser, engine after engine, so that a slow machine is
slow for all; Pagefind, which fetches, cannot be, and is asked by http.

Quality: queries of fifteen classes (`benchmarks/queries.py`), and phrases of four to
six words typed six ways. Right is an article that holds what was meant, found by brute
force. A point is one over the rank.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import random
import re
import shutil
import statistics
import subprocess
import threading
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from playwright.sync_api import sync_playwright

from benchmarks.prose import COUNTRIES, Report, report
from benchmarks.queries import (
    MINISTRY,
    Asker,
    Query,
    flat,
    having,
    having_bare,
    slip,
)
from generator.render.search_index import date_words
from generator.search import Findable, Line, NameGroup, write_index
from generator.search.forms import fold

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "site_config/theme/assets/js"
WAYS = ("accents", "none", "some", "slip", "capitals", "typing")
PAGE = "<!doctype html><html lang=vi><meta charset=utf-8><title>x</title>{body}"
PHRASES = 60
EACH = 8
"""Queries of a class."""
SHOWN = 10
BROWSER = "/usr/bin/chromium"


class Asked(NamedTuple):
    """What one engine after the other is asked."""

    classes: list[Query]
    phrases: list[Query]


ASKING = Path(__file__).parent / "asking"
"""Scripts that ask an engine, and say how long until its answer was painted."""


def typed(words: list[str], way: str, chance: random.Random) -> str:
    """Return *words* as somebody types them in one of `WAYS`."""
    if way == "none":
        words = [fold(word.lower()) for word in words]
    elif way == "some":
        words = [
            fold(word.lower()) if chance.random() < 0.5 else word  # noqa: PLR2004 -- half
            for word in words
        ]
    elif way == "slip":
        long = [at for at, word in enumerate(words) if len(word) > 3]  # noqa: PLR2004
        if long:
            at = chance.choice(long)
            words = [*words[:at], slip(words[at], chance), *words[at + 1 :]]
    elif way == "capitals":
        words = [word.upper() for word in words]
    text = " ".join(words)
    # two letters of the last word are left
    return text[: text.rfind(" ") + 3] if way == "typing" else text


def phrases(reports: list[Report]) -> list[Query]:
    """Return phrases of four words or more, each typed in one of `WAYS`."""
    chance = random.Random(11)  # noqa: S311 -- not for secrets
    found = []
    for number in range(PHRASES):
        way = WAYS[number % len(WAYS)]
        sentence = chance.choice(chance.choice(reports).sentences)
        words = flat(sentence).split()
        start = chance.randrange(len(words) - 5)
        chosen = words[start : start + chance.randint(4, 6)]
        meant = " ".join(chosen)
        is_right = (
            having_bare(meant, cut=max(0, len(chosen[-1]) - 2))
            if way == "typing"
            else having_bare(meant)
            if way in {"none", "some"}
            else having(meant)
        )
        found.append(Query(way, typed(chosen, way, chance), is_right))
    return found


def points(query: Query, uris: list[str], count: int) -> float:
    """Return one over the rank of the first right article; 0 for none."""
    for rank, uri in enumerate(uris, start=1):
        number = re.search(r"article-(\d+)", uri)
        if number and int(number[1]) < count and query.is_right(report(int(number[1]))):
            return 1 / rank
    return 0


def asking(*names: str) -> str:
    """Return the scripts of *names*, one behind the other."""
    return "".join((ASKING / f"{name}.js").read_text("utf-8") for name in names)


def address(each: Report) -> str:
    """Return where the page of a report stands."""
    return f"partners/{each.country}/{each.day[0]}/article-{each.number}.html"


def make_ours(folder: Path, reports: list[Report]) -> dict[str, int]:
    """Write our index and a page with our box; return bytes of index and code."""
    pages = [
        Findable(
            kind="article",
            uri=address(each),
            title=each.title,
            sentences=tuple(
                Line(number, text) for number, text in enumerate(each.sentences, 1)
            ),
            day="{}-{:02}-{:02}".format(*each.day),
            date="{2}/{1}/{0}".format(*each.day),
            year=each.day[0],
            partners=(each.country,),
        )
        for each in reports
    ]
    labels = {
        "partners": {code: names[0] for code, names in COUNTRIES.items()},
        "topics": {},
        "types": {"article": "x"},
    }
    groups = [NameGroup(names, (code.upper(),)) for code, names in COUNTRIES.items()]
    groups.append(NameGroup(MINISTRY))
    files = write_index(pages, groups, labels, date_words())
    (folder / "search").mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    (folder / "assets/js").mkdir(parents=True)
    for script in SCRIPTS.glob("search*.js"):
        shutil.copy(script, folder / "assets/js")
    names = "label results hint loading broken none partial instead all more recent"
    names += " clear any partner year topic type group_article group_entry"
    said = dict.fromkeys(f"{names} group_outcome".split(), "-")
    said |= {"count": "{count} x", "none": "x", "partial": "x"}
    (folder / "ask.js").write_text(asking("ours"), encoding="utf-8")
    form = (
        "<form class=finder action=search.html data-words='"
        + json.dumps(said)
        + "'><input class=finder-input id=i></form>"
        "<script src=assets/js/search.js></script><script src=ask.js></script>"
    )
    (folder / "index.html").write_text(PAGE.format(body=form), encoding="utf-8")
    code = b"".join(path.read_bytes() for path in sorted(SCRIPTS.glob("search*.js")))
    size = sum(len(text.encode()) for text in files.values())
    return {"bytes": size, "code": len(gzip.compress(code, 9))}


def make_other(
    folder: Path, reports: list[Report], library: Path, name: str
) -> dict[str, int]:
    """Write a page of a library that is given the texts as they are."""
    folder.mkdir(parents=True)
    pages = [
        {
            "id": each.number,
            "uri": address(each),
            "title": each.title,
            "text": " ".join(each.sentences),
        }
        for each in reports
    ]
    text = f"window.pages = {json.dumps(pages, ensure_ascii=False)};\n"
    (folder / "pages.js").write_text(text, encoding="utf-8")
    shutil.copy(library, folder / "mini.js")
    (folder / "ask.js").write_text(asking("paint", name), encoding="utf-8")
    body = "<ol id=list></ol><script src=pages.js></script><script src=ask.js></script>"
    (folder / "index.html").write_text(PAGE.format(body=body), encoding="utf-8")
    return {"bytes": len(text.encode())}


def make_pagefind(folder: Path, reports: list[Report], modules: Path) -> dict[str, int]:
    """Let Pagefind index a page an article."""
    for each in reports:
        path = folder / address(each)
        path.parent.mkdir(parents=True, exist_ok=True)
        body = f"<h1>{each.title}</h1><p>{' '.join(each.sentences)}</p>"
        path.write_text(PAGE.format(body=body), encoding="utf-8")
    subprocess.run(  # noqa: S603 -- our own scratch
        ["node", modules / "pagefind/lib/runner/bin.cjs", "--site", folder],  # noqa: S607
        check=True,
        capture_output=True,
    )
    (folder / "ask.js").write_text(asking("paint", "pagefind"), encoding="utf-8")
    body = "<ol id=list></ol><script src=ask.js></script>"
    (folder / "index.html").write_text(PAGE.format(body=body), encoding="utf-8")
    made = (folder / "pagefind").rglob("*")
    return {"bytes": sum(path.stat().st_size for path in made if path.is_file())}


def measure(browser: Browser, url: str, asked: Asked, count: int) -> dict[str, Any]:
    """Ask every query in a fresh page; return times in milliseconds, and points."""
    page = browser.new_page()
    page.set_default_timeout(180_000)
    page.goto(url)
    first, whole = _first(page, asked.phrases[0].text)
    times: list[float] = []

    def quality(several: list[Query]) -> dict[str, list[float]]:
        scores: dict[str, list[float]] = {}
        for query in several:
            time, uris = page.evaluate(
                "([text, partner]) => window.ask(text, partner)",
                [query.text, query.partner],
            )
            times.append(time)
            own = points(query, uris[:SHOWN], count)
            scores.setdefault(query.kind, []).append(own)
        return scores

    classes, ways = quality(asked.classes), quality(asked.phrases)
    page.wait_for_timeout(5000)  # a browser clears up when nobody types
    memory = _memory(browser)
    page.close()

    def mean(scores: dict[str, list[float]]) -> float:
        return round(statistics.mean(chain.from_iterable(scores.values())), 3)

    return {
        "first": round(first),
        "whole": round(whole),
        "median": round(statistics.median(times), 1),
        "p95": round(statistics.quantiles(times, n=20)[-1], 1),
        "renderer MB": memory,
        "classes": mean(classes),
        "phrases": mean(ways),
        **{
            kind: round(statistics.mean(each), 2)
            for kind, each in (*classes.items(), *ways.items())
        },
    }


def _memory(browser: Browser) -> int:
    """Return the megabytes of the largest renderer, its workers included."""
    session = browser.new_browser_cdp_session()
    sizes = []
    for process in session.send("SystemInfo.getProcessInfo")["processInfo"]:
        if process["type"] == "renderer":
            status = Path(f"/proc/{process['id']}/status").read_text()
            found = re.search(r"RssAnon:\s+(\d+) kB", status)
            sizes.append(int(found[1]) if found else 0)
    return round(max(sizes, default=0) / 1000)


def _first(page: Page, text: str) -> tuple[float, float]:
    """Return the times from the first touch to a result, and to the whole index."""
    time: float = page.evaluate(
        """async text => {
          const before = window.before = performance.now();
          if (window.start) await window.start();
          else {
            document.querySelector('.finder-input').focus();
            document.querySelector('.finder-input').value = text;
            await new Promise(done => {
              const look = () => document.querySelector('a.finder-option')
                ? done() : requestAnimationFrame(look);
              look();
            });
            return performance.now() - before;
          }
          await window.ask(text);
          return performance.now() - before;
        }""",
        text,
    )
    whole: float = page.evaluate(
        """first => window.start ? first : new Promise(done => {
          const look = () => document.querySelector('.finder-status').textContent
            .endsWith('x') ? done(performance.now() - window.before)
            : requestAnimationFrame(look);
          look();
        })""",
        time,
    )
    return time, whole


def serve(folder: Path) -> str:
    """Serve *folder* on this machine; return its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}/index.html"


def main() -> None:
    """Make, ask, and print a line an engine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scratch", type=Path)
    parser.add_argument("--count", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--others", action="store_true")
    arguments = parser.parse_args()
    scratch: Path = arguments.scratch.resolve()
    modules = scratch / "node_modules"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=BROWSER,
            args=["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info"],
        )
        for count in arguments.count:
            reports = [report(number) for number in range(count)]
            asked = Asked(list(Asker(reports, 5).several(EACH)), phrases(reports))
            made = scratch / f"made-{count}"
            shutil.rmtree(made, ignore_errors=True)
            sizes = {"ours": make_ours(made / "ours", reports)}
            if arguments.others:
                mini = modules / "minisearch/dist/umd/index.js"
                sizes["MiniSearch"] = make_other(
                    made / "MiniSearch", reports, mini, "minisearch"
                )
                lunr = modules / "lunr/lunr.js"
                sizes["Material (lunr)"] = make_other(
                    made / "Material (lunr)", reports, lunr, "material"
                )
                sizes["Pagefind"] = make_pagefind(made / "Pagefind", reports, modules)
            for name, size in sizes.items():
                folder = made / name
                is_fetched = name == "Pagefind"
                url = serve(folder) if is_fetched else (folder / "index.html").as_uri()
                found = measure(browser, url, asked, count)
                print(json.dumps({"count": count, "engine": name, **size, **found}))  # noqa: T201
        browser.close()


if __name__ == "__main__":
    main()
