"""签收提醒: letters to units about tasks to sign today, to coordinators about unsigned ones."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db.models import Q

from huiyin.casework.clock_rows import Clock
from huiyin.jobs.rows import Walk
from huiyin.organisations.models import Membership, Organisation
from huiyin.workdays.calendar import ONE_DAY
from huiyin.workdays.hours import day_of

from . import reminding
from .models import Assignment
from .reminding import Part

HEADING = "任务签收提醒"
LISTED = 30
"""Lines of one letter; more is a number with the way to the list."""


def due(walk: Walk) -> reminding.OfAgency:
    """Clocks of an agency that end before the next letter, or have ended; each is listed once for either."""
    return lambda agency: list(_parts(agency, walk.at))


reminding.declare("coordination.sign", due)


def _parts(agency: Organisation, at: datetime) -> Iterator[Part]:
    clocks = list(
        Clock.objects.due_before(at + ONE_DAY)
        .not_reminded(at)
        .filter(agency=agency, key=Assignment.SIGN)
        .order_by("due_at", "pk")
    )
    tasks = Assignment.objects.in_bulk([clock.about_pk for clock in clocks])
    lines: dict[int, list[tuple[bool, str]]] = defaultdict(list)
    for clock in clocks:
        task, is_late = tasks[clock.about_pk], clock.is_overdue(at)
        for person in _persons(task, day_of(at), is_late=is_late):
            lines[person].append((is_late, f"  {task.reference}：{clock.due}"))
    Clock.objects.filter(pk__in=[clock.pk for clock in clocks]).update(reminded_at=at)
    for person, of_person in lines.items():
        yield Part(person, HEADING, _worded(of_person), len(of_person))


def _persons(task: Assignment, today: date, *, is_late: bool) -> set[int]:
    """Who handles tasks in its unit; when it is late, also who gives tasks in its agency."""
    right = Q(post__organisation=task.unit_id, post__group__permissions__codename="handle")
    if is_late:
        right |= Q(
            post__organisation=task.agency_id, post__group__permissions__codename="coordinate"
        )
    memberships = Membership.objects.on(today).filter(
        right, post__group__permissions__content_type__app_label="coordination"
    )
    return set(memberships.values_list("user_id", flat=True))


def _worded(lines: Sequence[tuple[bool, str]]) -> tuple[str, ...]:
    """Numbers and moments only: nothing of a matter goes into a letter."""
    body: list[str] = []
    for is_late, heading in ((True, "已超过签收期限"), (False, "即将到期")):
        matching = [line for late, line in lines if late is is_late]
        if not matching:
            continue
        body += [
            *([""] if body else []),
            f"{heading}：{len(matching)} 项",
            *matching[:LISTED],
        ]
        if len(matching) > LISTED:
            body.append(f"  另有 {len(matching) - LISTED} 项，请在承办任务列表中查看")
    return tuple(body)
