"""载入放假安排 with what it moves: looked at first, then made, and only what was looked at.

The notice is loaded by a person who may; the dates are moved by the system, because of it
(`recount`). Both are one transaction with their audit entries.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from huiyin.audit.actors import Actor, system
from huiyin.workdays import actions, load
from huiyin.workdays.calendar import WorkCalendar

from . import recount

MOVER = "放假安排"


class OtherThanSeenError(Exception):
    """What would be moved now is not what was confirmed; `seen_now` is what would be."""

    def __init__(self, seen_now: "Effect") -> None:
        super().__init__("what would be moved is not what was confirmed")
        self.seen_now = seen_now


@dataclass(frozen=True)
class TurnedDay:
    """A day that was off and is worked now, or the other way round."""

    day: date
    is_worked: bool
    name: str


@dataclass(frozen=True)
class Effect:
    """What a notice does: to the calendar, and to the matters whose time limits still run."""

    notice: str
    days: Sequence[TurnedDay]
    moved: Sequence[recount.Recounted]
    digest: str

    @property
    def by_kind(self) -> list[tuple[str, int, int]]:
        """(kind, how many move to another day, how many are only certain now)."""
        kinds = Counter(str(one.matter._meta.verbose_name) for one in self.moved)
        settled = Counter(
            str(one.matter._meta.verbose_name) for one in self.moved if one.is_only_settled
        )
        return [(kind, number - settled[kind], settled[kind]) for kind, number in kinds.items()]


def preview(values: dict[str, Any], *, actor: Actor, at: datetime) -> Effect:
    """What loading it would do; nothing is kept.

    Raises:
        PermissionDenied: the actor may not load it.
    """
    with transaction.atomic():
        effect = _announced(values, actor=actor, at=at)
        transaction.set_rollback(True)
    return effect


@transaction.atomic
def announce(values: dict[str, Any], *, digest: str, actor: Actor, at: datetime) -> Effect:
    """Load it and move what was seen: `digest` is that of the preview.

    Raises:
        PermissionDenied: the actor may not load it.
        OtherThanSeenError: meanwhile it would move something else; nothing is done.
    """
    effect = _announced(values, actor=actor, at=at)
    if effect.digest != digest:
        raise OtherThanSeenError(effect)
    because = f"{effect.notice}，{actor.name}载入"
    recount.make(effect.moved, actor=system(MOVER), at=at, because=because)
    return effect


def _announced(values: dict[str, Any], *, actor: Actor, at: datetime) -> Effect:
    region = values.get("region", "")
    before = load.calendar(region)
    notice = actions.announce(values, actor=actor, at=at)
    after = load.calendar(region)
    moved = recount.preview(recount.kinds())
    return Effect(str(notice), turned(before, after), moved, _digest(values, moved))


def turned(before: WorkCalendar, after: WorkCalendar) -> list[TurnedDay]:
    """The days that are worked in one of the calendars and not in the other."""
    known = before.names.keys() | after.names.keys()
    return [
        TurnedDay(day, after.is_workday(day), after.names.get(day, before.names.get(day, "")))
        for day in sorted(known)
        if before.is_workday(day) != after.is_workday(day)
    ]


def _digest(values: dict[str, Any], moved: Sequence[recount.Recounted]) -> str:
    rows = [
        [
            one.matter.kind,
            one.matter.pk,
            str(one.old),
            str(one.new),
            one.was_provisional,
            *one.beside,
        ]
        for one in moved
    ]
    said = json.dumps([values, sorted(rows)], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()
