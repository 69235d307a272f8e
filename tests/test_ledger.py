"""The life of a matter: how long, how far, and by when."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.derive.age import Age, age, months_between, span_between
from generator.derive.editions import months_after
from generator.derive.outcome import OutcomeView
from generator.derive.site import SiteView, derive
from generator.load import read_disk
from generator.model.addresses import is_generated
from generator.model.archive import Archive
from generator.model.article import Modality
from generator.model.dates import parse_when
from generator.pipeline import make_site
from generator.render import Templates, render
from generator.words import catalogue

SITE = Path(__file__).parent / "sites" / "ledger"
TODAY = dt.date(2026, 11, 22)

days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@given(days, st.integers(0, 1000))
def test_months_are_counted_as_they_are_added(day: dt.date, months: int) -> None:
    """So many months after a day, so many months have passed, and a day before not."""
    then = months_after(day, months)

    assert months_between(day, then) == months
    if months:
        assert months_between(day, then - dt.timedelta(days=1)) == months - 1


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2020-11-22", Age(72)),
        ("2020-11-23", Age(71)),
        ("2020-11", Age(71, is_least=True)),
        ("2020", Age(70, is_least=True)),
        ("2026-11-22", Age(0)),
        ("2026-11-23", None),
        ("2027", None),
        ("XXXX-11-22", None),
    ],
)
def test_age_is_as_sure_as_its_date(written: str, expected: Age | None) -> None:
    """A month without its day makes "at least"; what is to come has no age."""
    assert age(parse_when(written), TODAY) == expected


def test_what_took_so_long_is_as_sure_as_both_its_dates() -> None:
    """From a known day to an unknown day of a month is at least so long."""
    first = parse_when("2019-03-20")

    assert span_between(first, parse_when("2022-07-01")) == Age(39)
    assert span_between(first, parse_when("2022-07")) == Age(39, is_least=True)
    assert span_between(first, None) is None


@pytest.fixture(scope="module")
def archive() -> Archive:
    found = make_site(read_disk(SITE), TODAY).archive
    assert found is not None
    return found


@pytest.fixture(scope="module")
def view(archive: Archive) -> SiteView:
    return derive(archive, TODAY)


def page(view: SiteView, code: str) -> OutcomeView:
    """Return the page that tells of the outcome *code*."""
    return next(
        each
        for each in view.outcomes
        if code in {step.outcome.id for step in each.life}
    )


def test_every_outcome_is_a_step_of_some_matter(view: SiteView) -> None:
    """Nothing that was said is lost from the ledger, and no latest outcome is twice."""
    matters = [line.matter for _, lines in view.ledger.groups for line in lines]

    steps = {step.outcome.id for matter in matters for step in matter.steps}
    ends = [matter.latest.outcome.id for matter in matters]

    assert steps == {
        outcome.id for reading in view.read.values() for outcome in reading.outcomes
    }
    # of several steps: once on one page; of one: in its article
    told = [step.outcome.id for each in view.outcomes for step in each.life]
    assert sorted(told) == sorted(
        step.outcome.id
        for step in {
            step.outcome.id: step
            for matter in matters
            if len(matter.steps) > 1
            for step in matter.steps
        }.values()
    )
    assert all(code in steps for code in told)
    assert len(ends) == len(set(ends))
    assert view.ledger.count == len(ends)


def test_matters_that_part_are_told_apart(view: SiteView) -> None:
    """The air route is open; the terminal that the same words promised is not."""
    agreed = page(view, "fj-2020-duong-bay")

    assert [matter.status for matter in agreed.matters] == [
        Modality.UNDER_WAY,
        Modality.COMPLETED,
    ]
    assert [step.outcome.id for step in agreed.life] == [
        "fj-2019-duong-bay",
        "fj-2020-duong-bay",
        "fj-2021-duong-bay-ky",
        "ws-2022-duong-bay",
        "fj-2021-san-bay",
    ]


def test_due_date_lives_until_it_is_fulfilled(archive: Archive) -> None:
    """What was agreed for 2021 is overdue after it, on the very day of it not yet."""
    on = {
        day: page(derive(archive, dt.date.fromisoformat(day)), "fj-2019-nhom")
        for day in ("2021-12-31", "2022-01-01", "2023-02-01")
    }

    [[before], [after], [later]] = [each.matters for each in on.values()]
    assert before.due is not None
    assert before.overdue is None
    assert after.overdue == Age(0)
    assert later.overdue == Age(13)


def test_signing_fulfils_what_was_due_before(view: SiteView) -> None:
    """A proposal was due in 2019; what was signed late is not due any more."""
    [matter] = (
        each
        for each in page(view, "ws-2022-duong-bay").matters
        if each.latest.outcome.id == "ws-2022-duong-bay"
    )

    assert page(view, "fj-2019-duong-bay").step.outcome.due is not None
    assert matter.due is None
    assert matter.overdue is None


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_are_said_in_every_language(language: str) -> None:
    """A site in English has the same pages, each in whole sentences."""
    disk = read_disk(SITE)
    registers = tuple(
        replace(each, text=each.text.replace("language: vi", f"language: {language}"))
        for each in disk.registers
    )

    site = make_site(replace(disk, registers=registers), TODAY)

    assert site.problems == ()
    texts = {each.uri: each.text for each in site.pages}
    for uri in ("outcomes/index.md", "coverage.md", "changes.md"):
        assert ("Outcomes" in texts[uri] or "article" in texts[uri]) == (
            language == "en"
        )


def matters_on(text: str) -> list[str]:
    """Return what each matter on a page says."""
    return re.findall(r"^- <span class=\"matter\".+", text, re.MULTILINE)


def test_a_long_ledger_has_a_page_for_each_partner(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No page grows without end, and every matter stands whole on its partner's."""
    archive = make_site(read_disk(SITE.parents[2]), TODAY).archive
    assert archive is not None
    templates = Templates(catalogue("vi"))

    def texts() -> dict[str, str]:
        pages = render(derive(archive, TODAY), templates)
        return {page.uri: page.text for page in pages}

    short = texts()
    several = matters_on(short["outcomes/index.md"])
    assert not any(uri.endswith("/outcomes.md") for uri in short)

    monkeypatch.setattr("generator.derive.outcomes.SHOWN", len(several) - 1)
    monkeypatch.setattr("generator.derive.outcomes.NEWEST", 1)
    monkeypatch.setattr("generator.render.partner.NEWEST", 1)
    long = texts()

    statuses = {re.findall('data-status="([^"]+)"', line)[0] for line in several}
    assert len(matters_on(long["outcomes/index.md"])) == len(statuses) < len(several)
    assert "ledger-filter" not in long["outcomes/index.md"]
    codes = {
        code
        for line in several
        for code in re.findall('data-partner="([^"]*)"', line)[0].split()
    }
    for code in codes:
        page = long[f"partners/{code}/outcomes.md"]
        own = [
            line for line in several if re.search(rf'partner="[^"]*\b{code}\b', line)
        ]
        assert len(matters_on(page)) == len(own)
        assert "ledger-filter" in page
        assert is_generated(f"partners/{code}/outcomes")
        assert f"partners/{code}/outcomes.html#partner={code}" in long["index.md"] or (
            "proposed" not in page
        )
        assert "](outcomes.md)" in long[f"partners/{code}/index.md"]
