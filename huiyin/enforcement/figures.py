"""Figures of the inspections: made, by result and item, beyond the cap, corrected in time."""

from collections.abc import Iterable
from functools import partial

from huiyin.figures.registry import (
    AsOf,
    Condition,
    Figure,
    Ledger,
    Ratio,
    Says,
    declare,
    declare_family,
)
from huiyin.web.kept.page_cache import remembered

from .choices import UNCOUNTED, Result
from .models import Inspection, Item

INSPECTIONS = Ledger(
    Inspection,
    begins="registered_on",
    facts={
        "inspected_on": ("result", "is_over"),
        "corrected_on": (),
        "filed_on": (),
        "cancelled_on": (),
    },
    traits=("mode", "way", "item__code"),
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

OF_AN_ITEM: tuple[tuple[str, str, Result | None], ...] = (
    ("made", "实施检查", None),
    ("clean", "未发现问题", Result.CLEAN),
    ("to-correct", "责令改正", Result.CORRECT),
    ("to-file", "移送立案", Result.FILED),
)
"""What the statistics say of each item: end of its key, words, result."""


def of_item(on: AsOf, code: str, result: Result | None) -> Condition:
    made = with_result(on, result) if result else inspected(on)
    return made & on.where(item__code=code)


@remembered
def listed_items() -> list[tuple[int, int, str, str]]:
    """(agency, key of the first row, code, latest name) of every item, by agency and code."""
    rows = Item.objects.order_by("agency", "code", "valid_from")
    items: dict[tuple[int, str], tuple[int, str]] = {}
    for agency, pk, code, name in rows.values_list("agency", "pk", "code", "name"):
        first, _ = items.get((agency, code), (pk, name))
        items[agency, code] = first, name
    return [(agency, first, code, name) for (agency, code), (first, name) in items.items()]


def item_key(first: int, part: str) -> str:
    """Key of the figure of an item, named by its first row: a code may be any text."""
    return f"enforcement.item-{first}.{part}"


@declare_family
def by_item(agency_id: int | None) -> Iterable[Figure]:
    """The inspections of each item, by result: cells of the yearly statistics."""
    for agency, first, code, name in listed_items():
        if agency_id not in (None, agency):
            continue
        for part, words, result in OF_AN_ITEM:
            yield Figure(
                item_key(first, part),
                f"{name}：{words}",
                "次",
                f"检查日期在统计期内、事项编码为“{code}”的行政检查"
                + (f"中，结果为“{result.label}”的" if result else "，不含取消和录入作废的"),
                INSPECTIONS,
                partial(of_item, code=code, result=result),
                is_cell=True,
            )
