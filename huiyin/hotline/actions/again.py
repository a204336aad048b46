"""重办、维持答复: the person is not content, so it is handled once more, or told why not."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError
from django.db.models import Max

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import NeededWhen, Reason
from huiyin.casework.forms import RecordField
from huiyin.coordination.models import Assignment, Role
from huiyin.hotline import rules, telling
from huiyin.hotline.models import FormerAnswer, ServiceRequest
from huiyin.organisations.models import Organisation

from .assigning import give, name_of, units_of
from .publishing import hide
from .registering import State, workflow
from .wishes import DRAFT, EXTENSION, PAUSE, forget

MAY_WAIT = RecordField("主办单位", Organisation, units_of, shown=name_of, required=False)


def _is_objected(request: ServiceRequest, day: date) -> str:
    if request.objected_on:
        return ""
    return "诉求人没有表示未解决或者不满意，请先登记回访"


@workflow.move(
    "重办",
    sources={State.ANSWERED},
    rule=rules.may_assign,
    guard=_is_objected,
    basis="济南市12345市民服务热线条例第二十七条",
)
def handle_again(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    reason: Reason,
    unit: Annotated[  # type: ignore[valid-type]
        Organisation | None, MAY_WAIT, NeededWhen("不填的回到待交办")
    ] = None,
) -> None:
    """重办: from today on by the target counted anew; the answer that did not do stays readable."""
    day = at.date()
    _keep_answer(request, reason)
    if not request.is_again:
        request.first_answered_on, request.first_due_on = request.answered_on, request.due_on
        request.first_reopened_on = day
    request.round_number += 1
    request.reopened_on = day
    request.tasks_after = Assignment.objects.of(request).aggregate(last=Max("pk"))["last"] or 0
    request.answered_on, request.answer_text, request.answered_by = None, "", ""
    request.unit = None
    request.contacted_at = request.visited_at = None
    request.objected_on = request.evaluated_on = request.reminded_on = None
    request.clock_events = []
    request.main, request.joined_on, request.next_look_on = None, None, None
    forget(request, EXTENSION, PAUSE, DRAFT)
    hide(request)
    try:
        request.recount()
    except LookupError as missing:
        raise ValidationError(f"{missing}，请先在“办理时限”表中添加") from missing
    request.state = State.RECEIVED
    if unit is not None:
        assert request.due_on is not None  # noqa: S101 - it was counted just now
        give(request, [unit], Role.LEAD, request.due_on, "unit", actor, at)
        request.unit, request.state = unit, State.DISPATCHED
    telling.reopened(request, at)


@workflow.move(
    "维持答复", sources={State.ANSWERED}, rule=rules.may_uphold, guard=_is_objected, bulk=True
)
def uphold(request: ServiceRequest, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """维持答复: somebody who did not handle it has looked at the objection, and the answer stands."""
    request.objected_on = None
    telling.upheld(request, reason, at)


def _keep_answer(request: ServiceRequest, reason: str) -> None:
    assert request.answered_on is not None  # noqa: S101 - an answered request has its day
    FormerAnswer.objects.create(
        request=request,
        round_number=request.round_number,
        answer_text=request.answer_text,
        end_reason=request.end_reason,
        answered_on=request.answered_on,
        answered_by=request.answered_by,
        due_on=request.due_on,
        unit=request.unit,
        reason=reason,
    )
