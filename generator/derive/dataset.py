"""
What the records are made of, for programs: kinds of records, and their columns.

One definition from which every form follows: the JSON files and their schemas, the
tables for a spreadsheet, the database, and the page that explains the columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.model.article import (
    Direction,
    Level,
    Modality,
    NoteKind,
    Role,
    VisitType,
)
from generator.model.noun import Basis
from generator.model.registers import (
    AgreementKind,
    AgreementStatus,
    OrganisationKind,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

VERSION = "2.0"
"""Of the form; the first number changes when a reader of the old form would fail."""

Value = str | int | float | bool | None
Row = Mapping[str, Value]
Cell = Value | tuple[str, ...] | tuple[Row, ...]
Record = Mapping[str, Cell]
"""Column to value; it has every column of its kind, in their order."""


class Form(StrEnum):
    """What a value is."""

    TEXT = "text"
    CODE = "code"
    DATE = "date"
    """As precise as it is known, in EDTF."""
    DAY = "day"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    ADDRESS = "address"
    """On the web."""
    PAGE = "page"
    """From the root of the edition; may have an anchor."""


class Shape(StrEnum):
    """How many values a column has."""

    ONE = "one"
    MANY = "many"
    ROWS = "rows"
    """Rows with columns of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a kind of records."""

    name: str
    form: Form = Form.TEXT
    shape: Shape = Shape.ONE
    into: str = ""
    """The kind to which a code leads; empty for what is no code of another record."""
    is_needed: bool = False
    """Whether every record has a value."""
    choices: tuple[str, ...] = ()
    """All that it may be; empty for anything."""
    parts: tuple[Column, ...] = ()
    """The columns of its rows."""
    same_as: str = ""
    """The column that says it already where both are equal; files leave it out then."""
    is_in_key: bool = False
    """Whether the key begins with it, up to the point; files leave it out."""
    is_long: bool = False
    """Whether it stands in the database only, once: it is most of what there is."""

    @property
    def is_filed(self) -> bool:
        """Whether it stands in JSON and in sheets."""
        return not (self.is_in_key or self.is_long)

    @property
    def is_compact(self) -> bool:
        """Whether its rows are codes and numbers, so short that names would be most."""
        short = {Form.CODE, Form.INTEGER}
        return bool(self.parts) and all(part.form in short for part in self.parts)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of records; the first column tells them apart."""

    name: str
    columns: tuple[Column, ...]
    is_many: bool = False
    """Whether an article has so many that its file has them as rows, and no sheet."""

    @property
    def owner(self) -> Column | None:
        """The column of whose record it is; None where the key does not say it."""
        return next((each for each in self.columns if each.is_in_key), None)

    @property
    def key(self) -> Column:
        """The column by which a record is named."""
        return self.columns[0]

    @property
    def table(self) -> str:
        """What it is called where no hyphen may stand."""
        return self.name.replace("-", "_")


