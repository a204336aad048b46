"""What the public reads of a record, in a template."""

from django import template
from django.db.models import Model

from huiyin.publicity import kinds, marks

register = template.Library()
register.filter("marks", marks.of)


@register.filter
def told(record: Model, name: str) -> str:
    """A text of it as everybody may read it: `{{ record|told:"matter" }}`."""
    return kinds.of(record).told(record, name)
