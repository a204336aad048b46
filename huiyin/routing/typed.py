"""建议 beside a call that is being typed: nothing of it is stored until it is registered."""

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.hotline import rules as hotline
from huiyin.hotline.calls.hints import Hint
from huiyin.hotline.models import ServiceRequest
from huiyin.organisations.models import Organisation

from . import actions, sources
from .models import Target
from .weights import certainty


def units(request: ServiceRequest, actor: Actor) -> list[Hint]:
    """The units where it most likely goes, for whoever may give it to one."""
    if not (sources.is_open(request) and hotline.may_assign(actor, request)):
        return []
    version, choices, is_silent = actions.likeliest(request, Target.UNIT, timezone.localdate())
    if is_silent:
        return []
    names = [choice.key for choice in choices]
    units = {
        unit.slug: unit
        for unit in Organisation.objects.filter(slug__in=names, parent=request.agency_id)
    }
    return [
        Hint(
            units[one.key].pk, units[one.key].name,
            certainty(round(one.certainty * 100)) if version else "字面相近", one.words,
        )
        for one in choices
        if one.key in units
    ]  # fmt: skip
