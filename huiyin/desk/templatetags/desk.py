"""What templates of the desk ask for."""

from typing import Any

from django import template

from huiyin.audit.actors import Actor
from huiyin.desk import rail as rail_of
from huiyin.organisations.models import Organisation

register = template.Library()

TONES = {
    "有效": "good",
    "已答复": "good",
    "已撤销": "bad",
    "录入作废": "bad",
    "待交办": "warn",
    "待补正": "warn",
    "征求意见中": "warn",
}


@register.inclusion_tag("desk/_rail.html", takes_context=True)
def rail(context: dict[str, Any]) -> dict[str, Any]:
    """The left rail."""
    request = context["request"]
    return {"groups": rail_of.of(request.actor, request.path)}


@register.simple_tag(takes_context=True)
def agency_name(context: dict[str, Any]) -> str:
    """Whose desk this is."""
    actor: Actor = context["request"].actor
    if actor.agencies is None:
        return "全部机关"
    names = Organisation.objects.visible_to(actor).values_list("name", flat=True)
    return "、".join(names[:3])


@register.filter
def tone(state: str) -> str:
    """The colour beside the words of a state."""
    return TONES.get(state, "")
