"""工作计划: entered where it was decided, done or dropped, each by a move."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Annotated

from django.db.models import Q, QuerySet
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.arguments import Reason
from huiyin.casework.faults import refuse
from huiyin.casework.forms import DayField, TextField
from huiyin.casework.models import Matter
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.workflow import Workflow
from huiyin.organisations.models import Organisation
from huiyin.planning.models import KEEP, PlanItem, Reopened

from .expecting import end_quarters, owe

State = PlanItem.State
workflow = Workflow(PlanItem)
NUMBERS = numbering.declare("JH", "reports.plan", 3)


def units(matter: Matter) -> "QuerySet[Organisation]":
    """The agency itself, and its units."""
    own = Q(pk=matter.agency_id) | Q(parent=matter.agency_id, is_agency=False)
    return Organisation.objects.standing().filter(own)


@workflow.start("登记", rule=KEEP)
def enter(item: PlanItem, *, actor: Actor, at: datetime) -> PlanItem:
    """登记: what was decided, where, for which year, and who sees to it.

    Raises:
        ValidationError: a field is missing or cannot be, by field name.
    """
    _ready(item, actor, at.date())
    check(item, at.date())
    item.full_clean(exclude={"reference"})
    NUMBERS.give(item, at.year)
    return item


def enter_many(items: Iterable[PlanItem], *, actor: Actor, at: datetime) -> list[PlanItem]:
    """登记 of rows that `check` has passed before; in one transaction."""
    batch = list(items)
    for item in batch:
        _ready(item, actor, timezone.localdate(at))
    return workflow.start_many("enter", batch, actor=actor, at=at)


def _ready(item: PlanItem, actor: Actor, day: date) -> None:
    item.state, item.entered_by, item.entered_on = State.PLANNED, actor.name, day
    _tidy(item)


@workflow.move("登记落实", sources={State.PLANNED}, target=State.DONE, rule=KEEP)
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
    item.result = result
    settle(item, done_on, at.date())


def settle(item: PlanItem, done_on: date, day: date) -> None:
    """It was done on a day, which is known from this one on."""
    item.done_on, item.confirmed_on = done_on, day
    item.was_in_time = done_on <= item.due_on


@workflow.move("不再实施", sources=PlanItem.OPEN, target=State.DROPPED, rule=KEEP)
def drop(
    item: PlanItem,
    *,
    actor: Actor,
    at: datetime,
    reason: Annotated[str, TextField("不再实施的原因", 300)],
) -> None:
    """不再实施: decided otherwise, with the reason; the unit's task is called back."""
    item.dropped_on, item.drop_reason = at.date(), reason
    end_quarters(item, at.date())


@workflow.move("恢复待落实", sources={State.DONE, State.DROPPED}, target=State.PLANNED, rule=KEEP)
def resume(item: PlanItem, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """恢复待落实: it was marked in error, or is taken up again; what had been said until now stands."""
    Reopened.objects.bulk_create(_ended(item, at.date()))
    item.done_on, item.result, item.dropped_on, item.drop_reason = None, "", None, ""
    item.claimed_on, item.issued_on, item.writers = None, None, []
    item.confirmed_on = item.was_in_time = None
    owe(item)


def _ended(item: PlanItem, day: date) -> Iterator[Reopened]:
    """How it stood until that day."""
    if item.confirmed_on:
        yield Reopened(
            item=item, kind=Reopened.Kind.DONE, since=item.confirmed_on, until=day,
            was_in_time=item.was_in_time,
        )  # fmt: skip
    if item.dropped_on:
        yield Reopened(item=item, kind=Reopened.Kind.DROPPED, since=item.dropped_on, until=day)


def _tidy(item: PlanItem) -> None:
    """One sentence without its stop: it stands in a row with others."""
    item.text = " ".join(item.text.split()).rstrip("。；;，, ")
    item.owed_on = item.due_on


def check(item: PlanItem, today: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name.
    """
    faults = {}
    if not 2000 <= item.year <= 2099:
        faults["year"] = "计划年度应为四位数字的年份，如 2026"
    elif item.due_on and item.due_on.year < item.year:
        faults["due_on"] = f"完成期限早于计划年度 {item.year} 年，请核对"
    if item.unit_id and not units(item).filter(pk=item.unit_id).exists():
        faults["unit"] = "只能选择本机关或者本机关的内设机构、所属单位"
    refuse(faults)


ordinary = Ordinary(workflow, check=check)
amend = ordinary.amend(KEEP, sources={State.PLANNED}, then=lambda item, actor: _tidy(item))
void = ordinary.void(KEEP)
