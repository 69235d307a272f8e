"""
The search beside MiniSearch, Pagefind and Material, in one run.

    python -m benchmarks.search DIR --count 100 1000 10000 [--others]

DIR is scratch. Each count makes articles of about 4 KB (`benchmarks/prose.py`), our
index, a bare page that asks it, and (with `--others`) the same for engines that
`npm install minisearch pagefind lunr` has put into DIR/node_modules. Every page is
opened by `file://` in the same browser, engine after engine, so that a slow machine is
slow for all; Pagefind, which fetches, cannot be, and is asked by http.

Quality: phrases of the articles typed six ways; right is an article that holds the
words as they were meant, found by brute force. A point is one over the rank.
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
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from benchmarks.prose import COUNTRIES, Report, report
from generator.render.search_index import date_words
from generator.search import Findable, Line, NameGroup, write_index
from generator.search.forms import fold

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "site_config/theme/assets/js"
WAYS = ("accents", "none", "some", "slip", "capitals", "typing")
PAGE = "<!doctype html><html lang=vi><meta charset=utf-8><title>x</title>{body}"
QUERIES = 60
SHOWN = 10
BROWSER = "/usr/bin/chromium"
ASKING = Path(__file__).parent / "asking"
"""Scripts that ask an engine, and say how long until its answer was painted."""


def flat(text: str) -> str:
    """Return the words of *text* with one space around each."""
    words = re.findall(r"\w+", text.lower())
    return f" {' '.join(words)} "


def slip(word: str, chance: random.Random) -> str:
    """Return *word* with a letter less, more, another, or two swapped."""
    at = chance.randrange(len(word) - 1)
    letter = chance.choice("abcdeghiklmnopqrstuvxy")
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


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


def queries(reports: list[Report]) -> list[tuple[str, str, str]]:
    """Return way, what is typed, and what was meant; four words or more each."""
    chance = random.Random(11)  # noqa: S311 -- not for secrets
    found = []
    for number in range(QUERIES):
        way = WAYS[number % len(WAYS)]
        sentence = chance.choice(chance.choice(reports).sentences)
        words = flat(sentence).split()
        start = chance.randrange(len(words) - 5)
        chosen = words[start : start + chance.randint(4, 6)]
        found.append((way, typed(chosen, way, chance), " ".join(chosen)))
    return found


def points(way: str, meant: str, uris: list[str], count: int) -> float:
    """Return one over the rank of the first right article; 0 for none."""
    for rank, uri in enumerate(uris, start=1):
        number = re.search(r"article-(\d+)", uri)
        if number and int(number[1]) < count:
            found = report(int(number[1]))
            text = flat(f"{found.title} . {' . '.join(found.sentences)}")
            words = flat(meant)
            if way in {"none", "some"}:
                text, words = fold(text), fold(words)
            if way == "typing":
                words = words[: words.rstrip().rfind(" ") + 3]
            if words in text:
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
        "<form class=finder action=search.html data-base=. data-words='"
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


def measure(
    browser: Browser, url: str, asked: list[tuple[str, str, str]], count: int
) -> dict[str, Any]:
    """Ask every query in a fresh page; return times in milliseconds, and points."""
    page = browser.new_page()
    page.set_default_timeout(180_000)
    page.goto(url)
    first, whole = _first(page, asked[0][1])
    times: list[float] = []
    scores: dict[str, list[float]] = {}
    for way, text, meant in asked:
        time, uris = page.evaluate("text => window.ask(text)", text)
        times.append(time)
        scores.setdefault(way, []).append(points(way, meant, uris[:SHOWN], count))
    memory = _memory(browser)
    page.close()
    every = [score for several in scores.values() for score in several]
    return {
        "first": round(first),
        "whole": round(whole),
        "median": round(statistics.median(times), 1),
        "p95": round(statistics.quantiles(times, n=20)[-1], 1),
        "renderer MB": memory,
        "quality": round(statistics.mean(every), 3),
        **{way: round(statistics.mean(each), 2) for way, each in scores.items()},
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
            asked = queries(reports)
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
