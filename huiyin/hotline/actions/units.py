"""The tasks beside a request: which of them leads, and what becomes of them when the request is over."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from huiyin.audit.actors import system
from huiyin.coordination import actions as tasks
from huiyin.coordination.models import Assignment, Role
from huiyin.hotline.models import ServiceRequest

State, Task = ServiceRequest.State, Assignment.State
SELF = system("热线办理")
"""Moves the tasks that a move of their request has settled."""


def led_by(request: ServiceRequest) -> Assignment | None:
    """The task of the unit that leads in this round, whether or not it has done its part."""
    ended = (Task.RETURNED, Task.CALLED_BACK)
    led = Assignment.objects.of(request).filter(role=Role.LEAD).exclude(state__in=ended)
    led = led.filter(pk__gt=request.tasks_after)
    return led.order_by("-pk").first()


def led(request: ServiceRequest) -> tuple[str, int | None]:
    """State and unit of an open request as its lead has them."""
    lead = led_by(request)
    if lead is None:
        return State.RECEIVED, None
    if lead.state == Task.GIVEN:
        return State.DISPATCHED, lead.unit_id
    return (State.DRAFTED if request.state == State.DRAFTED else State.ASSIGNED), lead.unit_id


def latest_day(request: ServiceRequest, today: date) -> date:
    """Until when a task of it may be due: its own last day; of one that is late, today."""
    return max(request.due_on or today, today)


def give_to_units(requests: Iterable[ServiceRequest]) -> None:
    """What another system has given to a unit already: the unit has it and is at work.

    What is overdue stays so in the request; its task is not due before it was given.
    """
    at = timezone.now()
    today = timezone.localdate(at)
    for request in requests:
        if request.state == State.ASSIGNED and request.unit is not None:
            due = latest_day(request, today)
            task = tasks.assign(request, request.unit, Role.LEAD, due_on=due, actor=SELF, at=at)
            tasks.sign(task, actor=SELF, at=at)


def end_tasks(request: ServiceRequest, at: datetime, reason: str = "工单已经办结") -> None:
    """What was reported is accepted, what was not is needed no more."""
    for task in Assignment.objects.of(request).open():
        if task.state == Task.REPORTED:
            tasks.accept(task, actor=SELF, at=at)
        else:
            tasks.call_back(task, actor=SELF, at=at, reason=reason)