@dataclass(frozen=True)
class Dataset:
    """Every record of every kind."""

    records: Callable[[str], Iterator[Record]]
    """Makes the records of a kind, in the order of the site: never all are held."""
    count: Callable[[str], int]
    """Tells how many records of a kind there are; at once when they were made."""
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Kind and code of an entry of a register to what a reader calls it."""
    about: Mapping[str, str] = field(default_factory=dict)
    """What is said of the whole: name, language, day, version."""


def _key(name: str = "id") -> Column:
    return Column(name=name, form=Form.CODE, is_needed=True)


def _text(name: str, *, needed: bool = False) -> Column:
    return Column(name=name, is_needed=needed)


def _to(name: str, kind: str, *, needed: bool = False) -> Column:
    return Column(name=name, form=Form.CODE, into=kind, is_needed=needed)


def _many(name: str, kind: str = "") -> Column:
    form = Form.CODE if kind else Form.TEXT
    return Column(name=name, form=form, shape=Shape.MANY, into=kind)


def _one_of(name: str, values: Iterable[str]) -> Column:
    return Column(name=name, form=Form.CODE, choices=tuple(map(str, values)))


def _date(name: str) -> tuple[Column, ...]:
    """Return a date as it is known, and the first and last day that it can mean."""
    return (
        Column(name=name, form=Form.DATE),
        Column(name=f"{name}_first", form=Form.DAY, same_as=name),
        Column(name=f"{name}_last", form=Form.DAY, same_as=name),
    )


def _owner(name: str, kind: str) -> Column:
    """Return whose record it is, which the key says as well."""
    return Column(name=name, form=Form.CODE, into=kind, is_needed=True, is_in_key=True)


def _rows(name: str, *parts: Column) -> Column:
    return Column(name=name, shape=Shape.ROWS, parts=parts)


ADDRESS = Column(name="url", form=Form.ADDRESS)
PAGE = Column(name="page", form=Form.PAGE)
SOURCES = _rows(
    "sources",
    _text("publisher"),
    _text("author"),
    _text("title"),
    ADDRESS,
    *_date("published"),
    *_date("retrieved"),
    _text("words"),
)
"""Where something was published, and its words."""

PROOFS = _rows(
    "proofs",
    *(
        Column(name=name, form=Form.INTEGER, is_needed=True)
        for name in ("mark", "sentence", "start", "end")
    ),
)
"""Stretches of the text of the article: number on its page, first sentence, ends."""

KINDS = (
    Kind(
        "articles",
        (
            _key(),
            _text("title", needed=True),
            _text("summary"),
            _many("partners", "partners"),
            *_date("date"),
            _text("publisher"),
            _text("author"),
            ADDRESS,
            *_date("published"),
            *_date("retrieved"),
            _many("topics", "topics"),
            _many("organisations", "organisations"),
            _many("mechanisms", "mechanisms"),
            _many("agreements", "agreements"),
            _many("terms", "terms"),
            _many("reports", "events"),
            PAGE,
            _text("file"),
            Column(name="text", is_needed=True, is_long=True),
        ),
    ),
    Kind(
        "events",
        (
            _key(),
            _to("article", "articles", needed=True),
            _text("name", needed=True),
            _to("type", "event-types", needed=True),
            *_date("date"),
            _one_of("date_basis", Basis),
            _text("date_reason"),
            _text("place"),
            _many("partners", "partners"),
            _one_of("visit_type", VisitType),
            _one_of("direction", Direction),
            _one_of("level", Level),
            _to("part_of", "events"),
            _to("mechanism", "mechanisms"),
            Column(name="edition", form=Form.INTEGER),
            _many("agreements", "agreements"),
            _rows(
                "participants",
                _to("who", "actors", needed=True),
                _one_of("role", Role),
            ),
            PAGE,
        ),
    ),
    Kind(
        "outcomes",
        (
            _key(),
            _to("article", "articles", needed=True),
            _to("event", "events"),
            _one_of("modality", Modality),
            _text("what", needed=True),
            *_date("date"),
            Column(name="point", form=Form.INTEGER),
            _many("by", "actors"),
            _many("to", "actors"),
            _many("topics", "topics"),
            _many("mechanisms", "mechanisms"),
            _many("agreements", "agreements"),
            *_date("due"),
            _to("follows", "outcomes"),
            PAGE,
        ),
    ),
    Kind(
        "facts",
        (
            _key(),
            _owner("article", "articles"),
            _text("label", needed=True),
            _text("value"),
            PROOFS,
            _to("event", "events"),
            _to("outcome", "outcomes"),
            _text("detail"),
            _one_of("basis", (each for each in Basis if each is not Basis.STATED)),
            _text("reason"),
            SOURCES,
        ),
        is_many=True,
    ),
    Kind(
        "notes",
        (
            _key(),
            _owner("article", "articles"),
            _one_of("kind", NoteKind),
            _text("text", needed=True),
            _text("by"),
            *_date("date"),
            PROOFS,
            SOURCES,
            PAGE,
        ),
    ),
    Kind(
        "introductions",
        (
            _key(),
            _owner("article", "articles"),
            _to("person", "people", needed=True),
            _text("honorific"),
            _text("rank"),
            _rows(
                "posts",
                _text("title", needed=True),
                _to("organisation", "organisations"),
            ),
        ),
    ),
    Kind(
        "printed-levels",
        (
            _key(),
            _owner("article", "articles"),
            _to("partner", "partners", needed=True),
            _text("level", needed=True),
            *_date("since"),
        ),
    ),
    Kind(
        "places",
        (
            _key(),
            _owner("article", "articles"),
            _text("name", needed=True),
            _to("country", "countries"),
        ),
    ),
    Kind(
        "partners",
        (
            Column(name="code", form=Form.CODE, into="countries", is_needed=True),
            _text("name", needed=True),
            _many("aliases"),
            *_date("relations"),
            _to("relations_event", "events"),
            Column(name="lat", form=Form.NUMBER),
            Column(name="lon", form=Form.NUMBER),
            SOURCES,
            PAGE,
        ),
    ),
    Kind(
        "levels",
        (
            _key(),
            _to("partner", "partners", needed=True),
            _text("level", needed=True),
            *_date("since"),
            _to("event", "events"),
            _to("agreement", "agreements"),
            SOURCES,
        ),
    ),
    Kind(
        "missions",
        (
            _key(),
            _to("partner", "partners", needed=True),
            _to("organisation", "organisations"),
            _text("place"),
            SOURCES,
        ),
    ),
    Kind(
        "people",
        (
            _key("code"),
            _text("name", needed=True),
            _many("aliases"),
            _to("country", "countries"),
            SOURCES,
            PAGE,
        ),
    ),
    Kind(
        "ranks",
        (
            _key(),
            _to("person", "people", needed=True),
            _text("rank", needed=True),
            *_date("since"),
            *_date("until"),
            _many("seen"),
            SOURCES,
        ),
    ),
    Kind(
        "posts",
        (
            _key(),
            _to("person", "people", needed=True),
            _text("title", needed=True),
            _to("organisation", "organisations"),
            *_date("since"),
            *_date("until"),
            _many("seen"),
            SOURCES,
        ),
    ),
    Kind(
        "organisations",
        (
            _key("code"),
            _text("name", needed=True),
            _many("aliases"),
            _one_of("kind", OrganisationKind),
            _to("country", "countries"),
            _to("parent", "organisations"),
            _many("renamed_from", "organisations"),
            SOURCES,
            PAGE,
        ),
    ),
    Kind(
        "topics",
        (
            _key("code"),
            _text("name", needed=True),
            _to("parent", "topics"),
            PAGE,
        ),
    ),
    Kind(
        "mechanisms",
        (
            _key("code"),
            _text("name", needed=True),
            _many("aliases"),
            _many("partners", "partners"),
            _one_of("level", Level),
            Column(name="cadence", form=Form.INTEGER),
            Column(name="next_due", form=Form.DAY),
            SOURCES,
            PAGE,
        ),
    ),
    Kind(
        "editions",
        (
            _key(),
            _to("mechanism", "mechanisms", needed=True),
            Column(name="number", form=Form.INTEGER),
            *_date("date"),
            _text("place"),
            _to("event", "events"),
            SOURCES,
        ),
    ),
    Kind(
        "agreements",
        (
            _key("code"),
            _text("name", needed=True),
            _many("aliases"),
            _one_of("kind", AgreementKind),
            _many("partners", "partners"),
            _many("parties", "actors"),
            *_date("signed"),
            _to("signed_event", "events"),
            *_date("in_force"),
            _one_of("status", AgreementStatus),
            _many("supersedes", "agreements"),
            SOURCES,
            PAGE,
        ),
    ),
    Kind(
        "terms",
        (
            _key("code"),
            _text("short", needed=True),
            _text("name", needed=True),
            _many("aliases"),
            SOURCES,
            PAGE,
        ),
    ),
    Kind(
        "event-types",
        (
            _key("code"),
            _text("name", needed=True),
            Column(name="is_contact", form=Form.FLAG, is_needed=True),
        ),
    ),
    Kind(
        "countries",
        (
            _key("code"),
            _text("name", needed=True),
            Column(name="is_home", form=Form.FLAG, is_needed=True),
        ),
    ),
    Kind(
        "actors",
        (
            _key("code"),
            _text("name", needed=True),
            _to("person", "people"),
            _to("organisation", "organisations"),
            _to("country", "countries"),
        ),
    ),
)
"""In the order in which a reader asks."""
KIND = {kind.name: kind for kind in KINDS}
"""By name."""
