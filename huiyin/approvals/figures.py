"""Figures of licence applications: received, decided, in time, refused, how long."""

from functools import partial

from huiyin.figures.registry import AsOf, Condition, Figure, Ledger, Ratio, Says, declare
from huiyin.figures.spreads import Length

from .models import LicenceApplication, Outcome

APPLICATIONS = Ledger(
    LicenceApplication,
    begins="received_on",
    facts={
        "accepted_on": ("is_deemed",),
        "decided_on": ("outcome",),
        "delivered_on": (),
        "unaccepted_on": (),
        "withdrawn_on": (),
    },
    limits=("decide_due_on",),
)


def ours(on: AsOf) -> Condition:
    """What has to be decided: neither taken back nor turned away."""
    return on.not_yet("withdrawn_on") & on.not_yet("unaccepted_on")


def received(on: AsOf) -> Condition:
    return on.during("received_on")


def accepted(on: AsOf) -> Condition:
    return on.during("accepted_on")


def deemed(on: AsOf) -> Condition:
    return accepted(on) & on.happened("accepted_on", is_deemed=True)


def decided(on: AsOf) -> Condition:
    return on.during("decided_on")


def as_decided(on: AsOf, outcome: str) -> Condition:
    return decided(on) & on.happened("decided_on", outcome=outcome)


def ended(on: AsOf, fact: str) -> Condition:
    return on.during(fact)


def due(on: AsOf) -> Condition:
    return ours(on) & on.due("decide_due_on")


def not_due(on: AsOf) -> Condition:
    return ours(on) & on.not_due("decide_due_on")


def in_time(on: AsOf) -> Condition:
    return due(on) & on.in_time("decided_on", "decide_due_on")


def late(on: AsOf) -> Condition:
    undecided = on.overdue("decided_on", "decide_due_on")
    return due(on) & (on.late("decided_on", "decide_due_on") | undecided)


def handled(on: AsOf) -> Condition:
    return decided(on) & on.happened("accepted_on")


COUNTED: tuple[tuple[str, str, str, Says, Says | None], ...] = (
    ("received", "收到许可申请", "收件日期在统计期内的行政许可申请，不含录入作废的", received, None),
    ("accepted", "受理许可申请", "受理日期在统计期内的，含视为受理的", accepted, None),
    ("deemed", "视为受理的许可申请", "受理件中因逾期没有告知、自收到材料之日起视为受理的", deemed, accepted),
    ("decided", "作出许可决定", "决定日期在统计期内的许可申请", decided, None),
    ("granted", "准予许可", "上述决定中准予许可的", partial(as_decided, outcome=Outcome.GRANTED), None),
    ("refused", "不予许可", "上述决定中不予许可的", partial(as_decided, outcome=Outcome.REFUSED), decided),
    ("late", "超期决定的许可申请", "法定决定期限（扣除暂停、含延长）在统计期内，超过期限才决定，或者已超过期限尚未决定的", late, due),
    ("unaccepted", "不予受理的许可申请", "统计期内不予受理的", partial(ended, fact="unaccepted_on"), None),
    ("withdrawn", "撤回的许可申请", "统计期内由申请人撤回的", partial(ended, fact="withdrawn_on"), None),
)  # fmt: skip
for key, label, definition, says, among in COUNTED:
    declare(Figure(f"approvals.{key}", label, "件", definition, APPLICATIONS, says, among=among))
declare(
    Ratio(
        "approvals.on-time",
        "许可按期决定率",
        "%",
        "法定决定期限在统计期内的申请中，按期作出决定的件数÷应作决定件数；期限未到的不计入",
        APPLICATIONS,
        in_time,
        among=due,
        pending=not_due,
    )
)
declare(
    Length(
        "approvals.days.median",
        "许可办理时长中位数",
        "个工作日",
        "统计期内作出决定的许可申请，从受理到决定的工作日数（含暂停的时间），居中的一个",
        APPLICATIONS,
        handled,
        since="accepted_on",
        till="decided_on",
        is_median=True,
    )
)
