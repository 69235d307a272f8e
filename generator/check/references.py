"""Every code that is named is known, and no thing is part of itself."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, near
from generator.model.names import country_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from generator.model.archive import Archive
    from generator.model.noun import Ref

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
    "audiences": "audience",
}


def known_codes(archive: Archive) -> Iterator[Diagnostic]:
    """Every code of every article and register names an entry that is there."""
    known = {register: archive.codes(register) for register in SINGULAR}
    named = archive.named.items()
    # as nearly always, articles name only what is known, which is seen of all codes
    is_well = all(codes <= known[register] for register, codes in named)
    several = [] if is_well else [article.refs for article in archive.articles]
    for ref in chain.from_iterable([*several, *archive.registers.refs]):
        if ref not in known[ref.register]:
            yield _unknown(ref, known[ref.register], archive)


def _unknown(ref: Ref, known: AbstractSet[str], archive: Archive) -> Diagnostic:
    """Say which register lacks the code, and what may be meant."""
    code = f"unknown-{SINGULAR[ref.register]}"
    names = {code: code for code in known}
    if ref.register not in {"audiences", "events", "outcomes"}:
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
    bodies = registers.organisations
    links: list[Mapping[str, Sequence[Ref]]] = [
        {code: [frame] for code, (_, frame) in archive.framed.items()},
        {code: [follows] for code, (_, follows) in archive.following.items()},
        {
            code: [topic.parent] if topic.parent else []
            for code, topic in registers.topics.items()
        },
        {code: [body.parent] if body.parent else [] for code, body in bodies.items()},
        {code: body.renamed_from for code, body in bodies.items()},
        {code: each.supersedes for code, each in registers.agreements.items()},
    ]
    for way in (ring for each in links for ring in _rings(each)):
        yield Diagnostic(
            code="cycle",
            span=way[0].span,
            values={"way": " → ".join([str(way[-1]), *map(str, way)])},
        )


def _rings(links: Mapping[str, Sequence[Ref]]) -> Iterator[Sequence[Ref]]:
    """
    Yield rings of *links* until none would be left: the refs along each, in order.

    A ring is told once; it begins with the ref that its least code makes.
    """
    # what leads to nothing that leads on is in no ring, as nearly all is
    leading = {code for code in links if links[code]}
    leading = {code for code in leading if not leading.isdisjoint(links[code])}
    graph = {code: sorted(set(links[code])) for code in sorted(leading)}
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            # it comes from what is named to what names it, the first once more at last
            codes = [str(code) for code in reversed(error.args[1])][:-1]
            start = codes.index(min(codes))
            codes = codes[start:] + codes[:start]
            way = [
                next(ref for ref in links[code] if ref == following)
                for code, following in zip(codes, codes[1:] + codes[:1], strict=True)
            ]
            yield way
            graph[codes[0]].remove(way[0])
        else:
            return
