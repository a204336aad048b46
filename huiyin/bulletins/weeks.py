"""Weeks of the calendar, Monday to Sunday; days off and worked Saturdays change nothing. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    """The Monday of the week in which the day lies."""
    return day - timedelta(days=day.weekday())


def sunday_of(day: date) -> date:
    return monday_of(day) + timedelta(days=6)


def last_complete(today: date) -> date:
    """The Monday of the last week that is over."""
    return monday_of(today) - WEEK


def mondays(first: date, last: date) -> Iterator[date]:
    """Each Monday from the week of `first` to that of `last`, both included."""
    monday = monday_of(first)
    while monday <= last:
        yield monday
        monday += WEEK


def spoken(monday: date) -> str:
    """2020年12月28日至2021年1月3日; the year is said once where it is one."""
    sunday = sunday_of(monday)
    end = f"{sunday.month}月{sunday.day}日"
    if sunday.year != monday.year:
        end = f"{sunday.year}年{end}"
    return f"{monday.year}年{monday.month}月{monday.day}日至{end}"
