"""The briefing pack: what it says, what it leaves out, and that it says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING

import pytest

from generator.derive.pack import CONTACTS, WHOLE, PackView, Scope, Some
from generator.derive.site import derive
from generator.load import read_disk
from generator.model.article import Modality
from generator.pipeline import make_site
from generator.render.pack import pack_sheet
from generator.render.sheet import Bullets, Heading, Sheet, Sources, Table
from generator.words import catalogue
from tests.projects import SITES, TODAY, archive_of, article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from generator.derive.site import SiteView
    from generator.model.archive import Archive
    from generator.render.sheet import Line

each_site = pytest.mark.parametrize(
    "root", sorted(SITES.iterdir()), ids=lambda path: path.name
)


@cache
def archive(name: str) -> Archive:
    found = make_site(read_disk(SITES / name), TODAY).archive
    assert found is not None
    return found


def view_of(root: Path) -> SiteView:
    return derive(archive(root.name), TODAY)


def pack(
    known: Archive, partner: str, scope: Scope = WHOLE, today: dt.date = TODAY
) -> PackView:
    [found] = [
        each
        for each in derive(known, today, scopes={partner: scope}).packs
        if each.briefing.partner.code == partner
    ]
    return found


def said(view: PackView) -> str:
    return pack_sheet(view, catalogue("vi")).text


def section(text: str, key: str, language: str = "vi", **values: object) -> str:
    """Return what stands below the heading *key*."""
    title = catalogue(language).say(key, **values)
    return text.split(f"\n# {title}\n")[1].split("\n# ", maxsplit=1)[0]


# what it says


@each_site
def test_a_pack_says_just_what_is_expected(
    root: Path, golden: Callable[[Path, str], None]
) -> None:
    """Each pack is, as plain text, letter for letter the one in `printed/`."""
    made = make_site(read_disk(root), TODAY).sheets
    for sheet in made:
        golden(root / "printed" / f"{sheet.uri}.txt", sheet.text)

    found = {path.stem for path in (root / "printed").rglob("*.txt")}
    assert found == {sheet.uri.split("/")[-1] for sheet in made}


@each_site
def test_no_proposal_stands_among_what_was_agreed(root: Path) -> None:
    """Each list holds matters of its own status only; proposals have lists apart."""
    for view in view_of(root).packs:
        for status, several in view.settled:
            assert status is not Modality.PROPOSED
            assert {matter.status for matter in several.shown} == {status}
        for asked in (view.ours, view.theirs, view.others):
            modalities = {each.step.outcome.modality for each in asked.shown}
            assert modalities <= {Modality.PROPOSED}


@each_site
def test_the_pack_counts_as_the_page_does(root: Path) -> None:
    """Contacts, the last one, and proposals are those of the partner's page."""
    for view in view_of(root).packs:
        page = view.briefing
        proposals = dict(page.ledger).get(Modality.PROPOSED, ())
        assert view.contacts.count == page.contacts.total
        assert view.last_contact == page.last_contact
        asked = view.ours.count + view.theirs.count + view.others.count
        assert asked == len(proposals)
        assert view.left_out == 0
        open_asked = [
            each
            for several in (view.ours, view.theirs, view.others)
            for each in several.shown
            if each.is_open
        ]
        assert len(open_asked) == page.open_proposals


@each_site
def test_every_reference_leads_to_a_source(root: Path) -> None:
    """Each number is in the list of sources, and each source is leant on."""
    for sheet in make_site(read_disk(root), TODAY).sheets:
        linked = {span.to for line in lines(sheet) for span in line if "#" in span.to}
        [listed] = [
            {f"#s{item.number}" for item in block.items}
            for block in sheet.blocks
            if isinstance(block, Sources)
        ] or [set()]
        assert {to for to in linked if to.startswith("#")} == listed


def lines(sheet: Sheet) -> Iterator[Line]:
    for block in sheet.blocks:
        if isinstance(block, Bullets):
            yield from block.items
        elif isinstance(block, Table):
            for row in block.rows:
                yield from row
        elif not isinstance(block, (Heading, Sources)):
            yield block.line


def test_a_year_is_not_shown_as_a_day() -> None:
    """What is due within a year stands with the year, be it sorted by its last day."""
    dates = section(said(pack(archive("ledger"), "fj")), "pack.dates")

    assert "năm 2021 | Hạn của việc: " in dates
    assert "31/12" not in dates


def test_a_proposal_says_where_it_stands_now() -> None:
    """One that was followed leads on; one that was not says that it waits."""
    known = archive("ledger")
    words = catalogue("vi")
    home = known.names.country("is")

    text = section(said(pack(known, "fj")), "pack.asked_by", who=home)
    assert f"{words.say('pack.now')} {words.say('modality.agreed')}" in text
    others = section(said(pack(known, "fj")), "pack.asked_by_others")
    assert words.say("outcome.standing.proposed") in others


