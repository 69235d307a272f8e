"""
Fingerprints of what pages are made from: equal ones say that nothing has changed.

A fingerprint depends on values alone, never on identity, order in sets, hash seed or
where words stand in their file, so that the next process finds the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from hashlib import blake2b
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from generator.model.dates import When
from generator.model.noun import Noun
from generator.model.text import Range

if TYPE_CHECKING:
    from collections.abc import Iterable

SIZE = 16
"""Bytes of a fingerprint; by chance, two of 2 to the 64 are equal."""
SHORT = 96
"""Bytes that are told in full; only what is longer is worth remembering."""

Parts = Callable[[Any], "Iterable[Any]"]
SET = b"set"


class UnknownFormError(TypeError):
    """A value has no fingerprint, such as a function; the class, by its name."""


class Fingerprints:
    """
    Fingerprints of nouns, views and all that they hold.

    What several views share, such as an event, is looked at once. It must not change
    meanwhile, and is held so that nothing else can take its place in memory.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}
        self._forms: dict[type, tuple[bytes, Parts]] = {}

    def of(self, *values: object) -> bytes:
        """
        Return `SIZE` bytes that tell *values*, in order, from all others.

        Raise `UnknownFormError` where something in them is more than a value.
        """
        return blake2b(b"".join(map(self._told, values)), digest_size=SIZE).digest()

    def _told(self, value: object) -> bytes:
        """Return the value itself, where that is short, or its fingerprint."""
        kind = type(value)
        if kind in _PLAIN:
            return _PLAIN[kind](value)
        if kind not in self._forms:
            self._forms[kind] = _form_of(kind)
        name, parts = self._forms[kind]
        if not name:
            return b"".join(parts(value))
        if known := self._known.get(id(value)):
            return known[1]
        told = map(self._told, parts(value))
        held = b"".join(sorted(told) if name == SET else told)
        if len(held) <= SHORT:
            return b"(%b%d:%b" % (name, len(held), held)
        told_of = b"#" + blake2b(b"%b:%b" % (name, held), digest_size=SIZE).digest()
        self._known[id(value)] = value, told_of
        return told_of


def _text(text: str) -> bytes:
    data = text.encode()
    return b"s%d:%b" % (len(data), data)


_PLAIN: dict[type, Callable[[Any], bytes]] = {
    str: _text,
    type(None): lambda _: b"n",
    bool: lambda value: b"t" if value else b"f",
    int: lambda value: b"i%d;" % value,
    float: lambda value: b"d%a;" % value,
    dt.date: lambda value: b"D%d;" % value.toordinal(),
    When: lambda value: _text(value.edtf),
    Range: lambda value: b"R%d-%d;" % (value.start, value.end),
}
"""What is told in full; a length before what has no end of its own."""


def _form_of(kind: type) -> tuple[bytes, Parts]:
    """Return what values of *kind* are called, and what takes them apart."""
    if issubclass(kind, Enum):
        return b"", lambda value: (_text(f"{kind.__name__}.{value.name}"),)
    if issubclass(kind, str):  # words that know where they were written
        return b"", lambda value: (_text(str(value)),)
    if issubclass(kind, Mapping):
        return b"map", lambda value: chain.from_iterable(value.items())
    if issubclass(kind, Sequence):
        return b"list", iter
    if issubclass(kind, AbstractSet):
        return SET, iter
    if is_dataclass(kind) or issubclass(kind, Noun):
        return kind.__qualname__.encode(), _parts_of(kind)
    raise UnknownFormError(kind.__name__)


def _parts_of(kind: type[Any]) -> Parts:
    """Return what takes the fields out of an object of *kind*, in their order."""
    if issubclass(kind, Noun):
        names = [*kind.model_fields]
    else:
        names = [each.name for each in fields(kind) if each.compare]
    if len(names) > 1:
        return attrgetter(*names)
    if names:
        one = attrgetter(names[0])
        return lambda value: (one(value),)
    return lambda _: ()
