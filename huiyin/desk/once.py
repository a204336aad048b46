"""只显示一次: what an action returned and nobody can read again, such as a query code.

Between the action and the page it lies in the session, encrypted; the page takes it away.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from huiyin.casework.gate import DeskRequest, enter, matter_or_404, staff
from huiyin.casework.rooms import Room
from huiyin.personal import keys

PLACE = "desk.once"


def keep(request: DeskRequest, room: Room, matter: Any) -> bool:
    """Puts by what the action returned for one look; False where there is nothing."""
    text = room.shown_once(matter)
    if text:
        request.session[_name(room, matter)] = keys.encrypt(text, PLACE)
    return bool(text)


@staff
@never_cache
@require_GET
def page(request: DeskRequest, kind: str, pk: int) -> HttpResponse:
    """回执 to be handed to the applicant; a second look finds nothing."""
    room = enter(request, kind)
    matter = matter_or_404(request, room, pk)
    sealed = request.session.pop(_name(room, matter), "")
    try:
        text = keys.decrypt(sealed, PLACE) if sealed else ""
    except keys.UnreadableError:
        text = ""  # the keys were changed since: as good as never shown
    if not text:
        messages.warning(request, "只显示一次，已经显示过了。需要的，请重新生成")
        return redirect(room.address(matter))
    context = {"room": room, "matter": matter, "text": text, "now": timezone.now()}
    return render(request, room.receipt, context)


def _name(room: Room, matter: Any) -> str:
    return f"once.{room.key}.{matter.pk}"
