"""Which quarter is meant, and its days."""

from datetime import date

import pytest

from huiyin.training.quarters import Quarter, asked, of_day, offered

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("day", "quarter", "first", "last"),
    [
        (date(2026, 1, 1), "2026Q1", date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 6, 30), "2026Q2", date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 9, 1), "2026Q3", date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 12, 31), "2026Q4", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_the_days_of_a_quarter(day, quarter, first, last):
    found = of_day(day)
    assert (str(found), found.start, found.end) == (quarter, first, last)


def test_eight_are_offered_and_the_first_of_a_year_follows_the_last():
    names = [str(one) for one in offered(date(2026, 2, 1))]
    assert names == ["2026Q1", "2025Q4", "2025Q3", "2025Q2", "2025Q1", "2024Q4", "2024Q3", "2024Q2"]


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        pytest.param("", Quarter(2026, 4), id="the running one"),
        pytest.param("2025Q2", Quarter(2025, 2), id="a former one"),
        pytest.param("2027Q1", None, id="not yet"),
        pytest.param("2026Q5", None, id="no quarter"),
        pytest.param("0001Q1", None, id="before there was anything"),
        pytest.param("x", None, id="nothing that can be read"),
    ],
)
def test_what_an_address_may_name(text, quarter):
    assert asked(text, TODAY) == quarter
