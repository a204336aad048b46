"""Periods beside each other: each number is the one that the figure has in that period alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.figures import registry
from huiyin.figures.periods import beside, cautious, count_periods, months, summed
from huiyin.figures.registry import BeforeThePeriodError, Ratio, Scope, read
from huiyin.figures.scope import Several
from huiyin.figures.spreads import Length
from huiyin.organisations.models import Organisation

pytestmark = pytest.mark.django_db
DAY = date(2020, 11, 17)


@pytest.fixture
def licences(licence):
    for number in range(24):
        day = date(2019, 1, 10) + timedelta(days=number * 31)
        licence(
            f"云城管许字〔2020〕{number}号",
            decided_on=day,
            published_on=day + timedelta(days=number) if number % 3 else None,
        )


@pytest.fixture
def scopes(bureau):
    year = Scope.year(bureau.pk, 2020, DAY)
    sides = [scope for _, *both in beside(DAY, bureau.pk) for scope in both]
    return [*sides, *months(year), *months(year.back(1))]


def test_each_number_is_the_one_of_its_period_alone(bureau, licences, scopes):
    figures = [registry.find(key) for key in ("licensing.decided", "licensing.published.on-time")]
    wanted = [(figure, Several((bureau.pk,), scope)) for figure in figures for scope in scopes]
    for (figure, scope), counts in count_periods(wanted).items():
        alone = read([figure], scope.days)[figure.key]
        assert summed(figure, scope, counts) == alone
        assert alone.value == (
            figure.reckon(figure.records(scope.days).count(), figure.base(scope.days).count())
        )


def test_one_question_a_ledger_however_many_periods_and_agencies(bureau, licences, scopes):
    others = [
        Organisation.objects.create(name=f"局{number}", slug=f"ju{number}", is_agency=True)
        for number in range(20)
    ]
    figure = registry.find("licensing.decided")
    agencies = (bureau.pk, *(one.pk for one in others))
    wanted = [(figure, Several(agencies, scope)) for scope in scopes]
    with CaptureQueriesContext(connection) as caught:
        counts = count_periods(wanted)
    assert len(caught) == 1
    assert [len(counts[one]) for one in wanted] == [21] * len(scopes)


def test_an_agency_of_other_days_is_not_counted(bureau, licences):
    other = Organisation.objects.create(name="局", slug="ju", is_agency=True)
    this, last = Scope.year(bureau.pk, 2020, DAY), Scope.year(bureau.pk, 2019)
    figure = registry.find("licensing.decided")
    wanted = [(figure, Several((bureau.pk, other.pk), this)), (figure, Several((other.pk,), last))]
    counts = count_periods(wanted)
    first, second = (counts[one] for one in wanted)
    assert (first.keys(), second.keys()) == ({bureau.pk, other.pk}, {other.pk})
    assert second[other.pk].part == 0


def test_months_end_where_the_year_is_counted_to(bureau):
    found = months(Scope.year(bureau.pk, 2020, DAY))
    assert len(found) == 11
    assert (found[1].start, found[1].end) == (date(2020, 2, 1), date(2020, 2, 29))
    assert (found[-1].start, found[-1].end) == (date(2020, 11, 1), DAY)


@pytest.mark.parametrize(
    ("first", "last", "marks", "until"),
    [
        pytest.param("2020-11-01", None, {"from": "2020-11-01"}, "11月1日至11月17日", id="month"),
        pytest.param("2020-11-17", None, {"from": "2020-11-17"}, "11月17日", id="day"),
        pytest.param(
            "2020-03-01", "2020-03-31", {"from": "2020-03-01", "till": "2020-03-31"},
            "3月1日至3月31日", id="past month",
        ),
        pytest.param(
            "2020-01-01", "2020-01-31", {"till": "2020-01-31"}, "1月1日至1月31日", id="january"
        ),
        pytest.param("2020-01-01", None, {}, "截至11月17日", id="the year"),
    ],
)  # fmt: skip
def test_some_days_carry_their_address(bureau, first, last, marks, until):
    last = last and date.fromisoformat(last)
    scope = Scope.year(bureau.pk, 2020, DAY).narrowed(date.fromisoformat(first), last)
    assert scope.marks == {"as_of": "2020-11-17", **marks}
    assert scope.until == until
    assert not scope.is_whole


def test_days_outside_are_refused(bureau):
    year = Scope.year(bureau.pk, 2020, DAY)
    for first, last in (
        (date(2019, 12, 31), None),
        (date(2020, 11, 18), None),
        (DAY, date(2020, 1, 1)),
    ):
        with pytest.raises(BeforeThePeriodError):
            year.narrowed(first, last)


def test_a_leap_day_is_compared_with_the_last_of_february(bureau):
    (_, today, before), *_ = beside(date(2024, 2, 29), bureau.pk)
    assert (today.start, before.start, before.end) == (
        date(2024, 2, 29), date(2023, 2, 28), date(2023, 2, 28),
    )  # fmt: skip


def test_only_shares_and_lengths_are_cautious():
    for key in ("licensing.published.on-time", "hotline.days-median"):
        figure = cautious(registry.find(key))
        assert isinstance(figure, Ratio | Length)
        assert figure.least == 5
    figure = registry.find("licensing.decided")
    assert cautious(figure) is figure
    assert cautious(replace(registry.find("licensing.published.on-time"), least=9)).least == 9
