"""The list of a room and the page of one record."""

from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from huiyin.casework import looking
from huiyin.casework.gate import DeskRequest, enter, matter_or_404, staff
from huiyin.casework.models import Case, Matter
from huiyin.casework.models import Clock as RunningClock
from huiyin.casework.rooms import Room
from huiyin.casework.searching import AT_MOST
from huiyin.common.values import in_words
from huiyin.workdays.load import calendar

from . import bulk, exports, lists, order, others, place, saved, timeline
from .clock import Clock
from .items import Item
from .narrowing import Reader
from .reveal import reveal


@staff
@require_GET
def room_list(request: DeskRequest, kind: str) -> HttpResponseBase:
    """A list with filters, order, pages; `?export=xlsx` is the same list as a file."""
    room = enter(request, kind)
    habit = saved.habit_of(request, room)
    if first := saved.first_of(request, room, habit):
        return redirect(first)
    today = timezone.localdate()
    reader = Reader(room, request.actor, request.GET, today)
    narrowed, agency = reader.read(), reader.agency
    asked = reader.order()
    if request.GET.get("export") and room.ledger:
        records = order.for_file(room, asked, narrowed.records)
        return exports.answer(request, room, records, narrowed, agency)
    page, paging = lists.part_of(room, asked, request.GET.get("page"), is_common=narrowed.is_common)
    query = place.query_of(request.GET)
    context = {
        "room": room,
        "narrowed": narrowed,
        "paging": paging,
        "heads": lists.heads(room, asked.sort),
        "rows": lists.rows(room, page, today, place.marks(query)),
        "sort": asked.sort if request.GET.get("sort") else "",
        "query": "" if query == place.WHOLE else query,
        "bulk": bulk.moves(room, request, page),
        "most": bulk.MOST,
        "unfinished": bulk.unfinished(request, room),
        "may_start": _may_start(room, request),
        "ready": saved.ready(room, request),
        "saved": saved.of(room, request, habit),
        "may_export": exports.may_export(room, request.actor),
        "has_standard": exports.has_standard(room),
        "is_first_part": narrowed.is_common and paging.total == AT_MOST,
        "shows_void": request.GET.get("state") == "voided" or room.workflow is None,
        **saved.rights(request, room),
    }
    return render(request, "desk/list.html", context)


@staff
@require_GET
def record(request: DeskRequest, kind: str, pk: int) -> HttpResponse:
    """One record."""
    room = enter(request, kind)
    return _page(request, room, matter_or_404(request, room, pk))


@staff
@require_POST
def reveal_field(request: DeskRequest, kind: str, pk: int, name: str) -> HttpResponse:
    """The record with one personal field shown whole, or just that field for htmx."""
    room = enter(request, kind)
    matter = matter_or_404(request, room, pk)
    reason, now = request.POST.get("reason", ""), timezone.now()
    try:
        text = reveal(room, matter, name, actor=request.actor, at=now, reason=reason)
    except ValidationError as error:
        return _unrevealed(request, room, matter, name, error.messages[0])
    if isinstance(matter, Matter) and matter.logs_looks:
        looking.give(request, looking.scope_of(matter), reason)
    if request.htmx:
        return render(request, "desk/_revealed.html", {"text": text})
    return _page(request, room, matter, revealed={name: text})


def _unrevealed(
    request: DeskRequest, room: Room, matter: Any, name: str, said: str
) -> HttpResponse:
    """The same with what is wrong with the reason, at its field."""
    if request.htmx:
        item = replace(_found(room, matter, name), error=said)
        return render(request, "desk/_reveal.html", {"room": room, "matter": matter, "item": item})
    return _page(request, room, matter, errors={name: said}, status=422)


def _found(room: Room, matter: Any, name: str) -> Item:
    """The personal field or other column that is asked for, masked."""
    if name.startswith(others.PREFIX):
        return others.item(others.find(room, matter, name), may=True, revealed={})
    return _item(room, matter, name, may=True, revealed={})


def _page(
    request: DeskRequest,
    room: Room,
    matter: Any,
    revealed: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    if isinstance(matter, Matter):
        looking.demand(request, matter)
    here = place.of(request, room, matter)
    context = {
        "room": room,
        "matter": matter,
        "place": here,
        "habit": saved.habit_of(request, room) if here else None,
        "reference": room.reference_of(matter),
        "title": matter.title,
        "state": room.state_of(matter),
        "sections": sections(room, matter, request, revealed or {}, errors or {}),
        "lines": timeline.lines(room, matter),
        "moves": room.moves_for(request.actor, matter),
        "links": room.links(matter, request.actor),
        "clocks": _clocks(matter),
        **_deadline(room, matter),
    }
    return render(request, "desk/record.html", context, status=status)


@dataclass(frozen=True)
class ClockLine:
    """One clock beside the record, and how it stands."""

    label: str
    clock: RunningClock
    standing: str


def _clocks(matter: Any) -> list[ClockLine]:
    rules = {rule.key: rule.label for rule in getattr(matter, "clocked", ())}
    if not rules:
        return []
    now = timezone.now()
    return [
        ClockLine(rules.get(one.key, one.key), one, one.standing(now))
        for one in RunningClock.objects.of(matter)
    ]


def _deadline(room: Room, matter: Any) -> dict[str, Any]:
    """What is left, and how the day came about."""
    todo = room.todo
    if todo is None:
        return {}
    context: dict[str, Any] = {}
    day = todo.due_on(matter)
    if todo.is_open(matter) and day is not None:
        context["due"] = Clock(timezone.localdate()).due(day, matter)
    if isinstance(matter, Case):
        reckoning = context["reckoning"] = matter.reckoning()
        days = calendar(matter.agency.region)
        context["is_estimate"] = days.is_estimate(reckoning.start, reckoning.due)
        context["is_open"] = todo.is_open(matter)
    return context


def sections(
    room: Room,
    matter: Any,
    request: DeskRequest,
    revealed: dict[str, str],
    errors: dict[str, str],
) -> list[tuple[str, list[Item]]]:
    """The fields by section; empty ones are left out."""
    may = room.may_reveal(request.actor, matter.agency_id)
    sections = []
    for title, names in room.sheet.sections.items():
        items = [
            replace(_item(room, matter, name, may, revealed), error=errors.get(name, ""))
            for name in names
        ]
        texts = [item for item in items if item.text]
        if texts:
            sections.append((title, texts))
    return [*sections, *others.sections(room, matter, may, revealed, errors)]


def _item(room: Room, matter: Any, name: str, may: bool, revealed: dict[str, str]) -> Item:
    field = room.sheet.column_of(name)
    label = str(field.verbose_name)
    text = _text(matter, field, name)
    is_masked = False
    if room.sheet.is_personal(name) and name not in revealed:
        shown = room.sheet.shown(matter, name)
        is_masked, text = shown != text, shown
    return Item(
        name, label, text, isinstance(field, models.TextField), is_masked, is_masked and may
    )


def _text(matter: Any, field: Any, name: str) -> str:
    value = getattr(matter, name)
    if value is None or value == "":
        return ""
    if name == getattr(matter, "due_field", ""):
        return str(matter.due_day)
    if isinstance(field, models.DateTimeField):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    return str(in_words(matter, field))


def _may_start(room: Room, request: DeskRequest) -> bool:
    if room.start is None or room.workflow is None:
        return False
    return room.workflow.may_start_somewhere(room.start.name, request.actor)
