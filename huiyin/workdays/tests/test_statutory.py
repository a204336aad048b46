"""法定节日 by the regulation in force, and the moon and the sun behind the table, reckoned again."""

from datetime import UTC, datetime, timedelta
from math import radians, sin

import pytest

from huiyin.workdays import statutory
from huiyin.workdays.arrangement import differing_days, shipped

R1999, R2007, R2013, R2024 = (f"国务院令第{n}号" for n in (270, 513, 644, 795))

# year, basis, festival, days
TABLE = [
    (2007, R1999, "元旦", "0101"),
    (2007, R1999, "春节", "0218 0219 0220"),
    (2007, R1999, "清明节", ""),
    (2007, R1999, "劳动节", "0501 0502 0503"),
    (2007, R1999, "中秋节", ""),
    (2007, R1999, "国庆节", "1001 1002 1003"),
    (2008, R2007, "春节", "0206 0207 0208"),
    (2008, R2007, "清明节", "0404"),
    (2008, R2007, "劳动节", "0501"),
    (2008, R2007, "端午节", "0608"),
    (2008, R2007, "中秋节", "0914"),
    (2013, R2007, "春节", "0209 0210 0211"),
    (2014, R2013, "春节", "0131 0201 0202"),
    (2014, R2013, "劳动节", "0501"),
    (2024, R2013, "春节", "0210 0211 0212"),
    (2024, R2013, "劳动节", "0501"),
    (2025, R2024, "元旦", "0101"),
    (2025, R2024, "春节", "0128 0129 0130 0131"),
    (2025, R2024, "清明节", "0404"),
    (2025, R2024, "劳动节", "0501 0502"),
    (2025, R2024, "端午节", "0531"),
    (2025, R2024, "中秋节", "1006"),
    (2025, R2024, "国庆节", "1001 1002 1003"),
    (2027, R2024, "元旦", "0101"),
    (2027, R2024, "春节", "0205 0206 0207 0208"),
    (2027, R2024, "清明节", "0405"),
    (2027, R2024, "劳动节", "0501 0502"),
    (2027, R2024, "端午节", "0609"),
    (2027, R2024, "中秋节", "0915"),
    (2027, R2024, "国庆节", "1001 1002 1003"),
    (2031, R2024, "国庆节", "1001 1002 1003"),
    (2031, R2024, "中秋节", "1001"),
    (2051, R2024, "国庆节", "1001 1002 1003"),
    (2051, R2024, "春节", ""),
]


@pytest.mark.parametrize(("year", "basis", "festival", "days"), TABLE)
def test_the_free_days_of_a_year(year, basis, festival, days):
    dates = [f"{d:%m%d}" for d, name in statutory.days(year).items() if festival in name]
    assert " ".join(dates) == days
    assert statutory.basis(year).startswith(basis)


def test_before_the_first_version_nothing_is_said():
    assert (statutory.days(1999), statutory.basis(1999)) == ({}, "")


@pytest.mark.parametrize("notice", [n for n in shipped() if not n.get("amends")], ids=str)
def test_no_notice_makes_a_free_day_a_working_one(notice):
    off = {day for day, kind, _ in differing_days(notice) if kind == "off"}
    assert statutory.days(notice["year"]).keys() <= off


# --- the sky, to about ten minutes (Meeus, Astronomical Algorithms, chapters 25 and 49) -----------

J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
BEIJING = timedelta(hours=8)
DOUBT = timedelta(minutes=30)


def new_moon(k):
    """The k-th new moon after January 2000 in Beijing time; the Earth's slowing is within the doubt."""
    t = k / 1236.85
    sun = radians(2.5534 + 29.10535670 * k)
    moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    node = radians(160.7108 + 390.67050284 * k)
    e = 1 - 0.002516 * t
    days = (
        2451550.09766 + 29.530588861 * k + 0.00015437 * t * t
        - 0.40720 * sin(moon) + 0.17241 * e * sin(sun) + 0.01608 * sin(2 * moon)
        + 0.01039 * sin(2 * node) + 0.00739 * e * sin(moon - sun) - 0.00514 * e * sin(moon + sun)
        + 0.00208 * e * e * sin(2 * sun) - 0.00111 * sin(moon - 2 * node)
    )  # fmt: skip
    return J2000 + timedelta(days=days - 2451545.0) + BEIJING


def sun_at(day):
    """The sun's apparent longitude at that Beijing midnight, in degrees."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) - BEIJING
    t = (moment - J2000) / timedelta(days=36525)
    g = radians(357.52911 + 35999.05029 * t)
    centre = (1.914602 - 0.004817 * t) * sin(g) + 0.019993 * sin(2 * g) + 0.000289 * sin(3 * g)
    node = radians(125.04 - 1934.136 * t)
    return (280.46646 + 36000.76983 * t + centre - 0.00569 - 0.00478 * sin(node)) % 360


MOONS = [new_moon(k) for k in range(-2, 660)]
ROWS = statutory._table()["lunar"].items()
LUNAR = [
    pytest.param(row[name], number, id=f"{year} {name}")
    for year, row in ROWS
    for name, number in (("spring", 1), ("端午节", 5), ("中秋节", 15))
]


@pytest.mark.parametrize(("day", "number"), LUNAR)
def test_the_month_began_with_a_new_moon(day, number):
    first = day - timedelta(days=number - 1)
    near = min(MOONS, key=lambda moon: abs(moon - _noon(first)))
    assert first in {(near - DOUBT).date(), (near + DOUBT).date()}


def _noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.mark.parametrize(("year", "row"), ROWS)
def test_on_the_day_of_qingming_the_sun_reaches_15_degrees(year, row):
    day = row["清明节"]
    half_an_hour = 360 / 365.25 / 48
    assert sun_at(day) - half_an_hour < 15 < sun_at(day + timedelta(days=1)) + half_an_hour


@pytest.mark.parametrize(("year", "row"), ROWS)
@pytest.mark.parametrize(
    ("name", "number", "term"), [("spring", 1, 330), ("端午节", 5, 90), ("中秋节", 15, 180)]
)
def test_the_month_holds_its_term(year, row, name, number, term):
    """雨水 is in 正月, 夏至 in 五月, 秋分 in 八月; a leap month holds none.

    In 2034 alone 雨水 is the last day of the month before 正月: two terms fell into that month.
    """
    first = row[name] - timedelta(days=number - 1)
    begins = (sun_at(first) - term + 180) % 360 - 180
    ends = (sun_at(first + timedelta(days=30)) - term + 180) % 360 - 180
    assert -31 < begins < (1 if year == "2034" else 0.1)
    assert ends > -0.1
