"""Figures of the rounds: how many, and in which share of the half-days all was collected."""

from huiyin.figures.registry import (
    AsOf,
    Condition,
    Figure,
    Ledger,
    Ratio,
    declare,
)
from huiyin.figures.regular import Every, Regular
from huiyin.hotline.models import HalfDay, Round

ROUNDS = Ledger(Round, begins="collected_on")
HALF_DAYS = Ledger(
    HalfDay,
    begins="day",
    facts={"kept_on": (), "lapsed_on": ()},
    limits=("day",),
    voided={},
)


def collected(on: AsOf) -> Condition:
    return on.during("collected_on")


def over(on: AsOf) -> Condition:
    """Of a day that is not over nobody can say yet that it was missed."""
    return on.due("day") & on.run_out("day")


def not_over(on: AsOf) -> Condition:
    return on.due("day") & on.unless(on.run_out("day"))


def kept(on: AsOf) -> Condition:
    return over(on) & on.happened("kept_on") & on.not_yet("lapsed_on")


def missed(on: AsOf) -> Condition:
    return over(on) & on.unless(on.happened("kept_on") & on.not_yet("lapsed_on"))


declare(
    Figure(
        "hotline.rounds",
        "网上渠道收集次数",
        "次",
        "收集日期在统计期内的收集记录，不含录入作废的",
        ROUNDS,
        collected,
    )
)
declare(
    Regular(
        "hotline.rounds-twice",
        "网上渠道每日收集两次的工作日占比",
        "%",
        "统计期内已经过去的工作日中，当日收集记录不少于两次的天数÷天数；录入作废的收集记录不计入，"
        "统计期内没有收集记录的不计算",
        ROUNDS,
        collected,
        fact="collected_on",
        every=Every.DAY,
        times=2,
    )
)
declare(
    Ratio(
        "hotline.rounds-kept",
        "网上渠道按时收集率",
        "%",
        "统计期内各渠道都达到规定收集次数的工作半日数÷应收集的工作半日数；半日按办公时间分为"
        "上午和下午，调休上班日计入，放假日不计入，当天未结束的不计入；作废的收集记录不算",
        HALF_DAYS,
        kept,
        among=over,
        pending=not_over,
    )
)
declare(
    Figure(
        "hotline.rounds-missed",
        "漏收集的工作半日",
        "个",
        "统计期内没有达到规定收集次数的工作半日，当天未结束的不计入",
        HALF_DAYS,
        missed,
        among=over,
        pending=not_over,
    )
)
