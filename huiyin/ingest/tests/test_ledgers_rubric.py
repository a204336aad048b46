"""考核细则 as it comes: merged cells, words that hold the points, an item twice."""

from decimal import Decimal
from io import BytesIO

import pytest
import xlsxwriter

from huiyin.assessment import actions
from huiyin.assessment.actions.rubric import faults_of
from huiyin.assessment.models import Item
from huiyin.ingest.ledgers.exporting import export
from huiyin.ingest.ledgers.importing import import_file

pytestmark = pytest.mark.django_db
HEAD = ("指标编号", "一级指标", "一级指标分值", "二级指标", "考核内容和评分标准", "年度")


def workbook(rows, merges=()):
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("细则")
    for number, row in enumerate([HEAD, *rows]):
        for place, value in enumerate(row):
            if value is not None:
                sheet.write(number, place, value)
    for first, last, column, value in merges:
        sheet.merge_range(first, column, last, column, value)
    book.close()
    return BytesIO(stream.getvalue())


@pytest.fixture
def take_in(bureau, robot, morning):
    def run(content, name="细则.xlsx"):
        return import_file("rubric", content, agency=bureau, actor=robot, at=morning, name=name)

    return run


def test_merged_cells_carry_downwards(take_in):
    rows = [
        ("A-1", None, None, "制度", "公开指南没有更新的，扣0.5分", 2025),
        ("A-2", None, None, None, "没有年度报告的，每项扣1分", 2025),
        ("B-1", "二、依申请公开", 40, "答复", "超期答复，每发现1例，扣2分", 2025),
    ]
    done = take_in(workbook(rows, [(1, 2, 1, "一、主动公开"), (1, 2, 2, 60)]))
    assert (done.created, done.rejected) == (3, [])
    lines = [
        (i.code, i.part, i.part_points, i.topic, i.deduct) for i in Item.objects.order_by("pk")
    ]
    assert lines == [
        ("A-1", "一、主动公开", 60, "制度", Decimal("0.5")),
        ("A-2", "一、主动公开", 60, "制度", 1),
        ("B-1", "二、依申请公开", 40, "答复", 2),
    ]
    assert faults_of(Item.objects.all()) == []


CSV = (
    "rule_id,section,indicator,item_no,text,evidence_required,notes\n"
    "X-1,一、主动公开（60%）,制度,1,没有公开的，扣0.2分,True,a\n"
    "X-2,二、依申请公开（40%）,答复,1,超期的，扣1分,False,b\n"
).replace("的，", "的")


def test_a_table_in_english_without_a_year_is_of_this_year(take_in, morning, time_machine):
    time_machine.move_to(morning, tick=False)
    done = take_in(BytesIO(CSV.encode()), "rubric.csv")
    assert (done.created, done.rejected) == (2, [])
    first, second = Item.objects.order_by("pk")
    assert (first.reference, first.part_points, first.needs_evidence) == ("2026-X-1", 60, True)
    assert (second.reference, second.deduct, second.needs_evidence) == ("2026-X-2", 1, False)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        pytest.param(
            [("A-1", "一（50分）", None, "", "扣1分", 2025), ("A-1", "一（50分）", None, "", "扣1分", 2025)],
            [(3, "与第2行重复，内容相同，只取第2行")], id="an item twice",
        ),
        pytest.param(
            [("A-1", "主动公开", None, "", "扣1分", 2025)],
            [(2, "请填写一级指标的分值，或者写在名称后面，例如（40分）")], id="no points",
        ),
        pytest.param(
            [("A-1", "一", 50, "", "扣1分", 2025), ("A-2", "一", 40, "", "扣1分", 2025)],
            [(3, "“一”前面的行是50分，请核对")], id="one heading, two points",
        ),
        pytest.param([("", "一", 50, "", "扣1分", 2025)], [(2, "必填，请补上")], id="no code"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_refused_with_its_number(take_in, rows, says):
    done = take_in(workbook(rows))
    assert [(one.row, one.message) for one in done.rejected] == says


def test_points_that_are_not_100_are_said_and_nothing_is_in_force(take_in, bureau, robot, morning):
    take_in(workbook([("A-1", "一（60分）", None, "", "扣1分", 2025)]))
    said = "一级指标的分值合计60分，不是100分：一（60分） 60分"
    assert faults_of(Item.objects.all()) == [said]
    with pytest.raises(Exception, match="合计60分"):
        actions.enforce_year(bureau, 2025, actor=robot, at=morning)
    assert set(Item.objects.values_list("state", flat=True)) == {"draft"}


def test_what_is_exported_comes_back_unchanged(take_in, bureau, robot, morning):
    rows = [("A-1", "一（100分）", None, "制度", "没有公开的，扣0.2分", 2025)]
    take_in(workbook(rows))
    stream = BytesIO()
    export("rubric", Item.objects.all(), stream, agency=bureau, actor=robot, at=morning)
    again = take_in(BytesIO(stream.getvalue()))
    assert (again.unchanged, again.rejected) == (1, [])
