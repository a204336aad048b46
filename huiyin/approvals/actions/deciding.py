"""审查、决定、送达: the clock stands and runs on, one proposes, another decides."""

from datetime import date, datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError

from huiyin.approvals import deadlines, papers
from huiyin.approvals.models import LicenceApplication, Outcome, Paper, Purpose, Standstill
from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.deadlines import ClockEvent
from huiyin.casework.forms import ChoiceField, DayField, LineField, NumberField, TextField
from huiyin.casework.rights import Another
from huiyin.common.days import written
from huiyin.common.docnumber import normalise
from huiyin.letters.issuing import WordsOfPaper, lines
from huiyin.licensing import actions as licensing
from huiyin.licensing.models import Licence

from .flow import DECIDE, HANDLE, RECEIVE, Grounds, Remedy, State, clock_runs, workflow

WAYS = [("hand", "直接送达"), ("post", "邮寄"), ("online", "电子送达"), ("notice", "公告送达")]


class Deciding(Another):
    """Of another person than the handler; who grants a licence enters it in the ledger as well."""

    def __call__(self, actor: Actor, about: Any) -> bool:
        return super().__call__(actor, about) and actor.may(licensing.REGISTER, about.agency_id)


def _may_suspend(application: LicenceApplication, day: date) -> str:
    if application.stands_on(day):
        return f"计时已经暂停至 {application.paused_until}"
    is_late = application.decide_due_on is not None and application.decide_due_on < day
    return "决定期限已过，不能再暂停计时" if is_late else ""


@workflow.move(
    "暂停计时",
    sources={State.ACCEPTED},
    rule=HANDLE,
    guard=_may_suspend,
    basis="行政许可法第四十五条",
)
def suspend(
    application: LicenceApplication,
    *,
    actor: Actor,
    at: datetime,
    kind: Annotated[str, ChoiceField("程序", Standstill.choices)],
    told_until: Annotated[
        date, DayField("书面告知申请人的结束日期", initial=None, help_text="没有告知的时间不扣除")
    ],
) -> None:
    """暂停计时: a procedure of the law takes its time, of which the applicant was told in writing."""
    day, of = at.date(), f"{kind}-{len(application.standstills) + 1}"
    if told_until <= day:
        raise ValidationError({"told_until": "结束日期应晚于今天"})
    if (told_until - day).days > deadlines.LONGEST_TOLD:
        raise ValidationError({"told_until": "结束日期太远，请核对年份"})
    application.clock_events = [
        *application.clock_events, ClockEvent("suspended", day, of=of).stored(),
    ]  # fmt: skip
    application.note_clock(ClockEvent("told-until", told_until, of=of))
    application.paused_until = told_until
    told: WordsOfPaper = {
        "程序": Standstill(kind).label,
        "结束日期": written(told_until),
    }
    papers.issue(application, Paper.Role.SUSPEND, told, at=at)


def _stands(application: LicenceApplication, day: date) -> str:
    return "" if application.stands_on(day) else "计时没有暂停"


@workflow.move(
    "恢复计时", sources={State.ACCEPTED}, rule=HANDLE, guard=_stands, basis="行政许可法第四十五条"
)
def resume(application: LicenceApplication, *, actor: Actor, at: datetime) -> None:
    """恢复计时: the procedure has ended; the clock runs on from the next day."""
    of = [event.of for event in application.events() if event.name == "suspended"][-1]
    application.note_clock(ClockEvent("resumed", at.date(), of=of))
    application.paused_until = None


def _may_extend(application: LicenceApplication, day: date) -> str:
    if any(event.name == "extended" for event in application.events()):
        return "已经延长过一次"
    is_late = application.decide_due_on is not None and application.decide_due_on < day
    return "决定期限已过，不能再延长" if is_late else ""


@workflow.move(
    "延长期限",
    sources={State.ACCEPTED, State.PROPOSED},
    rule=Another(DECIDE),
    guard=_may_extend,
    basis="行政许可法第四十二条：延长期限的理由应当告知申请人",
)
def extend(
    application: LicenceApplication,
    *,
    actor: Actor,
    at: datetime,
    days: Annotated[int, NumberField("延长工作日", 1, deadlines.EXTENSION)],
    reason: Annotated[str, TextField("告知申请人的理由", 300)],
) -> None:
    """延长期限: once, by the head, with the reason that the applicant is told."""
    application.note_clock(ClockEvent("extended", at.date(), days))
    told: WordsOfPaper = {
        "理由": lines(reason),
        "延长天数": str(days),
        "决定期限": papers.decided_by(application),
    }
    papers.issue(application, Paper.Role.EXTEND, told, at=at)


def _may_grant(application: LicenceApplication, day: date) -> str:
    former = application.former
    if former is None:
        return clock_runs(application, day)
    if application.purpose == Purpose.CHANGE and former.valid_to < day:
        return f"原许可 {former} 已过有效期，不能准予变更"
    return licensing.no_longer_held(former, day) or clock_runs(application, day)


def _check_period(application: LicenceApplication, since: date, until: date, day: date) -> None:
    """A change holds from its decision on, a renewal longer than what it renews.

    Raises:
        ValidationError: by field name.
    """
    former = application.former
    if application.purpose == Purpose.CHANGE and since > day:
        raise ValidationError(
            {"valid_from": "变更后的许可从决定起替代原许可，有效期自不能晚于今天"}
        )
    if application.purpose == Purpose.RENEWAL and former and until <= former.valid_to:
        message = f"原许可有效期至 {former.valid_to}，延续后的应更晚"
        raise ValidationError({"valid_until": message})


