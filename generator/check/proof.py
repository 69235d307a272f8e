"""Facts carry their proof: the words are in the text, and they say the fact."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from babel.dates import get_month_names
from rapidfuzz import fuzz

from generator.check.rule import ArticleRule
from generator.diagnostics import CLOSE_ENOUGH, Diagnostic
from generator.model.article import Note
from generator.model.dates import When
from generator.model.noun import Basis, Citation, Noun, Printed, Quote
from generator.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.article import Article
    from generator.model.names import Names
    from generator.model.text import PrintedText

DIGITS = re.compile(r"\d+")


@ArticleRule
def quotes_are_in_the_text(article: Article, _: Names) -> Iterator[Diagnostic]:
    """The words of a quote stand in the printed text of its article, once."""
    for quote in article.quotes:
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
    value = text.value
    found = fuzz.partial_ratio_alignment(fold(words), value, score_cutoff=CLOSE_ENOUGH)
    if found is None:
        return ()
    start, end = found.dest_start, found.dest_end
    while start > 0 and not value[start - 1].isspace():
        start -= 1
    while end < len(value) and not value[end].isspace():
        end += 1
    return (fold(value[start:end]).strip(" ,.;:"),)


def _proven(
    noun: Noun, inherited: tuple[Quote, ...] = ()
) -> Iterator[tuple[Printed | When, tuple[Quote, ...]]]:
    """
    Yield all words and dates below *noun* that the text is said to state, with proof.

    A fact without a quote of its own rests on that of the noun around it. What an
    editor infers, corrects, cites or notes is not stated, and left out.
    """
    fields = vars(noun)
    own: tuple[Quote, ...] = fields.get("quote", ()) or inherited
    is_editors_word = isinstance(noun, (Note, Citation))
    if is_editors_word or fields.get("basis", Basis.STATED) is not Basis.STATED:
        return
    for child in noun.children():
        if isinstance(child, (str, When)):
            if own and isinstance(child, (Printed, When)):
                yield child, own
        elif isinstance(child, Noun) and not isinstance(child, Quote):
            yield from _proven(child, own)


@ArticleRule
def printed_words_are_in_their_quotes(
    article: Article, _: Names
) -> Iterator[Diagnostic]:
    """A rank, post, place or level said to be printed stands in its quote."""
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


@ArticleRule
def dates_are_in_their_quotes(article: Article, names: Names) -> Iterator[Diagnostic]:
    """Each day, month and year of a stated date stands in its quote."""
    for value, quotes in _proven(article.annotation):
        if not isinstance(value, When):
            continue
        proof = " ".join(fold(quote.exact) for quote in quotes)
        wanted = dict.fromkeys(
            part
            for moment in value.moments
            for part in (moment.day, moment.month, moment.year)
            if part is not None
        )
        numbers = {int(digits) for digits in DIGITS.findall(proof)}
        if not numbers.issuperset(wanted):
            numbers |= {
                number
                for number, name in _months(names.language).items()
                if name.search(proof)
            }
        missing = [part for part in wanted if part not in numbers]
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


@cache
def _months(language: str) -> Mapping[int, re.Pattern[str]]:
    """Return what finds the name of each month."""
    return {
        number: re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
        for number, name in get_month_names("wide", locale=language).items()
    }
