"""到期和逾期: which applications somebody has to look at, as sets; the list, the board and the
nightly reminder ask the same questions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from huiyin.workdays.load import calendar

from . import deadlines
from .models import (
    Alarm,
    Application,
    ApplicationQuerySet,
    Consultation,
    Outcome,
    Reminder,
    Service,
)

State = Application.State
SOON = 3
"""Working days before a last day on which somebody is reminded."""
_COMPARED = Q(state=State.ENTERED, entered_from__in=Application.WAITING)
RUNNING = Q(state__in=Application.OPEN - Application.WAITING - {State.SUBMITTED}) & ~_COMPARED
"""Whose due date matters, once its receipt is confirmed. Where an enquiry holds the clock it is a
day after the last one on which it can, so what is overdue here is so on every day."""


def suspended(today: date) -> Q:
    """等待中: the next step is the applicant's, or an enquiry holds the clock on this day."""
    holds = Q(state__in=Application.OPEN, paused_until__gte=today)
    return Q(state__in=Application.WAITING) | _COMPARED | holds


@dataclass(frozen=True)
class Question:
    """`narrow(records, today, soon)`: the applications; `day`: the column of the date meant."""

    alarm: Alarm
    day: str
    narrow: Callable[[Any, date, date], Any]
    move: str = ""
    """The move that is proposed; nothing is closed by itself."""


def _between(records: Any, column: str, today: date, soon: date) -> Any:
    pending = {"remedies__outcome": Outcome.PENDING}
    return records.filter(**pending, **{f"{column}__gte": today, f"{column}__lte": soon})


_NOTICED = reduce(or_, (Q(state=s, services__of=of) for s, of in Application.NOTICES.items()))


def _unmet(state: State, column: str) -> Callable[[Any, date, date], Any]:
    """What a notice asks for and is over by that column; not where none has arrived, as far as
    anybody knows."""
    waiting = Service.objects.filter(of=Application.NOTICES[state], received_on__isnull=True)
    return lambda records, today, soon: records.filter(
        state=state, **{f"{column}__lt": today}
    ).exclude(pk__in=waiting.values("application"))


QUESTIONS: dict[str, Question] = {
    one.alarm.value: one
    for one in (
        Question(
            Alarm.UNCONFIRMED, "due_on",
            lambda records, today, soon: records.filter(state=State.SUBMITTED, due_on__lt=today),
            "confirm",
        ),
        Question(
            Alarm.DUE_SOON, "due_on",
            lambda records, today, soon: records.filter(
                RUNNING, due_on__gte=today, due_on__lte=soon
            ),
        ),
        Question(
            Alarm.OVERDUE, "due_on",
            lambda records, today, soon: records.filter(RUNNING, due_on__lt=today),
        ),
        Question(
            Alarm.SILENT, "consultations__due_on",
            lambda records, today, soon: records.filter(
                state__in=Application.OPEN,
                consultations__replied_on__isnull=True,
                consultations__due_on__lt=today,
            ),
            "receive_opinion",
        ),
        Question(
            Alarm.UNRECEIVED, "consultations__sent_on",
            lambda records, today, soon: records.filter(
                state__in=Application.OPEN,
                consultations__kind__in=Consultation.SUSPENDING,
                consultations__replied_on__isnull=True,
                consultations__received_on__isnull=True,
                consultations__sent_on__lt=deadlines.sent_before(today),
            ),
            "note_enquiry_received",
        ),
        Question(
            Alarm.UNSERVED, "services__sent_on",
            lambda records, today, soon: records.filter(
                _NOTICED,
                services__received_on__isnull=True,
                services__sent_on__lt=deadlines.sent_before(today),
            ),
            "note_notice_served",
        ),
        Question(
            Alarm.UNCORRECTED, "correction_due_on",
            _unmet(State.CORRECTING, "correction_due_on"),
            "lapse_correction",
        ),
        Question(
            Alarm.UNEXPLAINED, "reasons_due_on",
            _unmet(State.REASONING, "reasons_due_on"),
            "refuse_reasons",
        ),
        Question(
            Alarm.UNPAID, "fees__due_on",
            lambda records, today, soon: records.filter(
                state=State.PAYING, fees__paid_on__isnull=True, fees__due_on__lt=today
            ),
            "lapse_payment",
        ),
        Question(
            Alarm.HEARING, "remedies__hearing_on",
            lambda records, today, soon: _between(records, "remedies__hearing_on", today, soon),
        ),
        Question(
            Alarm.REPLY, "remedies__reply_due_on",
            lambda records, today, soon: _between(records, "remedies__reply_due_on", today, soon),
        ),
    )
}  # fmt: skip


def soon_after(today: date, region: str = "") -> date:
    """The last of the next three working days."""
    return calendar(region).add(today, SOON)


def asked(records: Any, alarm: str, today: date) -> Any:
    """Those of the records to which the alarm applies today."""
    return QUESTIONS[alarm].narrow(records, today, soon_after(today))


def not_reminded(records: ApplicationQuerySet, question: Question, today: date, soon: date) -> Any:
    """The records whose day (`meant`) nobody has been reminded of yet."""
    rows = question.narrow(records, today, soon).annotate(meant=F(question.day))
    reminders = Reminder.objects.filter(
        application=OuterRef("pk"), what=question.alarm, day=OuterRef("meant")
    )
    return rows.filter(~Exists(reminders))
