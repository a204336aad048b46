"""The table of moves of an application, and what every move needs."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.actors import Actor, ActorKind, guest
from huiyin.casework.workflow import Workflow
from huiyin.foi.models import Application, Decision, Opinion
from huiyin.foi.papers.issuing import issue, sent
from huiyin.foi.papers.kinds import telling

State = Application.State
workflow = Workflow(Application)


def applicant_actor(application: Application, *, origin: str = "") -> Actor:
    """The tracked applicant: sees the agency applied to, may what the rules open to it."""
    key = f"applicant:{application.pk}"
    return guest("申请人", application.agency_id, key=key, origin=origin)


def at_the_window(run: Callable[..., Application]) -> Callable[..., Application]:
    """A visitor writes to the agency it chose; it sees no other."""

    @wraps(run)
    def through(application: Application, *, actor: Actor, at: datetime) -> Application:
        if actor.kind is ActorKind.VISITOR:
            actor = replace(actor, grants={application.agency_id: frozenset()})
        return run(application, actor=actor, at=at)

    return through


def not_later(name: str, day: date | None, at: datetime) -> None:
    if day is not None and day > timezone.localdate(at):
        raise ValidationError({name: f"日期 {day} 晚于今天，请核对"})


def not_before(name: str, day: date | None, first: date | None, what: str) -> None:
    if day is not None and first is not None and day < first:
        raise ValidationError({name: f"日期 {day} 早于{what}（{first}），请核对"})


def enter_end(
    application: Application,
    decision: str,
    day: date,
    *,
    number: str = "",
    letter: Mapping[str, Any] | None = None,
    actor: Actor,
) -> None:
    """拟办结: how it would end waits until another person has compared it with the record."""
    application.entered_decision, application.entered_on = decision, day
    application.entered_number = number
    application.entered_letter = None if letter is None else dict(letter)
    application.entered_by, application.checked_by = actor.name, ""
    application.entered_from = application.state


def clear_entry(application: Application) -> None:
    application.entered_decision, application.entered_on = "", None
    application.entered_number, application.entered_letter = "", None
    application.entered_from = ""


def close(application: Application, decision: str, day: date, number: str = "") -> None:
    """Exactly one of the 21 results, with its day; no enquiry stays open behind it."""
    if decision not in Decision.values:
        raise ValidationError({"decision": "请选择一项办理结果"})
    call_back(application, day)
    application.decision, application.answered_on = decision, day
    application.answer_number = number


def issue_ending_letter(
    application: Application, letter: Mapping[str, Any], *, actor: Actor, at: datetime
) -> None:
    """告知书 of what was just closed; its number is the number of the answer."""
    if application.answer_number:
        raise ValidationError({"number": "随文书的，文号由系统编号，不必填写"})
    paper = issue(application, telling(application.decision).key, letter, actor=actor, at=at)
    application.answer_number = paper.document_number
    sent(paper, timezone.localdate(at), at=at)


def call_back(application: Application, day: date) -> None:
    """Enquiries that nobody waits for any more end with the application."""
    for asked in application.consultations.filter(replied_on__isnull=True):
        asked.opinion, asked.replied_on = Opinion.NONE, max(day, asked.sent_on)
        asked.reason = "申请已办结，不再征求意见"
        asked.save()
    application.recount()
