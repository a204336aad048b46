"""延期: asked by the unit, decided by another."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.forms import DayField
from huiyin.rectification.models import Rectification
from huiyin.rectification.rules import may_decide, may_handle

from .handling import State, workflow


def _may_ask(matter: Rectification, today: date) -> str:
    if matter.wanted_until:
        return f"已经申请延至 {matter.wanted_until}，等待审批"
    return "整改期限已过，不能再申请延期" if matter.is_past_due(today) else ""


def _is_asked(matter: Rectification, today: date) -> str:
    return "" if matter.wanted_until else "没有待审批的延期申请"


@workflow.move("申请延期", sources={State.MENDING}, rule=may_handle, guard=_may_ask, limited=True)
def ask_more_time(
    matter: Rectification,
    *,
    actor: Actor,
    at: datetime,
    until: Annotated[date, DayField("申请延至")],
    reason: Reason,
) -> None:
    """申请延期: the unit cannot do it in time and says why, before the last day is over."""
    if matter.due_on and until <= matter.due_on:
        raise ValidationError({"until": f"应晚于现在的期限 {matter.due_day}"})
    matter.wanted_until, matter.wanted_because = until, reason
    matter.wanted_by = actor.key


@workflow.move("同意延期", sources={State.MENDING}, rule=may_decide, guard=_is_asked, limited=True)
def extend(matter: Rectification, *, actor: Actor, at: datetime) -> None:
    """同意延期: by another person than who asked."""
    matter.named_due_on = matter.wanted_until
    matter.recount()
    settle(matter)


@workflow.move(
    "不同意延期", sources={State.MENDING}, rule=may_decide, guard=_is_asked, limited=True
)
def refuse_more_time(matter: Rectification, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """不同意延期: the last day stays."""
    settle(matter)


def settle(matter: Rectification) -> None:
    """Nothing is asked any more; what was asked is in the log."""
    matter.wanted_until, matter.wanted_because, matter.wanted_by = None, "", ""
