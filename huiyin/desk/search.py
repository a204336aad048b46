"""Search across everything: a number jumps to its record, words give a list."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.casework import rooms
from huiyin.casework.gate import DeskRequest, staff
from huiyin.casework.rooms import Room

from . import lists

SHOWN = 20  # of each kind


@dataclass(frozen=True)
class RoomHits:
    room: Room
    rows: list[lists.Row]
    heads: list[lists.Head]
    has_more: bool


@staff
@require_GET
def search(request: DeskRequest) -> HttpResponse:
    """搜索."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    visible_rooms = [room for room in rooms.rooms() if room.may_enter(request.actor)]
    if not text:
        return render(request, "desk/search.html", {"searched": "", "groups": []})
    exact = _numbered(request, visible_rooms, text)
    if len(exact) == 1:
        return redirect(exact[0])
    groups = [one for room in visible_rooms if (one := _hits(request, room, text)).rows]
    return render(request, "desk/search.html", {"searched": text, "groups": groups})


def _numbered(request: DeskRequest, visible_rooms: list[Room], text: str) -> list[str]:
    """Addresses of the records with exactly this number; a record in force before one made in error."""
    addresses = []
    for room in visible_rooms:
        records = room.numbered(room.seen_by(request.actor), text)
        valid = list(room.valid(records)[:2])
        addresses += [room.address(matter) for matter in valid or records[:2]]
    return addresses


def _hits(request: DeskRequest, room: Room, text: str) -> RoomHits:
    records: Any = room.matching(room.seen_by(request.actor), text)
    if not records.ordered:
        records = records.order_by("-pk")
    matters = list(records[: SHOWN + 1])
    room.prepare(matters)
    rows = lists.rows(room, matters[:SHOWN], timezone.localdate())
    return RoomHits(room, rows, lists.heads(room, ""), len(matters) > SHOWN)
