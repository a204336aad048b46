"""信息处理费 (条例第四十二条、国办函〔2020〕109号): notice, payment, lapse."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.deadlines import ClockEvent
from huiyin.casework.forms import ChoiceField, DayField, LineField, NumberField, TextField
from huiyin.foi import conditions, fees, rules
from huiyin.foi.models import Application, Decision, Fee, FeeBasis, NoticeOf, PaperKind
from huiyin.foi.papers.issuing import Letter, issue

from .asked import Number
from .flow import (
    State,
    not_before,
    not_later,
    workflow,
)
from .lapsing import enter_ending
from .noticing import notice_sent

CHARGED = "条例第四十二条、国办函〔2020〕109号"


def amount(basis: str, count: int, of_which: int = 1) -> int:
    """What one application owes, in 分: its share of the month's items, or its pages."""
    if basis not in dict(FeeBasis.offered()):
        raise ValidationError({"basis": "请选择计收方式"})
    try:
        return fees.for_items(count, of_which) if basis == FeeBasis.ITEM else fees.by_page(count)
    except ValueError as error:
        raise ValidationError({"count": "请填写正确的件数或页数"}) from error


Count = Annotated[
    int,
    NumberField(
        "件数或页数",
        1,
        100000,
        help_text="按件：该申请人本月累计件数（含本件）；按量：本件的页数",
    ),
]
NoticedOn = Annotated[
    date, DayField("通知发出日期", help_text="申请人的 20 个工作日从收到通知的次日起算")
]
PayHow = Annotated[
    str,
    TextField(
        "缴纳方式", 500, help_text="执收编码、账户、地点等；写进通知，也显示给查进度的申请人"
    ),
]
TOO_LATE = "收费通知应在答复期限内发出，期限已过的不能再收费"


def _may_be_charged(application: Application, day: date) -> str:
    if application.fees.all():
        return "本申请已经通知收费，不能重复收取"
    return TOO_LATE if application.due_on is None else ""


@workflow.move(
    "收费通知",
    sources={State.RECEIVED},
    target=State.PAYING,
    rule=rules.HANDLE,
    guard=_may_be_charged,
    basis=CHARGED,
)
def notice_fee(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    basis: Annotated[str, ChoiceField("计收方式", FeeBasis.offered)],
    count: Count,
    of_which: Annotated[
        int, NumberField("其中本件", 1, 1000, initial=1, help_text="按件计收时")
    ] = 1,
    noticed_on: NoticedOn,
    pay_how: PayHow = "",
    letter: Letter = None,
) -> None:
    """收费通知: inside the answer period; the sum follows from the count, nobody types it."""
    owed = amount(basis, count, of_which)
    if owed == 0:
        raise ValidationError({"count": "未达到收费标准，不收取信息处理费"})
    not_later("noticed_on", noticed_on, at)
    not_before("noticed_on", noticed_on, application.received_on, "收到日期")
    if application.due_on is not None and noticed_on > application.due_on:
        raise ValidationError({"noticed_on": TOO_LATE})
    fee = Fee(
        application=application, basis=basis, count=count, amount=owed, noticed_on=noticed_on,
        pay_how=pay_how,
    )  # fmt: skip
    fee.full_clean()
    fee.save()
    notice_sent(application, NoticeOf.FEE, noticed_on)
    if letter is not None:
        issue(application, PaperKind.FEE, letter, actor=actor, at=at, sent_on=noticed_on)


@workflow.move(
    "收到缴费",
    sources={State.PAYING},
    target=State.RECEIVED,
    rule=rules.HANDLE,
    basis=CHARGED,
)
def receive_payment(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    paid_on: Annotated[date, DayField("缴费日期")],
    receipt_number: Annotated[str, LineField("票据号码", 60, required=False)] = "",
) -> None:
    """收到缴费: the answer period begins anew after this day."""
    fee = application.fees.get()
    not_later("paid_on", paid_on, at)
    not_before("paid_on", paid_on, fee.noticed_on, "通知发出日期")
    if fee.due_on is not None and paid_on > fee.due_on:
        raise ValidationError({"paid_on": f"缴费期限为 {fee.due_day}，逾期视为放弃申请"})
    fee.paid_on, fee.receipt_number = paid_on, receipt_number
    fee.full_clean()
    fee.save()
    application.note_clock(ClockEvent("fee-paid", paid_on))


@workflow.move(
    "逾期未缴费，拟办结",
    sources={State.PAYING},
    target=State.ENTERED,
    rule=rules.HANDLE,
    guard=conditions.bearing(Decision.FEE_NOT_PAID),
    basis=CHARGED,
)
def lapse_payment(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    closed_on: Annotated[date, DayField("办结日期")],
    number: Number = "",
    letter: Letter = None,
) -> None:
    """逾期未缴费: deemed abandoned, counted as (六)2 once another person has compared it."""
    not_later("closed_on", closed_on, at)
    conditions.require(application, Decision.FEE_NOT_PAID, closed_on, field="closed_on")
    enter_ending(application, Decision.FEE_NOT_PAID, closed_on, number, letter, actor=actor, at=at)


@workflow.move(
    "申请人告知已缴费",
    sources={State.PAYING},
    rule=rules.may_handle_or_applied,
    basis=CHARGED,
)
def claim_payment(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    paid_on: Annotated[date, DayField("申请人说的缴费日期")],
) -> None:
    """我已缴费: the applicant says so; the office looks and then enters the payment."""
    fee = application.fees.get()
    not_later("paid_on", paid_on, at)
    not_before("paid_on", paid_on, fee.noticed_on, "通知发出日期")
    fee.claimed_on = paid_on
    fee.save(update_fields=["claimed_on"])
