"""The two real articles: the text as printed, and what they are held to state."""

from pathlib import Path

import pytest

from generator.derive.partner import PartnerView
from generator.derive.site import SiteView, derive
from generator.derive.timeline import EventView
from generator.load import read_disk
from generator.model.article import Article, Modality
from generator.model.noun import Basis
from generator.pipeline import make_site
from tests.projects import ROOT, TODAY


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    """Return the articles of this project by the seed that they annotate."""
    archive = make_site(read_disk(ROOT), TODAY).archive
    assert archive is not None
    return {
        str(source.archived): article
        for article in archive.articles
        if (source := article.annotation.source)
    }


@pytest.fixture(scope="module")
def view() -> SiteView:
    """Return everything that the pages of this project show."""
    archive = make_site(read_disk(ROOT), TODAY).archive
    assert archive is not None
    return derive(archive, TODAY)


def partner(view: SiteView, code: str) -> PartnerView:
    """Return what the page of *code* shows."""
    return next(each for each in view.partners if each.partner.code == code)


def events(view: SiteView) -> dict[str, EventView]:
    """Return every event of the timeline by id, those within others too."""
    found: dict[str, EventView] = {}

    def gather(several: tuple[EventView, ...]) -> None:
        for event in several:
            found[event.id] = event
            gather(event.parts)

    gather(view.timeline.events)
    return found


@pytest.mark.parametrize("seed", sorted((ROOT / "seeds").glob("*.txt")), ids=str)
def test_text_is_the_seed_letter_for_letter(
    seed: Path, articles: dict[str, Article]
) -> None:
    """Annotating an article never touches a letter of it."""
    article = articles[f"seeds/{seed.name}"]

    assert article.text.value == seed.read_bytes().decode().strip("\n")


def test_project_is_sound() -> None:
    """What is published has not one problem, warnings included."""
    assert make_site(read_disk(ROOT), TODAY).problems == ()


def test_every_fact_carries_its_proof(view: SiteView) -> None:
    """What rests on no sentence is inferred, and says why."""
    for article in map(view.article, view.archive.articles):
        reading = article.reading
        assert reading.outcomes
        for outcome in reading.outcomes:
            assert outcome.itself.proofs
        for _, facts in reading.groups:
            assert all(fact.proofs for fact in facts)
        for event in reading.events.values():
            facts = (event.itself, *event.details, *event.participants)
            assert all(fact.proofs for fact in facts)
            for fact in (event.date, event.place, event.frame):
                assert fact is None or fact.proofs or fact.reason


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("bn-2020-02-visit", "bn-2020-02-14-talks"),
        ("bn-2019-03-state-visit", "bn-2019-03-joint-statement"),
        ("au-2023-02-visit", "au-2023-02-22-dialogue"),
        ("au-2023-02-visit", "au-2023-02-embassy"),
        ("au-2023-02-visit", "au-2023-02-consulate"),
    ],
)
def test_event_stands_within_its_parent(
    view: SiteView, parent: str, child: str
) -> None:
    """A visit contains its talks and calls; a state visit its joint statement."""
    assert child in {part.id for part in events(view)[parent].parts}


@pytest.mark.parametrize(
    ("event", "edtf", "basis"),
    [
        ("bn-2020-02-visit", "2020-02-13/2020-02-15", Basis.INFERRED),
        ("bn-2020-02-14-talks", "2020-02-14", Basis.INFERRED),
        ("bn-2019-03-state-visit", "2019-03", Basis.STATED),
        ("au-2023-02-22-dialogue", "2023-02-22", Basis.INFERRED),
        ("au-2018-03-joint-statement", "2018-03", Basis.STATED),
        ("au-1973-02-26-establishment", "1973-02-26", Basis.STATED),
        ("au-2023-02-26-anniversary", "2023-02-26", Basis.STATED),
    ],
)
def test_year_of_event_says_its_basis(
    view: SiteView, event: str, edtf: str, basis: Basis
) -> None:
    """A year that the text does not print is inferred, never passed off as stated."""
    found = events(view)[event]

    assert found.when is not None
    assert found.when.edtf == edtf
    assert found.facts.date is not None
    assert found.facts.date.basis is basis


def test_brunei_was_asked_and_has_not_agreed(view: SiteView) -> None:
    """The four mechanisms are proposals; the two joint positions are agreed."""
    ledger = {
        status: {line.outcome.id for line in lines}
        for status, lines in partner(view, "bn").ledger
    }

    assert ledger[Modality.PROPOSED] == {
        "bn-2020-02-14-de-nghi-nhom-cong-tac-chung",
        "bn-2020-02-14-de-nghi-hoi-dam-thuong-nien",
        "bn-2020-02-14-de-nghi-duong-day-nong",
        "bn-2020-02-14-de-nghi-co-che-an-ninh-mang",
    }
    assert ledger[Modality.AGREED] == {
        "bn-2020-02-14-nhat-tri-hop-tac-toan-dien",
        "bn-2020-02-14-nhat-tri-an-ninh-mang",
    }
    assert partner(view, "bn").open_proposals == len(ledger[Modality.PROPOSED])


def test_australia_discussed_six_points_in_order(view: SiteView) -> None:
    """Discussed is discussed; the paragraph without a number belongs to the third."""
    ledger = dict(partner(view, "au").ledger)
    points = [line.outcome for line in ledger[Modality.DISCUSSED]]

    assert [point.point for point in points] == [1, 2, 3, 4, 5, 6]
    assert Modality.AGREED not in ledger
    assert any("JTCT" in proof.words for proof in points[2].itself.proofs)


def test_level_that_was_misprinted_carries_its_erratum(view: SiteView) -> None:
    """The words of the text stand, and the note beside them says what is wrong."""
    brunei = next(
        each
        for each in map(view.article, view.archive.articles)
        if each.partners[0].code == "bn"
    ).reading
    levels = dict(brunei.groups)["facts.relations"]

    assert levels[0].value == "Đối tác Chiến lược Toàn diện"
    assert "erratum" in {doubt.kind for doubt in levels[0].doubts}
