"""Figures of repairs and objections: received, granted, refused, in time, how long; upheld."""

from functools import partial

from huiyin.figures.registry import AsOf, Condition, Figure, Ledger, Ratio, Says, declare
from huiyin.figures.spreads import Length

from .models import Answer, Objection, Outcome, Repair

REPAIRS = Ledger(
    Repair,
    begins="received_on",
    facts={
        "accepted_on": (),
        "decided_on": ("outcome",),
        "unaccepted_on": (),
        "withdrawn_on": (),
        "revoked_on": (),
    },
    limits=("decide_due_on",),
)
OBJECTIONS = Ledger(
    Objection,
    begins="received_on",
    facts={"answered_on": ("outcome",), "withdrawn_on": ()},
    limits=("due_on",),
)


def during(on: AsOf, fact: str) -> Condition:
    return on.during(fact)


def as_decided(on: AsOf, outcome: str) -> Condition:
    return on.during("decided_on") & on.happened("decided_on", outcome=outcome)


def due(on: AsOf) -> Condition:
    return on.not_yet("withdrawn_on") & on.due("decide_due_on")


def not_due(on: AsOf) -> Condition:
    return on.not_yet("withdrawn_on") & on.not_due("decide_due_on")


def in_time(on: AsOf) -> Condition:
    return due(on) & on.in_time("decided_on", "decide_due_on")


def upheld(on: AsOf) -> Condition:
    answered = on.during("answered_on")
    corrected = on.happened("answered_on", outcome=Answer.CORRECTED)
    return answered & (corrected | on.happened("answered_on", outcome=Answer.REMOVED))


def owed(on: AsOf) -> Condition:
    return on.not_yet("withdrawn_on") & on.due("due_on")


def not_owed(on: AsOf) -> Condition:
    return on.not_yet("withdrawn_on") & on.not_due("due_on")


def answered_in_time(on: AsOf) -> Condition:
    return owed(on) & on.in_time("answered_on", "due_on")


decided = partial(during, fact="decided_on")
answered = partial(during, fact="answered_on")
COUNTED: tuple[tuple[str, str, str, Ledger, Says, Says | None], ...] = (
    ("received", "收到信用修复申请", "收件日期在统计期内的信用修复申请，不含录入作废的", REPAIRS, partial(during, fact="received_on"), None),
    ("granted", "准予信用修复", "决定日期在统计期内准予的信用修复；以后被撤销的仍计入", REPAIRS, partial(as_decided, outcome=Outcome.GRANTED), decided),
    ("refused", "不予信用修复", "决定日期在统计期内不予的信用修复", REPAIRS, partial(as_decided, outcome=Outcome.REFUSED), decided),
    ("unaccepted", "不予受理的信用修复申请", "统计期内不予受理的", REPAIRS, partial(during, fact="unaccepted_on"), None),
    ("revoked", "撤销信用修复", "统计期内撤销的信用修复，不论何时准予", REPAIRS, partial(during, fact="revoked_on"), None),
    ("objections", "收到公示信息异议", "收件日期在统计期内的公示信息异议，不含录入作废的", OBJECTIONS, partial(during, fact="received_on"), None),
    ("objections.upheld", "异议成立", "答复日期在统计期内，更正或者停止公示的异议", OBJECTIONS, upheld, answered),
)  # fmt: skip
for key, label, definition, ledger, says, among in COUNTED:
    declare(Figure(f"credit.{key}", label, "件", definition, ledger, says, among=among))
declare(
    Ratio(
        "credit.on-time",
        "信用修复按期决定率",
        "%",
        "决定期限（按信用修复和异议期限）在统计期内的申请中，按期作出决定的件数÷应作决定件数；"
        "超过期限尚未决定的按超期计，期限未到的和撤回的不计入",
        REPAIRS,
        in_time,
        among=due,
        pending=not_due,
    )
)
declare(
    Ratio(
        "credit.objections.on-time",
        "异议按期答复率",
        "%",
        "答复期限（按信用修复和异议期限）在统计期内的异议中，按期答复的件数÷应答复件数；"
        "超过期限尚未答复的按超期计，期限未到的和撤回的不计入",
        OBJECTIONS,
        answered_in_time,
        among=owed,
        pending=not_owed,
    )
)
declare(
    Length(
        "credit.days.median",
        "信用修复办理时长中位数",
        "个工作日",
        "统计期内作出决定的信用修复申请，从受理到决定的工作日数，居中的一个",
        REPAIRS,
        lambda on: on.during("decided_on") & on.happened("accepted_on"),
        since="accepted_on",
        till="decided_on",
        is_median=True,
    )
)
