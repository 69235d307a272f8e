"""The pages of people, organisations, topics, mechanisms, agreements and terms."""

import datetime as dt
import posixpath
import re
from pathlib import Path

import pytest

from benchmarks.corpus import make_project
from generator.derive.entry import EntryView
from generator.derive.mentions import Statement
from generator.derive.person import PersonView
from generator.derive.reference import ReferenceView
from generator.derive.register import RegisterView
from generator.derive.site import SiteView, derive
from generator.load import read_disk
from generator.model.addresses import SHELVES, entry_page
from generator.model.names import Named
from generator.model.order import alphabetical
from generator.pipeline import make_site
from generator.render.templates import page_of

ROOT = Path(__file__).parent.parent
SMALL = Path(__file__).parent / "sites" / "registers"
TODAY = dt.date(2026, 11, 22)
LOOKED_UP = (*SHELVES, "terms")


@pytest.fixture(scope="module", params=["seeds", "registers", "corpus"])
def project(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the project itself, a small site with every feature, a made one."""
    if request.param == "corpus":
        root = tmp_path_factory.mktemp("corpus") / "project"
        make_project(root, 40)
        return root
    return ROOT if request.param == "seeds" else SMALL


def site_view(root: Path, day: dt.date = TODAY) -> SiteView:
    """Return everything that the pages of the project at *root* show."""
    archive = make_site(read_disk(root), day).archive
    assert archive is not None
    return derive(archive, day)


def pages(root: Path, day: dt.date = TODAY) -> dict[str, str]:
    """Return the text of each page by its address."""
    return {page.uri: page.text for page in make_site(read_disk(root), day).pages}


def entries(view: ReferenceView) -> dict[Named, EntryView]:
    """Return what is shown of each entry of each register."""
    several = (
        view.people,
        view.organisations,
        view.topics,
        view.mechanisms,
        view.agreements,
        view.terms,
    )
    return {each.entry.named: each.entry for kind in several for each in kind}


def statements(entry: EntryView) -> list[tuple[str, Statement]]:
    """Return everything that is said of an entry, with the id of the article."""
    return [
        (each.article.id, statement)
        for each in entry.articles
        for mention in each.mentions
        for statement in mention.statements
    ]


def person(code: str, day: dt.date = TODAY) -> PersonView:
    """Return what the small site shows of a person."""
    people = site_view(SMALL, day).reference.people
    return next(each for each in people if each.entry.named.code == code)


def titles(person: PersonView) -> dict[str, list[str]]:
    """Return what a person holds as far as is known, by sort."""
    return {
        sort: [latest.title for latest in several] for sort, several in person.latest
    }


# ---- laws ----


def test_every_fact_is_told_on_the_page_of_the_entry_that_it_names(
    project: Path,
) -> None:
    """Nothing that an article says of an entry is lost on its page."""
    view = site_view(project)
    known = {
        (named.register, named.code): {
            (article, statement.fact.anchor) for article, statement in statements(entry)
        }
        for named, entry in entries(view.reference).items()
    }
    texts = pages(project)
    told = 0

    for article in map(view.article, view.archive.articles):
        for fact in article.reading.facts:
            named = fact.value
            if not isinstance(named, Named) or named.register not in LOOKED_UP:
                continue
            told += 1
            place = article.article.id, fact.anchor
            assert place in known[named.register, named.code]
            if named.register in SHELVES:
                own = f"{entry_page(named.register, named.code)}.md"
                link = posixpath.relpath(
                    page_of(article.article), posixpath.dirname(own)
                )
                assert f"]({link}#{fact.anchor}" in texts[own]
        for outcome in article.reading.outcomes:
            concerned = (*outcome.by, *outcome.to, *outcome.topics)
            for named in (*concerned, *outcome.mechanisms, *outcome.agreements):
                if named.register in LOOKED_UP:
                    place = article.article.id, outcome.itself.anchor
                    assert place in known[named.register, named.code]
    assert told


def test_sentence_stands_letter_for_letter_and_its_words_are_lit(project: Path) -> None:
    """A sentence is shown whole, and what is lit in it is what was quoted."""
    for entry in entries(site_view(project).reference).values():
        for each in entry.articles:
            for mention in each.mentions:
                shown = "".join(piece.text for piece in mention.pieces)
                lit = [piece.text for piece in mention.pieces if piece.is_quoted]
                if mention.proof is None:
                    assert shown == ""
                    assert not any(line.fact.proofs for line in mention.statements)
                    continue
                assert shown == mention.proof.context
                for statement in mention.statements:
                    for proof in statement.fact.proofs:
                        if proof.sentence == mention.proof.sentence:
                            begun = proof.words[: len(proof.context)].split("\n")[0]
                            assert any(begun in words for words in lit) or any(
                                words in proof.words for words in lit
                            )


def test_every_link_of_every_page_leads_somewhere(project: Path) -> None:
    """Each page and each place in it that the Markdown points at is there."""
    texts = pages(project)
    places = {
        uri: set(re.findall(r'\bid="([^"]+)"', text)) for uri, text in texts.items()
    }

    for uri, text in texts.items():
        for target in re.findall(r"\]\(([^<)\s]+)", text):
            path, _, anchor = target.partition("#")
            other = posixpath.normpath(posixpath.join(posixpath.dirname(uri), path))
            other = other if path else uri
            if not other.endswith(".md"):  # packs and exports: see test_sites
                continue
            assert other in texts, f"{uri}: {target}"
            assert not anchor or anchor in places[other], f"{uri}: {target}"


def test_lists_hold_what_is_recorded_in_alphabetical_order(project: Path) -> None:
    """Nobody looks in vain, and nobody looks for Đ under D."""
    reference = site_view(project).reference

    def codes(list_: RegisterView) -> set[str]:
        return {row.view.entry.named.code for row in list_.rows}

    for each in reference.registers:
        recorded = {
            named.code
            for named, entry in entries(reference).items()
            if named.register == each.register and entry.is_recorded
        }
        assert codes(each) == recorded
        if each.register != "topics":
            names = [row.view.entry.named.name for row in each.rows]
            assert names == sorted(names, key=alphabetical)


def test_whatever_an_article_speaks_of_is_recorded(project: Path) -> None:
    """The page of an entry that is used never says that nothing is known."""
    for entry in entries(site_view(project).reference).values():
        assert entry.is_recorded or not (entry.articles or entry.event_count)


# ---- then and now ----


def test_post_of_then_and_post_of_now_stand_apart() -> None:
    """An article keeps the post of its day; the page says which is the latest."""
    someone = person("nguyen-bia")

    then = {
        each.article.id: [post.title for post in each.posts] for each in someone.printed
    }
    assert then["2020-02-14-doi-thoai-bia"] == ["Thứ trưởng"]
    assert then["2023-08-01-bo-truong-bia"] == ["Bộ trưởng"]
    assert titles(someone) == {
        "state": ["Bộ trưởng"],
        "party": ["Ủy viên"],
        "international": ["Cố vấn"],
        "rank": ["Thượng tướng Bịa"],
    }


def test_post_that_the_register_ends_is_held_no_more() -> None:
    """What an older article prints does not bring back a post that has ended."""
    assert titles(person("anna-giadottir")) == {"unknown": []}


def test_post_that_only_an_article_prints_is_the_latest_known() -> None:
    """Without a word in the register, the newest article is what is known."""
    [(_, [latest])] = person("jon-giason").latest

    assert (latest.title, latest.held) == ("Quốc vụ khanh", None)
    assert latest.printed is not None
    assert latest.printed.fact.proofs


def test_proof_is_not_lent_to_a_rank_that_was_not_held_yet() -> None:
    """An article of 2020 proves nothing of a rank that was given in 2022."""
    ranks = {each.title: each for each in person("nguyen-bia").held}

    assert ranks["Thượng tướng Bịa"].printed is None
    assert ranks["Thứ trưởng"].printed is not None


def test_pages_as_of_a_day_know_nothing_later() -> None:
    """Neither later posts nor later meetings, and no name that nobody had heard."""
    day = dt.date(2021, 1, 1)
    texts = pages(SMALL, day)

    assert titles(person("nguyen-bia", day))["state"] == ["Thứ trưởng"]
    for uri, text in texts.items():
        assert "2023" not in text, uri
        assert "2024" not in text, uri
    assert "Nhóm Bịa" not in texts["mechanisms/index.md"]
    assert "mechanisms/nhom-bia.md" not in texts


# ---- single registers ----


def test_outcomes_of_a_topic_below_are_counted_and_not_repeated() -> None:
    """An outcome stands on the pages of its own topics; above, it is a number."""
    topics = {each.entry.named.code: each for each in site_view(SMALL).reference.topics}

    assert topics["bien"].entry.outcome_count == 1
    # one of its own, which names `ca` too, and two below
    assert topics["bien"].whole_count == 3
    assert [each.topic.code for each in topics["bien"].branches] == ["ca", "cuu-nan"]


def test_missing_edition_is_said_to_be_missing() -> None:
    """Editions stand by number, with or without article; a gap is told."""
    mechanisms = {
        each.entry.named.code: each for each in site_view(SMALL).reference.mechanisms
    }
    dialogue = mechanisms["doi-thoai-bia"]

    assert [row.number for row in dialogue.editions] == [1, 2, 3, 4, None]
    assert [row.number for row in dialogue.editions if row.edition is None] == [1]
    assert dialogue.is_overdue
    assert dialogue.last is not None
    assert dialogue.last.event is not None
    assert dialogue.last.event.id == "is-2023-talks"


def test_mechanism_is_in_being_only_where_an_article_says_so() -> None:
    """Asked for is not there; an article that is silent says nothing."""
    said = {
        each.entry.named.code: each.status.status if each.status else None
        for each in site_view(SMALL).reference.mechanisms
    }

    assert said == {
        "doi-thoai-bia": "existing",
        "duong-day-bia": "proposed",
        "nhom-bia": None,
        "co-che-chua-dung": None,
    }


def test_agreement_names_the_level_that_it_made() -> None:
    """From the document to the level, and to the document that took its place."""
    agreements = {
        each.entry.named.code: each for each in site_view(SMALL).reference.agreements
    }
    older = agreements["tuyen-bo-bia-2019"]

    assert [each.rung.level for each in older.levels] == ["Đối tác Bịa"]
    assert [each.code for each in older.superseded_by] == ["tuyen-bo-bia-2024"]
    assert [each.id for each in older.signed_at] == ["is-2019-signing"]
    assert [each.name for each in older.printed] == ["Tuyên bố Bịa Nhiều"]


def test_organisation_knows_its_holders_and_its_names() -> None:
    """Posts from the register and from the articles, each title once."""
    organisations = {
        each.entry.named.code: each for each in site_view(SMALL).reference.organisations
    }
    ministry = organisations["bo-bia"]

    assert [each.title for each in ministry.holders] == ["Bộ trưởng", "Thứ trưởng"]
    assert all(each.held and each.printed for each in ministry.holders)
    assert [each.name for each in ministry.printed] == ["BB", "Bộ Bịa"]
    assert [each.code for each in ministry.children] == ["cuc-bia"]
    assert [each.code for each in organisations["bo-bia-cu"].renamed_to] == ["bo-bia"]
    assert [each.place for each in organisations["su-quan-bia"].missions] == [
        "Reykjavík"
    ]


def test_the_list_of_a_register_leads_to_each_of_its_entries(project: Path) -> None:
    """Of which nothing is recorded, too: the audit refuses pages that none leads to."""
    made = pages(project)
    for shelf in SHELVES:
        own = {uri.partition("/")[2] for uri in made if uri.startswith(f"{shelf}/")}
        led_to = set(re.findall(r"\]\(([^)#/ ]+\.md)\)", made[f"{shelf}/index.md"]))
        assert own - {"index.md"} <= led_to, shelf


def test_what_a_page_has_no_room_for_is_counted_and_every_article_linked(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of articles, events and outcomes too many the newest are told, none is lost."""
    monkeypatch.setattr("generator.derive.entry.SHOWN", 1)
    monkeypatch.setattr("generator.derive.entry.SHOWN_OUTCOMES", 1)
    made = pages(project)

    for named, entry in entries(site_view(project).reference).items():
        if named.register == "terms" or not entry.is_recorded:
            continue
        uri = f"{entry_page(named.register, named.code)}.md"
        start, text = posixpath.dirname(uri), made[uri]
        for each in entry.articles:
            assert f"]({posixpath.relpath(page_of(each.article), start)})" in text
            for mention in each.mentions:
                place = f"#{mention.proof.anchor})" if mention.proof else "unproved"
                assert place in text
        assert len(entry.told) + len(entry.older) == len(entry.articles)
        if entry.older:
            assert f"### Còn {len(entry.older)} bài cũ hơn\n" in text
        for _, lines, count in entry.shown:
            if len(lines) < count:
                assert f"[Còn {count - len(lines)} kết quả cũ hơn" in text
        hidden = entry.timeline.count - entry.newest.count
        assert (f"[Còn {hidden} sự kiện cũ hơn" in text) == (hidden > 0)
