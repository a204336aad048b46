"""考核 as figures: mean and median beside each other from five on, and what appeals changed."""

from decimal import Decimal

import pytest

from huiyin.assessment.models import Assessment
from huiyin.figures import registry
from huiyin.figures.scope import Scope

from .conftest import run
from .test_way import units

pytestmark = pytest.mark.django_db


@pytest.fixture
def results(standing, bureau, robot, morning):
    """Confirmed results of so many units, each losing as many points as its place."""

    def make(number, group="市直部门"):
        for place, unit in enumerate(units(bureau, number)):
            matter = standing("reviewing", unit=unit, group=group)
            lost = {"item": matter.scores.first(), "deducted": Decimal(place * place), "said": "缺"}
            matter = run("review", matter, robot, morning, **lost)
            matter = run("announce", run("agree", matter, robot, morning), robot, morning)
            run("confirm", run("accept", matter, robot, morning), robot, morning)

    return make


def reading(bureau, key):
    figure = registry.find(key, bureau.pk)
    return registry.read([figure], Scope.year(bureau.pk, 2026))[key]


def test_mean_and_median_of_five(results, bureau):
    """100, 99, 96, 91, 84."""
    results(5)
    assert reading(bureau, "assessment.total.mean").value == Decimal("94.0")
    assert reading(bureau, "assessment.total.median").value == Decimal("96.0")
    assert reading(bureau, "assessment.total.mean").measured == 5
    labels = {one.label: one for one in registry.all_figures(bureau.pk)}
    own = labels["考核平均得分：市直部门"]
    assert own.value(Scope.year(bureau.pk, 2026)) == Decimal("94.0")


def test_four_are_too_few(results, bureau):
    results(4)
    found = reading(bureau, "assessment.total.mean")
    assert (found.value, found.instead) == (None, "不足5件，不计算")


def test_a_group_counts_its_own(results, bureau):
    results(5, group="街道")
    labels = {one.label for one in registry.all_figures(bureau.pk)}
    assert "考核中位得分：街道" in labels
    assert "考核中位得分：市直部门" not in labels


@pytest.mark.parametrize(
    ("answered", "changed"),
    [pytest.param("2", 0, id="as it was"), pytest.param("1", 1, id="less")],
)
def test_what_an_appeal_changed(standing, bureau, robot, morning, answered, changed):
    matter = standing("reviewing")
    line = matter.scores.first()
    lost = {"item": line, "deducted": Decimal(2), "said": "两处没有更新"}
    matter = run("review", matter, robot, morning, **lost)
    matter = run("announce", run("agree", matter, robot, morning), robot, morning)
    matter = run("appeal", matter, robot, morning, item=line)
    matter = run("answer_appeal", matter, robot, morning, deducted=Decimal(answered))
    run("confirm", run("accept", matter, robot, morning), robot, morning)
    counts = [
        reading(bureau, f"assessment.{k}").value for k in ("confirmed", "appealed", "changed")
    ]
    assert counts == [1, 1, changed]
    assert Assessment.objects.get().total == 100 - Decimal(answered)
