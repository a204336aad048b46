"""Every write to the register of applications."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.deadlines import ClockEvent
from huiyin.casework.numbering import next_reference
from huiyin.casework.recount import by_the_system
from huiyin.casework.workflow import Workflow

from . import rules
from .models import Application, Decision, Outcome, Remedy, RemedyKind

State = Application.State
WITHOUT_CORRECTION = frozenset({Decision.NOT_CORRECTED, Decision.OTHER})
workflow = Workflow(Application)


@workflow.start("登记", rule=rules.may_register)
def register(application: Application, *, actor: Actor, at: datetime) -> Application:
    """登记: an application goes into the register; without a reference it is given the next one."""
    if not application.reference:
        year = application.received_on.year
        agency = application.agency_id
        application.reference = next_reference(
            Application, agency, f"foi.{agency}", year, "SQ{year}-{number:04d}"
        )
    ready(application)
    check(application, at.date())
    application.full_clean()
    return application


def register_many(
    applications: Iterable[Application], *, actor: Actor, at: datetime
) -> list[Application]:
    """登记 of rows that were checked before; in one transaction."""
    made = list(applications)
    first: dict[date, Application] = {}
    for application in made:
        # a new one has no events: all received on one day are due on one day
        if (same := first.get(application.received_on)) is None:
            application.recount()
            first[application.received_on] = application
        else:
            application.due_on, application.is_provisional = same.due_on, same.is_provisional
        application.state = _state(application)
    return workflow.start_many("register", made, actor=actor, at=at)


def ready(application: Application) -> None:
    """State and due date of a newly registered application; an imported one may be answered."""
    application.state = _state(application)
    application.recount()


def _state(application: Application) -> State:
    return State.ANSWERED if application.answered_on else State.RECEIVED


def check(application: Application, today: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name.
    """
    wrong: dict[str, str] = {}
    if application.received_on > today:
        wrong["received_on"] = f"收到日期 {application.received_on} 晚于今天，请核对"
    if application.answered_on:
        if application.answered_on < application.received_on:
            wrong["answered_on"] = f"答复日期 {application.answered_on} 早于收到日期，请核对"
        if application.answered_on > today:
            wrong["answered_on"] = f"答复日期 {application.answered_on} 晚于今天，请核对"
        if not application.decision:
            wrong["decision"] = "已答复的申请必须填写办理结果"
    elif application.decision:
        wrong["answered_on"] = "填写了办理结果，还须填写答复日期"
    if wrong:
        raise ValidationError(wrong)


@workflow.move("更正", sources=set(State) - {State.VOIDED}, rule=rules.may_amend)
def amend(application: Application, *, actor: Actor, at: datetime, values: dict[str, Any]) -> None:
    """更正: fields are set to what the source says now, the clock is reckoned anew.

    An answer that is entered or taken back moves the application with it.
    """
    for name, value in values.items():
        setattr(application, name, value)
    application.clean_fields(
        exclude={f.name for f in application._meta.fields if f.attname not in values}
    )
    check(application, at.date())
    if application.answered_on or application.state == State.ANSWERED:
        application.state = _state(application)
    application.recount()
    application.validate_constraints()


@workflow.move(
    "告知补正",
    sources={State.RECEIVED},
    target=State.CORRECTING,
    rule=rules.may_handle,
    basis="条例第三十条",
)
def ask_correction(application: Application, *, actor: Actor, at: datetime, wanted: str) -> None:
    """告知补正: once, saying what to correct; the clock restarts when the correction arrives."""
    if any(name == "correction-received" for name, _ in application.clock_events):
        raise ValidationError("条例第三十条规定一次性告知补正，本申请已经补正过")
    if not wanted.strip():
        raise ValidationError({"wanted": "请写明需要补正的内容"})


@workflow.move(
    "收到补正",
    sources={State.CORRECTING},
    target=State.RECEIVED,
    rule=rules.may_handle,
    basis="条例第三十条",
)
def receive_correction(
    application: Application, *, actor: Actor, at: datetime, received_on: date
) -> None:
    """收到补正: the answer period counts from this day."""
    _not_later("received_on", received_on, at)
    application.note_clock(ClockEvent("correction-received", received_on))


