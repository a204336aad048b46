"""What words and deductions come to."""

from decimal import Decimal

import pytest

from huiyin.assessment.measures.documents import repeated
from huiyin.assessment.standards import deducted, weight
from huiyin.assessment.totals import parts, ranking, total


@pytest.mark.parametrize(
    ("text", "points"),
    [
        pytest.param("没有公开的，扣0.2分。", ["0.2"], id="one"),
        pytest.param("没有发布的，扣0.5分；重复的，扣 1 分", ["0.5", "1"], id="two"),
        pytest.param("按保障情况计分", [], id="none"),
    ],
)
def test_deductions_are_read_out_of_a_standard(text, points):
    assert deducted(text) == [Decimal(one) for one in points]


@pytest.mark.parametrize(
    ("part", "points"),
    [
        pytest.param("一、主动公开（40%）", 40, id="per cent"),
        pytest.param("平台建设(12.5分)", Decimal("12.5"), id="points, half-width"),
        pytest.param("（一）主动公开", None, id="a number in front"),
        pytest.param("创新引领", None, id="nothing"),
    ],
)
def test_points_are_read_out_of_a_heading(part, points):
    assert weight(part) == points


def test_a_part_loses_no_more_than_it_has():
    lines = [("一", Decimal(10), Decimal(8)), ("一", Decimal(10), Decimal(5)), ("二", Decimal(90), Decimal("0.5"))]  # fmt: skip
    assert [(one.name, one.kept) for one in parts(lines)] == [("一", 0), ("二", Decimal("89.5"))]
    assert total(parts(lines)) == Decimal("89.5")


@pytest.mark.parametrize(
    ("totals", "places"),
    [
        pytest.param({1: 90, 2: 80, 3: 70, 4: 60}, [], id="four are too few"),
        pytest.param({1: 70, 2: 90, 3: 70, 4: 60, 5: 99}, [(1, 5), (2, 2), (3, 1), (3, 3), (5, 4)], id="equal totals share a place"),
    ],
)  # fmt: skip
def test_a_ranking_needs_five(totals, places):
    assert [(one.place, one.key) for one in ranking(totals)] == places


@pytest.mark.parametrize(
    ("text", "former", "share"),
    [
        pytest.param("今年受理申请3件，均按期答复。", "今年受理申请12件，均按期答复。", 100, id="only the numbers differ"),
        pytest.param("今年受理申请3件，均按期答复。组织了两次全员培训。", "今年受理申请3件，均按期答复。", 61, id="one sentence is new"),
        pytest.param("今年共受理申请三件，均已按期答复申请人。", "今年受理申请12件，均已按期答复申请人。", 100, id="a word was put in"),
        pytest.param("全部内容都重新写过了。", "去年写的是另外的话。", 0, id="all new"),
        pytest.param("", "去年写的是另外的话。", 0, id="nothing"),
    ],
)  # fmt: skip
def test_the_share_that_stood_in_the_former_report(text, former, share):
    assert repeated(text, former) == share
