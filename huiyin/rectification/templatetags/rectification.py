"""What the page of something to be mended needs beside the matter itself."""

from typing import Any, NamedTuple

from django import template
from django.db.models import Q

from huiyin.coordination.models import HANDLE
from huiyin.organisations.actors import acting
from huiyin.rectification.models import VIEW, Rectification

register = template.Library()


class Joint(NamedTuple):
    """Another unit that the same paper tells; address and state for whoever sees its matter."""

    unit: str
    address: str
    state: str


@register.simple_tag(takes_context=True)
def joint_of(context: Any, matter: Rectification) -> list[Joint]:
    """The paper names them all; how far each is, only the office sees."""
    lead = matter.joint_with_id or matter.pk
    same = Rectification.objects.filter(Q(pk=lead) | Q(joint_with=lead)).exclude(pk=matter.pk)
    others = list(same.valid().select_related("unit").order_by("pk"))
    if not others:
        return []
    actor = acting(context["request"])
    seen = set(same.visible_to(actor, VIEW, HANDLE).values_list("pk", flat=True))
    return [
        Joint(one.unit.name, one.get_absolute_url(), str(one.get_state_display()))
        if one.pk in seen
        else Joint(one.unit.name, "", "")
        for one in others
    ]
