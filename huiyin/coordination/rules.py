"""Who may do what beside a matter, and what the matter's own moves may demand of its units."""

from collections.abc import Sequence
from datetime import date

from huiyin.audit.actors import Actor, ActorKind
from huiyin.casework.models import Matter
from huiyin.workdays.load import calendar

from .models import (
    COORDINATE,
    HANDLE,
    SUPERVISE,
    Assignment,
    Beside,
    ReturnTerm,
    Role,
    Supervision,
    reports_its_tasks,
)


def may_handle(actor: Actor, task: Beside) -> bool:
    """Somebody with a post in the unit itself."""
    return actor.may_in_unit(HANDLE, task.unit_id)


def may_report(actor: Actor, task: Assignment) -> bool:
    """The unit, or whoever enters the answer that it sent on paper."""
    if _is_the_matters(task) and actor.kind is not ActorKind.SYSTEM:
        return False
    return may_handle(actor, task) or actor.may(COORDINATE, task.agency_id)


def may_accept(actor: Actor, task: Assignment) -> bool:
    """Whoever coordinates; where the matter's own moves settle its lead task, these alone."""
    if _is_the_matters(task) and actor.kind is not ActorKind.SYSTEM:
        return False
    return actor.may(COORDINATE, task.agency_id)


def _is_the_matters(task: Assignment) -> bool:
    return task.role == Role.LEAD and reports_its_tasks(task.about_kind)


def may_answer(actor: Actor, asked: Supervision) -> bool:
    """The unit, or whoever enters the answer that it sent on paper."""
    return may_handle(actor, asked) or actor.may(SUPERVISE, asked.agency_id)


def all_reported(matter: Matter, today: date) -> str:
    """Guard of a matter's own move: every unit that was given a task has reported."""
    return _waits_for(matter, Role.values)


def assistants_reported(matter: Matter, today: date) -> str:
    """The same for the units beside the lead, whose own report may be the answer itself."""
    return _waits_for(matter, [Role.ASSIST, Role.SEPARATE])


def load_unreported(matters: Sequence[Matter]) -> None:
    """For a list: what `_waits_for` would ask of each of these, all of one kind, in one query."""
    if not matters:
        return
    kind = matters[0]._meta.label_lower
    rows = Assignment.objects.unreported().filter(
        about_kind=kind, about_pk__in=[matter.pk for matter in matters]
    )
    by_matter: dict[int, list[tuple[str, str]]] = {matter.pk: [] for matter in matters}
    for about, *row in rows.order_by("pk").values_list("about_pk", "role", "unit__name"):
        by_matter[about].append((row[0], row[1]))
    for matter in matters:
        setattr(matter, LOADED, by_matter[matter.pk])


LOADED = "_unreported"


def _waits_for(matter: Matter, roles: list[str]) -> str:
    rows = getattr(matter, LOADED, None)
    if rows is None:
        waiting = Assignment.objects.of(matter).unreported().order_by("pk")
        rows = list(waiting.values_list("role", "unit__name"))
    names = [name for role, name in rows if role in roles]
    return f"{'、'.join(names)}还没有反馈意见" if names else ""


def may_return(task: Assignment, today: date) -> str:
    """Guard of 退回: in time, not too often, and never what was designated."""
    if task.is_designated:
        return "这是指定承办的任务，不能退回"
    if (term := ReturnTerm.objects.on(task.given_on)) is None:
        return f"没有在 {task.given_on} 有效的退回规定，请先添加"
    last = calendar(task.agency.region).add(task.given_on, term.days)
    if today > last:
        return f"退回期限（{last}）已过，请与交办人协商"
    times = returns(task)
    if times >= term.most:
        return f"这件事项已经退回 {times} 次，不能再退回，请由协调人决定"
    return ""


def returns(task: Assignment) -> int:
    """How often units have sent back what they were asked for the same matter."""
    tasks = Assignment.objects.filter(about_kind=task.about_kind, about_pk=task.about_pk)
    return tasks.returned().count()


def may_be_followed(task: Assignment, today: date) -> str:
    """Guard of 指定, 改派: nobody else was given the task in its place."""
    return "这项任务已经另行交办" if task.successors.exists() else ""
