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
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from generator.model.dates import When
from generator.model.noun import Noun

if TYPE_CHECKING:
    from collections.abc import Iterable

SIZE = 16
"""Bytes of a fingerprint; by chance, two of 2 to the 64 are equal."""
SHORT = 96
"""Bytes that are told in full; only what is longer is worth remembering."""

Parts = Callable[[Any], tuple[object, ...]]


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
        self._parts: dict[type, tuple[bytes, Parts]] = {}

    def of(self, *values: object) -> bytes:
        """
        Return `SIZE` bytes that tell *values*, in order, from all others.

        Raise `UnknownFormError` where something in them is more than a value.
        """
        return blake2b(self._list(values), digest_size=SIZE).digest()

    def _list(self, values: Iterable[object]) -> bytes:
        return b"".join(map(self._told, values))

    def _told(self, value: object) -> bytes:
        """Return the value itself, where that is short, or its fingerprint."""
        kind = type(value)
        if kind in _PLAIN:
            return _PLAIN[kind](value)
        if known := self._known.get(id(value)):
            return known[1]
        if isinstance(value, Enum):
            return _text(f"{kind.__name__}.{value.name}")
        if isinstance(value, str):  # words that know where they were written
            return _text(str(value))
        name, told = self._looked_at(value, kind)
        if len(told) <= SHORT:
            return b"(%b%d:%b" % (name, len(told), told)
        told = b"#" + blake2b(b"%b:%b" % (name, told), digest_size=SIZE).digest()
        self._known[id(value)] = value, told
        return told

    def _looked_at(self, value: object, kind: type) -> tuple[bytes, bytes]:
        """Return of what form *value* is, and what it holds."""
        if kind in self._parts:
            name, parts = self._parts[kind]
            return name, self._list(parts(value))
        if isinstance(value, Mapping):
            return b"map", self._list(part for pair in value.items() for part in pair)
        if isinstance(value, Sequence):
            return b"list", self._list(value)
        if isinstance(value, AbstractSet):
            return b"set", b"".join(sorted(map(self._told, value)))
        if is_dataclass(value) or isinstance(value, Noun):
            self._parts[kind] = kind.__qualname__.encode(), _parts_of(kind)
            return self._looked_at(value, kind)
        raise UnknownFormError(kind.__name__)


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
}
"""What is told in full; a length before what has no end of its own."""


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
