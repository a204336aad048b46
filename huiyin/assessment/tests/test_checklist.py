"""A list of named points: ticked by people, scored by what is ticked, shown in the file."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from huiyin.assessment import actions
from huiyin.assessment.material import material
from huiyin.assessment.models import TICKED, Assessment, Method
from huiyin.assessment.standards import points_of

from .conftest import run
from .trial import rubric

pytestmark = pytest.mark.django_db
LIST = "有年度计划（扣1分）、有培训记录 0.5分、有考核通报"
PLAN, TRAINING, CIRCULAR = "有年度计划", "有培训记录", "有考核通报"


@pytest.mark.parametrize(
    ("checklist", "each", "points"),
    [
        pytest.param(LIST, Decimal("0.2"), [(PLAN, 1), (TRAINING, Decimal("0.5")), (CIRCULAR, Decimal("0.2"))], id="each as it says"),
        pytest.param("甲（扣0.5分）、 乙(1分) ", None, [("甲", Decimal("0.5")), ("乙", 1)], id="half-width, blanks"),
        pytest.param("5分钟内响应", Decimal(1), [("5分钟内响应", 1)], id="a number that is no deduction"),
    ],
)  # fmt: skip
def test_points_and_their_deductions(checklist, each, points):
    assert points_of(checklist, each) == points


@pytest.mark.parametrize(
    ("checklist", "says"),
    [
        pytest.param("甲（扣1分）、甲（扣2分）", "写了两次", id="a point twice"),
        pytest.param("甲", "没有写扣几分", id="no deduction"),
        pytest.param("", "请填写清单的要点", id="no points"),
    ],
)
def test_a_list_that_cannot_be_is_refused_when_it_is_set(morning, robot, checklist, says):
    with pytest.raises(ValidationError, match=says):
        actions.METHODS.set(
            actor=robot, at=morning, code="A-01", measure=TICKED, checklist=checklist,
            valid_from=morning.date(), basis="测试",
        )  # fmt: skip


@pytest.fixture
def assessed(bureau, robot, morning):
    Method.objects.create(
        code="A-01", measure=TICKED, checklist=LIST, deduct=Decimal("0.2"),
        valid_from=date(2020, 1, 1), basis="测试",
    )  # fmt: skip
    rubric(bureau, 2025, morning)
    new = Assessment(agency=bureau, unit=bureau, year=2025, group="市直部门")
    return actions.begin(new, actor=robot, at=morning)


def first(matter):
    return matter.scores.select_related("item").order_by("pk").first()


def page_of(matter):
    return f"/desk/assessments/{matter.pk}/lines/{first(matter).pk}/"


def test_what_is_ticked_is_scored(assessed, person, robot, morning):
    client, line = person("考核联络岗"), first(assessed)
    shown = client.get(page_of(assessed)).content.decode()
    assert "有培训记录（扣0.5分）" in shown
    sent = {"what": "score", "item": line.pk, "missing": [TRAINING], "said": ""}
    assert client.post(page_of(assessed), sent).status_code == 302
    line.refresh_from_db()
    assert (line.self_deduction, line.self_missing) == (Decimal("0.5"), [TRAINING])
    assert line.self_reason == "缺少：有培训记录"

    matter = run("submit", run("score_rest", assessed, robot, morning, said="齐全"), robot, morning)
    reviewer = person("考核复核岗", username="fu")
    sent = {"what": "review", "item": line.pk, "missing": [PLAN, TRAINING], "said": ""}
    assert reviewer.post(page_of(matter), sent).status_code == 302
    line.refresh_from_db()
    assert (line.review_deduction, line.review_reason) == (
        Decimal("1.5"),
        "缺少：有年度计划、有培训记录",
    )
    (table,) = [one for one in material(matter).tables if one.heading == "四、清单"]
    assert list(table.rows) == [
        ("A-01", PLAN, "1", "有", "缺"),
        ("A-01", TRAINING, "0.5", "缺", "缺"),
        ("A-01", CIRCULAR, "0.2", "有", "有"),
    ]
    assert "五、佐证" in [one.heading for one in material(matter).tables]


def test_the_review_that_agrees_takes_the_ticks_over(assessed, robot, morning):
    line = first(assessed)
    run("score", assessed, robot, morning, item=line, deducted=Decimal(1), missing=[PLAN], said="")
    matter = run("submit", run("score_rest", assessed, robot, morning), robot, morning)
    run("agree", matter, robot, morning)
    line.refresh_from_db()
    assert (line.review_deduction, line.review_missing) == (1, [PLAN])


@pytest.mark.parametrize(
    ("deducted", "missing", "says"),
    [
        pytest.param(Decimal(2), [PLAN], "按清单应扣1分", id="another deduction"),
        pytest.param(Decimal(0), ["没有这一条"], "请从清单中勾选", id="a point it has not"),
    ],
)
def test_the_deduction_is_that_of_the_points(assessed, robot, morning, deducted, missing, says):
    with pytest.raises(ValidationError, match=says):
        run(
            "score",
            assessed,
            robot,
            morning,
            item=first(assessed),
            deducted=deducted,
            missing=missing,
        )


def test_it_stands_as_it_was_when_the_assessment_began(assessed, robot, morning):
    Method.objects.create(
        code="A-01", measure="foi.late", valid_from=morning.date(), basis="改为按数据计算"
    )
    actions.compute_now(assessed, actor=robot, at=morning)
    line = first(assessed)
    assert (line.verdict, [label for label, _ in line.points]) == (
        "ticked",
        [PLAN, TRAINING, CIRCULAR],
    )


def test_a_list_is_not_offered_where_only_a_number_is_asked(assessed, person):
    client = person("考核联络岗")
    page = client.get(f"/desk/assessments/{assessed.pk}/score/").content.decode()
    assert "A-02" in page
    assert "A-01" not in page


def test_no_more_is_lost_than_the_item_has(assessed):
    line = first(assessed)
    line.item.points = Decimal("1.2")
    assert line.cost_of([PLAN, TRAINING]) == Decimal("1.2")
