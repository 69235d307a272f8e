"""The life of an outcome: it goes forward, and a proposal is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.rule import LinkedRule
from generator.diagnostics import Diagnostic, Severity
from generator.model.article import Modality

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from generator.model.archive import Archive
    from generator.model.article import Article

STEPS = tuple(Modality)
"""Each is further than the one before."""
MONTHS = 12


@LinkedRule
def outcomes_go_forward(article: Article, archive: Archive) -> Iterator[Diagnostic]:
    """What follows an outcome is no lesser step, and no earlier one."""
    for code, (own_telling, follows) in article.following.items():
        is_first = archive.outcomes[code] is own_telling
        if not is_first or follows not in archive.outcomes:
            continue
        _, outcome = own_telling
        source, before = archive.outcomes[follows]
        own = archive.date_of_outcome(article, outcome)
        earlier = archive.date_of_outcome(source, before)
        is_lesser = STEPS.index(outcome.modality) < STEPS.index(before.modality)
        if is_lesser or (own and earlier and own.is_before(earlier)):
            yield Diagnostic(
                code="outcome-backwards",
                span=follows.span,
                values={
                    "modality": str(outcome.modality),
                    "date": own.edtf if own else "?",
                    "before": str(before.modality),
                    "before_date": earlier.edtf if earlier else "?",
                },
            )


@LinkedRule
def proposals_are_answered(
    article: Article, archive: Archive, today: dt.date
) -> Iterator[Diagnostic]:
    """A proposal is followed by something before the site's time for it is over."""
    limit = archive.registers.site.unanswered_after
    for outcome in article.proposals:
        is_first = archive.outcomes[outcome.id][1] is outcome
        if not is_first or outcome.id in archive.followers:
            continue
        when = archive.date_of_outcome(article, outcome)
        # of a vague date, the last day that it can mean
        asked = when.latest if when else None
        if when is None or asked is None:
            continue
        age = _months(asked, today)
        is_over = age > limit or (age == limit and today.day > asked.day)
        if is_over:
            yield Diagnostic(
                code="unanswered-proposal",
                span=outcome.id.span,
                severity=Severity.WARNING,
                values={"what": outcome.what, "date": when.edtf, "count": age},
            )


def _months(start: dt.date, end: dt.date) -> int:
    """Return how many whole months lie between two days; negative backwards."""
    months = (end.year - start.year) * MONTHS + end.month - start.month
    return months - (end.day < start.day)
