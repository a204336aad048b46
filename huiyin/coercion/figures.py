"""Figures of 行政强制: decided, by kind, lifted in time."""

from functools import partial

from huiyin.figures.registry import AsOf, Condition, Figure, Ledger, Ratio, declare

from .choices import EXECUTIONS, MEASURES, Type
from .models import Coercion

COERCIONS = Ledger(
    Coercion,
    begins="decided_on",
    facts={"ended_on": ()},
    traits=("type",),
    limits=("due_on",),
    is_alone=True,
)


def decided(on: AsOf) -> Condition:
    """Decisions of the period that were not entered in error."""
    return on.during("decided_on")


def of_types(on: AsOf, types: tuple[str, ...]) -> Condition:
    return decided(on) & on.where(type__in=types)


def due(on: AsOf) -> Condition:
    return on.due("due_on")


def not_due(on: AsOf) -> Condition:
    return on.not_due("due_on")


def in_time(on: AsOf) -> Condition:
    return due(on) & on.in_time("ended_on", "due_on")


declare(
    Figure(
        "coercion.decided",
        "实施行政强制",
        "件",
        "决定日期在统计期内的行政强制措施和行政强制执行，不含录入作废的记录；申请人民法院强制执行的不计入",
        COERCIONS,
        decided,
    )
)
for _key, _label, _types in (
    ("measures", "采取行政强制措施", MEASURES),
    ("executions", "实施行政强制执行", EXECUTIONS),
):
    declare(
        Figure(
            f"coercion.{_key}",
            _label,
            "件",
            f"实施行政强制件数中，种类为{'、'.join(one.label for one in Type if one in _types)}的",
            COERCIONS,
            partial(of_types, types=tuple(sorted(_types))),
        )
    )
for _type in Type:
    declare(
        Figure(
            f"coercion.decided.{_type}",
            f"行政强制：{_type.label}",
            "件",
            f"实施行政强制件数中，种类为“{_type.label}”的",
            COERCIONS,
            partial(of_types, types=(_type.value,)),
            is_cell=True,
        )
    )
declare(
    Ratio(
        "coercion.lifted.on-time",
        "查封、扣押、冻结按期解除率",
        "%",
        "期限届满日（实施之日起30日，经批准延长和扣除检测鉴定期间的按延长后）在统计期内的查封、扣押、冻结中，"
        "按期解除的件数÷应解除的件数；期限未到的不计入",
        COERCIONS,
        in_time,
        among=due,
        pending=not_due,
    )
)
