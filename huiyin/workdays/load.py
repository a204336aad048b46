"""From tables to the calendar, and from notices (TOML) to tables."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from .calendar import LAST_DAY, WorkCalendar
from .models import CalendarDay, Notice


class NoticeError(Exception):
    """The notice file cannot be understood; says where."""


# In plain SQL: asked at nearly every move, where building it would take twenty times as long.
STAMP = """
    SELECT COUNT(*), MAX(day.id), MAX(notice.id), MAX(notice.loaded_at)
    FROM workdays_calendarday day JOIN workdays_notice notice ON notice.id = day.notice_id
"""


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
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        stamp = cursor.fetchone()
    return _calendar(region, (connection.settings_dict["NAME"], *stamp))


@lru_cache(maxsize=32)
def _calendar(region: str, _stamp: tuple[Any, ...]) -> WorkCalendar:
    rows: dict[date, CalendarDay] = {}
    # "" sorts before any region code: local rows replace national ones
    for row in CalendarDay.objects.filter(region__in={"", region}).order_by("region"):
        rows[row.day] = row
    return WorkCalendar(
        off=frozenset(d for d, row in rows.items() if row.kind == CalendarDay.Kind.OFF),
        makeup=frozenset(d for d, row in rows.items() if row.kind == CalendarDay.Kind.WORK),
        announced=frozenset(Notice.objects.filter(region="").values_list("year", flat=True)),
        names={d: row.name for d, row in rows.items()},
    )


def shipped() -> list[dict[str, Any]]:
    """The notices that come with the software, oldest first."""
    folder = resources.files("huiyin.workdays") / "notices"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]


def read(path: Path) -> dict[str, Any]:
    """A notice file.

    Raises:
        NoticeError: not TOML, a key is missing, or a day cannot be; says which.
    """
    try:
        notice = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise NoticeError(f"{path.name}：读不出来，{error}") from error
    if wrong := list(faults(notice)):
        raise NoticeError(f"{path.name}：{'；'.join(wrong)}")
    return notice


def faults(notice: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a notice, in words."""
    if type(year := notice.get("year")) is not int or not 1949 <= year <= LAST_DAY.year:
        yield "year 应为四位年份，如 2027"
        return
    if not isinstance(number := notice.get("number"), str) or not 0 < len(number) <= 60:
        yield "number 应为通知文号，不超过60字"
    if type(notice.get("issued_on")) not in {date, type(None)}:
        yield "issued_on 应为日期，如 2026-11-04"
    for name, longest in (("region", 12), ("source", 300)):
        if not isinstance(notice.get(name, ""), str) or len(notice.get(name, "")) > longest:
            yield f"{name} 应为不超过{longest}字的文字"
    holidays = notice.get("holidays")
    if not isinstance(holidays, list) or not holidays:
        yield "缺少 [[holidays]]"
        return
    for holiday in holidays:
        yield from _holiday_faults(holiday, year)


def _holiday_faults(holiday: Any, year: int) -> Iterator[str]:
    name = holiday.get("name") if isinstance(holiday, dict) else None
    if not isinstance(name, str) or not 0 < len(name) <= 40:
        yield "[[holidays]] 缺少 name（节日名称，不超过40字）"
        return
    worked = holiday.get("worked", [])
    days = [
        holiday.get("from"),
        holiday.get("to"),
        *(worked if isinstance(worked, list) else [None]),
    ]
    if any(type(day) is not date for day in days):
        yield f"{name}：from、to 和 worked 应为日期，如 2027-02-05"
    elif not date(year - 1, 12, 1) <= min(days) <= max(days) <= date(year + 1, 1, 31):
        yield f"{name}：日期不在 {year} 年前后"
    elif holiday["from"] > holiday["to"]:
        yield f"{name}：from 晚于 to"


@transaction.atomic
def store(notices: list[dict[str, Any]]) -> Loaded:
    """Put notices into the tables; a later notice of a year overrides an earlier one day by day.

    A notice that is stored again, corrected, replaces what it said before.
    """
    changed, days = False, 0
    for told in notices:
        region = told.get("region", "")
        notice, created = Notice.objects.get_or_create(
            year=told["year"],
            number=told["number"],
            region=region,
            defaults={"issued_on": told.get("issued_on"), "source": told.get("source", "")},
        )
        told_days = differing_days(told)
        days += len(told_days)
        corrected = notice.days.exclude(day__in=[day for day, _, _ in told_days]).delete()[0]
        moved = created or bool(corrected)
        for day, kind, name in told_days:
            moved |= _put(day, region, kind, name, notice)
        if moved:
            notice.loaded_at = timezone.now()
            notice.save(update_fields=["loaded_at"])
        changed |= moved
    return Loaded(len(notices), days, changed)


def _put(day: date, region: str, kind: str, name: str, notice: Notice) -> bool:
    """True when the calendar says something else than before."""
    row, new = CalendarDay.objects.select_related("notice").get_or_create(
        day=day, region=region, defaults={"kind": kind, "name": name, "notice": notice}
    )
    issued, later = notice.issued_on, row.notice.issued_on
    if not new and issued and later and later > issued:
        return False
    if new or (row.kind, row.name, row.notice_id) == (kind, name, notice.pk):
        return new
    row.kind, row.name, row.notice = kind, name, notice
    row.save()
    return True


def differing_days(notice: dict[str, Any]) -> list[tuple[date, str, str]]:
    """The days of a notice that are not what the weekday says: (day, off|work, holiday)."""
    told: dict[date, tuple[str, str]] = {}
    for holiday in notice["holidays"]:
        day = holiday["from"]
        while day <= holiday["to"]:
            told[day] = ("off", holiday["name"])
            day += timedelta(days=1)
    for holiday in notice["holidays"]:
        for day in holiday.get("worked", []):
            told[day] = ("work", holiday["name"])
    return [(day, kind, name) for day, (kind, name) in sorted(told.items())]
