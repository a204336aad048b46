"""并案、拆分: equal complaints hang on one of them, are handled once, and each is answered by its own door."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import NeededWhen, Reason
from huiyin.casework.deadlines import ClockEvent
from huiyin.casework.forms import LineField, RecordField
from huiyin.casework.recount import by_the_system
from huiyin.hotline import rules, similar, telling
from huiyin.hotline.deadlines import EXTENDED, RESUMED, SUSPENDED
from huiyin.hotline.models import ServiceRequest

from .registering import State, check_course, workflow
from .units import SELF
from .wishes import DRAFT, EXTENSION, PAUSE, forget


def hangs_together(request: ServiceRequest) -> str:
    """Why a request that belongs to a group cannot become confidential, or go a way of its own."""
    if request.state == State.JOINED:
        return "这件工单已经并入主案，请先拆分"
    return "这件工单是主案，请先把并入的工单拆分出去" if request.has_waiting() else ""


def _stands_alone(request: ServiceRequest, day: date) -> str:
    if request.is_confidential:
        return "保密工单不能并案"
    if request.has_waiting():
        return "这件工单是主案，请把其他工单并到它这里"
    return ""


def _shown(request: ServiceRequest) -> str:
    where = f"（{request.place}）" if request.place else ""
    return f"{request.reference} {request.subject}{where}"


Main = Annotated[
    ServiceRequest | None,
    RecordField("相似的工单", ServiceRequest, similar.joinable, shown=_shown, required=False),
]


@workflow.move(
    "并入主案",
    sources=ServiceRequest.HANDLED,
    target=State.JOINED,
    rule=rules.ASSIGN,
    guard=_stands_alone,
    bulk=True,
)
def join(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    main: Main = None,
    number: Annotated[
        str, LineField("主案编号", 80, required=False), NeededWhen("没有选择相似工单的必填")
    ] = "",
) -> None:
    """并入主案: from now on the main case is handled, and its answer is this one's too."""
    request.main = _main_of(request, main, number)
    request.joined_on, request.unit = at.date(), None
    forget(request, EXTENSION, PAUSE, DRAFT)


def _main_of(request: ServiceRequest, main: ServiceRequest | None, number: str) -> ServiceRequest:
    """The main case, locked: whoever answers it at this moment goes first, or comes after."""
    field = "main" if main is not None else "number"
    if main is None and not number:
        raise ValidationError({"number": "请选择相似的工单，或者填写主案编号"})
    of_agency = ServiceRequest.objects.valid().filter(
        agency=request.agency_id, is_confidential=False
    )
    known = of_agency.filter(pk=main.pk) if main else of_agency.filter(reference__iexact=number)
    row = known.select_for_update(of=("self",)).first()
    if row is None:
        raise ValidationError({field: "本机关没有这个编号的工单，或者它是保密的，不能并案"})
    if row.pk == request.pk:
        raise ValidationError({field: "不能并入自己，请选择另一件工单作主案"})
    if row.state == State.JOINED:
        raise ValidationError({field: f"{row} 已经并入 {row.main}，请填写主案的编号"})
    if row.state not in ServiceRequest.HANDLED:
        state = row.get_state_display()
        raise ValidationError({field: f"{row} {state}，不能再并入工单"})
    return row


