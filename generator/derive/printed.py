"""Names, posts and ranks as the articles print them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.derive.entry import Evidence
    from generator.derive.facts import Fact
    from generator.derive.timeline import EventView
    from generator.model.article import (
        AgreementAsPrinted,
        Article,
        OrganisationAsPrinted,
    )
    from generator.model.dates import When
    from generator.model.names import Named
    from generator.model.noun import OrganisationRef
    from generator.model.registers import OrganisationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedName:
    """A name of an entry, letter for letter, and where it is printed."""

    name: str
    places: tuple[tuple[Article, Fact], ...]
    """Article and the fact that carries the proof, newest first; never empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPost:
    """An office that an article gives to a person."""

    title: str
    organisation: Named | None
    kind: OrganisationKind | None
    """To whom the organisation belongs; None without an organisation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPerson:
    """A person as one article introduces them, as of the event it tells of."""

    article: Article
    fact: Fact
    """The introduction, with its proof."""
    event: EventView | None
    """The first event of the article in which they take part."""
    honorific: str
    rank: str
    posts: tuple[PrintedPost, ...]

    @property
    def when(self) -> When | None:
        """The date of the event, else that of the article."""
        return (self.event.when if self.event else None) or self.article.dated


def post_kind(
    organisation: OrganisationRef | None, evidence: Evidence
) -> OrganisationKind | None:
    """Return to whom the organisation of a post belongs."""
    registered = evidence.archive.registers.organisations
    return registered[organisation].kind if organisation else None


def printed_names(
    register: str, code: str, evidence: Evidence
) -> tuple[PrintedName, ...]:
    """Return the names of an organisation or agreement, the newest first."""
    found: dict[str, list[tuple[Article, Fact]]] = {}
    for article in evidence.articles_on(register, code):
        groups = dict(evidence.readings[article.id].groups)
        note = article.annotation
        pairs: Iterable[tuple[OrganisationAsPrinted | AgreementAsPrinted, Fact]]
        if register == "organisations":
            facts = groups.get("facts.organisations", ())
            pairs = zip(note.organisations, facts, strict=True)
        else:
            # the date of a document is a fact about it
            facts = tuple(
                fact
                for fact in groups.get("facts.agreements", ())
                if fact.about is None
            )
            pairs = zip(note.agreements, facts, strict=True)
        for noun, fact in pairs:
            if noun.name and getattr(fact.value, "code", "") == code:
                found.setdefault(str(noun.name), []).append((article, fact))
    return tuple(
        PrintedName(name=name, places=tuple(places)) for name, places in found.items()
    )


def printed_person(code: str, evidence: Evidence) -> Iterator[PrintedPerson]:
    """Yield how each article introduces person *code*, newest event first."""
    names = evidence.archive.names
    found = []
    for article in evidence.articles_on("people", code):
        note = article.annotation
        facts = dict(evidence.readings[article.id].groups).get("facts.people", ())
        own = [
            evidence.views[event.id]
            for event in note.events
            if code in {participant.who for participant in event.participants}
        ]
        for noun, fact in zip(note.people, facts, strict=True):
            if noun.person != code:
                continue
            posts = tuple(
                PrintedPost(
                    title=str(post.title),
                    organisation=names.named("organisations", post.organisation)
                    if post.organisation
                    else None,
                    kind=post_kind(post.organisation, evidence),
                )
                for post in noun.posts
            )
            found.append(
                PrintedPerson(
                    article=article,
                    fact=fact,
                    event=own[0] if own else None,
                    honorific=str(noun.honorific or ""),
                    rank=str(noun.rank or ""),
                    posts=posts,
                )
            )
    dated = [each for each in found if each.when and each.when.earliest]
    yield from sorted(
        dated,
        key=lambda each: str(each.when.earliest if each.when else ""),
        reverse=True,
    )
    yield from (each for each in found if each not in dated)
