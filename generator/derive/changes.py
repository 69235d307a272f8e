"""What the page of changes shows: what the records say now and did not say before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.derive.facts import Phrase
from generator.model.dates import When
from generator.model.snapshot import (
    LevelRecord,
    OutcomeRecord,
    snapshot_of,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.derive.facts import Fact
    from generator.derive.outcome import Step
    from generator.derive.timeline import EventView
    from generator.model.archive import Archive
    from generator.model.names import Named
    from generator.model.noun import Noun
    from generator.model.snapshot import Snapshot

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """How one kind of record is compared."""

    noun: str
    """Begins the keys of the catalogue, such as `outcome`."""
    field: str
    """Of a snapshot."""
    keys: tuple[Callable[[Any], Key | None], ...]
    """By what two records are the same thing, surest first; None is no one's key."""
    told: tuple[str, ...]
    """The fields whose change is told."""
    moves: tuple[str, ...] = ()
    """`moved`, where a new record may move an older one forward."""


KINDS = (
    Records(
        noun="outcome",
        field="outcomes",
        keys=(lambda each: (each.id,),),
        told=("modality", "what", "due", "follows"),
        moves=("moved",),
    ),
    Records(
        noun="level",
        field="levels",
        keys=(
            lambda each: (each.partner, each.since),
            lambda each: (each.partner, each.level),
        ),
        told=("level", "since"),
        moves=("moved",),
    ),
    Records(
        noun="event",
        field="events",
        keys=(lambda each: (each.id,),),
        told=("name", "date", "place", "level"),
    ),
    Records(
        noun="article",
        field="articles",
        keys=(lambda each: (each.id,),),
        told=("title", "published"),
    ),
    Records(
        noun="post",
        field="posts",
        keys=(
            lambda each: (each.person, each.title, each.organisation),
            lambda each: (each.person, each.title),
            lambda each: (each.person, each.since) if each.since else None,
        ),
        told=("title", "organisation", "since", "until"),
    ),
    Records(
        noun="edition",
        field="editions",
        keys=(lambda each: (each.mechanism, each.number),),
        told=("date",),
    ),
)
"""In the order of the page."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the records say otherwise than before."""

    kind: str
    """Such as `outcome-new`, `event-date`, `level-moved`."""
    before: Noun | None
    after: Noun | None


