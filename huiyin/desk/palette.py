"""快速前往 (Ctrl-K): records by number or words, lists that are kept, pages; a part of a page, or a page.

The moves of a record stand on its page already: the script adds them. Few queries, whatever the
number of rooms: one for all exact numbers, one for kept lists, two for the words in one room.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Value
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from huiyin.casework import rooms
from huiyin.casework.gate import DeskRequest, staff
from huiyin.casework.rooms import Room

from . import rail, saved

SHOWN = 8
"""Of each kind."""
LONGEST = 60


@dataclass(frozen=True)
class Hit:
    """One line: where it leads, what it is, and a word beside it."""

    label: str
    address: str
    beside: str = ""


@dataclass(frozen=True)
class Group:
    label: str
    hits: list[Hit]


@staff
@require_GET
def palette(request: DeskRequest) -> HttpResponse:
    """快速前往."""
    text = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    here = rooms.find(request.GET.get("room", ""))
    if here is not None and not here.may_enter(request.actor):
        here = None
    groups = [Group("办件", _records(request, text, here) if text else [])]
    groups += [Group("常用筛选", _lists(request, text)), Group("页面", _pages(request, text))]
    context = {"asked": text, "groups": [one for one in groups if one.hits], "here": here}
    is_part = "part" in request.GET
    return render(request, f"desk/{'_palette' if is_part else 'palette'}.html", context)


def _records(request: DeskRequest, text: str, here: Room | None) -> list[Hit]:
    """Those of exactly this number, then those of the room at hand that wait and say these words."""
    hits = _numbered(request, text)
    known = {hit.address for hit in hits}
    for room, matter in _worded(request, text, here):
        if room.address(matter) not in known:
            hits.append(_hit(room, matter))
    return hits[:SHOWN]


def _numbered(request: DeskRequest, text: str) -> list[Hit]:
    keys: list[Any] = []
    for room in rooms.rooms():
        if room.numbers and room.may_enter(request.actor):
            condition = Q()
            for column in room.numbers:
                condition |= Q(**{column: text})
            rows = room.valid(room.seen_by(request.actor)).filter(condition).order_by()
            keys.append(rows.values_list(Value(room.key), "pk"))
    if not keys:
        return []
    pairs = list(keys[0].union(*keys[1:], all=True)[:SHOWN])
    hits = []
    for key in dict.fromkeys(key for key, _ in pairs):
        if (there := rooms.find(key)) is not None:
            wanted = there.records().filter(pk__in=[pk for one, pk in pairs if one == key])
            hits += [_hit(there, matter) for matter in wanted]
    return hits


def _worded(request: DeskRequest, text: str, here: Room | None) -> list[tuple[Room, Any]]:
    """Of the room at hand: its open records, or all where nothing waits in it."""
    if here is None:
        return []
    records = here.valid(here.seen_by(request.actor))
    if here.todo is not None:
        records = here.todo.open(records)
    matters = list(here.matching(records, text).records.order_by("-pk")[:SHOWN])
    here.prepare(matters)
    return [(here, matter) for matter in matters]


def _hit(room: Room, matter: Any) -> Hit:
    title = str(getattr(matter, "title", ""))
    number = room.reference_of(matter)
    label = number if title == number else f"{number} {title}"
    return Hit(label, room.address(matter), f"{room.label} {room.state_of(matter)}".strip())


def _lists(request: DeskRequest, text: str) -> list[Hit]:
    hits = []
    for one in saved.visible(request).filter(name__icontains=text)[:SHOWN]:
        room = rooms.find(one.room)
        if room is not None and room.may_enter(request.actor):
            hits.append(Hit(one.name, f"/desk/{room.key}/?{one.query}", room.label))
    return hits


def _pages(request: DeskRequest, text: str) -> list[Hit]:
    doors = [door for _, group in rail.of(request.actor, "") for door in group]
    return [Hit(door.label, door.address) for door in doors if text in door.label][: 2 * SHOWN]
