"""
What stands beside the printed text: editors' notes, and the facts that rest on it.

A paragraph is as high as it is long, and hundreds of facts may rest on it. So that the
text keeps its flow, what finds no room beside it is folded; and what hangs over beside
the next paragraph leaves less room there, or lets it wait if it has notes. Heights are counted in lines of the margin,
from numbers of letters: near enough to choose by, and the same on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A link of the margin."""

    text: str
    anchors: tuple[str, ...]
    """Of the facts that say this, or of the note; the first is where it leads."""
    proofs: tuple[str, ...]
    """Anchors of the words on which these rest, each once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The facts of one kind that rest on one sentence."""

    sentence: int
    label: str
    entries: tuple[Entry, ...]
    """Never empty; facts of the same words are one."""

    @property
    def height(self) -> float:
        """Lines that it takes."""
        words = sum(len(entry.text) + 3 for entry in self.entries)
        return ceil((len(self.label) + words) / MARGIN_WIDTH)


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
        lines = [
            line
            for sentence in paragraph.sentences
            for line in _lines_of(sentence, paragraph, templates)
        ]
        shown = _fitting(lines, max(LEAST, height - hanging - taken))
        taken += sum(line.height for line in lines[:shown]) + SPACE
        # the next paragraph begins no higher than this margin does
        hanging = max(0, hanging + taken - max(height, hanging))
        yield Passage(
            paragraph=paragraph,
            remarks=remarks,
            lines=tuple(lines[:shown]),
            folded=tuple(lines[shown:]),
        )


def _fitting(lines: list[Line], room: float) -> int:
    """Return how many of *lines* have room; a fold for one line saves none."""
    used, fitting = 0.0, 0
    for line in lines:
        used += line.height
        if fitting and used > room:
            break
        fitting += 1
    return len(lines) if fitting >= len(lines) - 1 else fitting


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


def _lines_of(
    sentence: Sentence, paragraph: Paragraph, templates: Templates
) -> Iterator[Line]:
    """Yield the facts on a sentence by kind, then the notes that stand elsewhere."""
    say = templates.words.say
    kinds: dict[str, dict[str, list[Fact]]] = {}
    for fact in sentence.facts:
        text = templates.value_text(fact.value)
        kinds.setdefault(say(fact.label), {}).setdefault(text, []).append(fact)
    for label, values in kinds.items():
        entries = tuple(
            Entry(
                text=text,
                anchors=tuple(fact.anchor for fact in facts),
                proofs=tuple(
                    dict.fromkeys(
                        proof.anchor for fact in facts for proof in fact.proofs
                    )
                ),
            )
            for text, facts in values.items()
        )
        yield Line(sentence=sentence.number, label=label, entries=entries)
    elsewhere = tuple(
        Entry(
            text=say(
                "proof.note",
                kind=say(f"note.{note.kind}"),
                number=note.proofs[0].sentence,
            ),
            anchors=(note.anchor,),
            proofs=tuple(proof.anchor for proof in note.proofs),
        )
        for note in sentence.notes
        if not _begins_in(paragraph, note)
    )
    if elsewhere:
        yield Line(
            sentence=sentence.number, label=say("article.notes"), entries=elsewhere
        )
