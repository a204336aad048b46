"""When a job is due. The table of all jobs is `huiyin.config.schedule`."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

CLOCK_WAS_WRONG = timedelta(minutes=5)


def _is_in_the_future(last: datetime, now: datetime) -> bool:
    """A last run later than now: the machine's clock had run ahead, waiting for it would be wrong."""
    return last - now > CLOCK_WAS_WRONG


@dataclass(frozen=True)
class Every:
    minutes: int

    def is_due(self, last: datetime | None, now: datetime) -> bool:
        if last is None or _is_in_the_future(last, now):
            return True
        return now - last >= timedelta(minutes=self.minutes, seconds=-5)


@dataclass(frozen=True)
class Daily:
    """Once a day after `at` (local time); a missed day is caught up once."""

    at: time

    def is_due(self, last: datetime | None, now: datetime) -> bool:
        latest = now.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        if now < latest:
            latest -= timedelta(days=1)
        return last is None or last < latest or _is_in_the_future(last, now)


@dataclass(frozen=True)
class Weekly:
    """Once a week after `at` (local time) of this day, Monday being 0; a missed one is caught up once.

    What has never run waits for its day: a site begins without it.
    """

    weekday: int
    at: time

    def is_due(self, last: datetime | None, now: datetime) -> bool:
        latest = now.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        latest -= timedelta(days=(now.weekday() - self.weekday) % 7)
        if now < latest:
            latest -= timedelta(days=7)
        if last is None:
            return now - latest < timedelta(days=1)
        return last < latest or _is_in_the_future(last, now)


When = Every | Daily | Weekly
