"""The official calendar 2020–2026 as the shipped notices give it, and counting on it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.workdays.calendar import (
    LAST_DAY,
    BeyondCalendarError,
    DayKind,
    Knowledge,
    WorkCalendar,
    add_months,
    days_between,
)
from huiyin.workdays.load import calendar

# weekdays off, weekend days worked: month-day
TABLE = {
    2020: (
        "0101 0124 0127 0128 0129 0130 0131 0406 0501 0504 0505 0625 0626 1001 1002 1005 1006 1007 1008",
        "0119 0426 0509 0628 0927 1010",
    ),
    2021: (
        "0101 0211 0212 0215 0216 0217 0405 0503 0504 0505 0614 0920 0921 1001 1004 1005 1006 1007",
        "0207 0220 0425 0508 0918 0926 1009",
    ),
    2022: (
        "0103 0131 0201 0202 0203 0204 0404 0405 0502 0503 0504 0603 0912 1003 1004 1005 1006 1007",
        "0129 0130 0402 0424 0507 1008 1009",
    ),
    2023: (
        "0102 0123 0124 0125 0126 0127 0405 0501 0502 0503 0622 0623 0929 1002 1003 1004 1005 1006",
        "0128 0129 0423 0506 0625 1007 1008",
    ),
    2024: (
        "0101 0212 0213 0214 0215 0216 0404 0405 0501 0502 0503 0610 0916 0917 1001 1002 1003 1004 1007",
        "0204 0218 0407 0428 0511 0914 0929 1012",
    ),
    2025: (
        "0101 0128 0129 0130 0131 0203 0204 0404 0501 0502 0505 0602 1001 1002 1003 1006 1007 1008",
        "0126 0208 0427 0928 1011",
    ),
    2026: (
        "0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 1001 1002 1005 1006 1007",
        "0104 0214 0228 0509 0920 1010",
    ),
}


def days_of(year):
    first = date(year, 1, 1)
    return [
        first + timedelta(days=n) for n in range(366) if (first + timedelta(days=n)).year == year
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("year", TABLE, ids=lambda year: f"the notices of {year}")
def test_every_day_of_a_year(year):
    days = calendar()
    off = [f"{d:%m%d}" for d in days_of(year) if d.weekday() < 5 and not days.is_workday(d)]
    worked = [f"{d:%m%d}" for d in days_of(year) if d.weekday() >= 5 and days.is_workday(d)]
    assert (" ".join(off), " ".join(worked)) == TABLE[year]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "kind"),
    [
        pytest.param(
            date(2020, 2, 1), DayKind.HOLIDAY, id="the extension took the make-up day back"
        ),
        pytest.param(date(2026, 2, 14), DayKind.MAKEUP, id="a make-up Saturday"),
        pytest.param(date(2026, 3, 7), DayKind.WEEKEND, id="a plain Saturday"),
        pytest.param(date(2026, 3, 6), DayKind.WORKDAY, id="a plain Friday"),
        pytest.param(date(2027, 10, 8), DayKind.UNANNOUNCED, id="a year whose notice is not out"),
        pytest.param(date(2027, 10, 1), DayKind.STATUTORY, id="free by the regulation itself"),
        pytest.param(date(2027, 5, 1), DayKind.STATUTORY, id="free, and a Saturday"),
        pytest.param(
            date(2027, 5, 3), DayKind.UNANNOUNCED, id="what makes up for it is not guessed"
        ),
        pytest.param(date(2019, 12, 31), DayKind.BEFORE, id="before the first loaded year"),
        pytest.param(date(2019, 10, 1), DayKind.STATUTORY, id="free before the first loaded year"),
        pytest.param(date(2060, 10, 1), DayKind.STATUTORY, id="beyond the moon's table"),
    ],
)
def test_kind(day, kind):
    assert calendar().kind(day) == kind


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "last", "known"),
    [
        ("2020-01-01", "2026-12-31", Knowledge.LOADED),
        ("2026-12-31", "2027-01-01", Knowledge.UNANNOUNCED),
        ("2019-12-31", "2020-01-02", Knowledge.BEFORE),
        ("1987-03-04", "1987-03-05", Knowledge.BEFORE),
        ("2019-12-31", "2027-01-02", Knowledge.UNANNOUNCED),
    ],
)
def test_what_is_known_of_a_stretch(first, last, known):
    assert calendar().knowledge(date.fromisoformat(first), date.fromisoformat(last)) == known


def test_a_gap_between_loaded_years_is_not_before_them():
    days = WorkCalendar(announced=frozenset({2020, 2022}))
    assert [days.known_of(year) for year in range(2019, 2024)] == [
        Knowledge.BEFORE, Knowledge.LOADED, Knowledge.UNANNOUNCED, Knowledge.LOADED,
        Knowledge.UNANNOUNCED,
    ]  # fmt: skip
    assert WorkCalendar().known_of(2020) == Knowledge.UNANNOUNCED


FESTIVAL = WorkCalendar(
    off=frozenset({date(2025, 1, 28) + timedelta(days=n) for n in range(8)}),
    makeup=frozenset({date(2025, 1, 26), date(2025, 2, 8)}),
    announced=frozenset({2025}),
)


@pytest.mark.parametrize(
    ("start", "workdays", "end"),
    [
        pytest.param("2025-03-08", 1, "2025-03-10", id="a weekend start counts from Monday"),
        pytest.param("2025-01-24", 1, "2025-01-26", id="a make-up Sunday counts"),
        pytest.param("2025-01-24", 20, "2025-02-27", id="twenty days over the festival"),
        pytest.param("2025-01-24", 0, "2025-01-24", id="no day is the day itself"),
    ],
)
def test_add(start, workdays, end):
    assert FESTIVAL.add(date.fromisoformat(start), workdays) == date.fromisoformat(end)


def test_counting_backwards_is_refused():
    with pytest.raises(ValueError, match="negative"):
        FESTIVAL.count(date(2025, 1, 1), -1)


@pytest.mark.parametrize("start", [LAST_DAY, date.max])
def test_a_mistyped_year_ends_in_a_message(start):
    with pytest.raises(BeyondCalendarError, match="2199"):
        FESTIVAL.add(start, 1)


@pytest.mark.parametrize(
    ("start", "end", "workdays"),
    [
        pytest.param("2025-01-24", "2025-02-10", 7, id="over the festival"),
        pytest.param("2025-01-24", "2025-01-24", 0, id="the same day"),
        pytest.param("2025-02-10", "2025-01-24", 0, id="backwards"),
    ],
)
def test_between(start, end, workdays):
    assert FESTIVAL.between(date.fromisoformat(start), date.fromisoformat(end)) == workdays


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@given(
    off=st.frozensets(DAYS, max_size=40),
    makeup=st.frozensets(DAYS, max_size=20),
    statutory=st.frozensets(DAYS, max_size=20),
    start=DAYS,
    end=DAYS,
)
def test_between_is_what_walking_day_by_day_counts(off, makeup, statutory, start, end):
    days = WorkCalendar(off=off, makeup=makeup, statutory=statutory)
    walked = sum(days.is_workday(day) for day in days_between(start, end))
    assert days.between(start, end) == walked


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        pytest.param("2026-01-31", 1, "2026-02-28", id="the month's last day where there is none"),
        pytest.param("2024-01-31", 1, "2024-02-29", id="a leap February"),
        pytest.param("2026-08-31", 6, "2027-02-28", id="half a year into February"),
        pytest.param("2026-11-30", 1, "2026-12-30", id="into December"),
        pytest.param("2026-12-15", 1, "2027-01-15", id="over the new year"),
        pytest.param("2026-12-31", 12, "2027-12-31", id="a whole year"),
        pytest.param("2026-06-30", 6, "2026-12-30", id="the corresponding day, not the last"),
    ],
)
def test_add_months(start, months, end):
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)
