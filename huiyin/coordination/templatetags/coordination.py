"""What stands beside a matter, on its page: lights, tasks of units, supervisions, escalations."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework import clocks
from huiyin.casework.clock_rows import Clock
from huiyin.casework.models import Matter
from huiyin.coordination import actions, papers, timed
from huiyin.coordination.models import (
    HANDLE,
    RIGHTS,
    Assignment,
    Beside,
    Escalation,
    Light,
    Lights,
    Supervision,
    SupervisionNotice,
)
from huiyin.organisations.actors import acting

register = template.Library()


@dataclass(frozen=True)
class Lit:
    """One term that runs, with its light."""

    label: str
    end: str
    light: Light


@register.simple_tag
def sent_back(task: Assignment) -> Any:
    """What units have sent back of the same matter, the newest first."""
    tasks = Assignment.objects.filter(about_kind=task.about_kind, about_pk=task.about_pk)
    return tasks.returned().select_related("unit")


@register.simple_tag
def notice_of(asked: Supervision) -> SupervisionNotice | None:
    """督办通知书, once it is issued."""
    return papers.notice_of(asked)


@register.inclusion_tag("coordination/desk/_beside.html", takes_context=True)
def beside(context: Any, matter: Any) -> dict[str, Any]:
    """What the person who looks may see of it, the newest first."""
    actor = acting(context["request"])
    if not isinstance(matter, Matter):
        return {}
    now, today = timezone.localtime(), timezone.localdate()
    lights = Lights.on(today)
    rows = {
        name: list(
            model.objects.visible_to(actor, model.HOLDER, *rights)
            .of(matter)
            .select_related("unit", "agency")
        )
        for name, model, rights in (
            ("tasks", Assignment, (HANDLE,)),
            ("supervisions", Supervision, (HANDLE,)),
            ("escalations", Escalation, tuple(RIGHTS.values())),
        )
        if actor.may_somewhere(model.HOLDER, *rights)
    }
    for asked in rows.get("supervisions", ()):
        if isinstance(asked, Supervision):
            asked.shown_light = asked.light(today, lights)
    return {**rows, "lights": _lights(matter, lights, now), "supervise": _address(matter, actor)}


def _lights(matter: Matter, lights: Lights, now: datetime) -> list[Lit]:
    """Of the last day, while the matter is open, and of each clock that runs."""
    lit: list[tuple[str, Any, Light | None]] = []
    own = timed.of_kind(matter)
    if own is not None and matter.is_open and (day := getattr(matter, own.due)) is not None:
        lit.append((own.label, day, lights.of(own.key, day, now, matter.agency)))
    rules = clocks.rules()
    for clock in Clock.objects.of(matter).running() if matter.clocked else ():
        light = lights.of(clock.key, clock.due_at, now, matter.agency)
        lit.append((rules[clock.key].label, clock.due, light))
    return [Lit(label, str(end), light) for label, end, light in lit if light is not None]


def _address(matter: Matter, actor: Actor) -> str:
    """Where this matter is supervised, for whoever may; nothing stands beside what stands beside."""
    is_whole = not isinstance(matter, Beside) and matter.state != Matter.VOIDED
    if not is_whole or not actions.supervisions.may_start("supervise", actor, matter.agency_id):
        return ""
    asked = {"number": matter.reference}
    if unit := getattr(matter, "unit_id", None):
        asked["unit"] = unit
    return f"/desk/supervisions/new/?{urlencode(asked)}"
