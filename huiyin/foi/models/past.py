"""办理经过: what lies beside an application, as columns of its own row.

An old register has one row an application; here enquiries, fees and remedies are rows of their
own. Each `Past` column reads what is there and, once it is set, holds what is to be there; the
actions write it down. Where there may be several (two enquiries, a lawsuit after a
reconsideration) the value is a tuple, in the same order in every column of the group.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from huiyin.casework.deadlines import ClockEvent

from .choices import FeeBasis

ENQUIRY = ("consult_sent_on", "consult_kinds", "consult_whoms", "consult_received_on",
           "consult_replied_on", "consult_opinions")  # fmt: skip
FEE = ("fee_noticed_on", "fee_basis", "fee_count", "fee_amount", "fee_paid_on", "fee_receipt")
REMEDY = ("remedy_filed_on", "remedy_kinds", "remedy_organs", "remedy_outcomes",
          "remedy_decided_on")  # fmt: skip


class Applied(Protocol):
    """What a column reads of an application."""

    @property
    def pk(self) -> Any: ...

    @property
    def clock_events(self) -> Any: ...

    @property
    def fees(self) -> Any: ...

    @property
    def past_values(self) -> dict[str, Any]: ...


class Past:
    """One such column: `read(application)` returns what is stored."""

    def __init__(self, label: str, read: Callable[[Applied], Any]) -> None:
        self.label, self.read = label, read

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, application: Applied | None, owner: type | None = None) -> Any:
        if application is None:
            return self
        values = application.past_values
        return values[self.name] if self.name in values else self.read(application)

    def __set__(self, application: Applied, value: Any) -> None:
        application.__dict__.setdefault("_past_values", {})[self.name] = value


def _event(name: str) -> Callable[[Applied], str | None]:
    """The value of the last clock event of that name."""

    def read(application: Applied) -> str | None:
        events = reversed(application.clock_events)
        return next((str(value) for event, value in events if event == name), None)

    return read


def _corrected_on(application: Applied) -> date | None:
    value = _event("correction-received")(application)
    return date.fromisoformat(value) if value else None


def _extension_days(application: Applied) -> int | None:
    value = _event("extended")(application)
    return ClockEvent.parse("extended", value).amount if value else None


def _each(label: str, related: str, name: str) -> Past:
    """The column `name` of everything that is related, oldest first."""

    def read(application: Applied) -> tuple[Any, ...]:
        if application.pk is None:
            return ()
        return tuple(getattr(one, name) for one in getattr(application, related).all())

    return Past(label, read)


def _of_fee(label: str, name: str, blank: Any) -> Past:
    """A column of the one fee there may be."""

    def read(application: Applied) -> Any:
        fee = next(iter(application.fees.all()), None) if application.pk else None
        return getattr(fee, name) if fee else blank

    return Past(label, read)


class PastColumns:
    """The columns; `past_values` holds those that were set on this object."""

    corrected_on = Past("收到补正日期", _corrected_on)
    extension_days = Past("延期工作日数", _extension_days)
    consult_sent_on = _each("征求意见日期", "consultations", "sent_on")
    consult_kinds = _each("征求对象类别", "consultations", "kind")
    consult_whoms = _each("征求对象", "consultations", "whom")
    consult_received_on = _each("对方收到日期", "consultations", "received_on")
    consult_replied_on = _each("收到意见日期", "consultations", "replied_on")
    consult_opinions = _each("对方意见", "consultations", "opinion")
    fee_noticed_on = _of_fee("收费通知日期", "noticed_on", None)
    fee_basis = _of_fee("计收方式", "basis", FeeBasis.RECORDED)
    fee_count = _of_fee("计费件数或页数", "count", 0)
    fee_amount = _of_fee("应缴金额（元）", "amount", None)
    fee_paid_on = _of_fee("缴费日期", "paid_on", None)
    fee_receipt = _of_fee("票据号码", "receipt_number", "")
    remedy_kinds = _each("救济途径", "remedies", "kind")
    remedy_organs = _each("救济受理机关", "remedies", "organ")
    remedy_filed_on = _each("救济受理日期", "remedies", "filed_on")
    remedy_outcomes = _each("救济结果", "remedies", "outcome")
    remedy_decided_on = _each("救济审结日期", "remedies", "decided_on")

    @property
    def past_values(self) -> dict[str, Any]:
        values: dict[str, Any] = self.__dict__.get("_past_values", {})
        return values


def label_of(name: str) -> str:
    """What such a column is called."""
    return str(vars(PastColumns)[name].label)
