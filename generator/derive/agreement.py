"""What the page of an agreement shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.entry import entry_view
from generator.derive.known import known_date
from generator.derive.printed import printed_names
from generator.derive.standing import ladder

if TYPE_CHECKING:
    from generator.derive.entry import EntryView, Evidence
    from generator.derive.facts import Fact
    from generator.derive.known import KnownDate
    from generator.derive.printed import PrintedName
    from generator.derive.standing import Rung
    from generator.derive.timeline import EventView
    from generator.model.article import Article
    from generator.model.names import Named
    from generator.model.registers import AgreementKind, AgreementStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelMade:
    """A level of relations that an agreement brought about."""

    partner: Named
    rung: Rung
    event: EventView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementView:
    """What the page of one agreement shows."""

    entry: EntryView
    kind: AgreementKind | None
    partners: tuple[Named, ...]
    parties: tuple[Named, ...]
    """Who signed, where that is more than the two countries."""
    signed: KnownDate | None
    in_force: KnownDate | None
    status: AgreementStatus | None
    supersedes: tuple[Named, ...]
    superseded_by: tuple[Named, ...]
    levels: tuple[LevelMade, ...]
    signed_at: tuple[EventView, ...]
    """The events at which articles say it was signed or issued, oldest first."""
    printed: tuple[PrintedName, ...]
    """Its names as the articles print them, newest first."""
    printed_dates: tuple[tuple[Article, Fact], ...]
    """Its date as the articles print it, newest first."""


def agreement_view(code: str, evidence: Evidence) -> AgreementView:
    """Gather what the page of agreement *code* shows."""
    archive, views = evidence.archive, evidence.views
    registered = archive.registers.agreements
    entry = registered[code]
    named = archive.names.named("agreements", code)
    signed_at = [views[event] for event in evidence.trace("agreements", code).events]
    return AgreementView(
        entry=entry_view("agreements", code, evidence),
        kind=entry.kind,
        partners=evidence.named("partners", entry.partners),
        parties=evidence.named("actors", entry.parties),
        signed=known_date(entry.signed, views),
        in_force=known_date(entry.in_force, views),
        status=entry.status,
        # the older may be left out as of the day
        supersedes=evidence.named(
            "agreements", [each for each in entry.supersedes if each in registered]
        ),
        superseded_by=evidence.named(
            "agreements",
            [other for other, each in registered.items() if code in each.supersedes],
        ),
        levels=tuple(
            LevelMade(
                partner=archive.names.named("partners", partner),
                rung=rung,
                event=views[rung.event] if rung.event else None,
            )
            for partner in archive.registers.partners
            for rung in ladder(partner, archive)
            if rung.agreement == named
        ),
        signed_at=tuple(sorted(signed_at, key=lambda event: event.order)),
        printed=printed_names("agreements", code, evidence),
        printed_dates=tuple(
            (article, fact)
            for article in evidence.articles_on("agreements", code)
            for fact in evidence.readings[article.id].facts
            if fact.about == named
        ),
    )
