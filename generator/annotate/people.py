"""
People in a printed text, with the honorific, rank and posts that it gives them.

A name is a run of words with capitals behind a title. What stands between the two
(`Bộ trưởng Bộ Công an Tô Lâm`) belongs to the title; a country at the head of the run
(`Thủ tướng Campuchia Hun Sen`) does too. A Vietnamese family name says where a name
begins.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from generator.annotate.names import Taken, slug
from generator.model.text import Range
from generator.search.forms import TONES
from generator.words import annotating, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.annotate.names import FoundName
    from generator.model.text import PrintedText

WORD = re.compile(r"[^\W\d_](?:[\w'’.\-]*\w)?")
CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""The capital letters of Vietnamese, for a set of a regular expression."""
LONGEST_NAME = 6
"""How many words with capitals a name has at most; longer runs are offices."""


@dataclass(frozen=True, slots=True)
class FoundPost:
    """An office that the text gives to a person."""

    title: str
    organisation: str
    """Its code; empty when the text names none that a register knows."""


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person where the text introduces them best."""

    name: str
    code: str
    """Empty when no register knows the name."""
    place: Range
    """From the first word of the title to the last of the posts."""
    mentions: tuple[Range, ...]
    """Every place of the name, in order."""
    honorific: str
    rank: str
    posts: tuple[FoundPost, ...]
    rule: str

    @property
    def actor(self) -> str:
        """The code, or the one that a new entry gets."""
        return self.code or slug(self.name)


def people_in(
    text: PrintedText, names: Sequence[FoundName], countries: Sequence[FoundName]
) -> tuple[FoundPerson, ...]:
    """Return the people of *text*, each once, in the order of their first mention."""
    known = {each.place: each.code for each in names if each.register == "people"}
    offices = [each for each in names if each.register == "organisations"]
    places, taken = dict.fromkeys(known, "register"), Taken(text, known)
    behind = sorted(_behind_titles(text, countries), key=lambda one: one.length)
    for place in behind:  # of two that meet, the shorter has no title in it
        if taken.take(place):
            places[place] = "title"
    for place in _before_titles(text, countries, Taken(text, places)):
        if taken.take(place):
            places[place] = "apposition"
    of_name: dict[str, list[FoundPerson]] = {}
    around = _Surroundings(text, tuple(places), offices, countries)
    for place in sorted(places):
        person = replace(
            around.introduced(place), code=known.get(place, ""), rule=places[place]
        )
        of_name.setdefault(person.code or person.name, []).append(person)
    found = [_best(several, text) for several in of_name.values()]
    return tuple(sorted(found, key=lambda each: each.mentions[0]))


def _best(several: list[FoundPerson], text: PrintedText) -> FoundPerson:
    """Return the fullest introduction of one person, with every mention."""

    def fullness(person: FoundPerson) -> int:
        weight = 2 * len(person.posts) + bool(person.rank) + bool(person.honorific)
        return weight + sum(bool(post.organisation) for post in person.posts)

    best = max(several, key=fullness)  # of equals the first
    names = dict.fromkeys(each.name for each in several)
    mentions = {place for name in names for place in text.find(name)}
    return replace(best, mentions=tuple(sorted(mentions)) or (best.place,))


@cache
def titles() -> re.Pattern[str]:
    """Return the first words of ranks, honorifics and posts."""
    several = [any_of("person", kind) for kind in ("rank", "honorific", "post")]
    return re.compile(rf"\b(?:{'|'.join(several)})(?![\w])")


@cache
def _stops() -> re.Pattern[str]:
    # the stop of an initial, as in `Marc E. Knapper`, ends nothing
    signs = r"[,;:()\"“”–]|(?<![\s(][A-ZĐ])\.|\s-\s"
    return re.compile(rf"{signs}|\b{any_of('person', 'stop')}\b")


def _end_of_title(
    text: str, start: int, last: int, countries: Sequence[FoundName]
) -> int:
    """Return where the words that begin at *start* end: at a stop."""
    begins = {each.place.start for each in countries}
    for stop in _stops().finditer(text, start, last):
        # `Đại sứ Hoa Kỳ tại Việt Nam` goes on
        if (
            re.fullmatch(any_of("person", "where"), stop[0])
            and stop.end() + 1 in begins
        ):
            continue
        return stop.start()
    return last


def _behind_titles(
    text: PrintedText, countries: Sequence[FoundName]
) -> Iterator[Range]:
    """Yield the names that stand behind a title, before the next stop."""
    for sentence in text.sentences:
        for title in titles().finditer(text.value, sentence.start, sentence.end):
            end = _end_of_title(text.value, title.end(), sentence.end, countries)
            runs = reversed(list(_runs(text.value, title.end(), end)))
            several = (_name_of(text.value, r, countries, title[0]) for r in runs)
            if name := next(filter(None, several), None):
                yield name


def _before_titles(
    text: PrintedText, countries: Sequence[FoundName], named: Taken
) -> Iterator[Range]:
    """
    Yield the names that stand before a title: `Sophie Sharpe, Thứ trưởng ...`.

    A title with a name of its own, one of *named*, says nothing of what is before it.
    """
    post = any_of("person", "post")
    former = any_of("person", "former")
    between = re.compile(rf"(?:,\s+|\s+[-–]\s+)(?={former}?\s*{post}\b)")
    for sentence in text.sentences:
        for gap in between.finditer(text.value, sentence.start, sentence.end):
            end = _end_of_title(text.value, gap.end(), sentence.end, countries)
            title = Range(gap.end(), max(end, gap.end() + 1))
            runs = list(_runs(text.value, sentence.start, gap.start()))
            if named.meets(title) or not runs:
                continue
            if runs[-1][-1].end != gap.start():
                continue
            if name := _name_of(text.value, runs[-1], countries, ""):
                yield name


def _runs(text: str, start: int, end: int) -> Iterator[list[Range]]:
    """Yield the runs of words with capitals, small particles between them."""
    particles = set(annotating()["person"]["particle"])
    run: list[Range] = []
    for found in WORD.finditer(text, start, end):
        word = Range(*found.span())
        goes_on = run and re.fullmatch(r"\.?\s+", text[run[-1].end : word.start])
        if not goes_on or not (found[0][0].isupper() or found[0] in particles):
            yield from _trimmed(text, run)
            run = []
        if found[0][0].isupper() or run:
            run.append(word)
    yield from _trimmed(text, run)


def _trimmed(text: str, run: list[Range]) -> Iterator[list[Range]]:
    """Yield *run* without particles at its end, if anything is left."""
    while run and not text[run[-1].start].isupper():
        run = run[:-1]
    if run:
        yield run


def _name_of(
    text: str, run: list[Range], countries: Sequence[FoundName], title: str
) -> Range | None:
    """Return the name in a *run* of words with capitals; None when it holds none."""
    heads = {each.place.start: each.place.end for each in countries}
    is_behind_country = False
    while run and heads.get(run[0].start, run[-1].end + 1) <= run[-1].end:
        end = heads[run[0].start]
        run = [word for word in run if word.start >= end]
        is_behind_country = True
    words = [text[word.start : word.end] for word in run]
    for at in range(len(words) - 1, 0, -1):  # another title within the run
        if re.fullmatch(titles(), words[at]):
            run, words = run[at + 1 :], words[at + 1 :]
            break
    lists = annotating()["person"]
    surnames, offices = set(lists["surname"]), any_of("person", "no_name")
    for at, word in enumerate(words):
        is_office = re.fullmatch(offices, words[0])
        is_own = words[0] in surnames or _is_foreign(words[0])
        if (
            at
            and word in surnames
            and at + 2 <= len(words)
            and (is_office or not is_own)
        ):
            run, words = run[at:], words[at:]
            break
    if not words or len(words) > LONGEST_NAME or re.fullmatch(offices, words[0]):
        return None
    if any(len(word) > 1 and word.isupper() for word in words):
        return None
    if re.match(titles(), " ".join(words)):
        return None
    is_called = any(
        re.fullmatch(any_of("person", kind), title) for kind in ("honorific", "rank")
    )
    if len(words) == 1:
        is_name = is_called and _is_foreign(words[0])
    else:
        is_name = (
            is_called
            or is_behind_country
            or words[0] in surnames
            or any(map(_is_foreign, words))
        )
    return Range(run[0].start, run[-1].end) if is_name else None


WITHOUT_TONE = str.maketrans("", "", TONES)


def _is_foreign(word: str) -> bool:
    """Tell whether *word* is no syllable of Vietnamese."""
    plain = unicodedata.normalize("NFD", word.lower()).translate(WITHOUT_TONE)
    parts = [any_of("syllable", name) for name in ("onset", "vowel", "coda")]
    onset, vowel, coda = parts
    syllable = rf"{onset}?{vowel}{{1,3}}{coda}?"
    return not re.fullmatch(syllable, unicodedata.normalize("NFC", plain))


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What else stands in the text, round the name that is looked at."""

    text: PrintedText
    names: tuple[Range, ...]
    offices: Sequence[FoundName]
    countries: Sequence[FoundName]

    def introduced(self, name: Range) -> FoundPerson:
        """Return what stands round the *name*: titles before it, posts behind it."""
        sentence = next(each for each in self.text.sentences if each.holds(name))
        start, honorific, rank, posts = self._before(sentence.start, name)
        end, behind = self._behind(sentence.end, name)
        return FoundPerson(
            name=self.text.value[name.start : name.end],
            code="",
            place=Range(start, end),
            mentions=(),
            honorific=honorific,
            rank=rank,
            posts=(*posts, *behind),
            rule="",
        )

    def _before(self, begin: int, name: Range) -> tuple[int, str, str, list[FoundPost]]:
        """Return where the titles before *name* begin, and what they are."""
        start, honorific, rank = name.start, "", ""
        posts: list[FoundPost] = []
        stretch = self._stretch(begin, name)
        text = self.text.value
        several = list(titles().finditer(text, stretch, name.start))
        for at, title in enumerate(several):
            ends = several[at + 1].start() if at + 1 < len(several) else name.start
            former = rf"\b{any_of('person', 'former')}\s+$"
            before = re.search(former, text[stretch : title.start()])
            opens = title.start() - len(before[0]) if before else title.start()
            words = text[opens:ends].strip(" ,")
            start = min(start, opens)
            if re.fullmatch(any_of("person", "rank"), title[0]):
                rank = title[0]
            elif re.fullmatch(any_of("person", "honorific"), title[0]):
                honorific = title[0]
            else:
                posts.append(_post(words, opens, self.offices))
        return start, honorific, rank, posts

    def _stretch(self, begin: int, name: Range) -> int:
        """Return where the words that belong to the *name* may begin."""
        text = self.text.value
        starts = {each.place.start for each in self.countries}
        heads = [
            Range(*each.span()) for each in titles().finditer(text, begin, name.start)
        ]
        stretch = former = begin
        for stop in _stops().finditer(text, begin, name.start):
            is_where = re.fullmatch(any_of("person", "where"), stop[0])
            in_title = any(head.meets(Range(*stop.span())) for head in heads)
            if in_title or (is_where and stop.end() + 1 in starts):
                continue
            # `Tổng Bí thư, Chủ tịch nước X`: two posts of one person
            own = [h for h in heads if former <= h.start < stop.start()]
            goes_on = [h for h in heads if h.start == stop.end() + 1]
            is_list = stop[0] == "," and own and goes_on
            is_taken = any(former <= each.start < stop.start() for each in self.names)
            opens = is_list and not is_taken and not text[former : own[0].start].strip()
            former = stop.end()
            if not opens:
                stretch = stop.end()
        return stretch

    def _behind(self, last: int, name: Range) -> tuple[int, list[FoundPost]]:
        """Return where the posts behind *name* end, and what they are."""
        text = self.text.value
        post = any_of("person", "post")
        also = any_of("person", "also")
        former = any_of("person", "former")
        joint = rf"(?:,\s+|\s+[-–]\s+|\s+{also}\s+)"
        opening = re.compile(rf"{joint}(?={former}?\s*{post}\b)")
        end, posts = name.end, []
        while opened := opening.match(text, end, last):
            at = opened.end()
            close = _end_of_title(text, at, last, self.countries)
            if second := re.compile(rf"\s{also}\s").search(text, at, close):
                close = second.start()
            words = text[at:close].rstrip(" .\n")
            # a post with a name of its own is somebody else's
            if not words or any(at <= each.start < close for each in self.names):
                break
            posts.append(_post(words, at, self.offices))
            end = at + len(words)
        return end, posts


def _post(words: str, start: int, offices: Sequence[FoundName]) -> FoundPost:
    """Part the *words* of a post into its title and its organisation."""
    for office in offices:
        at = office.place.start - start
        if 0 < at < len(words) and office.place.end <= start + len(words):
            title = re.sub(rf"\s+{any_of('person', 'of')}$", "", words[:at].rstrip())
            rest = words[office.place.end - start :].strip()
            # `Bộ trưởng Bộ Quốc phòng thứ hai`: the title goes on behind the office
            return FoundPost(words if rest else title, office.code)
    return FoundPost(words, "")
