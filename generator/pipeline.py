"""The corridor: the whole walk on one screen."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.check import check
from generator.derive.site import NO_SCOPES, derive
from generator.diagnostics import Severity, has_errors, in_order
from generator.load import (
    newest_before,
    read_article,
    read_registers,
    read_snapshot,
)
from generator.model.archive import Archive
from generator.model.as_of import as_of
from generator.render import (
    Edition,
    Templates,
    data_files,
    folder_of,
    render,
    sheets,
)
from generator.render.dates import day_text
from generator.words import LANGUAGES, catalogue

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from generator.derive.pack import Scope
    from generator.diagnostics import Diagnostic
    from generator.load import Disk
    from generator.render import DataFile, MarkdownPage, Sheet


@dataclass(frozen=True, slots=True)
class Site:
    """All pages and all problems of one run."""

    disk: Disk
    language: str
    """The site's own language; Vietnamese when that could not be read."""
    editions: tuple[Edition, ...]
    """One a language, the site's own first; some just when there are pages."""
    pages: tuple[MarkdownPage, ...]
    """By address; empty while an error stands, unless a draft was asked for."""
    files: tuple[DataFile, ...]
    """By address; there are some just when there are pages."""
    sheets: tuple[Sheet, ...]
    """What is printed, by address; there are some just when there are pages."""
    problems: tuple[Diagnostic, ...]
    """By place."""
    archive: Archive | None
    """Everything that was sound; None when the site's own register was not."""

    @property
    def error_count(self) -> int:
        """How many problems stop publishing."""
        return sum(each.severity is Severity.ERROR for each in self.problems)


@contextmanager
def _everything_stays() -> Iterator[None]:
    """
    Spare Python the search for what can be thrown away, for here nothing can.

    What is made is kept to the end of the run and holds no circles; looking through
    it again and again took a third of the time. What was made before is looked
    through again first, so that a preview that makes one site after another does
    not grow.
    """
    gc.unfreeze()
    gc.collect()
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


@_everything_stays()
def make_site(
    disk: Disk,
    today: dt.date,
    *,
    draft: bool = False,
    scopes: Mapping[str, Scope] = NO_SCOPES,
) -> Site:
    """
    Walk from the texts on *disk* to the site as it reads on the day *today*.

    Reads nothing, writes nothing, prints nothing. While an error stands there are
    no pages; a *draft* has those of everything sound. *scopes* narrow the packs of
    partners, by code.
    """
    # load
    registers, problems = read_registers(disk.registers)
    read = [read_article(source) for source in disk.articles]
    problems += [problem for _, found in read for problem in found]
    stored, found = newest_before(disk.snapshots, today)
    before, unread = read_snapshot(stored) if stored else (None, [])
    problems += [*disk.problems, *found, *unread]
    if registers is None:
        return Site(disk, LANGUAGES[0], (), (), (), (), in_order(problems), None)

    # model and check
    archive = Archive.of((article for article, _ in read if article), registers)
    problems += check(archive, today)
    if has_errors(problems) and not draft:
        language = registers.site.language
        return Site(disk, language, (), (), (), (), in_order(problems), archive)

    # derive and render, once a language
    sound = as_of(_sound(archive, today), today)
    own = registers.site.language
    editions: list[Edition] = []
    pages: list[MarkdownPage] = []
    files: list[DataFile] = []
    printed: list[Sheet] = []
    for language in registers.site.languages:
        view = derive(sound.in_language(language), today, before, scopes)
        words = catalogue(language)
        edition = Edition(
            language,
            folder_of(language, own),
            view.name,
            words.say("glance.as_of", date=day_text(today, words)),
        )
        templates = Templates(words, own)
        editions.append(edition)
        pages += edition.placed(render(view, templates))
        files += edition.placed(data_files(view, templates))
        printed += edition.placed(sheets(view, templates))
    return Site(
        disk,
        own,
        tuple(editions),
        tuple(sorted(pages, key=lambda page: page.uri)),
        tuple(sorted(files, key=lambda file: file.uri)),
        tuple(sorted(printed, key=lambda sheet: sheet.uri)),
        in_order(problems),
        sound,
    )


def _sound(archive: Archive, today: dt.date) -> Archive:
    """
    Leave out every article and register entry that the rules object to.

    What is left out may be missed by others, so this goes on until nothing is
    objected to; each round leaves something out, and the empty archive is sound.
    """
    while problems := [each for each in check(archive, today) if has_errors([each])]:
        files = {problem.span.path for problem in problems}
        places = {problem.span for problem in problems}
        kept = [article for article in archive.articles if article.path not in files]
        smaller = Archive.of(kept, archive.registers.without(places))
        # a rule objects to something in an article or entry, so something has gone
        assert smaller != archive, problems  # noqa: S101 -- a bug, not an input
        archive = smaller
    return archive
