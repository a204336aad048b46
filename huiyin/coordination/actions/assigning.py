"""A task is given to a unit, done and accepted, or it comes back."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.arguments import Reason
from huiyin.casework.forms import DayField, TextField
from huiyin.casework.models import Matter
from huiyin.casework.workflow import Workflow
from huiyin.coordination import rules
from huiyin.coordination.models import COORDINATE, Assignment, Role
from huiyin.organisations.models import Organisation

from . import asking

State = Assignment.State
NUMBERS = numbering.declare("RW", "coordination.assignment", 5)
workflow = Workflow(Assignment)


def assign(
    matter: Matter,
    unit: Organisation,
    role: Role,
    *,
    due_on: date,
    actor: Actor,
    at: datetime,
    subject: str = "",
) -> Assignment:
    """A task beside this matter; called by a move of the matter, it is part of its transaction."""
    task = Assignment(agency=matter.agency, unit=unit, role=role, subject=subject, due_on=due_on)
    task.put_beside(matter)
    return give(task, actor=actor, at=at)


@workflow.start("交办", rule=COORDINATE)
def give(task: Assignment, *, actor: Actor, at: datetime) -> Assignment:
    """交办: a unit of the agency that holds the matter, or another agency, gets a task."""
    task.given_on = at.date()
    asking.begin(task, NUMBERS, task.given_on)
    return task


@workflow.move("签收", sources={State.GIVEN}, target=State.SIGNED, rule=rules.may_handle)
def sign(task: Assignment, *, actor: Actor, at: datetime) -> None:
    """签收: the unit takes it on."""
    task.signed_on = at.date()


@workflow.move("退回", sources=Assignment.UNREPORTED, target=State.RETURNED, rule=rules.may_handle)
def send_back(task: Assignment, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """退回: it is not the unit's business; the coordinator finds another."""
    task.closed_on, task.close_reason = at.date(), reason


@workflow.move("延长期限", sources=Assignment.UNREPORTED, rule=COORDINATE)
def extend(
    task: Assignment,
    *,
    actor: Actor,
    at: datetime,
    due_on: Annotated[date, DayField("新的期限")],
    reason: Reason,
) -> None:
    """延长期限: to a later day, with a reason."""
    if due_on <= task.due_on:
        raise ValidationError({"due_on": f"新的期限应晚于原来的期限 {task.due_day}"})
    task.due_on = due_on


@workflow.move(
    "反馈意见", sources=Assignment.UNREPORTED, target=State.REPORTED, rule=rules.may_report
)
def contribute(
    task: Assignment,
    *,
    actor: Actor,
    at: datetime,
    opinion: Annotated[str, TextField("反馈意见", 5000, rows=8)],
    reported_on: Annotated[date, DayField("反馈日期")],
) -> None:
    """反馈意见: what the unit says to the matter, and when it said so."""
    if not task.given_on <= reported_on <= at.date():
        wrong = f"反馈日期应在交办日期 {task.given_on} 之后，不晚于今天"
        raise ValidationError({"reported_on": wrong})
    task.opinion, task.reported_on = opinion, reported_on


@workflow.move("请补充意见", sources={State.REPORTED}, target=State.SIGNED, rule=COORDINATE)
def ask_again(task: Assignment, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """请补充意见: what was reported does not do; it stands until the unit says more."""
    task.reported_on = None


@workflow.move("确认办结", sources={State.REPORTED}, target=State.ACCEPTED, rule=COORDINATE)
def accept(task: Assignment, *, actor: Actor, at: datetime) -> None:
    """确认办结: the holder of the matter has what it needs."""
    task.closed_on = at.date()


@workflow.move("撤回任务", sources=Assignment.OPEN, target=State.CALLED_BACK, rule=COORDINATE)
def call_back(task: Assignment, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """撤回任务: it is not needed any more, or was given to the wrong unit."""
    task.closed_on, task.close_reason = at.date(), reason
