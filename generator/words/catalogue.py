"""Read the catalogues and say their words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, cast

from babel import Locale
from babel.lists import format_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from babel.plural import PluralRule

LANGUAGES = ("vi", "en")
"""The languages a site may have, Vietnamese first."""
LOCALES = {"vi": "vi_VN", "en": "en_GB"}
"""Whose rules each language follows; ours is the English of “14 February 2020”."""


@dataclass(frozen=True, slots=True)
class Words:
    """
    The catalogue of one language.

    A phrase is either a text or, where the language tells one from many, a table
    of plural forms (CLDR names: `one`, `other`) chosen by the argument `count`.
    """

    language: str
    """ISO 639-1 code, one of `LANGUAGES`."""
    phrases: Mapping[str, str | Mapping[str, str]]
    """Dotted key to phrase, such as `timeline.title`."""

    def say(self, key: str, **values: object) -> str:
        """
        Return the phrase *key* with *values* filled in.

        A key that no catalogue holds, or a value that the phrase wants and did not
        get, is a bug and raises KeyError.
        """
        phrase = self.phrases[key]
        if not isinstance(phrase, str):
            count = cast("int", values["count"])
            phrase = phrase[_plural_form(self.language)(count)]
        # most phrases have nothing to fill in, and pages are made of them
        return phrase.format(**values) if "{" in phrase else phrase

    def listed(self, several: Iterable[object]) -> str:
        """Return *several* things in one phrase: “A, B và C”; empty for none."""
        return format_list([str(each) for each in several], locale=self.locale)

    @property
    def locale(self) -> str:
        """The CLDR locale of the language."""
        return LOCALES[self.language]

    def has(self, key: str) -> bool:
        """Tell whether the catalogue holds *key*."""
        return key in self.phrases


@cache
def _plural_form(language: str) -> PluralRule:
    """Return what names the plural form of a number in *language*."""
    return Locale.parse(language).plural_form


@cache
def catalogue(language: str) -> Words:
    """Return the catalogue of *language*, one of `LANGUAGES`."""
    text = (resources.files(__package__) / f"{language}.toml").read_text("utf-8")
    return Words(language, dict(_flat(tomllib.loads(text))))


def own_name(language: str) -> str:
    """Return what speakers of *language* call it, as the first word of a line."""
    name = str(Locale.parse(language).get_display_name())
    return name[:1].upper() + name[1:]


@cache
def _lists(name: str) -> Mapping[str, Any]:
    """Return the lists of words of a file beside this one."""
    text = (resources.files(__package__) / f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def pattern(section: str, name: str) -> str:
    """
    Return a regular expression for any of the words *name* of *section*.

    They are what printed texts are read by, and a text has its own language.
    """
    return f"(?:{'|'.join(_lists('reading')[section][name])})"


@cache
def calendar() -> Mapping[str, Mapping[str, int]]:
    """
    Return the words by which dates are told: kind to word to its value.

    Words of `numerals` and `months` have the number of their month, others 1.
    """
    return {
        kind: {
            word.lower(): number if isinstance(several, list) else 1
            for number, several in enumerate(names, start=1)
            for word in (several if isinstance(several, list) else [several])
        }
        for kind, names in _lists("reading")["calendar"].items()
    }


def annotating() -> Mapping[str, Any]:
    """Return the words by which suggestions are made, as `annotating.toml` has them."""
    return _lists("annotating")


def importing() -> Mapping[str, Any]:
    """Return the words by which sheets are read, as `importing.toml` has them."""
    return _lists("importing")


@cache
def any_of(section: str, name: str) -> str:
    """Return a regular expression for any of a list of `annotating.toml`."""
    several = annotating()[section][name]
    # the longest first, for the first that matches is taken
    return f"(?:{'|'.join(sorted(several, key=len, reverse=True))})"


def _flat(
    table: Mapping[str, object], prefix: str = ""
) -> list[tuple[str, str | Mapping[str, str]]]:
    found: list[tuple[str, str | Mapping[str, str]]] = []
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, str):
            found.append((name, value))
        elif isinstance(value, dict) and "other" in value:
            found.append((name, {form: str(text) for form, text in value.items()}))
        elif isinstance(value, dict):
            found += _flat(value, f"{name}.")
    return found
