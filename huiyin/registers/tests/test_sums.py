"""What adds up, and what does not: rules as tables, to the last 分."""

from dataclasses import dataclass

import pytest

from huiyin.registers.budgets import sums


@dataclass
class Row:
    label: str
    amount: int
    level: int = 1


def three(total=10, abroad=0, reception=2, cars=8, purchase=3, running=5):
    return [
        Row("合计", total),
        Row("1．因公出国（境）费", abroad, 2),
        Row("2．公务接待费", reception, 2),
        Row("3．公务用车购置及运行费", cars, 2),
        Row("其中：公务用车购置费", purchase, 3),
        Row("公务用车运行维护费", running, 3),
    ]


@pytest.mark.parametrize(
    ("rows", "labels"),
    [
        pytest.param(three(), [], id="right"),
        pytest.param(three(total=11), ["合计"], id="the total is one 分 too high"),
        pytest.param(three(purchase=4), ["公务用车购置及运行费"], id="cars are not their parts"),
        pytest.param(
            three(cars=9, total=10), ["合计", "公务用车购置及运行费"], id="cars wrong, both break"
        ),
        pytest.param(three()[:-1], ["公务用车运行维护费"], id="a row is missing"),
        pytest.param([*three(), Row("公务接待", 2)], ["公务接待"], id="a row stands twice"),
        pytest.param(three(abroad=-2, total=8), ["因公出国（境）费"], id="a negative amount"),
        pytest.param([], ["因公出国（境）费"], id="nothing at all"),
    ],
)
def test_three(rows, labels):
    broken = [one.label for one in sums.three(rows)]
    assert broken[: len(labels)] == labels
    assert bool(broken) is bool(labels)


@pytest.mark.parametrize(
    ("rows", "broken"),
    [
        pytest.param([Row("甲", 5), Row("乙", 6)], [], id="rows without parts"),
        pytest.param(
            [Row("甲", 5), Row("子", 2, 2), Row("丑", 3, 2)], [], id="parts that come out"
        ),
        pytest.param([Row("甲", 5), Row("子", 2, 2), Row("丑", 2, 2)], ["甲"], id="one 分 short"),
        pytest.param(
            [Row("甲", 9), Row("子", 3, 3), Row("丑", 4, 3)], ["甲"], id="two levels down"
        ),
        pytest.param([Row("甲", 7), Row("子", 3, 4), Row("丑", 4, 2)], [], id="unlike levels"),
        pytest.param(
            [Row("甲", 7), Row("子", 3, 3), Row("寅", 3, 5), Row("丑", 4, 3)],
            [],
            id="parts of parts",
        ),
        pytest.param([Row("甲", 5), Row("其中：子", 2, 2)], [], id="a share is not all"),
        pytest.param([Row("甲", 5), Row("其中：子", 6, 2)], ["甲"], id="a share larger than all"),
        pytest.param(
            [Row("甲", 5), Row("子", 5, 2), Row("寅", 4, 3), Row("乙", 1)],
            ["子"],
            id="parts of parts are summed below their own",
        ),
        pytest.param(
            [Row("甲", 5), Row("跳级", 9, 3)], ["甲"], id="a skipped level has its parent"
        ),
    ],
)
def test_parts(rows, broken):
    assert [one.label for one in sums.parts(rows)] == broken


@pytest.mark.parametrize(
    ("rows", "broken"),
    [
        pytest.param([Row("收入总计", 5), Row("支出总计", 5)], [], id="in balance"),
        pytest.param([Row("收 入 总 计", 5), Row("支出合计", 5)], [], id="other spellings"),
        pytest.param([Row("收入总计", 5), Row("支出总计", 4)], ["收入总计"], id="not in balance"),
        pytest.param([Row("支出总计", 5)], ["收入总计"], id="no income"),
        pytest.param([Row("收入总计", 0)], ["支出总计"], id="no spending"),
    ],
)
def test_balance(rows, broken):
    assert [one.label for one in sums.balance(rows)] == broken


@pytest.mark.parametrize(
    ("now", "before", "percent", "is_more_than_ten"),
    [
        pytest.param(110, 100, "10.0", False, id="exactly the threshold is not over it"),
        pytest.param(1101, 1000, "10.1", True, id="a little over"),
        pytest.param(10004, 9094, "10.0", True, id="over, though it is rounded to ten"),
        pytest.param(89, 100, "-11.0", True, id="less counts as well"),
        pytest.param(5, 0, None, True, id="from nothing to something"),
        pytest.param(0, 0, None, False, id="nothing stays nothing"),
        pytest.param(5, None, None, False, id="no year before"),
        pytest.param(-5, -4, "-25.0", True, id="negative amounts"),
    ],
)
def test_change(now, before, percent, is_more_than_ten):
    change = sums.Change("合计", now, before)
    assert (None if change.percent is None else str(change.percent)) == percent
    assert change.is_more_than(10) is is_more_than_ten


def test_rows_are_compared_by_what_they_mean():
    now = [Row("（一）公务接待费", 5, 2), Row("基本支出", 7, 2), Row("新项目", 1, 2)]
    before = [Row("公务接待", 4, 1), Row("一、基本支出", 6, 2), Row("新项目", 9, 3)]
    assert [change.before for change in sums.compare(now, before)] == [4, 6, None]
