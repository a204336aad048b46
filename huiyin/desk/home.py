"""我的待办: what this person can do now, over all kinds, by due date; then what to know of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode

from huiyin.audit.actors import Actor
from huiyin.backup import standing
from huiyin.casework import offered, rooms
from huiyin.casework.gate import DeskRequest, staff
from huiyin.casework.rooms import Room
from huiyin.jobs.standing import warnings as timetable_warnings
from huiyin.web import capacity
from huiyin.workdays import standing as standing_calendar

from . import watch
from .clock import Clock, Due
from .migration import open_to
from .timetable import may_see
from .working_days import may_announce

MOST = 300  # rows of one kind; more is a list, not a to-do


@dataclass(frozen=True)
class Task:
    """One line: what waits, until when, with whom; `first` opens what to do about it."""

    room: Room
    matter: Any
    state: str
    due: Due | None
    step: str
    first: str = ""
    who: str = ""

    @property
    def address(self) -> str:
        return self.room.address(self.matter)

    @property
    def is_paused(self) -> bool:
        return self.room.todo is not None and self.room.todo.is_paused(self.matter)


@dataclass
class Group:
    key: str
    label: str
    tasks: list[Task] = field(default_factory=list)


@staff
def home(request: DeskRequest) -> HttpResponse:
    """我的待办."""
    today = timezone.localdate()
    todo_rooms = [room for room in rooms.rooms() if room.todo and room.may_enter(request.actor)]
    clock = Clock(today)
    lists = {room.key: list(_tasks(room, request.actor, clock)) for room in todo_rooms}
    cut = [room for room in todo_rooms if len(lists[room.key]) > MOST]
    tasks = [task for room in todo_rooms for task in lists[room.key][:MOST]]
    mine = _sorted(task for task in tasks if not _is_notice(task))
    others = [task for room in todo_rooms for task in _late(room, request.actor, tasks, clock)]
    alarms = [
        (room.label, *alarm) for room in todo_rooms for alarm in room.alarms(request.actor, today)
    ]
    context = {
        "alarms": alarms,
        "groups": _groups(mine, today),
        "notices": _sorted(filter(_is_notice, tasks)),
        "others": _sorted(others),
        "total": len(mine),
        "cut": cut,
        "today": today,
        "most": MOST,
        "migrations": open_to(request.actor),
        "warnings": watch.warnings(request.actor),
        "timetable": list(timetable_warnings(timezone.now())) if may_see(request.actor) else [],
        "unannounced": standing_calendar.asked(today) if may_announce(request.actor) else [],
        "disk": capacity.warning() if may_see(request.actor) else "",
        "rehearsal": standing.line(request.actor, timezone.now()),
    }
    return render(request, "desk/home.html", context)


def _groups(tasks: list[Task], today: date) -> list[Group]:
    groups = {
        key: Group(key, label)
        for key, label in (
            ("late", "逾期"),
            ("today", "今天"),
            ("week", "本周"),
            ("later", "以后"),
            ("open", "没有期限"),
            ("paused", "已暂停"),
        )
    }
    for task in tasks:
        groups[_when(task, today)].tasks.append(task)
    return [group for group in groups.values() if group.tasks]


def _tasks(room: Room, actor: Actor, clock: Clock) -> Iterator[Task]:
    """What this actor can do now, or has to know."""
    todo = room.todo
    assert todo is not None  # noqa: S101 - rooms without one are not asked
    waiting = todo.mine(todo.open(room.seen_by(actor)), actor)
    waiting = waiting.order_by(F(todo.due).asc(nulls_last=True), "pk")
    rows = list(waiting.prefetch_related(*todo.prefetch)[: MOST + 1])
    todo.prepare(actor, rows)
    for matter in rows:
        step = _first(room, actor, matter)
        if step is not None:
            label, address = step
            due = _due(room, matter, clock)
            yield Task(room, matter, room.state_of(matter), due, label, address)


def _first(room: Room, actor: Actor, matter: Any) -> tuple[str, str] | None:
    """What the actor does first about it, and where; None where it waits for somebody else."""
    if room.todo is not None and room.todo.notice is not None:
        return room.todo.notice(actor, matter)
    step = room.step_for(actor, matter)
    if step is None:
        return None
    token = urlencode({offered.NAME: offered.row_token(matter)})
    return step.label, f"{room.address(matter)}{step.name}/?{token}"


def _late(room: Room, actor: Actor, mine: list[Task], clock: Clock) -> Iterator[Task]:
    """What a head must know: overdue, and another's to do."""
    todo = room.todo
    if todo is None:
        return
    own = {task.matter.pk for task in mine if task.room is room}
    late = todo.late_for(room.seen_by(actor), actor, clock.today)
    late = late.exclude(pk__in=own).order_by(todo.due, "pk")
    for matter in late[:MOST]:
        who = todo.unit(matter) or matter.agency.short_name
        state, due = room.state_of(matter), _due(room, matter, clock)
        yield Task(room, matter, state, due, todo.step(matter), who=who)


def _due(room: Room, matter: Any, clock: Clock) -> Due | None:
    day = room.todo.due_on(matter) if room.todo else None
    return clock.due(day, matter) if day else None


def _is_notice(task: Task) -> bool:
    return task.room.todo is not None and task.room.todo.notice is not None


def _sorted(tasks: Iterable[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: task.due.day if task.due else date.max)


def _when(task: Task, today: date) -> str:
    if task.due is None:
        return "paused" if task.is_paused else "open"
    day = task.due.day
    if day < today:
        return "late"
    if day == today:
        return "today"
    return "week" if day <= today + timedelta(days=6 - today.weekday()) else "later"
