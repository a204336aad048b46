"""What stands beside a matter, on its page: tasks of units, supervisions."""

from typing import Any

from django import template

from huiyin.casework.models import Matter
from huiyin.coordination.models import HANDLE, Assignment, Supervision
from huiyin.organisations.actors import acting

register = template.Library()


@register.simple_tag
def sent_back(task: Assignment) -> Any:
    """What units have sent back of the same matter, the newest first."""
    tasks = Assignment.objects.filter(about_kind=task.about_kind, about_pk=task.about_pk)
    return tasks.returned().select_related("unit")


@register.inclusion_tag("coordination/desk/_beside.html", takes_context=True)
def beside(context: Any, matter: Any) -> dict[str, Any]:
    """What the person who looks may see of it, the newest first."""
    actor = acting(context["request"])
    if not isinstance(matter, Matter):
        return {}
    return {
        name: model.objects.visible_to(actor, model.HOLDER, HANDLE)
        .of(matter)
        .select_related("unit")
        for name, model in (("tasks", Assignment), ("supervisions", Supervision))
        if actor.may_somewhere(model.HOLDER, HANDLE)
    }
