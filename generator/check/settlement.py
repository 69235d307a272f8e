"""
What people decide about the findings of the rules.

`severity` in site.yml says how bad the findings of a rule are in this site;
`accepted` beside a fact lets one finding stand, with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.check.notes import places_of
from generator.diagnostics import Diagnostic, Severity, near
from generator.model.noun import Claim, Quote
from generator.model.source import Written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from generator.diagnostics import Span
    from generator.model.archive import Archive
    from generator.model.article import Article
    from generator.model.noun import Acceptance

OWN_CODES = frozenset({"unneeded-acceptance"})
OWN_FIXED_CODES = frozenset({"unknown-rule", "fixed-rule"})
OFF = "off"


@dataclass(frozen=True, slots=True)
class Defended:
    """A claim whose editor accepts findings, and where it lies."""

    claim: Claim
    spans: frozenset[Span]
    """Of every value below it, and of the code of a register entry."""
    article: Article | None
    """None for a register entry."""

    def holds(self, place: Span) -> bool:
        """Tell whether *place* lies in the claim, or in the words that it quotes."""
        return place in self.spans or any(
            begin.path == place.path
            and (begin.line, begin.column) <= (place.line, place.column)
            and (place.line, place.column) <= (end.line, end.column)
            for begin, end in self.quoted()
        )

    def quoted(self) -> Iterator[tuple[Span, Span]]:
        """Yield where the words that it quotes begin and end in the article."""
        if self.article is None:
            return
        quotes = [each for each in self.claim.walk() if isinstance(each, Quote)]
        text = self.article.text
        for place in places_of(self.article, quotes):
            last = replace(place, start=place.end - 1)
            yield text.span(place), text.span(last)


def settle(
    archive: Archive,
    found: Iterable[Diagnostic],
    codes: Collection[str],
    fixed: Collection[str],
) -> list[Diagnostic]:
    """
    Return what is left of *found*, as bad as the site says.

    *codes* are those that may be settled. What the *fixed* ones guard is needed to
    make pages at all, so they stay errors.
    """
    chosen = {
        code: str(severity)
        for code, severity in archive.registers.site.severity.items()
    }
    allowed = frozenset(codes) | OWN_CODES
    known = _Codes(allowed, frozenset(fixed) | OWN_FIXED_CODES)
    left, mistakes = _accepted(archive, list(found), known)
    for code, severity in chosen.items():
        # to say of an error that it is one changes nothing
        if severity != str(Severity.ERROR) or code not in known.fixed:
            mistakes += known.mistakes_in(code)
    settled: list[Diagnostic] = []
    for problem in (*left, *mistakes):
        severity = chosen.get(Written(problem.code), problem.severity)
        if problem.code not in allowed or severity == problem.severity:
            settled.append(problem)
        elif severity != OFF:
            settled.append(replace(problem, severity=Severity(severity)))
    return settled


@dataclass(frozen=True, slots=True)
class _Codes:
    """The codes of all rules."""

    allowed: frozenset[str]
    fixed: frozenset[str]

    def mistakes_in(self, code: Written) -> list[Diagnostic]:
        """Say why nothing can be decided about *code*; empty if it can."""
        if code in self.allowed:
            return []
        if code in self.fixed:
            values = {"value": code}
            return [Diagnostic(code="fixed-rule", span=code.span, values=values)]
        return [
            Diagnostic(
                code="unknown-rule",
                span=code.span,
                values={"value": code},
                suggestions=near(code, self.allowed),
            )
        ]


def _accepted(
    archive: Archive, found: list[Diagnostic], known: _Codes
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Return *found* without what editors accept, and what is wrong with accepting."""
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number, problem in enumerate(found):
        numbers[problem.code].append(number)
    mistakes: list[Diagnostic] = []
    silenced: set[int] = set()
    for defended in _defended(archive):
        for each in defended.claim.accepted:
            wrong = known.mistakes_in(each.code)
            own = [n for n in numbers[each.code] if defended.holds(found[n].span)]
            if not (wrong or own):
                wrong = [_unneeded(each)]
            mistakes += wrong
            silenced.update(own if each.code in known.allowed else ())
    left = [each for number, each in enumerate(found) if number not in silenced]
    return left, mistakes


def _defended(archive: Archive) -> Iterator[Defended]:
    """Yield every claim whose editor accepts something."""
    for article in archive.articles:
        for each in article.defended:
            yield Defended(each, _spans_of(each), article)
    for _, code, entry in archive.registers.entries():
        if isinstance(entry, Claim) and entry.accepted:
            yield Defended(entry, _spans_of(entry) | {code.span}, None)


def _spans_of(claim: Claim) -> frozenset[Span]:
    spans = (getattr(each, "span", None) for each in claim.walk())
    return frozenset(span for span in spans if span)


def _unneeded(acceptance: Acceptance) -> Diagnostic:
    return Diagnostic(
        code="unneeded-acceptance",
        span=acceptance.code.span,
        severity=Severity.WARNING,
        values={"value": acceptance.code},
    )
