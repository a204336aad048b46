"""What the public reads of a penalty, in a template."""

from django import template

from huiyin.penalties.models import Penalty
from huiyin.penalties.wording import told

register = template.Library()
register.filter("told", told)


@register.filter
def headed(penalty: Penalty) -> str:
    """The holder and the offence."""
    return f"{penalty.shown_holder} {told(penalty, 'offence')}"
