"""相对人主体 on the desk: found by a code or a name, and everything about one on one page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.gate import DeskRequest
from huiyin.casework.rooms import Room

from . import statements, unifying, unifying_desk  # noqa: F401 - declares its room
from .models import Subject, SubjectCode, SubjectKind, SubjectName
from .named import Body
from .seeing import cases_of, enter, rooms_of, visible_to

MOST = 50
"""Subjects found, and records of a kind, that a page lists."""


@dataclass(frozen=True)
class Row:
    """One record of a subject."""

    title: str
    number: str
    day: Any
    state: str
    address: str


@dataclass(frozen=True)
class Part:
    """The records of one kind, latest first; `total` may be more than the rows."""

    room: Room
    rows: Sequence[Row]
    total: int


@require_safe
def found(request: DeskRequest) -> HttpResponse:
    """Look a subject up by its code or a part of its name."""
    enter(request.actor)
    text = " ".join(request.GET.get("q", "").split())[:100]
    subjects = _matching(request.actor, text) if text else []
    context = {"text": text, "subjects": subjects[:MOST], "has_more": len(subjects) > MOST}
    return render(request, "subjects/desk/found.html", context)


def _matching(actor: Actor, text: str) -> list[Subject]:
    code = text.upper().replace("-", "").replace(" ", "")
    named = Q(names__name__icontains=text) if len(text) > 1 else Q(pk__in=[])
    wanted = Q(uscc=code) | Q(codes__code=code) | named
    subjects = visible_to(actor).exclude(kind=SubjectKind.PERSON).select_related("held_by")
    found = subjects.filter(wanted).distinct()[: MOST + 1]
    return list({one.holder.pk: one.holder for one in found}.values())


@require_safe
def one(request: DeskRequest, pk: int) -> HttpResponse:
    """Everything about one subject that this person may see; each look is logged."""
    enter(request.actor)
    subject = get_object_or_404(visible_to(request.actor), pk=pk)
    if subject.held_by_id:
        return redirect("desk-subject", subject.held_by_id)
    body = subject.body()
    parts = [*_parts(request.actor, body), *_cases(request.actor, subject, body)]
    may_issue = statements.may_be_issued(subject) and request.actor.may_somewhere(statements.ISSUE)
    context = {
        "subject": subject,
        "names": list(SubjectName.objects.filter(subject__in=body)),
        "codes": list(SubjectCode.objects.filter(subject__in=body)),
        "held": unifying.held(subject),
        "may_unify": request.actor.may_somewhere(unifying.PROPOSE),
        "sees_unifications": request.actor.may_somewhere(unifying.PROPOSE, unifying.CONFIRM),
        "parts": [part for part in parts if part.rows],
        "is_person": subject.kind == SubjectKind.PERSON,
        "may_issue": may_issue,
        "statements": statements.issued(body, request.actor) if may_issue else [],
    }
    with transaction.atomic():
        log.record(request.actor, "subjects.subject.read", subject, at=timezone.now())
    return render(request, "subjects/desk/subject.html", context)


def _parts(actor: Actor, body: Sequence[int]) -> Iterator[Part]:
    for kind, room in rooms_of(actor):
        yield _part(room, room.seen_by(actor).filter(subject__in=body), kind.line)


def _cases(actor: Actor, subject: Subject, body: Sequence[int]) -> Iterator[Part]:
    """What names it by its code; a natural person has none, and is looked for in no case."""
    if subject.kind == SubjectKind.PERSON:
        return
    codes = Subject.objects.filter(pk__in=body).exclude(uscc="").values_list("uscc", flat=True)
    known = Body(body, list(codes))
    for case, room in cases_of(actor):
        yield _part(room, case.of(room.seen_by(actor), known), case.line)


def _part(room: Room, records: Any, line: Callable[[Any], tuple[str, str, date | None]]) -> Part:
    latest = list(records[: MOST + 1])
    total = len(latest) if len(latest) <= MOST else records.count()
    rows = [
        Row(*line(record), room.state_of(record), room.address(record)) for record in latest[:MOST]
    ]
    return Part(room, rows, total)
