"""Weeks of the calendar, whatever the office calendar says of their days."""

from datetime import date

import pytest

from huiyin.bulletins import weeks


@pytest.mark.parametrize(
    ("day", "monday", "spoken"),
    [
        pytest.param((2026, 2, 23), (2026, 2, 23), "2026年2月23日至3月1日", id="a Monday"),
        pytest.param((2026, 3, 1), (2026, 2, 23), "2026年2月23日至3月1日", id="a Sunday"),
        pytest.param(
            (2021, 1, 1), (2020, 12, 28), "2020年12月28日至2021年1月3日", id="year's edge"
        ),
        pytest.param((2024, 2, 29), (2024, 2, 26), "2024年2月26日至3月3日", id="a leap day"),
        pytest.param((2020, 10, 5), (2020, 10, 5), "2020年10月5日至10月11日", id="a Monday off"),
        pytest.param((2020, 9, 27), (2020, 9, 21), "2020年9月21日至9月27日", id="a worked Sunday"),
    ],
)
def test_a_day_lies_in_the_week_of_its_monday(day, monday, spoken):
    assert weeks.monday_of(date(*day)) == date(*monday)
    assert weeks.spoken(date(*monday)) == spoken
    assert (weeks.sunday_of(date(*day)) - date(*monday)).days == 6


@pytest.mark.parametrize(
    ("today", "last"),
    [((2026, 3, 1), (2026, 2, 16)), ((2026, 3, 2), (2026, 2, 23)), ((2026, 3, 8), (2026, 2, 23))],
    ids=["Sunday", "Monday", "the Sunday after"],
)
def test_a_week_is_over_on_its_next_monday(today, last):
    assert weeks.last_complete(date(*today)) == date(*last)


def test_all_mondays_from_a_day_to_another():
    found = list(weeks.mondays(date(2020, 12, 30), date(2021, 1, 11)))
    assert found == [date(2020, 12, 28), date(2021, 1, 4), date(2021, 1, 11)]
    assert not list(weeks.mondays(date(2021, 1, 11), date(2021, 1, 4)))
