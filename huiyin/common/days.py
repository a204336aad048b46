"""Dates as an office writes them, and as addresses have them."""

import re
from datetime import date

FIRST_YEAR = 1949
"""A record of an office with an earlier day has a slip in it: 26 typed into a date field is the year 26."""
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


def written(day: date | None) -> str:
    """2026年3月5日, without leading zeros (GB/T 9704); empty for None."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def read(text: str) -> date | None:
    """2026-03-05, 2026-3-5 or 20260305; None for anything else."""
    match = _ISO.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else date.fromisoformat(text)
    except ValueError:
        return None
