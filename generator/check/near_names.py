"""
The same person, or the same organisation, under two spellings.

How near two names are is measured word by word, since names are not made of letters
alike. In a word of one syllable every letter and every mark counts: Lâm is not Lan,
Hùng is not Hưng. A longer word is a transcription, and may differ by a letter or two
and by any mark: Hasanal is Hassanal. Marks may also be missing altogether (To Lam),
stand on the other vowel (hoà, hòa), and words may be joined, parted or turned round.

Comparing all with all would take the square of their number. So two names are
compared only if their sounds (the consonants without h, doubled ones once) are the
same but for one. Each name goes into one group a sound, and the groups stay small:
the work grows like the number of names, and 10,000 take a second or two.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from generator.diagnostics import Diagnostic, Severity
from generator.model.order import TONES
from generator.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.model.archive import Archive
    from generator.model.registers import Organisation, Person

SHORTEST = 5
"""Letters of the shortest word in which a letter may differ."""
LIKENESS = 0.85
"""Least likeness of two long words: one letter of seven is another, or is missing."""
LIKENESS_OF_SOUNDS = 0.75
"""Least likeness of two long words that differ in vowels, h and doubled letters."""
MARKED = 2
"""With fewer marked syllables, a name without marks is a name of its own."""


@dataclass(frozen=True)
class Spelling:
    """A name as one entry writes it."""

    words: tuple[str, ...]
    """Lower case; tones stand at the end of their word."""

    @classmethod
    def of(cls, name: str) -> Spelling:
        """Cut *name* into words."""
        parts = re.findall(r"[^\W_]+", re.sub(r"['’`]", "", fold(name).casefold()))
        return cls(tuple(map(_tone_last, parts)))

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The words without marks."""
        return tuple(map(_without_marks, self.words))

    @property
    def marked_count(self) -> int:
        """How many words have a mark."""
        pairs = zip(self.words, self.plain, strict=True)
        return sum(word != plain for word, plain in pairs)

    @cached_property
    def turned(self) -> Spelling:
        """The same words by the alphabet."""
        return replace(self, words=tuple(sorted(self.words, key=_without_marks)))

    @property
    def keys(self) -> Iterator[str]:
        """
        The groups it belongs to: its sounds, and those with each one left out.

        A name of short words differs in no sound, so it has the first key only.
        """
        sounds = _sounds("".join(self.plain))
        yield _once(sounds)
        if any(map(_is_long, self.plain)):
            for at in range(len(sounds)):
                # two that stood apart may be a doubled one where a letter is missing
                yield _once(sounds[:at] + sounds[at + 1 :])


def people_have_one_spelling(archive: Archive) -> Iterator[Diagnostic]:
    """No two people of one country have nearly the same name."""
    yield from _near(archive, "people", archive.registers.people)


def organisations_have_one_spelling(archive: Archive) -> Iterator[Diagnostic]:
    """No two organisations of one country have nearly the same name."""
    yield from _near(archive, "organisations", archive.registers.organisations)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What tells an entry from others of its register."""

    code: str
    names: tuple[str, ...]
    country: str | None
    renamed_from: tuple[str, ...]


def _near(
    archive: Archive, register: str, entries: Mapping[str, Person | Organisation]
) -> Iterator[Diagnostic]:
    """Tell each entry that is near earlier ones, at its code."""
    near = _near_codes(
        tuple(
            _Entry(
                str(code),
                tuple(dict.fromkeys(map(str, (*entry.name.texts, *entry.aliases)))),
                str(entry.country) if entry.country else None,
                tuple(map(str, getattr(entry, "renamed_from", ()))),
            )
            for code, entry in entries.items()
        )
    )
    for register_name, code, _ in archive.registers.entries():
        if register_name == register and code in near:
            yield Diagnostic(
                code="near-names",
                span=code.span,
                severity=Severity.WARNING,
                values={
                    "value": archive.names.entry(register, code),
                    "others": ", ".join(f"`{other}`" for other in near[code]),
                },
            )


@lru_cache(maxsize=4)  # two registers, which seldom change from save to save
def _near_codes(entries: tuple[_Entry, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return the code of each entry that is near earlier ones to theirs."""
    known = {entry.code: entry for entry in entries}
    spellings = {entry.code: _spellings(entry) for entry in entries}
    near: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in _candidates(spellings):
        if _may_be_one(known[one], known[other]) and any(
            is_near(first, second)
            for first in spellings[one]
            for second in spellings[other]
        ):
            near[other].append(one)
    return {code: tuple(others) for code, others in near.items()}


