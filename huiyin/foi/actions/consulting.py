"""征求意见: third parties, co-makers, other organs, own departments; each its own clock."""

from datetime import date, datetime

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.deadlines import ClockEvent
from huiyin.foi import deadlines, rules
from huiyin.foi.models import Application, Consultation, ConsultationKind, Opinion, PaperKind
from huiyin.foi.papers.issuing import ENQUIRY_TO, Letter, issue
from huiyin.workdays.load import calendar

from .flow import State, chosen, filled, not_before, not_later, workflow

ASKED = "条例第三十二条、第三十三条第三款、第三十四条"


@workflow.move(
    "征求意见", sources={State.RECEIVED, State.CONSULTING}, rule=rules.may_handle, basis=ASKED
)
def consult(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    sent_on: date,
    whom: str,
    kind: str = ConsultationKind.THIRD_PARTY,
    received_on: date | None = None,
    due_on: date | None = None,
    letter: Letter = None,
    tells_applicant: bool = False,
) -> None:
    """征求意见: the clock stands from the day it is sent, unless an own department is asked."""
    chosen("kind", kind, ConsultationKind, "征求对象")
    not_later("sent_on", sent_on, at)
    not_later("received_on", received_on, at)
    not_before("sent_on", sent_on, application.received_on, "收到日期")
    not_before("received_on", received_on, sent_on, "发出日期")
    asked = Consultation(
        application=application, kind=kind, whom=filled("whom", whom, "征求谁的意见"),
        sent_on=sent_on, received_on=received_on,
    )  # fmt: skip
    if due_on is not None and kind in (ConsultationKind.THIRD_PARTY, ConsultationKind.CO_MAKER):
        raise ValidationError({"due_on": "第三方和共同制作机关的期限由条例规定，不必填写"})
    not_before("due_on", due_on, sent_on, "发出日期")
    asked.due_on = due_on or _last_day(asked)
    asked.full_clean()
    asked.save()
    if asked.suspends:
        application.note_clock(ClockEvent("consult-sent", sent_on))
        application.state = State.CONSULTING
    about = {"consultation": asked.pk}
    if letter is not None:
        told = {**letter, **about}
        issue(application, ENQUIRY_TO[kind], told, actor=actor, at=at, sent_on=sent_on)
    if tells_applicant and asked.suspends:
        issue(application, PaperKind.CONSULTING, about, actor=actor, at=at, sent_on=sent_on)


def _last_day(asked: Consultation) -> date | None:
    """Counted from the day the enquiry arrived; unknown until that is known."""
    if asked.received_on is None:
        return None
    days = calendar(asked.application.agency.region)
    return deadlines.silence_after(asked.kind, asked.received_on, days)


@workflow.move(
    "登记对方收到",
    sources={State.RECEIVED, State.CONSULTING},
    rule=rules.may_handle,
    basis=ASKED,
)
def note_enquiry_received(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    received_on: date,
    consultation: int | None = None,
) -> None:
    """对方收到: from this day its fifteen working days count."""
    asked = _open(application, consultation)
    not_later("received_on", received_on, at)
    not_before("received_on", received_on, asked.sent_on, "发出日期")
    if asked.received_on is not None:
        raise ValidationError({"received_on": f"已登记对方于 {asked.received_on} 收到"})
    asked.received_on = received_on
    asked.due_on = asked.due_on or _last_day(asked)
    asked.save()


@workflow.move(
    "收到意见",
    sources={State.RECEIVED, State.CONSULTING, State.DRAFTED, State.REVIEWED},
    rule=rules.may_handle,
    basis=ASKED,
)
def receive_opinion(
    application: Application,
    *,
    actor: Actor,
    at: datetime,
    received_on: date,
    opinion: str,
    consultation: int | None = None,
    opinion_reason: str = "",
) -> None:
    """收到意见: the clock runs again after this day, when no other enquiry holds it.

    Silence ends on the last day: a co-maker then consents, for a third party the organ decides.
    """
    asked = _open(application, consultation)
    chosen("opinion", opinion, Opinion, "意见")
    not_later("received_on", received_on, at)
    not_before("received_on", received_on, asked.sent_on, "发出日期")
    if opinion == Opinion.NONE:
        received_on = _silent_since(asked, at.date())
    asked.replied_on, asked.opinion = received_on, opinion
    asked.reason = opinion_reason.strip()
    asked.save()
    if asked.suspends:
        application.note_clock(ClockEvent("consult-received", received_on))
        if not _still_asked(application):
            application.state = State.RECEIVED


def _silent_since(asked: Consultation, today: date) -> date:
    """The last day of a period that has run out without an opinion."""
    if asked.due_on is None:
        raise ValidationError({"opinion": "请先登记对方收到的日期，答复期限由此起算"})
    if today <= asked.due_on:
        raise ValidationError({"opinion": f"对方的答复期限至 {asked.due_on}，尚未届满"})
    return asked.due_on


def _open(application: Application, key: int | None) -> Consultation:
    """The enquiry meant: by its key, or the only one that waits."""
    waiting = application.consultations.select_related("application__agency")
    found = list(waiting.filter(replied_on__isnull=True))
    if key is not None:
        found = [asked for asked in found if asked.pk == key]
    if len(found) != 1:
        told = "请选择一项尚未收到意见的征求" if found else "没有尚未收到意见的征求"
        raise ValidationError({"consultation": told})
    return found[0]


def _still_asked(application: Application) -> bool:
    return application.consultations.filter(
        replied_on__isnull=True, kind__in=Consultation.SUSPENDING
    ).exists()
