"""What is done with a request until it is answered, and with one entered in error."""

from datetime import date, datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.deadlines import ClockEvent
from huiyin.casework.forms import ChoiceField, DayField, NumberField, RecordField, TextField
from huiyin.casework.ordinary import put
from huiyin.hotline import rules
from huiyin.hotline.models import Satisfaction, ServiceRequest
from huiyin.organisations.models import Organisation

from .confiding import let_know
from .publishing import hide
from .registering import State, check, check_course, note_rating, ordinary, ready, workflow


@workflow.move("更正", sources=set(State) - {State.VOIDED}, rule=rules.REGISTER)
def amend(request: ServiceRequest, *, actor: Actor, at: datetime, values: dict[str, Any]) -> None:
    """更正: fields are set to what the source says now; state and clock follow from them."""
    was_confidential = request.is_confidential
    if was_confidential and values.get("is_confidential") is False:
        raise ValidationError({"is_confidential": "保密工单不能这样改为不保密，请办理“解除保密”"})
    put(request, values)
    check(request, at.date())
    note_rating(request, at.date())
    ready(request)
    if "answer_text" in values:
        request.note_writer(actor)
    hide(request)  # what the portal told may no longer be true: it is published anew
    if request.is_confidential and not was_confidential:
        let_know(request, actor.key, actor.name)
    request.validate_constraints()


def _units(request: ServiceRequest) -> QuerySet[Organisation]:
    return Organisation.objects.filter(parent=request.agency_id, is_agency=False)


def _name(unit: Organisation) -> str:
    return unit.name


@workflow.move(
    "交办", sources={State.RECEIVED, State.ASSIGNED}, target=State.ASSIGNED, rule=rules.ASSIGN
)
def assign(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    unit: Annotated[Organisation, RecordField("承办单位", Organisation, _units, shown=_name)],  # type: ignore[valid-type]
) -> None:
    """交办: a unit of the agency handles it."""
    if unit.agency.pk != request.agency_id:
        raise ValidationError({"unit": "只能交办给本机关的内设机构或所属单位"})
    request.unit = unit


def _may_be_extended(request: ServiceRequest, day: date) -> str:
    if request.due_on is not None and day > request.due_on:
        return "办理期限已过，不能再延期"
    extended = any(name == "extended" for name, _ in request.clock_events)
    return "同一答复期限只能延长一次" if extended else ""


@workflow.move(
    "延期",
    sources={State.RECEIVED, State.ASSIGNED},
    rule=rules.ASSIGN,
    guard=_may_be_extended,
)
def extend(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    days: Annotated[
        int, NumberField("延长工作日数", 1, 60, help_text="不超过原办理时限，只能延期一次")
    ],
    reason: Reason,
) -> None:
    """延期: once, before the due date, with a reason."""
    request.note_clock(ClockEvent("extended", amount=days))


@workflow.move("答复", sources={State.ASSIGNED}, target=State.ANSWERED, rule=rules.ANSWER)
def answer(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    answer_text: Annotated[str, TextField("答复内容", 5000, rows=8)],
    answered_on: Annotated[date, DayField("答复日期")],
) -> None:
    """答复: the person gets an answer."""
    request.answer_text, request.answered_on = answer_text, answered_on
    request.note_writer(actor)
    check_course(request, at.date())


@workflow.move("登记回访", sources={State.ANSWERED}, rule=rules.ASSIGN)
def rate(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    satisfaction: Annotated[str, ChoiceField("满意度", Satisfaction.choices, radio=True)],
) -> None:
    """回访: what the person thinks of the answer; said once, so that no figure changes afterwards."""
    if request.satisfaction:
        raise ValidationError("已经登记过回访结果；录入有误的，请用“更正”")
    request.satisfaction, request.rated_on = satisfaction, at.date()


recount = ordinary.recount(sources=ServiceRequest.OPEN)
void = ordinary.void(rules.VOID, then=lambda request, actor: hide(request))
