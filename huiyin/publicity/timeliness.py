"""公示及时性: of each week and agency, what was due for public view and what became of it.

One query a kind counts all weeks; what is still owed is listed by its last day. The day decides.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, F, Q
from django.db.models.functions import TruncWeek

from huiyin.figures.registry import share
from huiyin.workdays.due import DueDay, counted
from huiyin.workdays.load import calendar

WEEKS = 12
NEAR = 2
"""Working days before the last one from which a record is named: of seven days, the fifth."""
MOST = 50


class Week(NamedTuple):
    """Of one agency those whose last day for publication was in the week, up to today."""

    agency: int
    monday: date
    due: int
    in_time: int
    late: int
    missing: int

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def rate(self) -> str:
        """及时率; nothing is due here that was not due."""
        return f"{share(self.in_time, self.due)}%"


def first_monday(today: date) -> date:
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def weeks(records: Any, today: date) -> list[Week]:
    """Of these records, which have to be put up, the weeks with something due; the latest first.

    A record is due once its last day is past, or once it was put up with that day in the week.
    """
    over = Q(publish_due_on__lt=today) | Q(published_on__isnull=False)
    put_up = Q(published_on__isnull=False)
    rows = (
        records.filter(over, publish_due_on__gte=first_monday(today), publish_due_on__lte=today)
        .order_by()
        .annotate(week=TruncWeek("publish_due_on"))
        .values("agency_id", "week")
        .annotate(
            due=Count("pk"),
            in_time=Count("pk", filter=put_up & Q(published_on__lte=F("publish_due_on"))),
            late=Count("pk", filter=put_up & Q(published_on__gt=F("publish_due_on"))),
            missing=Count("pk", filter=~put_up),
        )
        .order_by("-week", "agency_id")
    )
    return [
        Week(r["agency_id"], r["week"], r["due"], r["in_time"], r["late"], r["missing"])
        for r in rows
    ]


class Owed(NamedTuple):
    """A record that is not on view yet, and how its last day stands to today."""

    record: Any
    due: DueDay
    days: int
    """Working days until its last one, or since; the last day itself is 0."""
    is_late: bool


def owed(records: Any, today: date) -> tuple[int, Iterator[Owed]]:
    """How many of these have passed their last day or come near it, and the first of them."""
    days = calendar()
    near = records.filter(
        published_on__isnull=True, publish_due_on__lte=days.add(today, NEAR)
    ).order_by("publish_due_on", "pk")
    return near.count(), (_owed(record, today) for record in near[:MOST])


def _owed(record: Any, today: date) -> Owed:
    last, days = record.publish_due_on, calendar(record.agency.region)
    is_late = last < today
    apart = days.between(last, today) if is_late else days.between(today, last)
    return Owed(record, counted(last, record.agency.region), apart, is_late)
