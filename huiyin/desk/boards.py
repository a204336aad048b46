"""看板: how much there is of what, by department, to be read from three metres."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.casework.gate import DeskRequest, enter, staff


@staff
@require_GET
def board(request: DeskRequest, kind: str) -> HttpResponse:
    """Every number opens to its list."""
    room = enter(request, kind)
    if room.board is None:
        raise Http404
    content = room.board(request.actor, timezone.localdate())
    return render(
        request, "desk/board.html", {"room": room, "board": content, "now": timezone.now()}
    )