def compare(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """Return every change once, in the order of the page; none between equals."""
    return tuple(change for kind in KINDS for change in _compared(kind, before, after))


def _compared(kind: Records, before: Snapshot, after: Snapshot) -> Iterator[Change]:
    gone, come = (
        Counter(getattr(before, kind.field)),
        Counter(getattr(after, kind.field)),
    )
    old, new = list((gone - come).elements()), list((come - gone).elements())
    for key in kind.keys:
        for was, now in _paired(old, new, key):
            old.remove(was)
            new.remove(now)
            for name in kind.told:
                if getattr(was, name) != getattr(now, name):
                    yield Change(f"{kind.noun}-{name}", was, now)
    for now in new:
        earlier = _forerunner(now, before, after)
        is_move = earlier is not None
        yield Change(f"{kind.noun}-{'moved' if is_move else 'new'}", earlier, now)
    for was in old:
        yield Change(f"{kind.noun}-removed", was, None)


def _paired(
    old: Iterable[Noun], new: Iterable[Noun], key: Callable[[Any], Key | None]
) -> list[tuple[Noun, Noun]]:
    """Pair the records of one key, in their order."""
    waiting: dict[Key, list[Noun]] = {}
    for each in old:
        if (code := key(each)) is not None:
            waiting.setdefault(code, []).append(each)
    return [
        (waiting[code].pop(0), each)
        for each in new
        if (code := key(each)) is not None and waiting.get(code)
    ]


def _forerunner(now: Noun, before: Snapshot, after: Snapshot) -> Noun | None:
    """Return what a new record moves forward from; None for a beginning."""
    if isinstance(now, OutcomeRecord):
        outcomes = {each.id: each for each in (*before.outcomes, *after.outcomes)}
        known = {each.id for each in before.outcomes}
        way = now.follows
        while way and way not in known:
            earlier = outcomes.get(way)
            way = earlier.follows if earlier else None
        return outcomes[now.follows] if way and now.follows else None
    if isinstance(now, LevelRecord):
        return _level_before(now, before, after)
    return None


def _level_before(
    now: LevelRecord, before: Snapshot, after: Snapshot
) -> LevelRecord | None:
    """Return the level that held before *now*, when that is the newest one."""

    def newest(snapshot: Snapshot) -> LevelRecord | None:
        own = [each for each in snapshot.levels if each.partner == now.partner]
        return max(own, key=lambda each: str(each.since.earliest), default=None)

    return newest(before) if newest(after) == now else None


Value = str | When | Phrase | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change as a page tells it."""

    name: str
    named: Named | None
    """The entry of a register that it is about."""
    detail: str
    """Which of several things of *named*; often empty."""
    page: str
    """Address of the page that tells it; empty where there is none any more."""
    anchor: str
    before: Value
    """None where nothing was known."""
    after: Value
    """None where nothing is known any more."""
    fact: Fact | None
    """On what it rests."""
    about: frozenset[tuple[str, str]] = frozenset()
    """Register and code of the entries whose pages it concerns."""
    key: str = ""
    """What the record is told apart by, with its kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeGroup:
    """Changes of one kind."""

    kind: str
    before: Phrase | None
    """How far all these outcomes had come before."""
    after: Phrase | None
    lines: tuple[ChangeLine, ...]
    """Never empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    """What the page of changes shows."""

    since: When | None
    """The day of the stored records; None when none are stored."""
    parts: tuple[tuple[str, tuple[ChangeGroup, ...]], ...]
    """What they are about, such as `outcome`, to the changes; none empty."""

    @property
    def groups(self) -> tuple[ChangeGroup, ...]:
        """The changes in the order of the page."""
        return tuple(group for _, groups in self.parts for group in groups)


def changes_view(
    archive: Archive,
    views: Mapping[str, EventView],
    steps: Mapping[str, Step],
    today: dt.date,
    stored: Snapshot | None,
) -> ChangesView:
    """Say what *archive*, as of *today*, holds otherwise than the *stored* records."""
    if stored is None:
        return ChangesView(since=None, parts=())
    teller = _Teller(archive, views, steps, stored)
    groups: dict[tuple[str, Phrase | None, Phrase | None], list[ChangeLine]] = {}
    for change in compare(stored, snapshot_of(archive, today)):
        key = change.kind, _far(change, "before"), _far(change, "after")
        groups.setdefault(key, []).append(teller.line(change))
    parts: dict[str, list[ChangeGroup]] = {}
    for (kind, before, after), lines in groups.items():
        parts.setdefault(kind.split("-")[0], []).append(
            ChangeGroup(kind=kind, before=before, after=after, lines=tuple(lines))
        )
    return ChangesView(
        since=stored.as_of,
        parts=tuple((noun, tuple(several)) for noun, several in parts.items()),
    )


def _far(change: Change, side: str) -> Phrase | None:
    """Return how far an outcome has come, where its change is of that."""
    is_of_status = change.kind in {
        "outcome-new",
        "outcome-removed",
        "outcome-moved",
        "outcome-modality",
    }
    record = getattr(change, side)
    if not is_of_status or record is None:
        return None
    return Phrase(f"modality.{record.modality}")


@dataclass(frozen=True, slots=True)
class _Teller:
    """Finds names, pages and proofs for changes."""

    archive: Archive
    views: Mapping[str, EventView]
    steps: Mapping[str, Step]
    stored: Snapshot

    def line(self, change: Change) -> ChangeLine:
        noun, _, name = change.kind.partition("-")
        record: Any = change.after or change.before
        before: Value = None
        after: Value = None
        if name == "moved" and noun == "level":
            before, after = record_level(change.before), record_level(change.after)
        elif name == "moved":
            before = str(getattr(change.before, "what", ""))
        elif name not in {"new", "removed"}:
            before = self.value(noun, name, getattr(change.before, name))
            after = self.value(noun, name, getattr(change.after, name))
        elif noun in {"level", "post", "edition"}:
            after = self.gist(record)
        own, named = self.subject(noun, record)
        is_part = named is not None and name not in {"new", "removed", "moved", "level"}
        page, anchor, fact = ("", "", None)
        if change.after is not None:
            page, anchor, fact = self.place(noun, name, record)
        return ChangeLine(
            name=own,
            named=named,
            detail=str(self.gist(record)) if is_part and name != "title" else "",
            page=page,
            anchor=anchor,
            before=before,
            after=after,
            fact=fact,
            about=frozenset(self.about(noun, record)),
            key="/".join([change.kind, *_identity(record)]),
        )

    def about(self, noun: str, record: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 -- any record
        """Yield register and code of what a record concerns, as far as it is there."""
        of_entry = {"level": "partners", "post": "people", "edition": "mechanisms"}
        field = {"level": "partner", "post": "person", "edition": "mechanism"}
        if noun in of_entry:
            yield of_entry[noun], str(getattr(record, field[noun]))
        elif noun == "outcome" and record.id in self.steps:
            step = self.steps[record.id]
            outcome = step.outcome
            for each in (*step.partners, *outcome.topics, *outcome.mechanisms):
                yield each.register, each.code
        elif noun == "event" and record.id in self.views:
            view = self.views[record.id]
            for each in (*view.partners, *view.topics, *view.mechanisms):
                yield each.register, each.code
        elif noun == "article":
            own = next((a for a in self.archive.articles if a.id == record.id), None)
            codes = own.partner_codes if own else ()
            yield from (("partners", code) for code in codes)

    def value(self, noun: str, name: str, value: object) -> Value:
        """Return a field as the page shows it."""
        if value is None or isinstance(value, When):
            return value
        if name == "modality":
            return Phrase(f"modality.{value}")
        if noun == "event" and name == "level":
            return Phrase(f"level.{value}")
        if name == "follows":
            return self.what(str(value))
        if name == "organisation":
            return self.name("organisations", str(value))[0]
        return str(value)

    def what(self, code: str) -> str:
        """Return the words of an outcome, of one that is gone as they were."""
        if code in self.steps:
            return str(self.archive.outcomes[code][1].what)
        return next(
            (str(each.what) for each in self.stored.outcomes if each.id == code), code
        )

    @staticmethod
    def gist(record: Any) -> Value:  # noqa: ANN401 -- any of three records
        """Return what a new or removed entry of a register says."""
        for field in ("level", "title"):
            if words := getattr(record, field, None):
                return str(words)
        return str(record.number)

    def name(self, register: str, code: str) -> tuple[str, Named | None]:
        """Return what a code is called; an entry that is gone, by its code."""
        if code in self.archive.registers.codes(register):
            named = self.archive.names.named(register, code)
            return named.name, named
        return code, None

    def subject(self, noun: str, record: Any) -> tuple[str, Named | None]:  # noqa: ANN401 -- any record
        """Return what a change is about."""
        if noun == "level":
            return self.name("partners", str(record.partner))
        if noun == "post":
            return self.name("people", str(record.person))
        if noun == "edition":
            return self.name("mechanisms", str(record.mechanism))
        field = {"outcome": "what", "event": "name", "article": "title"}[noun]
        return str(getattr(record, field)), None

    def place(self, noun: str, name: str, record: Any) -> tuple[str, str, Fact | None]:  # noqa: ANN401 -- any record
        """Return page and anchor of what a record is about, and its proof."""
        if noun == "outcome":
            outcome = self.steps[record.id].outcome
            fact = outcome.due if name == "due" else outcome.itself
            return *outcome.place_in(self.steps[record.id].article), fact
        if noun == "event":
            event = self.views[record.id]
            facts = event.facts
            of_field = {
                "date": facts.date,
                "place": facts.place,
                "level": next(
                    (each for each in facts.details if each.label == "fact.level"), None
                ),
            }
            proof = of_field.get(name, facts.itself)
            return event.article.address, f"e-{event.id}", proof
        if noun == "article":
            articles = {article.id: article for article in self.archive.articles}
            return articles[record.id].address, "", None
        return "", "", None


def _identity(record: Any) -> Iterator[str]:  # noqa: ANN401 -- any record
    """Yield by what a record is told apart."""
    for field in ("id", "partner", "person", "mechanism", "number", "title", "since"):
        value = getattr(record, field, None)
        if value is not None and not (field == "title" and hasattr(record, "id")):
            yield value.edtf if isinstance(value, When) else str(value)


def record_level(record: Noun | None) -> str | None:
    """Return the words of a level."""
    return str(record.level) if isinstance(record, LevelRecord) else None
