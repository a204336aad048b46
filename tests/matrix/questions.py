"""What is asked: each address with a record of the first agency, and the right that opens it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import transaction
from django.urls import reverse

from huiyin.casework.rooms import Room, find, rooms
from huiyin.casework.testing import EVERYBODY, Row
from huiyin.organisations.models import Organisation

from .doors import DOORS, name_of
from .world import World

NOBODY = ""


class Question(NamedTuple):
    """One address with what is known of it; see `doors.Door`."""

    name: str
    address: str
    method: str
    right: str | None
    data: dict[str, str] = {}
    of_a_record: bool = False
    missing: bool = False
    is_at_the_desk: bool = True

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.address}"

    def asked_of(self, agency: Organisation) -> dict[str, str]:
        return self.data if self.of_a_record else {**self.data, "agency": agency.slug}


def of_doors(world: World) -> Iterator[Question]:
    for line, door in DOORS.items():
        name = name_of(line)
        keys = [world.keys[one[1:]] if one[0] in "@=" else one for one in door.arguments.split()]
        address = reverse(name, args=keys)
        for method, right in (("get", door.get), ("post", door.post)):
            data = door.data if method == "post" else {}
            yield Question(
                name, address, method, right, data, door.is_of_a_record, door.missing,
                door.is_at_the_desk,
            )  # fmt: skip


NARROWED = {"exchange": "exchange.view_batches & licensing.view_ledger"}
"""Rooms whose records want more than the room: a batch of licences, who may see licences."""


def of_rooms(world: World) -> Iterator[Question]:
    for room in rooms():
        view, key, pk = " | ".join(room.permissions), room.key, world.keys[room.key]
        listed = reverse("desk-list", args=[key])
        yield Question("desk-list", listed, "get", view)
        if room.ledger:
            yield Question("desk-list", listed, "get", view, {"export": "csv"})
        record = reverse("desk-record", args=[key, pk])
        yield Question("desk-record", record, "get", NARROWED.get(key, view), {}, True)
        for name in filter(room.sheet.is_personal, room.sheet.fields):
            right = with_view(view, room.personal_permission or NOBODY)
            look = reverse("desk-reveal", args=[key, pk, name])
            yield Question("desk-reveal", look, "post", right, {}, True)
        yield from _of_workflow(world, room, view)


def _of_workflow(world: World, room: Room, view: str) -> Iterator[Question]:
    if room.workflow is None:
        return
    for move in room.workflow.moves.values():
        if move.bulk:
            address = reverse("desk-bulk", args=[room.key])
            yield Question("desk-bulk", address, "post", view, {"move": move.name})
    if room.start is not None:
        begin = world.stages[room.key].trial.starts[room.start.name].rights
        address = reverse("desk-start", args=[room.key])
        for method in ("get", "post"):
            yield Question("desk-start", address, method, with_view(view, begin))


def of_moves(world: World) -> Iterator[Question]:
    """Each move once, on a record in a state from which it leads; what leads there is undone."""
    for kind, stage in world.stages.items():
        room = _room(kind)
        view = " | ".join(room.permissions)
        for name in stage.trial.moves:
            first = min(stage.trial.rows(name), key=lambda row: (bool(row.before), not row.to))
            state = next(iter(first.to or first.unmet))
            alike = [
                row
                for row in stage.trial.rows(name)
                if row.before == first.before and (state in row.to or state in row.unmet)
            ]
            is_made_here = room.move_of(name) is not None
            with transaction.atomic():
                matter, _ = stage.go(*stage.matters[state], first.before)
                address = reverse("desk-move", args=[kind, matter.pk, name])
                for method in ("get", "post"):
                    rights = filter(None, map(_right, alike))
                    right = with_view(view, " | ".join(rights)) if is_made_here else NOBODY
                    yield Question("desk-move", address, method, right, {}, True)
                transaction.set_rollback(True)


def _right(row: Row[Any]) -> str:
    """What lets a stranger to the matter make the move."""
    return NOBODY if row.only or row.known_to else row.rights


def _room(key: str) -> Room:
    room = find(key)
    assert room is not None, key
    return room


def with_view(view: str, right: str) -> str:
    """Both are needed, whichever way each is held."""
    if right == EVERYBODY:
        return view
    return " | ".join(
        f"{one.strip()} & {other.strip()}"
        for one in view.split("|")
        for other in right.split("|")
        if other.strip()
    )
