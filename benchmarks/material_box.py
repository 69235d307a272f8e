"""
Material's own search box on a site that stock MkDocs built, to stand beside ours.

    python -m benchmarks.material_box DIR 1000 10000

The reports are those of `benchmarks.search`. The site is asked by http on this machine,
the only way in which stock Material searches without a script from a public host; every
request to another address is refused. Times are milliseconds from the first touch of
the box to a painted result, and from a key to the painted answer.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Page, Route, sync_playwright

from benchmarks.prose import report
from benchmarks.search import BROWSER, address, phrases, serve

SETTINGS = """\
site_name: Reports
use_directory_urls: false
theme: {name: material, language: vi, font: false}
plugins: [{search: {lang: [vi]}}]
nav: [{Home: index.md}]
not_in_nav: "*"
"""
TYPED = """text => new Promise(done => {
  const box = document.querySelector('.md-search__input');
  const list = document.querySelector('.md-search-result');
  const before = performance.now();
  const seen = new MutationObserver(() => {
    clearTimeout(window.waiting);
    window.last = performance.now();
    const stop = () => { seen.disconnect(); done(window.last - before); };
    window.waiting = setTimeout(stop, 400);
  });
  seen.observe(list, { childList: true, subtree: true, characterData: true });
  box.value = text;
  box.dispatchEvent(new Event('keyup', { bubbles: true }));
  box.dispatchEvent(new Event('input', { bubbles: true }));
  window.waiting = setTimeout(() => { seen.disconnect(); done(-1); }, 5000);
})"""
"""From a key to the last change of the list that it leads to."""


def build(folder: Path, count: int) -> float:
    """Let stock MkDocs build *count* reports; return its seconds."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (folder / "docs/index.md").write_text("# Reports\n", encoding="utf-8")
    for number in range(count):
        each = report(number)
        path = folder / "docs" / address(each).replace(".html", ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "\n\n".join([f"# {each.title}", *each.sentences])
        path.write_text(f"{text}\n", encoding="utf-8")
    before = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "--quiet", "build"], cwd=folder, check=True
    )
    return time.monotonic() - before


def only_here(route: Route) -> None:
    """Refuse what is not on this machine."""
    if route.request.url.startswith(("http://127.0.0.1", "data:", "blob:")):
        route.continue_()
    else:
        route.abort()


def first_result(page: Page, text: str) -> float:
    """Return the time from the first touch to a result."""
    found: float = page.evaluate(
        """text => {
          const before = performance.now();
          const box = document.querySelector('.md-search__input');
          document.querySelector('#__search').checked = true;
          box.focus();
          box.value = text;
          return new Promise(done => {
            const look = () => {
              if (document.querySelector('.md-search-result__item')) {
                requestAnimationFrame(() => done(performance.now() - before));
              } else {
                box.dispatchEvent(new Event('keyup', { bubbles: true }));
                setTimeout(look, 20);
              }
            };
            look();
          });
        }""",
        text,
    )
    return found


def main() -> None:
    """Build, ask, and print a line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scratch", type=Path)
    parser.add_argument("count", type=int, nargs="+")
    arguments = parser.parse_args()
    for count in arguments.count:
        folder = arguments.scratch.resolve() / f"material-{count}"
        seconds = build(folder, count)
        index = (folder / "site/search/search_index.json").stat().st_size
        asked = [each.text for each in phrases([report(n) for n in range(count)])]
        random.Random(1).shuffle(asked)  # noqa: S311 -- not for secrets
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page()
            page.set_default_timeout(300_000)
            page.route("**/*", only_here)
            page.goto(serve(folder / "site"))
            first = first_result(page, "bộ công an")
            times = [page.evaluate(TYPED, text) for text in asked[:20]]
            browser.close()
        answered = [each for each in times if each >= 0]
        told = {
            "count": count,
            "build s": round(seconds, 1),
            "index bytes": index,
            "first": round(first),
            "answered": len(answered),
            "median": round(statistics.median(answered or [0]), 1),
            "worst": round(max(answered or [0]), 1),
        }
        print(json.dumps(told))  # noqa: T201 -- the result


if __name__ == "__main__":
    main()
