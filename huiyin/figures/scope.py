"""Whose figures, for which days, as seen on which day."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils import timezone

from huiyin.workdays.calendar import add_months


class DayError(ValueError):
    """No figure can be seen from that day; the message says why."""


class BeforeThePeriodError(DayError):
    """The day from which one looks lies before the period begins."""


def day_asked(text: str) -> date | None:
    """The day that somebody has typed; None where nothing was.

    Raises:
        DayError: it is no day, or still to come: nobody knows it yet.
    """
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise DayError(f"“{text[:20]}”不是日期") from error
    if day > timezone.localdate():
        raise DayError(f"{day} 还没有到")
    return day


@dataclass(frozen=True)
class Scope:
    """A period (both days included) of one agency, seen on the day `as_of`.

    What happened is counted up to `end`; what was found out since (that a record had been entered
    in error) up to `as_of`. So a closed year stands still, and a correction still reaches it.
    """

    agency_id: int
    start: date
    end: date
    as_of: date
    is_pinned: bool = False
    """Whether the day belongs to the number: it was asked for, or the year is not over."""

    @classmethod
    def year(
        cls, agency_id: int, year: int, as_of: date | None = None, *, today: date | None = None
    ) -> "Scope":
        """A whole year; the running one as of today.

        Raises:
            BeforeThePeriodError: on that day the year had not begun.
        """
        first, last = date(year, 1, 1), date(year, 12, 31)
        day = as_of or today or timezone.localdate()
        if day < first:
            raise BeforeThePeriodError(f"{day} 时 {year} 年还没有开始")
        return cls(agency_id, first, min(last, day), day, as_of is not None or day < last)

    @classmethod
    def asked(cls, agency_id: int, year: int, text: str) -> "Scope":
        """As of the day that somebody has typed; without one as it stands.

        Raises:
            DayError: it is no day, before the year, or still to come: nobody knows it yet.
        """
        return cls.year(agency_id, year, day_asked(text))

    @property
    def agencies(self) -> tuple[int, ...]:
        return (self.agency_id,)

    @property
    def over(self) -> date:
        """The last day that was over: a limit of that day has run out, one of today has not."""
        return min(self.end, self.as_of - timedelta(days=1))

    @property
    def period(self) -> str:
        return f"{self.start.isoformat()}/{self.end.isoformat()}"

    def narrowed(self, first: date, last: date | None = None) -> "Scope":
        """Some days of it, up to its own end at the latest, seen on the same day.

        Raises:
            BeforeThePeriodError: they are none of its days.
        """
        last = self.end if last is None else min(last, self.end)
        if not self.start <= first <= last:
            raise BeforeThePeriodError(f"{first} 至 {last} 不在统计期内")
        return replace(self, start=first, end=last, is_pinned=True)

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole year, over on its last counted day."""
        year = self.start.year
        return (self.start, self.end) == (date(year, 1, 1), date(year, 12, 31))

    @property
    def until(self) -> str:
        """`截至11月26日`, of some days `11月1日至11月26日`; empty for a whole year."""
        if self.is_whole:
            return ""
        last = f"{self.end.month}月{self.end.day}日"
        if self.start == date(self.start.year, 1, 1) and "till" not in self.marks:
            return f"截至{last}"
        return last if self.start == self.end else f"{self.start.month}月{self.start.day}日至{last}"

    @property
    def marks(self) -> dict[str, str]:
        """What an address carries, so that it leads to the same number tomorrow."""
        if not self.is_pinned:
            return {}
        year, marks = self.start.year, {"as_of": self.as_of.isoformat()}
        if self.start != date(year, 1, 1):
            marks["from"] = self.start.isoformat()
        if self.end != min(date(year, 12, 31), self.as_of):
            marks["till"] = self.end.isoformat()
        return marks

    def back(self, years: int) -> "Scope":
        """The same days of an earlier year, so that like is compared with like."""
        year, months = self.start.year - years, -12 * years
        if self.is_whole:
            as_of = self.as_of if self.is_pinned else None
            return Scope.year(self.agency_id, year, as_of, today=self.as_of)
        whole = Scope.year(self.agency_id, year, add_months(self.as_of, months))
        return whole.narrowed(add_months(self.start, months), add_months(self.end, months))


@dataclass(frozen=True)
class Several:
    """The same days of several agencies, for numbers that are added up.

    A condition that would ask for one agency has none to ask for, so each is said of them all
    (`AsOf.of`), and every ledger is read once however many agencies there are.
    """

    agencies: tuple[int, ...]
    days: Scope
    """Of any one of them."""

    @property
    def start(self) -> date:
        return self.days.start

    @property
    def end(self) -> date:
        return self.days.end

    @property
    def as_of(self) -> date:
        return self.days.as_of

    @property
    def over(self) -> date:
        return self.days.over

    def one(self, agency_id: int) -> Scope:
        """The days of one of them."""
        return replace(self.days, agency_id=agency_id)


Scopes = Scope | Several
"""What a condition is asked of."""
