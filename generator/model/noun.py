"""
What every noun is made of: words with their place, codes, references, facts.

A noun is a frozen pydantic class; the class is the one definition of its form, from
which come reading, complaining and the JSON Schema that helps editors type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Generic, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.model.dates import NotADateError, When, parse_when
from generator.model.source import Written

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue

    from generator.model.text import PrintedText, Range

CODE_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
LONGEST_CODE = 72
"""A code becomes a file name; with its ending it stays within 80 characters."""
RESERVED_NAMES = frozenset(
    ["con", "prn", "aux", "nul", "index"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(10)]
)
"""Names that Windows keeps for devices, and the one that means a folder's page."""
DEGREES_PATTERN = r"-?\d{1,3}(?:\.\d{1,6})?"
"""Degrees as a decimal fraction; six places are a hand's breadth on the ground."""
HOST = re.compile(
    r"[a-z]+://(?:[^/?#]*@)?(?:www\.)?(\[[^\]/?#]*\]|[^/?#:@]+)", re.IGNORECASE
)
ADDRESS_PATTERN = rf"{CODE_PATTERN}(?:/{CODE_PATTERN}){{0,5}}"


def _text(value: object) -> Written:
    if not isinstance(value, str):
        raise PydanticCustomError("not-a-text", "a text is wanted")
    if not value or value.isspace():
        raise PydanticCustomError("empty-text", "an empty text")
    return value if isinstance(value, Written) else Written(value)


def _code(value: object) -> Written:
    text = _text(value)
    if not re.fullmatch(CODE_PATTERN, text) or len(text) > LONGEST_CODE:
        raise PydanticCustomError("not-a-code", "not a code")
    if text in RESERVED_NAMES:
        raise PydanticCustomError("reserved-name", "a reserved name")
    return text


def _address(value: object) -> Written:
    text = _text(value)
    if not re.fullmatch(ADDRESS_PATTERN, text):
        raise PydanticCustomError("not-an-address", "not an address")
    return text


def _project_path(value: object) -> Written:
    text = _text(value)
    if not re.fullmatch(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*", text):
        raise PydanticCustomError("not-a-project-path", "not a path in the project")
    return text


def _url(value: object) -> Written:
    text = _text(value)
    if not re.fullmatch(r"https?://[^\s<>\"'`\\]+", text):
        raise PydanticCustomError("not-a-web-address", "not a web address")
    return text


def _degrees(text: str, most: int) -> float | None:
    """Return the degrees that *text* states; None for what is none, or too many."""
    is_number = re.fullmatch(DEGREES_PATTERN, text)
    return float(text) if is_number and abs(float(text)) <= most else None


def _latitude(value: object) -> float:
    degrees = _degrees(_text(value), 90)
    if degrees is None:
        raise PydanticCustomError("not-a-latitude", "no latitude")
    return degrees


def _longitude(value: object) -> float:
    degrees = _degrees(_text(value), 180)
    if degrees is None:
        raise PydanticCustomError("not-a-longitude", "no longitude")
    return degrees


def _when(value: object) -> When:
    if isinstance(value, When):
        return value
    text = _text(value)
    try:
        when = parse_when(str(text))
    except NotADateError as error:
        suggestion = {"suggestion": error.suggestion} if error.suggestion else {}
        raise PydanticCustomError(error.code, "no date", suggestion) from None
    return When(when.edtf, when.first, when.last, text.place)


class Printed(Written):
    """Words copied from the printed text: they must stand in the fact's quote."""

    __slots__ = ()


class Ref(Written):
    """A code as an author wrote it, of an entry in a register."""

    __slots__ = ("register",)
    register: str
    """Name of the register, such as `people`."""


def _printed(value: object) -> Printed:
    text = _text(value)
    return Printed(str(text), text.place)


@dataclass(frozen=True, slots=True)
class _Into:
    """Makes a field a reference into a register."""

    register: str

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        def as_ref(value: object) -> Ref:
            text = _text(value)
            ref = Ref(str(text), text.place)
            ref.register = self.register
            return ref

        return core_schema.no_info_plain_validator_function(as_ref)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "x-register": self.register}


