"""周公示核对 on the desk: what its reader may see of what is missing, late or kept back."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from huiyin.audit.actors import Actor
from huiyin.casework import rooms
from huiyin.casework.gate import DeskRequest
from huiyin.organisations.models import Organisation

from .models import Bulletin
from .proof import MOST, Proof, proof
from .rules import SEND, VIEW


def of(actor: Actor, today: date) -> Proof:
    """Of the agencies whose bulletins this actor may see; records only where it may see them too."""
    agencies = Organisation.objects.agencies().where(actor, VIEW)
    bulletins = Bulletin.objects.visible_to(actor, VIEW)
    return proof(today, agencies, bulletins, lambda label: _seen(label, actor))


def _seen(label: str, actor: Actor) -> Any:
    room = next((one for one in rooms.rooms() if one.model._meta.label_lower == label), None)
    if room is None or not room.may_enter(actor):
        return None
    return room.seen_by(actor).valid()


@require_safe
def page(request: DeskRequest) -> HttpResponse:
    """/desk/bulletin-proof/."""
    if not request.actor.may_somewhere(VIEW):
        raise PermissionDenied("周公示核对由能查看周公示的人查看")
    today = timezone.localdate()
    context = {
        "proof": of(request.actor, today),
        "today": today,
        "most": MOST,
        "may_send": request.actor.may_somewhere(SEND),
        "is_several": Organisation.objects.agencies().where(request.actor, VIEW).count() > 1,
    }
    return render(request, "bulletins/desk/proof.html", context)
