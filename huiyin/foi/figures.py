"""Figures of the register of applications."""

from huiyin.figures.registry import AsOf, Condition, Figure, Ratio, declare
from huiyin.figures.spreads import Length

from . import statutory
from .counted import APPLICATIONS, FEES, REMEDIES
from .models import Decision, RemedyKind

ANSWERS = tuple(one for one in Decision if one not in statutory.ENDED_OTHERWISE)
"""其他处理 (the applicant let it lapse or took it back) is closed, not answered: never a late answer."""

LEAST = 5
"""No length of fewer: it would speak of persons."""


def received(on: AsOf) -> Condition:
    return on.during("received_on")


def closed(on: AsOf) -> Condition:
    return on.during("answered_on")


def answered(on: AsOf) -> Condition:
    return on.during("answered_on", decision__in=ANSWERS)


def answered_in_time(on: AsOf) -> Condition:
    return answered(on) & on.in_time("answered_on", "due_on")


def _paid_not_yet(fees: AsOf) -> Condition:
    return fees.not_yet("fees__paid_on")


def waiting(on: AsOf) -> Condition:
    """The next step was the applicant's: no day ran against the office."""
    asked = on.happened("correction_asked_on") & on.not_yet("correction_received_on")
    return asked | on.has(FEES, _paid_not_yet)


def overdue(on: AsOf) -> Condition:
    return on.overdue("answered_on", "due_on") & on.unless(waiting(on))


def judged(on: AsOf) -> Condition:
    """What was answered, or should have been."""
    return answered(on) | overdue(on)


def late(on: AsOf) -> Condition:
    return (answered(on) & on.late("answered_on", "due_on")) | overdue(on)


def not_due(on: AsOf) -> Condition:
    return on.not_due("due_on") & on.not_yet("answered_on")


def contested(on: AsOf, *kinds: str) -> Condition:
    """Applications, not proceedings: one that is contested twice counts once."""

    def filed(remedies: AsOf) -> Condition:
        return remedies.during("remedies__filed_on") & remedies.where(remedies__kind__in=kinds)

    return on.has(REMEDIES, filed)


def reconsidered(on: AsOf) -> Condition:
    return contested(on, RemedyKind.RECONSIDERATION)


def litigated(on: AsOf) -> Condition:
    return contested(on, RemedyKind.LITIGATION, RemedyKind.LITIGATION_AFTER)


def _noticed(fees: AsOf) -> Condition:
    return fees.during("fees__noticed_on")


def fees_noticed(on: AsOf) -> Condition:
    return on.has(FEES, _noticed)


def _paid(fees: AsOf) -> Condition:
    return fees.during("fees__paid_on")


def fees_paid(on: AsOf) -> Condition:
    return on.has(FEES, _paid)


declare(
    Figure(
        "foi.received",
        "受理依申请公开",
        "件",
        "收到日期在统计期内的申请，不含录入作废的",
        APPLICATIONS,
        received,
    )
)
declare(
    Figure(
        "foi.closed",
        "办结依申请公开",
        "件",
        "答复或者终结办理（逾期不补正、逾期未缴费、撤回等）日期在统计期内的申请",
        APPLICATIONS,
        closed,
    )
)
declare(
    Figure(
        "foi.answered",
        "作出答复的依申请公开",
        "件",
        "答复日期在统计期内的申请，不含逾期不补正、逾期未缴费、撤回等终结办理的",
        APPLICATIONS,
        answered,
        version=2,
    )
)
declare(
    Ratio(
        "foi.answered.on-time",
        "依申请公开按期答复率",
        "%",
        "在法定期限（含中止、延长）内答复的件数÷（答复件数＋统计期末已超过期限尚未答复的件数）；"
        "终结办理的和期限未到的不计入；直接、委托送达的以签收之日、邮寄的以交寄之日、"
        "电子送达的以到达之日为答复之日",
        APPLICATIONS,
        answered_in_time,
        among=judged,
        pending=not_due,
        version=3,
    )
)
declare(
    Figure(
        "foi.late",
        "超期依申请公开",
        "件",
        "统计期内超过期限才答复，或者到统计期末已超过期限尚未答复的申请",
        APPLICATIONS,
        late,
        among=judged,
    )
)
declare(
    Figure(
        "foi.reconsidered",
        "引起行政复议",
        "件",
        "复议受理日期在统计期内的申请，一件申请只计一次",
        APPLICATIONS,
        reconsidered,
    )
)
declare(
    Figure(
        "foi.litigated",
        "引起行政诉讼",
        "件",
        "诉讼受理日期在统计期内的申请，一件申请只计一次",
        APPLICATIONS,
        litigated,
    )
)
declare(
    Figure(
        "foi.carried-over",
        "结转继续办理",
        "件",
        "统计期末尚未答复的申请（收到日期不晚于期末）",
        APPLICATIONS,
        statutory.carried_out,
    )
)
declare(
    Figure(
        "foi.fee-paid",
        "收取信息处理费的申请",
        "件",
        "缴费日期在统计期内的申请",
        APPLICATIONS,
        fees_paid,
    )
)
declare(
    Figure(
        "foi.fee-noticed",
        "发出信息处理费收费通知的申请",
        "件",
        "收费通知发出日期在统计期内的申请",
        APPLICATIONS,
        fees_noticed,
    )
)
for key, label, what, is_median in (
    ("mean", "依申请公开平均答复时间", "平均数", False),
    ("median", "依申请公开中位答复时间", "中位数（一半的申请不超过）", True),
):
    declare(
        Length(
            f"foi.days-{key}",
            label,
            "个工作日",
            f"统计期内答复的申请，从收到日期到答复日期的工作日数的{what}；收到当日不计，"
            f"补正、缴费、征求意见和延长的时间不扣除；不足{LEAST}件的不计算",
            APPLICATIONS,
            answered,
            since="received_on",
            till="answered_on",
            is_median=is_median,
            least=LEAST,
        )
    )
