"""计时提醒: lines of the nightly letter about clocks that end before the next one, or have ended."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from huiyin.casework.clock_rows import Clock
from huiyin.casework.models import Matter
from huiyin.jobs.rows import Walk
from huiyin.organisations.models import Organisation
from huiyin.workdays.calendar import ONE_DAY
from huiyin.workdays.hours import day_of

from .reminding import OfAgency, Part

LISTED = 30
"""Lines of one letter; more is a number with the way to the list."""
Persons = Callable[[Any, Clock, date, bool], Collection[int]]
"""Of a matter, its clock, today, and whether it is late: who is told."""


@dataclass(frozen=True)
class Letter:
    """What one kind of matter tells of its clocks; numbers and moments only, nothing of a matter.

    Attributes:
        model: the kind.
        labels: key of a clock → what stands before its moment.
        late: heading of what has ended.
        elsewhere: where those can be read that the letter leaves out.
    """

    model: type[Matter]
    heading: str
    labels: Mapping[str, str]
    late: str
    elsewhere: str
    persons: Persons

    def due(self, walk: Walk) -> OfAgency:
        """Of an agency; each clock is listed once before its end, and once after it."""
        return lambda agency: list(self._parts(agency, walk.at))

    def _parts(self, agency: Organisation, at: datetime) -> Iterator[Part]:
        clocks = list(
            Clock.objects.due_before(at + ONE_DAY)
            .not_reminded(at)
            .of_kind(self.model)
            .filter(agency=agency, key__in=self.labels)
            .order_by("due_at", "pk")
        )
        matters: Any = self.model._default_manager
        rows = matters.in_bulk({clock.about_pk for clock in clocks})
        lines: dict[int, list[tuple[bool, str]]] = defaultdict(list)
        for clock in clocks:
            matter, is_late = rows[clock.about_pk], clock.is_overdue(at)
            line = f"  {matter.reference}：{self.labels[clock.key]}{clock.due}"
            for person in self.persons(matter, clock, day_of(at), is_late):
                lines[person].append((is_late, line))
        Clock.objects.filter(pk__in=[clock.pk for clock in clocks]).update(reminded_at=at)
        for person, of_person in lines.items():
            yield Part(person, self.heading, self._worded(of_person), len(of_person))

    def _worded(self, lines: Sequence[tuple[bool, str]]) -> tuple[str, ...]:
        body: list[str] = []
        for is_late, heading in ((True, self.late), (False, "即将到期")):
            matching = [line for late, line in lines if late is is_late]
            if not matching:
                continue
            body += [*([""] if body else []), f"{heading}：{len(matching)} 项", *matching[:LISTED]]
            if len(matching) > LISTED:
                left = len(matching) - LISTED
                body.append(f"  另有 {left} 项，请在{self.elsewhere}中查看")
        return tuple(body)
