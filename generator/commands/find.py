"""`briefing find`: what the search box finds, in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.text import Text

from generator.commands.build import SITE_FOLDER
from generator.commands.terminal import (
    as_of_option,
    both,
    day_of,
    language_option,
    refuse_errors,
    root_option,
    words_for,
)
from generator.derive.search import KINDS
from generator.load import read_disk, read_registers
from generator.pipeline import make_site
from generator.render import search_words
from generator.search import INDEX, Lexicon, Search, read_index, search
from generator.words import catalogue

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from generator.search import Result
    from generator.words import Words

LIMIT = 5


@click.command(help=both("command.find"))
@click.argument("query", nargs=-1)
@click.option("--partner", multiple=True, help=both("command.option.find_partner"))
@click.option("--year", multiple=True, help=both("command.option.find_year"))
@click.option("--topic", multiple=True, help=both("command.option.find_topic"))
@click.option(
    "--type",
    "kind",
    multiple=True,
    type=click.Choice(KINDS),
    help=both("command.option.find_type"),
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=LIMIT,
    help=both("command.option.limit"),
)
@root_option
@as_of_option
@language_option
def find(  # noqa: PLR0913 -- each is an option of the command
    *,
    query: tuple[str, ...],
    partner: tuple[str, ...],
    year: tuple[str, ...],
    topic: tuple[str, ...],
    kind: tuple[str, ...],
    limit: int,
    root: Path,
    as_of: dt.datetime | None,
    lang: str | None,
) -> None:
    """Ask the index of the built site; without one, make it. Exit with 1 for none."""
    files, words = _index_files(root, as_of, lang)
    index = read_index(files)
    facets = {"partner": partner, "year": year, "topic": topic, "type": kind}
    asked = Search(
        " ".join(query), {name: frozenset(each) for name, each in facets.items()}
    )
    found = search(index, Lexicon(index), asked)
    said = search_words(words)
    key = "partial" if found.is_partial else "count" if found.docs else "none"
    click.echo(said[key].format(count=len(found.docs)))
    if found.suggestion:
        click.echo(said["instead"].format(words=found.suggestion))
    console = Console(highlight=False, soft_wrap=True)
    group = ""
    for result in found.results(index, limit):
        if result.group != group:
            group = result.group
            console.print(Text(f"\n{said['group_' + group]}", style="bold"))
        _show(console, result, index.labels)
    raise SystemExit(0 if found.docs else 1)


def _index_files(
    root: Path, as_of: dt.datetime | None, lang: str | None
) -> tuple[Mapping[str, str], Words]:
    """Return the scripts of the index by address, and the words to speak in."""
    folder = root / SITE_FOLDER / INDEX
    if folder.is_dir() and as_of is None:
        registers, _ = read_registers(read_disk(root).registers)
        words = words_for(registers, lang)
        files = {
            f"{INDEX}/{path.name}": path.read_text(encoding="utf-8")
            for path in folder.iterdir()
        }
        return files, words
    site = make_site(read_disk(root), day_of(as_of, root))
    words = catalogue(lang or site.language)
    refuse_errors(site, words, draft=False)
    made = site.write_files()
    own = f"{INDEX}/"
    return {each.uri: each.text for each in made if each.uri.startswith(own)}, words


def _show(
    console: Console, result: Result, labels: Mapping[str, Mapping[str, str]]
) -> None:
    """Print a result: title, what it is, its address, and the line that answers."""
    title = Text("  " + result.title, style="bold")
    partners = [labels["partners"][code] for code in result.doc.partners]
    told = [labels["types"][result.doc.kind], *partners, result.doc.date]
    console.print(title)
    console.print(Text("    " + " · ".join(each for each in told if each)))
    console.print(Text("    " + result.address, style="dim"))
    if result.snippet:
        line = Text("    " + result.snippet)
        for start, end in result.snippet_lit:
            line.stylize("bold underline", 4 + start, 4 + end)
        console.print(line)
