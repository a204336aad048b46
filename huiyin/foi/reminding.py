"""夜间提醒: who has to be told of which dates; each date of each application once.

Sets are read and rows are written in bulk: no application is loaded, none is saved, no due date is
counted again.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.notices.actions import queue
from huiyin.organisations.models import Membership, Organisation

from .alarms import QUESTIONS, soon_after, untold
from .models import Alarm, Application, Reminder

AT_ONCE = 5000
LISTED = 30
"""Lines of one letter; more is a number with the way to the list."""
LEADERS_TOO = frozenset({Alarm.OVERDUE, Alarm.UNCONFIRMED, Alarm.HEARING, Alarm.REPLY})
"""Of these the leader is told as well as the handler."""


@dataclass(frozen=True)
class Found:
    """One date of one application."""

    application: int
    reference: str
    agency: int
    handler: int | None
    alarm: Alarm
    day: date


@transaction.atomic
def remind(*, at: datetime) -> tuple[int, int]:
    """Note the new alarms and write one letter a person; how many of each.

    Run again the same night it finds nothing: the notes and the letters commit together.
    """
    today = timezone.localtime(at).date()
    agencies = {agency.pk: agency for agency in Organisation.objects.agencies()}
    found = [one for region in {a.region for a in agencies.values()} for one in _new(region, today)]
    Reminder.objects.bulk_create(
        [
            Reminder(application_id=one.application, what=one.alarm, day=one.day, made_on=today)
            for one in found
        ],
        batch_size=AT_ONCE,
        ignore_conflicts=True,  # two runs at once: the row of either will do
    )
    letters = 0
    for agency, of_agency in _by_agency(found).items():
        letters += _write(agencies[agency], of_agency, today, at)
    return len(found), letters


def _new(region: str, today: date) -> Iterable[Found]:
    records = Application.objects.filter(agency__region=region)
    soon = soon_after(today, region)
    columns = ("pk", "reference", "agency_id", "handler_id", "meant")
    for question in QUESTIONS.values():
        rows = untold(records, question, today, soon).order_by("pk").values_list(*columns)
        for pk, reference, agency, handler, day in rows.iterator(chunk_size=AT_ONCE):
            yield Found(pk, reference, agency, handler, question.alarm, day)


def _by_agency(found: list[Found]) -> dict[int, list[Found]]:
    told: dict[int, list[Found]] = defaultdict(list)
    for one in found:
        told[one.agency].append(one)
    return told


def _write(agency: Organisation, found: list[Found], today: date, at: datetime) -> int:
    """One letter to everybody concerned who has an address."""
    leaders = _leaders(agency, today)
    told: dict[int, list[Found]] = defaultdict(list)
    for one in found:
        if one.handler is not None:
            told[one.handler].append(one)
        if one.handler is None or one.alarm in LEADERS_TOO:
            for leader in leaders - {one.handler}:
                told[leader].append(one)
    people = User.objects.filter(pk__in=told, is_active=True).exclude(email="").order_by("pk")
    for person in people:
        of_person = told[person.pk]
        subject = f"依申请公开期限提醒（{len(of_person)} 项）"
        queue(
            "email", person.email, subject, _letter(agency, of_person, today), about=agency, at=at
        )
    return len(people)


def _leaders(agency: Organisation, today: date) -> set[int]:
    """Those who assign applications of this agency."""
    held = Membership.objects.on(today).filter(
        post__organisation=agency,
        post__group__permissions__codename="assign_application",
        post__group__permissions__content_type__app_label="foi",
    )
    return set(held.values_list("user_id", flat=True))


def _letter(agency: Organisation, found: list[Found], today: date) -> str:
    """Numbers and dates only: nothing of an applicant goes into a letter."""
    lines = [f"{agency.name} {today} 依申请公开期限提醒：", ""]
    for alarm in Alarm:
        of_alarm = sorted(
            (one for one in found if one.alarm == alarm), key=lambda one: (one.day, one.reference)
        )
        if of_alarm:
            lines.append(f"{alarm.label}：{len(of_alarm)} 件")
            lines += [f"  {one.reference}（{one.day}）" for one in of_alarm[:LISTED]]
            if len(of_alarm) > LISTED:
                lines.append(f"  另有 {len(of_alarm) - LISTED} 件，请在办件列表中查看")
            lines.append("")
    return "\n".join([*lines, "请登录工作台“我的待办”办理。"])
