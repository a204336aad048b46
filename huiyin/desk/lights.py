"""灯: how many open matters of each kind are near their last day, or past what the rules allow.

When a light is yellow and when it is red is what 督办规定 says today; a kind without rows of its own
follows those for 其他. A clock that stands today has no light.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from huiyin.audit.actors import Actor
from huiyin.casework import kinds, rooms
from huiyin.casework.rooms import Room, Todo
from huiyin.coordination.models import Lights, edges
from huiyin.database.literal import OneOf
from huiyin.organisations.models import Organisation
from huiyin.workdays.hours import day_of
from huiyin.workdays.load import steady

NAMES = {"red": "红灯", "yellow": "黄灯"}
MOST = 500
"""So many of a kind are asked one by one whether their clock stands; more are told as they are."""


@dataclass(frozen=True)
class Lit:
    """One kind of matter: how many are red, yellow, and open in all."""

    room: Room
    red: int
    yellow: int
    open: int

    @property
    def green(self) -> int:
        return self.open - self.red - self.yellow


def watched(actor: Actor) -> list[Room]:
    """The kinds whose figures are on the board, and others on the rail that have a last day."""
    keys = {kinds.headings()[label].room for label in kinds.overviews()} | {"assessments"}
    return [
        room
        for room in rooms.rooms()
        if room.key in keys and room.todo and room.todo.due and room.may_enter(actor)
    ]


def lit(actor: Actor, agencies: Sequence[Organisation], now: datetime) -> list[Lit]:
    """One question for each kind; kinds without anything open are left out."""
    lights = Lights.on(day_of(now))
    counted = [_of(room, actor, agencies, lights, now) for room in watched(actor)]
    return [one for one in counted if one.open]


def listed(
    room: Room, light: str, actor: Actor, agencies: Sequence[Organisation], now: datetime
) -> Any:
    """The records behind one number of `lit`."""
    conditions = _conditions(room, agencies, Lights.on(day_of(now)), now)
    records = _open(room, actor, agencies).filter(conditions[light])
    return records.exclude(pk__in=_standing(room, records))


def _of(
    room: Room, actor: Actor, agencies: Sequence[Organisation], lights: Lights, now: datetime
) -> Lit:
    conditions = _conditions(room, agencies, lights, now)
    records = _open(room, actor, agencies)
    counts = records.order_by().aggregate(
        open=Count("pk"),
        **{name: Count("pk", filter=condition) for name, condition in conditions.items()},
    )
    standing = {
        name: len(_standing(room, records.filter(condition))) if counts[name] else 0
        for name, condition in conditions.items()
    }
    return Lit(
        room, counts["red"] - standing["red"], counts["yellow"] - standing["yellow"],
        counts["open"],
    )  # fmt: skip


def _open(room: Room, actor: Actor, agencies: Sequence[Organisation]) -> Any:
    assert room.todo is not None  # noqa: S101 - `watched` has asked
    records = room.seen_by(actor).filter(agency__in=[one.pk for one in agencies])
    if room.todo.open_states:  # of a million few are open: an index has just these
        records = records.filter(OneOf("state", room.todo.open_states))
    return room.todo.open(records)


def _standing(room: Room, records: Any) -> list[int]:
    """Whose clock stands today, though a last day was reckoned."""
    assert room.todo is not None  # noqa: S101 - `watched` has asked
    if room.todo.stands is Todo.stands:
        return []
    return [one.pk for one in records[:MOST] if room.todo.stands(one)]


def _conditions(
    room: Room, agencies: Sequence[Organisation], lights: Lights, now: datetime
) -> dict[str, Q]:
    todo = room.todo
    assert todo is not None  # noqa: S101 - `watched` has asked
    red, yellow = Q(pk__in=()), Q(pk__in=())
    running = ~Q(state__in=todo.paused) if todo.paused else Q()
    with steady():
        for agency in agencies:
            known = edges(lights, room.model._meta.label_lower, agency, now)
            if known is None:
                continue
            of = running & Q(agency=agency)
            red |= of & Q(**{f"{todo.due}__lte": known.red})
            yellow |= of & Q(**{f"{todo.due}__gt": known.red, f"{todo.due}__lte": known.yellow})
    return {"red": red, "yellow": yellow}
