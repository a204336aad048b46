"""公开问答: one person proposes what the portal is to say, another one publishes it."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.faults import refuse
from huiyin.casework.forms import LineField, TextField
from huiyin.hotline import publicity, rules
from huiyin.hotline.models import ServiceRequest

from .registering import State, workflow


def _may_be_public(request: ServiceRequest, day: date) -> str:
    if request.consents and not request.is_confidential:
        return ""
    return "来信人没有同意公开，或者这件工单是保密的，不能公开"


def _unpublished(request: ServiceRequest, day: date) -> str:
    if refusal := _may_be_public(request, day):
        return refusal
    return "" if request.published_at is None else "这条问答已经公开，要改请先撤下"


def _proposed(request: ServiceRequest, day: date) -> str:
    return "" if request.is_proposed else "没有待公开的问答，请先“拟公开问答”"


def _may_be_published(request: ServiceRequest, day: date) -> str:
    return _may_be_public(request, day) or _proposed(request, day)


def _published(request: ServiceRequest, day: date) -> str:
    return "这条问答没有公开" if request.published_at is None else ""


@workflow.move("拟公开问答", sources={State.ANSWERED}, rule=rules.ANSWER, guard=_unpublished)
def propose(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    public_subject: Annotated[str, LineField("标题", 200)],
    public_content: Annotated[
        str, TextField("来信内容", 5000, rows=6, help_text="号码和姓名已遮掩，请再通读一遍")
    ],
    public_answer: Annotated[str, TextField("答复内容", 5000, rows=6)],
) -> None:
    """拟公开问答: question and answer as they would stand on the portal, for another person to read."""
    told = {
        "public_subject": public_subject,
        "public_content": public_content,
        "public_answer": public_answer,
    }
    refuse(publicity.faults(request, told))
    for name, text in told.items():
        setattr(request, name, text)
    request.proposed_at = at
    request.note_writer(actor)


@workflow.move(
    "公开问答",
    sources={State.ANSWERED},
    rule=rules.may_publish,
    guard=_may_be_published,
    basis="国办发〔2017〕47号",
)
def publish(request: ServiceRequest, *, actor: Actor, at: datetime) -> None:
    """公开问答: what was proposed is on the portal, word for word."""
    if wrong := publicity.faults(request, publicity.texts(request)):
        raise ValidationError(list(wrong.values()))
    request.published_at = at


@workflow.move("退回拟公开问答", sources={State.ANSWERED}, rule=rules.may_publish, guard=_proposed)
def send_back(request: ServiceRequest, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """退回: the text is kept, to be changed and proposed anew."""
    request.proposed_at = None


@workflow.move("撤下问答", sources={State.ANSWERED}, rule=rules.may_withdraw, guard=_published)
def withdraw(request: ServiceRequest, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """撤下问答: it is on the portal no more."""
    hide(request)


def hide(request: ServiceRequest) -> None:
    """Off the portal, with the texts that stood there; no longer proposed."""
    request.proposed_at = None
    if request.published_at is None:
        return
    request.published_at = None
    request.public_subject = request.public_content = request.public_answer = ""
