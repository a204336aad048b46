"""相似工单 of a record: compared when somebody opens them, not at each look at the record."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from huiyin.casework.gate import DeskRequest, enter

from . import actions, similar
from .models import ServiceRequest


@require_GET
def alike(request: DeskRequest, pk: int) -> HttpResponse:
    """The part of the record's page that was asked for; without script a page of its own."""
    room, actor = enter(request, "hotline"), request.actor
    seen = room.seen_by(actor).filter(is_confidential=False)
    matter: ServiceRequest = get_object_or_404(seen, pk=pk)
    context = {
        "matter": matter,
        "room": room,
        "hits": similar.said_before(matter, actor),
        "moves": list(actions.workflow.open_to(actor, matter)),
    }
    part = "_said_before.html" if request.htmx else "said_before.html"
    return render(request, f"hotline/desk/{part}", context)
