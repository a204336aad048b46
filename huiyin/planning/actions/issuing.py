"""下达: a task of the plan becomes a task of a unit; the two stay in step."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

from django.db.models import QuerySet
from django.utils import timezone

from huiyin.audit.actors import Actor, system
from huiyin.casework.faults import refuse
from huiyin.casework.forms import RecordsField
from huiyin.casework.recount import by_the_system
from huiyin.coordination import actions as tasks
from huiyin.coordination import following
from huiyin.coordination.models import Assignment, Role
from huiyin.organisations.models import Organisation
from huiyin.planning.models import KEEP, PlanItem

from .expecting import expect, owe, term_on
from .plans import State, units, workflow

SELF = system("工作计划")
LED = frozenset({State.PLANNED, State.ISSUED})
TOLD = "任务已经办结、停止或者转入下年"


def assistants_of(item: PlanItem) -> "QuerySet[Organisation]":
    return units(item)


def _can_be_issued(item: PlanItem, today: date) -> str:
    if item.unit_id is None:
        return "请先更正，选择责任科室（单位）"
    if item.due_on < today:
        return f"完成期限 {item.due_on} 已过，请先更正"
    return "" if term_on(today) else f"没有在 {today} 有效的季度报送规定，请先添加"


@workflow.move(
    "下达", sources={State.PLANNED}, target=State.ISSUED, rule=KEEP, guard=_can_be_issued, bulk=True
)
def issue(
    item: PlanItem,
    *,
    actor: Actor,
    at: datetime,
    assistants: Annotated[
        Iterable[Organisation],
        RecordsField("协办单位", Organisation, assistants_of, required=False),
    ] = (),
) -> None:
    """下达: the unit gets it as a task that it signs, beside those of other business."""
    assert item.unit is not None  # noqa: S101 - the guard
    helping = list(assistants)
    if any(unit.pk == item.unit_id for unit in helping):
        refuse({"assistants": "责任单位不能同时是协办单位"})
    item.issued_on = timezone.localdate(at)
    item.first_issued_on = item.first_issued_on or item.issued_on
    expect(item, item.issued_on)
    owe(item)
    for unit, role in ((item.unit, Role.LEAD), *((one, Role.ASSIST) for one in helping)):
        tasks.assign(
            item, unit, role, due_on=item.due_on, actor=SELF, at=at, subject=item.text,
            former=_returned(item, role),
        )  # fmt: skip


def _returned(item: PlanItem, role: Role) -> Assignment | None:
    """The task that a unit sent back, in whose place the new one stands."""
    return Assignment.objects.of(item).unfollowed().filter(role=role).first()


def lead_of(item: PlanItem) -> Assignment | None:
    """The unit's open task."""
    return Assignment.objects.of(item).open().filter(role=Role.LEAD).first()


def _led(item: PlanItem) -> tuple[str, int | None]:
    """State and unit as the lead's task has them."""
    lead = lead_of(item)
    return (State.ISSUED, lead.unit_id) if lead else (State.PLANNED, item.unit_id)


def _in_step(item: PlanItem, day: date) -> str:
    return "计划任务与承办任务一致" if _led(item) == (item.state, item.unit_id) else ""


@workflow.move("随承办任务变动", sources=LED, rule=by_the_system, guard=_in_step)
def follow_task(item: PlanItem, *, actor: Actor, at: datetime) -> None:
    """随承办任务变动: it was sent back, called back, or is another unit's now."""
    item.state, item.unit_id = _led(item)
    if item.state == State.ISSUED and item.issued_on is None:
        item.issued_on = timezone.localdate(at)
        item.first_issued_on = item.first_issued_on or item.issued_on
        expect(item, item.issued_on)
    elif item.state == State.PLANNED:
        item.issued_on = None
    owe(item)


def _follow(task: Assignment, at: datetime) -> None:
    if task.role != Role.LEAD:
        return
    item = PlanItem.objects.get(pk=task.about_pk)
    if item.state in LED and not _in_step(item, timezone.localdate(at)):
        follow_task(item, actor=SELF, at=at)


following.declare(PlanItem._meta.label_lower, _follow)


def _settle(item: PlanItem, actor: Actor, at: datetime) -> None:
    """After each move of the plan its tasks are what it says: reported, accepted, called back."""
    lead = lead_of(item)
    if lead is not None and item.state == State.REPORTED and lead.state in Assignment.UNREPORTED:
        tasks.contribute(
            lead, opinion=item.result, reported_on=timezone.localdate(at), actor=SELF, at=at
        )
    elif lead is not None and item.state == State.ISSUED and lead.state == "reported":
        tasks.ask_again(lead, actor=SELF, at=at, reason="请按要求补充")
    elif lead is not None and item.state == State.DONE and lead.state == "reported":
        tasks.accept(lead, actor=SELF, at=at)
    if item.state not in (State.ISSUED, State.REPORTED):
        for task in Assignment.objects.of(item).open():
            tasks.call_back(task, actor=SELF, at=at, reason=TOLD)


workflow.followers.append(_settle)
