"""Names that the registers know, where a printed text uses them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel import Locale

from generator.model.names import country_name
from generator.model.noun import CODE_PATTERN, LONGEST_CODE
from generator.model.text import Range
from generator.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model.registers import Registers
    from generator.model.text import PrintedText

ANY_CAPITALS = frozenset({"topics", "mechanisms", "agreements"})
"""Registers whose names are found whatever their capitals: a text writes them small."""


@dataclass(frozen=True, slots=True)
class FoundName:
    """Words that name an entry of a register, or a country that has none."""

    place: Range
    register: str
    """Such as `people`; `countries` for the home country and for any other."""
    code: str
    rule: str


def slug(name: str, longest: int = LONGEST_CODE) -> str:
    """Return *name* as a code: `Tô Lâm` becomes `to-lam`; empty for no letters."""
    bare = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    ascii_only = bare.encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", ascii_only)
    code = ""
    for word in words:
        longer = f"{code}-{word}" if code else word[:longest]
        if len(longer) > longest:
            break
        code = longer
    return code if re.fullmatch(CODE_PATTERN, code or "-") else ""


def names_in(
    text: PrintedText, registers: Registers, countries: Sequence[FoundName]
) -> tuple[FoundName, ...]:
    """
    Return where *text* names what *registers* know, in order.

    Of names that meet, in one register, the longest stands. An office with another
    country behind it (`Bộ Công an Lào`) is not the one that is known.
    """
    behind = {each.place.start: each.code for each in countries}
    found = [
        FoundName(place, register, code, "register")
        for register, code, name in _known(registers)
        for place in _places(text, name, any_capitals=register in ANY_CAPITALS)
        if register != "organisations"
        or behind.get(place.end + 1)
        in {None, str(registers.organisations[code].country)}
    ]
    taken: defaultdict[str, Taken] = defaultdict(lambda: Taken(text))
    kept = [
        each
        for each in sorted(found, key=lambda one: (-one.place.length, one.place.start))
        if taken[each.register].take(each.place)
    ]
    return tuple(sorted(kept, key=lambda one: (one.place.start, one.register)))


def countries_in(text: PrintedText, registers: Registers) -> tuple[FoundName, ...]:
    """Return where *text* names a country, home and partners by their register."""
    known = registers.codes("countries")
    found: dict[Range, FoundName] = {}
    for code, name in _countries(registers):
        register = "partners" if code in registers.partners else "countries"
        for place in _places(text, name, any_capitals=False):
            rule = "register" if code in known else "country"
            found[place] = FoundName(place, register, code, rule)
    taken = Taken(text)
    kept = [
        found[place]
        for place in sorted(found, key=lambda one: (-one.length, one.start))
        if taken.take(place)
    ]
    return tuple(sorted(kept, key=lambda one: one.place.start))


class Taken:
    """Which characters of a text belong to somebody already."""

    def __init__(self, text: PrintedText, places: Iterable[Range] = ()) -> None:
        """Those at *places* do."""
        self._marks = bytearray(len(text.value))
        for place in places:
            self._mark(place)

    def _mark(self, place: Range) -> None:
        self._marks[place.start : place.end] = b"\1" * place.length

    def meets(self, place: Range) -> bool:
        """Tell whether any of what stands at *place* is taken."""
        return self._marks.find(1, place.start, place.end) >= 0

    def take(self, place: Range) -> bool:
        """Take what stands at *place*, all or nothing; tell whether that was free."""
        if self.meets(place):
            return False
        self._mark(place)
        return True


def _places(text: PrintedText, name: str, *, any_capitals: bool) -> Iterator[Range]:
    if not any_capitals:
        yield from text.find(name)
        return
    low = text.value.lower()
    if len(low) != len(text.value):  # a letter whose small form is two
        yield from text.find(name)
        return
    sought, at = name.lower(), 0
    while (at := low.find(sought, at)) >= 0:
        end = at + len(sought)
        around = low[max(0, at - 1) : at] + low[end : end + 1]
        if not any(letter.isalnum() for letter in around):
            yield Range(at, end)
        at = end


def _known(registers: Registers) -> Iterator[tuple[str, str, str]]:
    """Yield register, code and each name of every entry that a text may name."""
    for register in ("people", "organisations", "topics", "mechanisms", "agreements"):
        for code, entry in getattr(registers, register).items():
            names = [*entry.name.texts, *getattr(entry, "aliases", ())]
            for name in dict.fromkeys(map(str, names)):
                yield register, str(code), name
                if register in ANY_CAPITALS:
                    yield from ((register, str(code), each) for each in _parts(name))


def _parts(name: str) -> Iterable[str]:
    """Return the ways a text may write a long name: without its letters in brackets."""
    bare = name.partition(" (")[0]
    return [bare] if bare != name and " " in bare else []


def _countries(registers: Registers) -> Iterator[tuple[str, str]]:
    """Yield code and each name of every country."""
    for code, partner in registers.partners.items():
        own = [*(partner.name.texts if partner.name else ()), *partner.aliases]
        yield from ((str(code), str(name)) for name in own)
    for code in _codes():
        for language in LANGUAGES:
            if name := country_name(code, language):
                yield code, name


def _codes() -> Iterable[str]:
    """Return the ISO 3166-1 code of every country that has a name."""
    territories: Mapping[str, str] = Locale.parse("en").territories
    several = (code.lower() for code in territories if len(code) == len("vn"))
    return [code for code in several if country_name(code, "en")]
