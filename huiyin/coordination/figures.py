"""Figures of supervisions, and of what units send back: of the agency and of each unit."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from django.db.models import Q

from huiyin.figures.registry import (
    AsOf,
    Condition,
    Figure,
    Ledger,
    Ratio,
    declare,
    declare_family,
)
from huiyin.organisations.models import Organisation

from .models import Assignment, Supervision

SUPERVISIONS = Ledger(
    Supervision,
    begins="asked_on",
    facts={"first_answered_on": (), "released_on": ()},
    traits=("unit",),
    limits=("due_on",),
)
TASKS = Ledger(
    Assignment, begins="given_on", facts={"returned_on": ()}, traits=("unit", "about_kind")
)


def supervised(on: AsOf) -> Condition:
    return on.during("asked_on")


def due(on: AsOf) -> Condition:
    return on.due("due_on")


def not_due(on: AsOf) -> Condition:
    return on.not_due("due_on")


def in_time(on: AsOf) -> Condition:
    return due(on) & on.in_time("first_answered_on", "due_on")


def released(on: AsOf) -> Condition:
    return supervised(on) & on.happened("released_on")


def returned(on: AsOf) -> Condition:
    return on.during("returned_on")


def supervised_unit(on: AsOf, unit: int) -> Condition:
    return supervised(on) & on.where(unit=unit)


def returned_by_unit(on: AsOf, unit: int) -> Condition:
    return returned(on) & on.where(unit=unit)


declare(
    Figure(
        "coordination.supervised",
        "督办数",
        "件",
        "督办日期在统计期内的督办，各类事项合计，含按规定自动督办的",
        SUPERVISIONS,
        supervised,
    )
)
declare(
    Ratio(
        "coordination.supervisions-in-time",
        "督办按时答复率",
        "%",
        "答复期限在统计期内的督办中，首次答复不晚于期限的件数÷应答复件数；"
        "没有答复就解除的按未按时答复计，期限未到的不计入",
        SUPERVISIONS,
        in_time,
        among=due,
        pending=not_due,
    )
)
declare(
    Figure(
        "coordination.supervisions-released",
        "已解除的督办",
        "件",
        "督办日期在统计期内、到统计期末已经解除的督办",
        SUPERVISIONS,
        released,
        among=supervised,
    )
)
declare(
    Figure(
        "coordination.returned",
        "退单数",
        "次",
        "退回日期在统计期内、由承办单位退回的任务，各类事项合计，同一事项多次退回的分别计；"
        "因机构撤销转出的不计",
        TASKS,
        returned,
    )
)


@declare_family
def by_unit(agency_id: int | None) -> Iterable[Figure]:
    """Supervisions and returns of each unit that has had any task or supervision."""
    asked = Q(assignments__isnull=False) | Q(supervisions__isnull=False)
    if agency_id is not None:
        asked = Q(assignments__agency=agency_id) | Q(supervisions__agency=agency_id)
    for unit in Organisation.objects.filter(asked).distinct().order_by("pk"):
        yield _of_unit(unit, "supervised", supervised_unit, SUPERVISIONS, "件")
        yield _of_unit(unit, "returned", returned_by_unit, TASKS, "次")


def _of_unit(
    unit: Organisation, key: str, says: Callable[..., Condition], ledger: Ledger, counted: str
) -> Figure:
    label, definition = _worded(key, unit, None)
    return Figure(
        f"coordination.{unit.slug}.{key}",
        label,
        counted,
        definition,
        ledger,
        partial(says, unit=unit.pk),
        of_a_unit=True,
        worded=partial(_worded, key, unit),
    )


def _worded(key: str, unit: Organisation, day: date | None) -> tuple[str, str]:
    """With the name that the unit had on that day."""
    then = unit.on(day)
    if key == "supervised":
        return (
            f"督办数：{then.short_name}",
            f"被督办单位为“{then}”、督办日期在统计期内的督办",
        )
    return (
        f"退单数：{then.short_name}",
        f"承办单位为“{then}”、退回日期在统计期内、由该单位退回的任务",
    )
