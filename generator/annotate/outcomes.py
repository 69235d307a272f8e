"""
Outcomes in a printed text: what was discussed, asked, agreed, signed or done.

The verb says how far something has come, and who did it has to stand right before the
verb: `đẩy mạnh trao đổi thông tin` is a thing, `hai bên trao đổi` an act. What is only
planned or is denied is no outcome.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.annotate.people import CAPITALS, titles
from generator.model.article import Modality
from generator.model.text import Range
from generator.words import annotating, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.annotate.names import FoundName
    from generator.annotate.people import FoundPerson
    from generator.model.text import PrintedText

REACHED = (Modality.SIGNED, Modality.COMPLETED, Modality.UNDER_WAY, Modality.AGREED)
"""What has to be there already; planned, it is nothing yet."""
SHORTEST = 12
"""Characters that say something; what is shorter is part of the item before it."""
NEXT_THING = rf",\s+(?=[{CAPITALS}]\w+ [^\W\d_])"
"""Where the next of several things with capitals begins."""
ITEM_NUMBER = r"(?:\((?P<n>\d{1,2})\)\s*)"
"""The number of an item within a sentence, `(1)`."""
DOER_WORDS = 3
NEAR = 90
"""How far before a verb its doer is looked for, in characters."""


@dataclass(frozen=True, slots=True)
class FoundOutcome:
    """Words that say what came of something."""

    places: tuple[Range, ...]
    """What it is; where its verb stands apart from that, who and verb come first."""
    what: Range
    modality: Modality
    point: int | None
    """Its number in the text."""
    doers: tuple[str, ...]
    """Codes, or `both` for the two sides and `two` for the two people that met."""
    asked: str
    """Code of whom it was asked; empty for nobody, or where no register knows."""
    rule: str


@dataclass(frozen=True, slots=True)
class Act:
    """A verb with its doer."""

    place: Range
    """From the first word of the doer to the last of the verb."""
    verb: Range
    modality: Modality
    doers: tuple[str, ...]


@cache
def _verbs() -> re.Pattern[str]:
    several = "|".join(
        rf"(?P<{modality.name}>{any_of('outcome', modality.value)})"
        for modality in Modality
    )
    return re.compile(rf"\b(?:{several})\b", re.IGNORECASE)


@cache
def _slot() -> re.Pattern[str]:
    """Return what may stand between a doer and the verb, up to the verb."""
    several = "|".join(
        any_of("outcome", kind) for kind in ("adverb", "planned", "denied")
    )
    return re.compile(rf"(?:\s+(?:{several}))*\s+$", re.IGNORECASE)


def outcomes_in(
    text: PrintedText,
    names: Sequence[FoundName],
    countries: Sequence[FoundName],
    people: Sequence[FoundPerson],
) -> tuple[FoundOutcome, ...]:
    """Return the outcomes of *text*, in order; numbered points count as one each."""
    actors = {place: person.actor for person in people for place in person.mentions}
    actors |= {n.place: n.code for n in names if n.register == "organisations"}
    actors |= {each.place: each.code for each in countries if each.rule == "register"}
    points = list(_points(text))
    inside = [place for _, several in points for place in several]
    found = list(_numbered(text, points, actors))
    for sentence in text.sentences:
        if any(place.holds(sentence) for place in inside):
            continue
        if points and _introduces(text, sentence):
            continue
        found += _in_sentence(text, sentence, actors)
    return tuple(sorted(found, key=lambda each: each.what))


def _in_sentence(
    text: PrintedText, sentence: Range, actors: dict[Range, str]
) -> Iterator[FoundOutcome]:
    acts = list(_acts(text.value, sentence, actors))
    signed = list(_signed(text.value, sentence, acts))
    signed += _going_on(text.value, sentence, actors)
    yield from signed
    kept: list[Act] = []
    for act in acts:
        in_signed = any(act.verb.meets(one.what) for one in signed)
        # a verb in what another one says is no outcome of its own, unless a new
        # clause begins with a doer of its own
        clause = text.value[kept[-1].verb.end : act.place.start] if kept else ""
        is_new = not kept or re.search(
            rf"[;:]\s*$|,\s*{any_of('outcome', 'further')}?\s*$", clause
        )
        if not in_signed and is_new:
            kept.append(act)
    for at, act in enumerate(kept):
        end = kept[at + 1].place.start if at + 1 < len(kept) else sentence.end
        for one in signed:  # told by itself, and the aside that holds it too
            told = text.value[act.verb.end : one.what.start]
            asides = [*re.finditer(rf",\s+{any_of('outcome', 'aside')}", told)]
            if asides and one.what.start < end:
                end = act.verb.end + asides[-1].start()
        yield from _items(text.value, act, end, actors)


def _acts(text: str, sentence: Range, actors: dict[Range, str]) -> Iterator[Act]:
    """Yield the verbs of outcomes that have a doer, in order."""
    for verb in _verbs().finditer(text, sentence.start, sentence.end):
        start = max(sentence.start, verb.start() - NEAR)
        slot = _slot().search(text, start, verb.start())
        before = text[sentence.start : slot.start() if slot else verb.start()]
        between = text[slot.start() : verb.start()] if slot else ""
        modality = Modality[str(verb.lastgroup)]
        doer, begin = _doer(before, sentence.start, actors)
        is_head = not before.strip() and verb[0][0].isupper()
        is_head &= modality is not Modality.COMPLETED
        if not (doer or is_head):
            continue
        if re.search(rf"\b{any_of('outcome', 'denied')}\b", between, re.IGNORECASE):
            continue
        coming = rf"\b{any_of('outcome', 'planned')}\b"
        if modality in REACHED and re.search(coming, between, re.IGNORECASE):
            continue
        titled = re.search(rf"{titles().pattern}\s+$", text[sentence.start : begin])
        if doer and titled:
            begin = sentence.start + titled.start()
        place = Range(begin if doer else verb.start(), verb.end())
        yield Act(place, Range(*verb.span()), modality, doer)


def _doer(
    before: str, offset: int, actors: dict[Range, str]
) -> tuple[tuple[str, ...], int]:
    """Return whoever stands at the end of *before*, and where they begin."""
    bare = before.rstrip()
    end = offset + len(bare)
    for place, code in actors.items():
        if place.end == end:
            return (code or "?",), place.start
    for kind in ("both", "two_people"):
        both = re.search(rf"\b{any_of('outcome', kind)}$", bare, re.IGNORECASE)
        if both:
            return ("both" if kind == "both" else "two",), offset + both.start()
    doer = any_of("outcome", "doer")
    named = re.search(rf"(?:\S+\s+){{0,{DOER_WORDS}}}\b{doer}$", bare)
    if named:
        clause = re.split(r"[,;:.]\s", named[0])[-1]
        return ("?",), end - len(clause)
    return (), end


def _signed(text: str, sentence: Range, acts: Sequence[Act]) -> Iterator[FoundOutcome]:
    """Yield documents that were signed, also where that is said in passing."""
    document = any_of("outcome", "document")
    done = re.compile(
        rf"(?<!\w){any_of('outcome', 'has_signed')}\s+"
        rf"(?P<what>[^;.,]*?\b{document}\b[^;.]*)"
        rf"|(?P<paper>\b{document}\b[^,;.()]*?)\s+{any_of('outcome', 'was_signed')}"
        rf"[^,;.]*"
    )
    for found in done.finditer(text, sentence.start, sentence.end):
        if _is_not_yet(text, sentence.start, found):
            continue
        what = "what" if found["what"] else "paper"
        end = found.end(what)
        start = found.start(what)
        verb_start = found.start()
        doers: tuple[str, ...] = ()
        for act in acts:
            is_it = Range(verb_start, found.end()).meets(act.verb)
            if act.modality is Modality.SIGNED and is_it:
                doers, verb_start = act.doers, act.place.start
        if what == "what":
            stop = re.search(any_of("outcome", "signed_until"), text[start:end])
            end = start + stop.start() if stop else end
            place = Range(verb_start, end)
        else:
            place = Range(start, found.end())
        yield FoundOutcome(
            (place,), place, Modality.SIGNED, None, doers, "", "signed-document"
        )


def _is_not_yet(text: str, begin: int, signed: re.Match[str]) -> bool:
    """Tell whether a signing is only planned, asked for or denied in its clause."""
    name = signed.lastgroup or "what"
    until = signed.start(name) if name == "what" else signed.end()
    clause = re.split(r"[,;:]\s", text[begin : signed.start()])[-1]
    words = clause + text[signed.start() : until]
    return any(
        re.search(rf"\b{any_of('outcome', kind)}\b", words, re.IGNORECASE)
        for kind in ("planned", "denied", "proposed", "agreed")
    )


def _going_on(
    text: str, sentence: Range, actors: dict[Range, str]
) -> Iterator[FoundOutcome]:
    """Yield what is being done: a thing stands where others have a doer."""
    for verb in re.compile(
        rf"\b{any_of('outcome', 'going_on')}\b", re.IGNORECASE
    ).finditer(text, sentence.start, sentence.end):
        begin = sentence.start
        for comma in re.finditer(r",\s+", text[sentence.start : verb.start()]):
            if verb.start() - sentence.start - comma.end() >= SHORTEST:
                begin = sentence.start + comma.end()
        before = text[begin : verb.start()]
        if re.search(rf"\b{any_of('outcome', 'denied')}\s*$", before, re.IGNORECASE):
            continue
        if re.search(rf"\b{any_of('outcome', 'planned')}\s*$", before, re.IGNORECASE):
            continue
        stop = re.compile(rf",\s+{any_of('outcome', 'aside')}|\.\s|;").search(
            text, verb.end(), sentence.end
        )
        place = _stripped(text, Range(begin, stop.start() if stop else sentence.end))
        inside = [code for at, code in actors.items() if place.holds(at) and code]
        doers = tuple(dict.fromkeys(inside)) if verb.start() - begin < NEAR else ()
        yield FoundOutcome(
            (place,), place, Modality.UNDER_WAY, None, doers, "", "going-on"
        )


def _items(
    text: str, act: Act, end: int, actors: dict[Range, str]
) -> Iterator[FoundOutcome]:
    """Yield what the clause of *act* says, item by item."""
    if act.modality in {Modality.SIGNED, Modality.UNDER_WAY}:
        return  # told by `_signed` and `_going_on`
    asked, at = "", act.verb.end
    if act.modality is Modality.PROPOSED:
        for place, code in actors.items():
            gap = text[act.verb.end : place.start]
            if place.start > act.verb.end and re.fullmatch(
                rf"\s+(?:{any_of('outcome', 'side')} )?", gap
            ):
                asked, at = code, place.end
    listed = re.search(r":\s*(?=\(1\))", text[at:end])
    head = at
    if listed:  # `thống nhất các nội dung: (1) ...; (2) ...`
        at += listed.end()
    cuts = [at]
    signs = any_of("outcome", "split")
    if act.modality in {Modality.PROPOSED, Modality.AGREED}:
        signs = rf"{signs}|{NEXT_THING}"
    cuts += [at + cut.start() for cut in re.finditer(signs, text[at:end])]
    cuts = sorted({*cuts, end})
    # the first item goes with its verb in one stretch
    for number, (begin, until) in enumerate(pairwise(cuts)):
        opening = rf"[\s,;:]*{ITEM_NUMBER}?(?:{any_of('outcome', 'that')}\s+)?"
        lead = re.match(opening, text[begin:until])
        start = begin + (len(lead[0]) if lead else 0)
        stop = begin + len(text[begin:until].rstrip(" .,;:\n"))
        if stop - start < SHORTEST:
            continue
        what = Range(start, stop)
        whole = Range(act.place.start, stop)
        is_one = number == 0 and not listed
        places = (whole,) if is_one else (Range(act.place.start, head), what)
        point = int(lead["n"]) if listed and lead and lead["n"] else None
        modality = _own_modality(text[start:stop] if number else "", act.modality)
        rule = f"verb-{modality.value}"
        yield FoundOutcome(places, what, modality, point, act.doers, asked, rule)


def _own_modality(words: str, before: Modality) -> Modality:
    """
    Return the modality of an item that may begin with a verb of its own.

    Who says something and then asks has asked. What follows an agreement is a part of
    it, so `trao đổi thông tin` there stays agreed.
    """
    opening = rf"(?:{any_of('outcome', 'further')}\s+)?"
    for modality in (Modality.PROPOSED, Modality.AGREED):
        verb = any_of("outcome", modality.value)
        if re.match(rf"{opening}{verb}\b", words, re.IGNORECASE):
            is_talk = before is Modality.DISCUSSED
            return modality if is_talk or modality is Modality.PROPOSED else before
    return before


def _points(text: PrintedText) -> Iterator[tuple[int, list[Range]]]:
    """Yield the number of each point and its paragraphs, from the first on."""
    numbers = annotating()["outcome"]["point"]
    found: list[tuple[int, list[Range]]] = []
    waiting: list[Range] = []
    for paragraph in text.paragraphs:
        words = text.value[paragraph.start : paragraph.end]
        wanted = len(found) + 1
        if wanted <= len(numbers) and re.match(
            rf"{_numeral(wanted)}(?!\w)[\s,:.]", words
        ):
            if found:  # what stands between two points belongs to the former
                found[-1][1].extend(waiting)
            waiting = []
            found.append((wanted, [paragraph]))
        elif found:
            waiting.append(paragraph)
    fewest = 2
    if len(found) >= fewest:
        yield from found


def _introduces(text: PrintedText, sentence: Range) -> bool:
    """Tell whether a sentence only announces the points."""
    words = text.value[sentence.start : sentence.end].strip()
    return bool(re.search(any_of("outcome", "point_intro"), words, re.IGNORECASE))


def _numbered(
    text: PrintedText,
    points: Sequence[tuple[int, list[Range]]],
    actors: dict[Range, str],
) -> Iterator[FoundOutcome]:
    """Yield one outcome a point, as far as the sentence before them all says."""
    if not points:
        return
    first = points[0][1][0]
    before = [each for each in text.sentences if each.end <= first.start]
    acts = [act for each in before[-2:] for act in _acts(text.value, each, actors)]
    act = acts[-1] if acts else None
    modality = act.modality if act else Modality.DISCUSSED
    for number, several in points:
        heads = [_stripped(text.value, each) for each in several]
        place = heads[0]
        words = text.value[place.start : place.end]
        lead = re.match(rf"{_numeral(number)}[\s,:]*", words)
        start = place.start + (len(lead[0]) if lead else 0)
        sentence = next(s for s in text.sentences if s.holds(Range(start, start + 1)))
        what = Range(start, min(_stripped(text.value, sentence).end, place.end))
        own = []
        if act:
            own = [Range(act.place.start, _clause_end(text.value, act.verb.end))]
        doers = act.doers if act else ()
        yield FoundOutcome((*own, *heads), what, modality, number, doers, "", "point")


def _numeral(number: int) -> str:
    """Return what a paragraph with the *number* begins with."""
    several = "|".join(annotating()["outcome"]["point"][number - 1])
    return rf"[-–•*\s]*(?:{several})"


def _clause_end(text: str, at: int) -> int:
    found = re.compile(r"[,;:.\n]").search(text, at)
    return found.start() if found else len(text)


def _stripped(text: str, place: Range) -> Range:
    """Return *place* without the stop at its end."""
    words = text[place.start : place.end].rstrip(" .;\n")
    return Range(place.start, place.start + len(words))
