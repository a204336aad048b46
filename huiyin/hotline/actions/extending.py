"""延期: asked for by the handler, decided by another person; the person who asked is notified."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.deadlines import ClockEvent
from huiyin.casework.forms import NumberField
from huiyin.hotline import rules, telling
from huiyin.hotline.deadlines import EXTENDED
from huiyin.hotline.models import ServiceRequest

from .joining import carry, may_be_extended
from .registering import workflow
from .wishes import EXTENSION, forget


def _may_be_asked(request: ServiceRequest, day: date) -> str:
    if request.wanted_days is not None:
        return "已经申请延期，等待批准"
    return may_be_extended(request, day)


def _is_asked(request: ServiceRequest, day: date) -> str:
    return "没有待批准的延期申请" if request.wanted_days is None else ""


def _may_be_given(request: ServiceRequest, day: date) -> str:
    return _is_asked(request, day) or may_be_extended(request, day)


@workflow.move(
    "申请延期",
    sources=ServiceRequest.HANDLED,
    rule=rules.may_ask_more_time,
    guard=_may_be_asked,
    basis="北京市接诉即办工作条例第十五条",
    limited=True,
)
def ask_more_time(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    days: Annotated[
        int, NumberField("延长工作日数", 1, 60, help_text="不超过原办理时限，只能延期一次")
    ],
    reason: Reason,
) -> None:
    """申请延期: before the due date, with a reason."""
    longest = request.time_limit().longest_extension
    if days > longest:
        raise ValidationError({"days": f"延长期限应为 1 至 {longest} 个工作日"})
    request.wanted_days, request.wanted_reason = days, reason
    request.wanted_by = actor.key


@workflow.move(
    "批准延期",
    sources=ServiceRequest.HANDLED,
    rule=rules.may_give_more_time,
    guard=_may_be_given,
    basis="北京市接诉即办工作条例第十五条",
    limited=True,
)
def extend(request: ServiceRequest, *, actor: Actor, at: datetime) -> None:
    """批准延期: once, before the due date; the asker gets the new date."""
    extension = ClockEvent(EXTENDED, amount=request.wanted_days or 0)
    request.note_clock(extension)
    reason = request.wanted_reason
    if not request.is_again:
        request.extended_on = at.date()
    forget(request, EXTENSION)
    telling.extended(request, reason, at)
    carry(request, [extension], reason, at)


@workflow.move(
    "不同意延期",
    sources=ServiceRequest.HANDLED,
    rule=rules.may_give_more_time,
    guard=_is_asked,
    basis="北京市接诉即办工作条例第十五条",
    limited=True,
)
def refuse_more_time(
    request: ServiceRequest, *, actor: Actor, at: datetime, reason: Reason
) -> None:
    """不同意延期: the due date does not change."""
    forget(request, EXTENSION)
