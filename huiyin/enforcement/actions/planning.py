"""计划、批准、取消: counted against the cap before it is planned, approved by another person."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Cause
from huiyin.casework.faults import refuse
from huiyin.casework.forms import RecordsField
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.rights import Another
from huiyin.enforcement import caps, papers
from huiyin.enforcement.choices import ClueSource, Mode, Result
from huiyin.enforcement.models import Inspection, Paper
from huiyin.enforcement.rules import APPROVE, PLAN, VOID
from huiyin.hotline.models import ServiceRequest
from huiyin.registers.officers.models import Officer, OfficerQuerySet
from huiyin.subjects import actions as subjects

from .flow import NUMBERS, State, workflow

LEAST = 2
"""行政执法人员不得少于两人."""


def ready(inspection: Inspection, actor: Actor, day: date) -> None:
    """State, rows in force, writer and days of a new one."""
    inspection.state = inspection.progress()
    days = (day, inspection.planned_on, inspection.inspected_on)
    inspection.registered_on = min(filter(None, days))
    if inspection.state == State.CLOSED:
        inspection.closed_on = inspection.corrected_on or inspection.inspected_on
    inspection.note_writer(actor)
    settle(inspection)


def settle(inspection: Inspection) -> None:
    """The rows of body and item in force on the planned day, and until when it is owed.

    Raises:
        ValidationError: the item is not inspected on that day.
    """
    item = caps.row_of(inspection)
    if item is None:
        raise ValidationError({"item": _not_in_force(inspection)})
    inspection.item, inspection.cap = item, item.cap
    inspection.body = inspection.body.on(inspection.planned_on) or inspection.body
    inspection.settle()


def _not_in_force(inspection: Inspection) -> str:
    return f"“{inspection.item}”在 {inspection.planned_on} 没有公布或者已经停止，没有公布的检查事项不能实施"


def check(inspection: Inspection, today: date, *, beside: Iterable[Inspection] = ()) -> None:
    """What cannot be, beyond the form of the single fields; `beside`: planned, and not stored yet.

    Raises:
        ValidationError: by field name, each message says what to do.
    """
    if not (inspection.planned_on and inspection.item_id and inspection.body_id):
        return  # the form says so at the field
    wrong = _of_days(inspection, today) | _of_the_clue(inspection)
    if not inspection.inspected_on and inspection.body.on(inspection.planned_on) is None:
        wrong["body"] = f"“{inspection.body}”在 {inspection.planned_on} 不实施检查，请选择其他主体"
    item = caps.row_of(inspection)
    if item is None:
        wrong["item"] = _not_in_force(inspection)
    elif not inspection.inspected_on and (over := caps.fault(inspection, item, beside)):
        wrong["planned_on"] = over
    refuse(wrong)


OUTCOME = ("inspected_on", "result", "correct_by", "corrected_on")
"""What only an inspection that was made has."""


def _of_days(inspection: Inspection, today: date) -> dict[str, str]:
    planned, made = inspection.planned_on, inspection.inspected_on
    if inspection.pk and inspection.state == State.PLANNED:
        said = [name for name in OUTCOME if getattr(inspection, name)]
        if said:  # a correction, or a table that is brought again, is no way past the approval
            return dict.fromkeys(said, "这次检查还没有批准，批准以后请用“登记检查结果”")
    if made is None:
        if inspection.result or inspection.corrected_on:
            return {"inspected_on": "已有检查结果的，请填写检查日期"}
        early = planned < today and inspection.state == State.PLANNED
        return {"planned_on": "拟检查日期已过，请填写今天或者以后的日期"} if early else {}
    if made > today:
        return {"inspected_on": f"检查日期 {made} 晚于今天，请核对"}
    if made.year != planned.year:
        return {"inspected_on": "检查日期与拟检查日期不在同一年，频次按年计算，请核对"}
    if not inspection.result:
        return {"result": "已经检查的，请填写检查结果"}
    return of_correction(inspection, today)


def of_correction(inspection: Inspection, today: date) -> dict[str, str]:
    """What cannot be of the last day and the day of a correction."""
    last, done, made = inspection.correct_by, inspection.corrected_on, inspection.inspected_on
    if inspection.result != Result.CORRECT:
        named = "改正期限" if last else "改正日期"
        return {"correct_by": f"责令改正的才有{named}，请核对"} if last or done else {}
    if last is None or (made and last < made):
        return {"correct_by": "责令改正的，请填写不早于检查日期的改正期限"}
    if done and made and not made <= done <= today:
        return {"corrected_on": "改正日期应在检查日期和今天之间"}
    return {}


def _of_the_clue(inspection: Inspection) -> dict[str, str]:
    """A number that is no request of ours would let an inspection past the cap for nothing."""
    source, clue = inspection.clue_source, inspection.clue
    if inspection.mode != Mode.CLUE:
        return {"clue": "只有按线索检查的才填线索，请核对检查类型"} if source or clue else {}
    if not source:
        return {"clue_source": "按线索检查的，请选择线索来源"}
    if not clue:
        return {"clue": "按线索检查的，请填写线索编号或者来文文号"}
    if source == ClueSource.HOTLINE:
        known = ServiceRequest.objects.valid().filter(agency=inspection.agency_id, reference=clue)
        if not known.exists():
            return {"clue": "热线台账里没有这个编号，请核对；其他来源的请改选线索来源"}
    return {}


def _number(inspection: Inspection, day: date) -> None:
    NUMBERS.give(inspection, inspection.planned_on.year)


def _resettle(inspection: Inspection, actor: Actor) -> None:
    inspection.note_writer(actor)
    settle(inspection)
    subjects.settle([inspection])


ordinary = Ordinary(workflow, ready, check)
register = ordinary.register(PLAN, number=_number)
register_many = ordinary.register_many
amend = ordinary.amend(PLAN, sources={State.PLANNED}, then=_resettle)
void = ordinary.void(VOID, then=lambda inspection, actor: inspection.settle())


def certified(inspection: Inspection) -> OfficerQuerySet:
    """Whose certificate is valid on the planned day."""
    every: OfficerQuerySet = Officer.objects.filter(agency=inspection.agency_id)
    return every.public(inspection.planned_on)


def named(officers: Iterable[Officer]) -> str:
    """Names with the numbers of their certificates.

    Raises:
        ValidationError: fewer than two.
    """
    listed = list(dict.fromkeys(f"{one.name}（执法证号{one.reference}）" for one in officers))
    if len(listed) < LEAST:
        raise ValidationError({"officers": f"检查人员不得少于{LEAST}人，请至少选择{LEAST}人"})
    return "、".join(listed)


def _may_be_made(inspection: Inspection, day: date) -> str:
    if inspection.planned_on < day:
        return f"拟检查日期 {inspection.planned_on} 已过，请先“更正”日期，或者“取消”"
    return caps.fault(inspection, inspection.item)


@workflow.move(
    "批准并指派",
    sources={State.PLANNED},
    target=State.APPROVED,
    rule=Another(APPROVE),
    guard=_may_be_made,
    basis=caps.BASIS,
)
def approve(
    inspection: Inspection,
    *,
    actor: Actor,
    at: datetime,
    officers: Annotated[
        list[Officer],
        RecordsField(
            "检查人员（执法证有效的人员，至少两人）",
            Officer,
            certified,
            shown=lambda one: f"{one.name} {one.reference}",
        ),
    ],
) -> None:
    """批准: by another person than whoever planned it; the notice is issued with its code."""
    inspection.officers = named(officers)
    if len(certified(inspection).filter(pk__in=[one.pk for one in officers])) < len(officers):
        raise ValidationError({"officers": "有人员的执法证在拟检查日期无效，请另选"})
    inspection.approved_on = at.date()
    papers.issue(inspection, Paper.Role.NOTICE, actor.name, at)


@workflow.move("取消", sources={State.PLANNED, State.APPROVED}, target=State.CANCELLED, rule=PLAN)
def cancel(inspection: Inspection, *, actor: Actor, at: datetime, reason: Cause) -> None:
    """取消: it takes no place under the cap any more; a notice that was issued is void."""
    inspection.cancelled_on, inspection.cancel_reason = at.date(), reason
    inspection.due_on = None
