"""Facts carry their proof: the words are in the text, and they say the fact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel.dates import get_month_names
from rapidfuzz import fuzz

from generator.diagnostics import CLOSE_ENOUGH, Diagnostic
from generator.model.article import Note
from generator.model.dates import When
from generator.model.noun import Basis, Citation, Noun, Printed, Quote
from generator.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.archive import Archive
    from generator.model.text import PrintedText


def quotes_are_in_the_text(archive: Archive) -> Iterator[Diagnostic]:
    """The words of a quote stand in the printed text of its article, once."""
    for article in archive.articles:
        for quote in article.values:
            if not isinstance(quote, Quote):
                continue
            places = quote.found_in(article.text)
            if not places:
                yield Diagnostic(
                    code="quote-not-found",
                    span=quote.exact.span,
                    values={"value": quote.exact},
                    suggestions=_alike(quote.exact, article.text),
                )
            elif len(places) > 1:
                yield Diagnostic(
                    code="repeated-quote",
                    span=quote.exact.span,
                    values={"value": quote.exact, "count": len(places)},
                )


def _alike(words: str, text: PrintedText) -> tuple[str, ...]:
    """Return the stretch of *text* most like *words*, widened to whole words."""
    found = fuzz.partial_ratio_alignment(
        fold(words), text.value, score_cutoff=CLOSE_ENOUGH
    )
    if found is None:
        return ()
    start, end = found.dest_start, found.dest_end
    while start > 0 and not text.value[start - 1].isspace():
        start -= 1
    while end < len(text.value) and not text.value[end].isspace():
        end += 1
    return (fold(text.value[start:end]).strip(" ,.;:"),)


def _proven(
    noun: Noun, inherited: tuple[Quote, ...] = ()
) -> Iterator[tuple[object, tuple[Quote, ...]]]:
    """
    Yield every value below *noun* that the text is said to state, with its proof.

    A fact without a quote of its own rests on that of the noun around it. What an
    editor infers, corrects, cites or notes is not stated, and left out.
    """
    own: tuple[Quote, ...] = getattr(noun, "quote", ()) or inherited
    is_editors_word = isinstance(noun, (Note, Citation))
    if is_editors_word or getattr(noun, "basis", Basis.STATED) is not Basis.STATED:
        return
    for child in noun.children():
        if isinstance(child, Noun):
            yield from _proven(child, own)
        elif own:
            yield child, own


def printed_words_are_in_their_quotes(archive: Archive) -> Iterator[Diagnostic]:
    """A rank, post, place or level said to be printed stands in its quote."""
    for article in archive.articles:
        for value, quotes in _proven(article.annotation):
            if not isinstance(value, Printed):
                continue
            proof = " … ".join(fold(quote.exact) for quote in quotes)
            if fold(value).casefold() not in proof.casefold():
                yield Diagnostic(
                    code="not-in-quote",
                    span=value.span,
                    values={"value": value, "quote": proof},
                )


def dates_are_in_their_quotes(archive: Archive) -> Iterator[Diagnostic]:
    """Each day, month and year of a stated date stands in its quote."""
    months = get_month_names("wide", locale=archive.names.language)
    for article in archive.articles:
        for value, quotes in _proven(article.annotation):
            if not isinstance(value, When):
                continue
            proof = " ".join(fold(quote.exact) for quote in quotes)
            numbers = {int(digits) for digits in re.findall(r"\d+", proof)}
            numbers |= {
                number
                for number, name in months.items()
                if re.search(rf"\b{re.escape(name)}\b", proof, re.IGNORECASE)
            }
            wanted = [
                part
                for moment in value.moments
                for part in (moment.day, moment.month, moment.year)
                if part is not None
            ]
            missing = [part for part in dict.fromkeys(wanted) if part not in numbers]
            if missing:
                yield Diagnostic(
                    code="date-not-in-quote",
                    span=value.span,
                    values={
                        "value": value.edtf,
                        "missing": ", ".join(map(str, missing)),
                        "quote": proof,
                    },
                )
