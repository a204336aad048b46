"""Every write to a 行政强制: registered, extended once, lifted or carried out."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.arguments import Reason
from huiyin.casework.faults import refuse
from huiyin.casework.forms import ChoiceField, DayField, LineField, NumberField
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.rights import Another
from huiyin.casework.workflow import Workflow
from huiyin.penalties.models import Penalty
from huiyin.publicity.holders import HolderKind
from huiyin.subjects import actions as subjects

from . import deadlines, subject  # noqa: F401 - subject declares the kind
from .choices import Lifted
from .models import Coercion
from .rules import APPROVE, KEEP, VOID

State = Coercion.State
NUMBERS = numbering.declare("QZ", "coercion", 5)
LONGEST_TEST = 180


def _begin(coercions: Sequence[Coercion], actor: Actor) -> None:
    subjects.begin(coercions, actor)


workflow = Workflow(Coercion, began=_begin)


def ready(coercion: Coercion, actor: Actor, day: date) -> None:
    """State, last day, case and writer of a new one."""
    coercion.note_writer(actor)
    settle(coercion)


def settle(coercion: Coercion) -> None:
    """The case that its number names; state and last day, where its days can be."""
    coercion.penalty = _case(coercion)
    if coercion.decided_on:
        coercion.settle()


def _case(coercion: Coercion) -> Penalty | None:
    number = coercion.case_number
    if not number:
        return None
    cases = Penalty.objects.valid().filter(agency=coercion.agency_id)
    return cases.filter(case_number=number).first() or cases.filter(reference=number).first()


def check(coercion: Coercion, today: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name, each message says what to do.
    """
    if not (coercion.type and coercion.decided_on):
        return  # the form says so at the field
    refuse(_of_days(coercion, today) | _of_the_end(coercion) | _of_the_holder(coercion))


def _of_days(coercion: Coercion, today: date) -> dict[str, str]:
    decided, started, ended = coercion.decided_on, coercion.started_on, coercion.ended_on
    wrong = {}
    if decided > today:
        wrong["decided_on"] = "决定日期晚于今天，请核对"
    if started and not decided <= started <= max(today, decided):
        wrong["started_on"] = "实施日期应在决定日期和今天之间，请核对"
    if ended and not coercion.begun_on <= ended <= today:
        wrong["ended_on"] = "结束日期应在实施日期和今天之间，请核对"
    return wrong


def _of_the_end(coercion: Coercion) -> dict[str, str]:
    """A measure is lifted for a reason of the law; an execution is not lifted, it is done."""
    if coercion.pk and coercion.state == State.RUNNING and coercion.ended_on:
        return {"ended_on": "请用“解除”或者“执行完毕”登记"}
    if not coercion.ended_on:
        said = [name for name in ("lifted", "outcome") if getattr(coercion, name)]
        return dict.fromkeys(said, "还没有填写结束日期，请核对")
    if coercion.is_measure and not coercion.lifted:
        return {"lifted": "强制措施已经结束的，请填写解除情形"}
    if coercion.is_execution and coercion.lifted:
        return {"lifted": "强制执行没有解除情形，请留空，在“处理情况”里写明结果"}
    return {}


def _of_the_holder(coercion: Coercion) -> dict[str, str]:
    wrong = {}
    if coercion.holder_kind == HolderKind.ORGANISATION and not coercion.holder_uscc:
        wrong["holder_uscc"] = "当事人是法人或者非法人组织的，请填写统一社会信用代码"
    if coercion.holder_kind == HolderKind.PERSON and coercion.holder_uscc:
        wrong["holder_uscc"] = "自然人没有统一社会信用代码，请核对当事人类别"
    if coercion.case_number and _case(coercion) is None:
        wrong["case_number"] = "行政处罚台账里没有这个案号，请核对；还没有立案的留空"
    return wrong


def _number(coercion: Coercion, day: date) -> None:
    NUMBERS.give(coercion, coercion.decided_on.year)


