"""Every write to the service requests."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.accounts.models import User
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
from .models import Channel, Confidant, RequestFile, RequestKind, Satisfaction, ServiceRequest

State = ServiceRequest.State


def _name_registrar(requests: list[ServiceRequest], actor: Actor) -> None:
    """Whoever registers a confidential request knows of it already."""
    if actor.is_person:
        Confidant.objects.bulk_create(
            Confidant(request=request, person_key=actor.key, person_name=actor.name[:100])
            for request in requests
            if request.is_confidential
        )


workflow = Workflow(ServiceRequest, began=_name_registrar)
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
    if request.answer_text:
        request.note_writer(actor)
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
    for request in made:
        keep_reports_confidential(request)
        if request.answer_text:
            request.note_writer(actor)
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


def keep_reports_confidential(request: ServiceRequest) -> None:
    """举报 is confidential whatever the door, until somebody with the right says why it need not be."""
    if request.request_kind == RequestKind.REPORT and not request.open_reason:
        request.is_confidential = True


def ready(request: ServiceRequest) -> None:
    """State and due date of a new request; an imported one may be assigned or answered."""
    keep_reports_confidential(request)
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
    was_confidential = request.is_confidential
    if was_confidential and values.get("is_confidential") is False:
        raise ValidationError({"is_confidential": "保密工单不能这样改为不保密，请办理“解除保密”"})
    for name, value in values.items():
        setattr(request, name, value)
    request.clean_fields(exclude={f.name for f in request._meta.fields if f.attname not in values})
    check(request, at.date())
    ready(request)
    if "answer_text" in values:
        request.note_writer(actor)
    _hide(request)  # what the portal told may no longer be true: it is published anew
    if request.is_confidential and not was_confidential:
        _name(request, actor.key, actor.name)
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
    request.note_writer(actor)
    check(request, at.date())


@workflow.move("登记回访", sources={State.ANSWERED}, rule=rules.may_assign)
def rate(request: ServiceRequest, *, actor: Actor, at: datetime, satisfaction: str) -> None:
    """回访: what the person thinks of the answer."""
    if satisfaction not in Satisfaction.values:
        raise ValidationError({"satisfaction": "请选择满意度"})
    request.satisfaction = satisfaction


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
    if wrong := publicity.faults(request, told):
        raise ValidationError(wrong)
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
    _hide(request)


def _hide(request: ServiceRequest) -> None:
    """Off the portal and out of the search, with the texts that stood there; no longer proposed."""
    request.proposed_at = None
    if request.published_at is None:
        return
    request.published_at = None
    request.public_subject = request.public_content = request.public_answer = ""
    page_cache.changed()
    index.drop([publicity.key(request)])


KEPT = set(State) - {State.VOIDED}


@workflow.move("设为保密", sources=KEPT, rule=rules.may_amend, basis="信访工作条例第三十条")
def keep_confidential(request: ServiceRequest, *, actor: Actor, at: datetime) -> None:
    """设为保密: from now on only named persons know of it; the one who does this is the first."""
    if request.is_confidential:
        raise ValidationError("这件工单已经是保密的")
    request.is_confidential, request.open_reason = True, ""
    _hide(request)
    _name(request, actor.key, actor.name)


@workflow.move("解除保密", sources=KEPT, rule=rules.may_confide)
def lift_confidence(request: ServiceRequest, *, actor: Actor, at: datetime, reason: str) -> None:
    """解除保密: everybody with the rights of the room sees it; why is kept with it."""
    _check_confidential(request)
    if not reason.strip():
        raise ValidationError({"reason": "请写明不再保密的理由"})
    request.is_confidential, request.open_reason = False, reason.strip()[:300]


@workflow.move("增加知悉人员", sources=KEPT, rule=rules.may_confide)
def confide(request: ServiceRequest, *, actor: Actor, at: datetime, person: User) -> None:
    """增加知悉人员: one more person may know of it, to handle it."""
    _check_confidential(request)
    _name(request, str(person.pk), str(person))


@workflow.move("移出知悉人员", sources=KEPT, rule=rules.may_confide)
def unconfide(request: ServiceRequest, *, actor: Actor, at: datetime, person: User) -> None:
    """移出知悉人员: from now on this person finds it nowhere."""
    removed, _ = request.confidants.filter(person_key=str(person.pk)).delete()
    if not removed:
        raise ValidationError({"person": f"{person}不在这件工单的知悉人员里"})


def _check_confidential(request: ServiceRequest) -> None:
    if not request.is_confidential:
        raise ValidationError("这件工单不是保密的")


def _name(request: ServiceRequest, key: str, name: str) -> None:
    if key:
        request.confidants.get_or_create(person_key=key, defaults={"person_name": name[:100]})


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
