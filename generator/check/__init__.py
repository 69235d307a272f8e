"""The archive to problems: a rule is a function, and these lists are all of them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from generator.check.addresses import one_page_an_address
from generator.check.agreements import documents_are_cited_after_they_are_signed
from generator.check.anniversaries import anniversaries_add_up
from generator.check.audiences import references_stay_in_their_circle
from generator.check.editions import (
    editions_are_in_order,
    editions_have_one_number_each,
)
from generator.check.events import (
    events_are_told_once,
    parts_lie_within_the_whole,
    reports_come_after_the_event,
)
from generator.check.identity import one_noun_an_actor_code, one_noun_an_id
from generator.check.levels import levels_agree_with_the_register
from generator.check.near_names import (
    organisations_have_one_spelling,
    people_have_one_spelling,
)
from generator.check.offices import (
    holders_are_in_office,
    posts_agree_with_the_register,
    ranks_agree_with_the_register,
)
from generator.check.outcomes import outcomes_go_forward, proposals_are_answered
from generator.check.proof import (
    dates_are_in_their_quotes,
    printed_words_are_in_their_quotes,
    quotes_are_in_the_text,
)
from generator.check.references import SINGULAR, known_codes, no_cycles
from generator.check.registers import (
    entries_are_used,
    periods_do_not_overlap,
    periods_run_forward,
)
from generator.check.rule import ArticleRule, LinkedRule
from generator.check.settlement import settle
from generator.check.suggestions import suggestions_are_confirmed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from generator.diagnostics import Diagnostic
    from generator.model.archive import Archive
    from generator.model.article import Article
    from generator.model.names import Names

    Findings = Mapping[object, list[Diagnostic]]
    """What rules say of one article; a rule that says nothing is not there."""
    Rule = Callable[[Archive], Iterable[Diagnostic]]
    Comparisons = Mapping[object, list[Diagnostic]]
    """What each rule says that compares articles."""
    Links = Mapping[str, Findings]
    """Path of an article to what the rules say that look at what it is linked to."""
    DatedRule = Callable[[Archive, dt.date], Iterable[Diagnostic]]

FOUNDATIONS: Mapping[Rule, tuple[str, ...]] = {
    one_noun_an_id: ("repeated-id",),
    one_noun_an_actor_code: ("repeated-id",),
    one_page_an_address: ("repeated-address",),
    known_codes: (
        *(f"unknown-{name}" for name in SINGULAR.values()),
        "unregistered-country",
    ),
    no_cycles: ("cycle",),
    references_stay_in_their_circle: ("above-audience",),
    quotes_are_in_the_text: ("quote-not-found", "repeated-quote"),
}
"""
Rules that pages stand on, and the codes that each may give.

