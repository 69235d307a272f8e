"""What was given, as articles: each event a suggestion until an editor takes it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.annotate import as_yaml, slug
from generator.intake.given import PAGE
from generator.model.addresses import PARTNERS, UNDATED, shelf_of
from generator.model.dates import parse_when
from generator.model.noun import LONGEST_CODE, Basis
from generator.model.text import PrintedText
from generator.render.exports.csv_files import INSIDE
from generator.search.forms import fold
from generator.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.intake.given import Given
    from generator.model.archive import Archive
    from generator.words import Words

RULE = "imported"
Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """A new article."""

    path: str
    """From the root of the project."""
    text: str
    events: int
    """How many it suggests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the editor says of all that a file gives."""

    partner: str = ""
    """Code, for events whose own is not known."""
    kind: str = ""
    """Type of event, for those whose own is not known."""
    is_confirmed: bool = False
    """Whether the editor vouches for all of it."""
    file: str = ""
    """What the file is called."""


def drafts_of(
    events: Iterable[Given], archive: Archive, wish: Wish, words: Words
) -> tuple[tuple[Draft, ...], Mapping[str, int]]:
    """
    Return the articles of *events*, and how many were left out and why.

    Events of one article are one draft, in the order of the file. What *archive* has
    already is left alone; codes in a field that lead nowhere are left out.
    """
    writer = _Writer(archive, wish, words)
    return tuple(writer.drafts(tuple(events))), writer.left_out


class _Writer:
    """Finds the codes of what is named, and writes articles."""

    def __init__(self, archive: Archive, wish: Wish, words: Words) -> None:
        self.archive, self.wish, self.words = archive, wish, words
        self.left_out: Counter[str] = Counter()
        self.partners = self._named("partners")
        self.kinds = self._named("event_types")
        self.taken = set(archive.events)
        self.articles = {each.id for each in archive.articles}

    def _named(self, register: str) -> Mapping[str, str]:
        """Return what entries are called, in every language, to their codes."""
        found: dict[str, str] = {}
        entries = getattr(self.archive.registers, register)
        for language in LANGUAGES:
            names = self.archive.in_language(language).names
            for code, entry in entries.items():
                called = [names.entry(register, code), *getattr(entry, "aliases", ())]
                for name in called:
                    found.setdefault(_same(name), str(code))
        return {**found, **{str(code): str(code) for code in entries}}

    def drafts(self, events: tuple[Given, ...]) -> Iterator[Draft]:
        known = self.taken | {self.code_of(each) for each in events}
        groups: dict[str, list[tuple[Given, Item]]] = {}
        for event in events:
            code = self.code_of(event)
            if code in self.taken:
                self.left_out["import.known_already"] += 1
                continue
            item = self.item(event, code, known)
            if item is None:
                continue
            self.taken.add(code)
            own = PAGE.search(event.page)
            article = event.article or (own["article"] if own else "") or code
            groups.setdefault(article, []).append((event, item))
        for article, several in groups.items():
            yield self.draft(article, several)

    def code_of(self, event: Given) -> str:
        """Return the code of an event: its own, else one made of its date and name."""
        own = slug(event.code)
        if own and own == event.code:
            return own
        day = parse_when(event.when).moments[0].iso if event.when else ""
        return slug(f"{day} {event.name}") or slug(f"{RULE} {event.code}") or RULE

    def item(self, event: Given, code: str, known: set[str]) -> Item | None:
        """Return an event as its form has it; None where it cannot be filed."""
        kind = self.kinds.get(event.kind) or self.kinds.get(_same(event.kind))
        kind = kind or self.wish.kind
        if not kind:
            self.left_out["import.no_type"] += 1
            return None
        partners = self.partners_of(event)
        if not partners and not (self.first_of(event) or self.wish.partner):
            self.left_out["import.no_partner"] += 1
            return None
        more = dict(event.more)
        item: Item = {"id": code, "name": event.name, "type": kind}
        if not self.wish.is_confirmed:
            item = {"suggested": RULE, **item}
        if quotes := _quotes(event):
            item["quote"] = quotes if len(quotes) > 1 else quotes[0]
        if event.when:
            item["date"] = self.date(event, more)
        if event.place:
            item["place"] = self.inferred(event.place)
        item["partners"] = list(partners)
        item |= self.details(more, known)
        return item

    def partners_of(self, event: Given) -> tuple[str, ...]:
        if event.partners is None:
            return (self.wish.partner,) if self.wish.partner else ()
        found = (
            self.partners.get(each) or self.partners.get(_same(each))
            for each in event.partners
        )
        return tuple(dict.fromkeys(code for code in found if code))

    def first_of(self, event: Given) -> str:
        """Return under which partner a page of ours has it; empty where none has."""
        page = PAGE.search(event.page)
        return page["partner"] if page and page["partner"] in self.partners else ""

    def inferred(self, value: str) -> Item:
        reason = self.words.say("import.reason", file=self.wish.file)
        return {"value": value, "basis": str(Basis.INFERRED), "reason": reason}

    def date(self, event: Given, more: Mapping[str, object]) -> Item | str:
        """Return the date; on what it rests is the file, unless that says more."""
        basis = more.get("date_basis")
        if basis == Basis.STATED:
            return event.when
        found = self.inferred(event.when)
        if basis in set(Basis) and more.get("date_reason"):
            found |= {"basis": str(basis), "reason": more["date_reason"]}
        return found

    def details(self, more: Mapping[str, object], known: set[str]) -> Item:
        """Return the further fields, of references those that lead somewhere."""
        registers = self.archive.registers
        item: Item = {
            name: more[name]
            for name in ("visit_type", "direction", "level")
            if name in more
        }
        if more.get("part_of") in known:
            item["part_of"] = more["part_of"]
        if more.get("mechanism") in registers.mechanisms:
            item["mechanism"] = more["mechanism"]
            if str(more.get("edition", "")).isdecimal():
                item["edition"] = str(more["edition"])
        several: Any = more.get("agreements", ())
        agreements = [each for each in several if each in registers.agreements]
        if agreements:
            item["agreements"] = agreements
        who: Any = more.get("participants", ())
        actors = registers.codes("actors")
        pairs = [each.partition(INSIDE)[::2] for each in who]
        if met := [_participant(*pair) for pair in pairs if pair[0] in actors]:
            item["participants"] = met
        return item

    def draft(self, article: str, several: list[tuple[Given, Item]]) -> Draft:
        """Return the article of several events; the one that dates it stands first."""
        first = several[0][0]
        page = PAGE.search(first.page)
        if page and page["year"] != UNDATED:
            several.sort(key=lambda each: not each[0].when.startswith(page["year"]))
            first = several[0][0]
        own = [self.first_of(event) for event, _ in several]
        partners = [each for each in own if each]
        partners += [code for _, item in several for code in item["partners"]]
        partners = list(dict.fromkeys(partners)) or [self.wish.partner]
        year = parse_when(first.when).year if first.when else None
        code = self.free(slug(article) if slug(article) == article else "", first)
        head: Item = {"id": code, "title": first.title or first.name}
        head["partners"] = partners
        source = {"publisher": first.publisher, "url": first.url}
        source = {name: text for name, text in source.items() if text}
        if not source.get("url", "").startswith(("http://", "https://")):
            source.pop("url", None)
        if source:
            head["source"] = source
        lines = [line for event, _ in several for line in _lines(event)]
        if head["title"] not in lines:
            lines.insert(0, head["title"])
        matter = as_yaml(head) + as_yaml({"events": [item for _, item in several]})
        body = "\n".join(dict.fromkeys(lines))
        shelf = shelf_of(partners[0], year).removeprefix(f"{PARTNERS}/")
        return Draft(
            f"content/{shelf}/{code}.md",
            f"---\n{matter}---\n{body}\n",
            len(several),
        )

    def free(self, wanted: str, event: Given) -> str:
        """Return a code that no article has yet."""
        base = wanted or self.code_of(event)
        code, number = base, 1
        while code in self.articles:
            number += 1
            code = f"{base[: LONGEST_CODE - 4].rstrip('-')}-{number}"
        self.articles.add(code)
        return code


def _same(name: str) -> str:
    """Return *name* as names are compared: without case and marks."""
    return fold(" ".join(name.lower().split()))


def _lines(event: Given) -> tuple[str, ...]:
    """Return the paragraphs of an event in the printed text."""
    place = (event.place,) if event.place else ()
    return (event.name, *event.texts, *place)


def _quotes(event: Given) -> list[str]:
    """Return the sentences of its text, of each that stands there but once."""
    body = "\n".join(dict.fromkeys(_lines(event)))
    text = PrintedText.of(body)
    found = []
    for paragraph in text.paragraphs:
        if text.value[paragraph.start : paragraph.end].strip() not in event.texts:
            continue
        for sentence in text.sentences:
            words = text.value[sentence.start : sentence.end].strip()
            if paragraph.holds(sentence) and sum(1 for _ in text.find(words)) == 1:
                found.append(words)
    return found


def _participant(who: str, role: str) -> Item:
    return {"who": who, "role": role} if role else {"who": who}
