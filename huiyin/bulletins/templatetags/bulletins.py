"""The rows of a bulletin, in a template of the desk."""

from django import template
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.bulletins import rows
from huiyin.bulletins.models import Bulletin
from huiyin.casework import rooms
from huiyin.casework.models import Matter

register = template.Library()


@register.simple_tag
def rows_of(bulletin: Bulletin) -> list[rows.Line]:
    return rows.lines(bulletin, timezone.localdate())


@register.filter
def address_for(record: Matter, actor: Actor) -> str:
    """Where this actor may open the record of a row; empty where it may not."""
    room = rooms.of_model(type(record))
    is_open = room is not None and room.may_view(actor, record.agency_id)
    return record.get_absolute_url() if is_open else ""
