"""A request comes in: over the desk, the portal or a table."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.deadlines import EventError
from huiyin.casework.faults import refuse
from huiyin.casework.numbering import Numbers
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.shown import Shown
from huiyin.casework.workflow import Workflow
from huiyin.common import codes, telephones
from huiyin.files.models import StoredFile
from huiyin.hotline import publicity, rules
from huiyin.hotline.models import Channel, Confidant, RequestFile, RequestKind, ServiceRequest
from huiyin.personal import keys

from . import ratings, sorting
from .units import end_tasks, give_to_units

State = ServiceRequest.State


def _name_registrar(requests: list[ServiceRequest], actor: Actor) -> None:
    """Whoever registers a confidential request becomes one of those who may know of it."""
    if actor.is_person:
        Confidant.objects.bulk_create(
            Confidant(request=request, person_key=actor.key, person_name=actor.name[:100])
            for request in requests
            if request.is_confidential
        )


def _began(requests: list[ServiceRequest], actor: Actor) -> None:
    _name_registrar(requests, actor)
    give_to_units(requests)
    ratings.keep(requests, actor)


def _moved(request: ServiceRequest, actor: Actor, at: datetime) -> None:
    """Nobody works on for a request that is answered, void, or left to its main case."""
    if request.state == State.JOINED:
        end_tasks(request, at, reason="工单已经并入主案")
    elif not request.is_open and not request.is_child:
        end_tasks(request, at)


workflow = Workflow(
    ServiceRequest,
    began=_began,
    shown=Shown(lambda request: request.is_public, publicity.search_entry),
)
workflow.followers.append(_moved)
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


CALLS = numbering.declare("RX", "hotline", 5)
FAULTS = numbering.declare("JC", "mistake", 5, progress="mistake-progress")
LETTERS = numbering.declare("LY", "message", 5, progress="message-progress")


@workflow.start("网上找错", rule=rules.may_report)
def report(request: ServiceRequest, *, actor: Actor, at: datetime) -> ServiceRequest:
    """找错: a visitor reports a fault of the website; `query_code` is shown once."""
    request.request_kind = RequestKind.MISTAKE
    return _from_visitor(request, MISTAKES, FAULTS, actor, at)


@workflow.start("网上留言", rule=rules.may_report)
def message(request: ServiceRequest, *, actor: Actor, at: datetime) -> ServiceRequest:
    """留言: a visitor asks, complains or suggests; `query_code` is shown once."""
    if request.request_kind not in MESSAGE_KINDS:
        raise ValidationError({"request_kind": "请选择留言类型"})
    return _from_visitor(request, MESSAGES, LETTERS, actor, at)


def _from_visitor(
    request: ServiceRequest, channel: str, numbers: Numbers, actor: Actor, at: datetime
) -> ServiceRequest:
    """What came in over the portal, today; whoever sent it gets a query code."""
    request.channel = Channel.objects.get(key=channel)
    request.received_on = timezone.localdate(at)
    give_code(request)
    enter_numbered(request, numbers, actor, at)
    return request


def enter_numbered(request: ServiceRequest, numbers: Numbers, actor: Actor, at: datetime) -> None:
    """Every request is registered here, whichever way it came: completed, checked, numbered."""
    ordinary.enter(request, actor, timezone.localdate(at), partial(_number, numbers))


def give_code(request: ServiceRequest) -> None:
    """Set the query code on this object only; the database stores its digest."""
    request.query_code = codes.new(CODE_LENGTH)
    request.query_digest = keys.digest(request.query_code)


def add_files(request: ServiceRequest, files: Iterable[StoredFile], *, at: datetime) -> None:
    """Pictures that came with a request; part of the caller's transaction."""
    RequestFile.objects.bulk_create(
        RequestFile(request=request, file=file, uploaded_at=at) for file in files
    )


