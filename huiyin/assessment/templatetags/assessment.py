"""What the pages of an assessment need beside the matter itself."""

from decimal import Decimal
from typing import Any

from django import template

from huiyin.assessment import actions
from huiyin.assessment.models import Assessment, Score, beside
from huiyin.assessment.standards import plain
from huiyin.rectification import findings

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


@register.simple_tag(takes_context=True)
def score_lines(context: dict[str, Any], matter: Assessment) -> Lines:
    """The lines, each with `mended`: by what it is mended, as far as whoever looks sees that."""
    lines = Lines(beside(matter.scores.all()))
    if matter.state == Assessment.State.CONFIRMED:
        mended = findings.seen(lines, context["request"].actor)
        for line in lines:
            line.mended = mended[line.pk]
    return lines


@register.simple_tag(takes_context=True)
def may_compute(context: dict[str, Any], matter: Assessment) -> bool:
    """Whether this person may have the computable items computed now."""
    return actions.workflow.moves["compute"].is_open_to(context["request"].actor, matter)
