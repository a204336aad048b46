"""期限: time limits as declared rules, reckoned with suspension and restart. Pure.

A rule says how long, in which unit, by which article, and which events touch its clock. The
same reckoning serves `huiyin due`, the stored due date of a case, and "why this day?".
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from huiyin.workdays.calendar import Step, WorkCalendar, add_months, days_between


class Unit(StrEnum):
    WORKDAYS = "工作日"
    DAYS = "日"
    MONTHS = "个月"


class Effect(StrEnum):
    """What an event does to a clock."""

    RESTART = "restart"  # counting starts anew after this day
    SUSPEND = "suspend"  # days after this one do not count …
    RESUME = "resume"  # … up to and including this one
    EXTEND = "extend"  # the period grows by a number of units


class EventError(ValueError):
    """An event that the rule does not know, or that cannot have happened so."""


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """Something that touched the clock: a day, or for an extension a number of units."""

    name: str
    day: date | None = None
    amount: int = 0

    @classmethod
    def parse(cls, name: str, value: str) -> "ClockEvent":
        """`fee-paid` and `2024-10-12`, `extended` and `20`.

        Raises:
            EventError: neither a date (ISO 8601) nor a whole number.
        """
        if value.isdecimal() and len(value) < 5:
            return cls(name, amount=int(value))
        try:
            return cls(name, date.fromisoformat(value))
        except ValueError as error:
            raise EventError(f"{name}={value}：应为日期（如 2026-02-28）或天数") from error

    def stored(self) -> list[str]:
        return [self.name, self.day.isoformat() if self.day else str(self.amount)]


@dataclass(frozen=True)
class TimeLimit:
    """One period: `foi.answer` is 20 working days by 条例第三十三条, extendable by 20 at most."""

    key: str
    label: str
    length: int
    unit: Unit
    basis: str
    events: dict[str, Effect] = field(default_factory=dict)
    longest_extension: int = 0

    def __post_init__(self) -> None:
        if self.length < 0:
            raise ValueError("a period cannot be negative")


@dataclass(frozen=True)
class Reckoning:
    """A due date and how it came about.

    `due` is None while the clock is suspended. `provisional` says that the notice of a year
    it crosses is not out. `steps` is the ledger from the last (re)start on.
    """

    rule: TimeLimit
    start: date
    due: date | None
    counted: int
    provisional: bool
    suspended_since: date | None
    steps: Sequence[Step]

    def days_left(self, today: date, calendar: WorkCalendar) -> int | None:
        """Units left after `today`; negative when overdue; None while suspended."""
        if self.due is None:
            return None
        if self.rule.unit is not Unit.WORKDAYS:
            return (self.due - today).days
        left = calendar.between(today, self.due)
        return left if today <= self.due else -calendar.between(self.due, today)


_rules: dict[str, TimeLimit] = {}
_families: dict[str, Callable[[str, date], TimeLimit | None]] = {}


def declare(rule: TimeLimit) -> TimeLimit:
    """Make a rule known by its key; each key once."""
    if rule.key in _rules:
        raise ValueError(f"time limit {rule.key} is declared twice")
    _rules[rule.key] = rule
    return rule


def declare_family(prefix: str, find: Callable[[str, date], TimeLimit | None]) -> None:
    """Rules that are data: `hotline.<type>` asks `find("<type>", received)`."""
    _families[prefix] = find


def rule_for(key: str, day: date) -> TimeLimit | None:
    """The rule of that key as it is in force on `day`."""
    if key in _rules:
        return _rules[key]
    prefix, _, rest = key.partition(".")
    return _families[prefix](rest, day) if prefix in _families else None


def keys() -> list[str]:
    return sorted(_rules) + [f"{prefix}.<类型>" for prefix in sorted(_families)]


def reckon(
    rule: TimeLimit, received: date, calendar: WorkCalendar, events: Iterable[ClockEvent] = ()
) -> Reckoning:
    """When the period ends that began with `received` (day 0), given what happened since.

    Raises:
        EventError: an event the rule does not know; one before the start; a second extension;
            one longer than the law allows; a resumption without a suspension.
    """
    history = _History(rule, received)
    for event in events:
        history.take(event)
    start, length = history.start, rule.length + history.extension
    if rule.unit is not Unit.WORKDAYS:
        return _reckon_calendar_days(rule, start, length, calendar)
    paused = history.paused
    if history.suspended_since is not None:
        counted = sum(
            calendar.is_workday(day) and day not in paused
            for day in days_between(start, history.suspended_since)
        )
        steps = calendar.count(start, min(counted, length), paused)
        return Reckoning(rule, start, None, counted, False, history.suspended_since, steps)
    steps = calendar.count(start, length, paused)
    due = steps[-1].day if steps else start
    return Reckoning(
        rule, start, due, length, not calendar.is_announced(start, due), None, steps
    )


def _reckon_calendar_days(
    rule: TimeLimit, start: date, length: int, calendar: WorkCalendar
) -> Reckoning:
    """All days count; a last day off moves to the next working day (民法典 第二百零三条)."""
    last = add_months(start, length) if rule.unit is Unit.MONTHS else start + timedelta(days=length)
    due = calendar.next_workday(last)
    steps = [
        Step(day, calendar.kind(day), number if day <= last else None, calendar.names.get(day, ""))
        for number, day in enumerate(days_between(start, due), start=1)
    ]
    counted = (last - start).days
    return Reckoning(rule, start, due, counted, not calendar.is_announced(last, due), None, steps)


class _History:
    """The events of one clock, taken in the order of their days."""

    def __init__(self, rule: TimeLimit, received: date) -> None:
        self.rule = rule
        self.start = received
        self.extension = 0
        self.paused: set[date] = set()
        self.open: list[date] = []

    @property
    def suspended_since(self) -> date | None:
        return min(self.open) if self.open else None

    def take(self, event: ClockEvent) -> None:
        effect = self.rule.events.get(event.name)
        if effect is None:
            known = "、".join(self.rule.events) or "无"
            raise EventError(f"{self.rule.key} 没有事件 {event.name}；可用事件：{known}")
        if effect is Effect.EXTEND:
            self._extend(event)
        elif event.day is None:
            raise EventError(f"{event.name} 需要日期")
        elif event.day < self.start:
            raise EventError(f"{event.name}（{event.day}）早于起算日（{self.start}）")
        else:
            {Effect.RESTART: self._restart, Effect.SUSPEND: self.open.append, Effect.RESUME: self._resume}[
                effect
            ](event.day)

    def _extend(self, event: ClockEvent) -> None:
        if self.extension:
            raise EventError("只能延长一次")
        if not 1 <= event.amount <= self.rule.longest_extension:
            raise EventError(f"延长期限应为 1 至 {self.rule.longest_extension} 个工作日")
        self.extension = event.amount

    def _restart(self, day: date) -> None:
        self.start, self.extension = day, 0
        self.paused.clear()
        self.open.clear()

    def _resume(self, day: date) -> None:
        if not self.open:
            raise EventError("尚未中止，不能恢复计时")
        since = self.open.pop(0)
        if day < since:
            raise EventError(f"恢复计时（{day}）早于中止（{since}）")
        self.paused.update(days_between(since, day))
