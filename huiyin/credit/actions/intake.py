"""收件、补正、受理 of a repair: from the counter to the day on which the decision's clock begins."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.evidence import Checked
from huiyin.casework.faults import refuse
from huiyin.casework.forms import ChoiceField, DayField, LineField, TextField
from huiyin.casework.ordinary import Ordinary
from huiyin.commitments.models import Commitment, Type
from huiyin.credit import papers
from huiyin.credit.models import Evidence, Notice, Repair
from huiyin.credit.rights import HANDLE, RECEIVE, VOID
from huiyin.files import intake
from huiyin.penalties.actions import may_be_repaired
from huiyin.penalties.models import Penalty

from .flow import LAW, NUMBERS, Grounds, Remedy, State, workflow

UNDER_WAY = Repair.UNDER_WAY


def ready(repair: Repair, actor: Actor, day: date) -> None:
    """State, penalty, commitment and due date of a new one."""
    repair.state = State.RECEIVED
    settle(repair)


def settle(repair: Repair) -> None:
    """What follows from the numbers and the day of an application.

    Raises:
        ValidationError: no such penalty or commitment here.
    """
    penalty, commitment = _penalty(repair), _commitment(repair)
    refuse(_wrong_numbers(repair, penalty, commitment))
    assert penalty is not None  # noqa: S101 - refused above
    refuse(_another(repair, penalty))
    repair.penalty, repair.holder_kind = penalty, penalty.holder_kind
    repair.commitment = commitment
    repair.recount()


def _penalty(repair: Repair) -> Penalty | None:
    known: Penalty | None = (
        Penalty.objects.valid()
        .filter(agency=repair.agency_id, reference=repair.penalty_reference)
        .exclude(published_on=None)
        .select_related("agency")
        .first()
    )
    return known


def _commitment(repair: Repair) -> Commitment | None:
    known: Commitment | None = (
        Commitment.objects.valid()
        .filter(
            agency=repair.agency_id,
            reference=repair.commitment_reference,
            type=Type.REPAIR,
            holder_name=repair.holder_name,
        )
        .exclude(reference="")
        .first()
    )
    return known


def _wrong_numbers(
    repair: Repair, penalty: Penalty | None, commitment: Commitment | None
) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if penalty is None:
        wrong["penalty_reference"] = "请填写本机关公示过的行政处罚决定文书号"
    if repair.commitment_reference and commitment is None:
        wrong["commitment_reference"] = "信用承诺台账里没有申请人的这份信用修复型承诺书，请核对编号"
    return wrong


def check(repair: Repair, today: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name, each message says what to do.
    """
    penalty, received = _penalty(repair), repair.received_on
    wrong = _wrong_numbers(repair, penalty, _commitment(repair))
    if received > (repair.accepted_on or today):
        wrong["received_on"] = f"收件日期 {received} 晚于受理日期或者今天，请核对"
    if penalty is not None:
        wrong |= _wrong_about(repair, penalty, today)
    refuse(wrong)


def _wrong_about(repair: Repair, penalty: Penalty, today: date) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if penalty.decided_on and repair.received_on < penalty.decided_on:
        wrong["received_on"] = f"收件日期早于处罚决定日期 {penalty.decided_on}，请核对"
    if repair.holder_name != penalty.holder_name:
        wrong["holder_name"] = "申请人不是这件处罚的当事人，请核对名称和文书号"
    if refusal := may_be_repaired(penalty, today):
        wrong["penalty_reference"] = refusal
    return wrong


def _another(repair: Repair, penalty: Penalty) -> dict[str, str]:
    """Asked after the form, so that a form sent twice leads to what it has made."""
    standing = [*UNDER_WAY, State.GRANTED, State.DONE]
    same = Repair.objects.filter(penalty=penalty, state__in=standing).exclude(pk=repair.pk)
    other = same.first()
    if other is None:
        return {}
    state = other.get_state_display()
    return {"penalty_reference": f"这件处罚已经有信用修复申请 {other.reference}（{state}）"}


def _number(repair: Repair, day: date) -> None:
    NUMBERS.give(repair, repair.received_on.year)


def _no_repair(repair: Repair, day: date) -> str:
    is_standing = repair.state in (State.GRANTED, State.DONE)
    return "准予的修复不能作废，确有错误的请“撤销修复”" if is_standing else ""


FOUND = (
    "corrected", "corrected_fact", "performed", "performed_fact", "others_met", "others_fact",
)  # fmt: skip


