"""What hangs on a main case, and what a surge is made of, on their pages."""

from typing import Any

from django import template

from huiyin.coordination.models import HANDLE
from huiyin.hotline.models import ServiceRequest, Surge
from huiyin.hotline.surges import actions as surges
from huiyin.hotline.surges.counting import weeks_of
from huiyin.organisations.actors import acting

register = template.Library()
SHOWN = 60


@register.simple_tag(takes_context=True)
def group_of(context: Any, request: ServiceRequest) -> list[ServiceRequest]:
    """Of those that hang on it, what the person who looks may see; the oldest first."""
    actor = acting(context["request"])
    seen = ServiceRequest.objects.visible_to(actor, "hotline.view_requests", HANDLE)
    rows = seen.filter(main=request.pk).exclude(state=ServiceRequest.State.VOIDED)
    return list(rows.select_related("channel").order_by("received_on", "pk")[:SHOWN])


@register.simple_tag(takes_context=True)
def surge_of(context: Any, surge: Surge) -> dict[str, Any]:
    """Its weeks, the requests that the person who looks may see, and which of them may become one."""
    actor = acting(context["request"])
    seen = ServiceRequest.objects.visible_to(actor, surges.VIEW).valid()
    rows = seen.filter(pk__in=surge.requests.all(), is_confidential=False)
    choices = surges.joinable(surge, actor) if surges.can_join(surge, actor) else []
    keys = [row.pk for row in choices] if len(choices) > 1 else []
    order = {key: place for place, key in enumerate(keys)}
    shown = rows.select_related("unit").order_by("received_on", "pk")[:SHOWN]
    return {
        "weeks": list(weeks_of(surge)),
        "rows": sorted(shown, key=lambda row: order.get(row.pk, len(order))),
        "choices": keys,
        "main": keys[0] if keys else None,
    }
