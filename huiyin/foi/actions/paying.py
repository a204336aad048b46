"""信息处理费 (条例第四十二条、国办函〔2020〕109号): notice, payment, lapse."""

from datetime import date, datetime

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.deadlines import ClockEvent
from huiyin.foi import conditions, deadlines, fees, rules
from huiyin.foi.models import Application, Decision, Fee, FeeBasis, PaperKind
from huiyin.foi.papers.issuing import Letter, issue
from huiyin.workdays.load import calendar

from .flow import (
    State,
    not_before,
    not_later,
    workflow,
)
from .lapsing import enter_lapse

CHARGED = "条例第四十二条、国办函〔2020〕109号"


def amount(basis: str, count: int, of_which: int = 1) -> int:
    """What one application owes, in 分: its share of the month's items, or its pages."""
    if basis not in dict(FeeBasis.offered()):
        raise ValidationError({"basis": "请选择计收方式"})
    try:
        return fees.for_items(count, of_which) if basis == FeeBasis.ITEM else fees.by_page(count)
    except ValueError as error:
        raise ValidationError({"count": "请填写正确的件数或页数"}) from error


@workflow.move(
    "收费通知",
    sources={State.RECEIVED},
    target=State.PAYING,
    rule=rules.may_handle,
    basis=CHARGED,
)
def notice_fee(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    basis: str,
    count: int,
    noticed_on: date,
    of_which: int = 1,
    pay_how: str = "",
    letter: Letter = None,
) -> None:
    """收费通知: inside the answer period; the sum follows from the count, nobody types it."""
    owed = amount(basis, count, of_which)
    if owed == 0:
        raise ValidationError({"count": "未达到收费标准，不收取信息处理费"})
    not_later("noticed_on", noticed_on, at)
    not_before("noticed_on", noticed_on, application.received_on, "收到日期")
    if application.due_on is None or noticed_on > application.due_on:
        raise ValidationError({"noticed_on": "收费通知应在答复期限内送达，期限已过的不能再收费"})
    if application.fees.exists():
        raise ValidationError("本申请已经通知收费，不能重复收取")
    days = calendar(application.agency.region)
    fee = Fee(
        application=application, basis=basis, count=count, amount=owed, noticed_on=noticed_on,
        due_on=deadlines.last_day(deadlines.FEE_PAYMENT, noticed_on, days), pay_how=pay_how.strip(),
    )  # fmt: skip
    fee.full_clean()
    fee.save()
    if letter is not None:
        issue(application, PaperKind.FEE, letter, actor=actor, at=at, sent_on=noticed_on)


@workflow.move(
    "收到缴费",
    sources={State.PAYING},
    target=State.RECEIVED,
    rule=rules.may_handle,
    basis=CHARGED,
)
def receive_payment(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    paid_on: date,
    receipt_number: str = "",
) -> None:
    """收到缴费: the answer period begins anew after this day."""
    fee = application.fees.get()
    not_later("paid_on", paid_on, at)
    not_before("paid_on", paid_on, fee.noticed_on, "通知送达日期")
    if paid_on > fee.due_on:
        raise ValidationError({"paid_on": f"缴费期限为 {fee.due_on}，逾期视为放弃申请"})
    fee.paid_on, fee.receipt_number = paid_on, receipt_number.strip()
    fee.full_clean()
    fee.save()
    application.note_clock(ClockEvent("fee-paid", paid_on))


@workflow.move(
    "逾期未缴费，拟办结",
    sources={State.PAYING},
    target=State.ENTERED,
    rule=rules.may_handle,
    basis=CHARGED,
)
def lapse_payment(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    closed_on: date,
    number: str = "",
    letter: Letter = None,
) -> None:
    """逾期未缴费: deemed abandoned, counted as (六)2 once another person has compared it."""
    not_later("closed_on", closed_on, at)
    conditions.require(application, Decision.FEE_NOT_PAID, closed_on, field="closed_on")
    enter_lapse(application, Decision.FEE_NOT_PAID, closed_on, number, letter, actor=actor, at=at)


@workflow.move(
    "申请人告知已缴费",
    sources={State.PAYING},
    rule=rules.may_handle_or_applied,
    basis=CHARGED,
)
def claim_payment(application: Application, *, actor: Actor, at: datetime, paid_on: date) -> None:
    """我已缴费: the applicant says so; the office looks and then enters the payment."""
    fee = application.fees.get()
    not_later("paid_on", paid_on, at)
    not_before("paid_on", paid_on, fee.noticed_on, "通知送达日期")
    fee.claimed_on = paid_on
    fee.save(update_fields=["claimed_on"])
