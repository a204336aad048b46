"""督办: what is owed next of a task has lights and climbs the ladder; overdue it is supervised by rule."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from huiyin.coordination import timed
from huiyin.coordination.models import Cause
from huiyin.organisations.models import Organisation
from huiyin.workdays.calendar import ONE_DAY
from huiyin.workdays.load import calendar

from .models import PlanItem

KEY = PlanItem._meta.label_lower


def overdue(agency: Organisation, least: int, today: date) -> "QuerySet[Any]":
    """So many working days past the day of what is owed."""
    edge = calendar(agency.region).back(today - ONE_DAY, least)
    return PlanItem.objects.owing().filter(agency=agency, owed_on__lte=edge)


timed.declare(
    timed.Timed(KEY, "计划任务", PlanItem, PlanItem.objects.owing, due="owed_on", round="round")
)
timed.supervise_when(KEY, Cause.OVERDUE, overdue)
