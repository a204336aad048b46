"""Loading a notice: the act that moves time limits, with its audit entry."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor

from . import load
from .arrangement import differing_days
from .models import Notice

PERMISSION = "workdays.announce_notice"


@transaction.atomic
def announce(values: dict[str, Any], *, actor: Actor, at: datetime) -> Notice:
    """载入放假安排: the days of a notice (as `reading` gives it) become the calendar.

    Loading the same notice again changes nothing and leaves no entry. Open cases are not
    recounted here: `casework.recount` does that, in the same transaction.
    """
    if not actor.may_somewhere(PERMISSION):
        raise PermissionDenied("您没有载入放假安排的权限")
    region = values.get("region", "")
    before = _said(region)
    loaded = load.store([values])
    notice = Notice.objects.get(year=values["year"], number=values["number"], region=region)
    if loaded.changed:
        days = [f"{day} {kind} {name}" for day, kind, name in differing_days(values)]
        changes = _changes(before, _said(region))
        log.record(actor, "workdays.notice.announce", notice, at=at, days=days, changes=changes)
    return notice


def _said(region: str) -> dict[date, str]:
    return {day: f"{row.kind} {row.name}" for day, row in load.standing_days(region).items()}


def _changes(before: dict[date, str], after: dict[date, str]) -> list[str]:
    """The differences in the calendar: the days that this notice added, and those it removed."""
    return [
        f"{day} {before.get(day, '-')} → {after.get(day, '-')}"
        for day in sorted(before.keys() | after.keys())
        if before.get(day) != after.get(day)
    ]
