"""How often a business may be inspected in a year: counted before it is planned."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from huiyin.casework.ledgers import find
from huiyin.enforcement import actions
from huiyin.enforcement.models import Inspection, Item

from .trial import DAY, body, inspection, item, ready, two

pytestmark = pytest.mark.django_db


def at(day):
    return datetime.combine(day, time(9), ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def planned(bureau, robot):
    """Plan one for a day, on that day or on another one before."""

    def plan(day, on=None, **values):
        return actions.register(
            inspection(bureau, planned_on=day, **values), actor=robot, at=at(on or day)
        )

    return plan


JAN, MAY, DEC = date(2026, 1, 5), date(2026, 5, 6), date(2026, 12, 31)
CLUE = {"mode": "clue", "clue_source": "complaint", "clue": "云城管举〔2026〕7号"}


@pytest.mark.parametrize(
    ("before", "day", "values", "is_refused"),
    [
        ([], MAY, {}, False),
        ([JAN], MAY, {}, False),
        ([JAN, MAY], DEC, {}, True),
        ([JAN, DEC], date(2027, 1, 1), {}, False),
        ([date(2025, 12, 31), JAN], MAY, {}, False),
        ([DEC, DEC], JAN, {}, True),
        ([JAN, MAY], DEC, {"holder_uscc": "92341799MA2TEX03XG", "holder_kind": "sole-trader"}, False),
        ([JAN, MAY], DEC, {"holder_name": "云溪市改名餐饮有限公司"}, True),
        ([JAN, MAY], DEC, {"mode": "special"}, True),
        ([JAN, MAY], DEC, {"way": "off-site"}, True),
        ([JAN, MAY], DEC, CLUE, False),
        ([JAN, MAY], DEC, {"mode": "asked"}, False),
    ],
    ids=[
        "first", "second", "third of two", "first of the next year", "one was last year",
        "planned earlier than the others", "another business", "under another name",
        "another kind of inspection", "without a visit", "because of a complaint", "as it asked for",
    ],
)  # fmt: skip
def test_a_business_is_inspected_as_often_as_the_item_says(
    planned, before, day, values, is_refused
):
    for earlier in before:
        planned(earlier, JAN if earlier.year == 2026 else earlier)
    if not is_refused:
        assert planned(day, JAN, **values).state == "planned"
        return
    with pytest.raises(ValidationError) as refused:
        planned(day, JAN, **values)
    (said,) = refused.value.message_dict["planned_on"]
    assert "年度上限 2 次" in said
    assert all(str(earlier) in said for earlier in before)


def test_those_by_a_clue_take_no_place(planned):
    planned(JAN, **CLUE)
    planned(JAN, mode="asked")
    planned(MAY, JAN)
    assert planned(DEC, JAN).state == "planned"


@pytest.mark.parametrize("gone", ["cancel", "void"])
def test_what_is_not_made_takes_no_place(planned, robot, gone):
    first = planned(JAN)
    planned(MAY, JAN)
    getattr(actions, gone)(first, actor=robot, at=at(JAN), reason="企业停业")
    assert planned(DEC, JAN).state == "planned"


@pytest.mark.parametrize(
    ("cap", "day", "is_refused"),
    [(1, date(2026, 6, 30), False), (1, date(2026, 7, 1), True), (3, date(2026, 7, 1), False)],
    ids=["before it is lowered", "after it was lowered", "after it was raised"],
)
def test_a_cap_that_changes_counts_from_its_day(planned, bureau, cap, day, is_refused):
    planned(JAN)
    item(bureau, cap=cap, since=at(date(2026, 7, 1)), name="市容环境卫生检查")
    if is_refused:
        with pytest.raises(ValidationError, match=f"年度上限 {cap} 次"):
            planned(day, JAN)
    else:
        one = planned(day, JAN)
        assert one.cap == (cap if day.month == 7 else 2)


def test_another_item_counts_for_itself(planned, bureau):
    planned(JAN)
    planned(MAY, JAN)
    assert planned(DEC, JAN, item=item(bureau, code="SZ-01")).cap == 2


def test_moving_one_into_a_full_year_is_refused(planned, robot):
    late = planned(date(2027, 3, 2), JAN)
    planned(JAN)
    planned(MAY, JAN)
    with pytest.raises(ValidationError, match="年度上限 2 次"):
        actions.amend(late, actor=robot, at=at(JAN), values={"planned_on": DEC})
    moved = actions.amend(late, actor=robot, at=at(JAN), values={"planned_on": date(2027, 4, 1)})
    assert moved.due_on == date(2027, 4, 1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"planned_on": date(2026, 3, 2)}, "planned_on"),
        ({"mode": "clue"}, "clue_source"),
        ({"mode": "clue", "clue_source": "referred"}, "clue"),
        ({"mode": "clue", "clue_source": "hotline", "clue": "RX2026-99999"}, "clue"),
        ({"clue": "云城管举〔2026〕7号"}, "clue"),
        ({"planned_on": date(2019, 3, 2), "inspected_on": None}, "item"),
        ({"inspected_on": date(2026, 3, 4), "result": "clean"}, "inspected_on"),
        ({"inspected_on": DAY}, "result"),
        ({"inspected_on": DAY, "result": "correct"}, "correct_by"),
        ({"inspected_on": DAY, "result": "clean", "correct_by": DAY}, "correct_by"),
        ({"result": "clean"}, "inspected_on"),
    ],
    ids=[
        "yesterday", "a clue from nowhere", "a clue without number", "no such request",
        "a clue that it does not follow", "before the item was published", "made tomorrow",
        "made without a result", "to correct without a day", "nothing to correct", "a result without a day",
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_the_field(bureau, robot, morning, values, field):
    with pytest.raises(ValidationError) as refused:
        actions.register(inspection(bureau, **values), actor=robot, at=morning)
    assert field in refused.value.message_dict


def test_what_has_ended_is_inspected_no_more(planned, bureau, robot, morning):
    ready(bureau)
    item(bureau, since=morning, is_active=False, name="市容环境卫生检查")
    with pytest.raises(ValidationError, match="没有公布或者已经停止"):
        planned(DAY)


def test_a_table_brings_what_was_made_and_says_what_was_too_much(bureau, robot, morning):
    days = [date(2026, 1, 5), date(2026, 2, 3), date(2026, 3, 2)]
    rows = [
        inspection(bureau, planned_on=day, inspected_on=day, result="clean", reference=f"旧{n}")
        for n, day in enumerate(days)
    ]
    made = actions.register_many(rows, actor=robot, at=morning)
    assert [(one.state, one.is_over) for one in made] == [
        ("closed", False), ("closed", False), ("closed", True),
    ]  # fmt: skip
    assert Inspection.objects.filter(is_over=True).count() == 1


ROWS = {
    "beyond the cap": ([MAY, DEC, MAY], {}, 2, ["2026-05-06", "2026-12-31"]),
    "each in its year": ([MAY, DEC, date(2027, 1, 4)], {}, 3, []),
    "by a clue": ([MAY, DEC, MAY], CLUE, 3, []),
}


@pytest.mark.parametrize("case", ROWS)
def test_the_rows_of_one_table_count_for_each_other(bureau, robot, case):
    days, values, taken, named = ROWS[case]
    rows = [
        inspection(bureau, planned_on=day, reference=f"表{n}", **values)
        for n, day in enumerate(days)
    ]
    check = find("inspections").checker()
    passed = []
    for row in rows:
        try:
            check(row, JAN)
        except ValidationError as refused:
            (said,) = refused.messages
            assert all(day in said for day in named), said
        else:
            passed.append(row)
    assert len(actions.register_many(passed, actor=robot, at=at(JAN))) == taken


def test_what_was_planned_since_the_rows_were_checked_counts(planned, bureau, robot):
    ready(bureau)
    item(bureau, code="SR-09", cap=1)
    row = inspection(bureau, item=Item.objects.get(code="SR-09"), planned_on=MAY)
    actions.check(row, JAN)
    planned(DEC, JAN, item=Item.objects.get(code="SR-09"))
    with pytest.raises(ValidationError, match="已有 1 次：2026-12-31，年度上限 1 次"):
        actions.register_many([row], actor=robot, at=at(JAN))


def test_a_table_of_three_is_refused_as_a_whole_beyond_a_cap_of_one(bureau, robot):
    ready(bureau)
    own = item(bureau, code="SR-09", cap=1)
    rows = [
        inspection(bureau, item=own, planned_on=day, reference=f"表{day}")
        for day in (JAN, MAY, DEC)
    ]
    with pytest.raises(ValidationError, match="年度上限 1 次"):
        actions.register_many(rows, actor=robot, at=at(JAN))
    assert not Inspection.objects.exists()


def test_a_year_that_has_filled_meanwhile_lets_none_be_approved(planned, bureau, robot):
    one = planned(MAY, JAN)
    made = {"inspected_on": JAN, "result": "clean"}
    brought = [inspection(bureau, planned_on=JAN, reference=f"旧{n}", **made) for n in range(2)]
    actions.register_many(brought, actor=robot, at=at(JAN))
    with pytest.raises(ValidationError, match="年度上限 2 次"):
        actions.approve(one, actor=robot, at=at(MAY), officers=two(bureau))


@pytest.mark.parametrize(
    "values",
    [{"inspected_on": DAY, "result": "clean"}, {"result": "clean"}, {"corrected_on": DAY}],
    ids=["made", "a result", "a correction"],
)
def test_a_planned_one_gets_no_result_past_its_approval(planned, robot, values):
    one = planned(DAY, DAY)
    with pytest.raises(ValidationError, match="登记检查结果") as refused:
        actions.amend(one, actor=robot, at=at(DAY), values=values)
    assert refused.value.message_dict.keys() == values.keys()


def test_two_officers_at_least_with_valid_certificates(planned, bureau, robot):
    one = planned(DAY)
    people = two(bureau)
    with pytest.raises(ValidationError, match="不得少于2人"):
        actions.approve(one, actor=robot, at=at(DAY), officers=people[:1])
    with pytest.raises(ValidationError, match="不得少于2人"):
        actions.approve(one, actor=robot, at=at(DAY), officers=[people[0], people[0]])
    approved = actions.approve(one, actor=robot, at=at(DAY), officers=people)
    assert approved.officers == "周示例（执法证号341799000101）、郑样例（执法证号341799000102）"


def test_a_body_that_does_not_inspect_is_refused(planned, bureau):
    ready(bureau)
    with pytest.raises(ValidationError) as refused:
        planned(date(2019, 6, 3), body=body(bureau, "市容管理所"))
    assert "item" in refused.value.message_dict
