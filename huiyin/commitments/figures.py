"""Figures of the commitments."""

from huiyin.figures.registry import AsOf, Condition, Figure, Ledger, Ratio, declare

from .models import Commitment

COMMITMENTS = Ledger(
    Commitment,
    begins="committed_on",
    facts={"published_on": (), "performed_on": (), "breached_on": (), "cleared_on": ()},
    traits=("may_be_public",),
    limits=("publish_due_on",),
    is_alone=True,
)


def made(on: AsOf) -> Condition:
    return on.during("committed_on")


def kept(on: AsOf) -> Condition:
    return made(on) & on.happened("performed_on")


def breached(on: AsOf) -> Condition:
    return on.during("breached_on") & on.not_yet("cleared_on")


def due(on: AsOf) -> Condition:
    return on.due("publish_due_on") & on.where(may_be_public=True)


def not_due(on: AsOf) -> Condition:
    return on.not_due("publish_due_on") & on.where(may_be_public=True)


def in_time(on: AsOf) -> Condition:
    return due(on) & on.in_time("published_on", "publish_due_on")


declare(
    Figure(
        "commitments.made",
        "收到信用承诺书",
        "件",
        "承诺日期在统计期内的信用承诺书，不含录入作废的记录",
        COMMITMENTS,
        made,
    )
)
declare(
    Figure(
        "commitments.fulfilled",
        "已履行的信用承诺",
        "件",
        "上述承诺书中到统计期末已经核查认定履行完毕的",
        COMMITMENTS,
        kept,
    )
)
declare(
    Figure(
        "commitments.breached",
        "认定违诺",
        "件",
        "认定违诺日期在统计期内的信用承诺，不论何时作出；已撤销认定的不计",
        COMMITMENTS,
        breached,
    )
)
declare(
    Ratio(
        "commitments.published.on-time",
        "信用承诺公示及时率",
        "%",
        "同意公示、应公示日期（按信用承诺期限）在统计期内的承诺书中，按期公示的件数÷应公示件数；"
        "超过期限尚未公示的按超期计，期限未到的不计入",
        COMMITMENTS,
        in_time,
        among=due,
        pending=not_due,
    )
)
