"""Who sees which subjects: with the right to look them up, whoever sees one of their records."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from huiyin.audit.actors import Actor
from huiyin.casework import rooms
from huiyin.casework.rooms import Room

from . import kinds, named
from .kinds import Kind
from .models import AboutSubject, Subject
from .named import Case

LOOK = "subjects.look_up"


def enter(actor: Actor) -> None:
    """The door of all pages about subjects.

    Raises:
        PermissionDenied: the actor may not look any up.
    """
    if not actor.may_somewhere(LOOK):
        raise PermissionDenied("您的岗位不能查询相对人主体。")


def rooms_of(actor: Actor) -> list[tuple[Kind, Room]]:
    """Each kind of record that this actor may look into, with its room."""
    pairs = ((kind, rooms.of_model(kind.model)) for kind in kinds.every())
    return [(kind, room) for kind, room in pairs if room is not None and room.may_enter(actor)]


def cases_of(actor: Actor) -> list[tuple[Case, Room]]:
    """Each kind of case that this actor may look into, with its room."""
    pairs = ((case, rooms.of_model(case.model)) for case in named.every())
    return [(case, room) for case, room in pairs if room is not None and room.may_enter(actor)]


def visible_to(actor: Actor) -> QuerySet[Subject]:
    """The subjects of which, or of what they hold, the actor sees a record; none without the right."""
    if not actor.may_somewhere(LOOK):
        return Subject.objects.none()
    seen = Q(pk__in=[])
    for _, room in rooms_of(actor):
        records: Any = room.seen_by(actor).filter(subject=OuterRef("pk"))
        seen |= Q(Exists(records.order_by()))
    through = Subject.objects.filter(seen, held_by__isnull=False).values("held_by")
    return Subject.objects.filter(seen | Q(pk__in=through))


def links(record: AboutSubject, actor: Actor) -> list[tuple[str, str]]:
    """From a record, which this actor sees, to all that there is of its subject."""
    if record.subject_id is None or not actor.may_somewhere(LOOK):
        return []
    return [("这个主体的全部记录", reverse("desk-subject", args=[record.subject_id]))]
