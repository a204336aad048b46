"""依申请公开的期限: the numbers of the Regulation (国务院令第711号) and of the remedies."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from huiyin.casework.deadlines import Effect, Reckoning, TimeLimit, Unit, declare, reckon
from huiyin.workdays.calendar import WorkCalendar

if TYPE_CHECKING:
    from .models import Application

ANSWER = declare(
    TimeLimit(
        "foi.answer",
        "答复申请人",
        20,
        Unit.WORKDAYS,
        "《中华人民共和国政府信息公开条例》第三十三条第二款",
        events={
            "correction-received": Effect.RESTART,  # 第三十条
            "fee-paid": Effect.RESTART,  # 国办函〔2020〕109号
            "consult-sent": Effect.SUSPEND,  # 第三十三条第三款
            "consult-received": Effect.RESUME,
            "extended": Effect.EXTEND,
        },
        longest_extension=20,
    )
)
CORRECTION = declare(
    TimeLimit(
        "foi.correction", "告知补正", 7, Unit.WORKDAYS, "《中华人民共和国政府信息公开条例》第三十条"
    )
)
THIRD_PARTY = declare(
    TimeLimit(
        "foi.third-party",
        "第三方提出意见",
        15,
        Unit.WORKDAYS,
        "《中华人民共和国政府信息公开条例》第三十二条",
    )
)
CO_MAKER = declare(
    TimeLimit(
        "foi.co-maker",
        "共同制作机关提出意见",
        15,
        Unit.WORKDAYS,
        "《中华人民共和国政府信息公开条例》第三十四条",
    )
)
FEE_PAYMENT = declare(
    TimeLimit("foi.fee-payment", "缴纳信息处理费", 20, Unit.WORKDAYS, "国办函〔2020〕109号")
)
CONFIRMATION = declare(
    TimeLimit(
        "foi.confirmation",
        "与申请人确认收到",
        1,
        Unit.WORKDAYS,
        "《中华人民共和国政府信息公开条例》第三十一条",
    )
)
CONFIRMATION_OF_LETTER = declare(
    TimeLimit(
        "foi.confirmation-of-letter", "平常信函当日确认", 0, Unit.WORKDAYS,
        "《中华人民共和国政府信息公开条例》第三十一条第二项",
    )
)  # fmt: skip
RECONSIDERATION = declare(
    TimeLimit(
        "reconsideration", "申请行政复议", 60, Unit.DAYS, "《中华人民共和国行政复议法》第二十条"
    )
)
LITIGATION = declare(
    TimeLimit(
        "litigation", "提起行政诉讼", 6, Unit.MONTHS, "《中华人民共和国行政诉讼法》第四十六条"
    )
)
REASONABLE_CORRECTION = 15
"""Working days offered for a correction; the law says only 合理 (条例第三十条)."""
BY_SUBMISSION = frozenset({"counter"})
BY_SIGNATURE = frozenset({"letter"})


def received_day(channel: str, arrived: date, confirmed: date | None) -> date | None:
    """收到申请之日 by channel (条例第三十一条); None until both sides have confirmed.

    At the counter the day of submission, a letter with signature the day it was signed for; an
    ordinary letter, the internet and the office's fax the day it was confirmed.
    """
    if channel in BY_SUBMISSION | BY_SIGNATURE:
        return arrived
    return confirmed


def confirm_by(channel: str, arrived: date, calendar: WorkCalendar) -> Reckoning:
    """By when the office confirms: an ordinary letter the same day, else one working day."""
    rule = CONFIRMATION_OF_LETTER if channel == "plain-letter" else CONFIRMATION
    return reckon(rule, arrived, calendar)


def last_day(rule: TimeLimit, start: date, calendar: WorkCalendar) -> date:
    """The last day of a period that nothing suspends."""
    due = reckon(rule, start, calendar).due
    assert due is not None  # noqa: S101 - no events, no suspension
    return due


def silence_after(kind: str, received: date, calendar: WorkCalendar) -> date:
    """The last day for an opinion: the statute gives third parties and co-makers 15 working days.

    Other organs and own departments are asked for the same unless the office names a day.
    """
    return last_day(CO_MAKER if kind == "co-maker" else THIRD_PARTY, received, calendar)


@dataclass(frozen=True)
class DueStep:
    """One thing that must happen: the move that does it, by when, by which article."""

    move: str
    label: str
    due_on: date | None
    basis: str
    is_ours: bool = True

    def is_late(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today


def steps_of(application: "Application", calendar: WorkCalendar) -> list[DueStep]:
    """What must happen by when for this application, soonest first."""
    if application.state not in application.OPEN:
        return []
    found = [
        *_before_answer(application, calendar),
        *_enquiries(application),
        *_answer(application),
    ]
    return sorted(found, key=lambda step: step.due_on or date.max)


def _before_answer(application: "Application", calendar: WorkCalendar) -> list[DueStep]:
    state, received = application.state, application.received_on
    if received is None:
        due = application.due_on
        return [DueStep("confirm", "与申请人确认收到", due, CONFIRMATION.basis)]
    if state == "received" and not application.correction_wanted:
        due = last_day(CORRECTION, received, calendar)
        return [DueStep("ask_correction", "内容不明确的，一次性告知补正", due, CORRECTION.basis)]
    if state == "correcting":
        due, told = application.correction_due_on, CORRECTION.basis
        return [DueStep("receive_correction", "申请人补正", due, told, is_ours=False)]
    if state == "reasoning":
        due, told = application.reasons_due_on, "《中华人民共和国政府信息公开条例》第三十五条"
        return [DueStep("receive_reasons", "申请人说明理由", due, told, is_ours=False)]
    if state == "paying":
        due = max((fee.due_on for fee in application.fees.all()), default=None)
        return [DueStep("receive_payment", "申请人缴费", due, FEE_PAYMENT.basis, is_ours=False)]
    return []


def _enquiries(application: "Application") -> list[DueStep]:
    bases = {"third-party": THIRD_PARTY.basis, "co-maker": CO_MAKER.basis}
    return [
        DueStep(
            "receive_opinion", f"{asked.get_kind_display()}提出意见", asked.due_on,
            bases.get(asked.kind, ANSWER.basis if asked.suspends else ""), is_ours=False,
        )
        for asked in application.consultations.all()
        if asked.replied_on is None
    ]  # fmt: skip


NEXT = {
    "received": ("draft_answer", "拟定答复"),
    "reasoning": ("draft_answer", "拟定答复"),
    "consulting": ("draft_answer", "拟定答复"),
    "drafted": ("review", "保密审查、合法性审查"),
    "reviewed": ("sign", "签发答复"),
    "signed": ("serve", "送达答复"),
    "entered": ("confirm_answer", "核对登记的办结"),
}


def _answer(application: "Application") -> list[DueStep]:
    if application.state not in NEXT:
        return []
    move, label = NEXT[application.state]
    due = application.due_on if application.is_running else None
    found = [DueStep(move, label, due, ANSWER.basis)]
    extended = any(name == "extended" for name, _ in application.clock_events)
    if application.state != "entered" and not extended and application.due_on is not None:
        told = "需要延长的，经机构负责人同意并告知"
        found.append(DueStep("extend", told, application.due_on, ANSWER.basis))
    return found
