"""The laws of dates: as precise as they are written, and no more."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from babel.dates import get_month_names
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.dates import (
    LONGEST_DATE,
    Moment,
    NotADateError,
    Precision,
    When,
    parse_profile,
    parse_when,
)
from generator.render.dates import spoken, spoken_text
from generator.words import LANGUAGES, catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

VI, EN = catalogue("vi"), catalogue("en")

years = st.integers(1, 9999).map("{:04}".format) | st.just("XXXX")
months = st.integers(0, 13).map("{:02}".format) | st.just("XX")
days = st.integers(0, 32).map("{:02}".format) | st.just("XX")
moments = st.builds(
    lambda year, month, day, mark: (
        "-".join([year, *month, *day][: 2 + len(month)]) + mark
    ),
    years,
    st.lists(months, max_size=1),
    st.lists(days, max_size=1),
    st.sampled_from(["", "", "", "~", "?", "%"]),
)
ends = moments | st.sampled_from(["", "..", "open", "unknown"])
written = moments | st.builds("{}/{}".format, ends, ends)
"""Dates as an editor may write them, right and wrong."""
nonsense = st.text(alphabet="0123456789-/.~?%XuTZ:+ (){}[]SYEMD,á", max_size=45)


def parsed(text: str) -> When | None:
    """Return the date, or None where it is none."""
    try:
        return parse_when(text)
    except NotADateError:
        return None


@given(written | nonsense | st.text(max_size=20))
def test_any_text_is_a_date_or_is_not(text: str) -> None:
    """There is a date or an error whose code has words; a suggestion is a date."""
    refusal: NotADateError | None = None
    try:
        when = parse_when(text)
    except NotADateError as error:
        refusal = error
    else:
        assert when.edtf == text
        assert 1 <= len(when.moments) <= 2
    if refusal:
        for language in LANGUAGES:
            key = f"diagnostic.{refusal.code}.message"
            assert catalogue(language).say(key, value=text)
        assert not refusal.suggestion or parse_when(refusal.suggestion).moments


@settings(max_examples=100)
@given(written)
def test_a_date_does_not_end_before_it_begins(text: str) -> None:
    """What it can mean lies between its first day and its last."""
    when = parsed(text)
    if when:
        for moment in when.moments:
            if moment.earliest and moment.latest:
                assert moment.earliest <= moment.latest
        if when.earliest and when.latest:
            assert when.earliest <= when.latest


@settings(max_examples=50)
@given(st.dates())
def test_every_day_of_the_calendar_is_a_date(day: dt.date) -> None:
    """A day means itself and nothing around it."""
    when = parse_when(day.isoformat())

    assert (when.earliest, when.latest) == (day, day)
    assert when.moments == (Moment(day.year, day.month, day.day),)
    assert when.moments[0].iso == day.isoformat()
    assert not when.is_interval


@settings(max_examples=50)
@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_is_never_a_day(year: int, month: int) -> None:
    """It may mean any of its days, and names none of them."""
    when = parse_when(f"{year:04}-{month:02}")
    [moment] = when.moments

    last = calendar.monthrange(year, month)[1]
    assert moment.precision is Precision.MONTH
    assert moment.day is None
    assert when.earliest == dt.date(year, month, 1)
    assert when.latest == dt.date(year, month, last)
    assert moment.iso == f"{year:04}-{month:02}"


@settings(max_examples=100)
@given(written, st.sampled_from(LANGUAGES))
def test_no_unit_is_named_that_is_not_stated(text: str, language: str) -> None:
    """Every number and month's name on the page was written by the editor."""
    when = parsed(text)
    if when is None:
        return
    words = catalogue(language)
    said = spoken_text(when, words)

    stated = {
        part
        for moment in when.moments
        for part in (moment.year, moment.month, moment.day)
        if part is not None
    }
    assert {int(digits) for digits in re.findall(r"\d+", said)} <= stated
    names = {
        number
        for number, name in get_month_names("wide", locale="en").items()
        if re.search(rf"\b{name}\b", said)
    }
    assert names <= {moment.month for moment in when.moments}
    for moment in when.moments:
        assert (
            not moment.is_approximate or words.say("date.approximate", date="") in said
        )
        assert not moment.is_uncertain or words.say("date.uncertain", date="") in said


@settings(max_examples=100)
@given(written)
def test_every_unit_that_is_stated_is_named(text: str) -> None:
    """An interval may say a shared month once, and leaves nothing else out."""
    when = parsed(text)
    if when is None:
        return
    numbers = {int(digits) for digits in re.findall(r"\d+", spoken_text(when, VI))}

    for moment in when.moments:
        parts = {moment.year, moment.month, moment.day} - {None}
        assert parts <= numbers


