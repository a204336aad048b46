"""剩余工作日 for many rows: each calendar is read once, each date counted once."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from huiyin.workdays.calendar import WorkCalendar
from huiyin.workdays.load import calendar

WHOLE = 20  # working days that fill the bar


@dataclass(frozen=True)
class Due:
    """A due date as it is shown: the day, what is left, in words and as a bar."""

    day: date
    left: int
    """working days; negative when the day has passed"""
    is_late: bool
    provisional: bool = False

    @property
    def words(self) -> str:
        if self.is_late:
            return f"已超期 {max(-self.left, 1)} 个工作日"
        return "今天到期" if self.left == 0 else f"还剩 {self.left} 个工作日"

    @property
    def short(self) -> str:
        if self.is_late:
            return f"超期{max(-self.left, 1)}个工作日"
        return "今天" if self.left == 0 else f"剩{self.left}个工作日"

    @property
    def tone(self) -> str:
        if self.is_late:
            return "late"
        return "soon" if self.left <= 3 else "calm"

    @property
    def bar(self) -> int:
        """Width of the bar in percent: full when late or due, empty when far off."""
        return 100 if self.is_late else max(100 - self.left * 100 // WHOLE, 4)


@dataclass
class Clock:
    """Counts from one day on."""

    today: date
    calendars: dict[str, WorkCalendar] = field(default_factory=dict)
    counted: dict[tuple[str, date], int] = field(default_factory=dict)

    def due(self, day: date, matter: Any) -> Due:
        region = matter.agency.region
        key = (region, day)
        if key not in self.counted:
            self.counted[key] = self._count(region, day)
        return Due(
            day, self.counted[key], day < self.today, getattr(matter, "is_provisional", False)
        )

    def _count(self, region: str, day: date) -> int:
        if region not in self.calendars:
            self.calendars[region] = calendar(region)
        days = self.calendars[region]
        if day >= self.today:
            return days.between(self.today, day)
        return -days.between(day, self.today)
