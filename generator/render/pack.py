"""The briefing pack of one partner, in words, for paper."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from generator.derive.facts import Fact, Phrase
from generator.model.addresses import PARTNERS
from generator.model.dates import When
from generator.model.names import Named
from generator.model.noun import Basis, Citation
from generator.render.dates import day_text, spoken_text
from generator.render.escape import one_line
from generator.render.sheet import (
    Bullets,
    Heading,
    Look,
    Paragraph,
    Sheet,
    Source,
    Sources,
    Span,
    Table,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.derive.age import Age
    from generator.derive.facts import Proof
    from generator.derive.known import KnownDate
    from generator.derive.outcome import Matter, Step
    from generator.derive.pack import Asked, Coming, Met, PackView, RungLine, Some
    from generator.derive.timeline import EventView
    from generator.model.article import Article
    from generator.render.sheet import Block, Line
    from generator.words import Words

LONGEST_SENTENCE = 1_000
"""Of a longer sentence the list of sources prints the words that prove, no more."""
LATIN = re.compile(r"[^\W\d_\u0250-\u1dff\u2c80-\U0010ffff]")
"""A Latin letter; Vietnamese ones lie below U+0250 or in U+1E00 to U+1EFF."""
PARTS = 3
"""How many events within a contact are named."""


def pack_uri(view: PackView) -> str:
    """Return where the pack lies in the site, without its ending."""
    return f"{PARTNERS}/{view.briefing.partner.code}/{view.file_name}"


def pack_sheet(view: PackView, words: Words) -> Sheet:
    """Put the pack of one partner into *words*."""
    return _Writer(view, words).sheet()


class _Numbered:
    """Gives each source its number, in the order in which the pack leans on them."""

    def __init__(self) -> None:
        self.numbers: dict[str | Citation, int] = {}
        self.found: list[Article | Citation] = []
        self.sentences: defaultdict[int, dict[int, list[Proof]]] = defaultdict(dict)
        """Number of the source to sentence to what is to be printed of it."""

    def number(self, source: Article | Citation) -> int:
        # two articles may cite one thing, and that is one source
        key = source if isinstance(source, Citation) else source.id
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers) + 1
            self.found.append(source)
        return self.numbers[key]

    def proof(self, proof: Proof, *, is_key: bool) -> tuple[int, int]:
        """Return the numbers of the article and of the sentence."""
        number = self.number(proof.article)
        if is_key:
            self.sentences[number].setdefault(proof.sentence, []).append(proof)
        return number, proof.sentence


class _Writer:
    """Writes block by block; references are numbered on the way."""

    def __init__(self, view: PackView, words: Words) -> None:
        self.view = view
        self.file = view.briefing
        self.words = words
        self.say = words.say
        self.sources = _Numbered()

    def sheet(self) -> Sheet:
        day = self.file.today
        title = self.say("pack.title", partner=self.file.partner.name)
        blocks = (
            *self.glance(),
            *self.ladder(),
            *self.contacts(),
            *self.open_items(),
            *self.people(),
            *self.proposals(),
            *self.outcomes(),
            *self.documents(),
            *self.dates(),
            *self.notes(),
        )
        before, between, after = self.say("pack.page", page="\n", pages="\n").split(
            "\n"
        )
        return Sheet(
            uri=pack_uri(self.view),
            language=self.words.language,
            day=(day.year, day.month, day.day),
            title=one_line(title),
            author=one_line(self.view.site),
            head=one_line(self.view.site),
            foot=(
                self.say("pack.as_of", date=self.day(day)),
                self.say("pack.distribution", whom=self.view.distribution).strip(),
            ),
            blank=not self.view.distribution,
            page=(before, between, after),
            unprintable=self.say("pack.unprintable"),
            subtitle=tuple(self.subtitle()),
            # last, since only now it is known what the pack leans on
            blocks=(*blocks, *self.source_list()),
        )

    # pieces of lines

    def day(self, day: dt.date) -> str:
        return day_text(day, self.words)

    def when(self, when: When | None) -> str:
        return spoken_text(when, self.words) if when else self.say("date.unknown")

    def value(self, fact: Fact) -> str:
        if isinstance(fact.value, When):
            return self.when(fact.value)
        if isinstance(fact.value, Named):
            return fact.value.name
        if isinstance(fact.value, Phrase):
            return self.say(fact.value.key)
        return fact.value

    def grounds(
        self,
        proofs: Iterable[Proof] = (),
        citations: Iterable[Citation] = (),
        *,
        is_key: bool = False,
    ) -> Line:
        """Return the reference, such as `[3, câu 5; 4]`; empty for no grounds."""
        by_number: dict[int, list[int]] = {}
        for proof in proofs:
            number, sentence = self.sources.proof(proof, is_key=is_key)
            own = by_number.setdefault(number, [])
            if sentence not in own:
                own.append(sentence)
        for citation in citations:
            by_number.setdefault(self.sources.number(citation), [])
        if not by_number:
            return ()
        spans = [Span(" [", Look.QUIET)]
        for at, (number, sentences) in enumerate(by_number.items()):
            told = str(number)
            if sentences:
                numbers = ", ".join(map(str, sorted(sentences)))
                told = self.say("pack.sentence", number=number, sentence=numbers)
                # the number of a sentence stays with its word
                told = told.replace(" ", "\N{NO-BREAK SPACE}")
            if at:
                spans.append(Span("; ", Look.QUIET))
            spans.append(Span(told, Look.QUIET, f"#s{number}"))
        return (*spans, Span("]", Look.QUIET))

    def proof(self, *facts: Fact | None, is_key: bool = False) -> Line:
        """Return on what *facts* rest, what is doubted, or that nothing proves it."""
        known = [fact for fact in facts if fact]
        proofs = [proof for fact in known for proof in fact.shown_proofs]
        cited = [source for fact in known for source in fact.sources]
        line = self.grounds(proofs, cited, is_key=is_key)
        if not line:
            line = (Span(f" ({self.say('proof.none')})", Look.QUIET),)
        kinds = {doubt.kind: None for fact in known for doubt in fact.doubts}
        doubts = [Span(f" ({self.say(f'note.{kind}')})", Look.STRONG) for kind in kinds]
        return (*line, *doubts)

    def cited(self, citations: Sequence[Citation]) -> Line:
        """Return on what something in a register rests."""
        return self.grounds(citations=citations) or (
            Span(f" ({self.say('entry.unsourced')})", Look.QUIET),
        )

    def known(self, known: KnownDate) -> Line:
        """Return a date of a register with its grounds."""
        facts = known.event.facts if known.event else None
        fact = (facts.date or facts.itself) if facts else None
        proofs = fact.shown_proofs if fact else ()
        cited = known.sources or (() if proofs else self.view.sources)
        grounds = self.grounds(proofs, cited, is_key=True)
        return (Span(self.when(known.date)), *(grounds or self.cited(())))

    def dated(self, event: EventView) -> Line:
        """Return the date of an event, and that it is inferred or corrected."""
        date = event.facts.date
        if date and date.basis is not Basis.STATED:
            basis = f" ({self.say(f'basis.{date.basis}')})"
            return (Span(self.when(event.when)), Span(basis, Look.QUIET))
        return (Span(self.when(event.when)),)

    def step_date(self, step: Step) -> str:
        if step.event:
            return self.when(step.when)
        if step.when:
            return f"{self.say('source.published')} {self.when(step.when)}"
        return self.say("date.unknown")

    def age(self, age: Age) -> str:
        if age.months == 0:
            return self.say("age.under_a_month")
        parts = [self.say("age.years", count=age.years)] if age.years else []
        parts += [self.say("age.months", count=age.rest)] if age.rest else []
        whole = " ".join(parts)
        return self.say("age.least", age=whole) if age.is_least else whole

    def due(self, matter: Matter) -> Line:
        """Return by when a matter is to be done, and how long that has passed."""
        if not matter.due:
            return ()
        told = Span(self.say("pack.due", date=self.value(matter.due)))
        return (told, *self.proof(matter.due), *self.overdue(matter))

    def overdue(self, matter: Matter) -> Line:
        if not matter.overdue:
            return ()
        told = self.say("outcome.overdue", age=self.age(matter.overdue))
        return (Span(", "), Span(told, Look.STRONG))

    def who(self, several: Iterable[Named]) -> str:
        return ", ".join(named.name for named in several)

    def by(self, step: Step) -> str:
        """Say who asked whom."""
        told = self.who(step.outcome.by) or self.say("outcome.by_unknown")
        whom = self.who(step.outcome.to)
        return f"{told} {self.say('outcome.to')} {whom}" if whom else told

    def rest(self, several: Some[object]) -> Iterator[Block]:
        """Yield how many further ones there are, if any."""
        if several.more:
            more = Span(self.say("pack.more", count=several.more), Look.QUIET)
            yield Paragraph((more,))

    # blocks

    def subtitle(self) -> Iterator[Line]:
        if self.file.aliases:
            told = f"{self.say('partner.aliases')}: {', '.join(self.file.aliases)}"
            yield (Span(told, Look.QUIET),)
        parts = []
        if self.view.since:
            parts.append(self.say("pack.since", year=self.view.since))
        if self.view.topics:
            parts.append(f"{self.say('facts.topics')}: {self.who(self.view.topics)}")
        if self.view.event:
            event = self.view.event
            told = f"{self.say('fact.event')}: {event.name}"
            parts.append(f"{told} ({self.when(event.when)})")
        if parts:
            whole = self.say("pack.scope", scope="; ".join(parts))
            yield (Span(whole, Look.STRONG),)
            yield (Span(self.say("pack.left_out", count=self.view.left_out)),)

    def glance(self) -> Iterator[Block]:
        file, view = self.file, self.view
        unknown: Line = (Span(self.say("glance.level_unknown")),)
        rows: list[tuple[str, Line]] = []
        now = [line for line in view.rungs if line.rung == file.level]
        level = unknown
        if file.level:
            since = f", {self.say('glance.since')} {self.when(file.level.since)}"
            level = (Span(file.level.level, Look.STRONG), Span(since))
            level += self.rung_grounds(now[0]) if now else ()
        rows.append((self.say("glance.level"), level))
        relations = self.known(file.relations) if file.relations else unknown
        rows.append((self.say("glance.relations"), relations))
        last = view.last_contact
        contact: Line = (Span(self.say("partners.no_contact")),)
        if last:
            proof = self.proof(last.facts.date, last.facts.itself, is_key=True)
            contact = (*self.dated(last), Span(f": {last.name}"), *proof)
        rows += [
            (self.say("partners.last_contact"), contact),
            (self.say("partners.contacts"), (Span(str(view.contacts.count)),)),
        ]
        standing = "; ".join(
            self.say(f"pack.open.{status}", count=count)
            for status, count in view.standing
        )
        open_items = [Span(standing or self.say("pack.no_open_items"))]
        if view.overdue:
            overdue = self.say("pack.overdue", count=view.overdue)
            open_items += [Span("; "), Span(overdue, Look.STRONG)]
        rows.append((self.say("glance.open_items"), tuple(open_items)))
        yield Heading(self.say("glance.title"))
        if not (file.articles or file.event_count or view.rungs):
            yield Paragraph((Span(self.say("pack.nothing")),))
        yield Table(
            (self.say("facts.fact"), self.say("facts.content")),
            tuple(((Span(label),), line) for label, line in rows),
            (1, 3),
        )

    def rung_grounds(self, line: RungLine) -> Line:
        proofs = line.event.facts.itself.shown_proofs if line.event else ()
        cited = line.sources or (() if proofs else self.view.sources)
        return self.grounds(proofs, cited, is_key=True) or self.cited(())

    def ladder(self) -> Iterator[Block]:
        yield Heading(self.say("ladder.title"))
        items: list[Line] = []
        for line in self.view.rungs:
            rung = line.rung
            told = [Span(f"{self.when(rung.since)}: "), Span(rung.level, Look.STRONG)]
            if rung.agreement:
                told.append(Span(f", {self.say('ladder.by')} {rung.agreement.name}"))
            items.append((*told, *self.rung_grounds(line)))
        if items:
            yield Bullets(tuple(items))
        else:
            yield Paragraph((Span(self.say("ladder.none_known")),))

    def contacts(self) -> Iterator[Block]:
        yield Heading(self.say("pack.contacts"))
        rows = []
        for event in self.view.contacts.shown:
            facts = event.facts
            told: list[Span] = [Span(event.name, Look.STRONG)]
            more = [each for each in (facts.place, facts.detail("fact.level")) if each]
            if more:
                told.append(Span(f" ({'; '.join(map(self.value, more))})"))
            told += self.proof(facts.date, facts.itself, *more)
            for part in event.parts[:PARTS]:
                told.append(Span(f"; {self.when(part.when)}: {part.name}"))
                told += self.proof(part.facts.date, part.facts.itself)
            hidden = len(event.parts) - PARTS
            if hidden > 0:
                told.append(Span(f" {self.say('pack.more', count=hidden)}"))
            rows.append((self.dated(event), tuple(told)))
        if rows:
            head = self.say("fact.date"), self.say("fact.event")
            yield Table(head, tuple(rows), (2, 7))
        else:
            yield Paragraph((Span(self.say("pack.no_contacts")),))
        yield from self.rest(self.view.contacts)

    def open_items(self) -> Iterator[Block]:
        yield Heading(self.say("glance.open_items"))
        rows = []
        for matter in self.view.pressing.shown:
            latest = matter.latest.outcome
            told = (Span(self.value(latest.itself)), *self.proof(latest.itself))
            status = Span(self.say(f"modality.{matter.status}"), Look.STRONG)
            unknown = self.say("date.unknown")
            waiting = Span(self.age(matter.age) if matter.age else unknown)
            due = self.due(matter)
            how: Line = (waiting, Span("; "), *due) if due else (waiting,)
            who = self.who(matter.first.outcome.by) or self.say("outcome.by_unknown")
            rows.append((told, (Span(who),), (status,), how))
        if rows:
            head = (
                self.say("facts.content"),
                self.say("outcome.who"),
                self.say("outcomes.status"),
                self.say("pack.how_long"),
            )
            yield Table(head, tuple(rows), (9, 4, 3, 5))
        else:
            yield Paragraph((Span(self.say("pack.no_open_items")),))
        yield from self.rest(self.view.pressing)

    def people(self) -> Iterator[Block]:
        yield Heading(self.say("pack.people"))
        rows = [self.person(met) for met in self.view.people.shown]
        if rows:
            head = (
                self.say("fact.person"),
                self.say("counterparts.then"),
                self.say("counterparts.now"),
            )
            yield Table(head, tuple(rows), (3, 5, 5))
        else:
            yield Paragraph((Span(self.say("counterparts.none")),))
        yield from self.rest(self.view.people)

    def person(self, met: Met) -> tuple[Line, Line, Line]:
        entry, country = met.person.entry, met.person.country
        name = [Span(entry.named.name, Look.STRONG)]
        others = [each for each in entry.aliases if each.isascii()]
        if others and not LATIN.search(entry.named.name):
            name.append(Span(f" ({others[0]})"))
        if country and country.code != self.file.partner.code:
            name.append(Span(f", {country.name}"))
        detail = met.then.fact.detail or self.say("held.no_words")
        then = (
            Span(f"{self.when(met.then.when)}: {detail}"),
            *self.proof(met.then.fact),
        )
        now: list[Span] = []
        for grounds, titles in self.latest(met).items():
            now += [Span("; ")] if now else []
            now += [Span("; ".join(titles)), *grounds]
        if not now:
            is_over = bool(met.person.latest)
            key = "held.over" if is_over else "glance.level_unknown"
            now = [Span(self.say(key))]
        return tuple(name), then, tuple(now)

    def latest(self, met: Met) -> Mapping[Line, list[str]]:
        """Return what somebody holds by date and grounds, which many posts share."""
        found: dict[Line, list[str]] = {}
        for held in met.now:
            told = held.title
            if held.organisation:
                told = f"{told}, {held.organisation.name}"
            proofs = held.printed.fact.shown_proofs if held.printed else ()
            cited = held.held.sources if held.held else ()
            line = self.grounds(proofs, cited) or self.cited(())
            if held.last:
                line = (Span(f" ({self.when(held.last)})"), *line)
            found.setdefault(line, []).append(told)
        return found

    def proposals(self) -> Iterator[Block]:
        home = self.view.home
        for title, several in (
            (self.say("pack.asked_by", who=home), self.view.ours),
            (self.say("pack.asked_by", who=self.file.partner.name), self.view.theirs),
            (self.say("pack.asked_by_others"), self.view.others),
        ):
            is_ours_or_theirs = several is not self.view.others
            if not (several.count or is_ours_or_theirs):
                continue
            yield Heading(title)
            if several.shown:
                yield Bullets(tuple(self.asked(each) for each in several.shown))
            else:
                yield Paragraph((Span(self.say("pack.none_asked")),))
            yield from self.rest(several)

    def asked(self, asked: Asked) -> Line:
        step = asked.step
        line = [
            Span(f"{self.step_date(step)}, {self.by(step)}: "),
            Span(self.value(step.outcome.itself)),
            *self.proof(step.outcome.itself, is_key=True),
            Span(" — "),
        ]
        if asked.is_open:
            return (*line, Span(self.say("outcome.standing.proposed"), Look.STRONG))
        for at, matter in enumerate(asked.now):
            latest = matter.latest
            status = self.say(f"modality.{matter.status}")
            line += [Span("; ")] if at else []
            line += [
                Span(f"{self.say('pack.now')} "),
                Span(status, Look.STRONG),
                Span(f", {self.step_date(latest)}"),
                *self.proof(latest.outcome.itself),
            ]
        return tuple(line)

    def outcomes(self) -> Iterator[Block]:
        if not self.view.settled:
            return
        yield Heading(self.say("pack.outcomes"))
        for status, several in self.view.settled:
            yield Heading(self.say(f"ledger.{status}", count=several.count), 2)
            items = []
            for matter in several.shown:
                step = matter.latest
                line = [
                    Span(f"{self.step_date(step)}: "),
                    Span(self.value(step.outcome.itself)),
                    *self.proof(step.outcome.itself, is_key=True),
                ]
                if due := self.due(matter):
                    line += [Span("; "), *due]
                items.append(tuple(line))
            yield Bullets(tuple(items))
            yield from self.rest(several)

    def documents(self) -> Iterator[Block]:
        rows = []
        for line in self.view.documents.shown:
            unknown: Line = (Span(self.say("documents.unknown")),)
            status = line.entry.status
            state = f"agreement_status.{status}" if status else "documents.unknown"
            rows.append(
                (
                    (Span(line.agreement.name),),
                    self.known(line.signed) if line.signed else unknown,
                    (Span(self.say(state)),),
                )
            )
        if rows:
            yield Heading(self.say("documents.title"))
            head = (
                self.say("documents.document"),
                self.say("documents.signed"),
                self.say("documents.status"),
            )
            yield Table(head, tuple(rows), (5, 3, 2))
            yield from self.rest(self.view.documents)

    def dates(self) -> Iterator[Block]:
        yield Heading(self.say("pack.dates"))
        rows = [self.coming(each) for each in self.view.dates.shown]
        if rows:
            head = self.say("fact.date"), self.say("facts.content")
            yield Table(head, tuple(rows), (1, 4))
        else:
            yield Paragraph((Span(self.say("pack.no_dates")),))
        yield from self.rest(self.view.dates)

    def coming(self, each: Coming) -> tuple[Line, Line]:
        date = self.day(each.day)
        told: list[Span] = []
        if each.anniversary:
            years = each.anniversary.years
            told = [Span(self.say("pack.anniversary", count=years))]
            if each.anniversary.is_round:
                told.append(Span(f" ({self.say('glance.round')})", Look.STRONG))
            if each.anniversary.is_moved:
                told.append(Span(f" ({self.say('glance.moved')})", Look.QUIET))
            if self.file.relations:
                told += self.known(self.file.relations)[1:]
        elif each.matter:
            due, outcome = each.matter.due, each.matter.latest.outcome
            # as precisely as it is known, and no more
            date = self.value(due) if due else date
            told = [
                Span(f"{self.say('pack.due_of')} {self.value(outcome.itself)}"),
                *self.proof(outcome.itself, due),
                Span(f" ({self.say(f'modality.{each.matter.status}')})"),
                *self.overdue(each.matter),
            ]
        elif each.mechanism:
            line = each.mechanism
            told = [Span(self.say("pack.edition", name=line.mechanism.name))]
            newest = next((e for e in reversed(line.editions.held) if e.when), None)
            if newest:
                told.append(Span(f"; {self.say('mechanism.last')} "))
                told.append(Span(self.when(newest.when)))
                event = newest.event
                told += (
                    self.proof(event.facts.date, event.facts.itself)
                    if event
                    else self.cited(newest.sources)
                )
            if each.is_past:
                told += [Span("; "), Span(self.say("mechanism.overdue"), Look.STRONG)]
            date = self.say("mechanism.due", date=date)
        elif each.event:
            date = self.when(each.event.when)
            facts = each.event.facts
            told = [Span(each.event.name), *self.proof(facts.date, facts.itself)]
        return (Span(date),), tuple(told)

    def notes(self) -> Iterator[Block]:
        if not self.view.notes.count:
            return
        yield Heading(self.say("sources.notes"))
        items = []
        for article, note in self.view.notes.shown:
            kind = Span(f"{self.say(f'note.{note.kind}')}: ", Look.STRONG)
            line = (kind, Span(note.text), *self.grounds(note.proofs, note.sources))
            items.append(line if note.proofs else (*line, *self.whole(article)))
        yield Bullets(tuple(items))
        yield from self.rest(self.view.notes)

    def whole(self, article: Article) -> Line:
        """Return the reference to an article as a whole."""
        number = self.sources.number(article)
        return (Span(f" [{number}]", Look.QUIET, f"#s{number}"),)

    def source_list(self) -> Iterator[Block]:
        yield Heading(self.say("pack.sources"))
        if not self.sources.found:
            yield Paragraph((Span(self.say("pack.no_sources")),))
            return
        yield Sources(
            tuple(
                self.source(number, source)
                for number, source in enumerate(self.sources.found, start=1)
            )
        )

    def source(self, number: int, source: Article | Citation) -> Source:
        if isinstance(source, Citation):
            words = ((Span(f"“{source.words}”"),),) if source.words else ()
            return Source(number, self.citation(source), words)
        sentences = tuple(
            (
                Span(f"{self.say('proof.sentence', number=sentence)}: ", Look.QUIET),
                Span(_said(proofs)),
            )
            for sentence, proofs in sorted(self.sources.sentences[number].items())
        )
        note = source.annotation.source
        line = [Span(source.annotation.title, Look.STRONG)]
        if note is None:
            line.append(Span(f". {self.say('source.unknown')}"))
        else:
            line += self.published(note)
        return Source(number, tuple(line), sentences)

    def citation(self, citation: Citation) -> Line:
        line = [Span(citation.name, Look.STRONG)]
        return (*line, *self.published(citation, without=citation.name))

    def published(self, note: Citation, without: str = "") -> Iterator[Span]:
        """Yield who published something, when and where, and when it was read."""
        parts = [each for each in (note.author, note.publisher) if each]
        told = [str(each) for each in parts if each != without]
        if note.published:
            told.append(f"{self.say('source.published')} {self.when(note.published)}")
        if told:
            yield Span(f", {', '.join(told)}")
        if note.url:
            yield Span(". ")
            yield Span(str(note.url), Look.PLAIN, str(note.url))
        if note.retrieved:
            read = f"{self.say('source.retrieved')} {self.when(note.retrieved)}"
            yield Span(f" ({read})", Look.QUIET)


def _said(proofs: list[Proof]) -> str:
    """Return their sentence in quotation marks; of a very long one, the proofs."""
    whole = one_line(proofs[0].context)
    if len(whole) <= LONGEST_SENTENCE:
        return f"“{whole}”"
    places = sorted({proof.place: one_line(proof.words) for proof in proofs}.items())
    words = " […] ".join(each[:LONGEST_SENTENCE] for _, each in places)
    return f"“[…] {words} […]”"
