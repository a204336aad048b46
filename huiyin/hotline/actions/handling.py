"""What is done with a request until it is answered, and with one entered in error."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.deadlines import ClockEvent
from huiyin.casework.recount import by_the_system
from huiyin.hotline import rules
from huiyin.hotline.models import Satisfaction, ServiceRequest
from huiyin.organisations.models import Organisation

from .confiding import let_know
from .publishing import hide
from .registering import State, check, check_course, ready, workflow


@workflow.move("更正", sources=set(State) - {State.VOIDED}, rule=rules.may_amend)
def amend(request: ServiceRequest, *, actor: Actor, at: datetime, values: dict[str, Any]) -> None:
    """更正: fields are set to what the source says now; state and clock follow from them."""
    was_confidential = request.is_confidential
    if was_confidential and values.get("is_confidential") is False:
        raise ValidationError({"is_confidential": "保密工单不能这样改为不保密，请办理“解除保密”"})
    for name, value in values.items():
        setattr(request, name, value)
    request.clean_fields(exclude={f.name for f in request._meta.fields if f.attname not in values})
    check(request, at.date())
    ready(request)
    if "answer_text" in values:
        request.note_writer(actor)
    hide(request)  # what the portal told may no longer be true: it is published anew
    if request.is_confidential and not was_confidential:
        let_know(request, actor.key, actor.name)
    request.validate_constraints()


@workflow.move(
    "交办", sources={State.RECEIVED, State.ASSIGNED}, target=State.ASSIGNED, rule=rules.may_assign
)
def assign(request: ServiceRequest, *, actor: Actor, at: datetime, unit: Organisation) -> None:
    """交办: a unit of the agency handles it."""
    if unit.agency.pk != request.agency_id:
        raise ValidationError({"unit": "只能交办给本机关的内设机构或所属单位"})
    request.unit = unit


@workflow.move("延期", sources={State.RECEIVED, State.ASSIGNED}, rule=rules.may_assign)
def extend(request: ServiceRequest, *, actor: Actor, at: datetime, days: int, reason: str) -> None:
    """延期: once, before the due date, with a reason."""
    if request.due_on is not None and at.date() > request.due_on:
        raise ValidationError("办理期限已过，不能再延期")
    if not reason.strip():
        raise ValidationError({"reason": "请写明延期的理由"})
    request.note_clock(ClockEvent("extended", amount=days))


@workflow.move("答复", sources={State.ASSIGNED}, target=State.ANSWERED, rule=rules.may_answer)
def answer(
    request: ServiceRequest, *, actor: Actor, at: datetime, answer_text: str, answered_on: date
) -> None:
    """答复: the person gets an answer."""
    request.answer_text, request.answered_on = answer_text.strip(), answered_on
    request.note_writer(actor)
    check_course(request, at.date())


@workflow.move("登记回访", sources={State.ANSWERED}, rule=rules.may_assign)
def rate(request: ServiceRequest, *, actor: Actor, at: datetime, satisfaction: str) -> None:
    """回访: what the person thinks of the answer."""
    if satisfaction not in Satisfaction.values:
        raise ValidationError({"satisfaction": "请选择满意度"})
    request.satisfaction = satisfaction


@workflow.move("重算期限", sources=ServiceRequest.OPEN, rule=by_the_system)
def recount(request: ServiceRequest, *, actor: Actor, at: datetime, because: str) -> None:
    """重算期限: the official calendar has changed."""
    request.recount()


@workflow.move(
    "作废（录入错误）",
    sources=set(State) - {State.VOIDED},
    target=State.VOIDED,
    rule=rules.may_void,
)
def void(request: ServiceRequest, *, actor: Actor, at: datetime, reason: str) -> None:
    """作废: entered in error; kept, counted nowhere."""
    request.void_because(reason)
    hide(request)
