"""Figures of the bulletins."""

from huiyin.figures.registry import AsOf, Condition, Figure, Ledger, Ratio, declare

from .models import Bulletin

BULLETINS = Ledger(
    Bulletin,
    begins="ends_on",
    facts={"published_on": ()},
    limits=("due_on",),
    voided={},
)


def published(on: AsOf) -> Condition:
    return on.during("published_on")


def due(on: AsOf) -> Condition:
    return on.due("due_on")


def not_due(on: AsOf) -> Condition:
    return on.not_due("due_on")


def in_time(on: AsOf) -> Condition:
    return due(on) & on.in_time("published_on", "due_on")


declare(
    Figure(
        "bulletins.published",
        "发布周公示",
        "期",
        "首次发布日期在统计期内的行政许可和行政处罚信息周公示",
        BULLETINS,
        published,
    )
)
declare(
    Ratio(
        "bulletins.published.on-time",
        "周公示按期发布率",
        "%",
        "应发布日期在统计期内的周公示中，按期发布的期数÷应发布期数；"
        "超过期限尚未发布的按超期计，期限未到的不计入，没有决定又不要求发布的周不计入",
        BULLETINS,
        in_time,
        among=due,
        pending=not_due,
    )
)
