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
from huiyin.casework.searching import Matching

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
    matching = [(room, room.matching(room.seen_by(request.actor), text)) for room in visible_rooms]
    exact = [address for room, one in matching for address in _numbered(room, one, text)]
    if len(exact) == 1:
        return redirect(exact[0])
    groups = [hits for room, one in matching if (hits := _hits(room, one)).rows]
    return render(request, "desk/search.html", {"searched": text, "groups": groups})


def _numbered(room: Room, matching: Matching, text: str) -> list[str]:
    """Addresses of the records with exactly this number; a record in force before one made in error.

    No number is without a numeral, be it 一: other words are not looked for among the numbers.
    """
    if not any(sign.isnumeric() for sign in text):
        return []
    records = room.numbered(matching, text)
    first = list(records[:2])
    if len(first) == 2:
        first = list(room.valid(records)[:2]) or first
    return [room.address(matter) for matter in first]


def _hits(room: Room, matching: Matching) -> RoomHits:
    records: Any = matching.records
    if not records.ordered:
        records = records.order_by("-pk")
    matters = list(records[: SHOWN + 1])
    room.prepare(matters)
    rows = lists.rows(room, matters[:SHOWN], timezone.localdate())
    return RoomHits(room, rows, lists.heads(room, ""), len(matters) > SHOWN)
