"""What the pages of an assessment need beside the matter itself."""

from decimal import Decimal
from typing import Any

from django import template

from huiyin.assessment import actions
from huiyin.assessment.models import Assessment, Score, beside
from huiyin.assessment.standards import plain

register = template.Library()


class Lines(list[Score]):
    """The lines of an assessment, and the same under their headings."""

    @property
    def parts(self) -> list[tuple[str, list[Score]]]:
        grouped: dict[str, list[Score]] = {}
        for line in self:
            grouped.setdefault(line.item.part, []).append(line)
        return list(grouped.items())


@register.filter
def points(value: Decimal | None) -> str:
    """0.5, 40: without zeros at the end; nothing where nothing was given."""
    return "" if value is None else plain(value)


@register.simple_tag
def score_lines(matter: Assessment) -> Lines:
    return Lines(beside(matter.scores.all()))


@register.simple_tag(takes_context=True)
def may_compute(context: dict[str, Any], matter: Assessment) -> bool:
    """Whether this person may have the computable items computed now."""
    return actions.workflow.moves["compute"].is_open_to(context["request"].actor, matter)