def register_many(
    requests: Iterable[ServiceRequest], *, actor: Actor, at: datetime
) -> list[ServiceRequest]:
    """登记 of rows that were checked before; in one transaction."""
    matters = list(requests)
    sorting.sort_in(matters)
    alike = Alike()
    for request in matters:
        alike.ready(request)
        _bring(request, actor)
    return workflow.start_many("register", matters, actor=actor, at=at)


def keep_reports_confidential(request: ServiceRequest) -> None:
    """举报 is confidential, whichever way it came, until somebody with the right gives a reason."""
    if request.request_kind == RequestKind.REPORT and not request.open_reason:
        request.is_confidential = True


class Alike:
    """`ready` for many: a new one has no events, so all of one kind and day are due on one day."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str, date], ServiceRequest] = {}

    def ready(self, request: ServiceRequest) -> None:
        about = (request.request_kind, request.urgency, request.received_on)
        first = self._first.get(about)
        if first is None:
            ready(request)
            self._first[about] = request
            return
        _begin(request)
        request.due_on, request.is_provisional = first.due_on, first.is_provisional
        request.note_contact_row(first.contact_row())


def ready(request: ServiceRequest) -> None:
    """State and due date of a new request; an imported one may be assigned, answered or rated."""
    _begin(request)
    try:
        request.recount()
    except LookupError as missing:
        raise ValidationError({"request_kind": f"{missing}，请先在“办理时限”表中添加"}) from missing
    except EventError as error:  # a day so far away that no calendar counts it
        raise ValidationError({"received_on": str(error)}) from error


def _begin(request: ServiceRequest) -> None:
    keep_reports_confidential(request)
    request.know_caller()
    request.is_repeat = None  # told anew: the number or the category may be another one
    ratings.date_said(request, request.answered_on or request.received_on)
    request.state = _state(request)


def _state(request: ServiceRequest) -> State:
    if request.answered_on:
        return State.ANSWERED
    return State.ASSIGNED if request.unit_id else State.RECEIVED


def check(request: ServiceRequest, today: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name.
    """
    refuse(_wrong_course(request, today) | _wrong_caller(request) | sorting.fault_of(request))


def _number(numbers: Numbers, request: ServiceRequest, day: date) -> None:
    numbers.give(request, request.received_on.year)


def _enter(request: ServiceRequest, actor: Actor, day: date) -> None:
    ready(request)
    sorting.sort_in([request])
    _bring(request, actor)


def _bring(request: ServiceRequest, actor: Actor) -> None:
    """What may come along with a new one: an answer, and that the person is not content with it."""
    if request.answer_text:
        request.note_writer(actor)
        request.note_handler(actor)
    ratings.note_objection(request)


ordinary = Ordinary(workflow, _enter, check)
register = ordinary.register(rules.REGISTER, number=partial(_number, CALLS))


def check_course(request: ServiceRequest, today: date) -> None:
    """`check` for a step that asks nothing of the caller: what was taken in long ago stays."""
    refuse(_wrong_course(request, today))


def _wrong_course(request: ServiceRequest, today: date) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if request.received_on > today:
        wrong["received_on"] = f"收到日期 {request.received_on} 晚于今天，请核对"
    if request.answered_on:
        if request.answered_on > today:
            wrong["answered_on"] = f"答复日期 {request.answered_on} 晚于今天，请核对"
        elif request.answered_on < request.received_on and not wrong:
            wrong["answered_on"] = f"答复日期 {request.answered_on} 早于收到日期，请核对"
        elif request.answered_on < request.counted_from and not wrong:
            wrong["answered_on"] = (
                f"{request.reopened_on} 起重新办理，答复日期 {request.answered_on} 是上一次的"
            )
        if not request.answer_text.strip():
            wrong["answer_text"] = "已答复的工单必须填写答复内容"
    return wrong


def _wrong_caller(request: ServiceRequest) -> dict[str, str]:
    wrong = telephones.contact_fault(request.caller_phone)
    return {"caller_phone": wrong} if wrong else {}
