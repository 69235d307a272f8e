"""
What is found: one pass over the index, graded and put in order.

The rules of matching and of order stand in `docs/architecture-search.md`, with an
example each. The script `search-engine.js` follows the same rules over the same index;
one set of cases tests both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping  # noqa: TC003 -- dataclasses look into it
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from generator.search.index import ARTICLE, OUTCOME, Doc, Index
from generator.search.lit import cut_around, latin
from generator.search.matching import (
    ALIAS,
    OTHER_MARKS,
    SAME,
    SLIP_COST,
    UNMARKED,
    Lexicon,
    Plan,
    plan_of,
)
from generator.search.query import MOST_TERMS, read_day, read_query

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.search.forms import Form
    from generator.search.query import Term

FACETS = ("partner", "year", "topic", "type")
LONGEST_DATE = 8
"""How many words a date may take."""
FULLY = 2
"""A date that tells all that was asked."""
ANSWERS_WHOLE = 3
"""A line that holds the whole phrase."""
TITLE, FACTS, TEXT = 3, 2, 1
WHOLE, PHRASE, LONG_SLIPPED, NEAR = 12, 8, 8, 4
SLIPPED, SCATTERED, SCATTERED_SLIP, PARTIAL = 4, 2, 1, 0
"""Classes of an answer; a phrase adds its place to `PHRASE`, nearness to `NEAR`."""
LONG = 4
"""So many terms in a row are no chance, though one is a slip."""
NEVER = 1 << 20
"""The cost of what does not stand there."""
TERMS_A_SLIP = 3
"""In so many terms one may be a slip; in fewer, one too."""
MAY_LACK = 3
"""Of so many terms, one may be missing where no page has all."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked for."""

    text: str
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Name of a facet, one of `FACETS`, to the values of which one is wanted."""


@dataclass(frozen=True, slots=True)
class Result:
    """A page that was found."""

    doc: Doc
    group: str
    """`article`, `outcome`, or `entry` for any other."""
    title: str
    title_lit: tuple[tuple[int, int], ...]
    """Where the words stand that matched."""
    address: str
    """Address in the site, with the place on the page where the words stand."""
    snippet: str
    snippet_lit: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found."""

    docs: tuple[tuple[Doc, str], ...]
    """Page and group; best first in each group, the groups in their order."""
    is_partial: bool
    """Whether no page has all that was asked, and these have most of it."""
    counts: Mapping[str, Mapping[str, int]]
    """Facet to value to how many pages choosing it would show."""
    suggestion: str
    """What to ask instead when nothing has all of it; empty when nothing is known."""
    plan: Plan = field(repr=False)

    def results(self, index: Index, limit: int) -> Iterator[Result]:
        """Yield the first *limit* pages of each group as they are shown."""
        shown: Counter[str] = Counter()
        for doc, group in self.docs:
            shown[group] += 1
            if shown[group] <= limit:
                yield _result(doc, group, index, self.plan)


@dataclass(frozen=True, slots=True)
class _Hit:
    """Words of a line that answer some terms."""

    first: int
    last: int
    """The terms."""
    grade: int
    taken: tuple[int, ...]
    """Where the words stand in the index."""


@dataclass(frozen=True, slots=True)
class _Line:
    """How well one line answers."""

    hits: Sequence[_Hit]
    phrase: int
    """Cost of all terms in a row; `NEVER` if they are not."""
    is_whole: bool
    """Whether the line is the terms, and nothing else."""
    window: int
    """How many numbers hold all terms without a slip; `NEVER` if none do."""
    clean: int
    """Bits of the terms that stand here without a slip."""
    beside: int
    """Bits of the terms that stand right behind the one before them."""


@dataclass(frozen=True, slots=True)
class _Rated:
    """A page that answers, how well, and the facets that it fails."""

    rating: int
    rank: int
    number: int
    failing: tuple[str, ...]


