"""恢复待落实 and 退回补充: what figures said of the days before stands, as if it were asked then."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from huiyin.figures import registry
from huiyin.figures.registry import Scope

from .conftest import make

pytestmark = pytest.mark.django_db
MARCH, APRIL, DECEMBER = date(2026, 3, 16), date(2026, 4, 20), date(2026, 12, 31)
KEYS = ("due", "in-time", "late", "issued", "reporting")


def at(day):
    return datetime.combine(day, time(9), ZoneInfo("Asia/Shanghai"))


def said(agency, day):
    """What the figures of the year say as of a day."""
    scope = Scope.year(agency.pk, 2026, day)
    return {key: registry.find(f"planning.{key}").value(scope) for key in KEYS}


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param(("drop",), id="dropped"),
        pytest.param(("report_done", "confirm"), id="done"),
    ],
)
@pytest.mark.parametrize("times", [1, 2], ids=["once", "twice"])
def test_taken_up_again(standing, bureau, robot, steps, times):
    item, day, known = standing("issue"), MARCH, {}
    for _ in range(times):
        for step in steps:
            said_on = {"claimed_on": day} if step == "report_done" else {}
            item = make(step, item, robot, at(day), **said_on)
        known[day + timedelta(days=1)] = said(bureau, day + timedelta(days=1))
        day += timedelta(days=10)
        item = make("resume", item, robot, at(day))
        known[day] = said(bureau, day)
        day += timedelta(days=10)
        item = make("issue", item, robot, at(day))
        known[day] = said(bureau, day)
    assert {one: said(bureau, one) for one in known} == known
    assert known[day]["issued"] == 1, "given twice, and given once"


def test_sent_back_after_the_quarter_had_ended_with_it(standing, bureau, robot):
    item = make("report_done", standing("issue"), robot, at(MARCH))
    before = said(bureau, APRIL)
    make("send_back", item, robot, at(APRIL + timedelta(days=1)))
    assert said(bureau, APRIL) == before
    assert said(bureau, DECEMBER)["reporting"] == 1
