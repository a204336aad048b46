"""收件、补正、受理: from the counter to the day on which the decision's clock begins."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.approvals import deadlines, papers
from huiyin.approvals.matter_rules import rules_on
from huiyin.approvals.models import LicenceApplication, Paper, Purpose
from huiyin.approvals.sheet import SHEET
from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.faults import refuse
from huiyin.casework.forms import DayField, TextField
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.recount import by_the_system
from huiyin.common.days import written
from huiyin.letters.issuing import WordsOfPaper, lines
from huiyin.licensing.models import Licence
from huiyin.publicity.holders import HolderKind
from huiyin.subjects import actions as subjects
from huiyin.workdays.load import calendar

from .flow import (
    HANDLE,
    NUMBERS,
    RECEIVE,
    UNDECIDED,
    VOID,
    Grounds,
    Remedy,
    State,
    not_silent,
    workflow,
)

ACCEPTANCE = "行政许可法第三十二条"


def ready(application: LicenceApplication, actor: Actor, day: date) -> None:
    """State, former licence, days and due dates of a new one."""
    application.state = State.RECEIVED
    settle(application)


def settle(application: LicenceApplication) -> None:
    """What follows from matter, kind and day of an application.

    Raises:
        ValidationError: no rule says how the matter was handled on that day; no such licence.
    """
    rule = application.rule
    if rule is None:
        raise ValidationError(
            {
                "matter": f"没有“{application.matter}”在 {application.received_on} 有效的办理规定，请先设定"
            }
        )
    application.statutory_days = rule.statutory_days
    application.promised_days = rule.promised_days
    application.former = _former(application)
    former = application.former if application.purpose == Purpose.RENEWAL else None
    known = calendar(application.agency.region)
    application.renew_by = deadlines.last_day_to_renew(former.valid_to, known) if former else None
    application.recount()


def _former(application: LicenceApplication) -> Licence | None:
    if application.purpose == Purpose.NEW:
        application.former_reference = ""
        return None
    reference = application.former_reference
    former: Licence | None = (
        Licence.objects.filter(
            agency=application.agency_id, reference=reference, state=Licence.State.VALID
        ).first()
        if reference
        else None
    )
    if former is None:
        kind = application.get_purpose_display()
        raise ValidationError({"former_reference": f"{kind}请填写本机关许可台账里有效的决定文书号"})
    return former


def check(application: LicenceApplication, today: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name, each message says what to do.
    """
    wrong: dict[str, str] = {}
    received = application.received_on
    own = rules_on(received, application.matter_id).get("")
    if received > (application.accepted_on or today):
        wrong["received_on"] = f"收件日期 {received} 晚于受理日期或者今天，请核对"
    if own and own.kinds and application.sub_kind not in own.kinds:
        wrong["sub_kind"] = f"请填写其中一项：{'、'.join(own.kinds)}"
    if application.holder_kind == HolderKind.ORGANISATION and not application.holder_uscc:
        wrong["holder_uscc"] = "法人及非法人组织必须填写统一社会信用代码"
    former = application.former
    if former and former.matter_id != application.matter_id:
        wrong["former_reference"] = f"{former} 的许可事项是“{former.matter}”，请核对文书号"
    if former and application.purpose == Purpose.RENEWAL and former.valid_to < received:
        wrong["purpose"] = f"原许可 {former.valid_to} 已经到期，请按首次申请收件"
    refuse(wrong)


def _number(application: LicenceApplication, day: date) -> None:
    NUMBERS.give(application, application.received_on.year)


def _no_licence(application: LicenceApplication, day: date) -> str:
    licence = application.licence
    if licence is None or licence.state == Licence.State.VOIDED:
        return ""
    return f"请先作废由此准予的许可 {licence}"


BY_MOVES = tuple(
    name
    for section in ("受理", "决定")
    for name in SHEET.sections[section]
    if name in SHEET.in_ledger
)
"""What a table may tell of an application that was handled elsewhere; of ours the moves alone do."""


def only_told(application: LicenceApplication) -> None:
    """Refuse to change by 更正 what only a move may.

    Raises:
        ValidationError: by field name.
    """
    stored = LicenceApplication.objects.values(*BY_MOVES).get(pk=application.pk)
    changed = [name for name, value in stored.items() if getattr(application, name) != value]
    refuse(dict.fromkeys(changed, "办理情况不能用表格或者更正改变，请在这件办件上办理"))


def _amended(application: LicenceApplication, actor: Actor) -> None:
    only_told(application)
    application.note_writer(actor)
    settle(application)
    subjects.settle([application])


