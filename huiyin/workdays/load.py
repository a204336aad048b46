"""From tables to the calendar, and from notices (TOML) to tables."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Max

from .calendar import WorkCalendar
from .models import CalendarDay, Notice


class NoticeError(Exception):
    """The notice file cannot be understood; says where."""


@dataclass(frozen=True)
class Loaded:
    notices: int
    days: int
    changed: bool


def calendar(region: str = "") -> WorkCalendar:
    """The calendar of a region (national where empty); local rows override national ones.

    Read from the database once for each state of the tables.
    """
    stamp = CalendarDay.objects.aggregate(days=Count("pk"), last=Max("pk"), notices=Max("notice"))
    key = (connection.settings_dict["NAME"], stamp["days"], stamp["last"], stamp["notices"])
    return _calendar(region, key)


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
        NoticeError: not TOML, or a key is missing.
    """
    try:
        notice = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise NoticeError(f"{path.name}: {error}") from error
    for key in ("year", "number", "holidays"):
        if key not in notice:
            raise NoticeError(f"{path.name}: 缺少 {key}")
    return notice


@transaction.atomic
def store(notices: list[dict[str, Any]], notice_model: Any = Notice, day_model: Any = CalendarDay) -> Loaded:
    """Put notices into the tables; a later notice of a year overrides an earlier one day by day.

    The models are arguments so that a migration can pass its own versions of them.
    """
    changed, days = False, 0
    for told in notices:
        region = told.get("region", "")
        notice, created = notice_model.objects.get_or_create(
            year=told["year"],
            number=told["number"],
            region=region,
            defaults={"issued_on": told.get("issued_on"), "source": told.get("source", "")},
        )
        changed |= created
        for day, kind, name in differing_days(told):
            days += 1
            _, new = day_model.objects.update_or_create(
                day=day, region=region, defaults={"kind": kind, "name": name, "notice": notice}
            )
            changed |= new
    return Loaded(len(notices), days, changed)


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
