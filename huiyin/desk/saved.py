"""常用筛选: lists that everybody wants each day, and those that one person has kept."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from huiyin.casework.gate import DeskRequest, enter, staff
from huiyin.casework.models import SavedFilter
from huiyin.casework.rooms import Room

MOST = 20
LEFT_OUT = frozenset({"page", "export", "csrfmiddlewaretoken"})


@dataclass(frozen=True)
class Ready:
    """A list one click away; `is_on` while just this one is shown."""

    label: str
    address: str
    is_on: bool
    key: int = 0


def ready(room: Room, request: DeskRequest) -> list[Ready]:
    """Those of the room."""
    return [_ready(room, request, label, query) for label, query in room.chips]


def of(room: Room, request: DeskRequest) -> list[Ready]:
    """Those of this person."""
    filters = SavedFilter.objects.filter(user=request.user.pk, room=room.key)
    return [_ready(room, request, one.name, one.query, one.pk) for one in filters]


def _ready(room: Room, request: DeskRequest, label: str, query: str, key: int = 0) -> Ready:
    is_on = _plain(QueryDict(query)) == _plain(request.GET)
    return Ready(label, f"/desk/{room.key}/?{query}", is_on, key)


def _plain(query: QueryDict) -> dict[str, Any]:
    return {name: value for name, value in query.items() if value and name not in LEFT_OUT}


@staff
@require_POST
def keep(request: DeskRequest, kind: str) -> HttpResponse:
    """存为常用: the list as it is shown, under a name; the same name again replaces it."""
    room = enter(request, kind)
    query = QueryDict(request.POST.get("query", "")[:500].lstrip("?"), mutable=True)
    for name in [*LEFT_OUT, *(name for name, value in query.items() if not value)]:
        query.pop(name, None)
    query_string = query.urlencode()
    name = " ".join(request.POST.get("name", "").replace("\x00", "").split())[:30]
    mine = SavedFilter.objects.filter(user=request.user.pk, room=room.key)
    if not name or not query_string:
        messages.warning(request, "没有保存：请先筛选，再给它起一个名称")
    elif len(query_string) > 500:
        messages.warning(request, "没有保存：筛选条件太长")
    elif mine.exclude(name=name).count() >= MOST:
        messages.warning(request, f"没有保存：最多保存 {MOST} 个，请先删去不用的")
    else:
        defaults = {"query": query_string, "user": request.user, "room": room.key}
        mine.update_or_create(name=name, defaults=defaults)
        messages.success(request, f"已存为常用筛选“{name}”")
    return redirect(f"/desk/{room.key}/?{query_string}")


@staff
@require_POST
def drop(request: DeskRequest, kind: str, pk: int) -> HttpResponse:
    """删去 one of one's own."""
    room = enter(request, kind)
    one = get_object_or_404(SavedFilter, pk=pk, user=request.user.pk, room=room.key)
    one.delete()
    messages.success(request, f"已删去常用筛选“{one.name}”")
    return redirect(f"/desk/{room.key}/")