@workflow.move(
    "拟准予许可",
    sources={State.ACCEPTED},
    target=State.PROPOSED,
    rule=HANDLE,
    guard=_may_grant,
    limited=True,
)
def propose_grant(
    application: LicenceApplication,
    *,
    actor: Actor,
    at: datetime,
    reference: Annotated[str, LineField("决定文书号", 80)],
    content: Annotated[str, TextField("许可内容", 4000, rows=5)],
    valid_from: Annotated[date, DayField("有效期自")],
    valid_until: Annotated[date, DayField("有效期至", initial=None)],
    number: Annotated[str, LineField("许可编号", 80, required=False)] = "",
) -> None:
    """拟准予许可: all that the licence will say; nothing is granted before another decides."""
    reference = normalise(reference)
    if valid_until < valid_from:
        raise ValidationError({"valid_until": f"有效期至 {valid_until} 早于有效期自，请核对"})
    _check_period(application, valid_from, valid_until, at.date())
    same = Licence.objects.valid().filter(agency=application.agency_id, reference=reference)
    if same.exists():
        raise ValidationError({"reference": f"许可台账里已经有 {reference}，请核对文书号"})
    application.outcome, application.grant_reference = Outcome.GRANTED, reference
    application.grant_content, application.grant_number = content, number
    application.grant_from, application.grant_until = valid_from, valid_until
    application.reason = application.remedy = ""
    application.note_writer(actor)


def _may_propose_refusal(application: LicenceApplication, day: date) -> str:
    if application.purpose == Purpose.RENEWAL and application.is_deemed_renewed(day):
        return "原许可到期前没有作出决定，视为准予延续（行政许可法第五十条），不能不予许可"
    return clock_runs(application, day)


@workflow.move(
    "拟不予许可",
    sources={State.ACCEPTED},
    target=State.PROPOSED,
    rule=HANDLE,
    guard=_may_propose_refusal,
    basis="行政许可法第三十八条",
)
def propose_refusal(
    application: LicenceApplication,
    *,
    actor: Actor,
    at: datetime,
    reason: Grounds,
    remedy: Remedy,
) -> None:
    """拟不予许可: why, and what the applicant can do about it."""
    application.outcome, application.reason, application.remedy = Outcome.REFUSED, reason, remedy
    application.note_writer(actor)


@workflow.move("退回", sources={State.PROPOSED}, target=State.ACCEPTED, rule=DECIDE)
def send_back(
    application: LicenceApplication, *, actor: Actor, at: datetime, reason: Reason
) -> None:
    """退回: it is proposed anew; what was drafted stays in the form."""


def _may_decide(application: LicenceApplication, day: date) -> str:
    if application.outcome == Outcome.REFUSED:
        return _may_propose_refusal(application, day)
    return _may_grant(application, day)


@workflow.move(
    "决定",
    sources={State.PROPOSED},
    target=State.DECIDED,
    rule=Deciding(DECIDE),
    guard=_may_decide,
    limited=True,
)
def decide(application: LicenceApplication, *, actor: Actor, at: datetime) -> None:
    """决定: as proposed; a granted licence enters the ledger, and takes the place of the former one."""
    application.decided_on, application.paused_until = at.date(), None
    if application.outcome == Outcome.GRANTED:
        licence = _licence(application, at.date())
        application.licence = licensing.register(licence, actor=actor, at=at)
        _follow(application, actor, at)
        papers.issue(application, Paper.Role.GRANT, _granted(application), at=at)
    else:
        papers.issue(application, Paper.Role.REFUSE, papers.refused(application), at=at)
    application.recount()


def _follow(application: LicenceApplication, actor: Actor, at: datetime) -> None:
    """第四十九条、第五十条: the former licence gives way to the new one."""
    former, by = application.former, application.grant_reference
    if former is not None and application.purpose == Purpose.CHANGE:
        licensing.change(former, actor=actor, at=at, by=by)
    elif former is not None:
        licensing.renew(former, actor=actor, at=at, by=by)


def _granted(application: LicenceApplication) -> WordsOfPaper:
    return {
        "许可内容": lines(application.grant_content),
        "有效期自": written(application.grant_from),
        "有效期至": written(application.grant_until),
    }


def _licence(application: LicenceApplication, day: date) -> Licence:
    agency, rule = application.agency, application.rule
    assert rule is not None and application.grant_from and application.grant_until  # noqa: S101, PT018 - by the moves before
    return Licence(
        agency=agency,
        reference=application.grant_reference,
        matter=application.matter,
        holder_name=application.holder_name,
        holder_kind=application.holder_kind,
        holder_uscc=application.holder_uscc,
        representative=application.representative,
        holder_id_kind=application.holder_id_kind,
        holder_id=application.holder_id,
        document_name=rule.document_name,
        licence_type=rule.licence_type,
        certificate_name=rule.certificate_name if application.grant_number else "",
        certificate_number=application.grant_number,
        content=application.grant_content,
        decided_on=day,
        valid_from=application.grant_from,
        valid_to=application.grant_until,
        issuer=agency.name,
        issuer_uscc=agency.uscc,
        source=agency.name,
        source_uscc=agency.uscc,
    )


@workflow.move("送达", sources={State.DECIDED}, target=State.DELIVERED, rule=RECEIVE, limited=True)
def deliver(
    application: LicenceApplication,
    *,
    actor: Actor,
    at: datetime,
    day: Annotated[date, DayField("送达日期")],
    way: Annotated[str, ChoiceField("送达方式", WAYS)],
) -> None:
    """送达: the decision is in the applicant's hands; without it the matter is not closed."""
    if application.decided_on and not application.decided_on <= day <= at.date():
        raise ValidationError({"day": "送达日期应在决定日期和今天之间"})
    application.delivered_on = day
    deciding = (Paper.Role.GRANT, Paper.Role.REFUSE)
    application.papers.filter(role__in=deciding, voided_at=None).update(sent_on=day)
