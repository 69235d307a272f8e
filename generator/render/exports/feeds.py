"""
What is new, for who follows it: new articles and changed facts.

A feed is for the whole site, a partner, a topic or a mechanism; each is written as Atom
(RFC 4287) and as JSON Feed 1.1, and both say the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from generator.derive.records import page_at
from generator.model.addresses import CHANGES, HOME, entry_page
from generator.model.dates import Precision, When
from generator.render.dates import spoken_text
from generator.render.exports.places import place_of
from generator.render.exports.plain import json_text, one_line
from generator.render.page import DataFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.derive.changes import ChangeGroup, ChangeLine
    from generator.derive.facts import Phrase
    from generator.derive.site import SiteView
    from generator.model.article import Article
    from generator.model.names import Named
    from generator.render.exports.places import Place
    from generator.render.templates import Templates

FOLDER = "feeds"
ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
"""Names of the two forms; they are never fetched."""
NEWEST, NEWEST_OF_ONE = 100, 30
"""How many entries the feed of the site has, and that of a partner, topic or mechanism:
a feed tells news, the whole is in the data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One piece of news."""

    name: str
    """That no other entry has, and that stays."""
    title: str
    text: str
    page: str
    """From the root of the edition; empty where no page tells it."""
    day: dt.date
    """When it became known."""
    published: dt.date | None
    """The day on which it was printed; None where that is no known day."""
    tags: tuple[str, ...]
    author: str

    @property
    def order(self) -> tuple[dt.date, str]:
        """The oldest first."""
        return self.day, self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """News of one thing."""

    uri: str
    """Without ending."""
    title: str
    page: str
    entries: tuple[Entry, ...]
    """Newest first."""


def feed_files(view: SiteView, templates: Templates) -> Iterator[DataFile]:
    """Yield every feed of *view* in both forms."""
    place = place_of(view)
    for feed in feeds_of(view, templates):
        yield DataFile(f"{feed.uri}.xml", _atom(feed, place, view))
        yield DataFile(f"{feed.uri}.json", _json(feed, place, view))


def feeds_of(view: SiteView, templates: Templates) -> tuple[Feed, ...]:
    """Return the feeds: whole site, partners, then topics and mechanisms with news."""
    teller = _Teller(view, templates)
    articles = {each.id: teller.article(each) for each in view.archive.articles}
    changes = [
        (line, teller.change(group, line))
        for group in view.changes.groups
        for line in group.lines
    ]

    def feed(
        uri: str, title: str, page: str, entries: Iterable[Entry], most: int
    ) -> Feed:
        return Feed(
            uri=f"{FOLDER}/{uri}",
            title=title,
            page=page_at(page),
            entries=tuple(nlargest(most, entries, key=lambda each: each.order)),
        )

    def of_entry(named: Named, own: Iterable[Article]) -> Feed:
        key = named.register, named.code
        return feed(
            "/".join(key),
            f"{named.name} — {view.name}",
            entry_page(*key),
            [
                *(articles[each.id] for each in own),
                *(entry for line, entry in changes if key in line.about),
            ],
            NEWEST_OF_ONE,
        )

    every = [*articles.values(), *(entry for _, entry in changes)]
    found = [feed(HOME, view.name, HOME, every, NEWEST)]
    found += [of_entry(each.partner, each.articles) for each in view.partners]
    known = view.reference
    entries = [each.entry for each in known.topics]
    entries += [each.entry for each in known.mechanisms]
    for entry in entries:
        made = of_entry(entry.named, [spoken.article for spoken in entry.articles])
        if made.entries:
            found.append(made)
    return tuple(found)


class _Teller:
    """Tells what happened, in the words of one language."""

    def __init__(self, view: SiteView, templates: Templates) -> None:
        self.view, self.templates = view, templates
        self.words = templates.words
        self.place = place_of(view)

    def article(self, article: Article) -> Entry:
        note = article.annotation
        source = note.source
        names = self.view.archive.names
        topics = dict.fromkeys(str(each.topic) for each in note.topics)
        printed = article.published
        return Entry(
            name=self.place.name("article", article.id),
            title=one_line(str(note.title)),
            text=one_line(str(note.summary or note.title)),
            page=page_at(article.address),
            day=self.known_since(article),
            published=sure_day(printed) if printed else None,
            tags=(
                *(names.country(code) for code in article.partner_codes),
                *(names.entry("topics", code) for code in topics),
            ),
            author=one_line(str(source.publisher if source else "") or self.view.name),
        )

    def known_since(self, article: Article) -> dt.date:
        """Return the day of its printing, else of its finding, else of its event."""
        source = article.annotation.source
        dates = (article.published, source.retrieved if source else None, article.dated)
        days = (when.latest for when in dates if when)
        return min(next(filter(None, days), dt.date.min), self.view.today)

    def change(self, group: ChangeGroup, line: ChangeLine) -> Entry:
        say = self.words.say
        headline = say(
            f"changes.{group.kind}",
            count=1,
            before=say(group.before.key).lower() if group.before else "",
            after=say(group.after.key).lower() if group.after else "",
        )
        about = f"{line.name} — {line.detail}" if line.detail else line.name
        values = [self.value(each) for each in (line.before, line.after)]
        told = about
        if all(values):
            both = say("changes.told.both", before=values[0], after=values[1])
            told = f"{about}: {both}"
        elif any(values):
            told = f"{about}: {values[0] or values[1]}"
        since = self.view.changes.since
        day = since.earliest if since else None
        page = page_at(line.page, line.anchor) if line.page else page_at(CHANGES)
        return Entry(
            name=self.place.name("change", line.key, str(day), *values),
            title=one_line(f"{headline}: {about}"),
            text=one_line(told),
            page=page,
            # it was found out after that day; which day it was, nobody wrote down
            day=day or self.view.today,
            published=None,
            tags=(say("changes.title"),),
            author=one_line(self.view.name),
        )

    def value(self, value: str | When | Phrase | None) -> str:
        if value is None:
            return ""
        if isinstance(value, When):
            return spoken_text(value, self.words)
        return self.templates.value_text(value)


def sure_day(when: When) -> dt.date | None:
    """Return the one day that *when* is; None where it is not known to the day."""
    moment = when.first
    if when.is_interval or moment is None or not moment.is_sure:
        return None
    return moment.earliest if moment.precision is Precision.DAY else None


def _moment(day: dt.date) -> str:
    """Return the beginning of *day* as RFC 3339 has it."""
    return f"{day.isoformat()}T00:00:00Z"


def _atom(feed: Feed, place: Place, view: SiteView) -> str:
    uri = f"{feed.uri}.xml"
    root = Element("feed", {"xmlns": ATOM, "xml:lang": place.language})
    _add(root, "id", place.name("feed", feed.uri))
    _add(root, "title", one_line(feed.title))
    _add(root, "updated", _moment(view.today))
    _add(SubElement(root, "author"), "name", one_line(view.name))
    own, page = place.seen_from(uri, uri), place.seen_from(uri, feed.page)
    _add(root, "link", rel="self", type="application/atom+xml", href=own)
    _add(root, "link", rel="alternate", type="text/html", href=page)
    for entry in feed.entries:
        made = SubElement(root, "entry")
        _add(made, "id", entry.name)
        _add(made, "title", entry.title)
        _add(made, "updated", _moment(entry.day))
        if entry.published:
            _add(made, "published", _moment(entry.published))
        _add(SubElement(made, "author"), "name", entry.author)
        href = place.seen_from(uri, entry.page)
        _add(made, "link", rel="alternate", type="text/html", href=href)
        for tag in entry.tags:
            _add(made, "category", term=one_line(tag))
        _add(made, "summary", entry.text)
    text = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _add(parent: Element, tag: str, text: str = "", **attributes: str) -> None:
    SubElement(parent, tag, attributes).text = text or None


def _json(feed: Feed, place: Place, view: SiteView) -> str:
    uri = f"{feed.uri}.json"
    value = {
        "version": JSON_FEED,
        "title": one_line(feed.title),
        "home_page_url": place.seen_from(uri, feed.page),
        "feed_url": place.seen_from(uri, uri),
        "language": place.language,
        "authors": [{"name": one_line(view.name)}],
        "items": [
            {
                "id": entry.name,
                "url": place.seen_from(uri, entry.page),
                "title": entry.title,
                "content_text": entry.text,
                **(
                    {"date_published": _moment(entry.published)}
                    if entry.published
                    else {}
                ),
                "date_modified": _moment(entry.day),
                "authors": [{"name": entry.author}],
                "tags": list(entry.tags),
            }
            for entry in feed.entries
        ],
    }
    return f"{json_text(value)}\n"
