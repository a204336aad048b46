"""Working days and office hours of the demonstration bureau, and the moment at which its story
ends.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from random import Random

from django.utils import timezone

from huiyin.workdays.load import calendar

HOURS = ((time(8, 30), time(12)), (time(14, 30), time(17, 30)))
"""Its office hours, as it publishes them itself: 8:30—12:00，14:30—17:30."""
FIRST = date(2020, 1, 2)
_A_DAY = timedelta(days=1)


def workdays_of(year: int) -> list[date]:
    """The working days of a year."""
    return workdays(date(year, 1, 1), date(year, 12, 31))


def workdays(first: date, last: date) -> list[date]:
    """The working days from `first` to `last`, both included."""
    days = calendar()
    span = ((first + timedelta(days=n)) for n in range((last - first).days + 1))
    return [day for day in span if days.is_workday(day)]


def workday_before(day: date, back: int = 0) -> date:
    """`day` itself or the last working day before it; `back` working days earlier still."""
    days = calendar()
    while True:
        if days.is_workday(day):
            if not back:
                return day
            back -= 1
        day -= _A_DAY


def next_workday(day: date, ahead: int = 0) -> date:
    """`day` itself or the first working day after it; `ahead` working days later still."""
    days = calendar()
    return days.add(days.next_workday(day), ahead)


@lru_cache(maxsize=1)
def _minutes() -> list[time]:
    """Every minute of a working day, in its order."""
    return [
        time(minute // 60, minute % 60)
        for begins, ends in HOURS
        for minute in range(begins.hour * 60 + begins.minute, ends.hour * 60 + ends.minute)
    ]


def office_hour(random: Random, day: date, part: int = 0, of: int = 1) -> datetime:
    """A moment in the office hours of that day; in the `part`-th of so many parts of it.

    What follows from something else on the same day happens in a later part.
    """
    minutes = _minutes()
    first, last = (len(minutes) * place // of for place in (part, part + 1))
    clock = minutes[random.randrange(first, last)]
    return moment(day, clock.replace(second=random.randrange(60)))


def moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, timezone.get_default_timezone())
