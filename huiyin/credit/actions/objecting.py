"""公示信息异议: registered and marked at once, checked by one person, answered by another."""

from datetime import date, datetime
from typing import Annotated, Any

from django.apps import apps

from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.arguments import Reason
from huiyin.casework.faults import refuse
from huiyin.casework.forms import ChoiceField, TextField
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.rights import Another
from huiyin.casework.shown import Shown
from huiyin.casework.workflow import Workflow
from huiyin.credit import papers
from huiyin.credit.models import Answer, Objection
from huiyin.credit.objections import digest_of
from huiyin.credit.rights import ANSWER_OBJECTION, HANDLE_OBJECTION, VOID_OBJECTION
from huiyin.publicity import kinds

State = Objection.State
NUMBERS = numbering.declare("YY", "credit.objection", 5)
workflow = Workflow(Objection, shown=Shown(lambda objection: True))
"""The record that it is about says 异议处理中, or no longer: its kept page follows each move."""


def ready(objection: Objection, actor: Actor, day: date) -> None:
    """State, record and due date of a new one."""
    objection.state = State.CHECKING
    settle(objection)


def settle(objection: Objection) -> None:
    """What follows from kind, number and day.

    Raises:
        ValidationError: no such record has been on view here.
    """
    known = _record(objection)
    refuse({} if known else UNKNOWN)
    same = Objection.objects.about(known).open().exclude(pk=objection.pk)
    if other := same.first():  # after the form: one sent twice leads to what it has made
        refuse({"about_reference": f"这条公示信息已经有在办的异议 {other.reference}"})
    if objection.about_pk != known.pk:
        objection.about_pk, objection.digest = known.pk, digest_of(known)
    objection.holder_kind = known.holder_kind
    objection.recount()


UNKNOWN = {"about_reference": "请填写本机关公示过的文书号或者编号"}


def _record(objection: Objection) -> Any:
    """By kind and number; None where nothing of it has ever been on view here."""
    if kinds.named(objection.about_kind) is None:
        return None
    records: Any = apps.get_model(objection.about_kind)._default_manager
    same = records.valid().filter(agency=objection.agency_id, reference=objection.about_reference)
    return same.exclude(published_on=None).first()


def check(objection: Objection, today: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name, each message says what to do.
    """
    record, wrong = _record(objection), dict[str, str]()
    if objection.received_on > today:
        wrong["received_on"] = f"收件日期 {objection.received_on} 晚于今天，请核对"
    refuse(wrong if record else wrong | UNKNOWN)
    if objection.holder_name != record.holder_name:
        wrong["holder_name"] = "异议人不是这条公示信息的主体，请核对名称和编号"
    if objection.pk is None and not record.is_public_on(today):
        wrong["about_reference"] = "这条信息没有在公示，不需要提出异议"
    refuse(wrong)


def _number(objection: Objection, day: date) -> None:
    NUMBERS.give(objection, objection.received_on.year)


ordinary = Ordinary(workflow, ready, check)
register = ordinary.register(HANDLE_OBJECTION, number=_number)
amend = ordinary.amend(
    HANDLE_OBJECTION, sources={State.CHECKING}, then=lambda objection, actor: settle(objection)
)
void = ordinary.void(VOID_OBJECTION)
recount = ordinary.recount(sources=Objection.OPEN)


@workflow.move(
    "提出处理意见",
    sources={State.CHECKING},
    target=State.PROPOSED,
    rule=HANDLE_OBJECTION,
    limited=True,
)
def propose(
    objection: Objection,
    *,
    actor: Actor,
    at: datetime,
    outcome: Annotated[str, ChoiceField("处理结果", Answer.choices, radio=True)],
    finding: Annotated[str, TextField("核查情况和理由", 2000, rows=5)],
) -> None:
    """提出处理意见: what was found; what has to change is changed on the record itself."""
    objection.outcome, objection.finding = outcome, finding
    objection.note_writer(actor)


@workflow.move("退回", sources={State.PROPOSED}, target=State.CHECKING, rule=ANSWER_OBJECTION)
def send_back(objection: Objection, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """退回: it is checked anew."""


def _is_done(objection: Objection, day: date) -> str:
    """What the answer says of the record has been done there."""
    if objection.outcome == Answer.CORRECTED and not objection.is_corrected:
        return f"请先在{objection.get_about_kind_display()}记录上“更正”，再答复"
    if objection.outcome == Answer.REMOVED and objection.record.is_public_on(day):
        return f"请先在{objection.get_about_kind_display()}记录上“撤下公示”，再答复"
    return ""


@workflow.move(
    "答复",
    sources={State.PROPOSED},
    target=State.ANSWERED,
    rule=Another(ANSWER_OBJECTION),
    guard=_is_done,
    limited=True,
)
def answer(objection: Objection, *, actor: Actor, at: datetime) -> None:
    """答复: by another person, with a notice; the record is marked no longer."""
    objection.answered_on = at.date()
    papers.of_objection(objection, actor.name, at)


@workflow.move(
    "撤回异议", sources=Objection.OPEN, target=State.WITHDRAWN, rule=HANDLE_OBJECTION, limited=True
)
def withdraw(objection: Objection, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """撤回异议: whoever objected takes it back."""
    objection.withdrawn_on = at.date()