@workflow.move("拆分", sources={State.JOINED}, target=State.RECEIVED, rule=rules.ASSIGN, bulk=True)
def part(request: ServiceRequest, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """拆分: it is another matter after all, and is handled by itself."""
    _leave(request, at)


def _leave(request: ServiceRequest, at: datetime) -> None:
    names = [name for name, _ in request.clock_events]
    if names.count(SUSPENDED) > names.count(RESUMED):
        request.note_clock(ClockEvent(RESUMED, timezone.localdate(at)))
    request.main, request.joined_on = None, None


def _main_is_answered(request: ServiceRequest, day: date) -> str:
    is_answered = request.main is not None and request.main.state == State.ANSWERED
    return "" if is_answered else "主案还没有答复"


@workflow.move(
    "随主案答复",
    sources={State.JOINED},
    target=State.ANSWERED,
    rule=by_the_system,
    guard=_main_is_answered,
)
def follow_main(request: ServiceRequest, *, actor: Actor, at: datetime) -> None:
    """随主案答复: the person gets the answer of the main case, by the own door and in one transaction."""
    main = request.main
    assert main is not None  # noqa: S101 - the guard has asked
    assert main.answered_on is not None  # noqa: S101 - what is answered has its day
    request.answer_text, request.end_reason = main.answer_text, main.end_reason
    request.answered_on = max(main.answered_on, request.received_on)
    request.unit, request.deferred_on = main.unit, main.deferred_on
    request.take_review_of(main)
    check_course(request, at.date())
    telling.answered(request, at)


def _main_is_void(request: ServiceRequest, day: date) -> str:
    is_void = request.main is not None and request.main.state == State.VOIDED
    return "" if is_void else "主案没有作废"


@workflow.move(
    "主案作废，退回待交办",
    sources={State.JOINED},
    target=State.RECEIVED,
    rule=by_the_system,
    guard=_main_is_void,
)
def lose_main(request: ServiceRequest, *, actor: Actor, at: datetime) -> None:
    """主案作废: what hung on it is handled by itself again; no person loses an answer."""
    _leave(request, at)


def _has_main(request: ServiceRequest, day: date) -> str:
    return "" if request.is_child else "没有并入主案"


@workflow.move("随主案更正答复", sources={State.ANSWERED}, rule=by_the_system, guard=_has_main)
def follow_correction(
    request: ServiceRequest, *, actor: Actor, at: datetime, answer_text: str
) -> None:
    """随主案更正答复: the corrected answer goes to whoever got the former one."""
    request.answer_text = answer_text
    if request.main is not None:
        request.take_review_of(request.main)
    telling.answered(request, at)


@workflow.move("随主案计时", sources={State.JOINED}, rule=by_the_system)
def follow_clock(
    request: ServiceRequest, *, actor: Actor, at: datetime, events: list[list[str]], why: str
) -> None:
    """随主案计时: extended, suspended and resumed with the main case, on a clock of its own."""
    for stored in events:
        event = ClockEvent.parse(*stored)
        if event.name == EXTENDED:
            most = request.time_limit().longest_extension
            event = ClockEvent(EXTENDED, amount=min(event.amount, most))
        request.note_clock(event)
    _tell_clock(request, ClockEvent.parse(*events[0]).name, why, at)


def _tell_clock(request: ServiceRequest, name: str, why: str, at: datetime) -> None:
    if name == EXTENDED:
        telling.extended(request, why, at)
    elif name == RESUMED:
        telling.resumed(request, at)
    else:
        telling.suspended(request, why, at)


def move_children(name: str, children: list[ServiceRequest], at: datetime, **details: Any) -> None:
    """One move of the system on all of them, in the transaction of the main case's own."""
    if children:
        workflow.move_many(name, children, actor=SELF, at=at, related=("main__unit",), **details)


def carry(main: ServiceRequest, events: Sequence[ClockEvent], why: str, at: datetime) -> None:
    """What touches the clock of the main case touches those of its children that still run."""
    children = list(main.waiting())
    name = events[0].name
    if name == EXTENDED:
        children = [one for one in children if not may_be_extended(one, timezone.localdate(at))]
    elif name == RESUMED:
        children = [one for one in children if SUSPENDED in dict(one.clock_events)]
    stored = [event.stored() for event in events]
    move_children("follow_clock", children, at, events=stored, why=why)


def may_be_extended(request: ServiceRequest, day: date) -> str:
    """Guard: an extension comes once, before the last day."""
    if request.is_past_due(day):
        return "办理期限已过，不能再延期"
    return "同一答复期限只能延长一次" if EXTENDED in dict(request.clock_events) else ""


def correct_children(main: ServiceRequest, former: str, at: datetime) -> None:
    """Those that got the former answer of their main case, and no other one since, get the new one."""
    children = main.group().filter(state=State.ANSWERED, answer_text=former)
    move_children("follow_correction", list(children), at, answer_text=main.answer_text)


def _settle(request: ServiceRequest, actor: Actor, at: datetime) -> None:
    """When the main case is over, all that hang on it are: answered, or handled by themselves."""
    if request.is_open or request.is_child:
        return
    children = list(request.waiting())
    name = "lose_main" if request.state == State.VOIDED else "follow_main"
    move_children(name, children, at)


workflow.followers.append(_settle)
