"""Figures of the penalties."""

from functools import partial

from huiyin.figures.registry import AsOf, Condition, Figure, Ledger, Ratio, declare
from huiyin.figures.spreads import Sum

from . import kinds
from .choices import Procedure
from .models import Penalty

PENALTIES = Ledger(
    Penalty,
    begins="decided_on",
    facts={"published_on": ()},
    traits=("kinds", "procedure"),
    limits=("publish_due_on", "decide_due_on"),
)
CASES = Ledger(
    Penalty,
    begins="filed_on",
    facts={"decided_on": (), "ended_on": ()},
    limits=("decide_due_on",),
)
KINDS = {
    "warning": kinds.WARNING,
    "criticism": kinds.CRITICISM,
    "fine": kinds.FINE,
    "confiscation": kinds.CONFISCATION,
    "closure": kinds.CLOSURE,
    "licence": kinds.LICENCE,
    "other": kinds.OTHER,
}


def decided(on: AsOf) -> Condition:
    """Decisions of the period that were not entered in error."""
    return on.during("decided_on")


def of_kind(on: AsOf, kind: str) -> Condition:
    return decided(on) & on.where(kinds__contains=kind)


def by_procedure(on: AsOf, procedure: str) -> Condition:
    return decided(on) & on.where(procedure=procedure)


def due(on: AsOf) -> Condition:
    return on.due("publish_due_on")


def not_due(on: AsOf) -> Condition:
    return on.not_due("publish_due_on")


def published(on: AsOf) -> Condition:
    return decided(on) & on.happened("published_on")


def published_in_time(on: AsOf) -> Condition:
    return due(on) & on.in_time("published_on", "publish_due_on")


def filed(on: AsOf) -> Condition:
    return on.during("filed_on")


def case_due(on: AsOf) -> Condition:
    return on.due("decide_due_on")


def case_not_due(on: AsOf) -> Condition:
    return on.not_due("decide_due_on")


def handled_in_time(on: AsOf) -> Condition:
    """Decided, or ended without a penalty, within the ninety days."""
    decided_so = on.in_time("decided_on", "decide_due_on")
    return case_due(on) & (decided_so | on.in_time("ended_on", "decide_due_on"))


declare(
    Figure(
        "penalties.decided",
        "作出行政处罚",
        "件",
        "处罚决定日期在统计期内的行政处罚决定，不含录入作废的记录；以后被变更、撤销的仍计入",
        PENALTIES,
        decided,
    )
)
declare(
    Figure(
        "penalties.filed",
        "行政处罚立案",
        "件",
        "立案日期在统计期内的行政处罚案件，不含录入作废的记录",
        CASES,
        filed,
    )
)
declare(
    Figure(
        "penalties.published",
        "公示行政处罚",
        "件",
        "上述决定中到统计期末已在政府门户网站公示的",
        PENALTIES,
        published,
    )
)
declare(
    Ratio(
        "penalties.published.on-time",
        "处罚公示及时率",
        "%",
        "应公示日期（决定之日起7个工作日）在统计期内的处罚中，按期公示的件数÷应公示件数；"
        "超过期限尚未公示的按超期计，依法不予公示的和期限未到的不计入",
        PENALTIES,
        published_in_time,
        among=due,
        pending=not_due,
    )
)
declare(
    Ratio(
        "penalties.decided.on-time",
        "处罚案件按期办结率",
        "%",
        "应作出决定日期（立案之日起90日，经批准延长的按延长后）在统计期内的案件中，"
        "按期作出处罚决定或者不予处罚等处理的件数÷应作出决定的件数；期限未到的不计入",
        CASES,
        handled_in_time,
        among=case_due,
        pending=case_not_due,
    )
)
for _key, _kind in KINDS.items():
    declare(
        Figure(
            f"penalties.decided.{_key}",
            f"作出行政处罚：{_kind}",
            "件",
            f"作出行政处罚件数中，处罚类别有“{_kind}”的；一件有几个类别的，各类别都计入",
            PENALTIES,
            partial(of_kind, kind=_kind),
        )
    )
for _procedure in Procedure:
    declare(
        Figure(
            f"penalties.procedure.{_procedure}",
            f"作出行政处罚：{_procedure.label}",
            "件",
            f"作出行政处罚件数中，适用{_procedure.label}的",
            PENALTIES,
            partial(by_procedure, procedure=_procedure.value),
            is_cell=True,
        )
    )
for _key, _label, _kind, _column in (
    ("fines", "罚款金额", kinds.FINE, "fine"),
    ("confiscations", "没收金额", kinds.CONFISCATION, "confiscated"),
):
    declare(
        Sum(
            f"penalties.{_key}",
            _label,
            "元",
            f"作出行政处罚件数中，处罚类别有“{_kind}”的决定写明的金额合计，"
            "不论是否已经缴纳；不含加处罚款",
            PENALTIES,
            partial(of_kind, kind=_kind),
            column=_column,
            is_cell=True,
        )
    )
