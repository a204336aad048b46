"""挂账: begun with the answer that says so, looked at each quarter, ended by two persons; the asker hears of it."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.arguments import Reason
from huiyin.casework.faults import refuse
from huiyin.casework.forms import ChoiceField, DayField, TextField
from huiyin.casework.recount import by_the_system
from huiyin.casework.workflow import Workflow
from huiyin.hotline import rules, telling
from huiyin.hotline.models import Deferral, DeferralLook, ServiceRequest
from huiyin.workdays.calendar import add_months

from .registering import State as Standing
from .registering import workflow as requests
from .units import SELF

NUMBERS = numbering.declare("GZ", "deferral", 5)
QUARTER = 3  # months: somebody looks at what is deferred at least as often
State, Result = Deferral.State, Deferral.Result
workflow = Workflow(Deferral)


def plan_deferral(
    request: ServiceRequest, reason: str, plan: str, next_look_on: date | None, day: date
) -> None:
    """What the draft says of it: reason, plan and day together, or nothing."""
    said = {"deferral_reason": reason, "deferral_plan": plan, "next_look_on": next_look_on}
    if any(said.values()):
        names = {"deferral_reason": "理由", "deferral_plan": "计划", "next_look_on": "下次查看日期"}
        refuse({name: f"挂账的请填写{names[name]}" for name in said if not said[name]})
        if request.deferrals.filter(state__in=Deferral.OPEN).exists():
            raise ValidationError({"deferral_plan": "这件工单还有没有销账的挂账事项，请先销账"})
        if request.end_reason:
            raise ValidationError({"end_reason": "不再受理的工单不能挂账"})
        _check_look("next_look_on", next_look_on, day)
    request.deferral_reason, request.deferral_plan = reason, plan
    request.next_look_on = next_look_on


def _check_look(name: str, day: date | None, today: date) -> None:
    last = add_months(today, QUARTER)
    if day is None or not today < day <= last:
        raise ValidationError(
            {name: f"下次查看日期应在今天以后，不晚于 {last}（至少每季度查看一次）"}
        )


def begin_deferral(request: ServiceRequest, actor: Actor, at: datetime) -> None:
    """The answer that is let out carries it: whoever approves the answer approves it."""
    if not request.deferral_plan:
        return
    deferral = Deferral(
        agency=request.agency,
        request=request,
        deferred_on=timezone.localdate(at),
        reason=request.deferral_reason,
        plan=request.deferral_plan,
        due_on=max(request.next_look_on or timezone.localdate(at), timezone.localdate(at)),
    )
    defer(deferral, actor=actor, at=at)
    request.deferred_on, request.settled_on = timezone.localdate(at), None


@workflow.start("挂账", rule=rules.ANSWER)
def defer(deferral: Deferral, *, actor: Actor, at: datetime) -> Deferral:
    """挂账: on the list from the day of the answer."""
    NUMBERS.give(deferral, at.year)
    return deferral


@workflow.move("登记查看", sources={State.OPEN}, rule=rules.ANSWER)
def look(
    deferral: Deferral,
    *,
    actor: Actor,
    at: datetime,
    note: Annotated[str, TextField("查看的情况", 1000)],
    next_look_on: Annotated[date, DayField("下次查看日期", initial=None)],
) -> None:
    """登记查看: how it stands now, and when somebody looks again."""
    _check_look("next_look_on", next_look_on, at.date())
    DeferralLook.objects.create(
        deferral=deferral, looked_on=at.date(), person_name=actor.name[:100], note=note
    )
    deferral.due_on = next_look_on


@workflow.move("拟销账", sources={State.OPEN}, target=State.ENDING, rule=rules.ANSWER)
def propose_end(
    deferral: Deferral,
    *,
    actor: Actor,
    at: datetime,
    result: Annotated[str, ChoiceField("结果", Result.choices, radio=True)],
    end_text: Annotated[
        str,
        TextField("告知诉求人的内容", 3000, rows=6, help_text="已解决的写明结果，取消的写明理由"),
    ],
) -> None:
    """拟销账: solved or given up, with what the person is told; another one reads it."""
    deferral.result, deferral.end_text = result, end_text
    deferral.writers = []
    deferral.note_writer(actor)


@workflow.move("退回", sources={State.ENDING}, target=State.OPEN, rule=rules.BY_ANOTHER)
def keep_open(deferral: Deferral, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """退回: it stays on the list."""
    deferral.result = ""


@workflow.move("审核销账", sources={State.ENDING}, target=State.SETTLED, rule=rules.BY_ANOTHER)
def settle(deferral: Deferral, *, actor: Actor, at: datetime) -> None:
    """审核销账: off the list; the person, and all who got the same answer, hear how it ended."""
    deferral.settled_on = at.date()
    main = deferral.request_id
    of_group = ServiceRequest.objects.deferred().filter(Q(pk=main) | Q(main=main))
    group = list(of_group)
    requests.move_many("settle_with_deferral", group, actor=SELF, at=at, text=deferral.end_text)


def _is_deferred(request: ServiceRequest, day: date) -> str:
    is_deferred = request.deferred_on is not None and request.settled_on is None
    return "" if is_deferred else "这件工单没有挂账"


@requests.move(
    "销账", sources=set(Standing) - {Standing.VOIDED}, rule=by_the_system, guard=_is_deferred
)
def settle_with_deferral(request: ServiceRequest, *, actor: Actor, at: datetime, text: str) -> None:
    """销账: the later result is told by the door by which the answer was."""
    request.settled_on = at.date()
    telling.settled(request, text, at)
