"""A task is given to a unit, done and accepted, or it comes back."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.arguments import Reason
from huiyin.casework.forms import DayField, RecordField, TextField
from huiyin.casework.models import Matter
from huiyin.casework.recount import by_the_system
from huiyin.casework.workflow import Workflow
from huiyin.coordination import following, rules
from huiyin.coordination.models import COORDINATE, Assignment, Role
from huiyin.organisations.models import Organisation

from . import asking

State = Assignment.State
NUMBERS = numbering.declare("RW", "coordination.assignment", 5)
workflow = Workflow(Assignment)
workflow.followers.append(following.follow)


def _units(task: Assignment) -> "QuerySet[Organisation]":
    """The agency with its units, and other agencies."""
    own = Q(pk=task.agency_id) | Q(parent=task.agency_id, is_agency=False)
    return Organisation.objects.standing().filter(own | Q(is_agency=True))


def _other_units(task: Assignment) -> "QuerySet[Organisation]":
    return _units(task).exclude(pk=task.unit_id)


Due = Annotated[date, DayField("办理期限")]


def assign(
    matter: Matter,
    unit: Organisation,
    role: Role,
    *,
    due_on: date,
    actor: Actor,
    at: datetime,
    subject: str = "",
    former: Assignment | None = None,
    is_designated: bool = False,
) -> Assignment:
    """A task beside this matter; called by a move of the matter, it is part of its transaction."""
    task = Assignment(
        agency=matter.agency,
        unit=unit,
        role=role,
        subject=subject,
        due_on=due_on,
        former=former,
        is_designated=is_designated,
    )
    task.put_beside(matter)
    return give(task, actor=actor, at=at)


@workflow.start("交办", rule=COORDINATE)
def give(task: Assignment, *, actor: Actor, at: datetime) -> Assignment:
    """交办: a unit of the agency that holds the matter, or another agency, gets a task."""
    task.given_on = at.date()
    asking.begin(task, NUMBERS, task.given_on)
    return task


@workflow.move("签收", sources={State.GIVEN}, target=State.SIGNED, rule=rules.may_handle, bulk=True)
def sign(task: Assignment, *, actor: Actor, at: datetime) -> None:
    """签收: the unit takes it on."""
    task.signed_on = at.date()
    task.note_handler(actor)


@workflow.move(
    "退回",
    sources=Assignment.UNREPORTED,
    target=State.RETURNED,
    rule=rules.may_handle,
    guard=rules.may_return,
)
def send_back(
    task: Assignment,
    *,
    actor: Actor,
    at: datetime,
    reason: Reason,
    basis: Annotated[
        str, TextField("退回依据", 300, help_text="写明法律、法规、规章或者职责规定的名称和条款")
    ],
) -> None:
    """退回: it is not the unit's business, by which rule; the coordinator decides whose it is."""
    task.closed_on = task.returned_on = at.date()
    task.close_reason, task.return_basis = reason, basis


@workflow.move(
    "指定承办",
    sources={State.RETURNED},
    rule=COORDINATE,
    guard=rules.may_be_followed,
)
def designate(
    task: Assignment,
    *,
    actor: Actor,
    at: datetime,
    unit: Annotated[Organisation, RecordField("承办单位", Organisation, _units)],  # type: ignore[valid-type]
    due_on: Due,
    reason: Reason,
) -> None:
    """指定承办: whose business it is has been decided; the unit may not send it back."""
    _give_instead(task, unit, due_on, actor, at, is_designated=True)


@workflow.move(
    "改派",
    sources=Assignment.OPEN | {State.RETURNED},
    rule=COORDINATE,
    guard=rules.may_be_followed,
)
def reassign(
    task: Assignment,
    *,
    actor: Actor,
    at: datetime,
    unit: Annotated[Organisation, RecordField("承办单位", Organisation, _other_units)],  # type: ignore[valid-type]
    due_on: Due,
    reason: Reason,
) -> None:
    """改派: another unit gets it; from the one that still had it, it is called back."""
    if unit.pk == task.unit_id:
        raise ValidationError({"unit": "请选择另一个单位"})
    if task.state in Assignment.OPEN:
        task.state = State.CALLED_BACK
        task.closed_on, task.close_reason = at.date(), reason
        task.save()  # a matter has one lead at a time: the former one first makes room
    _give_instead(task, unit, due_on, actor, at)


def _give_instead(
    task: Assignment,
    unit: Organisation,
    due_on: date,
    actor: Actor,
    at: datetime,
    *,
    is_designated: bool = False,
) -> Assignment:
    """The same task, given anew and linked to the former one."""
    return assign(
        task.about,
        unit,
        Role(task.role),
        due_on=due_on,
        actor=actor,
        at=at,
        subject=task.subject,
        former=task,
        is_designated=is_designated,
    )


@workflow.move("承接单位接办", sources=Assignment.UNREPORTED, rule=by_the_system)
def pass_task_on(task: Assignment, *, actor: Actor, at: datetime) -> None:
    """承接单位接办: the unit was dissolved; its successor gets the task, else the coordinator does.

    What is late stays so in its matter; the new task is not due before it was given. A successor
    that has a task of the matter already keeps it, and the coordinator sees to this one.
    """
    successor = task.unit.successor
    own = Assignment.objects.filter(pk=task.pk)
    has_one = successor is not None and own.also_asked_of(successor).exists()
    reason = f"{task.unit}已撤销，"
    task.closed_on = at.date()
    if successor is None or has_one:
        task.state, task.close_reason = State.RETURNED, f"{reason}由协调人另行交办"
        return
    task.state, task.close_reason = State.CALLED_BACK, f"{reason}由{successor}接办"
    task.save()  # a matter has one lead at a time: the former one first makes room
    _give_instead(task, successor, max(task.due_on, at.date()), actor, at)


@workflow.move("延长期限", sources=Assignment.UNREPORTED, rule=COORDINATE, bulk=True)
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
    task.note_handler(actor)


@workflow.move("请补充意见", sources={State.REPORTED}, target=State.SIGNED, rule=rules.may_accept)
def ask_again(task: Assignment, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """请补充意见: what was reported does not do; it stands until the unit says more."""
    task.reported_on = None


@workflow.move(
    "确认办结",
    sources={State.REPORTED},
    target=State.ACCEPTED,
    rule=rules.may_accept,
    bulk=True,
)
def accept(task: Assignment, *, actor: Actor, at: datetime) -> None:
    """确认办结: the holder of the matter has what it needs."""
    task.closed_on = at.date()


@workflow.move("撤回任务", sources=Assignment.OPEN, target=State.CALLED_BACK, rule=COORDINATE)
def call_back(task: Assignment, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """撤回任务: it is not needed any more, or was given to the wrong unit."""
    task.closed_on, task.close_reason = at.date(), reason
