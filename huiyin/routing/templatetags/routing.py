"""建议 on the page of a new request: where it most likely goes, with the passages that say so."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils import timezone

from huiyin.hotline.models import Category, ServiceRequest
from huiyin.organisations.actors import acting
from huiyin.organisations.models import Organisation
from huiyin.routing import actions, rules
from huiyin.routing.models import Target
from huiyin.routing.weights import certainty

register = template.Library()


@dataclass(frozen=True)
class Offer:
    """One line: the value that a button sends, its name, and how certain it is."""

    value: str
    name: str
    per_cent: int
    words: tuple[str, ...]
    key: int

    @property
    def in_words(self) -> str:
        return certainty(self.per_cent)


@register.inclusion_tag("routing/desk/_suggested.html", takes_context=True)
def suggested(context: Any, matter: Any) -> dict[str, Any]:
    """What may be suggested to the person who looks; nothing for any other matter."""
    if not isinstance(matter, ServiceRequest):
        return {}
    actor, groups = acting(context["request"]), []
    for target in rules.targets(actor, matter):
        suggestion, choices = actions.suggest(matter, target, at=timezone.now())
        groups.append(
            {
                "target": target,
                "is_silent": suggestion.is_silent,
                "version": suggestion.version,
                "offers": _offers(matter, target, choices),
            }
        )
    return {"matter": matter, "groups": groups, "request": context["request"]}


def _offers(matter: ServiceRequest, target: Target, choices: list[Any]) -> list[Offer]:
    keys = [choice.key for choice in choices]
    if target == Target.UNIT:
        units = Organisation.objects.filter(slug__in=keys, parent=matter.agency_id)
        names = {unit.slug: (str(unit.pk), unit.name) for unit in units}
    else:
        known = [int(key) for key in keys if key.isdecimal()]
        nodes = Category.objects.filter(pk__in=known, agency=matter.agency_id)
        names = {str(node.pk): (str(node.pk), str(node)) for node in nodes}
    return [
        Offer(*names[choice.key], round(choice.certainty * 100), choice.words, place)
        for place, choice in enumerate(choices, start=1)
        if choice.key in names
    ]