def _spellings(entry: _Entry) -> tuple[Spelling, ...]:
    made = dict.fromkeys(Spelling.of(name) for name in entry.names)
    return tuple(spelling for spelling in made if spelling.words)


def _candidates(
    spellings: Mapping[str, Iterable[Spelling]],
) -> Iterator[tuple[str, str]]:
    """Yield pairs of codes worth comparing, each once, in the order of the file."""
    order = {code: number for number, code in enumerate(spellings)}
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for code, several in spellings.items():
        for spelling in several:
            for each in (spelling, spelling.turned):
                for key in each.keys:
                    groups[key].add(code)
    pairs = {
        pair
        for group in groups.values()
        for pair in combinations(sorted(group, key=order.__getitem__), 2)
    }
    yield from sorted(pairs, key=lambda pair: (order[pair[1]], order[pair[0]]))


def _may_be_one(one: _Entry, other: _Entry) -> bool:
    """Tell whether nothing in the register keeps two entries apart."""
    if one.country and other.country and one.country != other.country:
        return False
    renamed = (*one.renamed_from, *other.renamed_from)
    return one.code not in renamed and other.code not in renamed


def is_near(one: Spelling, other: Spelling) -> bool:
    """Tell whether two names may be spellings of one."""
    if "".join(one.words) == "".join(other.words):
        return True
    if one.plain == other.plain:
        # somebody left out all marks of a name that has several
        marks = sorted((one.marked_count, other.marked_count))
        if marks[0] == 0 and marks[1] >= MARKED:
            return True
    if len(one.words) != len(other.words):
        return _is_parted_otherwise(one.plain, other.plain)
    if _are_near_words(one, other):
        return True
    return any(map(_is_long, one.plain)) and _are_near_words(one.turned, other.turned)


def _is_parted_otherwise(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether the words that two names do not share are one long name."""
    shared = set(one) & set(other)
    own = [[word for word in words if word not in shared] for words in (one, other)]
    if not all(any(map(_is_long, words)) for words in own):
        return False
    return _are_alike("".join(own[0]), "".join(own[1]))


def _are_near_words(one: Spelling, other: Spelling) -> bool:
    """Tell whether each word of a name may be a spelling of the other's."""
    return all(
        word == same
        or (plain == like and _syllables(plain) > 1)
        or ((_is_long(plain) or _is_long(like)) and _are_alike(plain, like))
        for word, same, plain, like in zip(
            one.words, other.words, one.plain, other.plain, strict=True
        )
    )


def _are_alike(one: str, other: str) -> bool:
    least = LIKENESS_OF_SOUNDS if _sounds(one) == _sounds(other) else LIKENESS
    return Indel.normalized_similarity(one, other) >= least


@lru_cache(maxsize=65_536)
def _sounds(plain: str) -> str:
    """Return the consonants without h, doubled ones once."""
    return re.sub(r"[aeiouyh]", "", _once(plain))


def _once(letters: str) -> str:
    """Return *letters* with doubled ones once."""
    return re.sub(r"(.)\1+", r"\1", letters)


def _is_long(plain: str) -> bool:
    """Tell whether a word may be written with another letter."""
    return len(plain) >= SHORTEST and _syllables(plain) > 1


@lru_cache(maxsize=65_536)
def _syllables(plain: str) -> int:
    """Count the groups of vowels."""
    return len(re.findall(r"[aeiouy]+", plain))


def _tone_last(word: str) -> str:
    """Move the tone of a word behind it: it may stand on either of two vowels."""
    parts = unicodedata.normalize("NFD", word)
    tones = "".join(sign for sign in parts if sign in TONES)
    letters = "".join(sign for sign in parts if sign not in TONES)
    return unicodedata.normalize("NFC", letters) + tones


def _without_marks(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
