"""补正 (条例第三十条) and 说明理由 (条例第三十五条): what is asked of the applicant."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import NeededWhen
from huiyin.casework.deadlines import ClockEvent
from huiyin.casework.forms import DayField, LineField, TextField
from huiyin.foi import conditions, deadlines, rules
from huiyin.foi.conditions import is_served
from huiyin.foi.models import Application, Decision, NoticeOf, PaperKind
from huiyin.foi.papers.issuing import Letter, issue
from huiyin.workdays.load import calendar

from .answering import write_draft
from .asked import Number
from .flow import (
    State,
    not_before,
    not_later,
    workflow,
)
from .lapsing import enter_ending
from .noticing import notice_sent

CORRECTED = "条例第三十条"
EXPLAINED = "条例第三十五条"


def _was_never_asked(application: Application, day: date) -> str:
    was_asked = application.correction_wanted or application.correction_asked_on
    if was_asked or any(name == "correction-received" for name, _ in application.clock_events):
        return "条例第三十条规定一次性告知补正，本申请已经补正过"
    return ""


@workflow.move(
    "告知补正",
    sources={State.RECEIVED},
    target=State.CORRECTING,
    rule=rules.HANDLE,
    guard=_was_never_asked,
    basis=CORRECTED,
)
def ask_correction(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    wanted: Annotated[str, TextField("需要补正的内容", 500)],
    due_on: Annotated[
        date | None,
        DayField("补正期限", required=False, help_text="不填为申请人收到告知后 15 个工作日"),
    ] = None,
    letter: Letter = None,
) -> None:
    """告知补正: once, within seven working days, saying what to correct and by when."""
    days = calendar(application.agency.region)
    assert application.received_on is not None  # noqa: S101 - the state says so
    last = deadlines.last_day(deadlines.CORRECTION, application.received_on, days)
    if at.date() > last:
        raise ValidationError(
            f"补正应在收到申请之日起 7 个工作日内（最迟 {last}）一次性告知，现已超过；请按现有内容办理"
        )
    if due_on is not None and due_on <= at.date():
        raise ValidationError({"due_on": "补正期限应晚于今天"})
    application.correction_asked_on = at.date()
    application.correction_wanted = wanted
    application.correction_due_on = due_on  # else counted from the receipt of the notice
    notice_sent(application, NoticeOf.CORRECTION, at.date(), due_on)
    if letter is not None:
        issue(application, PaperKind.CORRECTION, letter, actor=actor, at=at, sent_on=at.date())


@workflow.move(
    "收到补正",
    sources={State.CORRECTING},
    target=State.RECEIVED,
    rule=rules.may_handle_or_applied,
    basis=CORRECTED,
)
def receive_correction(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    received_on: Annotated[date, DayField("收到日期")],
    correction: Annotated[str, TextField("补正的内容", 3000, required=False)] = "",
    late_reason: Annotated[
        str, LineField("逾期补正的正当理由", 200, required=False), NeededWhen("逾期补正的必填")
    ] = "",
) -> None:
    """收到补正: the answer period counts from this day; late only with a good reason."""
    not_later("received_on", received_on, at)
    not_before("received_on", received_on, application.correction_asked_on, "告知补正日期")
    due = application.correction_due_on
    is_late = due is not None and received_on > due
    if is_late and not late_reason and is_served(application, NoticeOf.CORRECTION):
        raise ValidationError(
            {
                "received_on": f"补正期限为 {due}，已经超过；有正当理由的请写明，没有的按逾期不补正办结"
            }
        )
    application.correction = correction
    application.note_clock(ClockEvent("correction-received", received_on))


@workflow.move(
    "逾期不补正，拟办结",
    sources={State.CORRECTING},
    target=State.ENTERED,
    rule=rules.HANDLE,
    guard=conditions.bearing(Decision.NOT_CORRECTED),
    basis=CORRECTED,
)
def lapse_correction(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    closed_on: Annotated[date, DayField("办结日期")],
    number: Number = "",
    letter: Letter = None,
) -> None:
    """逾期不补正: deemed abandoned, counted as (六)1 once another person has compared it."""
    not_later("closed_on", closed_on, at)
    conditions.require(application, Decision.NOT_CORRECTED, closed_on, field="closed_on")
    not_before("closed_on", closed_on, application.received_on, "收到日期")
    enter_ending(application, Decision.NOT_CORRECTED, closed_on, number, letter, actor=actor, at=at)


def _gave_no_reasons_yet(application: Application, day: date) -> str:
    return "本申请已经要求申请人说明过理由" if application.reasons_wanted else ""


@workflow.move(
    "要求说明理由",
    sources={State.RECEIVED},
    target=State.REASONING,
    rule=rules.HANDLE,
    guard=_gave_no_reasons_yet,
    basis=EXPLAINED,
)
def ask_reasons(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    wanted: Annotated[str, TextField("数量、频次明显超过合理范围的情况", 500)],
    due_on: Annotated[date, DayField("说明理由的期限", initial="")],
    letter: Letter = None,
) -> None:
    """要求说明理由: number or frequency are obviously excessive; the answer period runs on."""
    if due_on <= at.date():
        raise ValidationError({"due_on": "说明理由的期限应晚于今天"})
    application.reasons_wanted = wanted
    application.reasons_due_on = due_on
    notice_sent(application, NoticeOf.REASONS, at.date(), due_on)
    if letter is not None:
        issue(application, PaperKind.REASONS, letter, actor=actor, at=at, sent_on=at.date())


@workflow.move(
    "收到理由",
    sources={State.REASONING},
    target=State.RECEIVED,
    rule=rules.may_handle_or_applied,
    basis=EXPLAINED,
)
def receive_reasons(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    received_on: Annotated[date | None, DayField("收到日期")] = None,
    reasons: Annotated[str, TextField("申请人说明的理由", 3000)],
) -> None:
    """收到理由: the office weighs them; if they do not hold it drafts (五)4."""
    not_later("received_on", received_on, at)
    application.reasons = reasons


def _may_be_delayed(application: Application, day: date) -> str:
    if not application.reasons:
        return "申请人说明理由之后才能确定延迟答复的合理期限"
    until = application.delayed_until
    return f"已经告知延迟至 {until} 答复" if until else ""


@workflow.move(
    "理由合理，延迟答复",
    sources={State.RECEIVED},
    rule=rules.may_extend,
    guard=_may_be_delayed,
    basis=EXPLAINED,
)
def delay(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    until: Annotated[date, DayField("延迟答复至", initial="")],
) -> None:
    """延迟答复: the reasons hold, but the period is too short; a new day is set."""
    if application.due_on is None or until <= application.due_on or at.date() > application.due_on:
        raise ValidationError({"until": "请在答复期限届满前确定，并晚于现有期限"})
    application.delayed_until = until
    application.recount()


@workflow.move(
    "理由不合理，拟不予处理",
    sources={State.REASONING, State.RECEIVED},
    target=State.DRAFTED,
    rule=rules.HANDLE,
    guard=conditions.bearing(Decision.EXCESSIVE),
    basis=EXPLAINED,
)
def refuse_reasons(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    text: Annotated[str, TextField("理由不合理的说明", 10000, rows=8)],
    letter: Mapping[str, Any] | None = None,
) -> None:
    """理由不合理: (五)4 is drafted; it is reviewed, signed and served like any answer."""
    application.grounds.all().delete()
    write_draft(application, Decision.EXCESSIVE, text, letter or {}, actor=actor, at=at)
