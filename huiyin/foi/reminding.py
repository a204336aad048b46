"""夜间提醒: who is reminded of which dates; each date of each application once.

Sets are read and rows are written in bulk: no application is loaded, none is saved, no due date is
counted again.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from huiyin.coordination import reminding
from huiyin.coordination.reminding import Part
from huiyin.jobs.rows import Walk
from huiyin.organisations.models import Membership, Organisation, holds
from huiyin.organisations.standing_in import deputies
from huiyin.workdays.due import DueDay, counted

from .alarms import QUESTIONS, not_reminded, soon_after
from .models import Alarm, Application, Reminder

HEADING = "依申请公开期限提醒"
AT_ONCE = 5000
LISTED = 30
"""Lines of one letter; more is a number with the way to the list."""
LEADERS_TOO = frozenset({Alarm.OVERDUE, Alarm.UNCONFIRMED, Alarm.HEARING, Alarm.REPLY})
"""Of these the leader is reminded as well as the handler."""
SET_BY_HAND = frozenset({Alarm.UNCORRECTED, Alarm.UNEXPLAINED, Alarm.HEARING, Alarm.REPLY})
"""Their days were said in a letter or a summons: no calendar moves them."""


@dataclass(frozen=True)
class AlarmDate:
    """One date of one application that raises an alarm."""

    application: int
    reference: str
    handler: int | None
    alarm: Alarm
    day: date


def due(walk: Walk) -> reminding.OfAgency:
    """The new alarms of an agency by person, each noted as reminded of."""
    today = timezone.localdate(walk.at)
    return lambda agency: _parts(agency, today)


reminding.declare("foi", due)


def _parts(agency: Organisation, today: date) -> list[Part]:
    dates = list(_new(agency, today))
    Reminder.objects.bulk_create(
        [
            Reminder(
                application_id=alarm_date.application,
                what=alarm_date.alarm,
                day=alarm_date.day,
                made_on=today,
            )
            for alarm_date in dates
        ],
        batch_size=AT_ONCE,
        ignore_conflicts=True,  # two runs at once: the row of either will do
    )
    return [
        Part(person, HEADING, _lines(agency, of_person), len(of_person))
        for person, of_person in _by_person(agency, dates, today).items()
    ]


def _new(agency: Organisation, today: date) -> Iterator[AlarmDate]:
    records = Application.objects.filter(agency=agency)
    soon = soon_after(today, agency.region)
    columns = ("pk", "reference", "handler_id", "meant")
    for question in QUESTIONS.values():
        rows = not_reminded(records, question, today, soon).order_by("pk").values_list(*columns)
        for pk, reference, handler, day in rows.iterator(chunk_size=AT_ONCE):
            yield AlarmDate(pk, reference, handler, question.alarm, day)


def _by_person(
    agency: Organisation, dates: list[AlarmDate], today: date
) -> dict[int, list[AlarmDate]]:
    leaders = _leaders(agency, today)
    instead = deputies({one.handler for one in dates if one.handler is not None}, today)
    by_person: dict[int, list[AlarmDate]] = defaultdict(list)
    for alarm_date in dates:
        handler = alarm_date.handler
        if handler is not None:
            handler = instead.get(handler, handler)
            by_person[handler].append(alarm_date)
        if handler is None or alarm_date.alarm in LEADERS_TOO:
            for leader in leaders - {handler}:
                by_person[leader].append(alarm_date)
    return by_person


def _leaders(agency: Organisation, today: date) -> set[int]:
    """Those who assign applications of this agency."""
    memberships = Membership.objects.answering(today).filter(
        holds("foi.assign_application"), post__organisation=agency
    )
    return set(memberships.values_list("user_id", flat=True))


def _shown(one: AlarmDate, agency: Organisation) -> DueDay:
    return DueDay(one.day) if one.alarm in SET_BY_HAND else counted(one.day, agency.region)


def _lines(agency: Organisation, dates: list[AlarmDate]) -> tuple[str, ...]:
    """Numbers and dates only: nothing of an applicant goes into a letter."""
    lines: list[str] = []
    for alarm in Alarm:
        of_alarm = sorted(
            (alarm_date for alarm_date in dates if alarm_date.alarm == alarm),
            key=lambda one: (one.day, one.reference),
        )
        if not of_alarm:
            continue
        lines += [*([""] if lines else []), f"{alarm.label}：{len(of_alarm)} 件"]
        lines += [f"  {one.reference}：{_shown(one, agency)}" for one in of_alarm[:LISTED]]
        if len(of_alarm) > LISTED:
            lines.append(f"  另有 {len(of_alarm) - LISTED} 件，请在办件列表中查看")
    return tuple(lines)
