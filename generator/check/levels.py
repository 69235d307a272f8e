"""The level of relations, as printed and as the register has it on the day."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.check.notes import is_settled, places_of
from generator.check.rule import ArticleRule
from generator.diagnostics import Diagnostic, Severity
from generator.model.text import fold
from generator.words import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.article import Article
    from generator.model.dates import When
    from generator.model.names import Names
    from generator.model.registers import Partner, RelationshipLevel

AROUND = re.compile(pattern("level", "around"))
"""Words around a level that do not change it."""


@ArticleRule
def levels_agree_with_the_register(
    article: Article, names: Names
) -> Iterator[Diagnostic]:
    """
    The printed level is the one that the register has for its date.

    That is the date since when the text says it holds, else the date of the
    article. What an erratum or a discrepancy note speaks of has been told already.
    """
    for printed in article.annotation.relations:
        partner = names.registers.partners.get(printed.partner)
        on = printed.since.value if printed.since else article.dated
        if partner is None or on is None:
            continue
        known = _levels_begun(partner, on) if printed.since else ()
        known = known or _levels_held(partner, on)
        said = _plain(printed.level)
        if not known or any(
            said == _plain(text) for each in known for text in each.level.texts
        ):
            continue
        if not is_settled(article, places_of(article, printed.quote)):
            levels = dict.fromkeys(
                each.level.in_language(names.language) for each in known
            )
            yield Diagnostic(
                code="level-differs",
                span=printed.level.span,
                severity=Severity.WARNING,
                values={
                    "value": printed.level,
                    "partner": names.country(printed.partner),
                    "date": on.edtf,
                    "known": ", ".join(f"“{level}”" for level in levels),
                },
            )


def _levels_begun(partner: Partner, on: When) -> Sequence[RelationshipLevel]:
    """Return the levels that may have begun within *on*."""
    return [
        each
        for each in partner.levels
        if not (each.since.is_before(on) or on.is_before(each.since))
    ]


def _levels_held(partner: Partner, on: When) -> Sequence[RelationshipLevel]:
    """
    Return the levels that may have held at a moment of *on*.

    Empty where the register does not say: before its first level, or without one.
    """
    ladder = sorted(
        partner.levels, key=lambda level: level.since.earliest or dt.date.min
    )
    if not ladder or not ladder[0].since.is_before(on):
        return []
    following = [upper.since for _, upper in pairwise(ladder)]
    return [
        each
        for each, ended in zip(ladder, [*following, None], strict=True)
        if not on.is_before(each.since) and not (ended and ended.is_before(on))
    ]


def _plain(level: str) -> str:
    """Return a level without the words around it."""
    return AROUND.sub("", fold(level).casefold())
