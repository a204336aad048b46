"""What a notice says, as a mapping (TOML): read, checked, and taken apart into days.

A notice of a whole year says all of it; one that `amends` says only what changes (2020's longer
春节). A local order always amends.
"""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import resources
from typing import Any

from . import statutory
from .calendar import LAST_DAY


class NoticeError(Exception):
    """The notice file cannot be read or understood; says where."""


def shipped() -> list[dict[str, Any]]:
    """The notices that come with the software, oldest first."""
    return [as_notice(text) for text in shipped_files()]


def as_notice(text: str) -> dict[str, Any]:
    return tomllib.loads(text)


def shipped_files() -> list[str]:
    folder = resources.files("huiyin.workdays") / "notices"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return [file.read_text(encoding="utf-8") for file in files]


def faults(notice: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a notice, in words."""
    if type(year := notice.get("year")) is not int or not 1949 <= year <= LAST_DAY.year:
        yield "year 应为四位年份，如 2027"
        return
    if not isinstance(number := notice.get("number"), str) or not 0 < len(number) <= 60:
        yield "number 应为通知文号，不超过60字"
    if type(notice.get("issued_on")) not in {date, type(None)}:
        yield "issued_on 应为日期，如 2026-11-04"
    if type(notice.get("amends", False)) is not bool:
        yield "amends 应为 true 或 false"
    for name, longest in (("region", 12), ("source", 300)):
        if not isinstance(notice.get(name, ""), str) or len(notice.get(name, "")) > longest:
            yield f"{name} 应为不超过{longest}字的文字"
    holidays = notice.get("holidays")
    if not isinstance(holidays, list) or not holidays:
        yield "缺少 [[holidays]]"
        return
    wrong = [fault for holiday in holidays for fault in _holiday_faults(holiday, year)]
    yield from wrong
    if not wrong and not amends(notice):
        yield from _whole_year_faults(notice)


def amends(notice: dict[str, Any]) -> bool:
    """Whether it changes some days only, instead of saying a whole year."""
    return bool(notice.get("amends") or notice.get("region"))


def _whole_year_faults(notice: dict[str, Any]) -> Iterator[str]:
    """A year is announced by its whole arrangement; half of one would make holidays working days."""
    days = {day: kind for day, kind, _ in differing_days(notice)}
    free = statutory.days(notice["year"])
    if missing := [f"{name}{spoken(day)}" for day, name in free.items() if days.get(day) != "off"]:
        yield (
            f"缺少法定节日：{'、'.join(missing)}（{statutory.basis(notice['year'])}）；"
            "只改部分日期的通知请写 amends = true"
        )
    for day, kind in days.items():
        if kind == "work" and day.weekday() < 5:
            yield f"{spoken(day)}不是周末，不能调休上班"
    for holiday in notice["holidays"]:
        for day in holiday.get("worked", []):
            if any(one["from"] <= day <= one["to"] for one in notice["holidays"]):
                yield f"{spoken(day)}既放假又上班"


def spoken(day: date) -> str:
    return f"{day.month}月{day.day}日"


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


def differing_days(notice: dict[str, Any]) -> list[tuple[date, str, str]]:
    """The days of a notice that are not what the weekday says: (day, off|work, holiday)."""
    by_day: dict[date, tuple[str, str]] = {}
    for holiday in notice["holidays"]:
        day = holiday["from"]
        while day <= holiday["to"]:
            by_day[day] = ("off", holiday["name"])
            day += timedelta(days=1)
    for holiday in notice["holidays"]:
        for day in holiday.get("worked", []):
            by_day[day] = ("work", holiday["name"])
    return [(day, kind, name) for day, (kind, name) in sorted(by_day.items())]
