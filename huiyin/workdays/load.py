"""From tables to the calendar, and from what a notice says to the tables."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from . import statutory
from .arrangement import amends, differing_days
from .calendar import LAST_DAY, WorkCalendar
from .models import CalendarDay, Notice

# In plain SQL: asked at nearly every move, where building it would take twenty times as long.
STAMP = """
    SELECT COUNT(*), MAX(day.id), MAX(notice.id), MAX(notice.loaded_at)
    FROM workdays_calendarday day JOIN workdays_notice notice ON notice.id = day.notice_id
"""
FIRST_YEAR = 2000  # of the regulation's versions in statutory.toml


_steady: ContextVar[tuple[Any, ...] | None] = ContextVar("steady", default=None)


@dataclass(frozen=True)
class Loaded:
    notices: int
    days: int
    changed: bool


def calendar(region: str = "") -> WorkCalendar:
    """The calendar of a region (national where empty); local rows override national ones.

    Read from the database once for each state of the tables: `loaded_at` tells one state from
    another even where a rolled-back one had the same keys.
    """
    stamp = _steady.get() or _stamp()
    if _steady.get() is not None:
        _steady.set(stamp)
    return _calendar(region, stamp)


@contextmanager
def steady() -> Iterator[None]:
    """Within it the tables are asked for their state once: for a page that only reads."""
    before = _steady.set(())
    try:
        yield
    finally:
        _steady.reset(before)


def _stamp() -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        return (connection.settings_dict["NAME"], *cursor.fetchone())


@lru_cache(maxsize=32)
def _calendar(region: str, _stamp: tuple[Any, ...]) -> WorkCalendar:
    rows = standing_days(region)
    notices = Notice.objects.filter(region="", amends=False)
    announced = frozenset(notices.values_list("year", flat=True))
    free = {
        day: name
        for year in range(FIRST_YEAR, LAST_DAY.year + 1)
        if year not in announced
        for day, name in statutory.days(year).items()
        if day not in rows
    }
    return WorkCalendar(
        off=frozenset(d for d, row in rows.items() if row.kind == CalendarDay.Kind.OFF),
        makeup=frozenset(d for d, row in rows.items() if row.kind == CalendarDay.Kind.WORK),
        announced=announced,
        statutory=frozenset(free),
        names=free | {d: row.name for d, row in rows.items()},
    )


def standing_days(region: str = "") -> dict[date, CalendarDay]:
    """Each day that differs from its weekday, by the notice that has the last word on it.

    The notices of a year speak in the order of their issue. One of the whole year takes away all
    that was said before it; one that amends adds or changes. Local orders come last.
    """
    rows = CalendarDay.objects.filter(notice__region__in={"", region}, withdrawn_at=None)
    by_notice: dict[Notice, list[CalendarDay]] = {}
    for row in rows.select_related("notice"):
        by_notice.setdefault(row.notice, []).append(row)
    order = sorted(by_notice, key=lambda notice: (notice.region != "", notice.spoke_on, notice.pk))
    return {row.day: row for notice in _not_replaced(order) for row in by_notice[notice]}


def _not_replaced(order: list[Notice]) -> Iterable[Notice]:
    last = {n.year: place for place, n in enumerate(order) if not n.region and not n.amends}
    return (
        notice
        for place, notice in enumerate(order)
        if notice.region or place >= last.get(notice.year, 0)
    )


@transaction.atomic
def store(notices: list[dict[str, Any]]) -> Loaded:
    """Put notices into the tables.

    A notice that is stored again, corrected, replaces what it said before; what it said, and
    until when, is kept.
    """
    changed, days = False, 0
    for values in notices:
        notice, created = Notice.objects.get_or_create(
            year=values["year"],
            number=values["number"],
            region=values.get("region", ""),
            defaults={
                "issued_on": values.get("issued_on"),
                "source": values.get("source", ""),
                "amends": amends(values),
            },
        )
        days += len(differing_days(values))
        changed |= _correct(notice, values, is_new=created)
    return Loaded(len(notices), days, changed)


def _correct(notice: Notice, values: dict[str, Any], *, is_new: bool) -> bool:
    """True when the notice says something else than before."""
    at = timezone.now()
    rows = {(row.day, row.kind, row.name): row.pk for row in notice.days.filter(withdrawn_at=None)}
    days = differing_days(values)
    withdrawn = [pk for entry, pk in rows.items() if entry not in days]
    added = [entry for entry in days if entry not in rows]
    header = (values.get("issued_on"), amends(values))
    if not (is_new or withdrawn or added or header != (notice.issued_on, notice.amends)):
        return False
    notice.days.filter(pk__in=withdrawn).update(withdrawn_at=at)
    CalendarDay.objects.bulk_create(
        CalendarDay(day=day, kind=kind, name=name, notice=notice) for day, kind, name in added
    )
    notice.issued_on, notice.amends = header
    notice.loaded_at = at
    notice.save(update_fields=["issued_on", "amends", "loaded_at"])
    return True
