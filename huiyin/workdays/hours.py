"""办公时间: counting time in which an office is open. Frozen and pure: no database, no clock.

Which days are worked is the calendar's (周末, 放假, 调休); this says from when to when they are.
Time counts in stretches that begin with the opening and end with the closing, lunch left out. The
sum is reached at the earliest moment that has it: what ends with the closing is due at the
closing, not the next morning. Moments bear a time zone, days are those of Shanghai.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from .calendar import LAST_DAY, ONE_DAY, WORKING, BeyondCalendarError, DayKind, WorkCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五")
USUAL, MAKEUP = "工作日", "调休"
LABELS = (USUAL, MAKEUP, *WEEKDAYS)
OPEN, LUNCH, CLOSED, ALWAYS = "办公时间", "午间休息", "非办公时间", "不分昼夜"
NOTHING = timedelta()

_PERIOD = re.compile(r"(\d{1,2})[:：](\d{2})\s*(?:[-–—－~～至]+)\s*(\d{1,2})[:：](\d{2})")
_BETWEEN = re.compile(r"[\s,，、;；和]*")


class HoursError(ValueError):
    """A timetable that cannot be read, or contradicts itself; says which line."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From the opening to the closing of one day; the closing itself does not count."""

    opens: time
    closes: time

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


Periods = tuple[Period, ...]


@dataclass(frozen=True)
class Timetable:
    """作息时间, from a day on: the periods of a usual day and of the days that differ."""

    valid_from: date
    usual: Periods
    others: Mapping[str, Periods] = field(default_factory=dict)
    """By the name of the weekday, or 调休."""

    @classmethod
    def parse(cls, text: str, valid_from: date) -> "Timetable":
        """The first line says the usual day, each other one a day that differs.

        `9:00-12:00 13:30-17:00`, then `周五 9:00-12:00 13:30-16:30` or `调休 9:00-12:00`.

        Raises:
            HoursError: a line that is not understood.
        """
        by_label: dict[str, Periods] = {}
        for line in filter(None, map(str.strip, text.splitlines())):
            label, periods = _read(line)
            if (label in by_label) or (label != USUAL and not by_label):
                wrong = "说了两次" if label in by_label else f"之前缺少“{USUAL}”的时间"
                raise HoursError(f"“{label}”{wrong}")
            by_label[label] = periods
        if not by_label:
            raise HoursError("请填写办公时间，如 9:00-12:00 13:30-17:00")
        return cls(valid_from, by_label.pop(USUAL), by_label)

    def periods(self, day: date, kind: DayKind) -> Periods:
        """When it is open on a day that is worked."""
        if kind is DayKind.MAKEUP:
            return self.others.get(MAKEUP, self.usual)
        return self.others.get(WEEKDAYS[day.weekday()], self.usual)

    def __str__(self) -> str:
        lines = [" ".join(map(str, self.usual))]
        lines += [f"{name} {' '.join(map(str, periods))}" for name, periods in self.others.items()]
        return "\n".join(lines)


def _read(line: str) -> tuple[str, Periods]:
    label = next((name for name in LABELS if line.startswith(name)), "")
    rest = line.removeprefix(label).lstrip(" :：")
    periods = [_period(line, match) for match in _PERIOD.finditer(rest)]
    if not periods or not _BETWEEN.fullmatch(_PERIOD.sub("", rest)):
        raise HoursError(f"“{line}”看不懂，请写成 9:00-12:00 13:30-17:00")
    for first, second in pairwise(periods):
        if second.opens <= first.closes:
            raise HoursError(f"“{line}”中 {second} 应晚于 {first}")
    return label or USUAL, tuple(periods)


