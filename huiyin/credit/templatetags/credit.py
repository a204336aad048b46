"""Conditions and periods of a repair, in a template."""

from django import template
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.reading import Reading
from huiyin.credit import conditions, reading
from huiyin.credit.models import Objection, Repair
from huiyin.penalties import grading

register = template.Library()


@register.filter
def notices_read_by(matter: Repair | Objection, actor: Actor) -> Reading | None:
    """How this actor reads the notices; None: they are another's to read."""
    return reading.NOTICE if reading.NOTICE.is_open_to(actor, matter) else None


@register.simple_tag
def conditions_of(repair: Repair) -> list[conditions.Condition]:
    """As they stand today; none of what is decided or over, whose notice says them."""
    is_judged = repair.state in Repair.UNDER_WAY
    return conditions.of(repair, timezone.localdate()) if is_judged else []


@register.simple_tag
def shown_of(repair: Repair) -> grading.Shown | None:
    """The shortest and the longest time by the rule set of the day of receipt."""
    return grading.shown(repair.penalty, repair.received_on)
