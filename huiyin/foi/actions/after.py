"""After the answer: remedies, satisfaction; and what the system and corrections do."""

from datetime import date, datetime

from django.core.exceptions import ValidationError

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.recount import by_the_system
from huiyin.foi import rules
from huiyin.foi.models import Application, Outcome, Remedy, RemedyKind, Satisfaction

from .flow import State, chosen, not_before, workflow

CONTESTED = "条例第五十一条"


@workflow.move("登记复议诉讼", sources={State.ANSWERED}, rule=rules.may_handle, basis=CONTESTED)
def contest(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    kind: str,
    organ: str,
    filed_on: date,
    outcome: str = Outcome.PENDING,
    decided_on: date | None = None,
    reply_due_on: date | None = None,
    hearing_on: date | None = None,
) -> None:
    """登记复议诉讼: the answer is contested."""
    if kind not in RemedyKind.values or outcome not in Outcome.values:
        raise ValidationError({"kind": "请选择救济途径和结果"})
    not_before("filed_on", filed_on, application.answered_on, "答复日期")
    remedy = Remedy(
        application=application, kind=kind, organ=organ, filed_on=filed_on, outcome=outcome,
        decided_on=decided_on, reply_due_on=reply_due_on, hearing_on=hearing_on,
    )  # fmt: skip
    _save(remedy)
    log.record(actor, "foi.remedy.register", remedy, at=at, kind=kind, organ=organ, outcome=outcome)


@workflow.move("登记审理进展", sources={State.ANSWERED}, rule=rules.may_handle, basis=CONTESTED)
def note_remedy(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    remedy: int,
    outcome: str = Outcome.PENDING,
    decided_on: date | None = None,
    reply_due_on: date | None = None,
    hearing_on: date | None = None,
) -> None:
    """登记审理进展: hearing, reply and, at its end, the outcome."""
    found = application.remedies.filter(pk=remedy).first()
    if found is None:
        raise ValidationError({"remedy": "请选择一件复议或诉讼"})
    chosen("outcome", outcome, Outcome, "审理结果")
    found.outcome, found.decided_on = outcome, decided_on
    found.reply_due_on = reply_due_on or found.reply_due_on
    found.hearing_on = hearing_on or found.hearing_on
    _save(found)


def _save(remedy: Remedy) -> None:
    if (remedy.outcome == Outcome.PENDING) != (remedy.decided_on is None):
        told = "尚未审结的不填审结日期，已经审结的请填写审结日期"
        raise ValidationError({"decided_on": told})
    not_before("decided_on", remedy.decided_on, remedy.filed_on, "受理日期")
    remedy.full_clean()
    remedy.save()


@workflow.move("登记满意度", sources={State.ANSWERED}, rule=rules.may_handle_or_applied)
def rate(application: Application, *, actor: Actor, at: datetime, satisfaction: str) -> None:
    """满意度: what the applicant thinks of the handling; said once."""
    chosen("satisfaction", satisfaction, Satisfaction, "满意度")
    if application.satisfaction:
        raise ValidationError("已经评价过，谢谢")
    application.satisfaction = satisfaction


@workflow.move("重算期限", sources=Application.OPEN, rule=by_the_system)
def recount(application: Application, *, actor: Actor, at: datetime, because: str) -> None:
    """重算期限: the official calendar has changed."""
    application.recount()


@workflow.move(
    "作废（录入错误）",
    sources=set(State) - {State.VOIDED},
    target=State.VOIDED,
    rule=rules.may_void,
)
def void(application: Application, *, actor: Actor, at: datetime, reason: str) -> None:
    """作废: entered in error; kept, counted nowhere."""
    application.void_because(reason)
