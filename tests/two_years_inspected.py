"""Lives of inspections, for the two years."""

from datetime import timedelta
from functools import partial
from typing import Any

from huiyin.enforcement import actions
from huiyin.enforcement.choices import Mode, Result
from huiyin.enforcement.models import Body
from huiyin.enforcement.tests import trial
from huiyin.registers.officers import actions as officers
from huiyin.registers.officers.models import Officer


def item_of(life):
    """One of its own; the first one also enters the body."""
    agency = life.bureau.agency
    if not Body.objects.exists():
        trial.body(agency)
    return trial.item(agency, code=f"L-{life.serial}", cap=1)


def pair(life, actor, at):
    """Two who got their certificates that day."""
    day = at.date()
    return [
        officers.register(
            Officer(
                agency=life.bureau.agency, reference=f"3417{life.serial:06d}{n}", name="周示例",
                unit="云溪市城市管理局", scope="城市管理", issued_on=day,
                valid_until=day + timedelta(days=3000),
            ),
            actor=actor, at=at,
        )
        for n in (1, 2)
    ]  # fmt: skip


def plan(life, *, actor, at, **values):
    item = item_of(life)
    one = trial.inspection(life.bureau.agency, item=item, planned_on=at.date(), **values)
    return actions.register(one, actor=actor, at=at)


def make(life, *, actor, at, result=Result.CLEAN, mode=Mode.DAILY):
    """Planned, approved and made on one day."""
    record = plan(life, actor=actor, at=at, mode=mode)
    record = actions.approve(record, actor=actor, at=at, officers=pair(life, actor, at))
    limit = at.date() + timedelta(days=10) if result == Result.CORRECT else None
    return actions.carry_out(
        record, actor=actor, at=at, inspected_on=at.date(), findings="见记录", result=result,
        correct_by=limit,
    )  # fmt: skip


def bring(life, *, actor, at):
    """Two that a table brings, though the item has a cap of one."""
    plan(life, actor=actor, at=at)
    brought = trial.inspection(
        life.bureau.agency, item=item_of(life), planned_on=at.date(), inspected_on=at.date(), result=Result.CLEAN, reference=f"旧{life.serial}",
    )  # fmt: skip
    return actions.register_many([brought], actor=actor, at=at)[0]


def confirm(life, *, actor, at):
    life.record.refresh_from_db()
    return actions.confirm(
        life.record, actor=actor, at=at, corrected_on=at.date(), correction="已改正"
    )


def refer(life, *, actor, at):
    life.record.refresh_from_db()
    return actions.refer(life.record, actor=actor, at=at, transferred_to="市场监督管理局 移1号")


def cancel(life, *, actor, at):
    life.record.refresh_from_db()
    return actions.cancel(life.record, actor=actor, at=at, reason="停业")


LIVES: list[list[tuple[int, Any]]] = [
    [(0, make)],
    [(0, partial(make, result=Result.CORRECT)), (6, confirm)],
    [(0, partial(make, result=Result.FILED)), (20, refer)],
    [(0, partial(make, mode=Mode.ASKED))],
    [(0, bring)],
    [(0, plan), (4, cancel)],
]
