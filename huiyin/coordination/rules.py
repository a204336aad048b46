"""Who may do what beside a matter, and what the matter's own moves may demand of its units."""

from datetime import date

from huiyin.audit.actors import Actor
from huiyin.casework.models import Matter

from .models import COORDINATE, HANDLE, SUPERVISE, Assignment, Beside, Role, Supervision


def may_handle(actor: Actor, task: Beside) -> bool:
    """Somebody with a post in the unit itself."""
    return actor.may_in_unit(HANDLE, task.unit_id)


def may_report(actor: Actor, task: Assignment) -> bool:
    """The unit, or whoever enters the answer that it sent on paper."""
    return may_handle(actor, task) or actor.may(COORDINATE, task.agency_id)


def may_answer(actor: Actor, asked: Supervision) -> bool:
    """The unit, or whoever enters the answer that it sent on paper."""
    return may_handle(actor, asked) or actor.may(SUPERVISE, asked.agency_id)


def all_reported(matter: Matter, today: date) -> str:
    """Guard of a matter's own move: every unit that was given a task has reported."""
    return _waits_for(matter, Role.values)


def assistants_reported(matter: Matter, today: date) -> str:
    """The same for the units beside the lead, whose own report may be the answer itself."""
    return _waits_for(matter, [Role.ASSIST, Role.SEPARATE])


def _waits_for(matter: Matter, roles: list[str]) -> str:
    waiting = Assignment.objects.of(matter).unreported().filter(role__in=roles)
    names = waiting.order_by("pk").values_list("unit__name", flat=True)
    return f"{'、'.join(names)}还没有反馈意见" if names else ""
