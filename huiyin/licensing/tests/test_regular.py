"""How regularly something happened: the weeks and working days of a period, as of a day."""

from datetime import date
from decimal import Decimal

import pytest

from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.figures.regular import Every, Regular
from huiyin.licensing import actions
from huiyin.licensing.figures import LICENCES, published_meanwhile

pytestmark = pytest.mark.django_db
WEEKLY = "licensing.published.weekly"


@pytest.fixture
def published(licence):
    """Licences that were made public on these days."""

    def publish(*days):
        for serial, day in enumerate(days, start=1):
            licence(f"云城管许字〔2020〕{serial}号", decided_on=day, published_on=day)

    return publish


def asked(bureau, as_of=None, **values):
    figure = Regular(
        "test.regular", "占比", "%", "口径", LICENCES, published_meanwhile,
        fact="published_on", **{"every": Every.WEEK, **values},
    )  # fmt: skip
    return registry.read([figure], Scope.year(bureau.pk, 2020, as_of))["test.regular"].value


def test_without_a_record_nothing_is_said(bureau):
    reading = registry.read([registry.find(WEEKLY)], Scope.year(bureau.pk, 2020))[WEEKLY]
    assert (reading.value, reading.is_empty, reading.instead) == (None, True, "没有记录")


def test_a_week_counts_once_and_only_when_it_is_over(bureau, published):
    """January 2020: the weeks of the 2nd, 6th, 13th and 20th; the 19th, a Sunday, was worked."""
    published(date(2020, 1, 2), date(2020, 1, 6), date(2020, 1, 7), date(2020, 1, 19))
    assert asked(bureau, date(2020, 1, 20)) == 100
    assert asked(bureau, date(2020, 1, 24)) == Decimal(75), "the 23rd was the last day worked"
    assert asked(bureau, date(2020, 1, 3)) is None, "no week is over"


def test_a_week_of_holidays_owes_nothing(bureau, published):
    """The Spring Festival of 2020 took the days from 24 January to 2 February."""
    published(date(2020, 1, 21))
    before = asked(bureau, date(2020, 1, 24))
    assert asked(bureau, date(2020, 2, 2)) == before == Decimal(25)


def test_working_days_on_which_it_happened_twice(bureau, published):
    published(date(2020, 1, 2), date(2020, 1, 2), date(2020, 1, 3))
    twice = {"every": Every.DAY, "times": 2}
    assert asked(bureau, date(2020, 1, 3), **twice) == 100
    assert asked(bureau, date(2020, 1, 4), **twice) == 50
    assert asked(bureau, date(2020, 1, 4), every=Every.DAY) == 100


def test_days_before_the_agency_are_not_its_own(bureau, published):
    published(date(2020, 12, 30))
    assert asked(bureau, every=Every.DAY) == Decimal("0.4")
    bureau.founded_on = date(2020, 12, 30)
    bureau.save()
    assert asked(bureau, every=Every.DAY) == 50


def test_what_was_entered_in_error_did_not_happen(bureau, licence, robot, morning):
    kept = licence(
        "云城管许字〔2020〕1号", decided_on=date(2020, 1, 2), published_on=date(2020, 1, 2)
    )
    wrong = licence(
        "云城管许字〔2020〕2号", decided_on=date(2020, 1, 6), published_on=date(2020, 1, 6)
    )
    day = date(2020, 1, 13)
    assert asked(bureau, day) == 100
    actions.void(wrong, actor=robot, at=morning, reason="重复录入")
    assert asked(bureau, day) == 100, "found out only later"
    assert asked(bureau, date(2026, 3, 4)) == Decimal("1.9")
    assert kept.published_on == date(2020, 1, 2)
