"""时限（到时刻）: terms that end at a moment, in office time, natural time or working days. Pure.

`deadlines` counts days; this counts what a case owes besides: to sign within a working day, to
call within two hours. The same reckoning serves `huiyin due`, the stored clock and its explanation.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from huiyin.workdays.calendar import BeyondCalendarError, Step
from huiyin.workdays.hours import ALWAYS, OfficeHours, Stretch, day_of, local


class Measure(StrEnum):
    """What a term is counted in."""

    OFFICE = "office"
    NATURAL = "natural"
    WORKDAYS = "workdays"


class MomentError(ValueError):
    """A term whose end cannot be counted."""


@dataclass(frozen=True)
class Term:
    """So many minutes, or working days, by this rule."""

    amount: int
    measure: Measure
    basis: str = ""
    label: str = ""

    @property
    def period(self) -> str:
        """1个工作日、2小时（不分昼夜）、90分钟（办公时间内）."""
        if self.measure is Measure.WORKDAYS:
            return f"{self.amount}个工作日"
        hours, minutes = divmod(self.amount, 60)
        length = f"{self.amount}分钟" if minutes else f"{hours}小时"
        return f"{length}（{ALWAYS if self.measure is Measure.NATURAL else '办公时间内'}）"


@dataclass(frozen=True)
class Count:
    """A due moment and how it came about."""

    term: Term
    start: datetime
    due: datetime
    hours: OfficeHours

    @property
    def provisional(self) -> bool:
        """暂定: the notice of a year that it crosses is still to come."""
        if self.term.measure is Measure.NATURAL:
            return False
        return not self.hours.calendar.is_announced(day_of(self.start), day_of(self.due))

    @property
    def stretches(self) -> Sequence[Stretch]:
        """All time from start to due, where the term counts time."""
        if self.term.measure is Measure.WORKDAYS:
            return ()
        if self.term.measure is Measure.OFFICE:
            return self.hours.ledger(self.start, self.due)
        return [Stretch(self.start, self.due, ALWAYS, counts=True)]

    @property
    def steps(self) -> Sequence[Step]:
        """The days, where the term counts days."""
        if self.term.measure is not Measure.WORKDAYS:
            return ()
        return self.hours.calendar.count(day_of(self.start), self.term.amount)


def count(term: Term, start: datetime, hours: OfficeHours) -> Count:
    """When a term ends that began at `start`.

    The day of the start is day 0 of a term in working days; its last day ends when business does
    (民法典 第二百零三条第二款).

    Raises:
        MomentError: beyond the years that can be counted.
    """
    begin = local(start)
    try:
        return Count(term, begin, _due(term, begin, hours), hours)
    except BeyondCalendarError as error:
        raise MomentError(str(error)) from error


def end_of(term: Term, start: datetime, hours: Callable[[], OfficeHours]) -> tuple[datetime, bool]:
    """When it ends, and whether that is 暂定; time that runs day and night asks for no hours."""
    if term.measure is Measure.NATURAL:
        return _passed(term, local(start)), False
    counted = count(term, start, hours())
    return counted.due, counted.provisional


def _passed(term: Term, start: datetime) -> datetime:
    """Time that passed, whatever clocks showed."""
    return local(start.astimezone(UTC) + timedelta(minutes=term.amount))


def _due(term: Term, start: datetime, hours: OfficeHours) -> datetime:
    if term.amount < 1:
        raise ValueError("a term has a length")
    if term.measure is Measure.WORKDAYS:
        return hours.closing(hours.calendar.add(day_of(start), term.amount))
    if term.measure is Measure.OFFICE:
        return hours.add(start, timedelta(minutes=term.amount))
    return _passed(term, start)
