"""我的待办: everything that waits, over all kinds, by due date."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework import rooms
from huiyin.casework.rooms import Room

from .clock import Clock, Due
from .gate import DeskRequest, staff

# open all the time; nothing waits for them
MENDING = {"amend", "void", "keep_confidential", "lift_confidence", "confide", "unconfide"}
MOST = 300  # rows of one kind; more is a list, not a to-do


@dataclass(frozen=True)
class Task:
    """One line: what waits, for which step, until when."""

    room: Room
    matter: Any
    step: str
    state: str
    unit: str
    due: Due | None

    @property
    def address(self) -> str:
        return self.room.address(self.matter)


@dataclass
class Group:
    key: str
    label: str
    tasks: list[Task] = field(default_factory=list)


@staff
def home(request: DeskRequest) -> HttpResponse:
    """我的待办."""
    today = timezone.localdate()
    shown = [room for room in rooms.rooms() if room.todo and room.may_view(request.actor)]
    groups, cut = _groups(shown, request.actor, today)
    total = sum(len(group.tasks) for group in groups)
    alarms = [(room.label, *alarm) for room in shown for alarm in room.alarms(request.actor, today)]
    context = {
        "alarms": alarms,
        "groups": groups,
        "total": total,
        "cut": cut,
        "today": today,
        "most": MOST,
    }
    return render(request, "desk/home.html", context)


def _groups(shown: list[Room], actor: Actor, today: date) -> tuple[list[Group], list[Room]]:
    groups = {
        key: Group(key, label)
        for key, label in (
            ("late", "逾期"),
            ("today", "今天"),
            ("week", "本周"),
            ("later", "以后"),
            ("paused", "已暂停"),
        )
    }
    clock = Clock(today)
    cut = []
    for room in shown:
        tasks = list(_tasks(room, actor, clock))
        if len(tasks) > MOST:
            cut.append(room)
        for task in tasks[:MOST]:
            groups[_when(task, today)].tasks.append(task)
    for group in groups.values():
        group.tasks.sort(key=lambda task: task.due.day if task.due else date.max)
    return [group for group in groups.values() if group.tasks], cut


def _tasks(room: Room, actor: Actor, clock: Clock) -> Iterator[Task]:
    todo = room.todo
    assert todo is not None  # noqa: S101 - rooms without one are not asked
    waiting = todo.mine(todo.open(room.seen_by(actor)), actor)
    waiting = waiting.order_by(F(todo.due).asc(nulls_last=True), "pk")
    for matter in waiting[: MOST + 1]:
        if not _is_for(room, actor, matter):
            continue
        day = todo.due_on(matter)
        due = clock.due(day, matter) if day else None
        yield Task(room, matter, todo.step(matter), room.state_of(matter), todo.unit(matter), due)


def _is_for(room: Room, actor: Actor, matter: Any) -> bool:
    """Whether the actor can do anything about it; to look on, there are the lists."""
    if room.workflow is None:
        return True
    return any(move.name not in MENDING for move in room.workflow.open_to(actor, matter))


def _when(task: Task, today: date) -> str:
    if task.due is None:
        return "paused"
    day = task.due.day
    if day < today:
        return "late"
    if day == today:
        return "today"
    return "week" if day <= today + timedelta(days=6 - today.weekday()) else "later"
