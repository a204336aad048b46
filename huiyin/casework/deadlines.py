"""期限: time limits as declared rules, reckoned with suspension and restart. Pure.

A rule says how long, in which unit, by which article, and which events touch its clock. The
same reckoning serves `huiyin due`, the stored due date of a case, and "why this day?".
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
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
    """What an event does to a clock."""

    RESTART = "restart"  # counting starts anew after this day
    SUSPEND = "suspend"  # somebody is asked: days after this one do not count …
    RESUME = "resume"  # … up to and including the day of the answer, or of the end of the wait
    ARRIVE = "arrive"  # the question arrived: the wait is counted from this day
    LIMIT = "limit"  # the last day of the wait, where one was agreed
    EXTEND = "extend"  # the period that runs on its day grows by a number of units


class EventError(ValueError):
    """An event that the rule does not know, or that cannot have happened so."""


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """Something that touched the clock: a day; for an extension a number of units and its day.

    `of` tells events of the same name apart: which question it was that was sent and answered.
    """

    name: str
    day: date | None = None
    amount: int = 0
    of: str = ""

    @classmethod
    def parse(cls, name: str, value: str) -> "ClockEvent":
        """`fee-paid` and `2024-10-12`, `consult-sent:2` and a day, `extended` and `20@2024-10-12`.

        An extension without a day belongs to the period that finally runs.

        Raises:
            EventError: neither a date (ISO 8601) nor a whole number.
        """
        name, _, of = name.partition(":")
        number, at, day = value.partition("@")
        is_number = number.removeprefix("-").isdecimal() and len(number) < 5
        try:
            if is_number:
                return cls(name, date.fromisoformat(day) if at else None, int(number), of)
            return cls(name, date.fromisoformat(value), of=of)
        except ValueError as error:
            raise EventError(f"{name}={value}：应为日期（如 2026-02-28）或天数") from error

    def stored(self) -> list[str]:
        name = f"{self.name}:{self.of}" if self.of else self.name
        parts = [str(self.amount)] if self.amount else []
        return [name, "@".join([*parts, *([self.day.isoformat()] if self.day else [])]) or "0"]


@dataclass(frozen=True)
class Wait:
    """How long a clock stands for somebody who was asked and does not answer.

    `length` working days from the day the question arrived. Until that day is known it is taken to
    be `presumed` days of the calendar after the question was sent. A last day that was agreed lies
    within `longest`, or the agreement could hold the clock for ever.
    """

    length: int
    presumed: int
    longest: int


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands on the days d with since < d ≤ until."""

    since: date
    until: date
    is_open: bool
    """No answer has been recorded: the pause ends by itself."""
    is_presumed: bool
    """Its end is counted from a day of arrival that nobody has recorded."""


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
    wait: Wait | None = None
    rolls: bool = True
    """Whether a last day off moves to the next working day; asked for days and months only."""

    def __post_init__(self) -> None:
        if self.length < 0:
            raise ValueError("a period cannot be negative")
        if Effect.SUSPEND not in self.events.values():
            return
        if self.unit is not Unit.WORKDAYS:
            raise ValueError("only a period in working days can be suspended")
        if self.wait is None:
            raise ValueError("a clock that can be suspended says how long it waits")

    @property
    def period(self) -> str:
        """20个工作日、60日、6个月: 日 alone are days of the calendar."""
        measure = "个" if self.unit is Unit.WORKDAYS else ""
        return f"{self.length}{measure}{self.unit.value}"


@dataclass(frozen=True)
class Reckoning:
    """A due date and how it came about.

    While somebody who was asked may still answer, `due` is the last day there can be: it moves to
    an earlier one with the answer. `provisional` says that the notice of a year it crosses is not
    out. `steps` is the ledger from the last (re)start on.
    """

    rule: TimeLimit
    start: date
    due: date
    counted: int
    provisional: bool
    steps: Sequence[Step]
    pauses: Sequence[Pause] = ()
    late_extension: ClockEvent | None = None
    """Granted after the period had run out: there was nothing left to extend."""

    @property
    def open_pause(self) -> Pause | None:
        """The stretch on which the clock stands while an answer is still waited for."""
        runs = [run for run in _runs(self.pauses) if run.is_open and run.since < self.due]
        return runs[-1] if runs else None

    @property
    def suspended_since(self) -> date | None:
        return self.open_pause.since if self.open_pause else None

    @property
    def suspended_until(self) -> date | None:
        """The last day on which the clock stands if nobody answers; from the next one it runs."""
        return self.open_pause.until if self.open_pause else None

    def days_left(self, today: date, calendar: WorkCalendar) -> int:
        """Units left after `today`; negative when overdue."""
        if self.rule.unit is not Unit.WORKDAYS:
            return (self.due - today).days
        days = calendar.between(today, self.due)
        return days if today <= self.due else -calendar.between(self.due, today)


