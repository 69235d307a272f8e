"""The site as it would have read on a day, and arithmetic that knows the calendar."""

import calendar
import datetime as dt
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.derive.anniversary import next_anniversary
from generator.derive.editions import months_after
from generator.derive.site import derive
from generator.load import read_disk
from generator.model.archive import Archive
from generator.model.as_of import _is_all_known, _narrowed, as_of
from generator.model.noun import Ref
from generator.pipeline import make_site
from tests.projects import ROOT, SITES, TODAY

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@cache
def archive_as_of(day: dt.date) -> Archive:
    """Return what is known of this project's content on *day*."""
    found = make_site(read_disk(ROOT), day).archive
    assert found is not None
    return found


def partner_page(day: dt.date, code: str) -> str:
    """Return the Markdown of a partner's page as of *day*."""
    site = make_site(read_disk(ROOT), day)
    return next(p.text for p in site.pages if p.uri == f"partners/{code}/index.md")


def test_australia_was_a_strategic_partner_in_march_2023() -> None:
    """The level of that day is shown, and nothing of what came later."""
    then = partner_page(dt.date(2023, 3, 1), "au")
    now = partner_page(TODAY, "au")

    assert "[Đối tác Chiến lược](#level-1)" in then
    assert "Đối tác Chiến lược Toàn diện" not in then
    assert "[Đối tác Chiến lược Toàn diện](#level-2)" in now
    assert "[Đối tác Chiến lược](#level-1)</span> (từ" in now


def test_what_was_published_later_is_not_cited() -> None:
    """The joint statement of 2025 could not be cited in 2023, and is today."""
    then = partner_page(dt.date(2023, 3, 1), "bn")
    now = partner_page(TODAY, "bn")

    assert "2/12/2025" not in then
    assert "2/12/2025" in now


def test_what_is_told_at_a_glance_is_what_comes_of_looking_closer() -> None:
    """Where nothing came after a day, and nothing is missed, nothing is left out."""
    for root in (ROOT, *sorted(SITES.iterdir())):
        archive = make_site(read_disk(root), dt.date(2100, 1, 1)).archive
        assert archive
        newest = [archive.registers.newest, *(each.newest for each in archive.articles)]
        days = {day for day in newest if day}
        glances = []
        for day in sorted(days | {each - dt.timedelta(1) for each in days}):
            glances.append(_is_all_known(archive, day))
            assert not glances[-1] or _narrowed(archive, day) is archive
            assert as_of(archive, day) == _narrowed(archive, day)
        assert glances.count(True) == 1, "on the newest day, and on no earlier one"


def test_article_says_the_level_then_and_now() -> None:
    """The dialogue of 2023 was held between strategic partners."""
    view = derive(archive_as_of(TODAY), TODAY)
    article = next(
        each
        for each in map(view.article, view.archive.articles)
        if each.partners[0].code == "au"
    )
    (standing,) = article.standings

    assert standing.then is not None
    assert standing.now is not None
    assert standing.then.level == "Đối tác Chiến lược"
    assert standing.now.level == "Đối tác Chiến lược Toàn diện"


def test_brunei_level_is_the_registered_one_beside_the_printed_words() -> None:
    """The erratum of the article does not become the level of the partner."""
    page = partner_page(TODAY, "bn")

    assert "[Đối tác Toàn diện](#level-1)" in page
    assert "“Đối tác Chiến lược Toàn diện”" in page
    assert "đính chính" in page.casefold()


def test_dialogue_has_its_second_edition_without_an_article_and_no_first() -> None:
    """Edition 3 has an article, edition 2 a source, edition 1 nothing."""
    view = derive(archive_as_of(TODAY), TODAY)
    australia = next(each for each in view.partners if each.partner.code == "au")
    dialogue = next(
        line.editions
        for line in australia.mechanisms
        if line.mechanism.code == "doi-thoai-an-ninh-viet-nam-australia"
    )

    assert [each.number for each in dialogue.held] == [2, 3]
    assert [each.event is not None for each in dialogue.held] == [False, True]
    assert dialogue.held[0].when is not None
    assert dialogue.held[0].when.edtf == "2019-12-02/2019-12-03"
    assert dialogue.missing == (1,)


@pytest.mark.parametrize(
    ("day", "articles"),
    [(dt.date(2019, 1, 1), 0), (dt.date(2021, 1, 1), 1), (TODAY, 2)],
)
def test_later_articles_are_left_out(day: dt.date, articles: int) -> None:
    """What was not printed yet was not known yet."""
    assert len(archive_as_of(day).articles) == articles


@given(DAYS)
def test_nothing_that_is_left_is_missed(day: dt.date) -> None:
    """Whatever day is chosen, every reference still leads somewhere."""
    found = as_of(archive_as_of(TODAY), day)

    nouns = [article.annotation for article in found.articles]
    refs = [ref for noun in nouns for ref in noun.walk() if isinstance(ref, Ref)]
    refs += [
        ref
        for _, _, entry in found.registers.entries()
        for ref in entry.walk()
        if isinstance(ref, Ref)
    ]
    assert all(ref in found.codes(ref.register) for ref in refs)
    assert derive(found, day)


@given(DAYS, DAYS)
def test_anniversary_comes_within_a_year_and_on_its_day(
    first: dt.date, today: dt.date
) -> None:
    """A leap day is kept on the last of February, any other on itself."""
    found = next_anniversary(first, today)

    if today < first:
        assert found is None
        return
    assert found is not None
    assert today <= found.day <= today + dt.timedelta(days=366 + 365)
    assert found.day.month == first.month
    assert found.is_moved == (found.day.day != first.day)
    if found.is_moved:
        assert (first.month, first.day) == (2, 29)
        assert not calendar.isleap(found.day.year)


@pytest.mark.parametrize(
    ("today", "day", "is_moved", "is_round"),
    [
        (dt.date(2026, 11, 22), dt.date(2027, 2, 28), True, True),
        (dt.date(2027, 3, 1), dt.date(2028, 2, 29), False, False),
        (dt.date(2028, 2, 29), dt.date(2028, 2, 29), False, False),
    ],
)
def test_brunei_relations_of_a_leap_day(
    today: dt.date, day: dt.date, *, is_moved: bool, is_round: bool
) -> None:
    """29 February 1992 has an anniversary every year, and says when it was moved."""
    found = next_anniversary(dt.date(1992, 2, 29), today)

    assert found is not None
    assert (found.day, found.is_moved, found.is_round) == (day, is_moved, is_round)


@given(DAYS, st.integers(1, 60))
def test_months_after_stays_in_the_month_it_names(day: dt.date, months: int) -> None:
    """Counting months never spills into the month after."""
    found = months_after(day, months)

    assert (found.year - day.year) * 12 + found.month - day.month == months
    assert found.day <= day.day
