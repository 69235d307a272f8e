"""The laws of the views: order is forgotten, nothing is lost, marks nest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.derive.reading import Marked, read
from generator.derive.site import Learnt, derive
from generator.load import Disk, read_disk
from generator.model.archive import Archive
from generator.model.text import PrintedText
from generator.pipeline import make_site
from generator.render import Templates, render
from generator.words import catalogue
from tests.projects import SITES, TODAY, archive_of, article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from generator.derive.reading import Reading
    from generator.derive.site import SiteView
    from generator.derive.timeline import EventView
    from generator.model.article import Article
    from generator.model.source import SourceFile
    from generator.render import MarkdownPage

DATES = [
    *["2019", "2019-03", "2020-02-13/2020-02-15", "2020-02-14", "2021-01-01", "2019~"],
    *["2020-02-14/..", "../2020-12", "XXXX-02-14", "2021-12-31/2022-01-02"],
]
PARTNERS = ["au", "bn"]

_dates = st.none() | st.sampled_from(DATES)
_partners = st.lists(st.sampled_from(PARTNERS), min_size=1, max_size=2, unique=True)


def toss(draw: st.DrawFn) -> bool:
    return draw(st.booleans())


@st.composite
def shelves(draw: st.DrawFn) -> list[SourceFile]:
    """Draw a folder of sound articles that refer to each other in every way."""
    count = draw(st.integers(1, 5))
    events: list[str] = []
    outcomes: list[str] = []
    found = []
    for n in range(count):
        own: list[dict[str, object]] = []
        for k in range(draw(st.integers(0, 2))):
            event: dict[str, object] = {
                "id": f"event-{n}-{k}",
                "name": f"Sự kiện {n}.{k}",
                "type": draw(st.sampled_from(["hoi-dam", "ky-niem"])),
            }
            date = draw(_dates)
            if date:
                event["date"] = date
            if draw(st.booleans()):
                event["partners"] = draw(st.just([]) | _partners)
            if events and toss(draw):
                event["part_of"] = draw(st.sampled_from(events))
            own.append(event)
        reports = draw(
            st.lists(st.sampled_from(events), max_size=2, unique=True)
            if events
            else st.just([])
        )
        results: list[dict[str, object]] = []
        for k in range(draw(st.integers(0, 2))):
            outcome: dict[str, object] = {
                "id": f"outcome-{n}-{k}",
                "modality": draw(st.sampled_from(["proposed", "agreed", "discussed"])),
                "what": f"Việc {n}.{k}",
            }
            if events and toss(draw):
                outcome["event"] = draw(st.sampled_from(events))
            if outcomes and toss(draw):
                outcome["follows"] = draw(st.sampled_from(outcomes))
            results.append(outcome)
        fields: dict[str, object] = {
            "id": f"bai-{n}",
            "title": f"Bài {n}",
            "partners": draw(_partners),
            "events": own,
            "reports": [{"event": code} for code in reports],
            "outcomes": results,
        }
        published = draw(_dates)
        if published:
            fields["source"] = {"publisher": "Báo Thử", "published": published}
        events += [str(event["id"]) for event in own]
        outcomes += [str(outcome["id"]) for outcome in results]
        folder = draw(st.sampled_from(["", "bn/", "z/"]))
        found.append(article(f"{folder}bai-{n}", fields, f"Nguyên văn bài {n}."))
    return found


def sound(files: list[SourceFile]) -> tuple[Archive, SiteView]:
    """Return what is made of *files*, which have nothing wrong with them."""
    archive = archive_of(*files)
    return archive, derive(archive, TODAY)


@cache
def templates() -> Templates:
    return Templates(catalogue("vi"))


def pages_of(files: list[SourceFile]) -> tuple[MarkdownPage, ...]:
    """Walk from *files* to their pages, with templates that are read once."""
    return render(sound(files)[1], templates())


@settings(max_examples=50)
@given(shelves(), st.randoms(use_true_random=False))
def test_order_of_files_is_forgotten(files: list[SourceFile], random: Random) -> None:
    """Reading the disk in another order makes the same pages, byte for byte."""
    shuffled = random.sample(files, len(files))

    assert pages_of(files) == pages_of(shuffled)


@pytest.mark.parametrize("name", ["vietnamese", "english"])
def test_order_of_the_disk_is_forgotten(name: str) -> None:
    """Another file system lists files in another order and makes the same site."""
    disk = read_disk(SITES / name)
    turned = Disk(disk.articles[::-1], disk.registers[::-1], disk.problems)

    assert make_site(turned, TODAY).pages == make_site(disk, TODAY).pages
    assert make_site(turned, TODAY).files == make_site(disk, TODAY).files


@settings(max_examples=50)
@given(shelves())
def test_no_article_is_lost(files: list[SourceFile]) -> None:
    """Every article has one page, and a line on the shelf of each of its partners."""
    pages = pages_of(files)

    texts = {page.uri: page.text for page in pages}
    assert len(texts) == len(pages)
    for each in archive_of(*files).articles:
        [uri] = [uri for uri in texts if uri.endswith(f"/{each.id}.md")]
        partners = list(map(str, each.annotation.partners))
        assert uri.startswith(f"partners/{partners[0]}/")
        year = f"{each.year:04}" if each.year else "undated"
        for partner in PARTNERS:
            title = f"[{each.annotation.title}]("
            shelf = texts[f"partners/{partner}/index.md"].rpartition("\n## ")[2]
            assert (title in shelf) == (partner in partners)
        for partner in partners:
            assert title in texts[f"partners/{partner}/{year}/index.md"]


@settings(max_examples=100)
@given(shelves())
def test_views_hold_every_article_of_a_partner_and_no_other(
    files: list[SourceFile],
) -> None:
    """None is shown under a partner it does not name; newest stand first."""
    archive, view = sound(files)

    shown = {
        (partner.partner.code, each.id)
        for partner in view.partners
        for each in partner.articles
    }
    in_years = {
        (partner.partner.code, each.id)
        for partner in view.partners
        for year in partner.years
        for each in year.articles
    }
    named = {
        (str(code), each.id)
        for each in archive.articles
        for code in each.annotation.partners
    }
    assert shown == in_years == named
    for partner in view.partners:
        dates = [a.earliest for a in partner.articles if a.earliest]
        assert dates == sorted(dates, reverse=True)


def every(events: tuple[EventView, ...]) -> Iterator[EventView]:
    for event in events:
        yield event
        yield from every(event.parts)


@settings(max_examples=100)
@given(shelves())
def test_the_timeline_holds_every_event_once(files: list[SourceFile]) -> None:
    """An event stands by itself or within another one, never in both places."""
    archive, view = sound(files)

    shown = [event.id for event in every(view.timeline.events)]

    assert Counter(shown) == Counter(map(str, archive.events))
    assert sum(year.count for year in view.timeline.years) == len(shown)
    years = [year.number for year in view.timeline.years]
    assert years == sorted(years, key=lambda year: -year if year else 1)
    for year in view.timeline.years:
        for month in year.months:
            for event in month.events:
                assert (event.when.year if event.when else None) == year.number


@settings(max_examples=100)
@given(shelves())
def test_a_partner_has_the_events_it_took_part_in(files: list[SourceFile]) -> None:
    """Those held with it and what happened within them; none of others."""
    archive, view = sound(files)

    for partner in view.partners:
        own = {
            code
            for code, told in archive.events.items()
            if partner.partner.code in told.partners
        }
        shown = {event.id for event in every(partner.timeline.events)}
        by_year = {
            event.id for year in partner.years for event in every(year.timeline.events)
        }
        dated = {code for code in own if archive.events[code].event.date}
        assert own <= shown
        assert dated <= by_year
        assert partner.event_count == len(own)
        assert partner.contacts.total <= len(own)


@settings(max_examples=100)
@given(shelves())
def test_the_ledger_holds_every_outcome(files: list[SourceFile]) -> None:
    """No promise is forgotten: each stands under some partner, open or followed."""
    archive, view = sound(files)

    lines = [
        line
        for partner in view.partners
        for _, of_status in partner.ledger
        for line in of_status
    ]
    with_nobody = {
        code
        for code, (_, outcome) in archive.outcomes.items()
        if outcome.event and not archive.events[outcome.event].partners
    }
    shown = {line.outcome.id for line in lines}
    assert shown == set(map(str, archive.outcomes)) - with_nobody
    followed = {str(o.follows) for _, o in archive.outcomes.values() if o.follows}
    for line in lines:
        is_proposal = line.outcome.modality == "proposed"
        assert line.is_open == (is_proposal and line.outcome.id not in followed)


# marks


WORDS = st.lists(
    st.sampled_from(
        ["hội", "đàm", "tại", "Hà", "Nội.", "Ông", "nói", "<b>", "\n", "A."]
    ),
    min_size=1,
    max_size=14,
).map(" ".join)


@dataclass(frozen=True)
class Flat:
    """A stretch of text under the same marks."""

    text: str
    depth: int


def flat(pieces: tuple[str | Marked, ...], depth: int = 0) -> Iterator[Flat]:
    for piece in pieces:
        if isinstance(piece, Marked):
            yield from flat(piece.pieces, depth + 1)
        else:
            yield Flat(piece, depth)


def anchors(pieces: tuple[str | Marked, ...]) -> Iterator[tuple[str, str]]:
    """Yield each anchor and the text that its mark holds."""
    for piece in pieces:
        if isinstance(piece, Marked):
            if piece.anchor:
                yield piece.anchor, "".join(each.text for each in flat(piece.pieces))
            yield from anchors(piece.pieces)


@st.composite
def quoted_articles(draw: st.DrawFn) -> tuple[Article, Archive]:
    """Draw an article whose quotes lie anywhere: nested, crossing, over line ends."""
    text = draw(WORDS)
    words = text.split()
    quotes = []
    for _ in range(draw(st.integers(0, 6)) if words else 0):
        first = draw(st.integers(0, len(words) - 1))
        last = draw(st.integers(first, len(words) - 1))
        sought = " ".join(words[first : last + 1])
        if len(list(PrintedText.of(text).find(sought))) == 1:
            quotes.append(sought)
    fields = {
        "id": "bai",
        "title": "Bài",
        "partners": ["bn"],
        "topics": [{"topic": "bien", "quote": quote} for quote in quotes],
    }
    source = article("bai", fields, text if words else "Chữ")
    archive = archive_of(source)
    return archive.articles[0], archive


def read_through(drawn: tuple[Article, Archive]) -> Reading:
    return read(*drawn)


@given(quoted_articles())
def test_marked_pieces_are_the_text_letter_for_letter(
    drawn: tuple[Article, Archive],
) -> None:
    """Whatever is marked in a sentence, together it is what was printed."""
    text, reading = drawn[0].text, read_through(drawn)

    sentences = [each for p in reading.paragraphs for each in p.sentences]
    assert [each.number for each in sentences] == list(range(1, len(sentences) + 1))
    for place, sentence in zip(text.sentences, sentences, strict=True):
        said = "".join(piece.text for piece in flat(sentence.pieces))
        assert said == text.value[place.start : place.end]


@given(quoted_articles())
def test_marks_lie_on_the_words_that_prove_something(
    drawn: tuple[Article, Archive],
) -> None:
    """A letter is marked as often as there are proofs over it; no mark is empty."""
    text, reading = drawn[0].text, read_through(drawn)
    proofs = {
        proof.anchor: proof
        for _, facts in reading.groups
        for fact in facts
        for proof in fact.proofs
    }

    sentences = [each for p in reading.paragraphs for each in p.sentences]
    for place, sentence in zip(text.sentences, sentences, strict=True):
        at = place.start
        for piece in flat(sentence.pieces):
            assert piece.text
            for _ in piece.text:
                over = [p for p in proofs.values() if p.place.start <= at < p.place.end]
                assert piece.depth == len(over)
                at += 1


@given(quoted_articles())
def test_every_proof_has_one_anchor_where_it_begins(
    drawn: tuple[Article, Archive],
) -> None:
    """A link to a proof leads to its first words, and there is one such place."""
    reading = read_through(drawn)
    proofs = {
        proof.anchor: proof
        for _, facts in reading.groups
        for fact in facts
        for proof in fact.proofs
    }

    found = [
        (anchor, held, sentence.number)
        for paragraph in reading.paragraphs
        for sentence in paragraph.sentences
        for anchor, held in anchors(sentence.pieces)
    ]

    assert sorted(anchor for anchor, _, _ in found) == sorted(proofs)
    for anchor, held, number in found:
        assert held
        assert proofs[anchor].words.startswith(held)
        assert proofs[anchor].sentence == number


@given(quoted_articles())
def test_a_sentence_names_the_facts_that_rest_on_it(
    drawn: tuple[Article, Archive],
) -> None:
    """A fact points at its sentence, and the sentence points back."""
    reading = read_through(drawn)

    there = {
        (fact.anchor, proof.sentence)
        for _, facts in reading.groups
        for fact in facts
        for proof in fact.proofs
    }
    back = {
        (fact.anchor, sentence.number)
        for paragraph in reading.paragraphs
        for sentence in paragraph.sentences
        for fact in sentence.facts
    }
    assert there == back


OUTLINES: tuple[dict[str, object], ...] = (
    {},
    {"id": "khac"},
    {"partners": ["au"]},
    {"partners": ["bn", "au"]},
    {"events": [{"date": "2019"}]},
    {"events": [{"date": None}]},
    {"events": [{"partners": ["au"]}]},
    {"events": [{}, {"id": "hai", "date": None, "part_of": "mot"}]},
    {"events": [{}, {"id": "hai", "date": "2017"}]},
    {"events": [{}, {"id": "hai", "date": "2018"}]},
    {"events": [{}, {"id": "hai", "date": "2018", "part_of": "mot"}]},
    {"outcomes": [{}]},
    {"outcomes": [{"event": "mot"}], "events": [{"partners": ["au"]}]},
    {"outcomes": [{}], "events": [{"partners": ["au"]}]},
    {"outcomes": [{}, {"id": "hai"}]},
    {"outcomes": [{}, {"id": "hai", "follows": "mot"}]},
    {"outcomes": [{}, {"id": "hai", "follows": "mot"}, {"id": "ba"}]},
    {"outcomes": [{}, {"id": "hai"}, {"id": "ba", "follows": "hai"}]},
)
"""What changes which pages there are, step by step."""


def test_what_is_there_is_looked_for_again_when_it_may_have_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever an address follows from stands in the outline of its article."""
    monkeypatch.setattr("generator.derive.timeline_year.SHOWN", 0)
    monkeypatch.setattr("generator.derive.outcomes.SHOWN", 0)
    event = {"id": "mot", "name": "Việc", "type": "hoi-dam", "date": "2020"}
    outcome = {"id": "mot", "what": "Điều", "modality": "proposed"}
    learnt, registers, different = Learnt(), archive_of().registers, set()
    for change in OUTLINES:
        fields = {"id": "bai", "title": "Bài", "partners": ["bn"], **change}
        for key, whole in (("events", event), ("outcomes", outcome)):
            several = [{**whole, **each} for each in change.get(key, [{}])]  # type: ignore[attr-defined] # a list
            fields[key] = [
                {name: value for name, value in each.items() if value}
                for each in several
            ]
        read = archive_of(article("bai", fields, "Nguyên văn.")).articles
        archive = Archive.of(read, registers)
        found = derive(archive, TODAY, learnt=learnt).inventory
        assert found == derive(archive, TODAY).inventory, change
        different.add(found)
    assert len(different) > len(OUTLINES) // 2


def test_who_writes_better_what_is_there_changes_no_addresses() -> None:
    learnt, registers = Learnt(), archive_of().registers
    found = []
    for title in ("Một", "Hai"):
        fields = {"id": "bai", "title": title, "partners": ["bn"]}
        read = archive_of(article("bai", fields, f"Nguyên văn {title}.")).articles
        archive = Archive.of(read, registers)
        found.append(derive(archive, TODAY, learnt=learnt).inventory)
    assert found[0] is found[1]
