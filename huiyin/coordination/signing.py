"""签收提醒: letters to units about tasks to sign today, to coordinators about unsigned ones."""

from datetime import date

from django.db.models import Q

from huiyin.casework.clock_rows import Clock
from huiyin.organisations.models import Membership, holds

from . import reminding
from .clock_letters import Letter
from .models import COORDINATE, HANDLE, Assignment


def _persons(task: Assignment, clock: Clock, today: date, is_late: bool) -> set[int]:
    """Who handles tasks in its unit; when it is late, also who gives tasks in its agency."""
    asked = holds(HANDLE) & Q(post__organisation=task.unit_id)
    if is_late:
        asked |= holds(COORDINATE) & Q(post__organisation=task.agency_id)
    return set(Membership.objects.answering(today).filter(asked).values_list("user_id", flat=True))


LETTER = Letter(
    Assignment,
    "任务签收提醒",
    {Assignment.SIGN: ""},
    "已超过签收期限",
    "承办任务列表",
    _persons,
)
reminding.declare("coordination.sign", LETTER.due)