def _amended(repair: Repair, actor: Actor) -> None:
    """What was found of another penalty or by another commitment is found anew."""
    before = repair.penalty_id, repair.commitment_id
    settle(repair)
    if (repair.penalty_id, repair.commitment_id) != before:
        repair.verified_on = None
        for name in FOUND:
            setattr(repair, name, "")
    repair.note_writer(actor)


ordinary = Ordinary(workflow, ready, check)
register = ordinary.register(RECEIVE, number=_number)
amend = ordinary.amend(RECEIVE, sources=UNDER_WAY - {State.PROPOSED}, then=_amended)
void = ordinary.void(VOID, guard=_no_repair)
recount = ordinary.recount(sources=Repair.OPEN)


@workflow.move("上传材料", sources=UNDER_WAY, rule=RECEIVE)
def add_file(
    repair: Repair,
    *,
    actor: Actor,
    at: datetime,
    role: Annotated[str, ChoiceField("种类", Evidence.Role.choices)],
    note: Annotated[str, LineField("说明", 200, required=False)] = "",
    file: Checked | None = None,
) -> None:
    """上传材料: what was handed in; nobody outside sees it."""
    if file is None:
        raise ValidationError({"file": "请选择要上传的文件"})
    Evidence.objects.create(
        repair=repair, role=role, file=intake.keep(*file), note=note, added_on=at.date()
    )


def _may_notify(repair: Repair, day: date) -> str:
    if repair.notified_on:
        return f"{repair.notified_on} 已经告知过，补正内容应当一次告知"
    return ""


@workflow.move(
    "一次性告知补正",
    sources={State.RECEIVED},
    target=State.CORRECTING,
    rule=HANDLE,
    guard=_may_notify,
    basis=LAW,
)
def notify(
    repair: Repair,
    *,
    actor: Actor,
    at: datetime,
    lacking: Annotated[str, TextField("需要补正的全部内容", 2000, rows=5)],
    correct_by: Annotated[date, DayField("补正期限", initial=None)],
) -> None:
    """一次性告知: all that has to be added, once; the office owes nothing until it comes."""
    if correct_by <= at.date():
        raise ValidationError({"correct_by": "补正期限应晚于今天"})
    repair.lacking, repair.correct_by, repair.notified_on = lacking, correct_by, at.date()
    repair.state = State.CORRECTING
    repair.recount()


@workflow.move("补正收到", sources={State.CORRECTING}, target=State.RECEIVED, rule=RECEIVE)
def complete(
    repair: Repair,
    *,
    actor: Actor,
    at: datetime,
    materials: Annotated[str, TextField("已收材料", 2000, rows=5, help_text="一行一份")],
) -> None:
    """补正收到: the days for acceptance begin anew with what was handed in."""
    repair.materials, repair.completed_on = materials, at.date()
    repair.state = State.RECEIVED
    repair.recount()


@workflow.move("受理", sources={State.RECEIVED}, target=State.ACCEPTED, rule=HANDLE, limited=True)
def accept(repair: Repair, *, actor: Actor, at: datetime) -> None:
    """受理: from today the term of the decision runs."""
    repair.accepted_on, repair.state = at.date(), State.ACCEPTED
    repair.note_writer(actor)
    repair.recount()


def _may_refuse(repair: Repair, day: date) -> str:
    if repair.state == State.CORRECTING and repair.correct_by and day <= repair.correct_by:
        return f"补正期限 {repair.correct_by} 未过"
    return ""


@workflow.move(
    "不予受理",
    sources={State.RECEIVED, State.CORRECTING},
    target=State.UNACCEPTED,
    rule=HANDLE,
    guard=_may_refuse,
    basis=LAW,
)
def refuse_acceptance(
    repair: Repair, *, actor: Actor, at: datetime, reason: Grounds, remedy: Remedy
) -> None:
    """不予受理: not about a penalty of this office, or never completed; the applicant is told."""
    repair.reason, repair.remedy, repair.unaccepted_on = reason, remedy, at.date()
    papers.of_repair(repair, Notice.Sort.UNACCEPTED, actor.name, at)


@workflow.move("撤回申请", sources=UNDER_WAY, target=State.WITHDRAWN, rule=RECEIVE, limited=True)
def withdraw(repair: Repair, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """撤回申请: the applicant takes it back before it is decided."""
    repair.withdrawn_on = at.date()
