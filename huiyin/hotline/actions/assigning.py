"""交办: units get their tasks; the state of a request follows its lead task."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import NeededWhen
from huiyin.casework.faults import refuse
from huiyin.casework.forms import DayField, RecordField, RecordsField
from huiyin.casework.recount import by_the_system
from huiyin.coordination import actions as tasks
from huiyin.coordination import following
from huiyin.coordination.models import Assignment, Role
from huiyin.hotline import rules
from huiyin.hotline.models import ServiceRequest
from huiyin.organisations.models import Organisation

from .registering import State, workflow
from .units import SELF, latest_day, led

LED = ServiceRequest.HANDLED
"""The states of a request that follow from its lead task."""


def units_of(request: ServiceRequest) -> "QuerySet[Organisation]":
    """The agency itself and what is inside it."""
    inside = Q(pk=request.agency_id) | Q(parent=request.agency_id, is_agency=False)
    return Organisation.objects.standing().filter(inside)


def name_of(unit: Organisation) -> str:
    return unit.name


Unit = Annotated[Organisation, RecordField("主办单位", Organisation, units_of, shown=name_of)]  # type: ignore[valid-type]
Assistants = RecordsField("协办单位", Organisation, units_of, shown=name_of)
MAY_BE_NONE = RecordsField("协办单位", Organisation, units_of, shown=name_of, required=False)


@workflow.move(
    "交办",
    sources={State.RECEIVED},
    target=State.DISPATCHED,
    rule=rules.may_assign,
    bulk=True,
    limited=True,
)
def assign(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    unit: Unit,
    due_on: Annotated[date | None, DayField("主办期限", required=False)] = None,
    assistants: Annotated[Iterable[Organisation], MAY_BE_NONE] = (),
    assist_due_on: Annotated[
        date | None, DayField("协办反馈期限", required=False), NeededWhen("不填的同主办期限")
    ] = None,
) -> None:
    """交办: one unit leads, others may assist, each until a day that is not after the request's."""
    lead_due = due_on or latest_day(request, at.date())
    give(request, [unit], Role.LEAD, lead_due, "due_on", actor, at)
    give(request, assistants, Role.ASSIST, assist_due_on or lead_due, "assist_due_on", actor, at)
    request.unit = unit


@workflow.move(
    "增加协办", sources={State.DISPATCHED, State.ASSIGNED}, rule=rules.may_assign, bulk=True
)
def add_assistants(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    assistants: Annotated[Iterable[Organisation], Assistants],
    due_on: Annotated[date | None, DayField("反馈期限", required=False)] = None,
) -> None:
    """增加协办: further units, beside those that are at work."""
    due = due_on or latest_day(request, at.date())
    give(request, assistants, Role.ASSIST, due, "due_on", actor, at)


def give(
    request: ServiceRequest,
    units: Iterable[Organisation],
    role: Role,
    due_on: date,
    field: str,
    actor: Actor,
    at: datetime,
) -> None:
    wrong: dict[str, str] = {}
    if due_on > latest_day(request, timezone.localdate(at)):
        wrong[field] = f"期限不能晚于工单的期限 {request.due_day}"
    if any(unit.agency.pk != request.agency_id for unit in units):
        name = "unit" if role == Role.LEAD else "assistants"
        wrong[name] = "只能交办给本机关及其内设机构、所属单位"
    refuse(wrong)
    for unit in units:
        returned = Assignment.objects.of(request).unfollowed().filter(role=role)
        former = returned.filter(pk__gt=request.tasks_after).first()
        try:
            tasks.assign(
                request, unit, role, due_on=due_on, actor=actor, at=at, subject=_about(request),
                former=former,
            )  # fmt: skip
        except ValidationError as error:
            messages = error.message_dict if hasattr(error, "error_dict") else {}
            if "due_on" not in messages:
                raise
            raise ValidationError({field: messages["due_on"]}) from error


def _about(request: ServiceRequest) -> str:
    """The subject of the task; that of a confidential request shows nothing of it."""
    return "" if request.is_confidential else request.subject


def _in_step(request: ServiceRequest, day: date) -> str:
    is_in_step = (request.state, request.unit_id) == led(request)
    return "工单与主办任务一致" if is_in_step else ""


@workflow.move("随主办任务变动", sources=LED, rule=by_the_system, guard=_in_step)
def follow_lead(request: ServiceRequest, *, actor: Actor, at: datetime) -> None:
    """随主办任务变动: the lead has signed, sent back, or is another unit now."""
    request.state, request.unit_id = led(request)


def _follow(task: Assignment, at: datetime) -> None:
    if task.role != Role.LEAD:
        return
    request = ServiceRequest.objects.get(pk=task.about_pk)
    if request.state in LED and not _in_step(request, timezone.localdate(at)):
        follow_lead(request, actor=SELF, at=at)


following.declare("hotline.servicerequest", _follow)
