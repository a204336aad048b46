"""Days and hours at which the demonstration bureau works."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from huiyin.workdays.load import calendar


def workdays_of(year: int, last: date | None = None) -> list[date]:
    """The working days of a year, up to `last`."""
    days, made = calendar(), []
    day = date(year, 1, 1)
    while day.year == year and (last is None or day <= last):
        if days.is_workday(day):
            made.append(day)
        day += timedelta(days=1)
    return made


def office_hour(random: Random, day: date) -> datetime:
    """A moment between 8:30 and 17:30 of that day."""
    minute = random.randrange(8 * 60 + 30, 17 * 60 + 30)
    clock = time(minute // 60, minute % 60, random.randrange(60))
    return datetime.combine(day, clock, timezone.get_default_timezone())
