"""
What stands beside the printed text: editors' notes, and the facts that rest on it.

A paragraph is as high as it is long, and hundreds of facts may rest on it. So that the
text keeps its flow, what finds no room beside it is folded; what hangs over beside the
next paragraph leaves less room there, or lets it wait if it has notes. Heights are
counted in lines of the margin, from numbers of letters: near enough to choose by, and
the same on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from math import ceil
from operator import itemgetter
from typing import TYPE_CHECKING

from generator.model.article import NoteKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.derive.facts import Fact
    from generator.derive.reading import NoteView, Paragraph, Sentence
    from generator.render.templates import Templates

TEXT_WIDTH = 63
"""Letters in a line of the printed text."""
MARGIN_WIDTH = 42
"""Letters in a line of the margin."""
TEXT_LINE = 1.4
"""Lines of the margin that are as high as one of the text."""
SPACE = 1.5
"""What stands around a paragraph, a note or a list, in lines."""
LEAST = 3
"""Lines of facts that stand open beside any paragraph."""
SHORT = 400
"""Letters of a note that is shown whole."""
LONGEST = 80
"""Letters of a fact in the margin; where it leads, it stands whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A link of the margin."""

    text: str
    anchors: tuple[str, ...]
    """Of the facts that say this, or of the note; the first is where it leads."""
    proofs: tuple[str, ...]
    """Anchors of the words on which these rest, each once; empty where the place to
    which it leads names them all."""


_Placed = tuple[int, str, Entry]
"""An entry with the number of its sentence and the word for its kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The facts of one kind that rest on one sentence."""

    sentence: int
    label: str
    entries: tuple[Entry, ...]
    """Never empty; facts of the same words are one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """An editor's note where it stands, beside the words that it is about."""

    note: NoteView
    is_open: bool

    @property
    def height(self) -> float:
        """Lines that it takes."""
        about = sum(len(proof.words) + 4 for proof in self.note.proofs)
        folded = SPACE + ceil((20 + about) / MARGIN_WIDTH)
        if not self.is_open:
            return folded
        signature = 1 + bool(self.note.sources)
        return folded + ceil(len(self.note.text) / MARGIN_WIDTH) + signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph and what stands beside it."""

    paragraph: Paragraph
    remarks: tuple[Remark, ...]
    """The notes on words that begin here; those that begin earlier are entries."""
    lines: tuple[Line, ...]
    """What there is room for, in the order of the text."""
    folded: tuple[Line, ...]
    """The rest."""

    @property
    def folded_count(self) -> int:
        """How many entries are folded."""
        return sum(len(line.entries) for line in self.folded)


def passages(
    paragraphs: Iterable[Paragraph], templates: Templates
) -> Iterator[Passage]:
    """Yield each of *paragraphs*, which are in order, with what stands beside it."""
    hanging = 0.0
    for paragraph in paragraphs:
        letters = sum(len(sentence.text) for sentence in paragraph.sentences)
        height = ceil(letters / TEXT_WIDTH) * TEXT_LINE + SPACE
        remarks = tuple(_remarks(paragraph, height))
        if remarks:
            hanging = 0  # it waits, for a note stands beside the words that it is about
        taken = sum(remark.height for remark in remarks)
        entries = [
            each
            for sentence in paragraph.sentences
            for each in _entries(sentence, paragraph, templates)
        ]
        heights = _heights(entries)
        shown = _fitting(heights, max(LEAST, height - hanging - taken))
        taken += sum(heights[:shown]) + SPACE
        # the next paragraph begins no higher than this margin does
        hanging = max(0, hanging + taken - max(height, hanging))
        yield Passage(
            paragraph=paragraph,
            remarks=remarks,
            lines=tuple(_lines(entries[:shown])),
            folded=tuple(_lines(entries[shown:])),
        )


def _fitting(heights: list[float], room: float) -> int:
    """Return how many of *heights* have room; a fold for one entry saves nothing."""
    used, fitting = 0.0, 0
    for height in heights:
        used += height
        if fitting and used > room:
            break
        fitting += 1
    return len(heights) if fitting >= len(heights) - 1 else fitting


def _heights(entries: list[_Placed]) -> list[float]:
    """Return the lines that each takes; those of one kind share the last line."""
    heights = []
    for before, (sentence, label, entry) in zip(
        [None, *entries], entries, strict=False
    ):
        letters = len(entry.text) + 3
        if before and before[:2] == (sentence, label):
            heights.append(letters / MARGIN_WIDTH)
        else:
            heights.append(ceil((len(label) + letters) / MARGIN_WIDTH))
    return heights


def _lines(entries: list[_Placed]) -> Iterator[Line]:
    for (sentence, label), several in groupby(entries, key=itemgetter(0, 1)):
        found = tuple(entry for _, _, entry in several)
        yield Line(sentence=sentence, label=label, entries=found)


def _remarks(paragraph: Paragraph, room: float) -> Iterator[Remark]:
    """
    Yield the notes on words that begin in *paragraph*, those that dispute them first.

    These stand open where they are short; others only where there is room.
    """
    own = [note for note in paragraph.notes if _begins_in(paragraph, note)]
    own.sort(key=lambda note: note.kind is NoteKind.CONTEXT)
    closed = [Remark(note=note, is_open=False) for note in own]
    left = room - sum(remark.height for remark in closed)
    for remark in closed:
        opened = Remark(note=remark.note, is_open=True)
        more = opened.height - remark.height
        is_dispute = remark.note.kind is not NoteKind.CONTEXT
        if len(remark.note.text) <= SHORT and (is_dispute or more <= left):
            left -= more
            yield opened
        else:
            yield remark


def _begins_in(paragraph: Paragraph, note: NoteView) -> bool:
    first = note.proofs[0].sentence
    return any(sentence.number == first for sentence in paragraph.sentences)


def _entries(
    sentence: Sentence, paragraph: Paragraph, templates: Templates
) -> Iterator[_Placed]:
    """Yield the facts on a sentence by kind, then the notes that stand elsewhere."""
    say = templates.words.say
    kinds: dict[str, dict[str, list[Fact]]] = {}
    for fact in sentence.facts:
        text = templates.value_text(fact.value)
        kinds.setdefault(say(fact.label), {}).setdefault(text, []).append(fact)
    for label, values in kinds.items():
        for text, facts in values.items():
            is_told = all(fact.proofs == fact.shown_proofs for fact in facts)
            proofs = (proof.anchor for fact in facts for proof in fact.proofs)
            entry = Entry(
                text=_shortened(text),
                anchors=tuple(fact.anchor for fact in facts),
                proofs=() if is_told else tuple(dict.fromkeys(proofs)),
            )
            yield sentence.number, label, entry
    for note in sentence.notes:
        if not _begins_in(paragraph, note):
            kind, number = say(f"note.{note.kind}"), note.proofs[0].sentence
            entry = Entry(
                text=say("proof.note", kind=kind, number=number),
                anchors=(note.anchor,),
                proofs=tuple(proof.anchor for proof in note.proofs),
            )
            yield sentence.number, say("article.notes"), entry


def _shortened(text: str) -> str:
    """Return *text*, cut between words where it is too long for the margin."""
    if len(text) <= LONGEST:
        return text
    head, _, _ = text[:LONGEST].rpartition(" ")
    return f"{head or text[:LONGEST]}…"
