"""Dates as an office writes them, and as addresses have them."""

import re
from datetime import date

from .numerals import from_chinese, in_figures

FIRST_YEAR = 1949
"""A record of an office with an earlier day has a slip in it: 26 typed into a date field is the year 26."""
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
IN_CHINESE = re.compile(
    r"(?P<year>[〇零○OＯ一二三四五六七八九]{4})年(?P<month>[一二三四五六七八九十]{1,3})月"
    r"(?P<day>[一二三四五六七八九十]{1,3})日"
)
"""二〇二六年三月五日."""


def written(day: date | None) -> str:
    """2026年3月5日, without leading zeros (GB/T 9704); empty for None."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def in_numbers(match: re.Match[str]) -> tuple[int, int, int]:
    """Year, month and day of a match of `IN_CHINESE`; a month or a day that is no number is 0."""
    year, month, day = match.groups()
    return int(in_figures(year)), from_chinese(month), from_chinese(day)


def read(text: str) -> date | None:
    """2026-03-05, 2026-3-5 or 20260305; None for anything else."""
    match = _ISO.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else date.fromisoformat(text)
    except ValueError:
        return None