_rules: dict[str, TimeLimit] = {}
_families: dict[str, Callable[[str, date], TimeLimit | None]] = {}
_promises: dict[str, Callable[[str, date], TimeLimit]] = {}


def declare(rule: TimeLimit) -> TimeLimit:
    """Make a rule known by its key; each key once."""
    if rule.key in _rules:
        raise ValueError(f"time limit {rule.key} is declared twice")
    _rules[rule.key] = rule
    return rule


def declare_family(prefix: str, find: Callable[[str, date], TimeLimit | None]) -> None:
    """Rules that are data: `hotline.<type>` asks `find("<type>", received)`."""
    _families[prefix] = find


def declare_promise(key: str, find: Callable[[str, date], TimeLimit]) -> None:
    """A rule that each agency sets for itself: asks `find("<agency>", received)`, "" for none."""
    _promises[key] = find


def rule_for(key: str, day: date, agency: str = "") -> TimeLimit | None:
    """The rule of that key as it is in force on `day`, in that agency where each has its own.

    Raises:
        LookupError: there is no such agency.
    """
    if key in _rules:
        return _rules[key]
    if key in _promises:
        return _promises[key](agency, day)
    prefix, _, rest = key.partition(".")
    return _families[prefix](rest, day) if prefix in _families else None


def keys() -> list[str]:
    return sorted([*_rules, *_promises]) + [f"{prefix}.<类型>" for prefix in sorted(_families)]


def reckon(
    rule: TimeLimit, received: date, calendar: WorkCalendar, events: Iterable[ClockEvent] = ()
) -> Reckoning:
    """When the period ends that began with `received` (day 0), given what happened since.

    The order in which events are given does not matter, only their days. The clock runs on the
    days after the last restart on which no suspension is open; each day counts once however many
    suspensions cover it. A suspension ends with the answer, and without one when the wait is over;
    one that begins after the last day changes nothing any more, and
    neither does an extension that was granted after it.

    Raises:
        EventError: an event the rule does not know; one before the start; a second extension;
            one longer than the law allows; a resumption without a suspension; a day or an end
            beyond the years that can be counted.
    """
    try:
        history = _read(rule, received, calendar, events)
        reckoning = _count(rule, history, rule.length, calendar)
        granted = history.extension
        if granted is None:
            return reckoning
        if granted.day is not None and granted.day > reckoning.due:
            return replace(reckoning, late_extension=granted)
        return _count(rule, history, rule.length + granted.amount, calendar)
    except BeyondCalendarError as error:
        raise EventError(str(error)) from error


def _count(rule: TimeLimit, history: "_History", length: int, calendar: WorkCalendar) -> Reckoning:
    if rule.unit is not Unit.WORKDAYS:
        return _reckon_calendar_days(rule, history.start, length, calendar)
    return _reckon_workdays(rule, history, length, calendar)


def _reckon_workdays(
    rule: TimeLimit, history: "_History", length: int, calendar: WorkCalendar
) -> Reckoning:
    start = history.start
    paused = {day for pause in history.pauses for day in days_between(pause.since, pause.until)}
    steps = calendar.count(start, length, paused)
    due = steps[-1].day if steps else start
    provisional = not calendar.is_announced(start, due)
    return Reckoning(rule, start, due, length, provisional, steps, history.pauses)


def _reckon_calendar_days(
    rule: TimeLimit, start: date, length: int, calendar: WorkCalendar
) -> Reckoning:
    """All days count; a last day off moves to the next working day (民法典 第二百零三条), unless the rule says no."""
    last = add_months(start, length) if rule.unit is Unit.MONTHS else start + timedelta(days=length)
    due = calendar.next_workday(last) if rule.rolls else last
    steps = [
        Step(day, calendar.kind(day), number if day <= last else None, calendar.names.get(day, ""))
        for number, day in enumerate(days_between(start, due), start=1)
    ]
    counted = (last - start).days
    provisional = rule.rolls and not calendar.is_announced(last, due)
    return Reckoning(rule, start, due, counted, provisional, steps)


