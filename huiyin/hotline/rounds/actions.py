"""Every write to the rounds: each is recorded once, and voided where it was an error."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.arguments import Reason
from huiyin.casework.faults import refuse
from huiyin.casework.ordinary import Ordinary, put
from huiyin.casework.workflow import Workflow
from huiyin.hotline.models import Channel, Round

from . import duty

COLLECT, VOID = "hotline.collect_round", "hotline.void_round"
MOST = 99_999
NUMBERS = numbering.declare("SJ", "rounds", 5)
State = Round.State


def _settle(rounds: list[Round], actor: Actor) -> None:
    half_days = {one.half_day_id for one in rounds if one.half_day_id}
    duty.settle(half_days, on=timezone.localdate())


workflow = Workflow(Round, began=_settle)


def check(one: Round, today: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name.
    """
    wrong: dict[str, str] = {}
    if one.collected_on > today:
        wrong["collected_on"] = f"收集日期 {one.collected_on} 晚于今天，请核对"
    if fault := _fault_of(one.counts):
        wrong["counts"] = fault
    refuse(wrong)


def _fault_of(counts: Any) -> str:
    if not isinstance(counts, dict) or not counts:
        return "请至少填写一个查看过的渠道，没有新件的填 0"
    if any(type(n) is not int or not 0 <= n <= MOST for n in counts.values()):
        return f"新收件数请填写 0 至 {MOST} 的整数"
    channels = Channel.objects.filter(key__in=counts).count()
    return "" if channels == len(counts) else "有不存在的来源渠道"


def _ready(one: Round, actor: Actor, day: date) -> None:
    one.state = State.VALID
    duty.put_into_half_days([one])


def _number(one: Round, day: date) -> None:
    NUMBERS.give(one, one.collected_on.year)


ordinary = Ordinary(workflow, _ready, check)


@workflow.start("登记", rule=COLLECT)
def register(one: Round, /, *, actor: Actor, at: datetime) -> Round:
    """收集: the actor has checked the channels now."""
    one.collected_on, one.collected_time = at.date(), at.time().replace(second=0, microsecond=0)
    one.collector = actor.name[:100]
    one.counted_to = duty.last_request(one.agency)
    ordinary.enter(one, actor, at.date(), _number)
    return one


def register_many(rounds: Iterable[Round], *, actor: Actor, at: datetime) -> list[Round]:
    """登记 of past rounds that `check` has passed before; in one transaction."""
    batch = list(rounds)
    with transaction.atomic():
        duty.put_into_half_days(batch)
        return workflow.start_many("register", batch, actor=actor, at=at)


@workflow.move("更正", sources={State.VALID}, rule=COLLECT)
def amend(one: Round, /, *, actor: Actor, at: datetime, values: Mapping[str, Any]) -> None:
    """更正: of the remark alone; what was looked at when, and by whom, is not rewritten."""
    if values.keys() - {"remark"}:
        message = "收集记录不能改写：有误的请作废后重新登记，只有备注可以更正"
        raise ValidationError({name: message for name in values if name != "remark"})
    put(one, values)


@workflow.move("作废（录入错误）", sources={State.VALID}, target=State.VOIDED, rule=VOID)
def void(one: Round, /, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """作废: entered in error; its half-day is collected no longer, unless another round is enough."""
    one.void_because(reason)
    if one.half_day_id:
        duty.settle([one.half_day_id], on=at.date(), without=one.pk)
