"""整改 from its entry to the report of the unit."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.arguments import Reason
from huiyin.casework.evidence import Checked
from huiyin.casework.faults import refuse
from huiyin.casework.forms import ChoiceField, DayField, LineField, RecordField, TextField
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.recount import by_the_system
from huiyin.casework.workflow import Workflow
from huiyin.files import intake
from huiyin.organisations.models import Organisation
from huiyin.rectification import findings, papers
from huiyin.rectification.models import Category, Evidence, Rectification
from huiyin.rectification.rules import ISSUE, KEEP, may_handle, may_report
from huiyin.structure.duties import overseen

State = Rectification.State
NUMBERS = numbering.declare("ZG", "rectification.rectification", 5)
workflow = Workflow(Rectification)
WITH_UNIT = frozenset({State.ISSUED, State.MENDING})


def units(matter: Rectification) -> "QuerySet[Organisation]":
    """The agency itself, its units, and the agencies beside it that it assesses."""
    day = matter.received_on or timezone.localdate()
    own = Q(pk=matter.agency_id) | Q(parent=matter.agency_id, is_agency=False)
    own |= Q(pk__in=overseen(matter.agency, day))
    return Organisation.objects.standing().filter(own)


def check(matter: Rectification, today: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name.
    """
    wrong = _no_term(matter)
    if matter.received_on > today:
        wrong["received_on"] = f"起算日期 {matter.received_on} 晚于今天，请核对"
    if matter.is_from_outside and not matter.sender:
        wrong["sender"] = "外来文书请填写来文机关"
    if matter.is_from_outside and not matter.paper_number:
        wrong["paper_number"] = "外来文书请填写来文文号"
    if matter.unit_id and not units(matter).filter(pk=matter.unit_id).exists():
        wrong["unit"] = "只能选择本机关、本机关的内设机构和所属单位，或者由本机关考核的机关"
    if (other := findings.open_beside(matter)) is not None:
        wrong["about_pk"] = f"这一处已经有没有办结的整改 {other}，请在那里办理"
    if matter.pk and matter.category != Category.CIRCULAR and matter.jointly.exists():
        wrong["category"] = "已经同时发给几个单位的只能是通报"
    refuse(wrong)


def _no_term(matter: Rectification) -> dict[str, str]:
    if matter.named_due_on and matter.named_due_on < matter.received_on:
        return {"named_due_on": "写明的期限早于起算日期，请核对"}
    try:
        matter.time_limit()
    except LookupError as missing:
        return {"named_due_on": str(missing)}
    return {}


def ready(matter: Rectification, actor: Actor, day: date) -> None:
    """State and due date of a new one."""
    matter.state = State.REGISTERED
    refuse(_no_term(matter))
    matter.recount()


ordinary = Ordinary(workflow, ready, check)
register_many = ordinary.register_many
register = ordinary.register(KEEP, number=lambda matter, day: NUMBERS.give(matter, day.year))


def _amended(matter: Rectification, actor: Actor) -> None:
    """What a shared paper says is amended once, in the matter that leads."""
    if (lead := matter.leading) is not None:
        raise ValidationError(f"与 {lead} 同文，请更正那一件")
    matter.recount()


amend = ordinary.amend(KEEP, sources={State.REGISTERED}, then=_amended)
void = ordinary.void("rectification.void_rectification")
recount = ordinary.recount(sources=Rectification.OPEN)


def _can_be_issued(matter: Rectification, today: date) -> str:
    if (lead := matter.leading) is not None and lead.state == State.REGISTERED:
        return f"与 {lead} 同文，请在那一件下达"
    if matter.is_from_outside or matter.agency.document_code:
        return ""
    return "请先在机构资料中填写发文机关代字"


@workflow.move(
    "下达",
    sources={State.REGISTERED},
    target=State.ISSUED,
    rule=ISSUE,
    guard=_can_be_issued,
    limited=True,
)
def issue(matter: Rectification, *, actor: Actor, at: datetime) -> None:
    """下达: the notice gets its number and is frozen; the unit is told."""
    matter.issued_on = at.date()
    papers.order(matter, actor.name, at)


@workflow.move("签收", sources={State.ISSUED}, target=State.MENDING, rule=may_handle, limited=True)
def sign(matter: Rectification, *, actor: Actor, at: datetime) -> None:
    """签收: the unit takes it on."""
    matter.signed_on = at.date()


@workflow.move("改由其他单位整改", sources=WITH_UNIT, target=State.ISSUED, rule=ISSUE, limited=True)
def reassign(
    matter: Rectification,
    *,
    actor: Actor,
    at: datetime,
    unit: Annotated[Organisation, RecordField("责任单位", Organisation, units)],  # type: ignore[valid-type]
    reason: Reason,
) -> None:
    """改由其他单位整改: it is another unit's business; the last day stays."""
    if unit.pk == matter.unit_id:
        raise ValidationError({"unit": "请选择另一个单位"})
    _pass_to(matter, unit, at)


@workflow.move("转由承接单位整改", sources=Rectification.OPEN, rule=by_the_system)
def pass_on(matter: Rectification, *, actor: Actor, at: datetime) -> None:
    """转由承接单位整改: the unit was dissolved; without a successor its agency mends it."""
    matter.unit = matter.unit.successor or matter.agency


def _pass_to(matter: Rectification, unit: Organisation, at: datetime) -> None:
    matter.unit, matter.signed_on = unit, None
    matter.wanted_until, matter.wanted_because, matter.wanted_by = None, "", ""
    papers.tell(matter, at)


def keep_evidence(
    matter: Rectification, role: str, file: Checked, note: str, day: date
) -> Evidence:
    """The file, encrypted, with its digest."""
    return Evidence.objects.create(
        rectification=matter, role=role, file=intake.keep(*file), note=note,
        round=matter.round, added_on=day,
    )  # fmt: skip


@workflow.move("上传材料", sources=Rectification.OPEN, rule=may_report)
def add_evidence(
    matter: Rectification,
    *,
    actor: Actor,
    at: datetime,
    role: Annotated[str, ChoiceField("种类", Evidence.Role.choices[:2])],
    note: Annotated[str, LineField("说明", 200, required=False)] = "",
    file: Checked | None = None,
) -> None:
    """上传材料: the paper that came in, or what shows that it is mended."""
    if file is None:
        raise ValidationError({"file": "请选择要上传的文件"})
    keep_evidence(matter, role, file, note, at.date())


@workflow.move(
    "报送整改情况", sources={State.MENDING}, target=State.REPORTED, rule=may_report, limited=True
)
def report(
    matter: Rectification,
    *,
    actor: Actor,
    at: datetime,
    measures: Annotated[str, TextField("整改措施和结果", 5000, rows=8)],
    reported_on: Annotated[date, DayField("报送日期")],
    file: Checked | None = None,
) -> None:
    """报送: what was done; nothing is reported without something that shows it."""
    first = matter.signed_on or matter.received_on
    if not first <= reported_on <= at.date():
        raise ValidationError({"reported_on": f"报送日期应在签收日期 {first} 和今天之间"})
    cures = matter.evidence.filter(role=Evidence.Role.CURE, round=matter.round)
    if file is None and not cures.exists():
        raise ValidationError({"file": "请上传这一轮整改的佐证材料"})
    if file is not None:
        keep_evidence(matter, Evidence.Role.CURE, file, "", at.date())
    matter.measures, matter.reported_on = measures, reported_on
    if not matter.is_from_outside:
        matter.delivered_on = matter.delivered_on or reported_on
    matter.note_writer(actor)