ordinary = Ordinary(workflow, ready, check)
register = ordinary.register(RECEIVE, number=_number)
amend = ordinary.amend(RECEIVE, sources=UNDECIDED - {State.PROPOSED}, then=_amended)
void = ordinary.void(VOID, guard=_no_licence)
recount = ordinary.recount(sources=LicenceApplication.OPEN)


def _may_notify(application: LicenceApplication, day: date) -> str:
    if application.notified_on:
        return f"{application.notified_on} 已经告知过，补正内容应当一次告知"
    return not_silent(application, day)


@workflow.move(
    "一次性告知补正",
    sources={State.RECEIVED},
    target=State.CORRECTING,
    rule=HANDLE,
    guard=_may_notify,
    basis=ACCEPTANCE,
)
def notify(
    application: LicenceApplication,
    *,
    actor: Actor,
    at: datetime,
    lacking: Annotated[str, TextField("需要补正的全部内容", 2000, rows=5)],
    correct_by: Annotated[date, DayField("补正期限", initial=None)],
) -> None:
    """一次性告知: all that has to be added, once; the office owes nothing until it comes."""
    if correct_by <= at.date():
        raise ValidationError({"correct_by": "补正期限应晚于今天"})
    application.lacking, application.correct_by = lacking, correct_by
    application.notified_on, application.state = at.date(), State.CORRECTING
    application.recount()
    told: WordsOfPaper = {"补正内容": lines(lacking), "补正期限": written(correct_by)}
    papers.issue(application, Paper.Role.LACKING, told, at=at)


@workflow.move(
    "补正收到", sources={State.CORRECTING}, target=State.RECEIVED, rule=RECEIVE, basis=ACCEPTANCE
)
def correct(
    application: LicenceApplication,
    *,
    actor: Actor,
    at: datetime,
    materials: Annotated[str, TextField("已收材料", 2000, rows=5, help_text="一行一份")],
) -> None:
    """补正收到: the days for acceptance begin anew with what was handed in."""
    application.materials, application.corrected_on = materials, at.date()
    application.state = State.RECEIVED
    application.recount()


@workflow.move("受理", sources={State.RECEIVED}, target=State.ACCEPTED, rule=HANDLE, limited=True)
def accept(application: LicenceApplication, *, actor: Actor, at: datetime) -> None:
    """受理: by the office, or noted where it has happened by law."""
    _begin(application, at.date())
    application.note_writer(actor)
    told: WordsOfPaper = {
        "受理日期": written(application.accepted_on),
        "法定时限": str(application.statutory_days),
        "承诺时限": str(application.promised_days),
        "决定期限": papers.decided_by(application),
    }
    papers.issue(application, Paper.Role.ACCEPT, told, at=at)


def _is_silent(application: LicenceApplication, day: date) -> str:
    return "" if application.is_silent(day) else "受理期限未过"


@workflow.move(
    "视为受理",
    sources={State.RECEIVED},
    target=State.ACCEPTED,
    rule=by_the_system,
    guard=_is_silent,
    basis=ACCEPTANCE,
)
def deem(application: LicenceApplication, *, actor: Actor, at: datetime) -> None:
    """视为受理: written down by the nightly job; the day had decided it already."""
    _begin(application, at.date())


def _begin(application: LicenceApplication, day: date) -> None:
    application.is_deemed = application.is_silent(day)
    application.accepted_on = application.materials_on if application.is_deemed else day
    application.grant_content = application.grant_content or application.content
    application.state = State.ACCEPTED
    application.recount()


def _may_refuse(application: LicenceApplication, day: date) -> str:
    if application.state == State.CORRECTING and application.correct_by:
        is_early = day <= application.correct_by
        return f"补正期限 {application.correct_by} 未过" if is_early else ""
    return not_silent(application, day)


@workflow.move(
    "不予受理",
    sources={State.RECEIVED, State.CORRECTING},
    target=State.UNACCEPTED,
    rule=HANDLE,
    guard=_may_refuse,
    basis=ACCEPTANCE,
)
def refuse_acceptance(
    application: LicenceApplication,
    *,
    actor: Actor,
    at: datetime,
    reason: Grounds,
    remedy: Remedy,
) -> None:
    """不予受理: not a matter of this office, or never completed; with reason and remedy."""
    application.reason, application.remedy = reason, remedy
    application.unaccepted_on = at.date()
    refusal = papers.refused(application)
    papers.issue(application, Paper.Role.REFUSE_ACCEPTANCE, refusal, at=at)


@workflow.move("撤回申请", sources=UNDECIDED, target=State.WITHDRAWN, rule=RECEIVE, limited=True)
def withdraw(
    application: LicenceApplication, *, actor: Actor, at: datetime, reason: Reason
) -> None:
    """撤回申请: the applicant takes it back before it is decided."""
    application.withdrawn_on, application.paused_until = at.date(), None
