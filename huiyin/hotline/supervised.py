"""热线督办: the last day of a request has lights and climbs the ladder; what is supervised by rule."""

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from huiyin.coordination import timed
from huiyin.coordination.models import Assignment, Cause
from huiyin.organisations.models import Organisation
from huiyin.workdays.calendar import ONE_DAY
from huiyin.workdays.load import calendar

from .models import ServiceRequest

KEY = ServiceRequest._meta.label_lower


def _open(agency: Organisation) -> "QuerySet[Any]":
    return ServiceRequest.objects.open().filter(agency=agency)


def overdue(agency: Organisation, least: int, today: date) -> "QuerySet[Any]":
    """So many working days past the last one."""
    edge = calendar(agency.region).back(today - ONE_DAY, least)
    return _open(agency).filter(due_on__lte=edge)


def refused(agency: Organisation, least: int, today: date) -> "QuerySet[Any]":
    """Sent back by units so often."""
    returned = Assignment.objects.filter(
        about_kind=KEY, agency=agency, returned_on__isnull=False
    ).order_by()
    often = returned.values("about_pk").annotate(times=Count("pk")).filter(times__gte=least)
    return _open(agency).filter(pk__in=often.values("about_pk"))


timed.declare(timed.Timed(KEY, "办理热线留言", ServiceRequest, ServiceRequest.objects.open))
timed.supervise_when(KEY, Cause.OVERDUE, overdue)
timed.supervise_when(KEY, Cause.REFUSED, refused)
