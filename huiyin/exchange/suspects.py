"""瞒报线索: decisions that other books know of and the public does not; each has to be looked at by a person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q

from huiyin.approvals.models import LicenceApplication, Outcome
from huiyin.audit.actors import Actor
from huiyin.casework.models import Matter
from huiyin.casework.rooms import Room
from huiyin.publicity import beside, kinds, timeliness

from .models import Batch, Row

MOST = 20
APPROVALS, LICENCES = "approvals.view_applications", "licences"


@dataclass(frozen=True)
class Suspect:
    """One way in which a decision may be kept from the public.

    Attributes:
        label: what is the case, in words.
        found: the records of a room that may be such, as this actor may see them, since a day.
    """

    label: str
    found: Callable[[Room, Actor, date, date], Any]


class Clue(NamedTuple):
    """A way, how many records are such, and the first of them."""

    label: str
    total: int
    rows: list[Any]


def _granted(room: Room, actor: Actor, since: date, today: date) -> Any:
    """Granted by the procedure, and no valid licence in the ledger."""
    if room.key != LICENCES:
        return LicenceApplication.objects.none()
    lost = Q(licence=None) | Q(licence__state=Matter.VOIDED)
    decided = LicenceApplication.objects.visible_to(actor, APPROVALS).valid()
    return decided.filter(lost, outcome=Outcome.GRANTED, decided_on__range=(since, today))


def _voided(room: Room, actor: Actor, since: date, today: date) -> Any:
    """Declared an error before anybody outside could read it, after its last day was set."""
    return room.seen_by(actor).filter(
        state=Matter.VOIDED, published_on=None, publish_due_on__range=(since, today)
    )


def _unsent(room: Room, actor: Actor, since: date, today: date) -> Any:
    """On the own site, and never handed to the platform though its last day is past."""
    kind = kinds.known()[room.model._meta.label_lower]
    sent = Row.objects.filter(
        about_kind=room.model._meta.label_lower,
        about_pk=OuterRef("pk"),
        batch__state__in=[Batch.State.SENT, Batch.State.ANSWERED],
    )
    public = kind.owing(room.seen_by(actor).public(today))
    return public.filter(publish_due_on__range=(since, today)).exclude(
        Q(publish_due_on=today) | Exists(sent)
    )


SUSPECTS = (
    Suspect("办件已准予许可，许可台账里没有有效的许可", _granted),
    Suspect("没有公示过就作废的决定", _voided),
    Suspect("网站已公示，过了应公示日期还没有报送信用平台", _unsent),
)


def clues(room: Room, actor: Actor, today: date) -> list[Clue]:
    """The clues of a room within the last twelve weeks; ways without any are left out."""
    since = timeliness.first_monday(today)
    found = []
    for suspect in SUSPECTS:
        records = suspect.found(room, actor, since, today).order_by("pk")
        rows = list(records[: MOST + 1])
        if rows:
            count = len(rows) if len(rows) <= MOST else records.count()
            found.append(Clue(suspect.label, count, rows[:MOST]))
    return found


def _said(room: Room, actor: Actor, today: date) -> list[Clue] | None:
    return clues(room, actor, today) or None if room.key in kinds.all_keys() else None


beside.declare(beside.Beside("exchange/desk/_suspects.html", _said))