def _period(line: str, match: "re.Match[str]") -> Period:
    try:
        period = Period(time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4])))
    except ValueError as error:
        raise HoursError(f"“{line}”中有不存在的时间") from error
    if period.closes <= period.opens:
        raise HoursError(f"“{line}”中 {period} 的结束应晚于开始")
    return period


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time that counted, or did not, and why."""

    start: datetime
    end: datetime
    why: str
    counts: bool = False
    note: str = ""

    @property
    def length(self) -> timedelta:
        return self.end - self.start


@dataclass(frozen=True)
class OfficeHours:
    """The calendar with the timetables of one office, oldest first; the first also holds before its day."""

    calendar: WorkCalendar
    timetables: Sequence[Timetable]

    def __post_init__(self) -> None:
        if not self.timetables:
            raise ValueError("an office has at least one timetable")

    @cached_property
    def _from(self) -> list[date]:
        return [one.valid_from for one in self.timetables]

    def periods(self, day: date) -> Periods:
        """When it is open on that day; nothing where the day is not worked."""
        kind = self.calendar.kind(day)
        if kind not in WORKING:
            return ()
        return self.timetables[max(bisect_right(self._from, day) - 1, 0)].periods(day, kind)

    def is_open(self, moment: datetime) -> bool:
        return self.next_opening(moment) == moment

    def next_opening(self, moment: datetime) -> datetime:
        """The moment itself while it is open, else the next opening."""
        start = local(moment)
        return max(start, next(self._open_from(start))[0])

    def closing(self, day: date) -> datetime:
        """The last closing of a day that is worked: its period ends with business (民法典 第二百零三条)."""
        periods = self.periods(day)
        if not periods:
            raise ValueError(f"{day} is not worked")
        return at(day, periods[-1].closes)

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """The earliest moment not before `start` by which so much office time has passed.

        Raises:
            BeyondCalendarError: that is beyond the years that can be counted.
        """
        if amount < NOTHING:
            raise ValueError("a period cannot be negative")
        moment, left = local(start), amount
        if not left:
            return moment
        for opens, closes in self._open_from(moment):
            begin = max(moment, opens)
            if closes - begin >= left:
                return begin + left
            left -= closes - begin
        raise AssertionError("days end with an exception")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Office time from `start` to `end`; nothing where `end` is not later."""
        first, last, total = local(start), local(end), NOTHING
        if last <= first:
            return total
        for opens, closes in self._open_from(first):
            if opens >= last:
                break
            total += min(closes, last) - max(opens, first)
        return total

    def ledger(self, start: datetime, end: datetime) -> list[Stretch]:
        """All time from `start` to `end` without a gap: what counted, what did not and why."""
        first, last = local(start), local(end)
        stretches: list[Stretch] = []
        day = day_of(first)
        while at(day, time.min) < last:
            for one in self._stretches(day):
                clipped = replace(one, start=max(one.start, first), end=min(one.end, last))
                if clipped.end <= clipped.start:
                    continue
                if stretches and _continues(stretches[-1], clipped):
                    clipped = replace(clipped, start=stretches.pop().start)
                stretches.append(clipped)
            day += ONE_DAY
        return stretches

    def _stretches(self, day: date) -> Iterator[Stretch]:
        """The whole day in order."""
        begin, end = at(day, time.min), at(day + ONE_DAY, time.min)
        periods, kind = self.periods(day), self.calendar.kind(day)
        note = self.calendar.names.get(day, "")
        if not periods:
            yield Stretch(begin, end, kind.value, note=note)
            return
        why = OPEN if kind is DayKind.WORKDAY else f"{OPEN}，{kind.value}"
        for number, period in enumerate(periods):
            opens, closes = at(day, period.opens), at(day, period.closes)
            yield Stretch(begin, opens, LUNCH if number else CLOSED)
            yield Stretch(opens, closes, why, counts=True, note=note)
            begin = closes
        yield Stretch(begin, end, CLOSED)

    def _open_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Openings and closings in order, the first closing later than the moment."""
        day = day_of(moment)
        while day <= LAST_DAY:
            for period in self.periods(day):
                closes = at(day, period.closes)
                if closes > moment:
                    yield at(day, period.opens), closes
            day += ONE_DAY
        raise BeyondCalendarError(f"期限超出可计算的范围（{LAST_DAY.year} 年以前）")


def _continues(last: Stretch, one: Stretch) -> bool:
    return (last.why, last.note) == (one.why, one.note) and not one.counts


def at(day: date, clock: time) -> datetime:
    """That time of that day in Shanghai."""
    return datetime.combine(day, clock, SHANGHAI)


def day_of(moment: datetime) -> date:
    """The day in Shanghai."""
    return moment.astimezone(SHANGHAI).date()


def local(moment: datetime) -> datetime:
    """The moment as a clock in Shanghai shows it.

    Raises:
        ValueError: it has no time zone, and could be any of twenty-four.
    """
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(SHANGHAI)
