"""What codes are called in the language of the pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.registers import Registers


def country_name(code: str, language: str) -> str | None:
    """
    Return the CLDR name of a country; None for what is no ISO 3166-1 code.

    *code* may be in either case, *language* is an ISO 639-1 code.
    """
    letters = 2
    if len(code) != letters or not code.isascii() or not code.isalpha():
        return None
    name: str | None = _territories(language).get(code.upper())
    return name if code.upper() not in _NO_COUNTRIES else None


@cache
def _territories(language: str) -> Mapping[str, str]:
    return dict(Locale.parse(language).territories)


_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"})
"""CLDR regions of two letters that are not countries of ISO 3166-1."""


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """An entry of a register where a page speaks of it."""

    register: str
    """Such as `people`; `countries` for the home country, which has no page."""
    code: str
    name: str
    """In the language of the pages, else as the site has it."""
    is_foreign: bool = False
    """Whether it is as the site has it, on pages of another language."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names by register and code, in one language, else as the site has them."""

    registers: Registers
    language: str
    """ISO 639-1 code."""
    _named: dict[tuple[str, str], Named] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was named already: every article names the same few."""

    def country(self, code: str) -> str:
        """Return the name of a partner or of the home country."""
        site = self.registers.site
        own = site.home_name if code == site.home else None
        partner = self.registers.partners.get(code)
        if partner and partner.name:
            own = partner.name
        # in another language the standard name is better than a foreign one
        if own and (self.language == site.language or own.speaks(self.language)):
            return own.in_language(self.language)
        return country_name(code, self.language) or code.upper()

    def named(self, register: str, code: str) -> Named:
        """Return *code*, which must be there, with its true register and its name."""
        key = register, str(code)
        if key not in self._named:
            self._named[key] = self._call(*key)
        return self._named[key]

    def _call(self, register: str, code: str) -> Named:
        if register == "actors":
            kinds = ("people", "organisations", "partners")
            own = (kind for kind in kinds if code in self.registers.codes(kind))
            register = next(own, "countries")
        elif register == "countries" and code in self.registers.partners:
            register = "partners"
        name = self.entry(register, code)
        return Named(register, code, name, self._is_foreign(register, code))

    def _is_foreign(self, register: str, code: str) -> bool:
        """Tell whether *code* is not known by a name in the language of the pages."""
        if self.language == self.registers.site.language:
            return False
        if register in {"partners", "countries"}:  # each has a standard name
            return False
        return not getattr(self.registers, register)[code].name.speaks(self.language)

    def entry(self, register: str, code: str) -> str:
        """Return the name of *code* in *register*; the code must be there."""
        if register in {"partners", "countries"}:
            return self.country(code)
        if register == "actors":
            for kind in ("people", "organisations"):
                if code in self.registers.codes(kind):
                    return self.entry(kind, code)
            return self.country(code)
        name = getattr(self.registers, register)[code].name
        return str(name.in_language(self.language))