@settings(max_examples=100)
@given(written, st.sampled_from(LANGUAGES))
def test_a_machine_reads_the_same_date(text: str, language: str) -> None:
    """The ISO form beside the words is as precise as what was written."""
    when = parsed(text)
    if when is None:
        return

    assert [part.iso for part in spoken(when, catalogue(language)) if part.iso] == [
        moment.iso for moment in when.moments if moment.iso
    ]


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("2020-02-14", "14/2/2020", "14 February 2020"),
        ("2019-03", "tháng 3/2019", "March 2019"),
        ("2018", "năm 2018", "2018"),
        ("2018~", "khoảng năm 2018", "about 2018"),
        ("2018-05?", "có thể tháng 5/2018", "possibly May 2018"),
        ("2018%", "có thể khoảng năm 2018", "possibly about 2018"),
        ("2020-02-13/2020-02-15", "13–15/2/2020", "13–15 February 2020"),
        ("2020-02-28/2020-03-01", "28/2–1/3/2020", "28 February – 1 March 2020"),
        (
            "2019-12-31/2020-01-02",
            "31/12/2019–2/1/2020",
            "31 December 2019 – 2 January 2020",
        ),
        (
            "2019-03/2020-02-14",
            "tháng 3/2019–14/2/2020",
            "March 2019 – 14 February 2020",
        ),
        ("2019/2020-02-14", "năm 2019–14/2/2020", "2019 – 14 February 2020"),
        ("2019/2020~", "năm 2019–khoảng năm 2020", "2019 – about 2020"),
        ("2019/2020", "năm 2019–năm 2020", "2019–2020"),
        ("2020-02-14/..", "từ 14/2/2020", "since 14 February 2020"),
        ("../2020-02", "đến tháng 2/2020", "until February 2020"),
        ("XXXX-02-14", "14/2 (chưa rõ năm)", "14 February (year unknown)"),
        ("XXXX-02", "tháng 2 (chưa rõ năm)", "February (year unknown)"),
        ("2020-02-13~/2020-02-15", "khoảng 13/2/2020–15/2/2020", None),
    ],
)
def test_dates_in_words(text: str, vi: str, en: str | None) -> None:
    """The forms that readers see, in both languages."""
    when = parse_when(text)

    assert spoken_text(when, VI) == vi
    assert en is None or spoken_text(when, EN) == en


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2023-02-29", "no-such-day"),
        ("1900-02-29", "no-such-day"),
        ("2023-04-31", "no-such-day"),
        ("2023-13-01", "not-a-date"),
        ("0000-0X", "not-a-date"),
        ("0001-XX/XXXX", "not-a-date"),
        ("XXXX-02-30", "no-such-day"),
        ("2023-02-15/2023-02-13", "reversed-interval"),
        ("2023/2022", "reversed-interval"),
        ("2023-02-15T09:00:00", "date-with-time"),
        ("2023-02-15T09:00:00Z", "date-with-time"),
        ("2023-21", "unsupported-date"),
        ("201X", "unsupported-date"),
        ("XXXX", "unsupported-date"),
        ("../..", "unsupported-date"),
        ("/", "not-a-date"),
        ("", "not-a-date"),
        ("20-05-2024", "not-a-date"),
        ("2023-2-5", "not-a-date"),
        ("hôm qua", "not-a-date"),
        ("2020-02-14" * 9, "not-a-date"),
        ("9" * LONGEST_DATE, "not-a-date"),
    ],
)
def test_what_is_no_date_is_told_by_its_kind(text: str, code: str) -> None:
    """The message an editor gets fits the mistake."""
    with pytest.raises(NotADateError) as raised:
        parse_when(text)

    assert raised.value.code == code


@pytest.mark.parametrize("text", ["2019-XX/2020", "..~/2020", "0000-0X", "2020"])
def test_reading_a_date_prints_nothing(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The parser's own noise never gets into a report that programs read."""
    parsed(text)

    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("text", ["2020-02-29", "2000-02-29", "XXXX-02-29"])
def test_leap_days_are_days(text: str) -> None:
    """29 February stands in a leap year, and where the year is not known."""
    assert parse_when(text).moments[0].day == 29


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("20-05-2024", "2024-05-20"),
        ("20/5/2024", "2024-05-20"),
        ("2024/5/20", "2024-05-20"),
    ],
)
def test_a_turned_round_date_is_offered_the_right_way(text: str, meant: str) -> None:
    """Vietnamese write the day first, and may not know another form."""
    with pytest.raises(NotADateError) as raised:
        parse_when(text)

    assert raised.value.suggestion == meant


@pytest.mark.parametrize(
    ("text", "year"),
    [("2020-02-14", 2020), ("../2021", 2021), ("2019/2021", 2019), ("XXXX-02", None)],
)
def test_a_date_is_filed_under_the_year_it_begins_in(
    text: str, year: int | None
) -> None:
    """Where the beginning is open the end decides; without a year there is none."""
    assert parse_when(text).year == year


def _outcome(read: Callable[[str], When], text: str) -> object:
    try:
        return read(text)
    except NotADateError as refusal:
        return refusal.code, refusal.suggestion


@settings(max_examples=300)
@given(written)
def test_plain_dates_are_read_as_the_library_reads_them(text: str) -> None:
    assert _outcome(parse_when, text) == _outcome(parse_profile, text)


@pytest.mark.parametrize(
    "text",
    [
        "2020-02-29",
        "2021-02-29",
        "0000",
        "0000-01-01",
        "2020-21",
        "2020-00",
        "2020-01-00",
        "٢٠٢٠",
        "2020-05-08/2020-05-10",
        "2020-05-10/2020-05-08",
        "2020-05/2020-05-08",
        "2020/2020",
        "2020/2021/2022",
        "2020-01-01\n",
    ],
)
def test_the_edges_of_the_plain_reading(text: str) -> None:
    assert _outcome(parse_when, text) == _outcome(parse_profile, text)