Text = Annotated[Written, PlainValidator(_text), WithJsonSchema({"type": "string"})]
PrintedWords = Annotated[
    Printed, PlainValidator(_printed), WithJsonSchema({"type": "string"})
]
Code = Annotated[
    Written,
    PlainValidator(_code),
    WithJsonSchema({"type": "string", "pattern": f"^{CODE_PATTERN}$"}),
]
Address = Annotated[
    Written,
    PlainValidator(_address),
    WithJsonSchema({"type": "string", "pattern": f"^{ADDRESS_PATTERN}$"}),
]
Url = Annotated[
    Written,
    PlainValidator(_url),
    WithJsonSchema({"type": "string", "pattern": "^https?://"}),
]
ProjectPath = Annotated[
    Written, PlainValidator(_project_path), WithJsonSchema({"type": "string"})
]
Latitude = Annotated[
    float,
    PlainValidator(_latitude),
    WithJsonSchema({"type": "number", "minimum": -90, "maximum": 90}),
]
"""Degrees, north of the equator positive."""
Longitude = Annotated[
    float,
    PlainValidator(_longitude),
    WithJsonSchema({"type": "number", "minimum": -180, "maximum": 180}),
]
"""Degrees, east of Greenwich positive."""
Date = Annotated[When, PlainValidator(_when), WithJsonSchema({"type": "string"})]

PartnerRef = Annotated[Ref, _Into("partners")]
PersonRef = Annotated[Ref, _Into("people")]
OrganisationRef = Annotated[Ref, _Into("organisations")]
TopicRef = Annotated[Ref, _Into("topics")]
MechanismRef = Annotated[Ref, _Into("mechanisms")]
AgreementRef = Annotated[Ref, _Into("agreements")]
AudienceRef = Annotated[Ref, _Into("audiences")]
TermRef = Annotated[Ref, _Into("terms")]
EventTypeRef = Annotated[Ref, _Into("event_types")]
EventRef = Annotated[Ref, _Into("events")]
OutcomeRef = Annotated[Ref, _Into("outcomes")]
ActorRef = Annotated[Ref, _Into("actors")]
"""A person, an organisation, a partner or the home country."""
CountryRef = Annotated[Ref, _Into("countries")]
"""A partner or the home country."""


_NOT_KEPT: set[str] = set()
"""The fields that were written; a copy of a noun begins with a copy of it."""


