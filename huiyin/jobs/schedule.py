"""When a job is due. The table of all jobs is `huiyin.config.schedule`."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True)
class Every:
    minutes: int

    def is_due(self, last: datetime | None, now: datetime) -> bool:
        return last is None or now - last >= timedelta(minutes=self.minutes, seconds=-5)


@dataclass(frozen=True)
class Daily:
    """Once a day after `at` (local time); a missed day is caught up once."""

    at: time

    def is_due(self, last: datetime | None, now: datetime) -> bool:
        latest = now.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        if now < latest:
            latest -= timedelta(days=1)
        return last is None or last < latest