def search(index: Index, lexicon: Lexicon, asked: Search) -> Found:
    """Return what *index* holds of what is *asked*; nothing for nothing asked."""
    found = _search(index, lexicon, asked)
    if found.plan.terms and (found.is_partial or not found.docs):
        better = _suggestion(index, lexicon, asked, found.plan)
        return Found(found.docs, found.is_partial, found.counts, better, found.plan)
    return found


def _search(index: Index, lexicon: Lexicon, asked: Search) -> Found:
    terms = read_query(asked.text, index.calendar)
    size = len(terms)
    plan = plan_of(terms, lexicon)
    if not size and not any(asked.facets.values()):
        return Found((), is_partial=False, counts={}, suggestion="", plan=plan)
    scan = _Scan.of(index, plan)
    # first only what stands there without a slip
    shown = replace(plan, worst=ALIAS)
    rated = scan.rate_all(asked, slips=0, missing=0)
    missing = 0
    close = LONG_SLIPPED if size >= LONG else SLIPPED
    if size and not any(each.rating > close and not each.failing for each in rated):
        shown = plan
        slips = may_slip(size)
        rated = scan.rate_all(asked, slips, missing=0)
        if size >= MAY_LACK and all(each.failing for each in rated):
            missing = max(1, size // MAY_LACK)
            rated = scan.rate_all(asked, missing, missing)
        if any(each.rating >= SCATTERED and not each.failing for each in rated):
            rated = [each for each in rated if each.rating >= SCATTERED]
    rated.sort(key=lambda each: (-each.rating, -each.rank, each.number))
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for each in rated:
        for facet in FACETS:
            if not each.failing or each.failing == (facet,):
                counts[facet].update(_values(index.docs[each.number], facet))
    docs = tuple(_grouped([each for each in rated if not each.failing], index))
    return Found(docs, bool(missing and docs), counts, "", shown)


@dataclass(frozen=True, slots=True)
class _Scan:
    """A pass over the index."""

    index: Index
    plan: Plan
    masks: Sequence[int]
    """Of each page, bits of the terms that it may answer, as in `Plan.bits`."""
    weights: Sequence[int]
    """Of each term, how rare it is."""

    @classmethod
    def of(cls, index: Index, plan: Plan) -> _Scan:
        masks = [_mask(index, doc, plan) for doc in index.docs]
        known = [
            sum(mask >> (term + MOST_TERMS) & 1 for mask in masks)
            for term in range(len(plan.terms))
        ]
        weights = [(len(masks) // max(1, count)).bit_length() + 1 for count in known]
        return cls(index, plan, masks, weights)

    def rate_all(self, asked: Search, slips: int, missing: int) -> list[_Rated]:
        """
        Rate every page that may answer.

        Of the terms, so many may be missing, and so many missing or slips. A page may
        fail one facet, so that what choosing another value would show is counted.
        """
        full = (1 << len(self.plan.terms)) - 1
        plan = self.plan if slips else replace(self.plan, worst=ALIAS)
        found = []
        for number, mask in enumerate(self.masks):
            lost = (full & ~mask).bit_count()
            unclean = (full & ~(mask >> MOST_TERMS)).bit_count()
            if lost > missing or unclean > slips:
                continue
            doc = self.index.docs[number]
            failing = _failing(doc, asked)
            rating = (
                _rate(self.index, doc, plan, self.weights, missing)
                if len(failing) <= 1
                else None
            )
            if rating:
                found.append(_Rated(*rating, number, failing))
        return found


def _grouped(rated: Sequence[_Rated], index: Index) -> Iterator[tuple[Doc, str]]:
    """
    Yield the pages group by group, in each as they come.

    Articles come first, unless what was asked is the whole name of an entry.
    """
    groups: dict[str, list[Doc]] = {"article": [], "entry": [], "outcome": []}
    is_name = False
    for each in rated:
        doc = index.docs[each.number]
        group = doc.kind if doc.kind in {ARTICLE, OUTCOME} else "entry"
        is_name = is_name or (group == "entry" and each.rating == WHOLE)
        groups[group].append(doc)
    order = ("entry", "article", "outcome") if is_name else tuple(groups)
    for group in order:
        yield from ((doc, group) for doc in groups[group])


def _values(doc: Doc, facet: str) -> tuple[str, ...]:
    if facet == "partner":
        return doc.partners
    if facet == "topic":
        return doc.topics
    if facet == "year":
        return (str(doc.year),) if doc.year else ()
    return (doc.kind,)


def _failing(doc: Doc, asked: Search) -> tuple[str, ...]:
    """Return the facets of which *doc* has no value that is wanted."""
    return tuple(
        facet
        for facet in FACETS
        if asked.facets.get(facet)
        and asked.facets[facet].isdisjoint(_values(doc, facet))
    )


def _mask(index: Index, doc: Doc, plan: Plan) -> int:
    """Return bits of the terms that *doc* may answer, as in `Plan.bits`."""
    mask = 0
    bits = plan.bits
    for number in index.numbers[doc.start : doc.end]:
        if number in bits:
            mask |= bits[number]
    return mask


def _hits(index: Index, start: int, end: int, plan: Plan, year: int) -> list[_Hit]:
    """Return the hits of a line in order."""
    hits: list[_Hit] = []
    for at in range(start, end):
        number = index.numbers[at]
        if number in plan.bits:
            hits += [
                _Hit(term, term, grade, (at,))
                for term, grade in plan.single.get(number, ())
                if grade <= plan.worst
            ]
            for row in plan.rows.get(number, ()):
                taken, grade = _follow(index, at, end, row.words)
                worst = max(grade, row.grade)
                if taken and worst <= plan.worst:
                    hits.append(_Hit(row.first, row.last, worst, taken))
            for term in plan.days.get(number, ()):
                taken, grade = _told(index, at, end, plan.terms[term], year)
                hits += [_Hit(term, term, grade, taken)] if taken else []
    return hits


def _next_word(index: Index, at: int, end: int) -> int:
    """Return where the first word from *at* on stands; *end* if there is none."""
    while at < end and index.forms[index.numbers[at]] is None:
        at += 1
    return at


def _follow(
    index: Index, at: int, end: int, words: tuple[Mapping[int, int], ...]
) -> tuple[tuple[int, ...], int]:
    """Return where *words* stand from *at* on, and the worst grade; none if not."""
    taken: list[int] = []
    worst = 0
    for wanted in words:
        at = _next_word(index, at, end)
        if at >= end or index.numbers[at] not in wanted:
            return (), 0
        worst = max(worst, wanted[index.numbers[at]])
        taken.append(at)
        at += 1
    return tuple(taken), worst


def _told(
    index: Index, at: int, end: int, term: Term, year: int
) -> tuple[tuple[int, ...], int]:
    """Return where the date of *term* is told from *at* on, and its grade."""
    row: list[tuple[Form, str]] = []
    places: list[int] = []
    while at < end and len(row) < LONGEST_DATE:
        form = index.forms[index.numbers[at]]
        if form:
            between = ""
            if at + 1 < end:
                following = index.numbers[at + 1]
                between = " " if index.forms[following] else index.words[following]
            row.append((form, between))
            places.append(at)
        at += 1
    day, asked = read_day(row, index.calendar), term.day
    fit = day.tells(asked, year) if day and asked else 0
    if day and fit:
        return tuple(places[: day.length]), SAME if fit == FULLY else ALIAS
    return (), SAME


_Chain: TypeAlias = "tuple[int, int, int, int]"
"""Terms in a row: the first of them, cost, first word of the line, worst grade."""


def _read_line(
    index: Index, start: int, end: int, hits: list[_Hit], plan: Plan
) -> _Line:
    """Rate the line from *start* to *end* by its *hits*."""
    last = len(plan.terms) - 1
    chains: dict[tuple[int, int], _Chain] = {}
    phrase = window = NEVER
    is_whole = False
    clean = beside = 0
    seen = [-1] * len(plan.terms)
    for hit in hits:
        place = hit.taken[0]
        cost = plan.costs[hit.grade] * (hit.last - hit.first + 1)
        chain = (hit.first, cost, place, hit.grade)
        before = chains.get((place, hit.first - 1))
        if before:
            worst = max(before[3], hit.grade)
            chain = (before[0], before[1] + cost, before[2], worst)
            beside |= 1 << hit.first
        key = _next_word(index, hit.taken[-1] + 1, end), hit.last
        known = chains.get(key)
        if known is None or chain[:2] < known[:2]:
            chains[key] = chain
        if chain[0] == 0 and hit.last == last:
            phrase = min(phrase, chain[1])
            is_all = key[0] == end and chain[2] == _next_word(index, start, end)
            is_whole |= chain[3] <= UNMARKED and is_all
        if hit.grade < OTHER_MARKS:
            for term in range(hit.first, hit.last + 1):
                seen[term] = place
                clean |= 1 << term
            if min(seen) >= 0:
                window = min(window, hit.taken[-1] + 1 - min(seen))
    return _Line(hits, phrase, is_whole, window, clean, beside)


def _lines(index: Index, doc: Doc, plan: Plan) -> Iterator[tuple[int, int, int, _Line]]:
    """Yield place, start, end and rating of each line of *doc* that has a hit."""
    facts = 1 + doc.names
    sentences = facts + len(doc.facts)
    for number, (start, end) in enumerate(index.lines_of(doc)):
        hits = _hits(index, start, end, plan, doc.year)
        if hits:
            place = TITLE if number < facts else FACTS if number < sentences else TEXT
            yield place, start, end, _read_line(index, start, end, hits, plan)


def may_slip(size: int) -> int:
    """Return how many of so many terms may be slips, in a row or anywhere."""
    return max(1, size // TERMS_A_SLIP)


def _close(size: int) -> int:
    """Return how many numbers may hold so many terms that stand near each other."""
    return 2 * size + 2


@dataclass(slots=True)
class _Answer:
    """How well the lines of one page answer together."""

    plan: Plan
    weights: Sequence[int]
    best: list[int]
    """Of each term, the least cost."""
    places: list[int]
    """Of each term, the best place where it stands without a slip; 0 for none."""
    phrases: dict[int, int]
    """Of each place, the least cost of all terms in a row."""
    windows: dict[int, int]
    """Of each place, how close all terms stand."""
    is_whole: bool = False
    together: int = 0
    """The most weight that stands in one line."""
    beside: int = 0

    def add(self, place: int, line: _Line) -> None:
        for hit in line.hits:
            for term in range(hit.first, hit.last + 1):
                self.best[term] = min(self.best[term], self.plan.costs[hit.grade])
                if hit.grade < OTHER_MARKS:
                    self.places[term] = max(self.places[term], place)
        self.phrases[place] = min(self.phrases[place], line.phrase)
        self.windows[place] = min(self.windows[place], line.window)
        self.is_whole |= line.is_whole and place == TITLE
        self.beside |= line.beside
        held = (
            weight for term, weight in enumerate(self.weights) if line.clean >> term & 1
        )
        self.together = max(self.together, sum(held))

    def close(self) -> tuple[int, int] | None:
        """Return class and rank where all terms stand together."""
        if self.is_whole:
            return WHOLE, 0
        for place, cost in self.phrases.items():
            if cost < SLIP_COST:
                return PHRASE + place, -cost
        most = SLIP_COST * (may_slip(len(self.plan.terms)) + 1)
        slipped = [
            place * 1000 - cost for place, cost in self.phrases.items() if cost < most
        ]
        # who types four words that are there means them; five in a row are no chance
        is_long = len(self.plan.terms) >= LONG + self.plan.is_known
        if is_long and slipped:
            return LONG_SLIPPED, max(slipped)
        total = sum(each for each in self.best if each < NEVER)
        for place, window in self.windows.items():
            if window <= _close(len(self.plan.terms)):
                return NEAR + place, -(total * 64 + window)
        if not is_long and slipped:
            return SLIPPED, max(slipped)
        return None

    def scattered(self) -> int:
        """Return the rank of terms that stand anywhere."""
        rank = 4 * self.together - sum(each for each in self.best if each < NEVER)
        for term, weight in enumerate(self.weights):
            if self.places[term]:
                rank += weight * (2 + self.places[term])
            elif self.best[term] < NEVER:
                rank -= weight
            if self.beside >> term & 1:
                rank += 6 * min(self.weights[term - 1], weight)
        return rank


def _rate(
    index: Index, doc: Doc, plan: Plan, weights: Sequence[int], missing: int
) -> tuple[int, int] | None:
    """Return class and rank of *doc*; None if it does not answer after all."""
    size = len(plan.terms)
    if not size:
        return PARTIAL, 0
    answer = _Answer(
        plan,
        weights,
        best=[NEVER] * size,
        places=[0] * size,
        phrases=dict.fromkeys((TITLE, FACTS, TEXT), NEVER),
        windows=dict.fromkeys((TITLE, FACTS, TEXT), NEVER),
    )
    for place, _, _, line in _lines(index, doc, plan):
        answer.add(place, line)
    if sum(cost == NEVER for cost in answer.best) > missing:
        return None
    if together := answer.close():
        return together
    rating = SCATTERED if all(answer.places) else SCATTERED_SLIP
    return (PARTIAL if missing else rating), answer.scattered()


def _result(doc: Doc, group: str, index: Index, plan: Plan) -> Result:
    """Return *doc* as it is shown, with the line that answers best."""
    lines = list(index.lines_of(doc))
    names = 1 + doc.names
    found = {start: (place, line) for place, start, _, line in _lines(index, doc, plan)}
    full = (1 << len(plan.terms)) - 1
    clean = 0
    for _, line in found.values():
        clean |= line.clean
    chosen, best = names, (-1, 0, 0, 0)
    called = index.numbers[lines[0][0] : lines[0][1]]
    for number, (start, end) in enumerate(lines):
        if number >= names and start in found:
            place, line = found[start]
            # a headline tells no more than the title above it
            tells = int(index.numbers[start:end] != called)
            answer = (
                ANSWERS_WHOLE
                if line.phrase < SLIP_COST
                else 2
                if line.window <= _close(len(plan.terms))
                else int(line.phrase < NEVER)
            )
            value = (answer, line.clean.bit_count(), tells, place)
            if value > best:
                chosen, best = number, value

    def shown(number: int) -> tuple[str, tuple[tuple[int, int], ...]]:
        if number >= len(lines):
            return "", ()
        start, end = lines[number]
        text, places = index.text(start, end)
        lit = set()
        here = found[start][1] if start in found else None
        # where one line holds the phrase, single words of it elsewhere tell nothing
        is_stray = here and best[0] == ANSWERS_WHOLE and here.clean != full
        for hit in here.hits if here and not is_stray else ():
            bits = (1 << hit.last + 1) - (1 << hit.first)
            if hit.grade < OTHER_MARKS or bits & ~clean:
                lit |= {places[at] for at in hit.taken}
        return text, tuple(sorted(lit))

    title, title_lit = shown(0)
    snippet, snippet_lit = cut_around(*shown(chosen))
    anchor = ""
    if best[0] >= 0:
        facts = chosen - names
        text = facts - len(doc.facts)
        letter, number = (
            ("s", doc.sentences[text]) if text >= 0 else ("f", doc.facts[facts])
        )
        anchor = f"#{letter}{number}" if number else ""
    return Result(
        doc=doc,
        group=group,
        title=title,
        title_lit=title_lit,
        address=doc.uri + anchor,
        snippet=snippet,
        snippet_lit=snippet_lit,
    )


def _suggestion(index: Index, lexicon: Lexicon, asked: Search, plan: Plan) -> str:
    """Return what to ask instead: other letters, else the words that stand here."""
    known = 0
    for bits in plan.bits.values():
        known |= bits
    kept = [
        " ".join(term.typed)
        for number, term in enumerate(plan.terms)
        if known >> number & 1
    ]
    for text in (latin(asked.text), " ".join(kept)):
        if text and text != asked.text:
            found = _search(index, lexicon, Search(text, asked.facets))
            if found.docs and not found.is_partial:
                return text
    return ""
