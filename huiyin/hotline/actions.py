"""Every write to the service requests."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.deadlines import ClockEvent
from huiyin.casework.numbering import next_reference
from huiyin.casework.recount import by_the_system
from huiyin.casework.workflow import Workflow
from huiyin.files.models import StoredFile
from huiyin.organisations.models import Organisation
from huiyin.personal import keys
from huiyin.search import index
from huiyin.visitors import codes
from huiyin.web import page_cache

from . import publicity, rules
from .models import Channel, RequestFile, RequestKind, Satisfaction, ServiceRequest

State = ServiceRequest.State
workflow = Workflow(ServiceRequest)
MISTAKES, MESSAGES = "website-mistakes", "interaction"
"""The channels of 我为政府网站找错 and 我要留言."""
CODE_LENGTH = 8
MESSAGE_KINDS = (
    RequestKind.ENQUIRY,
    RequestKind.HELP,
    RequestKind.COMPLAINT,
    RequestKind.SUGGESTION,
)
"""What a message may be; a report of an offence (举报) needs a channel that keeps it secret."""


@workflow.start("登记", rule=rules.may_register)
def register(request: ServiceRequest, *, actor: Actor, at: datetime) -> ServiceRequest:
    """登记: a request comes in; without a reference it is given the next one."""
    if not request.reference:
        year = request.received_on.year
        agency = request.agency_id
        request.reference = next_reference(
            ServiceRequest, agency, f"hotline.{agency}", year, "RX{year}-{number:05d}"
        )
    ready(request)
    check(request, at.date())
    request.full_clean()
    return request


@workflow.start("网上找错", rule=rules.may_report)
def report(request: ServiceRequest, *, actor: Actor, at: datetime) -> ServiceRequest:
    """找错: a visitor tells of a fault of the website; `query_code` is told once."""
    request.request_kind = RequestKind.MISTAKE
    return _from_visitor(request, MISTAKES, "mistake", "JC", at)


@workflow.start("网上留言", rule=rules.may_report)
def message(request: ServiceRequest, *, actor: Actor, at: datetime) -> ServiceRequest:
    """留言: a visitor asks, complains or suggests; `query_code` is told once."""
    if request.request_kind not in MESSAGE_KINDS:
        raise ValidationError({"request_kind": "请选择留言类型"})
    return _from_visitor(request, MESSAGES, "message", "LY", at)


def _from_visitor(
    request: ServiceRequest, channel: str, series: str, letters: str, at: datetime
) -> ServiceRequest:
    """Number, query code and limit of what came in over the portal."""
    request.channel = Channel.objects.get(key=channel)
    request.received_on = timezone.localtime(at).date()
    agency, year = request.agency_id, request.received_on.year
    request.reference = next_reference(
        ServiceRequest, agency, f"{series}.{agency}", year, letters + "{year}-{number:05d}"
    )
    request.query_code = codes.new(CODE_LENGTH)
    request.query_digest = keys.digest(request.query_code)
    ready(request)
    request.full_clean()
    return request


def add_files(request: ServiceRequest, files: Iterable[StoredFile], *, at: datetime) -> None:
    """Pictures that came with a request; part of the caller's transaction."""
    RequestFile.objects.bulk_create(
        RequestFile(request=request, file=file, uploaded_at=at) for file in files
    )


def register_many(
    requests: Iterable[ServiceRequest], *, actor: Actor, at: datetime
) -> list[ServiceRequest]:
    """登记 of rows that were checked before; in one transaction."""
    made = list(requests)
    first: dict[tuple[str, date], ServiceRequest] = {}
    for request in made:
        # a new one has no events: all of one kind and day are due on one day
        alike = (request.request_kind, request.received_on)
        if (same := first.get(alike)) is None:
            ready(request)
            first[alike] = request
        else:
            request.due_on, request.is_provisional = same.due_on, same.is_provisional
            request.state = _state(request)
    return workflow.start_many("register", made, actor=actor, at=at)


def ready(request: ServiceRequest) -> None:
    """State and due date of a new request; an imported one may be assigned or answered."""
    request.state = _state(request)
    try:
        request.recount()
    except LookupError as missing:
        raise ValidationError({"request_kind": f"{missing}，请先在“办理时限”表中添加"}) from missing


def _state(request: ServiceRequest) -> State:
    if request.answered_on:
        return State.ANSWERED
    return State.ASSIGNED if request.unit_id else State.RECEIVED


def check(request: ServiceRequest, today: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name.
    """
    wrong: dict[str, str] = {}
    if request.received_on > today:
        wrong["received_on"] = f"受理日期 {request.received_on} 晚于今天，请核对"
    if request.answered_on:
        if request.answered_on < request.received_on:
            wrong["answered_on"] = f"答复日期 {request.answered_on} 早于受理日期，请核对"
        if request.answered_on > today:
            wrong["answered_on"] = f"答复日期 {request.answered_on} 晚于今天，请核对"
        if not request.answer_text.strip():
            wrong["answer_text"] = "已答复的工单必须填写答复内容"
    if wrong:
        raise ValidationError(wrong)


@workflow.move("更正", sources=set(State) - {State.VOIDED}, rule=rules.may_amend)
def amend(request: ServiceRequest, *, actor: Actor, at: datetime, values: dict[str, Any]) -> None:
    """更正: fields are set to what the source says now; state and clock follow from them."""
    for name, value in values.items():
        setattr(request, name, value)
    request.clean_fields(exclude={f.name for f in request._meta.fields if f.attname not in values})
    check(request, at.date())
    ready(request)
    _hide(request)  # what the portal told may no longer be true: it is published anew
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
    check(request, at.date())


@workflow.move("登记回访", sources={State.ANSWERED}, rule=rules.may_assign)
def rate(request: ServiceRequest, *, actor: Actor, at: datetime, satisfaction: str) -> None:
    """回访: what the person thinks of the answer."""
    if satisfaction not in Satisfaction.values:
        raise ValidationError({"satisfaction": "请选择满意度"})
    request.satisfaction = satisfaction


@workflow.move(
    "公开问答", sources={State.ANSWERED}, rule=rules.may_answer, basis="国办发〔2017〕47号"
)
def publish(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    public_subject: str,
    public_content: str,
    public_answer: str,
) -> None:
    """公开问答: question and answer on the portal, without anything that tells who asked."""
    if not request.consents or request.is_confidential:
        raise ValidationError("来信人没有同意公开，或者这件工单是保密的，不能公开")
    told = {
        "public_subject": public_subject.strip(),
        "public_content": public_content.strip(),
        "public_answer": public_answer.strip(),
    }
    if wrong := publicity.faults(request, told):
        raise ValidationError(wrong)
    for name, text in told.items():
        setattr(request, name, text)
    request.published_at = request.published_at or at
    page_cache.changed()
    index.put([publicity.search_entry(request)])


@workflow.move("撤下问答", sources={State.ANSWERED}, rule=rules.may_answer)
def withdraw(request: ServiceRequest, *, actor: Actor, at: datetime, reason: str) -> None:
    """撤下问答: it is on the portal no more."""
    if request.published_at is None:
        raise ValidationError("这条问答没有公开")
    if not reason.strip():
        raise ValidationError({"reason": "请写明撤下的理由"})
    _hide(request)


def _hide(request: ServiceRequest) -> None:
    """Off the portal and out of the search, with the texts that stood there."""
    if request.published_at is None:
        return
    request.published_at = None
    request.public_subject = request.public_content = request.public_answer = ""
    page_cache.changed()
    index.drop([publicity.key(request)])


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
    _hide(request)
