"""When a job is due, and when it is tried again. All jobs are in `huiyin.config.schedule`."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

CLOCK_WAS_WRONG = timedelta(minutes=5)
TOLERANCE = timedelta(seconds=5)  # of two clocks that should tick together


def _is_in_the_future(last: datetime, now: datetime) -> bool:
    """Whether the last run is later than now: the clock was ahead then, so do not wait for it."""
    return last - now > CLOCK_WAS_WRONG


def pause(failures: int, first: timedelta, longest: timedelta) -> timedelta:
    """Until the next try after `failures`: doubled each time."""
    doubled: timedelta = first * 2 ** min(failures - 1, 16)
    return min(doubled, longest)


@dataclass(frozen=True)
class Every:
    """`is_long`: it may take longer than the other jobs of the minute can wait."""

    minutes: int
    is_long: bool = False
    label: str = ""

    def pause(self, failures: int) -> timedelta:
        """What failed is tried again at its next time, later and later up to five minutes."""
        own = timedelta(minutes=self.minutes)
        return pause(failures, own, max(own, timedelta(minutes=5)))

    def is_due(self, last: datetime | None, now: datetime) -> bool:
        if last is None or _is_in_the_future(last, now):
            return True
        return now - last >= timedelta(minutes=self.minutes) - TOLERANCE


class _Rare:
    """What is done once a day or less may take long, and is tried again the same day."""

    is_long = True

    def pause(self, failures: int) -> timedelta:
        return pause(failures, timedelta(minutes=5), timedelta(hours=6))


@dataclass(frozen=True)
class Daily(_Rare):
    """Once a day after `at` (local time); a missed day is caught up once."""

    at: time
    label: str = ""

    def is_due(self, last: datetime | None, now: datetime) -> bool:
        latest = now.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        if now < latest:
            latest -= timedelta(days=1)
        return last is None or last < latest or _is_in_the_future(last, now)


@dataclass(frozen=True)
class Weekly(_Rare):
    """Once a week after `at` (local time) of this day, Monday being 0; a missed one is caught up once.

    What has never run waits for its day: a site begins without it.
    """

    weekday: int
    at: time
    label: str = ""

    def is_due(self, last: datetime | None, now: datetime) -> bool:
        latest = now.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        latest -= timedelta(days=(now.weekday() - self.weekday) % 7)
        if now < latest:
            latest -= timedelta(days=7)
        if last is None:
            return now - latest < timedelta(days=1)
        return last < latest or _is_in_the_future(last, now)


When = Every | Daily | Weekly
