"""Every code that is named is known, and no thing is part of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, near
from generator.model.names import country_name
from generator.model.noun import Noun, Ref

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.archive import Archive

SINGULAR = {
    "partners": "partner",
    "people": "person",
    "organisations": "organisation",
    "topics": "topic",
    "mechanisms": "mechanism",
    "agreements": "agreement",
    "terms": "term",
    "event_types": "event-type",
    "events": "event",
    "outcomes": "outcome",
    "actors": "actor",
    "countries": "country",
}


def known_codes(archive: Archive) -> Iterator[Diagnostic]:
    """Every code of every article and register names an entry that is there."""
    nouns: list[Noun] = [article.annotation for article in archive.articles]
    nouns += [entry for _, _, entry in archive.registers.entries()]
    known = {register: archive.codes(register) for register in SINGULAR}
    for noun in nouns:
        for ref in noun.walk():
            if isinstance(ref, Ref) and ref not in known[ref.register]:
                yield _unknown(ref, known[ref.register], archive)


def _unknown(ref: Ref, known: frozenset[str], archive: Archive) -> Diagnostic:
    """Say which register lacks the code, and what may be meant."""
    code = f"unknown-{SINGULAR[ref.register]}"
    names = {code: code for code in known}
    if ref.register not in {"events", "outcomes"}:
        names |= {archive.names.entry(ref.register, code): code for code in known}
    meant = near(ref, names)
    country = country_name(ref, archive.names.language)
    if ref.register == "partners" and country:
        values = {"value": ref, "country": country, "lower": ref.lower()}
        if ref.lower() not in known:
            return Diagnostic(code="unregistered-country", span=ref.span, values=values)
        meant = (ref.lower(),)
    return Diagnostic(
        code=code,
        span=ref.span,
        values={"value": ref},
        suggestions=tuple(names.get(each, each) for each in meant),
    )


def no_cycles(archive: Archive) -> Iterator[Diagnostic]:
    """No event is part of itself, no outcome follows itself, no parent is a child."""
    registers = archive.registers
    chains: list[Mapping[str, Ref | None]] = [
        {
            code: told.event.part_of.value if told.event.part_of else None
            for code, told in archive.events.items()
        },
        {code: outcome.follows for code, (_, outcome) in archive.outcomes.items()},
        {code: topic.parent for code, topic in registers.topics.items()},
        {code: body.parent for code, body in registers.organisations.items()},
    ]
    for chain in chains:
        for start in sorted(chain):
            way = [start]
            while (above := chain.get(way[-1])) and above not in way:
                way.append(above)
            # told once, at the link of the least code of the ring
            if above == start and start == min(way):
                yield Diagnostic(
                    code="cycle",
                    span=(chain[start] or above).span,
                    values={"way": " → ".join([*way, start])},
                )
