"""公开问答: one person proposes what the portal is to say, another one publishes it."""

from datetime import datetime

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.faults import refuse
from huiyin.hotline import publicity, rules
from huiyin.hotline.models import ServiceRequest
from huiyin.search import index
from huiyin.web import page_cache

from .registering import State, workflow


@workflow.move("拟公开问答", sources={State.ANSWERED}, rule=rules.may_answer)
def propose(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    public_subject: str,
    public_content: str,
    public_answer: str,
) -> None:
    """拟公开问答: question and answer as they would stand on the portal, for another person to read."""
    _check_may_be_public(request)
    if request.published_at is not None:
        raise ValidationError("这条问答已经公开，要改请先撤下")
    told = {
        "public_subject": public_subject.strip(),
        "public_content": public_content.strip(),
        "public_answer": public_answer.strip(),
    }
    refuse(publicity.faults(request, told))
    for name, text in told.items():
        setattr(request, name, text)
    request.proposed_at = at
    request.note_writer(actor)


def _check_may_be_public(request: ServiceRequest) -> None:
    if not request.consents or request.is_confidential:
        raise ValidationError("来信人没有同意公开，或者这件工单是保密的，不能公开")


@workflow.move(
    "公开问答", sources={State.ANSWERED}, rule=rules.may_publish, basis="国办发〔2017〕47号"
)
def publish(request: ServiceRequest, *, actor: Actor, at: datetime) -> None:
    """公开问答: what was proposed is on the portal, word for word."""
    _check_may_be_public(request)
    _check_proposed(request)
    if wrong := publicity.faults(request, publicity.texts(request)):
        raise ValidationError(list(wrong.values()))
    request.published_at = at
    page_cache.changed()
    index.put([publicity.search_entry(request)])


@workflow.move("退回拟公开问答", sources={State.ANSWERED}, rule=rules.may_publish)
def send_back(request: ServiceRequest, *, actor: Actor, at: datetime, reason: str) -> None:
    """退回: the text is kept, to be changed and proposed anew."""
    _check_proposed(request)
    if not reason.strip():
        raise ValidationError({"reason": "请写明退回的理由"})
    request.proposed_at = None


def _check_proposed(request: ServiceRequest) -> None:
    if not request.is_proposed:
        raise ValidationError("没有待公开的问答，请先“拟公开问答”")


@workflow.move("撤下问答", sources={State.ANSWERED}, rule=rules.may_withdraw)
def withdraw(request: ServiceRequest, *, actor: Actor, at: datetime, reason: str) -> None:
    """撤下问答: it is on the portal no more."""
    if request.published_at is None:
        raise ValidationError("这条问答没有公开")
    if not reason.strip():
        raise ValidationError({"reason": "请写明撤下的理由"})
    hide(request)


def hide(request: ServiceRequest) -> None:
    """Off the portal and out of the search, with the texts that stood there; no longer proposed."""
    request.proposed_at = None
    if request.published_at is None:
        return
    request.published_at = None
    request.public_subject = request.public_content = request.public_answer = ""
    page_cache.changed()
    index.drop([publicity.key(request)])
