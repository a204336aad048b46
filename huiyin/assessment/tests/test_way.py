"""From the unit's own scores to the result: reasons, terms, appeals, who sees what."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from huiyin.assessment import actions, results
from huiyin.assessment.actions.appealing import open_appeals
from huiyin.assessment.models import Assessment, PostResult, Term
from huiyin.organisations.actors import actor_of
from huiyin.organisations.models import Organisation

from .conftest import run
from .trial import item, rubric

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "name", "changes", "says"),
    [
        pytest.param("scoring", "score", {"deducted": Decimal(1), "said": ""}, "写明理由", id="points off without a reason"),
        pytest.param("scoring", "score", {"deducted": Decimal(101)}, "101|100", id="more than a hundred"),
        pytest.param("scoring", "score_rest", {"said": " "}, "说明", id="nothing to say"),
        pytest.param("reviewing", "review", {"deducted": Decimal(1), "said": ""}, "写明理由", id="another score without a reason"),
        pytest.param("open", "appeal", {"reason": ""}, "申诉理由", id="an appeal without a reason"),
        pytest.param("appealed", "answer_appeal", {"answer": ""}, "答复", id="no answer"),
    ],
)  # fmt: skip
def test_each_point_has_its_reason(standing, robot, morning, state, name, changes, says):
    matter = standing(state)
    with pytest.raises(ValidationError, match=says):
        run(name, matter, robot, morning, **changes)


def test_no_more_is_lost_than_an_item_has(bureau, robot, morning):
    small = item(bureau, points=Decimal(2), part="一（100分）", year=2024)
    actions.register(small, actor=robot, at=morning)
    with pytest.raises(ValidationError, match="各项分值合计2分"):
        actions.enforce_year(bureau, 2024, actor=robot, at=morning)
    actions.register(
        item(bureau, code="A-02", points=Decimal(98), part="一（100分）", year=2024),
        actor=robot, at=morning,
    )  # fmt: skip
    actions.enforce_year(bureau, 2024, actor=robot, at=morning)
    new = Assessment(agency=bureau, unit=bureau, year=2024, group="一组")
    matter = actions.begin(new, actor=robot, at=morning)
    with pytest.raises(ValidationError, match="最多扣2分"):
        run("score", matter, robot, morning, deducted=Decimal(3))


@pytest.mark.parametrize(
    ("year", "says"),
    [
        pytest.param(2020, "还没有2020年度的考核细则", id="no rubric"),
        pytest.param(2025, "还没有启用", id="a draft"),
    ],
)
def test_nothing_begins_without_a_rubric_in_force(bureau, robot, morning, year, says):
    actions.register(item(bureau), actor=robot, at=morning)
    with pytest.raises(ValidationError, match=says):
        actions.begin(
            Assessment(agency=bureau, unit=bureau, year=year, group="一组"), actor=robot, at=morning
        )


def test_each_step_has_its_term(standing, robot, morning):
    """Ten working days from Tuesday 2026-03-03, fifteen for the review, five for an appeal."""
    matter = standing("scoring")
    assert matter.due_on == date(2026, 3, 17)
    matter = run("submit", run("score_rest", matter, robot, morning), robot, morning)
    assert matter.due_on == date(2026, 3, 24)
    matter = run("announce", run("agree", matter, robot, morning), robot, morning)
    assert matter.due_on == date(2026, 3, 10)


def test_a_new_term_leaves_a_step_that_runs(standing, bureau, robot, morning):
    matter = standing("scoring")
    Term.objects.create(
        step="score", length=3, unit="工作日", valid_from=date(2026, 3, 4), basis="通知"
    )
    actions.recount(matter, because="测试", actor=robot, at=morning)
    assert Assessment.objects.get().due_on == date(2026, 3, 17)


def test_an_answered_appeal_decides(standing, robot, morning):
    matter = standing("reviewing")
    first = matter.scores.first()
    lost = {"item": first, "deducted": Decimal(2), "said": "两处没有更新"}
    matter = run("review", matter, robot, morning, **lost)
    matter = run("announce", run("agree", matter, robot, morning), robot, morning)
    assert (matter.self_total, matter.review_total) == (Decimal(100), Decimal(98))
    matter = run("appeal", matter, robot, morning, item=first, reason="一处已经更新")
    with pytest.raises(ValidationError, match="申诉过"):
        run("appeal", matter, robot, morning, item=first, reason="再申诉")
    appeal = open_appeals(matter).get()
    answer = {"appealed": appeal, "deducted": Decimal(1), "answer": "核实一处"}
    matter = run("answer_appeal", matter, robot, morning, **answer)
    late = morning + timedelta(days=20)
    matter = actions.confirm(matter, actor=robot, at=late)
    assert (matter.state, matter.total) == ("confirmed", Decimal(99))


def test_the_result_stands_with_the_post(standing, person, robot, morning):
    held = person("考核联络岗", username="lian").user
    person("考核复核岗", username="fu")
    matter = standing("open")
    run("confirm", run("accept", matter, robot, morning), robot, morning)
    assert PostResult.objects.count() == 0, "nobody held the post on the last day of 2025"
    again = standing("confirmed", year=2026)
    result = PostResult.objects.get(assessment=again)
    assert (result.membership.user, result.total) == (held, Decimal(100))


def units(bureau, number):
    return [
        Organisation.objects.create(
            name=f"第{place}科", short_name=f"{place}科", slug=f"ke-{place}", parent=bureau
        )
        for place in range(number)
    ]


def test_a_unit_sees_its_own_until_the_result(standing, bureau, person, robot, morning):
    own, other = units(bureau, 2)
    actor = actor_of(person("考核联络岗", of=own).user)
    mine = standing("open", unit=own)
    standing("confirmed", unit=other)
    answer = "assessment.answer_assessment"
    assert list(Assessment.objects.visible_to(actor, answer)) == [mine]
    assert results.groups(actor, 2025) == []
    run("confirm", run("accept", mine, robot, morning), robot, morning)
    (group,) = results.groups(actor, 2025)
    assert [row.assessment.unit for row in group.rows] == [own, other]
    assert group.why_not == "结果不足5个，不排名"
    assert list(Assessment.objects.visible_to(actor, answer)) == [
        Assessment.objects.get(pk=mine.pk)
    ]


def test_five_of_a_group_are_ranked(standing, bureau, actor):
    for unit in units(bureau, 5):
        standing("confirmed", unit=unit)
    standing("confirmed", unit=bureau, group="机关")
    first, second = results.groups(actor("assessment.view_assessments"), 2025)
    assert [(group.name, group.is_ranked) for group in (first, second)] == [
        ("市直部门", True),
        ("机关", False),
    ]
    assert {row.place for row in first.rows} == {1}


def test_a_rubric_in_force_stands(bureau, robot, morning):
    rubric(bureau, 2025, morning)
    with pytest.raises(ValidationError, match="已经启用"):
        actions.enforce_year(bureau, 2025, actor=robot, at=morning)
