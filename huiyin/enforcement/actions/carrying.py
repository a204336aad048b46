"""实施检查、改正、移送立案: what was found, and what becomes of it."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import NeededWhen
from huiyin.casework.faults import refuse
from huiyin.casework.forms import ChoiceField, DayField, LineField, TextField
from huiyin.enforcement import papers
from huiyin.enforcement.choices import Result
from huiyin.enforcement.models import Inspection, Paper
from huiyin.enforcement.rules import PLAN
from huiyin.penalties.models import Penalty

from .flow import State, workflow
from .planning import of_correction


@workflow.move("登记检查结果", sources={State.APPROVED}, rule=PLAN, basis="国办发〔2024〕54号")
def carry_out(
    inspection: Inspection,
    *,
    actor: Actor,
    at: datetime,
    inspected_on: Annotated[date, DayField("检查日期")],
    findings: Annotated[str, TextField("检查情况", 2000, rows=5)],
    result: Annotated[str, ChoiceField("检查结果", Result.choices, radio=True)],
    correct_by: Annotated[
        date | None, DayField("改正期限", required=False), NeededWhen("责令改正的必填")
    ] = None,
) -> None:
    """登记检查结果: the record of the inspection is issued; where nothing was found it is over."""
    today, approved = at.date(), inspection.approved_on
    if approved and not approved <= inspected_on <= today:
        raise ValidationError({"inspected_on": f"检查日期应在批准日期 {approved} 和今天之间"})
    if inspected_on.year != inspection.planned_on.year:
        raise ValidationError(
            {"inspected_on": "与计划不在同一年，频次按年计算：请取消后按新的年份重新计划"}
        )
    inspection.inspected_on, inspection.findings = inspected_on, findings
    inspection.result, inspection.correct_by = result, correct_by
    refuse(of_correction(inspection, today))
    _go_on(inspection, State.CLOSED if result == Result.CLEAN else State.INSPECTED, today)
    papers.issue(inspection, Paper.Role.RECORD, inspection.officers, at)


def _is_ordered(inspection: Inspection, day: date) -> str:
    return "" if inspection.result == Result.CORRECT else "这次检查没有责令改正"


@workflow.move(
    "复查通过（已改正）",
    sources={State.INSPECTED},
    target=State.CLOSED,
    rule=PLAN,
    guard=_is_ordered,
)
def confirm(
    inspection: Inspection,
    *,
    actor: Actor,
    at: datetime,
    corrected_on: Annotated[date, DayField("改正日期")],
    correction: Annotated[str, TextField("改正情况", 300)],
) -> None:
    """复查: it was corrected as ordered."""
    inspection.corrected_on, inspection.correction = corrected_on, correction
    refuse(of_correction(inspection, at.date()))
    _go_on(inspection, State.CLOSED, at.date())


@workflow.move("移送立案", sources={State.INSPECTED}, target=State.CLOSED, rule=PLAN)
def refer(
    inspection: Inspection,
    *,
    actor: Actor,
    at: datetime,
    case_number: Annotated[
        str,
        LineField(
            "本机关处罚案号", 80, required=False, help_text="行政处罚台账里的案号或者决定文书号"
        ),
        NeededWhen("本机关立案的必填"),
    ] = "",
    transferred_to: Annotated[
        str,
        LineField("移送机关和文号", 200, required=False),
        NeededWhen("移送其他机关的必填"),
    ] = "",
) -> None:
    """移送立案: to a case of our own ledger, or to another organ; also what was not corrected."""
    if bool(case_number) == bool(transferred_to):
        raise ValidationError({"case_number": "请填写本机关处罚案号，或者移送机关和文号，只填一项"})
    if case_number:
        inspection.penalty = _case(inspection, case_number)
    inspection.transferred_to, inspection.filed_on = transferred_to, at.date()
    _go_on(inspection, State.CLOSED, at.date())


def _case(inspection: Inspection, number: str) -> Penalty:
    """The case of this number of the same agency.

    Raises:
        ValidationError: there is none.
    """
    cases = Penalty.objects.valid().filter(agency=inspection.agency_id)
    case = cases.filter(case_number=number).first() or cases.filter(reference=number).first()
    if case is None:
        raise ValidationError({"case_number": "行政处罚台账里没有这个案号，请先立案，再填写案号"})
    return case


def _go_on(inspection: Inspection, state: str, day: date) -> None:
    inspection.state = state
    inspection.closed_on = day if state == State.CLOSED else None
    inspection.settle()
