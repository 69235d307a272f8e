"""The corridor: the whole walk on one screen."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING

from generator.check import Checker
from generator.derive.site import NO_SCOPES, Learnt, derive
from generator.diagnostics import Severity, has_errors, in_order
from generator.load import (
    ArticleReader,
    DiskReader,
    RegisterReader,
    newest_before,
    read_snapshot,
)
from generator.model.archive import Archive
from generator.model.as_of import as_of
from generator.model.part import WHOLE, Parts, for_audience, for_partner, withheld
from generator.model.snapshot import known_in
from generator.render import (
    Edition,
    Templates,
    data_files,
    databases,
    folder_of,
    render,
    sheets,
)
from generator.render.dates import day_text
from generator.words import LANGUAGES, catalogue

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.derive.pack import Scope
    from generator.derive.site import SiteView
    from generator.diagnostics import Diagnostic
    from generator.load import Disk
    from generator.model.part import Part
    from generator.model.registers import Registers
    from generator.render import Database, DataFile, MarkdownPage, Sheet


@dataclass(frozen=True)
class Site:
    """All pages and all problems of one run."""

    disk: Disk
    language: str
    """The site's own language; Vietnamese when that could not be read."""
    editions: tuple[Edition, ...]
    """One a language, the site's own first; some just when there are pages."""
    pages: tuple[MarkdownPage, ...]
    """By address; empty while an error stands, unless a draft was asked for."""
    problems: tuple[Diagnostic, ...]
    """By place."""
    archive: Archive | None
    """What pages are made of; None when the site's own register was not sound."""
    day: dt.date
    """As of which it reads."""
    audience: str = ""
    """For whom it was made; empty where the site knows no audiences."""
    partner: str = ""
    """The partner that it is about; empty for all."""
    withhold: Callable[[], tuple[str, ...]] = tuple
    """Find out what follows, which a preview does not ask."""
    gather: Callable[[], None] = lambda: None
    """Derive all on which what follows stands, for processes that share it."""
    file_writers: tuple[Callable[[], Iterable[DataFile]], ...] = ()
    write_sheets: Callable[[], Iterable[Sheet]] = tuple
    write_databases: Callable[[], Iterable[Database]] = tuple
    """Make what follows, when it is asked for: a check or a preview does not ask."""

    def write_files(self) -> Iterator[DataFile]:
        """Yield every data file as it is made, the quickest first."""
        return chain.from_iterable(write() for write in self.file_writers)

    @cached_property
    def withheld(self) -> tuple[str, ...]:
        """Texts and codes that those it is for may not see."""
        return self.withhold()

    @cached_property
    def files(self) -> tuple[DataFile, ...]:
        """By address; there are some just when there are pages."""
        return tuple(sorted(self.write_files(), key=lambda file: file.uri))

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """What is printed, by address; there are some just when there are pages."""
        return tuple(sorted(self.write_sheets(), key=lambda sheet: sheet.uri))

    @property
    def circle(self) -> str:
        """The audience that it was made for, where that is not everybody."""
        widest = self.archive.registers.site.widest if self.archive else ""
        return "" if self.audience == widest else self.audience

    @property
    def error_count(self) -> int:
        """How many problems stop publishing."""
        return sum(each.severity is Severity.ERROR for each in self.problems)


class Memory:
    """What a process that makes site after site knows from the last one."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.disk = DiskReader()
        self.registers = RegisterReader()
        self.articles = ArticleReader()
        self.check = Checker()
        self.sound = Checker()
        """Of what is left when that objects to something."""
        self.seen = Parts()
        """What the audience may read."""
        self.known = Parts()
        """What of that was there on the day."""
        self.learnt = Learnt()


@contextmanager
def everything_stays() -> Iterator[None]:
    """
    Spare Python the search for what can be thrown away, for here nothing can.

    What is made meanwhile is kept and holds no circles; looking through it again and
    again took a third of the time, and doing so once at the end several seconds.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


