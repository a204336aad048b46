"""工作计划: entered where it was decided, done or dropped, each by a move."""

from datetime import date, datetime
from typing import Annotated

from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.arguments import Reason
from huiyin.casework.faults import refuse
from huiyin.casework.forms import DayField, TextField
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.workflow import Workflow
from huiyin.reports import rules
from huiyin.reports.models import PlanItem

State = PlanItem.State
workflow = Workflow(PlanItem)
NUMBERS = numbering.declare("JH", "reports.plan", 3)


@workflow.start("登记", rule=rules.KEEP_PLANS)
def enter(item: PlanItem, *, actor: Actor, at: datetime) -> PlanItem:
    """登记: what was decided, where, for which year, and who sees to it.

    Raises:
        ValidationError: a field is missing or cannot be, by field name.
    """
    item.state, item.entered_by = State.PLANNED, actor.name
    _tidy(item)
    _check(item)
    item.full_clean(exclude={"reference"})
    NUMBERS.give(item, at.year)
    return item


@workflow.move("登记落实", sources={State.PLANNED}, target=State.DONE, rule=rules.KEEP_PLANS)
def finish(
    item: PlanItem,
    *,
    actor: Actor,
    at: datetime,
    done_on: Annotated[date, DayField("落实日期")],
    result: Annotated[str, TextField("落实情况", 300)],
) -> None:
    """登记落实: it was done on that day, and how that can be seen."""
    refuse({"done_on": "落实日期晚于今天，请核对"} if done_on > at.date() else {})
    item.done_on, item.result = done_on, result


@workflow.move("不再实施", sources={State.PLANNED}, target=State.DROPPED, rule=rules.KEEP_PLANS)
def drop(
    item: PlanItem,
    *,
    actor: Actor,
    at: datetime,
    reason: Annotated[str, TextField("不再实施的原因", 300)],
) -> None:
    """不再实施: decided otherwise, with the reason."""
    item.dropped_on, item.drop_reason = at.date(), reason


@workflow.move(
    "恢复待落实", sources={State.DONE, State.DROPPED}, target=State.PLANNED, rule=rules.KEEP_PLANS
)
def resume(item: PlanItem, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """恢复待落实: it was marked in error, or is taken up again."""
    item.done_on, item.result, item.dropped_on, item.drop_reason = None, "", None, ""


def _tidy(item: PlanItem) -> None:
    """One sentence without its stop: it stands in a row with others."""
    item.text = " ".join(item.text.split()).rstrip("。；;，, ")


def _check(item: PlanItem) -> None:
    """Raises ValidationError by field name."""
    faults = {}
    if not 2000 <= item.year <= 2099:
        faults["year"] = "计划年度应为四位数字的年份，如 2026"
    elif item.due_on and item.due_on.year < item.year:
        faults["due_on"] = f"完成期限早于计划年度 {item.year} 年，请核对"
    refuse(faults)


ordinary = Ordinary(workflow, check=lambda item, day: _check(item))
amend = ordinary.amend(
    rules.KEEP_PLANS, sources={State.PLANNED}, then=lambda item, actor: _tidy(item)
)
void = ordinary.void(rules.KEEP_PLANS)
