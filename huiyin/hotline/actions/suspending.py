"""中止、恢复: nobody can go on for a while; asked for by the handler, decided by another person."""

from datetime import date, datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.deadlines import ClockEvent
from huiyin.casework.forms import OfferedField
from huiyin.hotline import rules, telling
from huiyin.hotline.deadlines import RESUMED, SUSPENDED, UNTIL
from huiyin.hotline.models import PauseCause, PauseRule, ServiceRequest
from huiyin.workdays.load import calendar

from .joining import carry
from .registering import State, workflow
from .units import led
from .wishes import PAUSE, forget

BY_LAW = "济南市12345市民服务热线条例第二十五条"
PAUSABLE = {State.RECEIVED, State.DISPATCHED, State.ASSIGNED}


class CauseField(OfferedField):
    """情形: those for which the place has a rule."""

    def offer(self, matter: Any) -> None:
        ruled = set(PauseRule.objects.values_list("cause", flat=True))
        self.choices = [one for one in PauseCause.choices if one[0] in ruled]


def _may_be_asked(request: ServiceRequest, day: date) -> str:
    if request.pause_cause:
        return "已经申请中止，等待批准"
    return _in_time(request, day)


def _in_time(request: ServiceRequest, day: date) -> str:
    return "办理期限已过，不能中止" if request.is_past_due(day) else ""


def _is_asked(request: ServiceRequest, day: date) -> str:
    return "" if request.pause_cause else "没有待批准的中止申请"


def _may_be_given(request: ServiceRequest, day: date) -> str:
    return _is_asked(request, day) or _in_time(request, day)


@workflow.move(
    "申请中止",
    sources=PAUSABLE,
    rule=rules.may_ask_more_time,
    guard=_may_be_asked,
    basis=BY_LAW,
    limited=True,
)
def ask_pause(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    cause: Annotated[str, CauseField(label="情形")],
    reason: Reason,
) -> None:
    """申请中止: nobody can go on now, for a cause that the place has a rule for."""
    _rule_of(cause, at.date())
    request.pause_cause, request.pause_reason, request.pause_by = cause, reason, actor.key


def _rule_of(cause: str, day: date) -> PauseRule:
    rule: PauseRule | None = PauseRule.objects.on(day, cause=cause)
    if rule is None:
        raise ValidationError({"cause": "没有这种情形在今天有效的规定，请先在“中止情形”中设定"})
    return rule


@workflow.move(
    "批准中止",
    sources=PAUSABLE,
    target=State.SUSPENDED,
    rule=rules.may_give_pause,
    guard=_may_be_given,
    basis=BY_LAW,
    limited=True,
)
def suspend(request: ServiceRequest, *, actor: Actor, at: datetime) -> None:
    """批准中止: the clock stands until the handling goes on, at most as long as the rule says."""
    rule = _rule_of(request.pause_cause, at.date())
    until = calendar(request.agency.region).add(at.date(), rule.days)
    events = [ClockEvent(SUSPENDED, at.date()), ClockEvent(UNTIL, until)]
    for event in events:
        request.note_clock(event)
    request.paused_until = until
    telling.suspended(request, request.pause_reason, at)
    carry(request, events, request.pause_reason, at)


@workflow.move(
    "不同意中止",
    sources=PAUSABLE,
    rule=rules.may_give_pause,
    guard=_is_asked,
    basis=BY_LAW,
    limited=True,
)
def refuse_pause(request: ServiceRequest, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """不同意中止: the handling goes on, the due date does not change."""
    forget(request, PAUSE)


@workflow.move(
    "恢复办理", sources={State.SUSPENDED}, rule=rules.may_ask_more_time, basis=BY_LAW, limited=True
)
def resume(request: ServiceRequest, *, actor: Actor, at: datetime) -> None:
    """恢复办理: the clock runs again from the next day, where its lead task stands."""
    event = ClockEvent(RESUMED, at.date())
    request.note_clock(event)
    request.state, request.unit_id = led(request)
    forget(request, PAUSE)
    request.paused_until = None
    telling.resumed(request, at)
    carry(request, [event], "", at)
