"""只显示一次: what an action told the clerk and what nobody can read again, such as a query code.

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
    """Put by what the action told; False where it told nothing."""
    told = room.told_once(matter)
    if told:
        request.session[_name(room, matter)] = keys.encrypt(told, PLACE)
    return bool(told)


@staff
@never_cache
@require_GET
def page(request: DeskRequest, kind: str, pk: int) -> HttpResponse:
    """回执 to be handed to the applicant; a second look finds nothing."""
    room = enter(request, kind)
    matter = matter_or_404(request, room, pk)
    kept = request.session.pop(_name(room, matter), "")
    try:
        told = keys.decrypt(kept, PLACE) if kept else ""
    except keys.UnreadableError:
        told = ""  # the keys were changed since: as good as never told
    if not told:
        messages.warning(request, "查询码只显示一次，已经显示过了。需要的，请重新生成")
        return redirect(room.address(matter))
    context = {"room": room, "matter": matter, "told": told, "now": timezone.now()}
    return render(request, "desk/once.html", context)


def _name(room: Room, matter: Any) -> str:
    return f"once.{room.key}.{matter.pk}"
