"""公示及时性 on the desk: each kind that its reader may see, by agency and week, and what is owed."""

from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from huiyin.audit.actors import Actor
from huiyin.casework import rooms
from huiyin.casework.gate import DeskRequest
from huiyin.casework.rooms import Room
from huiyin.organisations.models import Organisation

from . import beside, kinds, timeliness
from .kinds import Kind


class Part(NamedTuple):
    """One kind of record."""

    kind: Kind
    room: Room
    weeks: list[tuple[Organisation, timeliness.Week]]
    """Each with its agency."""
    waiting: int
    owed: list[timeliness.Owed]
    late: int
    missing: int
    beside: list[tuple[str, Any]]
    """(template, what it says) of the rooms above."""


def places() -> list[tuple[Kind, Room]]:
    """The kinds that are put on view, each with its room."""
    known = {room.model._meta.label_lower: room for room in rooms.rooms()}
    return [(kind, known[name]) for name, kind in kinds.known().items() if name in known]


def may_enter(actor: Actor) -> bool:
    """Whoever may read one of these registers."""
    return any(room.may_enter(actor) for _, room in places())


def part_of(kind: Kind, room: Room, actor: Actor, today: date) -> Part:
    """How one kind of record kept its days, as this actor may see it."""
    records = kind.owing(room.seen_by(actor).valid()).filter(publish_due_on__isnull=False)
    weeks = timeliness.weeks(records, today)
    waiting, owed = timeliness.owed(records, today)
    late, missing = sum(week.late for week in weeks), sum(week.missing for week in weeks)
    agencies = Organisation.objects.in_bulk({week.agency for week in weeks})
    rows = [(agencies[week.agency], week) for week in weeks]
    more = beside.of(room, actor, today)
    return Part(kind, room, rows, waiting, list(owed), late, missing, more)


@require_safe
def page(request: DeskRequest) -> HttpResponse:
    """/desk/publicity-timeliness/."""
    if not may_enter(request.actor):
        raise PermissionDenied("公示及时性由能查看行政许可、行政处罚或者信用承诺的人查看")
    today = timezone.localdate()
    parts = [
        part_of(kind, room, request.actor, today)
        for kind, room in places()
        if room.may_enter(request.actor)
    ]
    agencies = {agency.pk for part in parts for agency, _ in part.weeks}
    context = {
        "parts": parts,
        "today": today,
        "since": timeliness.first_monday(today),
        "near": timeliness.NEAR,
        "most": timeliness.MOST,
        "is_several": len(agencies) > 1,
    }
    return render(request, "publicity/timeliness.html", context)
