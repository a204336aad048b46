"""From the service of the decision to the closing of the case."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from django import forms
from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.forms import ChoiceField, DayField, LineField, TextField
from huiyin.penalties import papers
from huiyin.penalties.models import Enforcement, Penalty, Service
from huiyin.penalties.rules import HANDLE

from .handling import State, within, workflow


@workflow.move(
    "登记送达",
    sources={State.DECIDED},
    target=State.SERVED,
    rule=HANDLE,
    basis="行政处罚法第六十一条",
)
def serve(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    served_on: Annotated[date, DayField("送达日期")],
    service: Annotated[str, ChoiceField("送达方式", Service.choices[1:])],
) -> None:
    """送达: from this day the party has fifteen days to pay."""
    within(penalty, "served_on", served_on, at.date())
    penalty.served_on, penalty.service = served_on, service
    papers.note_service(penalty)
    penalty.settle()


def _owes_money(penalty: Penalty, day: date) -> str:
    return "罚没款已经缴清" if penalty.is_paid else ""


@workflow.move(
    "登记缴款",
    sources={State.SERVED},
    rule=HANDLE,
    guard=_owes_money,
    basis="行政处罚法第六十七条、第七十条",
)
def pay(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    amount: Annotated[
        Decimal,
        forms.DecimalField(label="缴款金额（元）", max_digits=14, decimal_places=2, min_value=0),
    ],
    paid_on: Annotated[date, DayField("缴款日期")],
    receipt: Annotated[str, LineField("票据号", 60)],
) -> None:
    """缴款: a part or all of it, each with the number of its receipt."""
    within(penalty, "paid_on", paid_on, at.date())
    owed = penalty.sum_due - penalty.paid
    if not 0 < amount <= owed:
        raise ValidationError({"amount": f"缴款金额应在 0.01 和尚欠的 {owed} 元之间"})
    penalty.paid += amount
    penalty.paid_on = paid_on
    penalty.receipts = "；".join(filter(None, (penalty.receipts, receipt)))
    penalty.settle()


def _is_past_pay(penalty: Penalty, day: date) -> str:
    return "已经全部履行" if penalty.sum_due and penalty.is_paid else ""


@workflow.move(
    "登记强制执行",
    sources={State.SERVED},
    rule=HANDLE,
    guard=_is_past_pay,
    basis="行政处罚法第七十二条",
)
def enforce(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    measure: Annotated[str, ChoiceField("措施", Enforcement.choices)],
    enforced_on: Annotated[date, DayField("采取日期")],
    note: Annotated[
        str,
        TextField(
            "说明",
            300,
            required=False,
            help_text="批准延期、分期的写明到哪一天，或者各期的日期和金额",
        ),
    ] = "",
) -> None:
    """强制执行: surcharge, reminder, sale of property, the court; the last one stands on the record.

    What the party has to be told of is told in writing.
    """
    within(penalty, "enforced_on", enforced_on, at.date())
    told = papers.of_enforcement(penalty, measure, enforced_on, note)
    penalty.enforcement, penalty.enforced_on = measure, enforced_on
    if told is not None:
        papers.issue(penalty, papers.BY_MEASURE[Enforcement(measure)], told, day=enforced_on, at=at)


def _is_performed(penalty: Penalty, day: date) -> str:
    if penalty.is_paid or penalty.enforcement == Enforcement.COURT:
        return ""
    return f"还有 {penalty.sum_due - penalty.paid} 元没有缴纳，缴清或者申请法院强制执行后才能结案"


@workflow.move(
    "结案", sources={State.SERVED}, target=State.CLOSED, rule=HANDLE, guard=_is_performed
)
def close(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    result: Annotated[str, TextField("履行情况", 300)],
) -> None:
    """结案: performed, or left to the court; its publicity goes on."""
    penalty.closed_on = at.date()
    penalty.remark = f"{penalty.remark} 履行情况：{result}".strip()[:512]
    penalty.settle()
