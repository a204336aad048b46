"""剩余工作日 for many rows: each calendar is read once, each date counted once."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from huiyin.workdays.calendar import WorkCalendar
from huiyin.workdays.due import DueDay
from huiyin.workdays.load import calendar

WHOLE = 20  # working days that fill the bar


@dataclass(frozen=True)
class Due:
    """A due date as it is shown: the day, what is left, in words and as a bar."""

    day: date
    today: date
    left: int
    """working days; negative when the day has passed, 0 also on both sides of days off"""
    provisional: bool = False

    @property
    def is_late(self) -> bool:
        return self.day < self.today

    @property
    def shown(self) -> DueDay:
        return DueDay(self.day, self.provisional)

    @property
    def words(self) -> str:
        if self.day == self.today:
            return "今天到期"
        if self.left == 0:
            return "已超期，还不到 1 个工作日" if self.is_late else "今天以后没有工作日了"
        return f"已超期 {-self.left} 个工作日" if self.is_late else f"还剩 {self.left} 个工作日"

    @property
    def short(self) -> str:
        if self.day == self.today:
            return "今天"
        if self.left == 0:
            return "已超期" if self.is_late else f"{self.day.month}月{self.day.day}日到期"
        return f"超期{-self.left}个工作日" if self.is_late else f"剩{self.left}个工作日"

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
        own: DueDay | None = getattr(matter, "due_day", None)
        provisional = own is not None and own.day == day and own.provisional
        return Due(day, self.today, self.counted[key], provisional)

    def _count(self, region: str, day: date) -> int:
        if region not in self.calendars:
            self.calendars[region] = calendar(region)
        days = self.calendars[region]
        if day >= self.today:
            return days.between(self.today, day)
        return -days.between(day, self.today)
