"""
What each term may be in the text: words, words in a row, and the grade of each.

A grade tells how a word answers what was typed: itself, itself written otherwise,
with marks that were left out, longer, by another name, with other marks, by a slip.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from generator.search.forms import (
    Form,
    begins_with_slip,
    fits,
    form_of,
    is_number,
    is_slip,
    is_syllable,
)
from generator.search.index import tokens
from generator.search.query import MOST_TERMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.search.index import Index
    from generator.search.query import Day, Term

SAME, WRITTEN, UNMARKED, LONGER, ALIAS, OTHER_MARKS, SLIP, SLIP_LONGER = range(8)
"""The grades, best first; from `OTHER_MARKS` on they are slips."""
COSTS = (0, 0, 3, 4, 4, 20, 20, 24)
PLAIN_COSTS = (0, 0, 0, 2, 4, 20, 20, 24)
"""Who types no mark at all leaves them out; who types some means what is typed."""
SLIP_COST = 20
"""What costs as much is a slip."""
SHORTEST_SLIP = 4
SHORTEST_PREFIX_SLIP = 5
SHORTEST_ALIAS = 3
"""Letters of a name that is still being typed."""
SHORTEST_ALIAS_SLIP = 5
LONGEST_GLUED = 24
MOST_PIECES = 6
LONGEST_PIECE = 8
MOST_CUTS = 12
LONGEST_NAME = 12
MOST_JOINED = 4
ALONE = frozenset("aeiouy")
"""Letters that may be a syllable."""

Words: TypeAlias = "dict[int, int]"
"""Number of a word to its grade."""


@dataclass(frozen=True, slots=True)
class Row:
    """Words in a row that answer the terms from *first* to *last*."""

    first: int
    last: int
    grade: int
    """At best; a word of it may make it worse."""
    words: tuple[Mapping[int, int], ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a group, as it is compared."""

    group: int
    forms: tuple[Form, ...]
    folded: str
    spelt: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What to look for."""

    terms: tuple[Term, ...]
    costs: tuple[int, ...]
    """By grade."""
    single: Mapping[int, list[tuple[int, int]]]
    """Number of a word to term and grade."""
    rows: Mapping[int, list[Row]]
    """By the number of their first word."""
    days: Mapping[int, list[int]]
    """Number of a word with which a date may begin, to the terms that are dates."""
    bits: Mapping[int, int]
    """Number of a word to bits of the terms that it may answer; above `MOST_TERMS`
    bits of those that it answers without a slip."""
    is_known: bool
    """Whether every word is one that the index has, marks left out or not."""
    worst: int = SLIP_LONGER
    """Words of a worse grade are passed over."""


class Lexicon:
    """The words and names of an index, as queries look them up."""

    def __init__(self, index: Index) -> None:
        self.index = index

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Every folded form, in order."""
        return tuple(sorted(self.index.by_folded))

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Every name of every group."""
        found = []
        for group, each in enumerate(self.index.groups):
            for name in each.names:
                forms = _forms(name)
                if forms:
                    folded = "".join(form.folded for form in forms)
                    spelt = "".join(form.spelt for form in forms)
                    found.append(Name(group, forms, folded, spelt))
        return tuple(found)

    @cached_property
    def by_name(self) -> Mapping[str, list[Name]]:
        """Folded form without spaces to the names that have it."""
        found: defaultdict[str, list[Name]] = defaultdict(list)
        for name in self.names:
            found[name.folded].append(name)
        return found

    @cached_property
    def by_code(self) -> Mapping[str, list[int]]:
        """Code in capitals to the groups that have it."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for group, each in enumerate(self.index.groups):
            for code in each.codes:
                found[code].append(group)
        return found

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The words that are years."""
        return tuple(
            number
            for number, form in enumerate(self.index.forms)
            if form and len(form.lower) == 4 and is_number(form.lower)  # noqa: PLR2004 -- digits
        )

    def itself(self, form: Form) -> Words:
        """Return the words that are *form*, or it written otherwise."""
        return {
            number: grade
            for number, grade in self.plain(form).items()
            if grade <= WRITTEN
        }

    def marked(self, form: Form) -> Words:
        """Return the words that are *form*, with marks that were left out or not."""
        return {
            number: grade
            for number, grade in self.plain(form).items()
            if grade <= UNMARKED
        }

    def plain(self, form: Form) -> Words:
        """Return the words that are *form* but for marks."""
        forms = self.index.forms
        found: Words = {}
        for number in self.index.by_plain.get(form.plain, ()):
            word = forms[number]
            if word:
                found[number] = grade_of(form, word)
        return found

    def longer(self, form: Form) -> Words:
        """Return the words that begin with *form*, and go on."""
        found: Words = {}
        length = len(form.folded)
        at = bisect_left(self.folded, form.folded)
        while at < len(self.folded) and self.folded[at].startswith(form.folded):
            if len(self.folded[at]) > length:
                for number in self.index.by_folded[self.folded[at]]:
                    word = self.index.forms[number]
                    if (
                        word
                        and fits(form.spelt, word.spelt[:length])
                        and form.tone in {"", word.tone}
                    ):
                        found[number] = LONGER
            at += 1
        return found

    def slips(self, form: Form, *, may_go_on: bool) -> Words:
        """Return the words that a slip makes of *form*."""
        found: Words = {}
        typed = form.folded
        if len(typed) < SHORTEST_SLIP - 1 or _has_digit(typed):
            return found
        longer = may_go_on and len(typed) >= SHORTEST_PREFIX_SLIP
        for folded in self.folded:
            # a word of four letters may have lost one, or been typed with one more
            if len(folded) + len(typed) < 2 * SHORTEST_SLIP - 1 or _has_digit(folded):
                continue
            if abs(len(folded) - len(typed)) <= 1 and is_slip(typed, folded):
                grade = SLIP
            elif (
                longer and len(folded) > len(typed) and begins_with_slip(typed, folded)
            ):
                grade = SLIP_LONGER
            else:
                continue
            for number in self.index.by_folded[folded]:
                found[number] = grade
        return found


def grade_of(typed: Form, word: Form) -> int:
    """Return the grade of *word*, which has the plain form of *typed*."""
    if typed.lower == word.lower:
        return SAME
    if typed.letters == word.letters and typed.tone == word.tone:
        return WRITTEN
    if len(typed.letters) != len(word.letters):
        return OTHER_MARKS if typed.is_marked else UNMARKED
    if fits(typed.letters, word.letters) and typed.tone in {"", word.tone}:
        return UNMARKED
    return OTHER_MARKS


def _has_digit(word: str) -> bool:
    return any("0" <= char <= "9" for char in word)


def _forms(text: str) -> tuple[Form, ...]:
    pieces = (form_of(piece) for piece in tokens(text) if piece[0].isalnum())
    return tuple(pieces)


def plan_of(terms: tuple[Term, ...], lexicon: Lexicon) -> Plan:
    """Return what to look for to find *terms*."""
    return _Planner(terms, lexicon).plan()


class _Planner:
    """Gathers what each term may be."""

    def __init__(self, terms: tuple[Term, ...], lexicon: Lexicon) -> None:
        self.terms = terms
        self.lexicon = lexicon
        self.single: dict[int, dict[int, int]] = {}
        self.rows: list[Row] = []
        self.days: dict[int, list[int]] = {}

    def plan(self) -> Plan:
        for number, term in enumerate(self.terms):
            if term.day:
                self.add_day(number, term.day)
            elif term.is_quoted:
                words = tuple(self.lexicon.marked(form) for form in term.words)
                self.rows.append(Row(number, number, SAME, words))
            else:
                self.add_word(number, term)
        for first, last in self.spans():
            self.add_joined(first, last)
            self.add_aliases(first, last)
        rows: defaultdict[int, list[Row]] = defaultdict(list)
        for row in self.rows:
            for number in row.words[0] if all(row.words) else ():
                rows[number].append(row)
        is_marked = any(form.is_marked for term in self.terms for form in term.words)
        return Plan(
            terms=self.terms,
            costs=COSTS if is_marked else PLAIN_COSTS,
            single={
                number: list(grades.items()) for number, grades in self.single.items()
            },
            rows=rows,
            days=self.days,
            bits=self.bits(rows),
            is_known=self.is_known(),
        )

    def is_known(self) -> bool:
        """Tell whether the index has every word, so that none need be a slip."""
        known = {
            term
            for grades in self.single.values()
            for term, grade in grades.items()
            if grade <= UNMARKED
        }
        return all(
            number in known or not term.is_word
            for number, term in enumerate(self.terms)
        )

    def bits(self, rows: Mapping[int, list[Row]]) -> Mapping[int, int]:
        """Return the bits of every word, as in `Plan.bits`."""
        found: defaultdict[int, int] = defaultdict(int)
        for number, several in rows.items():
            for row in several:
                for term in range(row.first, row.last + 1):
                    found[number] |= _bits(term, row.grade)
        for number, grades in self.single.items():
            for term, grade in grades.items():
                found[number] |= _bits(term, grade)
        for number, days in self.days.items():
            for term in days:
                found[number] |= _bits(term, SAME)
        return found

    def add(self, term: int, words: Words) -> None:
        for number, grade in words.items():
            known = self.single.setdefault(number, {})
            known[term] = min(grade, known.get(term, grade))

    def add_word(self, number: int, term: Term) -> None:
        form = term.words[0]
        found = self.lexicon.plain(form)
        self.add(number, found)
        is_clean = any(grade <= UNMARKED for grade in found.values())
        if term.may_go_on:
            longer = self.lexicon.longer(form)
            is_clean = is_clean or bool(longer)
            self.add(number, longer)
        may_go_on = term.may_go_on and not is_clean
        self.add(number, self.lexicon.slips(form, may_go_on=may_go_on))
        for words in self.cuts(form, may_go_on=term.may_go_on):
            self.rows.append(Row(number, number, UNMARKED, words))

    def cuts(self, form: Form, *, may_go_on: bool) -> list[tuple[Words, ...]]:
        """Return the words that *form* is, when the spaces between were left out."""
        folded = form.folded
        if is_number(folded):
            return self.thousands(folded)
        if (
            not SHORTEST_SLIP <= len(folded) <= LONGEST_GLUED
            or len(folded) != len(form.lower)
            or is_syllable(form.plain)
        ):
            return []
        found: list[tuple[Words, ...]] = []

        def cut(at: int, words: tuple[Words, ...]) -> None:
            if at == len(folded):
                if len(words) > 1:
                    found.append(words)
                return
            for end in range(at + 1, min(len(folded), at + LONGEST_PIECE) + 1):
                piece = folded[at:end]
                is_last = end == len(folded)
                if len(found) >= MOST_CUTS or (end == at + 1 and piece not in ALONE):
                    continue
                own = form_of(form.lower[at:end])
                several = self.lexicon.marked(own)
                if is_last and may_go_on and words and end > at + 1:
                    several |= self.lexicon.longer(own) | several
                if several and (len(words) < MOST_PIECES - 1 or is_last):
                    cut(end, (*words, several))

        cut(0, ())
        return found

    def thousands(self, digits: str) -> list[tuple[Words, ...]]:
        """Return the pieces of 1500 in 1.500."""
        if len(digits) < 4 or len(digits) > LONGEST_NAME:  # noqa: PLR2004 -- a thousand
            return []
        head = len(digits) % 3 or 3
        pieces = [digits[:head]]
        pieces += [digits[at : at + 3] for at in range(head, len(digits), 3)]
        forms = [form_of(piece) for piece in pieces]
        # only as written: 1.5 is not 1.005
        return [
            tuple(
                {
                    number: SAME
                    for number, grade in self.lexicon.itself(form).items()
                    if grade == SAME
                }
                for form in forms
            )
        ]

    def add_day(self, number: int, asked: Day) -> None:
        forms = [form_of(str(each)) for each in (asked.day, asked.month, asked.year)]
        starts = {
            word
            for form in forms
            if form.lower != "0"
            for word in self.lexicon.itself(form)
        }
        calendar = self.lexicon.index.calendar
        for kind in ("day", "month", "months"):
            for text in calendar[kind]:
                starts |= set(self.lexicon.itself(form_of(text)))
        if not asked.year:
            starts |= set(self.lexicon.years)
        for word in starts:
            self.days.setdefault(word, []).append(number)

    def spans(self) -> Iterator[tuple[int, int]]:
        """Yield first and last of the plain words that stand side by side."""
        for first in range(len(self.terms)):
            for last in range(first, min(len(self.terms), first + LONGEST_NAME)):
                if not self.terms[last].is_word:
                    break
                yield first, last

    def add_joined(self, first: int, last: int) -> None:
        """Find `Hà Nội` in `Hanoi`, and 1.500 in 1500."""
        forms = [term.words[0] for term in self.terms[first : last + 1]]
        if not 1 < len(forms) <= MOST_JOINED:
            return
        folded = "".join(form.folded for form in forms)
        if is_number(folded):
            if any(len(form.lower) != 3 for form in forms[1:]):  # noqa: PLR2004 -- thousands
                return
        elif is_syllable(folded) or _has_digit(folded):
            return
        spelt = "".join(form.spelt for form in forms)
        words = {
            number: UNMARKED
            for number in self.lexicon.index.by_folded.get(folded, ())
            if _spelt_fits(spelt, self.lexicon.index.forms[number])
        }
        if words:
            self.rows.append(Row(first, last, UNMARKED, (words,)))

    def add_aliases(self, first: int, last: int) -> None:
        """Let a name find the other names of its group."""
        terms = self.terms[first : last + 1]
        forms = tuple(term.words[0] for term in terms)
        folded = "".join(form.folded for form in forms)
        spelt = "".join(form.spelt for form in forms)
        found: dict[int, int] = {}
        for name in self.lexicon.by_name.get(folded, ()):
            tones = zip(forms, name.forms, strict=False)
            if fits(spelt, name.spelt) and (
                len(forms) != len(name.forms)
                or all(one.tone in {"", other.tone} for one, other in tones)
            ):
                found[name.group] = ALIAS
        if first == last:
            typed = terms[0].typed[0]
            if typed == typed.upper() or len(self.terms) == 1:
                for group in self.lexicon.by_code.get(typed.upper(), ()):
                    found[group] = ALIAS
        if not found:
            found = self.nearly(folded, spelt, may_go_on=terms[-1].may_go_on)
        for group, grade in found.items():
            self.add_group(first, last, group, grade, folded)

    def nearly(self, folded: str, spelt: str, *, may_go_on: bool) -> dict[int, int]:
        """Return the groups with a name that begins so, else by a slip."""
        found: dict[int, int] = {}
        if may_go_on and len(folded) >= SHORTEST_ALIAS:
            for name in self.lexicon.names:
                if name.folded.startswith(folded) and fits(
                    spelt, name.spelt[: len(spelt)]
                ):
                    found[name.group] = ALIAS
        is_long = len(folded) >= SHORTEST_ALIAS_SLIP and not _has_digit(folded)
        if not found and is_long:
            for name in self.lexicon.names:
                if abs(len(name.folded) - len(folded)) <= 1 and is_slip(
                    folded, name.folded
                ):
                    found[name.group] = SLIP
        return found

    def add_group(
        self, first: int, last: int, group: int, grade: int, typed: str
    ) -> None:
        for text in self.lexicon.index.groups[group].names:
            forms = _forms(text)
            # a name that is still being typed is found as it stands
            if not "".join(form.folded for form in forms).startswith(typed):
                words = tuple(self.lexicon.itself(form) for form in forms)
                if words:
                    self.rows.append(Row(first, last, grade, words))


def _bits(term: int, grade: int) -> int:
    """Return the bits of a word that answers *term* in *grade*."""
    return 1 << term | (grade < OTHER_MARKS) << (term + MOST_TERMS)


def _spelt_fits(spelt: str, word: Form | None) -> bool:
    return word is not None and fits(spelt, word.spelt)
