"""Loading a notice: the act that moves time limits, with its audit entry."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor

from . import load
from .models import Notice


@transaction.atomic
def announce(told: dict[str, Any], *, actor: Actor, at: datetime) -> Notice:
    """载入放假安排: the days of a notice (as `load.read` gives it) become the calendar.

    Loading the same notice again changes nothing and leaves no entry. Open cases are not
    recounted here: `casework.recount` does that, in the same transaction.
    """
    if not actor.may("workdays.change_calendarday"):
        raise PermissionDenied("您没有载入放假安排的权限")
    loaded = load.store([told])
    notice = Notice.objects.get(
        year=told["year"], number=told["number"], region=told.get("region", "")
    )
    if loaded.changed:
        days = [f"{day} {kind} {name}" for day, kind, name in load.differing_days(told)]
        log.record(actor, "workdays.notice.announce", notice, at=at, days=days)
    return notice
