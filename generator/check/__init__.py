"""The archive to problems: a rule is a function, and this list is all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.addresses import one_page_an_address
from generator.check.identity import one_noun_an_actor_code, one_noun_an_id
from generator.check.proof import (
    dates_are_in_their_quotes,
    printed_words_are_in_their_quotes,
    quotes_are_in_the_text,
)
from generator.check.references import known_codes, no_cycles

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from generator.diagnostics import Diagnostic
    from generator.model.archive import Archive

RULES: tuple[Callable[[Archive], Iterable[Diagnostic]], ...] = (
    one_noun_an_id,
    one_noun_an_actor_code,
    one_page_an_address,
    known_codes,
    no_cycles,
    quotes_are_in_the_text,
    printed_words_are_in_their_quotes,
    dates_are_in_their_quotes,
)

DATED_RULES: tuple[Callable[[Archive, dt.date], Iterable[Diagnostic]], ...] = ()


def check(archive: Archive, today: dt.date) -> list[Diagnostic]:
    """Run every rule and return what they saw on *today*, in no particular order."""
    found = [problem for rule in RULES for problem in rule(archive)]
    found += [problem for rule in DATED_RULES for problem in rule(archive, today)]
    return found
