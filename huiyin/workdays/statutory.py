"""法定节日: the days that the regulation itself makes free, whatever a year's notice adds.

《全国年节及纪念日放假办法》第二条 in the version in force (`statutory.toml`). Pure. A day that
falls on a weekend is made up by the notice only (第六条): which day that will be is not guessed.
"""

import tomllib
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

SPRING = "春节"


def days(year: int) -> dict[date, str]:
    """Each day that the regulation makes free in that year, with its festival."""
    version = _version(year)
    if version is None:
        return {}
    festivals = [
        (date.fromisoformat(f"{year}-{day}"), name)
        for name, fixed in version["fixed"].items()
        for day in fixed
    ]
    moon = _table()["lunar"].get(str(year))
    if moon:
        festivals += [(moon["spring"] + timedelta(days=n), SPRING) for n in version["spring"]]
        festivals += [(moon[name], name) for name in version["moving"]]
    named: dict[date, list[str]] = {}
    for day, name in sorted(festivals):
        named.setdefault(day, []).append(name)
    return {day: "、".join(names) for day, names in named.items()}


def basis(year: int) -> str:
    """The version of the regulation that holds for that year; empty before the first one."""
    version = _version(year)
    return version["basis"] if version else ""


def spring_festival(year: int) -> date | None:
    """正月初一, None beyond the table."""
    moon = _table()["lunar"].get(str(year))
    return moon["spring"] if moon else None


def _version(year: int) -> dict[str, Any] | None:
    versions = [version for version in _table()["versions"] if version["from"] <= year]
    return versions[-1] if versions else None


@cache
def _table() -> dict[str, Any]:
    file = resources.files("huiyin.workdays") / "statutory.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
