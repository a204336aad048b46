"""失信等级 and the months of the credit platform: worked examples of each rule set."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from huiyin.casework.deadlines import reckon, rule_for
from huiyin.penalties import grading
from huiyin.penalties.models import CreditBand, CreditRule
from huiyin.workdays.calendar import WorkCalendar

from .trial import decision

pytestmark = pytest.mark.django_db
DECIDED = date(2026, 1, 31)


def recounted(start, months):
    """The same day so many months later, found by going through the calendar day by day."""
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    day = date(year, month, 1)
    while day.day < start.day and (day + timedelta(days=1)).month == month:
        day += timedelta(days=1)
    return day


@pytest.mark.parametrize(
    ("values", "level"),
    [
        ({}, "ordinary"),
        ({"kinds": "警告", "fine": Decimal(0)}, "minor"),
        ({"kinds": "警告;通报批评", "fine": Decimal(0)}, "minor"),
        ({"procedure": "on-spot"}, "minor"),
        ({"kinds": "罚款;责令停产停业"}, "serious"),
        ({"kinds": "罚款;其他-限制从业"}, "serious"),
        ({"kinds": "罚款;其他-责令改正"}, "ordinary"),
        ({"kinds": "暂扣或者吊销许可证、暂扣或者吊销执照", "content": "吊销核准证"}, "serious"),
        ({"kinds": "暂扣或者吊销许可证、暂扣或者吊销执照", "content": "暂扣核准证"}, "ordinary"),
    ],
)
def test_kind_and_procedure_propose_a_grade(bureau, values, level):
    assert grading.proposed(decision(bureau, **values)).level == level


@pytest.mark.parametrize(
    ("fine", "level"),
    [("4999.99", "minor"), ("5000", "ordinary"), ("99999.99", "ordinary"), ("100000", "serious")],
)
def test_the_amounts_of_the_place_propose_a_grade(bureau, fine, level):
    CreditBand.objects.create(
        holder="organisation", ordinary_from=5000, serious_from=100000,
        valid_from=date(2020, 1, 1), basis="测试",
    )  # fmt: skip
    assert grading.proposed(decision(bureau, fine=Decimal(fine))).level == level


@pytest.mark.parametrize(
    ("assessed", "level", "months", "ends"),
    [
        (date(2023, 4, 30), "ordinary", (3, 12), ("2026-04-30", "2027-01-31")),
        (date(2023, 4, 30), "serious", (6, 36), ("2026-07-31", "2029-01-31")),
        (date(2023, 5, 1), "ordinary", (3, 36), ("2026-04-30", "2029-01-31")),
        (date(2026, 3, 31), "serious", (12, 36), ("2027-01-31", "2029-01-31")),
        (date(2026, 4, 1), "minor", (0, 3), ("2026-01-31", "2026-04-30")),
        (date(2026, 4, 1), "ordinary", (3, 12), ("2026-04-30", "2027-01-31")),
        (date(2026, 4, 1), "serious", (12, 36), ("2027-01-31", "2029-01-31")),
    ],
)
def test_the_rule_set_of_the_day_says_the_months(bureau, assessed, level, months, ends):
    shown = grading.shown(decision(bureau, decided_on=DECIDED, seriousness=level), assessed)
    assert (shown.rule.shortest, shown.rule.longest) == months
    assert (shown.shortest.due, shown.longest.due) == tuple(map(date.fromisoformat, ends))


@pytest.mark.parametrize("offset", range(0, 366, 7))
def test_months_are_recounted_day_by_day(bureau, offset):
    decided = date(2027, 1, 31) + timedelta(days=offset)
    record = decision(bureau, decided_on=decided, seriousness="ordinary")
    shown = grading.shown(record, date(2027, 1, 1))
    for one, months in ((shown.shortest, 3), (shown.longest, 12)):
        assert one.due == recounted(decided, months)
        assert [step.number for step in one.steps] == list(range(1, len(one.steps) + 1))
        assert decided + timedelta(days=len(one.steps)) == one.due


@given(st.dates(date(2018, 1, 1), date(2150, 12, 31)), st.integers(1, 36))
@example(date(2024, 2, 29), 12).via("leap day → 28 February")
@example(date(2023, 2, 28), 12).via("28 February stays the 28th in a leap year")
@example(date(2023, 11, 30), 3).via("30 November → 29 February of a leap year")
@example(date(2025, 8, 31), 6).via("31 August → 28 February")
@example(date(2026, 9, 30), 1).via("ends in a festival, and is not moved")
def test_any_number_of_months_from_any_day_is_recounted(decided, months):
    rule = CreditRule(level="serious", shortest=months, longest=months, basis="试验")
    counted = reckon(grading.limit(rule, "shortest"), decided, WorkCalendar())
    assert counted.due == recounted(decided, months)
    assert counted.due == max(step.day for step in counted.steps)
    assert [step.number for step in counted.steps] == list(range(1, len(counted.steps) + 1))


@pytest.mark.parametrize("row", ["2019-07-01", "2023-05-01", "2026-04-01"])
@pytest.mark.parametrize("level", ["minor", "ordinary", "serious"])
@pytest.mark.parametrize("decided", ["2023-11-30", "2024-02-29", "2025-08-31", "2025-12-31"])
def test_every_grade_of_every_rule_set_is_recounted(bureau, row, level, decided):
    day = date.fromisoformat(decided)
    record = decision(bureau, decided_on=day, seriousness=level)
    shown = grading.shown(record, date.fromisoformat(row))
    assert shown.rule.valid_from == date.fromisoformat(row)
    for one, months in (
        (shown.shortest, shown.rule.shortest), (shown.longest, shown.rule.longest),
    ):  # fmt: skip
        assert one.due == recounted(day, months)


def test_each_number_says_how_far_it_was_verified():
    assert all("请核对" in row.basis for row in CreditRule.objects.all())
    assert CreditRule.objects.count() == 9


def test_the_command_knows_each_end_by_the_day():
    assert rule_for("credit.serious-shortest", date(2022, 1, 1)).length == 6
    assert rule_for("credit.serious-shortest", date(2026, 5, 1)).length == 12
    assert rule_for("credit.serious-middle", date(2026, 5, 1)) is None