Without them a page would name what is not there, so nobody can settle them.
"""

RULES: Mapping[Rule, tuple[str, ...]] = {
    printed_words_are_in_their_quotes: ("not-in-quote",),
    dates_are_in_their_quotes: ("date-not-in-quote",),
    holders_are_in_office: ("not-in-office",),
    ranks_agree_with_the_register: ("rank-differs",),
    posts_agree_with_the_register: ("post-differs",),
    levels_agree_with_the_register: ("level-differs",),
    parts_lie_within_the_whole: ("outside-parent",),
    reports_come_after_the_event: ("published-before-event",),
    events_are_told_once: ("likely-same-event",),
    editions_are_in_order: ("edition-out-of-order",),
    editions_have_one_number_each: ("repeated-edition",),
    outcomes_go_forward: ("outcome-backwards",),
    documents_are_cited_after_they_are_signed: ("agreement-before-signing",),
    anniversaries_add_up: ("wrong-anniversary",),
    people_have_one_spelling: ("near-names",),
    organisations_have_one_spelling: ("near-names",),
    entries_are_used: ("unused-entry",),
    periods_run_forward: ("reversed-period",),
    periods_do_not_overlap: ("overlapping-posts",),
    suggestions_are_confirmed: ("unconfirmed",),
}
"""Rules that compare facts, and the codes that each may give."""

DATED_RULES: Mapping[DatedRule, tuple[str, ...]] = {
    proposals_are_answered: ("unanswered-proposal",),
}
"""Rules that ask what day it is, and the codes that each may give."""

EVERY_RULE: tuple[Callable[..., Iterable[Diagnostic]], ...] = (
    *FOUNDATIONS,
    *RULES,
    *DATED_RULES,
)
"""In the order in which they are told."""

ARTICLE_RULES = tuple(rule for rule in EVERY_RULE if isinstance(rule, ArticleRule))
"""Those that look at one article alone."""

LINKED_RULES = tuple(rule for rule in EVERY_RULE if isinstance(rule, LinkedRule))
"""Those that look at one article and what it is linked to."""

ARCHIVE_RULES = tuple(
    rule for rule in EVERY_RULE if not isinstance(rule, (ArticleRule, LinkedRule))
)
"""Those that compare all."""

FIXED_CODES = frozenset(chain.from_iterable(FOUNDATIONS.values()))
CODES = frozenset(chain(*RULES.values(), *DATED_RULES.values()))
"""The codes whose severity a site may choose, and whose findings may be accepted."""


def check(archive: Archive, today: dt.date) -> list[Diagnostic]:
    """
    Run every rule and return what they saw on *today*, in no particular order.

    What the site or an editor has settled is told as they decided, or not at all.
    """
    return Checker()(archive, today)


class Checker:
    """
    Checks as `check`, and asks again only what a change may have altered.

    That is of a changed article every rule, of an article that is linked to it the
    rules that follow links, and of the archive those that compare all.
    """

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._names: Names | None = None
        self._last: dict[str, tuple[Article, Findings]] = {}
        self._before: tuple[Archive, dt.date] | None = None
        self._linked: Links = {}
        self._compared: Comparisons = {}

    def __call__(self, archive: Archive, today: dt.date) -> list[Diagnostic]:
        """Return what `check` returns, in the same order."""
        own = self._findings(archive)
        self._compare(archive, today)
        linked = [each for each in self._linked.values() if each]
        found: list[Diagnostic] = []
        for rule in EVERY_RULE:
            if rule in self._compared:
                found += self._compared[rule]
            else:
                several = linked if isinstance(rule, LinkedRule) else own
                found += (each for one in several for each in one.get(rule, ()))
        return settle(archive, found, CODES, FIXED_CODES)

    def _compare(self, archive: Archive, today: dt.date) -> None:
        """
        Ask what depends on more than one article, and remember it.

        No such rule looks into a text, so who only mends one is told the same again.
        """
        known: Links = {}
        asked: AbstractSet[str] = {article.path for article in archive.articles}
        if self._before and self._before[1] == today:
            before = self._before[0]
            if _say_the_same(before, archive):
                self._before = archive, today
                return
            if before.registers is archive.registers:
                known, asked = self._linked, _touched(before, archive)
        day = {rule: (today,) if rule in DATED_RULES else () for rule in EVERY_RULE}
        self._linked = {
            article.path: {
                rule: found
                for rule in LINKED_RULES
                if (found := [*rule.find(article, archive, *day[rule])])
            }
            if article.path in asked
            else known[article.path]
            for article in archive.articles
        }
        self._compared = {rule: [*rule(archive, *day[rule])] for rule in ARCHIVE_RULES}
        self._before = archive, today

    def _findings(self, archive: Archive) -> list[Findings]:
        """Return what the rules of one article say of any, and remember it."""
        names = archive.names
        before = self._last if names == self._names else {}
        several: list[Findings] = []
        self._names, self._last = names, {}
        for article in archive.articles:
            known, findings = before.get(article.path, (None, {}))
            if known is not article:
                findings = {}
                for rule in ARTICLE_RULES:
                    if found := [*rule.find(article, names)]:
                        findings[rule] = found
            self._last[article.path] = article, findings
            if findings:
                several.append(findings)
        return several


def _say_the_same(one: Archive, other: Archive) -> bool:
    """Tell whether two archives differ in nothing but the texts of articles."""
    if one.registers is not other.registers or len(one.articles) != len(other.articles):
        return False
    return all(
        mine is theirs or mine.is_annotated_as(theirs)
        for mine, theirs in zip(one.articles, other.articles, strict=True)
    )


def _touched(before: Archive, archive: Archive) -> AbstractSet[str]:
    """
    Return the paths of the articles for which a `LinkedRule` may see something else.

    Those are what differs from *before*, and what names the same events and outcomes,
    or such as take their date from these.
    """
    old, new = ({id(each): each for each in e.articles} for e in (before, archive))
    both = old | new
    changed = [both[each] for each in old.keys() ^ new.keys()]
    codes = {code for article in changed for code in article.links}
    while True:
        near = [each for each in new.values() if not codes.isdisjoint(each.links)]
        dated = (pair for article in near for pair in article.dated_by.items())
        further = {code for code, source in dated if source in codes} - codes
        if not further:
            return {article.path for article in (*near, *changed)}
        codes |= further
