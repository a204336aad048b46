"""看板: how much there is of what, by department, to be read from three metres.

All who may see the same share one reading of some seconds, so that many watchers ask the database
once. An open board asks for its part alone, and is told 304 while nothing has changed.
"""

import hashlib
import time
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET

from huiyin.audit.actors import Actor
from huiyin.casework.gate import DeskRequest, enter, staff
from huiyin.casework.rooms import Room

SECONDS = 10
"""For so long one reading serves everybody who may see the same."""
MOST = 200
"""Readings kept at a time; more watchers with different rights read for themselves."""


@dataclass(frozen=True)
class Reading:
    """A board as it was read, drawn once."""

    html: str
    tag: str
    read_at: float


_readings: dict[Hashable, Reading] = {}
_lock = Lock()


@staff
@require_GET
def board(request: DeskRequest, kind: str) -> HttpResponseBase:
    """The page, or with `part` only what changes."""
    room = enter(request, kind)
    if room.board is None:
        raise Http404
    reading = _current(room, request.actor)
    if "part" not in request.GET:
        return render(request, "desk/board.html", {"room": room, "reading": reading})
    whole = HttpResponse(reading.html)
    answer = get_conditional_response(request, etag=reading.tag, response=whole) or whole
    answer.headers["ETag"] = reading.tag
    return answer


@staff
@require_GET
def single(request: DeskRequest, kind: str) -> HttpResponseBase:
    """The same under the name in the singular."""
    return redirect("desk-board", kind)


def forget() -> None:
    """For tests: as in a process that has just begun."""
    _readings.clear()


def _current(room: Room, actor: Actor) -> Reading:
    """While one watcher reads, the others wait for the same numbers."""
    assert room.board is not None  # noqa: S101 - asked before
    today = timezone.localdate()
    if room.board_reach is None:
        return _read(room, actor)
    key = (room.key, room.board_reach(actor), today)
    with _lock:
        reading = _readings.get(key)
        if reading is None or time.monotonic() - reading.read_at > SECONDS:
            if len(_readings) >= MOST:
                _readings.clear()
            reading = _readings[key] = _read(room, actor)
        return reading


def _read(room: Room, actor: Actor) -> Reading:
    assert room.board is not None  # noqa: S101 - asked before
    now = timezone.now()
    content = room.board(actor, timezone.localdate(now))
    html = render_to_string("desk/_board.html", {"room": room, "board": content, "now": now})
    digest = hashlib.sha256(html.encode()).hexdigest()
    return Reading(html, f'"{digest[:32]}"', time.monotonic())
