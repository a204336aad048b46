"""到期前、到期后: how long before the end of a term something begins, or how long after it. Pure.

A light turns yellow, a superior is told: both ask whether such a margin has been reached. An end is
a day (办结期限), which lasts until the office closes, or a moment (签收期限).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from huiyin.workdays.calendar import ONE_DAY
from huiyin.workdays.hours import OfficeHours, at, day_of

from .moments import Measure

End = date | datetime


@dataclass(frozen=True)
class Margin:
    """So many working days or minutes, before the end or after it."""

    amount: int
    measure: Measure
    is_before: bool

    def is_reached(self, end: End, now: datetime, hours: OfficeHours) -> bool:
        """Whether it is at most so long to the end, or the end lies at least so far back."""
        if self.measure is not Measure.WORKDAYS:
            return self._is_reached_in_time(moment_of(end, hours), now, hours)
        today, last = day_of(now), day_at(end)
        if self.is_before:
            return hours.calendar.add(today, self.amount) >= last
        if not self.amount:
            return is_over(end, now)
        return today > hours.calendar.add(last, self.amount)

    def _is_reached_in_time(self, end: datetime, now: datetime, hours: OfficeHours) -> bool:
        length = timedelta(minutes=self.amount)
        if self.is_before:
            return now >= end or self._between(now, end, hours) <= length
        return now > end and self._between(end, now, hours) >= length

    def _between(self, start: datetime, end: datetime, hours: OfficeHours) -> timedelta:
        return hours.between(start, end) if self.measure is Measure.OFFICE else end - start

    def last_day(self, now: datetime, hours: OfficeHours) -> date:
        """No later end can have reached it: for a query that leaves out the rest."""
        if not self.is_before:
            is_counted = self.measure is Measure.WORKDAYS and self.amount
            today = day_of(now)
            return hours.calendar.back(today - ONE_DAY, self.amount) if is_counted else today
        if self.measure is Measure.WORKDAYS:
            return hours.calendar.add(day_of(now), self.amount)
        length = timedelta(minutes=self.amount)
        if self.measure is Measure.NATURAL:
            return day_of(now + length)
        return day_of(hours.next_opening(hours.add(now, length) + timedelta(seconds=1)))


def day_at(end: End) -> date:
    return day_of(end) if isinstance(end, datetime) else end


def is_over(end: End, now: datetime) -> bool:
    """A day is over when it is over, a moment when it has passed."""
    return now > end if isinstance(end, datetime) else day_of(now) > end


def moment_of(end: End, hours: OfficeHours) -> datetime:
    """The end as a moment: a day ends with business (民法典第二百零三条), one without any at midnight."""
    if isinstance(end, datetime):
        return end
    return hours.closing(end) if hours.periods(end) else at(end + ONE_DAY, time.min)
