"""What hangs on a main case, and what is like a request, on its page."""

from typing import Any

from django import template

from huiyin.coordination.models import HANDLE
from huiyin.hotline import similar
from huiyin.hotline.models import ServiceRequest
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
def said_before(context: Any, request: ServiceRequest) -> list[similar.Similar]:
    """Requests that say much the same, as far as the person who looks may know of them."""
    return similar.said_before(request, acting(context["request"]))