def _resettle(coercion: Coercion, actor: Actor) -> None:
    coercion.note_writer(actor)
    settle(coercion)
    subjects.settle([coercion])


ordinary = Ordinary(workflow, ready, check)
register = ordinary.register(KEEP, number=_number)
register_many = ordinary.register_many
amend = ordinary.amend(KEEP, sources={State.RUNNING}, then=_resettle)
void = ordinary.void(VOID)


def _is_timed(coercion: Coercion, day: date) -> str:
    return "" if coercion.is_timed else "只有查封、扣押、冻结有期限"


def _may_be_extended(coercion: Coercion, day: date) -> str:
    if not coercion.is_timed:
        return _is_timed(coercion, day)
    if coercion.extended_days:
        return "已经延长过一次，不能再延长，请在期限届满前处理或者解除"
    if coercion.due_on and coercion.due_on < day:
        return f"期限 {coercion.due_on} 已经届满，不能再延长，请解除"
    return ""


@workflow.move(
    "批准延长",
    sources={State.RUNNING},
    rule=Another(APPROVE),
    guard=_may_be_extended,
    basis="行政强制法第二十五条、第三十二条",
)
def extend(
    coercion: Coercion,
    *,
    actor: Actor,
    at: datetime,
    days: Annotated[
        int,
        NumberField("延长天数（不超过30日）", 1, deadlines.LONGEST_EXTENSION),
    ],
    reason: Reason,
) -> None:
    """批准延长: once, by another person than whoever entered it; the party is told in writing."""
    coercion.extended_days, coercion.extend_reason = days, reason
    coercion.settle()


@workflow.move(
    "扣除检测鉴定期间",
    sources={State.RUNNING},
    rule=KEEP,
    guard=_is_timed,
    basis="行政强制法第二十五条第三款",
)
def leave_out(
    coercion: Coercion,
    *,
    actor: Actor,
    at: datetime,
    days: Annotated[
        int,
        NumberField(
            "检测、检验、检疫、技术鉴定的天数",
            1,
            LONGEST_TEST,
            help_text="书面告知当事人的期间，填合计天数",
        ),
    ],
) -> None:
    """扣除检测鉴定期间: all its days together; they do not count."""
    coercion.tested_days = days
    coercion.settle()


def _is_measure(coercion: Coercion, day: date) -> str:
    return "" if coercion.is_measure else "强制执行不用解除，请用“执行完毕”"


@workflow.move(
    "解除",
    sources={State.RUNNING},
    target=State.ENDED,
    rule=KEEP,
    guard=_is_measure,
    basis="行政强制法第二十八条、第三十三条",
)
def lift(
    coercion: Coercion,
    *,
    actor: Actor,
    at: datetime,
    ended_on: Annotated[date, DayField("解除日期")],
    lifted: Annotated[str, ChoiceField("解除情形", Lifted.choices, radio=True)],
    outcome: Annotated[str, LineField("财物的处理", 300)],
) -> None:
    """解除: what was taken is given back, confiscated, sold or handed over."""
    coercion.lifted = lifted
    _end(coercion, ended_on, outcome, at.date())


def _is_execution(coercion: Coercion, day: date) -> str:
    return "" if coercion.is_execution else "强制措施请用“解除”"


@workflow.move(
    "执行完毕", sources={State.RUNNING}, target=State.ENDED, rule=KEEP, guard=_is_execution
)
def complete(
    coercion: Coercion,
    *,
    actor: Actor,
    at: datetime,
    ended_on: Annotated[date, DayField("执行完毕日期")],
    outcome: Annotated[str, LineField("执行结果", 300)],
) -> None:
    """执行完毕."""
    _end(coercion, ended_on, outcome, at.date())


def _end(coercion: Coercion, day: date, outcome: str, today: date) -> None:
    if not coercion.begun_on <= day <= today:
        raise ValidationError({"ended_on": f"应在实施日期 {coercion.begun_on} 和今天之间"})
    coercion.ended_on, coercion.outcome = day, outcome
