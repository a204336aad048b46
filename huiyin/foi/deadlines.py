"""依申请公开的期限: the numbers of the Regulation (国务院令第711号) and of the remedies."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from django.conf import settings

from huiyin.casework.deadlines import (
    ClockEvent,
    Effect,
    TimeLimit,
    Unit,
    Wait,
    declare,
    reckon,
)
from huiyin.workdays.calendar import WorkCalendar

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
            "consult-delivered": Effect.ARRIVE,  # 第三十二条、第三十四条: 收到征求意见书之日
            "consult-until": Effect.LIMIT,  # 其他机关: the day agreed with it
            "consult-received": Effect.RESUME,
            "extended": Effect.EXTEND,
        },
        longest_extension=20,
        wait=Wait(15, settings.FOI_PRESUMED_RECEIPT_DAYS, longest=settings.FOI_ORGAN_DAYS),
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
ORGAN = declare(
    TimeLimit(
        "foi.organ",
        "其他机关提出意见",
        settings.FOI_ORGAN_DAYS,
        Unit.WORKDAYS,
        "本机关的约定，不是法定期限（《中华人民共和国政府信息公开条例》第三十三条第三款没有规定期限）",
    )
)
"""Silence is no consent: 第三十四条 speaks of information that was made jointly only."""
FEE_PAYMENT = declare(
    TimeLimit("foi.fee-payment", "缴纳信息处理费", 20, Unit.WORKDAYS, "国办函〔2020〕109号")
)
PROMISE = "本机关承诺"


def confirmation(days: int, basis: str = "") -> TimeLimit:
    """与申请人确认收到: 条例第三十一条 gives no period, so it is what the office promises."""
    full_basis = f"{PROMISE}，{basis or '法律、行政法规没有规定这一时限'}"
    return TimeLimit("foi.confirmation", "与申请人确认收到", days, Unit.WORKDAYS, full_basis)


PROPOSED = confirmation(1)
"""What the program proposes until an agency has said what it promises."""
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


def applicant_has_until(
    of: str, received: date, named: date | None, calendar: WorkCalendar
) -> date:
    """The last day to correct, explain or pay, from the day on which the notice was received.

    The day that the notice names holds if it leaves any time at all.
    """
    if named is not None and named > received:
        return named
    length = FEE_PAYMENT.length if of == "fee" else REASONABLE_CORRECTION
    return calendar.add(received, length)


def service_day(method: str, left: date | None, reached: date | None) -> date | None:
    """送达之日, which decides whether an answer is in time (国办公开办函〔2016〕235号第四条).

    By post the day of posting; handed over, directly or by another organ, the day of signature;
    electronically the day it reached the applicant's system.
    """
    return left if method == "post" else reached


def last_day(rule: TimeLimit, start: date, calendar: WorkCalendar) -> date:
    """The last day of a period that nothing suspends."""
    return reckon(rule, start, calendar).due


class Enquiry(Protocol):
    """A question to somebody outside, as a record or as an old register tells it."""

    kind: str
    sent_on: date
    received_on: date | None
    due_on: date | None
    replied_on: date | None

    @property
    def suspends(self) -> bool: ...


OF_WHOM = {"third-party": THIRD_PARTY, "co-maker": CO_MAKER}


def opinion_of(kind: str) -> TimeLimit:
    """The period for an opinion: the statute's for third parties and co-makers, else our own."""
    return OF_WHOM.get(kind, ORGAN)


def silence_after(kind: str, received: date, calendar: WorkCalendar) -> date:
    """The last day for an opinion, counted from the day the enquiry was received."""
    return last_day(opinion_of(kind), received, calendar)


def presumed_receipt(sent: date) -> date:
    """The day on which what was sent counts as received until its receipt is registered."""
    return sent + timedelta(days=settings.FOI_PRESUMED_RECEIPT_DAYS)


def sent_before(today: date) -> date:
    """What was sent earlier than this day counts as received before today."""
    return today - timedelta(days=settings.FOI_PRESUMED_RECEIPT_DAYS)


def waits_until(
    kind: str, sent: date, received: date | None, named: date | None, calendar: WorkCalendar
) -> date:
    """The last day on which an enquiry that is not answered holds the clock of the answer."""
    last = silence_after(kind, received or presumed_receipt(sent), calendar)
    return min(named, last) if named else last


def enquiry_events(asked: Iterable[Enquiry], calendar: WorkCalendar) -> list[ClockEvent]:
    """What the enquiries do to the clock of the answer; their numbers keep them apart."""
    events = []
    for number, one in enumerate(asked, 1):
        if not one.suspends:
            continue
        days = {"consult-sent": one.sent_on, "consult-delivered": one.received_on,
                "consult-received": one.replied_on}  # fmt: skip
        if one.kind not in OF_WHOM:
            dates = (one.kind, one.sent_on, one.received_on, one.due_on)
            days["consult-until"] = waits_until(*dates, calendar)
        events += [ClockEvent(name, day, of=str(number)) for name, day in days.items() if day]
    return events


def with_enquiries(
    stored: Iterable[list[str]], asked: Iterable[Enquiry], calendar: WorkCalendar
) -> list[list[str]]:
    """A stored clock with what the enquiries say now, in the place of what they said before."""
    remaining = [event for event in stored if not event[0].startswith("consult-")]
    return [*remaining, *(event.stored() for event in enquiry_events(asked, calendar))]


def extension_of(events: Iterable[ClockEvent]) -> ClockEvent | None:
    """The extension of the answer period that runs; a former period's ended with it."""
    history = list(events)
    began = [one.day for one in history if ANSWER.events[one.name] is Effect.RESTART and one.day]
    start = max(began, default=None)
    for one in history:
        if one.name == "extended" and (one.day is None or start is None or one.day >= start):
            return one
    return None
