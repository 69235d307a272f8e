"""The archive as plain records: what programs read in place of pages."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.derive.dataset import KIND, KINDS, VERSION, Dataset, Shape
from generator.derive.facts import Phrase
from generator.model.addresses import entry_page
from generator.model.dates import When
from generator.model.names import Named
from generator.model.noun import Basis

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from generator.derive.dataset import Cell, Column, Kind, Record, Row, Value
    from generator.derive.facts import Fact, Proof
    from generator.derive.site import SiteView
    from generator.model.archive import Archive
    from generator.model.article import Event, PostAsPrinted
    from generator.model.noun import Citation
    from generator.model.registers import Held, Partner

Pairs = dict[str, "Cell"]


def dataset_of(view: SiteView) -> Dataset:
    """
    Return every record of *view*, named in its language.

    A reference to what the archive does not hold as of the day is left out, so every
    code leads somewhere.
    """
    teller = _Teller(view)
    archive = view.archive
    names = {
        (kind.name, str(each["code"])): str(each["name"])
        for kind in KINDS
        if kind.key.name == "code"
        for each in teller.told(kind)
    }
    keys: dict[str, set[str]] = defaultdict(set)
    for kind, code in names:
        keys[kind].add(code)
    keys["articles"] = {article.id for article in archive.articles}
    keys["events"] = {str(code) for code in archive.events}
    keys["outcomes"] = {str(code) for code in archive.outcomes}

    counts = view.counts

    def records(name: str) -> Iterator[Record]:
        kind = KIND[name]
        columns = tuple(each.name for each in kind.columns)
        leading = tuple(each for each in kind.columns if _leads(each))
        number = 0
        for each in teller.told(kind):
            number += 1
            assert len(each) == len(columns), sorted(each)  # noqa: S101 -- a bug of ours
            kept = {column: each[column] for column in columns}
            for column in leading:
                kept[column.name] = _sound(kept[column.name], column, keys)
            yield kept
        counts[name] = number

    def count(name: str) -> int:
        if name not in counts:
            counts[name] = sum(1 for _ in teller.told(KIND[name]))
        return counts[name]

    site = archive.registers.site
    return Dataset(
        records=records,
        count=count,
        names=names,
        about={
            "name": view.name,
            "language": archive.names.language,
            "as_of": view.today.isoformat(),
            "home": str(site.home),
            "version": VERSION,
        },
    )


def _leads(column: Column) -> bool:
    """Tell whether *column* may lead to what is not there."""
    if column.shape is Shape.ROWS:
        return any(part.into for part in column.parts)
    return bool(column.into) and not column.is_needed


def _sound(value: Cell, column: Column, keys: Mapping[str, set[str]]) -> Cell:
    """Return *value* of *column* with references that lead."""
    if not isinstance(value, tuple):
        return value if value in keys[column.into] else None
    if column.shape is Shape.MANY:
        return tuple(str(each) for each in value if each in keys[column.into])
    rows = (_sound_row(each, column.parts, keys) for each in value)  # type: ignore[arg-type]
    return tuple(row for row in rows if row is not None)


def _sound_row(
    row: Row, parts: Iterable[Column], keys: Mapping[str, set[str]]
) -> Row | None:
    kept: dict[str, Value] = {}
    for part in parts:
        value = row[part.name]
        if part.into and value is not None and value not in keys[part.into]:
            if part.is_needed:
                return None
            value = None
        kept[part.name] = value
    return kept


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _date(name: str, when: When | None) -> dict[str, Value]:
    return {
        name: when.edtf if when else None,
        f"{name}_first": _day(when.earliest) if when else None,
        f"{name}_last": _day(when.latest) if when else None,
    }


def _opt(value: object) -> str | None:
    """Return *value* as a text; None for nothing."""
    return None if value is None or value == "" else str(value)


def _all(values: Iterable[object]) -> tuple[str, ...]:
    """Return each of *values* once, as texts."""
    return tuple(dict.fromkeys(map(str, values)))


def _sources(several: Iterable[Citation]) -> tuple[Row, ...]:
    return tuple(
        {
            "publisher": _opt(each.publisher),
            "author": _opt(each.author),
            "title": _opt(each.title),
            "url": _opt(each.url),
            **_date("published", each.published),
            **_date("retrieved", each.retrieved),
            "words": _opt(each.words),
        }
        for each in several
    )


def _posts(several: Iterable[PostAsPrinted]) -> tuple[Row, ...]:
    return tuple(
        {"title": str(each.title), "organisation": _opt(each.organisation)}
        for each in several
    )


def _proofs(several: Iterable[Proof]) -> tuple[Row, ...]:
    return tuple(
        {
            "mark": int(each.anchor[1:]),
            "sentence": each.sentence,
            "start": each.place.start,
            "end": each.place.end,
        }
        for each in several
    )


def page_at(page: str, anchor: str = "") -> str:
    """Return where *page*, which may have an anchor itself, stands once rendered."""
    path, _, own = page.partition("#")
    place = anchor or own
    return f"{path}.html{'#' if place else ''}{place}"


def value_of(fact: Fact) -> str:
    """Return the value of *fact* as programs know it: a date, a code, a name."""
    value = fact.value
    if isinstance(value, When):
        return value.edtf
    if isinstance(value, Phrase):
        return value.key.partition(".")[2]
    return value.name if isinstance(value, Named) else value


class _Teller:
    """Tells the records of each kind; a method a kind, by the name of its table."""

    def __init__(self, view: SiteView) -> None:
        self.view = view
        self.archive: Archive = view.archive
        self.registers = view.archive.registers
        self.names = view.archive.names
        self.language = view.archive.names.language

    def told(self, kind: Kind) -> Iterator[Record]:
        """Tell the records of *kind*."""
        told: Iterator[Record] = getattr(self, kind.table)()
        return told

    def articles(self) -> Iterator[Record]:
        for article in self.archive.articles:
            note = article.annotation
            source = note.source
            yield {
                "id": article.id,
                "title": str(note.title),
                "summary": _opt(note.summary),
                "partners": article.partner_codes,
                **_date("date", article.dated),
                "publisher": _opt(source and source.publisher),
                "author": _opt(source and source.author),
                "url": _opt(source and source.url),
                **_date("published", article.published),
                **_date("retrieved", source.retrieved if source else None),
                "topics": _all(each.topic for each in note.topics),
                "organisations": _all(each.organisation for each in note.organisations),
                "mechanisms": _all(each.mechanism for each in note.mechanisms),
                "agreements": _all(each.agreement for each in note.agreements),
                "terms": _all(each.term for each in note.terms),
                "reports": _all(each.event for each in note.reports),
                "page": page_at(article.address),
                "file": article.path,
                "text": article.text.value,
            }

    def events(self) -> Iterator[Record]:
        for code, told in self.archive.events.items():
            event = told.event
            date = event.date
            yield {
                "id": code,
                "article": told.article.id,
                "name": str(event.name),
                "type": str(event.type),
                **_date("date", date.value if date else None),
                "date_basis": str(date.basis) if date else None,
                "date_reason": _opt(date and date.reason),
                "place": _opt(event.place and event.place.value),
                "partners": told.partners,
                **self._details(event),
                "participants": tuple(
                    {"who": str(each.who), "role": str(each.role)}
                    for each in event.participants
                ),
                "page": page_at(told.article.address, f"e-{code}"),
            }

    @staticmethod
    def _details(event: Event) -> Pairs:
        return {
            "visit_type": _opt(event.visit_type and event.visit_type.value),
            "direction": _opt(event.direction and event.direction.value),
            "level": _opt(event.level and event.level.value),
            "part_of": _opt(event.part_of and event.part_of.value),
            "mechanism": _opt(event.mechanism and event.mechanism.value),
            "edition": event.edition.value if event.edition else None,
            "agreements": _all(each.value for each in event.agreements),
        }

    def outcomes(self) -> Iterator[Record]:
        facts = {
            outcome.id: outcome
            for reading in self.view.read.values()
            for outcome in reading.outcomes
        }
        for code, (article, outcome) in self.archive.outcomes.items():
            when = self.archive.date_of_outcome(article, outcome)
            page, anchor = facts[code].place_in(article)
            yield {
                "id": code,
                "article": article.id,
                "event": _opt(outcome.event),
                "modality": str(outcome.modality),
                "what": str(outcome.what),
                **_date("date", when),
                "point": outcome.point,
                "by": _all(outcome.by),
                "to": _all(outcome.to),
                "topics": _all(outcome.topics),
                "mechanisms": _all(outcome.mechanisms),
                "agreements": _all(outcome.agreements),
                **_date("due", outcome.due.value if outcome.due else None),
                "follows": _opt(outcome.follows),
                "page": page_at(page, anchor),
            }

    def facts(self) -> Iterator[Record]:
        for article, reading in self.view.read.items():
            events = {told.itself.anchor: code for code, told in reading.events.items()}
            events |= {told.anchor: code for code, told in reading.reports.items()}
            outcomes = {told.itself.anchor: told.id for told in reading.outcomes}
            for fact in reading.facts:
                event, outcome = events.get(fact.anchor), outcomes.get(fact.anchor)
                is_stated = fact.basis is Basis.STATED
                yield {
                    "id": f"{article}.{fact.anchor}",
                    "article": article,
                    "label": fact.label,
                    # of an event or outcome itself, its own record has the words
                    "value": None if event or outcome else value_of(fact),
                    "event": event,
                    "outcome": outcome,
                    "proofs": _proofs(fact.proofs),
                    "detail": _opt(fact.detail),
                    "basis": None if is_stated else str(fact.basis),
                    "reason": _opt(fact.reason),
                    "sources": _sources(fact.sources),
                }

    def notes(self) -> Iterator[Record]:
        for article, reading in self.view.read.items():
            page = reading.article.address
            for note in reading.notes:
                yield {
                    "id": f"{article}.{note.anchor}",
                    "article": article,
                    "kind": str(note.kind),
                    "text": str(note.text),
                    "by": _opt(note.by),
                    **_date("date", note.date),
                    "proofs": _proofs(note.proofs),
                    "sources": _sources(note.sources),
                    "page": page_at(page, note.anchor),
                }

    def introductions(self) -> Iterator[Record]:
        for article in self.archive.articles:
            for number, each in enumerate(article.annotation.people, 1):
                yield {
                    "id": f"{article.id}.i{number}",
                    "article": article.id,
                    "person": str(each.person),
                    "honorific": _opt(each.honorific),
                    "rank": _opt(each.rank),
                    "posts": _posts(each.posts),
                }

    def printed_levels(self) -> Iterator[Record]:
        for article in self.archive.articles:
            for number, each in enumerate(article.annotation.relations, 1):
                yield {
                    "id": f"{article.id}.l{number}",
                    "article": article.id,
                    "partner": str(each.partner),
                    "level": str(each.level),
                    **_date("since", each.since.value if each.since else None),
                }

    def places(self) -> Iterator[Record]:
        for article in self.archive.articles:
            for number, each in enumerate(article.annotation.places, 1):
                yield {
                    "id": f"{article.id}.w{number}",
                    "article": article.id,
                    "name": str(each.name),
                    "country": _opt(each.country),
                }

    def _entry(self, register: str, code: str, entry: object) -> Pairs:
        """Return what an entry of any register has."""
        return {
            "code": str(code),
            "name": self.names.entry(register, code),
            "aliases": _all(getattr(entry, "aliases", ())),
            "sources": _sources(getattr(entry, "source", ())),
            "page": page_at(entry_page(register, code)),
        }

    def partners(self) -> Iterator[Record]:
        for code, partner in self.registers.partners.items():
            relations = partner.diplomatic_relations
            yield {
                **self._entry("partners", code, partner),
                **_date("relations", relations.date if relations else None),
                "relations_event": _opt(relations and relations.event),
                "lat": partner.position.lat if partner.position else None,
                "lon": partner.position.lon if partner.position else None,
            }

    def levels(self) -> Iterator[Record]:
        for code, partner in self.registers.partners.items():
            for number, each in enumerate(partner.levels, 1):
                yield {
                    "id": f"{code}.{number}",
                    "partner": str(code),
                    "level": each.level.in_language(self.language),
                    **_date("since", each.since),
                    "event": _opt(each.event),
                    "agreement": _opt(each.agreement),
                    "sources": _sources(each.source),
                }

    def missions(self) -> Iterator[Record]:
        several: Mapping[str, Partner] = self.registers.partners
        for code, partner in several.items():
            for number, each in enumerate(partner.missions, 1):
                yield {
                    "id": f"{code}.{number}",
                    "partner": str(code),
                    "organisation": str(each.organisation),
                    "place": _opt(each.place),
                    "sources": _sources(each.source),
                }

    def people(self) -> Iterator[Record]:
        for code, person in self.registers.people.items():
            country = _opt(person.country)
            yield {**self._entry("people", code, person), "country": country}

    @staticmethod
    def _held(held: Held) -> Pairs:
        return {
            **_date("since", held.since),
            **_date("until", held.until),
            "seen": tuple(when.edtf for when in held.seen),
            "sources": _sources(held.source),
        }

    def ranks(self) -> Iterator[Record]:
        for code, person in self.registers.people.items():
            for number, each in enumerate(person.ranks, 1):
                yield {
                    "id": f"{code}.{number}",
                    "person": str(code),
                    "rank": str(each.rank),
                    **self._held(each),
                }

    def posts(self) -> Iterator[Record]:
        for code, person in self.registers.people.items():
            for number, each in enumerate(person.posts, 1):
                yield {
                    "id": f"{code}.{number}",
                    "person": str(code),
                    "title": str(each.title),
                    "organisation": _opt(each.organisation),
                    **self._held(each),
                }

    def organisations(self) -> Iterator[Record]:
        for code, each in self.registers.organisations.items():
            yield {
                **self._entry("organisations", code, each),
                "kind": str(each.kind),
                "country": _opt(each.country),
                "parent": _opt(each.parent),
                "renamed_from": _all(each.renamed_from),
            }

    def topics(self) -> Iterator[Record]:
        for code, each in self.registers.topics.items():
            yield {
                "code": str(code),
                "name": self.names.entry("topics", code),
                "parent": _opt(each.parent),
                "page": page_at(entry_page("topics", code)),
            }

    def mechanisms(self) -> Iterator[Record]:
        views = {each.entry.named.code: each for each in self.view.reference.mechanisms}
        for code, each in self.registers.mechanisms.items():
            yield {
                **self._entry("mechanisms", code, each),
                "partners": _all(each.partners),
                "level": _opt(each.level),
                "cadence": each.cadence,
                "next_due": _day(views[code].due),
            }

    def editions(self) -> Iterator[Record]:
        for view in self.view.reference.mechanisms:
            code = view.entry.named.code
            held = [row.edition for row in view.editions if row.edition]
            for number, each in enumerate(held, 1):
                yield {
                    "id": f"{code}.{number}",
                    "mechanism": code,
                    "number": each.number,
                    **_date("date", each.when),
                    "place": _opt(each.place),
                    "event": each.event.id if each.event else None,
                    "sources": _sources(each.sources),
                }

    def agreements(self) -> Iterator[Record]:
        for code, each in self.registers.agreements.items():
            signed, in_force = each.signed, each.in_force
            yield {
                **self._entry("agreements", code, each),
                "kind": _opt(each.kind),
                "partners": _all(each.partners),
                "parties": _all(each.parties),
                **_date("signed", signed.date if signed else None),
                "signed_event": _opt(signed and signed.event),
                **_date("in_force", in_force.date if in_force else None),
                "status": _opt(each.status),
                "supersedes": _all(each.supersedes),
            }

    def terms(self) -> Iterator[Record]:
        for code, each in self.registers.terms.items():
            yield {**self._entry("terms", code, each), "short": str(each.short)}

    def event_types(self) -> Iterator[Record]:
        for code, each in self.registers.event_types.items():
            yield {
                "code": str(code),
                "name": self.names.entry("event_types", code),
                "is_contact": each.is_contact,
            }

    def countries(self) -> Iterator[Record]:
        home = str(self.registers.site.home)
        for code in dict.fromkeys([home, *map(str, self.registers.partners)]):
            yield {
                "code": code,
                "name": self.names.country(code),
                "is_home": code == home,
            }

    def actors(self) -> Iterator[Record]:
        for code in sorted(self.registers.codes("actors")):
            named = self.names.named("actors", code)
            own = {"people": "person", "organisations": "organisation"}
            column = own.get(named.register, "country")
            yield {
                "code": code,
                "name": named.name,
                "person": None,
                "organisation": None,
                "country": None,
                column: code,
            }
