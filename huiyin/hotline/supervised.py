"""热线督办: the last day of a request has lights and climbs the ladder; what is supervised by rule."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from huiyin.coordination import timed
from huiyin.coordination.models import Assignment, Cause
from huiyin.organisations.models import Organisation
from huiyin.workdays.calendar import ONE_DAY
from huiyin.workdays.load import calendar

from .models import RepeatTerm, Satisfaction, ServiceRequest, Visit

KEY = ServiceRequest._meta.label_lower


def _open(agency: Organisation) -> "QuerySet[Any]":
    """What is late is what is handled by itself: not what hangs on a main case or is suspended."""
    return ServiceRequest.objects.handled().filter(agency=agency)


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


def repeated(agency: Organisation, least: int, today: date) -> "QuerySet[Any]":
    """From the same number about the same category so often within the days that are ruled."""
    term = RepeatTerm.objects.on(today)
    since = today - timedelta(days=term.days if term else 0)
    recent = ServiceRequest.objects.valid().filter(
        agency=agency, received_on__gte=since, category__isnull=False
    )
    often = (
        recent.exclude(caller_digest="")
        .order_by()
        .values("caller_digest", "category")
        .annotate(times=Count("pk"))
        .filter(
            times__gte=least,
            caller_digest=OuterRef("caller_digest"),
            category=OuterRef("category"),
        )
    )
    known = _open(agency).exclude(caller_digest="").filter(received_on__gte=since)
    return known.filter(Exists(often))


def grouped(agency: Organisation, least: int, today: date) -> "QuerySet[Any]":
    """A main case with so many persons, its own among them."""
    children = ServiceRequest.objects.valid().filter(agency=agency, main__isnull=False).order_by()
    many = children.values("main").annotate(times=Count("pk")).filter(times__gte=least - 1)
    return _open(agency).filter(pk__in=many.values("main"))


def dissatisfied(agency: Organisation, least: int, today: date) -> "QuerySet[Any]":
    """Handled again, and so often said not to be satisfied with."""
    said = Visit.objects.filter(satisfaction=Satisfaction.DISSATISFIED).order_by()
    often = said.values("request").annotate(times=Count("pk")).filter(times__gte=least)
    again = _open(agency).filter(round_number__gt=1)
    return again.filter(pk__in=often.values("request"))


timed.declare(
    timed.Timed(
        KEY, "办理热线留言", ServiceRequest, ServiceRequest.objects.handled, round="round_number"
    )
)
timed.supervise_when(KEY, Cause.OVERDUE, overdue)
timed.supervise_when(KEY, Cause.REFUSED, refused)
timed.supervise_when(KEY, Cause.REPEATED, repeated)
timed.supervise_when(KEY, Cause.GROUP, grouped)
timed.supervise_when(KEY, Cause.DISSATISFIED, dissatisfied)
