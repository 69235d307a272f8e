"""Which articles are named as related, why, and in which order."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from generator.derive.citation import reference_of
from generator.derive.reading import read
from generator.derive.related import (
    MOST,
    REACH,
    Reason,
    Related,
    TraitReader,
    Why,
)
from tests.projects import archive_of, article

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.derive.reading import Reading
    from generator.model.archive import Archive
    from generator.model.source import SourceFile


def told(name: str, **fields: object) -> SourceFile:
    """Return an article about Brunei with *fields*."""
    own = {"id": name, "title": f"Bài {name}", "partners": ["bn"], **fields}
    return article(name, own, f"Nguyên văn {name}.")


def event(name: str, day: str, **fields: object) -> dict[str, object]:
    """Return an event of a *day*."""
    return {
        "id": name,
        "name": f"Việc {name}",
        "type": "hoi-dam",
        "date": day,
        **fields,
    }


def related(*articles: SourceFile) -> Mapping[str, list[tuple[str, Why]]]:
    """Return article id to ids of those related to it, with the strongest reason."""
    archive = archive_of(*articles)
    return {
        code: [(line.article.id, line.reasons[0].why) for line in lines]
        for code, lines in kin_of(archive).items()
    }


def kin_of(archive: Archive) -> Mapping[str, tuple[Related, ...]]:
    """Return article id to what is related to it."""
    kinship = TraitReader().of(archive, readings(archive))
    return {each.id: kinship.of(each) for each in archive.articles}


def readings(archive: Archive) -> Mapping[str, Reading]:
    """Return article id to the article read through."""
    return {each.id: read(each, archive) for each in archive.articles}


def test_strongest_reason_first() -> None:
    """Event, follow-up, visit, mechanism, people, topics: each in its place."""
    meeting = {"mechanism": "uy-ban-mau", "edition": 3}
    ask = {"modality": "proposed", "what": "Lập đường dây nóng"}
    done = {"modality": "completed", "what": "Đường dây nóng đã lập"}
    person = [{"person": "haji-thu"}]
    found = related(
        told(
            "bai",
            events=[
                event("tham", "2020-02-13/2020-02-15"),
                event("dam", "2020-02-14", part_of="tham", **meeting),
            ],
            outcomes=[{"id": "hoi", "event": "dam", **ask}],
            people=person,
            topics=[{"topic": "bien"}],
        ),
        told("cung-viec", reports=[{"event": "dam"}]),
        told(
            "tiep",
            events=[event("sau", "2022-01-01")],
            outcomes=[{"id": "xong", "follows": "hoi", "event": "sau", **done}],
        ),
        told("cung-doan", events=[event("chao", "2020-02-15", part_of="tham")]),
        told("lan-4", events=[event("lan4", "2021-05-01", **meeting | {"edition": 4})]),
        told("cung-nguoi", people=person),
        told("cung-de", topics=[{"topic": "bien"}]),
        told("la"),
    )

    assert found["bai"] == [
        ("cung-viec", Why.SAME_EVENT),
        ("tiep", Why.LATER),
        ("cung-doan", Why.SAME_VISIT),
        ("lan-4", Why.SAME_MECHANISM),
        ("cung-nguoi", Why.SAME_PEOPLE),
        ("cung-de", Why.SAME_TOPICS),
    ]
    assert found["tiep"] == [("bai", Why.EARLIER)]
    assert found["la"] == []


def test_a_reason_names_what_is_shared() -> None:
    """The edition is that of the other article; a follow-up names what it follows."""
    meeting = {"mechanism": "uy-ban-mau"}
    archive = archive_of(
        told("hai", events=[event("d2", "2019-01-01", **meeting, edition=2)]),
        told("ba", events=[event("d3", "2020-01-01", **meeting, edition=3)]),
    )
    name = archive.names.entry("mechanisms", "uy-ban-mau")
    found = kin_of(archive)

    [line] = found["ba"]
    assert line.reasons == (Reason(why=Why.SAME_MECHANISM, what=(name,), edition=2),)
    assert found["hai"][0].reasons[0].edition == 3


def test_a_topic_counts_only_with_a_partner_in_common() -> None:
    """The sea is talked about with everybody."""
    sea = [{"topic": "bien"}]
    found = related(told("mot", topics=sea), told("hai", topics=sea, partners=["au"]))

    assert found == {"mot": [], "hai": []}


def test_of_equals_the_nearest_in_time_come_first() -> None:
    """At most so many, and the order of the files is forgotten."""
    days = ["2020-01-01", "2020-01-02", "2019-12-25", "2021-01-01", "2010-01-01"]
    days += [f"2015-01-{day:02}" for day in range(1, 20)]
    several = [
        told(f"b{n}", events=[event(f"e{n}", day)], people=[{"person": "haji-thu"}])
        for n, day in enumerate(days)
    ]
    mixed = random.Random(1).sample(several, len(several))  # noqa: S311 -- no secret

    found = related(*several)
    assert found == related(*mixed)
    assert len(found["b0"]) == MOST
    assert [code for code, _ in found["b0"]][:3] == ["b1", "b2", "b3"]


def test_work_does_not_grow_with_the_square() -> None:
    """Of all who share a person only those next in time are compared."""
    several = [
        told(f"b{n}", events=[event(f"e{n}", "2020")], people=[{"person": "haji-thu"}])
        for n in range(60)
    ]
    archive = archive_of(*several)
    seen = kin_of(archive)

    order = [each.id for each in archive.articles]
    for code, lines in seen.items():
        far = [abs(order.index(code) - order.index(line.article.id)) for line in lines]
        assert max(far) <= REACH


def test_a_reference_makes_nothing_up() -> None:
    """What the source does not say is None; a title of ours is told from a printed."""
    bare = archive_of(told("bai")).articles[0]
    printed = archive_of(
        article("b", {"id": "b", "title": "Tên", "partners": ["bn"]}, "Tên\nMột câu.")
    ).articles[0]
    given = archive_of(
        told(
            "c", source={"title": "Tên in", "author": "Người Viết", "retrieved": "2024"}
        )
    ).articles[0]

    none = reference_of(bare)
    assert (none.author, none.publisher, none.published, none.url) == (None,) * 4
    assert (none.title, none.is_printed) == ("Bài bai", False)
    assert reference_of(printed).is_printed
    assert (reference_of(given).title, reference_of(given).is_printed) == (
        "Tên in",
        True,
    )
    # no address, so nothing was visited
    assert reference_of(given).retrieved is None
