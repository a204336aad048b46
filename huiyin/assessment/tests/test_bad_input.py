"""What comes wrong: told in words, or carried on; nothing is half done."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from huiyin.assessment import actions
from huiyin.assessment.material import material
from huiyin.assessment.models import Assessment, Item, Method
from huiyin.casework.workflow import MoveRefusedError
from huiyin.organisations.actions import dissolve
from huiyin.organisations.models import Organisation

from .conftest import run
from .trial import item, rubric

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        pytest.param([{"part": "一（60分）"}], "合计60分，不是100分", id="points that are not a hundred"),
        pytest.param([{"part": "一（60分）"}, {"code": "B", "part": "二（60分）"}], "合计120分", id="too many points"),
        pytest.param([{"points": Decimal(2)}], "各项分值合计2分", id="items that are not their heading"),
    ],
)  # fmt: skip
def test_a_rubric_that_does_not_add_up_is_not_in_force(bureau, robot, morning, rows, says):
    for values in rows:
        actions.register(item(bureau, **values), actor=robot, at=morning)
    with pytest.raises(ValidationError, match=says):
        actions.enforce_year(bureau, 2025, actor=robot, at=morning)
    assert set(Item.objects.values_list("state", flat=True)) == {"draft"}


def test_an_indicator_twice_in_a_year_is_refused(bureau, robot, morning):
    actions.register(item(bureau), actor=robot, at=morning)
    with pytest.raises(ValidationError, match="已经有这个编号"):
        actions.register(item(bureau), actor=robot, at=morning)
    actions.register(item(bureau, year=2026), actor=robot, at=morning)
    assert Item.objects.count() == 2


@pytest.mark.parametrize("name", ["confirm", "announce", "submit"])
def test_two_at_once_are_one(standing, robot, morning, name):
    """Both have the page open; the second is told what it is now."""
    state = {"confirm": "open", "announce": "reviewing", "submit": "scoring"}[name]
    before = {"confirm": "accept", "announce": "agree", "submit": "score_rest"}[name]
    first = run(before, standing(state), robot, morning)
    second = Assessment.objects.get(pk=first.pk)
    done = run(name, first, robot, morning)
    with pytest.raises(MoveRefusedError, match=done.get_state_display()):
        run(name, second, robot, morning)
    assert done.post_results.count() <= 1


@pytest.mark.parametrize(
    ("year", "founded", "says"),
    [
        pytest.param(2025, date(2026, 1, 5), "还没有成立", id="before it was founded"),
        pytest.param(2025, date(2025, 6, 1), "", id="founded in June"),
        pytest.param(2027, None, "2027年还没有开始", id="a clock that went back, or a slip"),
    ],
)
def test_a_year_in_which_there_was_nothing_to_assess(bureau, robot, morning, year, founded, says):
    rubric(bureau, year, morning)
    young = unit(bureau, "young", founded_on=founded)
    new = Assessment(agency=bureau, unit=young, year=year, group="科室")
    if not says:
        assert actions.begin(new, actor=robot, at=morning).state == "scoring"
        return
    with pytest.raises(ValidationError, match=says):
        actions.begin(new, actor=robot, at=morning)
    assert not Assessment.objects.exists()


def test_a_clock_in_the_wrong_year_begins_nothing_and_is_named(bureau, robot, morning):
    rubric(bureau, 2025, morning)
    new = Assessment(agency=bureau, unit=bureau, year=2025, group="市直部门")
    with pytest.raises(ValidationError, match="今天是1999年3月3日"):
        actions.begin(new, actor=robot, at=morning.replace(year=1999))


@pytest.mark.parametrize("measure", ["foi.late", "disclosure.late", "hotline.late"])
def test_a_year_without_any_record_costs_nothing_and_says_so(bureau, robot, morning, measure):
    """Not a point is lost for what there was not, and no 0 is claimed to have been reached."""
    rubric(bureau, 2009, morning)
    Method.objects.create(code="A-01", measure=measure, valid_from=date(2000, 1, 1), basis="测试")
    new = Assessment(agency=bureau, unit=bureau, year=2009, group="市直部门")
    matter = actions.compute_now(
        actions.begin(new, actor=robot, at=morning), actor=robot, at=morning
    )
    line = matter.scores.get(item__code="A-01")
    assert (line.faults, line.deduction) == (0, Decimal(0))
    assert "没有记录" in line.value + line.note
    tables = {one.heading[2:]: one.rows for one in material(matter).tables}
    assert "没有记录" in "".join(tables["数据"][0])


def unit(bureau, slug, **values):
    return Organisation.objects.create(
        name=f"{slug}处", short_name=f"{slug}处", slug=slug, parent=bureau, **values
    )


def merged(old, robot, at, successor=None):
    dissolve(old, successor=successor, actor=robot, at=at)


def test_of_a_unit_merged_in_july_its_successor_answers(standing, bureau, robot, morning):
    old, heir = unit(bureau, "old"), unit(bureau, "heir")
    matter = standing("open", unit=old)
    merged(old, robot, morning, heir)
    matter.refresh_from_db()
    assert (matter.unit, matter.state, matter.review_total) == (heir, "open", Decimal(100))


def test_without_a_successor_its_agency_answers(standing, bureau, robot, morning):
    old = unit(bureau, "old")
    matter = standing("scoring", unit=old)
    merged(old, robot, morning)
    matter.refresh_from_db()
    assert matter.unit == bureau


def test_nobody_is_assessed_twice_for_a_year(standing, bureau, robot, morning):
    old, heir = unit(bureau, "old"), unit(bureau, "heir")
    matter, own = standing("scoring", unit=old), standing("scoring", unit=heir)
    merged(old, robot, morning, heir)
    matter.refresh_from_db()
    own.refresh_from_db()
    assert (matter.state, own.state) == ("voided", "scoring")
    assert "heir处本年度另有考核" in matter.void_reason


def test_a_result_stays_with_the_unit_that_had_it(standing, bureau, robot, morning):
    old, heir = unit(bureau, "old"), unit(bureau, "heir")
    matter = standing("confirmed", unit=old)
    merged(old, robot, morning, heir)
    matter.refresh_from_db()
    assert matter.unit == old


def test_a_dissolved_unit_is_not_assessed_anew(bureau, robot, morning):
    rubric(bureau, 2025, morning)
    old = unit(bureau, "old", ended_on=morning.date())
    with pytest.raises(ValidationError, match="已经撤销"):
        actions.begin(
            Assessment(agency=bureau, unit=old, year=2025, group="科室"), actor=robot, at=morning
        )
