"""The conditions of a repair as a table; the months of each rule set recounted day by day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from huiyin.commitments import actions as commitments
from huiyin.commitments.models import Commitment
from huiyin.commitments.tests.trial import commitment
from huiyin.credit import conditions
from huiyin.credit.actions import register
from huiyin.credit.models import Finding, Repair
from huiyin.penalties.models import Penalty

from . import trial

pytestmark = pytest.mark.django_db
RULE_SETS = {
    (2019, 7, 1): {"minor": 3, "ordinary": 3, "serious": 6},
    (2023, 5, 1): {"minor": 0, "ordinary": 3, "serious": 12},
    (2026, 4, 1): {"minor": 0, "ordinary": 3, "serious": 12},
}
"""First day → months of the shortest time, written down apart from the table that ships them."""


def walked(decided, months):
    """The last day of so many months, by going on from day to day: each month ends on the day of
    the same number, or on its own last day."""
    day, over = decided, 0
    while over < months:
        day += timedelta(days=1)
        is_last = (day + timedelta(days=1)).month != day.month
        if day.day == decided.day or (is_last and day.day < decided.day):
            over += 1
    return day


def recounted(level, received, decided):
    """The first day on which a repair can be granted, by the independent count."""
    since = max(first for first in RULE_SETS if date(*first) <= received)
    months = RULE_SETS[since][level]
    return walked(decided, months) + timedelta(days=1) if months else decided


@pytest.fixture
def matter(bureau, robot, morning):
    """A repair for which everything is met but what `values` of it say."""

    def make(penalty=None, **values):
        record = trial.published(bureau, morning, **(penalty or {}))
        made = register(trial.repair(record), actor=robot, at=morning)
        made = trial.met(made)
        Repair.objects.filter(pk=made.pk).update(**values)
        return Repair.objects.get(pk=made.pk)

    return make


def found(repair, day=trial.DAY):
    return {one.key: one for one in conditions.of(repair, day)}


@pytest.mark.parametrize(
    ("received", "level", "decided"),
    [
        (date(2020, 1, 31), "ordinary", date(2019, 11, 30)),
        (date(2023, 4, 30), "minor", date(2023, 1, 31)),
        (date(2023, 4, 30), "serious", date(2022, 8, 31)),
        (date(2023, 5, 1), "minor", date(2023, 4, 30)),
        (date(2023, 5, 1), "serious", date(2022, 8, 31)),
        (date(2024, 3, 1), "serious", date(2023, 2, 28)),
        (date(2025, 3, 1), "serious", date(2024, 2, 29)),
        (date(2026, 3, 31), "ordinary", date(2025, 12, 31)),
        (date(2026, 4, 1), "minor", date(2026, 3, 31)),
        (date(2026, 4, 1), "ordinary", date(2025, 11, 30)),
        (date(2026, 4, 1), "serious", date(2025, 2, 28)),
    ],
)
def test_the_first_day_of_a_repair_is_recounted(matter, received, level, decided):
    repair = matter(received_on=received)
    Penalty.objects.filter(pk=repair.penalty_id).update(seriousness=level, decided_on=decided)
    repair = Repair.objects.get(pk=repair.pk)
    first = recounted(level, received, decided)
    day = max(decided, first - timedelta(days=3))
    while day < first + timedelta(days=3):
        assert found(repair, day)["period"].is_met is (day >= first), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("penalty", "values", "unmet"),
    [
        pytest.param({}, {}, set(), id="all is met"),
        pytest.param({"decided_on": date(2026, 1, 5)}, {}, {"period"}, id="too soon"),
        pytest.param({"kinds": "警告", "content": "警告", "fine": Decimal(0), "decided_on": date(2026, 3, 2)}, {}, set(), id="轻微: no shortest time"),
        pytest.param({}, {"corrected": Finding.UNMET}, {"corrected"}, id="not corrected"),
        pytest.param({}, {"corrected": ""}, {"corrected"}, id="not looked into"),
        pytest.param({}, {"performed": Finding.UNMET}, {"performed"}, id="a duty is left"),
        pytest.param({}, {"others_met": Finding.UNMET}, {"others_met"}, id="another condition"),
        pytest.param({}, {"received_on": date(2019, 6, 30)}, {"period"}, id="no rule set that day"),
    ],
)  # fmt: skip
def test_each_condition_stands_for_itself(matter, penalty, values, unmet):
    repair = matter(penalty, **values)
    assert {key for key, one in found(repair).items() if not one.is_met} == unmet
    assert all(one.fact for one in found(repair).values())
    assert bool(conditions.unmet(repair, trial.DAY)) is bool(unmet)


@pytest.mark.parametrize(
    ("paid", "is_met"), [("0", False), ("1999.99", False), ("2000", True)], ids=str
)
def test_the_fine_is_read_from_the_penalty_whatever_was_found(matter, paid, is_met):
    repair = matter()
    Penalty.objects.filter(pk=repair.penalty_id).update(case_number="CFA1", paid=Decimal(paid))
    one = found(Repair.objects.get(pk=repair.pk))["performed"]
    assert one.is_met is is_met
    assert "罚没款 2,000 元" in one.fact


@pytest.mark.parametrize(
    ("state", "is_met"), [("performing", True), ("fulfilled", True), ("breached", False)]
)
def test_a_commitment_of_the_register_is_not_broken(matter, bureau, robot, morning, state, is_met):
    given = commitment(bureau, type="repair", holder_name="云溪市样例运输有限公司")
    given = commitments.register(given, actor=robot, at=morning)
    Commitment.objects.filter(pk=given.pk).update(state=state)
    repair = matter(commitment=given)
    assert found(repair)["commitment"].is_met is is_met


def test_without_register_or_paper_there_is_no_commitment(matter):
    repair = matter()
    repair.evidence.all().delete()
    assert not found(Repair.objects.get(pk=repair.pk))["commitment"].is_met
