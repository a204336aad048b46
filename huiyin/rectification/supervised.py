"""整改督办: its last day has lights and climbs the ladder; what is overdue is supervised by rule."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from huiyin.coordination import timed
from huiyin.coordination.models import Cause
from huiyin.organisations.models import Organisation
from huiyin.workdays.calendar import ONE_DAY
from huiyin.workdays.load import calendar

from .models import Rectification

KEY = Rectification._meta.label_lower


def overdue(agency: Organisation, least: int, today: date) -> "QuerySet[Any]":
    """So many working days past the last one."""
    edge = calendar(agency.region).back(today - ONE_DAY, least)
    return Rectification.objects.owing().filter(agency=agency, due_on__lte=edge)


timed.declare(timed.Timed(KEY, "整改", Rectification, Rectification.objects.owing, round="round"))
timed.supervise_when(KEY, Cause.OVERDUE, overdue)
