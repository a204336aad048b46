"""期限 as it is shown: a day, and whether a notice that is still to come may move it (暂定).

Whoever shows, prints, mails or exports a day that was counted takes it from here, as a `DueDay`
(a moment as a `DueMoment`): its words say 暂定. A day that somebody set by hand is a plain date and stays one.
"""

from dataclasses import dataclass
from datetime import date, datetime

from huiyin.common import days

from .calendar import Knowledge, WorkCalendar
from .hours import local
from .load import calendar

MARK = "（暂定）"


@dataclass(frozen=True, slots=True)
class DueDay:
    """A counted day, or one set by hand (never provisional)."""

    day: date
    provisional: bool = False

    @property
    def mark(self) -> str:
        return MARK if self.provisional else ""

    @property
    def spoken(self) -> str:
        """2027年1月7日（暂定）."""
        return f"{days.written(self.day)}{self.mark}"

    @property
    def written(self) -> str:
        """For letters, whose reader does not know the word: 2027年1月7日（暂定，2027年…）."""
        if not self.provisional:
            return self.spoken
        return f"{days.written(self.day)}（暂定，{self.day.year}年放假安排公布后确定）"

    def __str__(self) -> str:
        """2027-01-07（暂定）."""
        return f"{self.day.isoformat()}{self.mark}"


@dataclass(frozen=True, slots=True)
class DueMoment:
    """A counted moment, in the office's time."""

    at: datetime
    provisional: bool = False

    @property
    def mark(self) -> str:
        return MARK if self.provisional else ""

    def __str__(self) -> str:
        """2027-01-07 16:30（暂定）."""
        return f"{local(self.at):%Y-%m-%d %H:%M}{self.mark}"


def counted(day: date, region: str = "", days: WorkCalendar | None = None) -> DueDay:
    """A day that was counted in working days: 暂定 while the notice of its year is not out."""
    knowledge = (days or calendar(region)).known_of(day.year)
    return DueDay(day, knowledge is Knowledge.UNANNOUNCED)
