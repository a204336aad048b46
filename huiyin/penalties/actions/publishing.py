"""公示 of a penalty: put up by a second person, taken down, put up again; and why it was withdrawn."""

from datetime import date, datetime
from typing import Annotated

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.forms import TextField
from huiyin.casework.rights import Another
from huiyin.penalties.models import Annulment, Penalty
from huiyin.penalties.rules import PUBLISH, WITHDRAW
from huiyin.publicity import actions as publicity
from huiyin.publicity.models import Ending

from .handling import DECIDED, State, workflow

BASIS = "发改办财金〔2018〕424号"
CREDIT = "信用修复管理办法（国家发展改革委令第36号）"


def _kept_back(penalty: Penalty) -> str:
    return f"不予公示：{penalty.get_withheld_display()}" if penalty.withheld else ""


def _not_yet_public(penalty: Penalty, day: date) -> str:
    if penalty.published_on is not None:
        return "这件处罚已经公示"
    return _kept_back(penalty) or publicity.over(penalty, day)


def _is_public(penalty: Penalty, day: date) -> str:
    return "" if penalty.is_public_on(day) else "这件处罚没有在公示"


def _was_public(penalty: Penalty, day: date) -> str:
    if penalty.published_on is None:
        return "这件处罚还没有公示，请先“公示”"
    if penalty.is_public_on(day):
        return "这件处罚正在公示"
    if penalty.repaired_on:
        return f"{penalty.repaired_on} 已经信用修复，不能重新公示；修复被撤销的恢复公示"
    return _kept_back(penalty) or publicity.over(penalty, day)


@workflow.move(
    "公示", sources=DECIDED, rule=Another(PUBLISH), guard=_not_yet_public, bulk=True, basis=BASIS
)
def publish(penalty: Penalty, *, actor: Actor, at: datetime) -> None:
    """公示: by another person than who wrote it, the decision appears on the portal."""
    _put_up(penalty, at.date())


def _put_up(penalty: Penalty, day: date) -> None:
    publicity.put_up(penalty, day)
    penalty.restore_since = None
    penalty.settle()


@workflow.move("撤下公示", sources=DECIDED, rule=WITHDRAW, guard=_is_public)
def withdraw(penalty: Penalty, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """撤下公示: on the portal no more; it stays decided, and published since its first day."""
    publicity.take_down(penalty, Ending.WITHDRAWN, reason, actor=actor, at=at)


@workflow.move("重新公示", sources=DECIDED, rule=Another(PUBLISH), guard=_was_public)
def republish(penalty: Penalty, *, actor: Actor, at: datetime) -> None:
    """重新公示: on the portal again; the day of its first publication stays."""
    _put_up(penalty, at.date())


def may_be_repaired(penalty: Penalty, day: date) -> str:
    """Guard: the sentence that refuses, or nothing."""
    if penalty.published_on is None:
        return "这件处罚没有公示过，不需要信用修复"
    if penalty.repaired_on:
        return f"这件处罚 {penalty.repaired_on} 已经信用修复"
    if penalty.annulled_on and penalty.annulment != Annulment.CHANGED:
        return "处罚决定已经撤销，不需要信用修复"
    return ""


@workflow.move("信用修复", sources=DECIDED, rule=WITHDRAW, guard=may_be_repaired, basis=CREDIT)
def repair(penalty: Penalty, *, actor: Actor, at: datetime, by_decision: str) -> None:
    """信用修复: what the application for repair (`by_decision`, its number) comes to here."""
    penalty.repaired_on, penalty.restore_since = at.date(), None
    penalty.settle()
    if penalty.withdrawn_on is None:
        publicity.take_down(penalty, Ending.REPAIRED, f"{by_decision} 准予", actor=actor, at=at)


def _is_repaired(penalty: Penalty, day: date) -> str:
    return "" if penalty.repaired_on else "这件处罚没有信用修复"


@workflow.move("撤销信用修复", sources=DECIDED, rule=PUBLISH, guard=_is_repaired, basis=CREDIT)
def undo_repair(penalty: Penalty, *, actor: Actor, at: datetime, by_decision: str) -> None:
    """撤销信用修复: on view again until the last day it had, if the repair took it down.

    What was amended or changed meanwhile waits for “重新公示” by another person, who owes it.
    """
    penalty.repaired_on = None
    if not penalty.withheld:
        publicity.resume(penalty, Ending.REPAIRED)
    was_taken_down = penalty.withdrawn_on and publicity.ended_as(penalty, Ending.REPAIRED)
    if was_taken_down and not publicity.over(penalty, at.date()):
        penalty.restore_since = at.date()
    penalty.settle()


def _owes_a_reason(penalty: Penalty, day: date) -> str:
    if not (penalty.annulled_on and penalty.published_on):
        return "没有公示过的处罚不需要公开说明撤回理由"
    return "理由已经公开说明" if penalty.explained_on else ""


@workflow.move(
    "公开说明撤回理由",
    sources=DECIDED | {State.ANNULLED},
    rule=PUBLISH,
    guard=_owes_a_reason,
    basis="行政处罚法第四十八条第二款",
)
def explain(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    public_reason: Annotated[str, TextField("公开说明的理由", 1000)],
) -> None:
    """公开说明理由: within three working days of the change or the annulment."""
    penalty.public_reason, penalty.explained_on = public_reason, at.date()
    penalty.settle()
