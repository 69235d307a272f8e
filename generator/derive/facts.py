"""A fact as a page shows it, and the stretch of text that proves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.model.noun import Basis

if TYPE_CHECKING:
    from generator.model.article import Article, NoteKind
    from generator.model.dates import When
    from generator.model.names import Named
    from generator.model.noun import Citation
    from generator.model.text import Range


@dataclass(frozen=True, slots=True)
class Phrase:
    """A value that the catalogue says, such as `level.minister`."""

    key: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Words of a printed text that prove something; which ones tells where they are."""

    article: Article
    place: Range
    anchor: str = field(compare=False)
    """Where the words stand on the article's page, such as `p7`."""
    sentence: int = field(compare=False)
    """Number of the sentence in which they begin, from 1."""

    @property
    def context(self) -> str:
        """The whole sentence in which the words begin."""
        text = self.article.text
        return text.words(text.sentences[self.sentence - 1]).strip()

    @property
    def around(self) -> tuple[str, str]:
        """What stands before and after the words, to the ends of their sentences."""
        text, sentences = self.article.text.value, self.article.text.sentences
        end = next(each.end for each in sentences if each.end >= self.place.end)
        start = sentences[self.sentence - 1].start
        before, after = text[start : self.place.start], text[self.place.end : end]
        return before.lstrip(), after.rstrip()

    @property
    def words(self) -> str:
        """The words, letter for letter."""
        return self.article.text.words(self.place)


@dataclass(frozen=True, slots=True)
class Doubt:
    """An editor's note that finds the words of a proof wrong or at odds."""

    anchor: str
    """Where the note stands on the article's page, such as `n2`."""
    kind: NoteKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that is known, and on what it rests."""

    anchor: str
    """Where it stands on its article's page, such as `f3`."""
    label: str
    """What kind of thing it is, as a key of the catalogue, such as `fact.date`."""
    value: str | When | Phrase | Named
    detail: str = ""
    """More of the same sentence, such as a person's rank and posts; often empty."""
    proofs: tuple[Proof, ...] = ()
    """In the order of the text; empty when nothing proves it yet."""
    doubts: tuple[Doubt, ...] = ()
    """The notes on the words that prove it; empty when nobody doubts them."""
    basis: Basis = Basis.STATED
    reason: str = ""
    """Why it is taken to be so, where the text does not state it."""
    sources: tuple[Citation, ...] = ()
    about: Named | None = None
    """The entry of which it speaks, where its value does not name it."""

    @property
    def shown_proofs(self) -> tuple[Proof, ...]:
        """One proof a sentence, the one of most words, in the order of the text."""
        if len(self.proofs) < 2:  # noqa: PLR2004 -- of one there is nothing to choose
            return self.proofs
        longest: dict[int, Proof] = {}
        for proof in self.proofs:
            known = longest.setdefault(proof.sentence, proof)
            if proof.place.length > known.place.length:
                longest[proof.sentence] = proof
        return tuple(longest.values())
