"""
What a page is about, in the vocabulary of schema.org (JSON-LD).

It stands in the page as data that no browser runs. Addresses are relative to the page,
so they hold on a host, under any path, and in an unzipped folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.derive.records import page_at
from generator.model.addresses import entry_page
from generator.model.article import Direction
from generator.model.names import Named
from generator.model.registers import OrganisationKind
from generator.render.exports.plain import json_for_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.derive.article import ArticleView
    from generator.derive.organisation import OrganisationView
    from generator.derive.person import PersonView
    from generator.derive.timeline import EventName, EventView
    from generator.model.dates import When

CONTEXT = "https://schema.org"
"""The name of the vocabulary; it is never fetched."""
TYPES = {
    OrganisationKind.STATE: "GovernmentOrganization",
    OrganisationKind.PARTY: "Organization",
    OrganisationKind.INTERNATIONAL: "Organization",
}
REGISTERED = {"people": "Person", "organisations": "Organization"}
"""Who may attend an event; a country is a place there."""

Thing = dict[str, object]


def article_data(view: ArticleView) -> str:
    """Return what the page of an article is about: the article and its events."""
    page = view.article.address
    note, source = view.article.annotation, view.article.annotation.source
    publisher = str(source.publisher) if source and source.publisher else ""
    author = str(source.author) if source and source.author else ""
    events = [*view.events, *view.reported]
    thing: Thing = {
        "@type": "NewsArticle",
        "@id": _at(page, page),
        "headline": str(note.title),
        "abstract": str(note.summary or ""),
        "datePublished": _iso(view.article.published),
        "publisher": {"@type": "Organization", "name": publisher}
        if publisher
        else None,
        "author": {"@type": "Person", "name": author} if author else None,
        "isBasedOn": str(source.url) if source and source.url else None,
        "about": [{"@id": _event_at(page, event)} for event in events],
    }
    named_in: dict[object, str] = {event.id: event.id for event in view.events}
    for event in view.events:
        for fact in event.facts.participants:
            named_in.setdefault(fact.value, event.id)
    return _written(
        [_kept(thing), *(_event(page, event, named_in) for event in view.events)]
    )


def person_data(view: PersonView) -> str:
    """Return what the page of a person is about."""
    named = view.entry.named
    page = entry_page(named.register, named.code)
    posts = [
        each
        for sort, several in view.latest
        if sort in set(OrganisationKind)
        for each in several
    ]
    bodies = dict.fromkeys(each.organisation for each in posts if each.organisation)
    thing: Thing = {
        "@type": "Person",
        "@id": _at(page, page),
        "name": named.name,
        "alternateName": list(view.entry.aliases),
        "jobTitle": list(dict.fromkeys(each.title for each in posts)),
        "worksFor": [_named(page, body) for body in bodies],
    }
    return _written([_kept(thing)])


def organisation_data(view: OrganisationView) -> str:
    """Return what the page of an organisation is about."""
    named = view.entry.named
    page = entry_page(named.register, named.code)
    thing: Thing = {
        "@type": TYPES[view.kind],
        "@id": _at(page, page),
        "name": named.name,
        "alternateName": list(view.entry.aliases),
        "parentOrganization": _named(page, view.parent) if view.parent else None,
        "subOrganization": [_named(page, each) for each in view.children],
    }
    return _written([_kept(thing)])


def _written(things: Iterable[Mapping[str, object]]) -> str:
    return json_for_page({"@context": CONTEXT, "@graph": list(things)})


def _kept(thing: Thing) -> Thing:
    """Leave out what is not known; of one thing make no list."""
    return {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value
        for name, value in thing.items()
        if name == "@id" or value not in (None, "", [])
    }


def _called(kind: str, name: str) -> Thing | None:
    return {"@type": kind, "name": name} if name else None


def _at(page: str, target: str, anchor: str = "") -> str:
    """Return where *target* is, as seen from *page*; of the page itself its place."""
    if page == target:
        return f"#{anchor}" if anchor else ""
    return "../" * page.count("/") + page_at(target, anchor)


def _event_at(page: str, event: EventView | EventName) -> str:
    return _at(page, event.article.address, f"e-{event.id}")


def _event(page: str, event: EventView, named_in: Mapping[object, str]) -> Thing:
    """
    Return *event*; what has a name elsewhere on the page has none again.

    *named_in* holds the id of the event at which each event and who attends is named.
    """
    when, place = event.when, event.facts.place
    direction = event.facts.detail("fact.direction")
    key = getattr(direction.value, "key", "") if direction else ""
    is_online = key == f"direction.{Direction.ONLINE}"
    who = [
        _named(page, fact.value)
        if named_in[fact.value] == event.id
        else {"@id": _at(page, entry_page(fact.value.register, fact.value.code))}
        for fact in event.facts.participants
        if isinstance(fact.value, Named) and fact.value.register in REGISTERED
    ]
    thing: Thing = {
        "@type": "Event",
        "@id": _event_at(page, event),
        "name": event.name,
        "startDate": _iso(when),
        "endDate": _end(when),
        "location": _called("Place", str(place.value) if place else ""),
        "eventAttendanceMode": f"{CONTEXT}/OnlineEventAttendanceMode"
        if is_online
        else None,
        "attendee": who,
        "superEvent": _parent(page, event.parent, named_in) if event.parent else None,
    }
    return _kept(thing)


def _parent(page: str, parent: EventName, named_in: Mapping[object, str]) -> Thing:
    itself: Thing = {"@id": _event_at(page, parent)}
    if parent.id in named_in:
        return itself
    return {"@type": "Event", **itself, "name": parent.name}


def _named(page: str, named: Named) -> Thing:
    return {
        "@type": REGISTERED[named.register],
        "@id": _at(page, entry_page(named.register, named.code)),
        "name": named.name,
    }


def _iso(when: When | None) -> str | None:
    """Return where *when* begins, as far as it is known; None where it is not sure."""
    first = when.first if when else None
    return first.iso if first and first.is_sure else None


def _end(when: When | None) -> str | None:
    """Return where *when* ends; None for a single date, or one that is not sure."""
    last = when.last if when and when.is_interval else None
    return last.iso if last and last.is_sure else None
