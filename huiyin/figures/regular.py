"""How regularly something happened: in which weeks or working days of a period, as of a day."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from django.db.models import Count

from huiyin.workdays.calendar import ONE_DAY, WorkCalendar, days_between
from huiyin.workdays.load import calendar, steady

from .dated import AsOf, Ledger, Says
from .lengths import Lengths
from .registry import Counts, Figure, Reading, share
from .scope import Scopes

WEEK = timedelta(days=7)


class Every(Enum):
    """The span in which it has to happen again."""

    DAY = "day"
    WEEK = "week"

    def of(self, day: date) -> Hashable:
        """The span that holds a day; a week goes from Monday to Sunday."""
        return day if self is Every.DAY else day.isocalendar()[:2]


@dataclass(frozen=True)
class Regular(Figure):
    """In what share of the weeks or working days of the period it happened, as a percentage.

    `says` asks that `fact` happened in the period; the records are those days' own. Without any
    record it says nothing.
    """

    fact: str = field(kw_only=True)
    every: Every = field(kw_only=True)
    times: int = field(default=1, kw_only=True)
    """How often in each of them."""

    @property
    def measures(self) -> tuple[str, ...]:
        return self.fact, self.every.value

    def measured(self, scope: Scopes) -> dict[int, Lengths]:
        return regular(self.ledger, self.says, self.fact, self.every, scope)

    def reading(self, counts: Counts) -> Reading:
        spans = counts.lengths
        kept = sum(number for often, number in spans.items() if often >= self.times)
        value = share(kept, spans.total()) if spans.total() else None
        return Reading(self, value, value is None, 0, part=counts.part)


class _Office(NamedTuple):
    """What an agency's own spans depend on."""

    pk: int
    region: str
    founded_on: date | None
    ended_on: date | None


def regular(
    ledger: Ledger, says: Says, fact: str, every: Every, scope: Scopes
) -> dict[int, Lengths]:
    """Agency → how often the fact happened in how many spans.

    Only spans with a working day count, and only those that were over on the day. Nothing is said
    of an agency of which there is no record at all.
    """
    asked = AsOf(ledger, scope)
    rows = ledger.rows(scope, says(asked)).order_by().annotate(regular_day=asked.day_of(fact))
    office = [f"{ledger.agency}__{name}" for name in ("pk", "region", "founded_on", "ended_on")]
    read = rows.values_list(*office, "regular_day").annotate(number=Count("pk"))
    happened: dict[_Office, Counter[Hashable]] = defaultdict(Counter)
    for *values, day, number in read:
        happened[_Office(*values)][every.of(day)] += number
    spans = {agency: Lengths() for agency in scope.agencies}
    if not happened:
        return spans
    with steady():
        for one, counts in happened.items():
            over = _spans(one, calendar(one.region), every, scope)
            spans[one.pk] = Lengths(counts[span] for span in over)
    return spans


def _spans(one: _Office, days: WorkCalendar, every: Every, scope: Scopes) -> Collection[Hashable]:
    """Those of the period with a working day, while there was such an agency."""
    first = max(scope.start, one.founded_on or scope.start)
    last = min(scope.over, one.ended_on or scope.over)
    end = min(last + WEEK, date(scope.start.year, 12, 31))  # a week may be over only after the day
    ends = {
        every.of(day): day for day in days_between(first - ONE_DAY, end) if days.is_workday(day)
    }
    return [span for span, day in ends.items() if day <= last]