def test_a_partner_of_whom_nothing_is_known_has_an_honest_pack() -> None:
    """It says that there is nothing, and what is not known is said to be unknown."""
    text = said(pack(archive("vietnamese"), "is"))

    words = catalogue("vi")
    for key in ("nothing", "no_contacts", "no_open_items", "none_asked", "no_sources"):
        assert words.say(f"pack.{key}") in text
    assert words.say("glance.level_unknown") in text


# what it leaves out


def test_a_year_leaves_out_what_came_before() -> None:
    """What is older is counted and not shown; what has no date stays."""
    known = archive("ledger")
    whole, view = pack(known, "fj"), pack(known, "fj", Scope(since=2021))

    assert [each.when.year for each in view.contacts.shown if each.when] == [2022, 2021]
    assert view.contacts.count < whole.contacts.count
    assert "2020" not in section(said(view), "pack.contacts")
    assert view.left_out > 0
    assert catalogue("vi").say("pack.left_out", count=view.left_out) in said(view)
    undated = [each for each in whole.others.shown if each.step.when is None]
    assert undated
    assert undated == [each for each in view.others.shown if each.step.when is None]


def test_a_topic_brings_those_below_it() -> None:
    """Only what is about it is left, and a branch counts with its stem."""
    known = archive("ledger")
    stem = pack(known, "fj", Scope(topics=("giao-thong",)))
    branch = pack(known, "fj", Scope(topics=("hang-khong",)))
    other = pack(known, "fj", Scope(topics=("ca-ngu",)))

    assert branch.ours.count == stem.ours.count == other.ours.count == 1
    assert branch.ours.shown == stem.ours.shown != other.ours.shown
    assert branch.briefing.ladder == pack(known, "fj").briefing.ladder


def test_an_event_brings_what_belongs_to_it() -> None:
    """Its outcomes and what came of them, and no other contact."""
    known = archive("ledger")
    [event] = {
        str(told.event.id)
        for told in known.events.values()
        if told.article.id == "2020-06-12-ky-hop-gia-dinh"
    }
    view = pack(known, "fj", Scope(event=event))

    assert [each.id for each in view.contacts.shown] == [event]
    assert view.event is not None
    assert view.event.name in said(view)
    steps = {
        step.outcome.event
        for _, several in view.settled
        for matter in several.shown
        for step in matter.steps
    }
    assert event in steps


def test_what_nobody_knows_leaves_nothing() -> None:
    """A door asks before; the view itself does not fall over."""
    for scope in (Scope(topics=("khong-co",)), Scope(event="khong-co", since=9999)):
        view = pack(archive("ledger"), "fj", scope)
        assert view.settled == ()
        assert said(view)


def test_packs_of_different_scopes_have_different_names() -> None:
    """One does not replace the other; a name is never too long for a disk."""
    known = archive("ledger")
    scopes = [WHOLE, Scope(since=2020), Scope(topics=("ca-ngu",)), Scope(event="x")]
    names = [pack(known, "fj", scope).file_name for scope in scopes]

    assert len(set(names)) == len(scopes)
    longest = pack(known, "fj", Scope(topics=tuple(f"t-{n}" for n in range(90))))
    assert len(longest.file_name) <= 75


def test_two_thousand_contacts_are_counted_and_not_listed() -> None:
    """A pack stays a few pages, and says how much it does not show."""
    day = dt.date(2010, 1, 1)
    dates = [day + dt.timedelta(days=n // 50) for n in range(2000)]
    events = [
        {
            "id": f"hop-{n}",
            "name": f"Hội đàm {n}",
            "type": "hoi-dam",
            "date": date.isoformat(),
        }
        for n, date in enumerate(dates)
    ]
    outcomes = [
        {"id": f"viec-{n}", "modality": "proposed", "what": f"Việc {n}", "by": "vn"}
        for n in range(300)
    ]
    known = archive_of(
        article(
            "nhieu",
            {
                "id": "nhieu",
                "title": "Nhiều",
                "partners": ["bn"],
                "events": events,
                "outcomes": outcomes,
            },
            "Hai bên đã gặp nhau nhiều lần.",
        )
    )
    view = pack(known, "bn")

    assert (view.contacts.count, len(view.contacts.shown)) == (2000, CONTACTS)
    assert view.contacts.shown[0].id == "hop-1950"
    text = said(view)
    more = catalogue("vi").say("pack.more", count=2000 - CONTACTS)
    assert more in section(text, "pack.contacts")
    assert len(text.splitlines()) < 150
    for field in fields(view):
        value = getattr(view, field.name)
        if isinstance(value, Some):
            assert len(value.shown) <= 12


def test_distribution_is_said_or_left_to_the_pen() -> None:
    """Nobody's decision is made up: without one there is a line to fill in."""
    told = pack_sheet(pack(archive("english"), "no"), catalogue("en"))
    untold = pack_sheet(pack(archive("vietnamese"), "fj"), catalogue("vi"))

    assert (told.foot[1], told.blank) == ("Distribution: The delegation", False)
    assert (untold.foot[1], untold.blank) == ("Phạm vi phân phát:", True)