class Noun(BaseModel):
    """Base of every noun: frozen, no unknown field, an empty field is no field."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_what_is_empty(cls, value: object) -> object:
        if not isinstance(value, (dict, Mapping)) or None not in value.values():
            return value
        return {
            key: inner
            for key, inner in value.items()
            if inner is not None or key not in cls.model_fields
        }

    def model_post_init(self, _: object, /) -> None:
        """
        Hold the fields as an object of a plain class does.

        An article has thirty nouns. In the dicts that pydantic makes, and with a set of
        the fields that were written, which nobody asks for, they take twice as much.
        """
        fields = self.__dict__
        object.__delattr__(self, "__dict__")
        for name, value in fields.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "__pydantic_fields_set__", _NOT_KEPT)

    def children(self) -> Iterator[object]:
        """Yield the values of all fields, in the order of the form."""
        for value in self.__dict__.values():
            if isinstance(value, tuple):
                yield from value
            elif value is not None:
                yield value

    def walk(self) -> Iterator[object]:
        """Yield every value below this noun, parents before children."""
        waiting = [self.children()]
        while waiting:
            for child in waiting[-1]:
                yield child
                # most are texts, and to ask whether one is a noun takes long
                if not isinstance(child, str) and isinstance(child, Noun):
                    waiting.append(child.children())
                    break
            else:
                waiting.pop()


class _OneOrMany:
    """Lets an author write one thing where a list of things is wanted."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        def as_list(value: object) -> object:
            # a list is told first: to ask whether it is any map takes long
            is_many = isinstance(value, list)
            is_one = not is_many and isinstance(value, (str, dict, Mapping))
            return [value] if is_one else value

        return core_schema.no_info_before_validator_function(as_list, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        many = handler(schema)
        return {"anyOf": [many["items"], many]}


T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Many = Annotated[tuple[T, ...], _OneOrMany()]


class Quote(Noun):
    """
    The words of the printed text that prove a fact.

    W3C Web Annotation, TextQuoteSelector: the exact words, and what stands right
    before or after them where they occur more than once.
    """

    exact: Text
    prefix: Text | None = None
    suffix: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain_words(cls, value: object) -> object:
        return {"exact": value} if isinstance(value, str) else value

    def found_in(self, text: PrintedText) -> tuple[Range, ...]:
        """Return every place of *text* that it selects, in order."""
        return tuple(
            place
            for place in text.find(self.exact)
            if (
                not self.prefix
                or any(
                    text.before(place).endswith(text.words(r))
                    for r in text.find(self.prefix)
                )
            )
            and (
                not self.suffix
                or any(
                    text.after(place).startswith(text.words(r))
                    for r in text.find(self.suffix)
                )
            )
        )


class Citation(Noun):
    """Where something was published."""

    publisher: Text | None = None
    author: Text | None = None
    title: Text | None = None
    url: Url | None = None
    published: Date | None = None
    retrieved: Date | None = None
    words: Text | None = None
    """The words found there that support the fact."""

    @property
    def name(self) -> str:
        """What it is called: its title, else who published it, else the host."""
        if named := self.title or self.publisher:
            return str(named)
        host = HOST.match(self.url or "")
        return host[1].lower() if host else str(self.url or "")


class Acceptance(Noun):
    """An editor's word that a finding of a rule is known, and why it may stand."""

    code: Text
    """The code of the diagnostic, such as `likely-same-event`."""
    reason: Text


class Claim(Noun):
    """Something that a rule may object to, and an editor may defend."""

    accepted: Many[Acceptance] = ()


class Guarded(Noun):
    """Something that not everybody may read."""

    audience: AudienceRef | None = None
    """Who may read it; None means everybody who may read what it stands in."""


class Basis(StrEnum):
    """On what a fact rests."""

    STATED = "stated"
    INFERRED = "inferred"
    CORRECTED = "corrected"


class Stated(Noun, Generic[T_co]):
    """
    A value and its proof.

    Written as the bare value, it is stated by the quote of the noun around it;
    written as a map, it has a quote, a basis or a source of its own.
    """

    value: T_co
    quote: Many[Quote] = ()
    basis: Basis = Basis.STATED
    reason: Text | None = None
    """Why it is taken to be so; wanted when the text does not state it."""
    source: Many[Citation] = ()

    @model_validator(mode="before")
    @classmethod
    def _bare_value(cls, value: object) -> object:
        is_map = not isinstance(value, str) and isinstance(value, Mapping)
        return value if is_map else {"value": value}

    @model_validator(mode="after")
    def _reason_where_the_text_is_silent(self) -> Self:
        if self.basis is not Basis.STATED and not self.reason:
            raise PydanticCustomError("missing-reason", "no reason given")
        return self

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Allow the bare value beside the map."""
        reference = handler(schema)
        form = handler.resolve_ref_schema(reference)
        return {"anyOf": [form["properties"]["value"], reference]}


class Wording(Noun):
    """A name in the languages that are known; a plain text is in the site's own."""

    vi: Text | None = None
    en: Text | None = None
    plain: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain_text(cls, value: object) -> object:
        return {"plain": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.vi or self.en or self.plain):
            raise PydanticCustomError("empty-text", "an empty text")
        return self

    @property
    def texts(self) -> tuple[Written, ...]:
        """The name in every language that is known; never empty."""
        return tuple(text for text in (self.vi, self.en, self.plain) if text)

    def speaks(self, language: str) -> bool:
        """Tell whether the name is known in *language* by its code."""
        return getattr(self, language, None) is not None

    def in_language(self, language: str) -> str:
        """Return the name in *language*, else in any language there is."""
        wanted: str | None = getattr(self, language, None)
        return str(wanted or self.plain or self.vi or self.en or "")
