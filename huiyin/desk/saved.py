"""常用筛选: lists that everybody wants each day, and those that somebody has kept, for one person or the agency."""

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.db.models import Case, Q, When
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from huiyin.accounts.models import User
from huiyin.casework import rooms
from huiyin.casework.gate import DeskRequest, enter, staff
from huiyin.casework.models import SavedFilter
from huiyin.casework.rooms import Room
from huiyin.organisations.models import Organisation

from . import place
from .models import Habit
from .narrowing import WHEN, Reader

SHARE = "casework.share_filter"
MOST = 20
"""Of one person in one room, and as many that an agency shares."""
ON_THE_RAIL = 8
COUNTED = 100
VIEW = "view"
"""In an address: `all` is the list itself, though another one is shown first."""
LEFT_OUT = place.LEFT_OUT | {VIEW}


@dataclass(frozen=True)
class Ready:
    """A list one click away; `is_on` while just this one is shown."""

    label: str
    address: str
    query: str
    is_on: bool
    key: int = 0
    is_mine: bool = False
    is_shared: bool = False
    is_first: bool = False
    count: str = ""


def ready(room: Room, request: DeskRequest) -> list[Ready]:
    """Those of the room."""
    chips = [*room.chips]
    if room.todo is not None:
        chips.append(("等我办", "mine=1"))
    if room.todo is not None and not room.chips:
        chips += [(label, f"due={value}") for value, label in WHEN]
    return [_ready(room, request, label, query) for label, query in chips]


def of(room: Room, request: DeskRequest, habit: Habit | None) -> list[Ready]:
    """Those of this person, and those that an agency of this person shares."""
    first = habit.first_id if habit else None
    return [
        _ready(
            room, request, one.name, one.query,
            key=one.pk,
            is_mine=one.user_id == request.user.pk,
            is_shared=one.agency_id is not None,
            is_first=one.pk == first,
        )
        for one in visible(request).filter(room=room.key)[: 2 * MOST]
    ]  # fmt: skip


def visible(request: DeskRequest) -> Any:
    """The filters that this person finds."""
    agencies = request.actor.agencies
    shared = Q(agency__isnull=False) if agencies is None else Q(agency__in=agencies)
    return SavedFilter.objects.filter(Q(user=request.user.pk) | shared)


def on_the_rail(request: DeskRequest) -> list[tuple[str, str, str]]:
    """(room, name, address) of the first few, the person's own before shared ones."""
    rows = visible(request).order_by(
        Case(When(user=request.user.pk, then=0), default=1), "name", "pk"
    )
    lines = []
    for one in rows[:ON_THE_RAIL]:
        room = rooms.find(one.room)
        if room is not None and room.may_enter(request.actor):
            lines.append((room.label, one.name, f"/desk/{room.key}/?{one.query}"))
    return lines


def habit_of(request: DeskRequest, room: Room) -> Habit | None:
    return Habit.objects.select_related("first").filter(user=request.user.pk, room=room.key).first()


def first_of(request: DeskRequest, room: Room, habit: Habit | None) -> str:
    """Where a room opens for this person: the address of a filter, or nothing."""
    if request.GET or habit is None or habit.first is None:
        return ""
    is_seen = visible(request).filter(pk=habit.first.pk).exists()
    return f"/desk/{room.key}/?{habit.first.query}" if is_seen else ""


def _ready(room: Room, request: DeskRequest, label: str, query: str, **more: Any) -> Ready:
    is_on = _plain(QueryDict(query)) == _plain(request.GET)
    return Ready(label, f"/desk/{room.key}/?{query}", query, is_on, **more)


def _plain(query: QueryDict) -> dict[str, Any]:
    return {name: value for name, value in query.items() if value and name not in LEFT_OUT}


@staff
@require_GET
def counts(request: DeskRequest, kind: str) -> HttpResponse:
    """The same chips with how many each list holds, as far as a hundred: fetched when the page stands."""
    room = enter(request, kind)
    chips, kept = ready(room, request), of(room, request, habit_of(request, room))
    context = {
        "room": room,
        "ready": [_counted(room, request, one) for one in chips],
        "saved": [_counted(room, request, one) for one in kept],
        "are_counted": True,
        **rights(request, room),
    }
    return render(request, "desk/_saved.html", context)


def _counted(room: Room, request: DeskRequest, one: Ready) -> Ready:
    reader = Reader(room, request.actor, QueryDict(one.query), timezone.localdate(), offers=False)
    number = reader.read().records.order_by()[:COUNTED].count()
    return Ready(**(vars(one) | {"count": f"{COUNTED - 1}+" if number >= COUNTED else str(number)}))


def rights(request: DeskRequest, room: Room) -> dict[str, Any]:
    return {"may_share": bool(_own_agencies(request, room))}


def _own_agencies(request: DeskRequest, room: Room) -> list[Organisation]:
    """Those for which this person may share a list of this room."""
    if not request.actor.may_somewhere(SHARE):
        return []
    return list(room.agencies_of(request.actor).where(request.actor, SHARE)[:2])


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
    return redirect(f"/desk/{room.key}/?{query_string or 'view=all'}")


@staff
@require_POST
def drop(request: DeskRequest, kind: str, pk: int) -> HttpResponse:
    """删去 one of one's own."""
    room = enter(request, kind)
    one = get_object_or_404(SavedFilter, pk=pk, user=request.user.pk, room=room.key)
    one.delete()
    messages.success(request, f"已删去常用筛选“{one.name}”")
    return redirect(f"/desk/{room.key}/?view=all")


@staff
@require_POST
def share(request: DeskRequest, kind: str, pk: int) -> HttpResponse:
    """共享给本机关 one of one's own, or keep it to oneself again."""
    room = enter(request, kind)
    one = get_object_or_404(SavedFilter, pk=pk, user=request.user.pk, room=room.key)
    agencies = _own_agencies(request, room)
    if one.agency is not None:
        one.agency = None
        messages.success(request, f"“{one.name}”不再共享")
    elif not agencies:
        messages.warning(request, "没有共享：您的岗位不能把常用筛选共享给本机关")
    elif SavedFilter.objects.filter(agency=agencies[0], room=room.key).count() >= MOST:
        messages.warning(request, f"没有共享：本机关最多共享 {MOST} 个，请先收回不用的")
    else:
        one.agency = agencies[0]
        messages.success(
            request, f"“{one.name}”已共享给{agencies[0].short_name}，同事打开列表就能看到"
        )
    one.save(update_fields=["agency"])
    return redirect(f"/desk/{room.key}/?{one.query}")


@staff
@require_POST
def habit(request: DeskRequest, kind: str) -> HttpResponse:
    """办件习惯: which list a room opens with, and whether the next case opens when one is done."""
    room = enter(request, kind)
    wanted: dict[str, Any] = {}
    if "opens_next" in request.POST:
        wanted["opens_next"] = request.POST["opens_next"] == "1"
    if "first" in request.POST:
        key = request.POST["first"]
        wanted["first"] = (
            visible(request).filter(pk=key, room=room.key).first() if key.isdecimal() else None
        )
    Habit.objects.update_or_create(user=cast("User", request.user), room=room.key, defaults=wanted)
    back = request.POST.get("back", "")
    is_own = back.startswith(f"/desk/{room.key}/") and "\\" not in back and "\n" not in back
    return redirect(back if is_own else f"/desk/{room.key}/?view=all")
