"""Figures of the plan: tasks due, done in time, late, carried over, reported each quarter; by unit."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

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
from huiyin.organisations.models import Organisation

from .models import PlanItem, Quarter, Reopened

Kind = Reopened.Kind
TASKS = Ledger(
    PlanItem,
    begins="entered_on",
    facts={
        "issued_on": (),
        "confirmed_on": ("was_in_time",),
        "dropped_on": (),
        "carried_on": (),
    },
    traits=("unit", "year"),
    limits=("due_on",),
    first={"issued_on": "first_issued_on"},
)
QUARTERS = Ledger(
    Quarter,
    begins="item__entered_on",
    facts={"reported_on": (), "ended_on": ()},
    limits=("due_on",),
    voided={"item__state": "item__voided_on"},
    agency="item__agency",
    names="item",
)
"""What is owed each quarter; a task is named by its row."""
REOPENED, REOPENED_QUARTERS = (
    Ledger(
        Reopened,
        begins="since",
        facts={"until": ()},
        traits=("kind", "was_in_time"),
        voided={},
        agency="item__agency",
        names=names,
    )
    for names in ("item", "quarter")
)
"""How a task, or the report of a quarter, had ended before it was taken up again."""


def _then(on: AsOf, **traits: Any) -> Condition:
    return on.not_yet("until") & on.where(**traits)


def had_been(on: AsOf, **traits: Any) -> Condition:
    """On that day it had ended like this, though it was taken up again later."""
    return on.has(REOPENED, partial(_then, **traits))


def dropped(on: AsOf) -> Condition:
    return on.happened("dropped_on") | had_been(on, kind=Kind.DROPPED)


def due(on: AsOf) -> Condition:
    return on.due("due_on") & on.unless(dropped(on))


def not_due(on: AsOf) -> Condition:
    return on.not_due("due_on") & on.unless(dropped(on))


def issued(on: AsOf) -> Condition:
    return on.during("issued_on")


def in_time(on: AsOf) -> Condition:
    return due(on) & _done(on, was_in_time=True)


def _done(on: AsOf, *, was_in_time: bool) -> Condition:
    now = on.happened("confirmed_on", was_in_time=was_in_time)
    return now | had_been(on, kind=Kind.DONE, was_in_time=was_in_time)


def late(on: AsOf) -> Condition:
    undone = on.overdue("confirmed_on", "due_on") & on.not_yet("carried_on")
    undone &= on.unless(had_been(on, kind=Kind.DONE))
    return due(on) & (_done(on, was_in_time=False) | undone)


def carried(on: AsOf) -> Condition:
    return due(on) & on.happened("carried_on")


def _owed_quarter(on: AsOf) -> Condition:
    had_ended = on.has(REOPENED_QUARTERS, partial(_then, kind=Kind.QUARTER))
    return on.due("due_on") & on.not_yet("ended_on") & on.unless(had_ended)


def _unreported_quarter(on: AsOf) -> Condition:
    late_or_missing = on.late("reported_on", "due_on") | on.overdue("reported_on", "due_on")
    return _owed_quarter(on) & late_or_missing


def reporting(on: AsOf) -> Condition:
    return on.has(QUARTERS, _owed_quarter)


def reported(on: AsOf) -> Condition:
    return reporting(on) & on.unless(on.has(QUARTERS, _unreported_quarter))


COUNTED: tuple[tuple[str, str, str, Says, Says | None], ...] = (
    ("due", "应完成的计划任务", "完成期限在统计期内、没有停止实施的计划任务，不含录入作废的", due, None),
    ("issued", "下达的计划任务", "首次下达日期在统计期内的计划任务，收回重新下达的不再计", issued, None),
    ("in-time", "按期完成的计划任务", "应完成的任务中，到统计期末已经确认、落实日期不晚于完成期限的", in_time, due),
    ("late", "超期的计划任务", "应完成的任务中，晚于完成期限才落实，或者到统计期末期限已过、没有确认落实也没有转入下年的", late, due),
    ("carried", "转入下年的计划任务", "应完成的任务中，到统计期末已经决定转入下年的", carried, due),
    ("reporting", "应报送进展的计划任务", "有季度报送期限在统计期内的计划任务，任务提前办结后的季度不计", reporting, None),
)  # fmt: skip
for key, label, definition, says, among in COUNTED:
    declare(Figure(f"planning.{key}", label, "项", definition, TASKS, says, among=among))
declare(
    Ratio(
        "planning.in-time.rate",
        "计划任务按期完成率",
        "%",
        "按期完成的任务数÷应完成的任务数；转入下年的计入分母，期限未到的不计入",
        TASKS,
        in_time,
        among=due,
        pending=not_due,
    )
)
declare(
    Ratio(
        "planning.reported.rate",
        "季度进展按时报送率",
        "%",
        "统计期内到期的各季度进展全部按时报送的任务数÷应报送进展的任务数",
        TASKS,
        reported,
        among=reporting,
    )
)


def of_unit(on: AsOf, says: Says, unit: int) -> Condition:
    return says(on) & on.where(unit=unit)


OF_UNITS: tuple[tuple[str, str, Says], ...] = (
    ("due", "应完成的计划任务", due),
    ("in-time", "按期完成的计划任务", in_time),
    ("late", "超期的计划任务", late),
)


@declare_family
def by_unit(agency_id: int | None) -> Iterable[Figure]:
    """Of each unit that has had any task of the plan."""
    units = Organisation.objects.filter(plan_items__isnull=False)
    if agency_id is not None:
        units = Organisation.objects.filter(plan_items__agency=agency_id)
    for unit in units.distinct().order_by("pk"):
        for key, label, says in OF_UNITS:
            yield _of_unit(unit, key, label, partial(of_unit, says=says, unit=unit.pk))


def _of_unit(unit: Organisation, key: str, label: str, says: Callable[..., Condition]) -> Figure:
    said, definition = _worded(label, unit, None)
    return Figure(
        f"planning.{unit.slug}.{key}", said, "项", definition, TASKS, says,
        of_a_unit=True, worded=partial(_worded, label, unit),
    )  # fmt: skip


def _worded(label: str, unit: Organisation, day: date | None) -> tuple[str, str]:
    """With the name that the unit had on that day."""
    then = unit.on(day)
    return f"{label}：{then.short_name}", f"责任单位为“{then}”的{label}"