@everything_stays()
def make_site(  # noqa: PLR0913 -- what is read, of which day, and which part of it
    disk: Disk,
    today: dt.date,
    *,
    draft: bool = False,
    part: Part = WHOLE,
    scopes: Mapping[str, Scope] = NO_SCOPES,
    memory: Memory | None = None,
) -> Site:
    """
    Walk from the texts on *disk* to the site as it reads on the day *today*.

    Reads nothing, writes nothing, prints nothing. While an error stands there are
    no pages; a *draft* has those of everything sound. What is not of *part*, whose
    codes are known, is not there. *scopes* narrow the packs of partners, by code.
    *memory* is of the site that was made before, and will be of this one; the site is
    the same without it.
    """
    memory = memory or Memory()
    # load
    registers, problems = memory.registers(disk.registers)
    several = memory.articles(disk.articles)
    problems += [problem for _, found in several for problem in found]
    problems += disk.problems
    if registers is None:
        return Site(disk, LANGUAGES[0], (), (), in_order(problems), None, today)
    audience = part.audience or registers.site.widest
    circle = "" if audience == registers.site.widest else audience
    stored, found = newest_before(disk.snapshots, today, circle)
    before, unread = read_snapshot(stored) if stored else (None, [])
    problems += [*found, *unread]

    # model and check
    archive = Archive.of((article for article, _ in several if article), registers)
    objections = memory.check(archive, today)
    problems += objections
    if has_errors(problems) and not draft:
        language = registers.site.language
        told = in_order(problems)
        return Site(disk, language, (), (), told, archive, today, audience)

    # derive and render, once a language
    sound = _sound(archive, objections, lambda smaller: memory.sound(smaller, today))
    seen = memory.seen.of(sound, for_audience(sound, audience))
    kept = for_partner(seen, part.partner) if part.partner else seen
    before = known_in(before, sound, kept) if before else None
    known = memory.known.of(seen, as_of(kept, today))
    own = registers.site.language
    made: list[tuple[Edition, SiteView, Templates]] = []
    for language in registers.site.languages:
        view = derive(known.in_language(language), today, before, scopes, memory.learnt)
        words = catalogue(language)
        edition = Edition(
            language,
            folder_of(language, own),
            view.name,
            words.say("glance.as_of", date=day_text(today, words)),
            _marking(registers, audience, language),
            bool(circle),
        )
        made.append((edition, view, _templates(language, own)))
    pages = [
        page
        for edition, view, templates in made
        for page in edition.placed(render(view, templates))
    ]
    return Site(
        disk,
        own,
        tuple(edition for edition, _, _ in made),
        tuple(sorted(pages, key=lambda page: page.uri)),
        in_order(problems),
        known,
        today,
        audience,
        part.partner,
        partial(withheld, sound, seen),
        partial(_gathered, [view for _, view, _ in made]),
        tuple(
            partial(_placed, edition, write)
            for edition, view, templates in made
            for write in data_files(view, templates)
        ),
        lambda: (
            sheet
            for edition, view, templates in made
            for sheet in edition.placed(sheets(view, templates))
        ),
        lambda: (
            database
            for edition, view, templates in made
            for database in edition.placed(databases(view, templates))
        ),
    )


def _gathered(views: Iterable[SiteView]) -> None:
    for view in views:
        view.gather()


def _placed(
    edition: Edition, write: Callable[[], Iterable[DataFile]]
) -> Iterator[DataFile]:
    return edition.placed(write())


def _marking(registers: Registers, audience: str, language: str) -> str:
    """Return what tells whom the site is for; empty where it knows no audiences."""
    names = registers.site.audiences
    return names[audience].in_language(language) if audience else ""  # type: ignore[index] # a str finds it


@cache
def _templates(language: str, own: str) -> Templates:
    """Return the templates, which a preview needs at every save, compiled once."""
    return Templates(catalogue(language), own)


def _sound(
    archive: Archive,
    objections: Iterable[Diagnostic],
    check: Callable[[Archive], Iterable[Diagnostic]],
) -> Archive:
    """
    Leave out every article and register entry to which the rules object.

    *objections* are those of the rules to *archive*, which *check* asks.

    What is left out may be missed by others, so this goes on until nothing is
    objected to; each round leaves something out, and the empty archive is sound.
    """
    while problems := [each for each in objections if has_errors([each])]:
        files = {problem.span.path for problem in problems}
        places = {problem.span for problem in problems}
        kept = [article for article in archive.articles if article.path not in files]
        smaller = Archive.of(kept, archive.registers.without(places))
        # a rule objects to something in an article or entry, so something has gone
        assert smaller != archive, problems  # noqa: S101 -- a bug, not an input
        archive, objections = smaller, check(smaller)
    return archive
