"""A document is there from the day it is signed, and not before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.rule import LinkedRule
from generator.diagnostics import Diagnostic
from generator.model.article import Modality

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.archive import Archive
    from generator.model.article import Article
    from generator.model.dates import When
    from generator.model.noun import AgreementRef

MERE_WORDS = {Modality.DISCUSSED, Modality.PROPOSED, Modality.AGREED}
"""What may be said of a document that nobody has signed yet."""


@LinkedRule
def documents_are_cited_after_they_are_signed(
    article: Article, archive: Archive
) -> Iterator[Diagnostic]:
    """
    Nothing before the register's day of signing speaks of a document as signed.

    A signing is an event that lists the document, an outcome that is at least
    signed, or a printed date of signing. A text that merely names a document must
    be as late too, unless it tells that the sides still talk about it.
    """
    if "agreements" not in article.named:
        return
    for document, when in _citations(archive, article):
        entry = archive.registers.agreements.get(document)
        signed = entry.signed.date if entry and entry.signed else None
        if signed and when and when.is_before(signed):
            yield Diagnostic(
                code="agreement-before-signing",
                span=document.span,
                values={
                    "value": archive.names.entry("agreements", document),
                    "date": when.edtf,
                    "signed": signed.edtf,
                },
            )


def _citations(
    archive: Archive, article: Article
) -> Iterator[tuple[AgreementRef, When | None]]:
    """Yield each document that *article* treats as signed, and as of when."""
    note = article.annotation
    talked_about: set[str] = set()
    for event in note.events:
        for document in event.agreements:
            yield document.value, archive.date_of(event)
    for outcome in note.outcomes:
        if outcome.modality in MERE_WORDS:
            talked_about.update(map(str, outcome.agreements))
            continue
        for ref in outcome.agreements:
            yield ref, archive.date_of_outcome(article, outcome)
    for printed in note.agreements:
        if printed.date:
            yield printed.agreement, printed.date.value
        elif printed.agreement not in talked_about:
            yield printed.agreement, article.published or article.dated
