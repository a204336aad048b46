"""期限: time limits as declared rules, reckoned with suspension and restart. Pure.

A rule says how long, in which unit, by which article, and which events touch its clock. The
same reckoning serves `huiyin due`, the stored due date of a case, and "why this day?".
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from huiyin.workdays.calendar import (
    LAST_DAY,
    BeyondCalendarError,
    Step,
    WorkCalendar,
    add_months,
    days_between,
)


class Unit(StrEnum):
    WORKDAYS = "工作日"
    DAYS = "日"
    MONTHS = "个月"


class Effect(StrEnum):
    """What an event does to a clock. Those of one day are taken in this order."""

    RESTART = "restart"  # counting starts anew after this day
    SUSPEND = "suspend"  # days after this one do not count …
    RESUME = "resume"  # … up to and including this one
    EXTEND = "extend"  # the period grows by a number of units; it has no day of its own


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
        if value.removeprefix("-").isdecimal() and len(value) < 5:
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
        if self.unit is not Unit.WORKDAYS and Effect.SUSPEND in self.events.values():
            raise ValueError("only a period in working days can be suspended")

    @property
    def period(self) -> str:
        """20个工作日、60日、6个月: 日 alone are days of the calendar."""
        measure = "个" if self.unit is Unit.WORKDAYS else ""
        return f"{self.length}{measure}{self.unit.value}"


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

    The order in which events are given does not matter, only their days. The clock runs on the
    days after the last restart on which no suspension is open; each day counts once however many
    suspensions cover it. A suspension that begins after the last day changes nothing any more.

    Raises:
        EventError: an event the rule does not know; one before the start; a second extension;
            one longer than the law allows; a resumption without a suspension; a day or an end
            beyond the years that can be counted.
    """
    history = _read(rule, received, events)
    length = rule.length + history.extension
    try:
        if rule.unit is not Unit.WORKDAYS:
            return _reckon_calendar_days(rule, history.start, length, calendar)
        return _reckon_workdays(rule, history, length, calendar)
    except BeyondCalendarError as error:
        raise EventError(str(error)) from error


def _reckon_workdays(
    rule: TimeLimit, history: "_History", length: int, calendar: WorkCalendar
) -> Reckoning:
    start, paused, since = history.start, history.paused, history.suspended_since
    if since is not None:
        counted = sum(
            calendar.is_workday(day) and day not in paused for day in days_between(start, since)
        )
        if counted < length:
            steps = calendar.count(start, counted, paused)
            return Reckoning(rule, start, None, counted, False, since, steps)
    steps = calendar.count(start, length, paused)
    due = steps[-1].day if steps else start
    return Reckoning(rule, start, due, length, not calendar.is_announced(start, due), None, steps)


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


@dataclass(frozen=True)
class _History:
    """What the events of one clock amount to."""

    start: date
    extension: int
    paused: frozenset[date]
    suspended_since: date | None


def _read(rule: TimeLimit, received: date, events: Iterable[ClockEvent]) -> _History:
    _check_range("起算日", received)
    extension, dated = 0, []
    for event in events:
        effect = rule.events.get(event.name)
        if effect is None:
            known = "、".join(rule.events) or "无"
            raise EventError(f"{rule.key} 没有事件 {event.name}；可用事件：{known}")
        if effect is Effect.EXTEND:
            if extension:
                raise EventError("只能延长一次")
            extension = _extension(rule, event)
        else:
            dated.append((_day(event, received), effect, event.name))
    start = max([received, *(day for day, effect, _ in dated if effect is Effect.RESTART)])
    return _History(start, extension, *_pauses(dated))


def _extension(rule: TimeLimit, event: ClockEvent) -> int:
    if event.day is not None or not 1 <= event.amount <= rule.longest_extension:
        raise EventError(f"延长期限应为 1 至 {rule.longest_extension} 个{rule.unit}")
    return event.amount


def _day(event: ClockEvent, received: date) -> date:
    if event.day is None:
        raise EventError(f"{event.name} 需要日期")
    if event.day < received:
        raise EventError(f"{event.name}（{event.day}）早于起算日（{received}）")
    _check_range(event.name, event.day)
    return event.day


def _check_range(name: str, day: date) -> None:
    if day > LAST_DAY:
        raise EventError(f"{name}（{day}）超出可计算的范围（{LAST_DAY.year} 年以前）")


def _pauses(dated: Sequence[tuple[date, Effect, str]]) -> tuple[frozenset[date], date | None]:
    """The days on which the clock stood, and since when it stands now."""
    order = list(Effect)
    paused: set[date] = set()
    since, open_now = None, 0
    for day, effect, name in sorted(dated, key=lambda told: (told[0], order.index(told[1]))):
        if effect is Effect.SUSPEND:
            since = since or day
            open_now += 1
        elif effect is Effect.RESUME:
            if since is None:
                raise EventError(f"{name}（{day}）之前没有中止，不能恢复计时")
            open_now -= 1
            if not open_now:
                paused.update(days_between(since, day))
                since = None
    return frozenset(paused), since