@dataclass(frozen=True)
class _History:
    """What the events of one clock amount to."""

    start: date
    extension: ClockEvent | None
    pauses: Sequence[Pause]


def _read(
    rule: TimeLimit, received: date, calendar: WorkCalendar, events: Iterable[ClockEvent]
) -> _History:
    _check_range("起算日", received)
    by_effect: dict[Effect, list[ClockEvent]] = {effect: [] for effect in Effect}
    for event in events:
        effect = rule.events.get(event.name)
        if effect is None:
            known = "、".join(rule.events) or "无"
            raise EventError(f"{rule.key} 没有事件 {event.name}；可用事件：{known}")
        _check(rule, effect, event, received)
        by_effect[effect].append(event)
    start = max([received, *(_day(event) for event in by_effect[Effect.RESTART])])
    return _History(
        start, _extension(by_effect[Effect.EXTEND], start), _pauses(rule, by_effect, calendar)
    )


def _check(rule: TimeLimit, effect: Effect, event: ClockEvent, received: date) -> None:
    if effect is Effect.EXTEND:
        if not 1 <= event.amount <= rule.longest_extension:
            raise EventError(f"延长期限应为 1 至 {rule.longest_extension} 个{rule.unit}")
        if event.day is None:
            return
    elif event.day is None or event.amount:
        raise EventError(f"{event.name} 需要日期")
    if event.day < received:
        raise EventError(f"{event.name}（{event.day}）早于起算日（{received}）")
    _check_range(event.name, event.day)


def _extension(events: Sequence[ClockEvent], start: date) -> ClockEvent | None:
    """Of the period that runs: one granted before the clock began anew ended with its period."""
    granted = [event for event in events if event.day is None or event.day >= start]
    if len(granted) > 1:
        raise EventError("同一答复期限只能延长一次")
    return granted[0] if granted else None


def _day(event: ClockEvent) -> date:
    assert event.day is not None  # noqa: S101 - checked when it was read
    return event.day


def _check_range(name: str, day: date) -> None:
    if day > LAST_DAY:
        raise EventError(f"{name}（{day}）超出可计算的范围（{LAST_DAY.year} 年以前）")


def _pauses(
    rule: TimeLimit, by_effect: dict[Effect, list[ClockEvent]], calendar: WorkCalendar
) -> list[Pause]:
    """The pause of each question, oldest first."""
    sent = _by_question(by_effect[Effect.SUSPEND])
    known = {
        effect: _by_question(by_effect[effect])
        for effect in (Effect.RESUME, Effect.ARRIVE, Effect.LIMIT)
    }
    for effect, days in known.items():
        what = "中止，不能恢复计时" if effect is Effect.RESUME else "发出的询问"
        for question, event in days.items():
            if question not in sent or _day(event) < _day(sent[question]):
                raise EventError(f"{event.name}（{event.day}）之前没有{what}")
    wait = rule.wait
    if not sent or wait is None:
        return []

    def pause(question: str) -> Pause:
        since = _day(sent[question])
        back, arrived, limit = (
            days[question].day if question in days else None for days in known.values()
        )
        began = arrived or since + timedelta(days=wait.presumed)
        longest = calendar.add(began, wait.longest if limit else wait.length)
        until = min(day for day in (back, limit, longest) if day)
        return Pause(since, until, back is None, arrived is None and until == longest)

    return sorted(map(pause, sent), key=lambda one: (one.since, one.until))


def _by_question(events: Iterable[ClockEvent]) -> dict[str, ClockEvent]:
    """By their mark; those without one in the order of their days: what was asked first is
    answered first."""
    by_mark: dict[str, ClockEvent] = {}
    unmarked = sorted((event for event in events if not event.of), key=_day)
    marked = [(event.of, event) for event in events if event.of]
    for mark, event in [*marked, *((f"#{n}", one) for n, one in enumerate(unmarked))]:
        if mark in by_mark:
            raise EventError(f"{event.name}:{mark} 说了两次")
        by_mark[mark] = event
    return by_mark


def _runs(pauses: Iterable[Pause]) -> list[Pause]:
    """Pauses that touch, as one; open as long as one that reaches its end is."""
    runs: list[Pause] = []
    for one in pauses:
        if one.until <= one.since:
            continue
        if runs and one.since <= runs[-1].until:
            last = runs.pop()
            latest = max(last, one, key=lambda run: (run.until, run.is_open))
            one = replace(latest, since=last.since)
        runs.append(one)
    return runs
