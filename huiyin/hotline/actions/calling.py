"""接线: what is done with a call while its caller is still on the line."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from huiyin.audit.actors import Actor
from huiyin.hotline import rules
from huiyin.hotline.models import ServiceRequest
from huiyin.organisations.models import Organisation

from .answering import on_the_spot
from .assigning import assign
from .joining import join
from .registering import CALLS, enter_numbered, register, workflow


@workflow.start("当场答复并登记", rule=rules.may_answer_call)
def answer_call(
    request: ServiceRequest, *, actor: Actor, at: datetime, answer_text: str
) -> ServiceRequest:
    """当场答复并登记: a call that ends in its answer is one act; nothing of it was ever open."""
    request.received_on = request.answered_on = at.date()
    request.answer_text = answer_text.strip()
    if not request.answer_text:
        raise ValidationError({"answer_text": "请填写答复内容"})
    if refusal := on_the_spot(request, at.date()):
        raise ValidationError({"request_kind": refusal})
    enter_numbered(request, CALLS, actor, at)
    return request


@transaction.atomic
def register_and_assign(
    request: ServiceRequest, *, actor: Actor, at: datetime, unit: Organisation
) -> ServiceRequest:
    """登记并交办: both or neither; each has its entry in the log."""
    return assign(register(request, actor=actor, at=at), actor=actor, at=at, unit=unit)


@transaction.atomic
def register_and_join(
    request: ServiceRequest, *, actor: Actor, at: datetime, number: str
) -> ServiceRequest:
    """登记为同一件: another caller with the same matter; a request of its own, joined to the main case."""
    return join(register(request, actor=actor, at=at), actor=actor, at=at, number=number)
