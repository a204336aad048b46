"""What templates of the desk ask for."""

from collections.abc import Iterable
from typing import Any

from django import template

from huiyin.audit.actors import Actor
from huiyin.casework.workflow import Move, MoveForbiddenError, MoveRefusedError
from huiyin.desk import rail as rail_of
from huiyin.desk import saved, written
from huiyin.desk.place import Place
from huiyin.desk.standing import Standing, of_refused
from huiyin.editorial.rules import may_begin
from huiyin.foi.actions import check_publish_on
from huiyin.foi.models import Application
from huiyin.notices import copies
from huiyin.notices.models import Copy
from huiyin.organisations.models import Organisation

register = template.Library()


@register.inclusion_tag("desk/_rail.html", takes_context=True)
def rail(context: dict[str, Any]) -> dict[str, Any]:
    """The left rail."""
    request = context["request"]
    groups = rail_of.of(request.actor, request.path)
    doors = [door for _, group in groups for door in group]
    here = next((door.label for door in doors if door.is_here), "")
    return {
        "groups": groups,
        "here": here,
        "total": len(doors),
        "saved": saved.on_the_rail(request),
        "address": request.get_full_path(),
    }


@register.simple_tag
def list_along(place: Place | None) -> str:
    """The rest of an address that already has a query: the list that goes along."""
    return f"&{place.marks[1:]}" if place is not None else ""


@register.simple_tag(takes_context=True)
def standing_of_refused(context: dict[str, Any]) -> Standing | None:
    """How the record stands that a refused form was about."""
    return of_refused(context["request"])


@register.simple_tag
def copy() -> Copy | None:
    """The backup from which this site was restored, until it is taken over."""
    return copies.shown()


@register.filter
def offer(moves: Iterable[Move[Any]], name: str) -> bool:
    """Whether the move of this name is among those that this person may make now."""
    return any(move.name == name for move in moves)


@register.simple_tag(takes_context=True)
def may_be_published_on(context: dict[str, Any], application: Application) -> bool:
    """Whether 转为主动公开 would let in whoever looks."""
    actor: Actor = context["request"].actor
    try:
        check_publish_on(actor, application)
    except (MoveForbiddenError, MoveRefusedError):
        return False
    return may_begin(actor, application.agency_id)


@register.simple_tag(takes_context=True)
def agency_name(context: dict[str, Any]) -> str:
    """Whose desk this is."""
    actor: Actor = context["request"].actor
    if actor.agencies is None:
        return "全部机关"
    names = Organisation.objects.of(actor).values_list("name", flat=True)
    return "、".join(names[:3])


register.filter(written.tone)
register.simple_tag(written.cells)
register.simple_tag(written.days_left)
