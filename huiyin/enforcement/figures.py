"""Figures of the inspections: made, by result, beyond the cap, corrected in time."""

from functools import partial

from huiyin.figures.registry import AsOf, Condition, Figure, Ledger, Ratio, Says, declare

from .choices import UNCOUNTED, Result
from .models import Inspection

INSPECTIONS = Ledger(
    Inspection,
    begins="registered_on",
    facts={
        "inspected_on": ("result", "is_over"),
        "corrected_on": (),
        "filed_on": (),
        "cancelled_on": (),
    },
    traits=("mode", "way"),
    limits=("correct_by",),
    is_alone=True,
)


def inspected(on: AsOf) -> Condition:
    return on.during("inspected_on")


def with_result(on: AsOf, result: str) -> Condition:
    return on.during("inspected_on", result=result)


def uncounted(on: AsOf) -> Condition:
    return inspected(on) & on.where(mode__in=tuple(UNCOUNTED))


def over_cap(on: AsOf) -> Condition:
    return on.during("inspected_on", is_over=True)


def filed(on: AsOf) -> Condition:
    return on.during("filed_on")


def cancelled(on: AsOf) -> Condition:
    return on.during("cancelled_on")


def due(on: AsOf) -> Condition:
    return on.due("correct_by")


def not_due(on: AsOf) -> Condition:
    return on.not_due("correct_by")


def in_time(on: AsOf) -> Condition:
    return due(on) & on.in_time("corrected_on", "correct_by")


COUNTED: tuple[tuple[str, str, str, Says, Says | None], ...] = (
    ("inspected", "实施行政检查", "检查日期在统计期内的行政检查，不含取消和录入作废的", inspected, None),
    ("clean", "检查未发现问题", "上述检查中没有发现问题的", partial(with_result, result=Result.CLEAN), None),
    ("to-correct", "检查责令改正", "上述检查中责令改正的", partial(with_result, result=Result.CORRECT), None),
    ("to-file", "检查发现应当立案", "上述检查中当场认定应当移送立案的", partial(with_result, result=Result.FILED), None),
    ("filed", "检查移送立案", "移送日期在统计期内的检查，含没有按期改正而移送的", filed, None),
    ("uncounted", "不计入频次的检查", "上述检查中按线索检查和应企业申请的", uncounted, None),
    ("over-cap", "超过频次上限的检查", "上述检查中超过同一企业年度上限的；本系统计划时不能超过，只有从其他台账导入的才会有", over_cap, inspected),
    ("cancelled", "取消行政检查", "取消日期在统计期内的行政检查", cancelled, None),
)  # fmt: skip
for key, label, definition, says, among in COUNTED:
    declare(Figure(f"enforcement.{key}", label, "次", definition, INSPECTIONS, says, among=among))
declare(
    Ratio(
        "enforcement.corrected.on-time",
        "检查问题按期改正率",
        "%",
        "改正期限在统计期内的责令改正中，按期改正的次数÷应改正次数；期限未到的不计入",
        INSPECTIONS,
        in_time,
        among=due,
        pending=not_due,
    )
)
