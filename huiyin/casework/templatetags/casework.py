"""What every page that offers a move carries: the token of the record as it stands there."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from huiyin.audit.actors import Actor
from huiyin.casework import offered, rooms
from huiyin.casework.models import Matter
from huiyin.casework.reading import Reading

register = template.Library()


@register.filter
def opens_evidence(actor: Actor, matter: Matter) -> Reading | None:
    """How this person reads the files beside a matter; None: they are another's to read."""
    room = rooms.of_model(type(matter))
    reading = room.evidence if room else None
    return reading if reading and reading.is_open_to(actor, matter) else None


@register.simple_tag
def offered_for(matter: Matter) -> SafeString:
    """The hidden field for a form."""
    return format_html('<input type="hidden" name="{}" value="{}">', offered.NAME, token(matter))


@register.simple_tag
def offered_token(matter: Matter) -> str:
    """The token alone, for an address."""
    return token(matter)


@register.simple_tag
def offered_row(matter: Matter) -> SafeString:
    """The hidden field for one row of a list, without a query."""
    return format_html(
        '<input type="hidden" name="{}.{}" value="{}">',
        offered.NAME,
        matter.pk,
        offered.row_token(matter),
    )


def token(matter: Matter) -> str:
    return offered.token(matter)
