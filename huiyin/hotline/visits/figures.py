"""Rates of contacts, signing, returns, extensions, visits and second handlings.

By due date in the period; each tells how many it leaves out, and none is shown for fewer than five.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from huiyin.casework.models import Clock
from huiyin.coordination.models import Assignment
from huiyin.figures.registry import AsOf, Condition, Ledger, Ratio, Says, declare
from huiyin.hotline.figures import LEAST, REQUESTS, due, not_due, received
from huiyin.hotline.models import CONTACT, Resolution, ServiceRequest

KIND = "hotline.servicerequest"
CLOCKS = Ledger(
    Clock,
    begins="started_at",
    facts={"stopped_at": ("result",)},
    traits=("about_kind", "key"),
    limits=("due_at",),
    voided={},
    names="about_pk",
)
CONTACTED = Ledger(ServiceRequest, begins="received_on")
TASKS = Ledger(
    Assignment,
    begins="given_on",
    facts={"closed_on": ("state",)},
    traits=("about_kind",),
    limits=("due_on",),
    voided={},
)
"""A task that has ended stays as it ended."""


def _ours(clocks: AsOf, kind: str, key: str) -> Condition:
    return clocks.where(about_kind=kind, key=key) & clocks.due("due_at")


def _owed(clocks: AsOf, kind: str, key: str) -> Condition:
    """It ended in the period, one way or the other: stopped, or run out."""
    dropped = clocks.happened("stopped_at", result=Clock.Result.DROPPED)
    ended = clocks.happened("stopped_at") | clocks.run_out("due_at")
    return _ours(clocks, kind, key) & ended & clocks.unless(dropped)


def _missed(clocks: AsOf, kind: str, key: str) -> Condition:
    late = clocks.happened("stopped_at", result=Clock.Result.MISSED)
    return _owed(clocks, kind, key) & (late | clocks.not_yet("stopped_at"))


def _dropped(clocks: AsOf, kind: str, key: str) -> Condition:
    dropped = clocks.happened("stopped_at", result=Clock.Result.DROPPED)
    return _ours(clocks, kind, key) & dropped


def _has(says: Callable[..., Condition], kind: str, key: str, on: AsOf) -> Condition:
    return on.has(CLOCKS, partial(says, kind=kind, key=key))


def _kept(kind: str, key: str, on: AsOf) -> Condition:
    """None of its clocks of the period was missed."""
    return _has(_owed, kind, key, on) & on.unless(_has(_missed, kind, key, on))


def _only_dropped(kind: str, key: str, on: AsOf) -> Condition:
    return _has(_dropped, kind, key, on) & on.unless(_has(_owed, kind, key, on))


def _by_clock(kind: str, key: str) -> dict[str, Any]:
    return {
        "says": partial(_kept, kind, key),
        "among": partial(_has, _owed, kind, key),
        "excluded": partial(_only_dropped, kind, key),
    }


TASK_KIND = "coordination.assignment"


def _of_request(says: Says, on: AsOf) -> Condition:
    return on.where(about_kind=KIND) & says(on)


def _given(on: AsOf) -> Condition:
    return on.where(about_kind=KIND) & on.due("due_on")


def _returned(on: AsOf) -> Condition:
    return _given(on) & on.happened("closed_on", state=Assignment.State.RETURNED)


def _called_back(on: AsOf) -> Condition:
    return _given(on) & on.happened("closed_on", state=Assignment.State.CALLED_BACK)


def _stood(on: AsOf) -> Condition:
    """Not called back: of what the office took away nobody can say whose it was."""
    return _given(on) & on.unless(_called_back(on))


def _asked(on: AsOf) -> Condition:
    return due(on) & on.happened("resolution_on")


def _not_asked(on: AsOf) -> Condition:
    return due(on) & on.unless(on.happened("resolution_on"))


def _resolved(on: AsOf) -> Condition:
    return due(on) & on.happened("resolution_on", resolution=Resolution.RESOLVED)


def _extended(on: AsOf) -> Condition:
    return due(on) & on.happened("extended_on")


def _answered(on: AsOf) -> Condition:
    return due(on) & on.happened("answered_on")


def _unanswered(on: AsOf) -> Condition:
    return due(on) & on.not_yet("answered_on")


def _again(on: AsOf) -> Condition:
    return _answered(on) & on.happened("first_reopened_on")


def _could_repeat(on: AsOf) -> Condition:
    return received(on) & on.where(is_repeat__in=(True, False))


def _repeats(on: AsOf) -> Condition:
    return received(on) & on.where(is_repeat=True)


def _nobody_can_tell(on: AsOf) -> Condition:
    return received(on) & on.where(is_repeat=None)


def _rate(key: str, label: str, definition: str, ledger: Ledger, **parts: Any) -> None:
    says = parts.pop("says")
    text = f"{definition}；不足{LEAST}件的不计算"
    declare(Ratio(key, label, "%", text, ledger, says, least=LEAST, **parts))


_rate(
    "hotline.contacted",
    "热线留言响应率",
    "联系期限在统计期内的工单中，在期限内联系到诉求人（含当场、按期答复）的件数÷应联系件数；"
    "没有留联系方式的、外来台账登记的不计时，不计入",
    CONTACTED,
    excluded_as="作废后不再计时",
    **_by_clock(KIND, CONTACT),
)
_rate(
    "hotline.resolved",
    "热线留言解决率",
    "应办结日期在统计期内的工单中，诉求人对首次答复表示已解决的件数÷表示已解决、未解决的件数；"
    "没有表示的不计入",
    REQUESTS,
    says=_resolved,
    among=_asked,
    pending=not_due,
    excluded=_not_asked,
    excluded_as="没有表示是否解决",
)
_rate(
    "hotline.extended",
    "热线留言延期率",
    "应办结日期（含批准的延期）在统计期内的工单中，批准过延期的件数÷应办结件数",
    REQUESTS,
    says=_extended,
    among=due,
    pending=not_due,
)
_rate(
    "hotline.again",
    "热线留言重办率",
    "应办结日期在统计期内、到统计期末已经答复的工单中，诉求人表示未解决或者不满意后重新办理的"
    "件数÷已答复件数；尚未答复的不计入",
    REQUESTS,
    says=_again,
    among=_answered,
    pending=not_due,
    excluded=_unanswered,
    excluded_as="尚未答复",
)
_rate(
    "hotline.repeated",
    "热线留言重复率",
    "统计期内受理、留有电话号码并已归类的工单中，同一号码就同一分类在“反复诉求认定”规定的间隔内"
    "反映过的件数÷工单件数",
    REQUESTS,
    says=_repeats,
    among=_could_repeat,
    excluded=_nobody_can_tell,
    excluded_as="没有号码、没有归类或者还没有核对",
)
_rate(
    "hotline.signed-in-time",
    "热线任务签收及时率",
    "签收期限在统计期内的热线承办任务中，在期限内签收（或者退回）的项数÷应签收项数；签收以前撤回的不计入",
    TASKS,
    excluded_as="签收前已撤回",
    **{
        name: partial(_of_request, says)
        for name, says in _by_clock(TASK_KIND, Assignment.SIGN).items()
    },
)
_rate(
    "hotline.returned",
    "热线任务退单率",
    "办理期限在统计期内的热线承办任务中，承办单位退回的项数÷任务项数；交办机关撤回的不计入",
    TASKS,
    says=_returned,
    among=_stood,
    excluded=_called_back,
    excluded_as="已撤回",
)
