"""What the pages of the plan ask of a record."""

from typing import Any

from django import template
from django.utils import timezone

from huiyin.planning import board
from huiyin.planning.actions.documents import taken_of
from huiyin.planning.board import Light
from huiyin.planning.models import Document, DocumentItem, PlanItem
from huiyin.rectification import findings
from huiyin.rectification.models import Rectification

register = template.Library()


@register.filter
def quarter_lights(item: PlanItem) -> tuple[Light, ...]:
    """The lights of its four quarters today; none where nothing was ever given."""
    lights = board.line_of(item, timezone.localdate()).lights
    return lights if any(light.mark for light in lights) else ()


@register.simple_tag(takes_context=True)
def mended_of(context: dict[str, Any], item: PlanItem) -> list[Rectification]:
    """By what it is mended, as far as whoever looks sees that."""
    return findings.seen([item], context["request"].actor)[item.pk]


@register.filter
def found_items(document: Document) -> list[tuple[DocumentItem, PlanItem | None]]:
    """Each item with the task that was made of it."""
    taken = taken_of(document)
    return [(item, taken.get(item.text)) for item in document.items.all()]
