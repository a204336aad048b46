"""季度进展、完成: reported by the unit with something that shows it, confirmed by another person."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.evidence import Checked
from huiyin.casework.forms import DayField, KeyField, TextField
from huiyin.casework.rights import Another
from huiyin.files import intake
from huiyin.planning import quarters
from huiyin.planning.models import KEEP, Evidence, PlanItem, Quarter
from huiyin.planning.rules import may_report

from .expecting import begin_quarters_again, end_quarters, owe, owed
from .plans import State, settle, workflow

BY_ANOTHER = Another(KEEP)
"""Whoever keeps the plan, and has not reported that the task is done."""


def open_quarters(item: PlanItem, today: date) -> list[Quarter]:
    """Those that have begun and are not reported."""
    return [one for one in owed(item) if one.begins_on <= today]


def _choices(item: PlanItem) -> Iterable[tuple[int, str]]:
    rows = open_quarters(item, timezone.localdate())
    return [(one.number, one.get_number_display()) for one in rows]


def _has_open_quarter(item: PlanItem, today: date) -> str:
    return "" if open_quarters(item, today) else "没有待报送的季度"


@workflow.move("报送季度进展", sources={State.ISSUED}, rule=may_report, guard=_has_open_quarter)
def report(
    item: PlanItem,
    *,
    actor: Actor,
    at: datetime,
    quarter: Annotated[int, KeyField("季度", _choices)],
    progress: Annotated[str, TextField("进展", 1000, rows=6)],
    reported_on: Annotated[date, DayField("报送日期")],
    file: Checked | None = None,
) -> None:
    """报送季度进展: what was done in the quarter, with something that shows it."""
    known = {one.number: one for one in open_quarters(item, at.date())}
    row = known.get(quarter)
    if row is None:
        raise ValidationError({"quarter": "请选择已经开始、还没有报送的季度"})
    first = max(row.begins_on, item.issued_on or row.begins_on)
    _check_day("reported_on", reported_on, first, at.date())
    _keep(item, Evidence.Role.PROGRESS, file, quarter, at.date())
    row.progress, row.reported_on = progress, reported_on
    row.save()
    owe(item)


@workflow.move("报送完成", sources={State.ISSUED}, target=State.REPORTED, rule=may_report)
def report_done(
    item: PlanItem,
    *,
    actor: Actor,
    at: datetime,
    claimed_on: Annotated[date, DayField("完成日期")],
    result: Annotated[str, TextField("完成情况", 300, rows=4)],
    file: Checked | None = None,
) -> None:
    """报送完成: on which day, and what shows it; it counts as the report of its quarter."""
    _check_day("claimed_on", claimed_on, item.issued_on or claimed_on, at.date())
    _keep(item, Evidence.Role.DONE, file, None, at.date())
    item.claimed_on, item.result = claimed_on, result
    item.note_writer(actor)
    row = next((one for one in owed(item) if one.number == quarters.of(at.date())), None)
    if row is not None and row.begins_on <= at.date() <= row.ends_on:
        row.progress, row.reported_on = result, at.date()
        row.save()
    end_quarters(item, at.date())
    owe(item)


def _check_day(name: str, day: date, first: date, today: date) -> None:
    if not first <= day <= today:
        raise ValidationError({name: f"应在 {first} 和今天之间"})


def _keep(
    item: PlanItem, role: Evidence.Role, file: Checked | None, quarter: int | None, day: date
) -> None:
    if file is None:
        raise ValidationError({"file": "请上传能够说明情况的材料，照片也可以"})
    Evidence.objects.create(
        item=item, role=role, quarter=quarter, file=intake.keep(*file), added_on=day
    )


@workflow.move("确认完成", sources={State.REPORTED}, target=State.DONE, rule=BY_ANOTHER)
def confirm(item: PlanItem, *, actor: Actor, at: datetime) -> None:
    """确认完成: by another person than who reported it; it was done on the day that was reported."""
    settle(item, item.claimed_on or at.date(), at.date())


@workflow.move("退回补充", sources={State.REPORTED}, target=State.ISSUED, rule=KEEP)
def send_back(item: PlanItem, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """退回补充: what was reported does not show it; the day stays."""
    item.claimed_on = None
    begin_quarters_again(item, at.date())
    owe(item)
