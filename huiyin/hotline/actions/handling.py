"""Corrections of a request, and voiding of what was entered in error."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.ordinary import put
from huiyin.hotline import rules
from huiyin.hotline.models import ServiceRequest

from . import ratings
from .confiding import let_know
from .joining import hangs_together
from .publishing import hide
from .registering import State, check, ordinary, ready, workflow
from .sorting import sort_in
from .units import give_to_units, led_by

ANSWER = ("answer_text", "answered_on")
LIVE = set(State) - {State.VOIDED}


@workflow.move("更正", sources=LIVE, rule=rules.REGISTER)
def amend(request: ServiceRequest, *, actor: Actor, at: datetime, values: dict[str, Any]) -> None:
    """更正: sets fields to their right values; the due date is reckoned anew from them.

    An answer needs a draft and a second person, and so does its correction.
    """
    if any(values.get(name, getattr(request, name)) != getattr(request, name) for name in ANSWER):
        raise ValidationError("答复不能直接更正：没有答复的请“拟答复”，已经答复的请“拟更正答复”")
    _amend(request, values, actor, at)


@workflow.move("按台账更正", sources=LIVE, rule=rules.REGISTER)
def amend_by_table(
    request: ServiceRequest, *, actor: Actor, at: datetime, values: dict[str, Any]
) -> None:
    """按台账更正: sets fields, including the answer, to the values of another system."""
    rest = ratings.hear_table(request, values, actor, timezone.localdate(at))
    _amend(request, rest, actor, at)


def _stay_with_the_lead(request: ServiceRequest, stood: str, unit: int | None) -> None:
    """An open request has the state and unit of its lead task; without one, the unit of the table."""
    if stood not in ServiceRequest.HANDLED:
        if request.unit_id != unit:
            raise ValidationError(
                {"unit": "已并案、已中止的工单不能改承办单位，请先拆分或者恢复办理"}
            )
        request.state = stood
        return
    if led_by(request) is None:
        give_to_units([request])
    elif request.unit_id != unit:
        raise ValidationError({"unit": "承办单位随主办任务变动，请在承办任务上“改派”"})
    else:
        request.state = stood


def _amend(request: ServiceRequest, values: dict[str, Any], actor: Actor, at: datetime) -> None:
    was_confidential = request.is_confidential
    if was_confidential and values.get("is_confidential") is False:
        raise ValidationError({"is_confidential": "保密工单不能这样改为不保密，请办理“解除保密”"})
    stood, unit, said = request.state, request.unit_id, ratings.said_of(request)
    put(request, values)
    if "category_text" in values and "category" not in values:
        request.category = None
    sort_in([request])
    today = timezone.localdate(at)
    check(request, today)
    ratings.date_said(request, today)
    ready(request)
    if stood == State.JOINED and request.state == State.ANSWERED:
        request.main = None  # it has an answer of its own
    if State.ANSWERED not in (stood, request.state):
        _stay_with_the_lead(request, stood, unit)
    if "answer_text" in values:
        request.note_writer(actor)
        request.note_handler(actor)
    if ratings.said_of(request) != said:
        ratings.correct(request, actor)
    hide(request)  # what the portal shows may no longer be true: it must be published anew
    if request.is_confidential and not was_confidential:
        if wrong := hangs_together(request):
            raise ValidationError({"is_confidential": wrong})
        let_know(request, actor.key, actor.name)
    request.validate_constraints()


recount = ordinary.recount(sources=ServiceRequest.OPEN)
void = ordinary.void(rules.VOID, then=lambda request, actor: hide(request))