@workflow.move(
    "征求第三方意见",
    sources={State.RECEIVED},
    target=State.CONSULTING,
    rule=rules.may_handle,
    basis="条例第三十二条、第三十三条第三款",
)
def consult(
    application: Application, *, actor: Actor, at: datetime, sent_on: date, whom: str
) -> None:
    """征求意见: the clock stands from the day the enquiry is sent."""
    _not_later("sent_on", sent_on, at)
    application.note_clock(ClockEvent("consult-sent", sent_on))


@workflow.move(
    "收到第三方意见",
    sources={State.CONSULTING},
    target=State.RECEIVED,
    rule=rules.may_handle,
    basis="条例第三十二条、第三十三条第三款",
)
def receive_opinion(
    application: Application, *, actor: Actor, at: datetime, received_on: date
) -> None:
    """收到意见: the clock runs again after this day."""
    _not_later("received_on", received_on, at)
    application.note_clock(ClockEvent("consult-received", received_on))


@workflow.move(
    "延长答复期限",
    sources={State.RECEIVED},
    rule=rules.may_extend,
    basis="条例第三十三条第二款",
)
def extend(application: Application, *, actor: Actor, at: datetime, days: int, reason: str) -> None:
    """延期: once, at most 20 working days, before the period has run out."""
    if application.due_on is not None and at.date() > application.due_on:
        raise ValidationError("答复期限已过，不能再延长")
    if not reason.strip():
        raise ValidationError({"reason": "请写明延长的理由"})
    application.note_clock(ClockEvent("extended", amount=days))


@workflow.move(
    "答复",
    sources={State.RECEIVED, State.CORRECTING},
    target=State.ANSWERED,
    rule=rules.may_handle,
    basis="条例第三十六条至第三十九条",
)
def answer(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    decision: str,
    answered_on: date,
    answer_number: str = "",
) -> None:
    """答复: exactly one result of the statutory table, with its date."""
    if decision not in Decision.values:
        raise ValidationError({"decision": "请选择一项办理结果"})
    if application.state == State.CORRECTING and decision not in WITHOUT_CORRECTION:
        raise ValidationError(
            {"decision": "申请尚在补正，只能按“逾期不补正”或“其他”（如申请人撤回）办结"}
        )
    application.decision, application.answered_on = decision, answered_on
    application.answer_number = answer_number
    check(application, at.date())


@workflow.move(
    "登记复议诉讼", sources={State.ANSWERED}, rule=rules.may_handle, basis="条例第五十一条"
)
def contest(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    kind: str,
    organ: str,
    filed_on: date,
    outcome: str = Outcome.PENDING,
    decided_on: date | None = None,
) -> None:
    """登记复议诉讼: the answer is contested."""
    if kind not in RemedyKind.values or outcome not in Outcome.values:
        raise ValidationError({"kind": "请选择救济类别和结果"})
    if application.answered_on and filed_on < application.answered_on:
        raise ValidationError({"filed_on": "受理日期早于答复日期，请核对"})
    remedy = Remedy(
        application=application, kind=kind, organ=organ, filed_on=filed_on,
        outcome=outcome, decided_on=decided_on,
    )  # fmt: skip
    remedy.full_clean()
    remedy.save()
    log.record(actor, "foi.remedy.register", remedy, at=at, kind=kind, organ=organ, outcome=outcome)


@workflow.move("重算期限", sources=Application.OPEN, rule=by_the_system)
def recount(application: Application, *, actor: Actor, at: datetime, because: str) -> None:
    """重算期限: the official calendar has changed."""
    application.recount()


@workflow.move(
    "作废（录入错误）",
    sources=set(State) - {State.VOIDED},
    target=State.VOIDED,
    rule=rules.may_void,
)
def void(application: Application, *, actor: Actor, at: datetime, reason: str) -> None:
    """作废: entered in error; kept, counted nowhere."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明作废原因"})
    application.void_reason = reason.strip()[:300]


def _not_later(name: str, day: date, at: datetime) -> None:
    if day > at.date():
        raise ValidationError({name: f"日期 {day} 晚于今天，请核对"})
