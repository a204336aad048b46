"""工作日历: counting working days. Frozen and pure: no database, no clock.

The day of an event is day 0 (民法典 第二百零一条). A working day is a Monday to Friday that
the State Council's notice does not give off, or a weekend day that it makes a working one
(调休). For a year whose notice is not out yet only the days are known that the regulation itself
makes free (法定节日): counting goes on with Monday to Friday less those, and what comes of it is
marked provisional. The years before the first loaded notice are counted in the same way, but no
notice of them will come: what comes of it is not provisional, and said to be worked out.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

ONE_DAY = timedelta(days=1)
_REMEMBERED = 5000
LAST_DAY = date(2199, 12, 31)  # a mistyped year must end in a message, not in a long walk


class BeyondCalendarError(ValueError):
    """Counting would go past LAST_DAY."""


class DayKind(StrEnum):
    """What a day is to the count, in the words of the ledger."""

    WORKDAY = "工作日"
    MAKEUP = "调休上班"
    WEEKEND = "周末"
    HOLIDAY = "放假"
    STATUTORY = "法定节日"
    SUSPENDED = "中止计时"
    UNANNOUNCED = "工作日（当年放假安排未公布）"
    BEFORE = "工作日（早于已载入的放假安排）"


WORKING = frozenset({DayKind.WORKDAY, DayKind.MAKEUP, DayKind.UNANNOUNCED, DayKind.BEFORE})


class Knowledge(StrEnum):
    """What is known of a year, or of the least known one of a stretch."""

    LOADED = "已载入"
    UNANNOUNCED = "尚未公布"
    BEFORE = "早于已载入的放假安排"


_PLAIN = {
    Knowledge.LOADED: DayKind.WORKDAY,
    Knowledge.UNANNOUNCED: DayKind.UNANNOUNCED,
    Knowledge.BEFORE: DayKind.BEFORE,
}
"""What a Monday to Friday is that nothing makes free."""


@dataclass(frozen=True, slots=True)
class Step:
    """One day of the ledger: what it is, and which number it has if it counts."""

    day: date
    kind: DayKind
    number: int | None = None
    note: str = ""


@dataclass(frozen=True)
class WorkCalendar:
    """Days off and make-up days of the announced years, local changes included.

    `statutory` are the days that the regulation makes free in the years that are not announced.
    """

    off: frozenset[date] = frozenset()
    makeup: frozenset[date] = frozenset()
    announced: frozenset[int] = frozenset()
    statutory: frozenset[date] = frozenset()
    names: dict[date, str] = field(default_factory=dict, compare=False)

    def kind(self, day: date) -> DayKind:
        if day in self.makeup:
            return DayKind.MAKEUP
        if day in self.off:
            return DayKind.HOLIDAY
        if day in self.statutory:
            return DayKind.STATUTORY
        if day.weekday() >= 5:
            return DayKind.WEEKEND
        return _PLAIN[self.known_of(day.year)]

    def is_workday(self, day: date) -> bool:
        return self.kind(day) in WORKING

    def known_of(self, year: int) -> Knowledge:
        """A gap between loaded years is a notice that somebody still has to load."""
        if year in self.announced:
            return Knowledge.LOADED
        if self.announced and year < min(self.announced):
            return Knowledge.BEFORE
        return Knowledge.UNANNOUNCED

    def knowledge(self, first: date, last: date) -> Knowledge:
        """That of the least known year from `first` to `last`; a missing notice can still come."""
        levels = {self.known_of(year) for year in range(first.year, last.year + 1)}
        for worst in (Knowledge.UNANNOUNCED, Knowledge.BEFORE):
            if worst in levels:
                return worst
        return Knowledge.LOADED

    def is_announced(self, first: date, last: date) -> bool:
        """True when no notice of a year from `first` to `last` is still to come."""
        return self.knowledge(first, last) is not Knowledge.UNANNOUNCED

    def is_estimate(self, first: date, last: date) -> bool:
        """推算: a year from `first` to `last` is before the first loaded one."""
        return self.knowledge(first, last) is Knowledge.BEFORE

    def count(self, start: date, days: int, suspended: Iterable[date] = ()) -> list[Step]:
        """The ledger from the day after `start` to the `days`-th working day, suspended ones skipped."""
        if days < 0:
            raise ValueError("a period cannot be negative")
        paused = frozenset(suspended)
        if not paused and (known := self._counted.get((start, days))):
            return list(known)
        steps: list[Step] = []
        number, day = 0, start
        while number < days:
            day = _next(day)
            kind = self.kind(day)
            note = self.names.get(day, "")
            if kind not in WORKING:
                steps.append(Step(day, kind, note=note))
            elif day in paused:
                steps.append(Step(day, DayKind.SUSPENDED, note=note))
            else:
                number += 1
                steps.append(Step(day, kind, number, note))
        if not paused and len(self._counted) < _REMEMBERED:
            self._counted[start, days] = tuple(steps)
        return steps

    @cached_property
    def _counted(self) -> dict[tuple[date, int], tuple[Step, ...]]:
        """Many records begin on one day: an import, a recount."""
        return {}

    def add(self, start: date, days: int) -> date:
        """The `days`-th working day after `start`; `start` itself for 0."""
        steps = self.count(start, days)
        return steps[-1].day if steps else start

    def between(self, start: date, end: date) -> int:
        """Working days d with start < d ≤ end; 0 if there are none."""
        if end <= start:
            return 0
        days, sums = self._exceptions
        return (
            _weekdays(start, end) + sums[bisect_right(days, end)] - sums[bisect_right(days, start)]
        )

    @cached_property
    def _exceptions(self) -> tuple[list[date], list[int]]:
        """Days that are not what their weekday says, and how much the first n of them change.

        A list of cases long overdue asks for many long stretches: none is walked day by day.
        """
        free = (self.off | self.statutory) - self.makeup
        changes = {day: -1 for day in free if day.weekday() < 5}
        changes |= {day: 1 for day in self.makeup if day.weekday() >= 5}
        days = sorted(changes)
        return days, [0, *accumulate(changes[day] for day in days)]

    def back(self, end: date, days: int) -> date:
        """The latest day since which so many working days have passed by the end of `end`."""
        day = end
        while self.between(day, end) < days:
            day -= ONE_DAY
        return day

    def next_workday(self, day: date) -> date:
        """`day` itself if it is a working day, else the first one after it."""
        day -= ONE_DAY
        while not self.is_workday(day := _next(day)):
            continue
        return day


def _next(day: date) -> date:
    if day >= LAST_DAY:
        raise BeyondCalendarError(f"期限超出可计算的范围（{LAST_DAY.year} 年以前）")
    return day + ONE_DAY


def _weekdays(start: date, end: date) -> int:
    """Mondays to Fridays d with start < d ≤ end."""
    weeks, rest = divmod((end - start).days, 7)
    return weeks * 5 + sum((start.weekday() + n) % 7 < 5 for n in range(1, rest + 1))


def days_between(start: date, end: date) -> Iterable[date]:
    """Days d with start < d ≤ end."""
    return (start + timedelta(days=n) for n in range(1, (end - start).days + 1))


def add_months(start: date, months: int) -> date:
    """The corresponding day, or the month's last one where there is none (民法典 第二百零二条)."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (first_of_next - ONE_DAY).day
    return date(year, month + 1, min(start.day, last))
