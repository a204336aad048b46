"""年度报告: drafted by one, checked by another, frozen with all its numbers and sent to the reviews."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.arguments import Reason
from huiyin.casework.faults import refuse
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.rights import Another
from huiyin.casework.workflow import Workflow
from huiyin.disclosure.models import ColumnPage, ColumnType, DocumentAttachment
from huiyin.editorial import actions as editorial
from huiyin.editorial.models import Manuscript
from huiyin.files import keeping, outgoing
from huiyin.national_forms import deadlines
from huiyin.organisations.models import Organisation
from huiyin.reports import frozen, html, rules
from huiyin.reports.annual import data, files
from huiyin.reports.annual.composing import Annual, compose
from huiyin.reports.models import AnnualDate, AnnualReport, Published

State = AnnualReport.State
OPEN = (State.DRAFTING, State.CHECKING, State.CHECKED)
workflow = Workflow(AnnualReport)
NUMBERS = numbering.declare("NB", "reports.annual", 3)


def as_it_stands(report: AnnualReport, day: date) -> Annual:
    """Of a clock that went back before its year it is the report of a year that has just begun."""
    return compose(report.agency, report.year, today=max(day, date(report.year, 1, 1)))


def incomplete(report: AnnualReport, day: date) -> str:
    """What still keeps it from the second person."""
    faults = as_it_stands(report, day).faults
    return f"还有 {len(faults)} 处没有完成：{faults[0].words}" if faults else ""


def changed(report: AnnualReport, day: date) -> str:
    """What is not any more as it was handed to the second person."""
    annual = as_it_stands(report, day)
    if annual.faults:
        return f"提交核对以后有变化：{annual.faults[0].words}。请收回修改"
    differences = data.differences(report.drawn, annual)
    if not differences:
        return ""
    return f"提交核对以后有变化：{differences[0]}。请收回，看过现在的数据再提交核对"


def column_of(agency: Organisation) -> ColumnPage | None:
    """The column of the agency where its annual reports stand."""
    page = getattr(agency, "page", None)
    columns = ColumnPage.objects.live().filter(column_type=ColumnType.ANNUAL_REPORT)
    return columns.descendant_of(page).first() if page else None


def unready(report: AnnualReport, day: date) -> str:
    """What keeps a checked report from being frozen."""
    if column_of(report.agency) is None:
        return "本机关没有栏目类别为“信息公开年报”的栏目，请先在栏目管理中设置"
    return changed(report, day)


def given_up(report: AnnualReport, day: date) -> str:
    manuscript = Manuscript.objects.filter(page__published_report__annual=report).first()
    if manuscript is None or manuscript.state == Manuscript.State.VOIDED:
        return ""
    return f"稿件 {manuscript.reference} 还在，请先弃稿；已经公开的，请用更正"


@workflow.start("起草", rule=rules.WRITE_ANNUAL)
def begin(report: AnnualReport, *, actor: Actor, at: datetime) -> AnnualReport:
    """起草: one report for each agency and year.

    Raises:
        ValidationError: the year has not begun, or it has its report.
    """
    today = timezone.localdate(at)
    report.state, report.begun_on = State.DRAFTING, today
    _check_year(report, today)
    report.due_on = due_on(report.year)
    report.note_writer(actor)
    report.full_clean(exclude={"reference"})
    NUMBERS.give(report, at.year)
    return report


def due_on(year: int) -> date:
    """The last day to publish the report of that year, as is ruled for that day."""
    rule = AnnualDate.objects.on(date(year + 1, 1, 1), step=AnnualDate.Step.DUE)
    return rule.in_year(year) if rule else deadlines.due_on(year, is_government=False)


@workflow.move(
    "提交核对",
    sources={State.DRAFTING},
    target=State.CHECKING,
    rule=rules.WRITE_ANNUAL,
    guard=incomplete,
)
def submit(report: AnnualReport, *, actor: Actor, at: datetime) -> None:
    """提交核对: another person reads what stands here now."""
    report.drawn = as_it_stands(report, timezone.localdate(at)).drawn
    report.note_writer(actor)


@workflow.move(
    "核对通过",
    sources={State.CHECKING},
    target=State.CHECKED,
    rule=Another(rules.CHECK_ANNUAL),
    guard=changed,
    basis="条例第四十九条、第五十条",
)
def check(report: AnnualReport, *, actor: Actor, at: datetime) -> None:
    """核对通过: read, and the stated numbers compared with their sources, by another person."""
    report.checked_by, report.checked_on = actor.name[:100], timezone.localdate(at)


@workflow.move("退回修改", sources={State.CHECKING}, target=State.DRAFTING, rule=rules.CHECK_ANNUAL)
def send_back(report: AnnualReport, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """退回修改: something is not right, and what."""
    _unchecked(report)


@workflow.move(
    "收回修改",
    sources={State.CHECKING, State.CHECKED},
    target=State.DRAFTING,
    rule=rules.WRITE_ANNUAL,
)
def take_back(report: AnnualReport, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """收回修改: to be read anew when it is submitted again."""
    _unchecked(report)


@workflow.move(
    "定稿送审",
    sources={State.CHECKED},
    target=State.FROZEN,
    rule=rules.may_freeze,
    guard=unready,
    basis="条例第四十九条",
)
def freeze(report: AnnualReport, *, actor: Actor, at: datetime) -> None:
    """定稿送审: every number with its records is kept, and the text goes to the reviews; all or nothing."""
    today = timezone.localdate(at)
    annual = as_it_stands(report, today)
    report.data = data.of(annual, report)
    report.digest = data.digest(report.data)
    report.frozen_on = today
    manuscript = _manuscript(report, annual, actor=actor, at=at)
    report.published = Published.objects.create(
        agency=report.agency,
        kind=Published.Kind.ANNUAL,
        year=report.year,
        document=manuscript.page,
    )
    frozen.freeze(report.published, annual.report, actor=actor, at=at)
    editorial.submit(manuscript, actor=actor, at=at)


@workflow.move(
    "重新起草",
    sources={State.FROZEN},
    target=State.DRAFTING,
    rule=rules.WRITE_ANNUAL,
    guard=given_up,
)
def begin_anew(report: AnnualReport, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """重新起草: its manuscript was given up; what was frozen stays with that one."""
    _unchecked(report)
    report.published, report.data, report.digest, report.frozen_on = None, None, "", None


ordinary = Ordinary(workflow)
void = ordinary.void(rules.CHECK_ANNUAL, sources=OPEN)


def _manuscript(report: AnnualReport, annual: Annual, *, actor: Actor, at: datetime) -> Manuscript:
    column = column_of(report.agency)
    if column is None:
        raise ValidationError(unready(report, timezone.localdate(at)))
    values: dict[str, Any] = {
        "title": annual.report.title,
        "formed_on": annual.report.written_on,
        "theme": "综合政务\\政务公开",
        "genre": "报告",
        "body": html.fragment(annual.report),
    }
    kept = []
    for form, (media_type, content) in files.printed(annual, at=at).items():
        name = f"{annual.report.title}.{form}"
        kept.append((name, keeping.keep(name, media_type, outgoing.plain(name, content))))
    users = User.objects.filter(pk__in=[key for key in report.writers if key.isdecimal()])
    manuscript: Manuscript = editorial.begin(
        column,
        report.agency,
        values,
        attachments=[DocumentAttachment(name=name, file=file) for name, file in kept],
        writers=users.order_by("pk"),
        actor=actor,
        at=at,
    )
    return manuscript


def _unchecked(report: AnnualReport) -> None:
    report.drawn, report.checked_by, report.checked_on = {}, "", None


def _check_year(report: AnnualReport, today: date) -> None:
    wrong: dict[str, str] = {}
    if report.year > today.year:
        wrong["year"] = f"{report.year} 年还没有开始，请核对"
    elif not report.agency.was_there(date(report.year, 1, 1), date(report.year, 12, 31)):
        wrong["year"] = f"{report.year} 年还没有本机关或者本机关已经撤销，请核对"
    else:
        twins = AnnualReport.objects.valid().filter(agency=report.agency, year=report.year)
        if (twin := twins.first()) is not None:
            wrong["year"] = f"{report.year} 年已经有年度报告（{twin.reference}），请打开它继续撰写"
    refuse(wrong)
