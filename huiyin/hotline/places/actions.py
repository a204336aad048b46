"""Every write to the places: entered or imported, corrected, taken out of use."""

from datetime import date, datetime

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.faults import refuse
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.workflow import Workflow
from huiyin.hotline.models import Place

KEEP, VOID = "hotline.keep_places", "hotline.void_place"
State = Place.State
workflow = Workflow(Place)


def check(place: Place, today: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name.
    """
    if place.entered_on > today:
        refuse({"entered_on": f"登记日期 {place.entered_on} 晚于今天，请核对"})


def _ready(place: Place, actor: Actor, day: date) -> None:
    place.state = State.IN_USE
    place.entered_on = place.entered_on or day
    place.note_letters()


ordinary = Ordinary(workflow, _ready, check)
register = ordinary.register(KEEP)
register_many = ordinary.register_many
amend = ordinary.amend(KEEP, sources={State.IN_USE}, then=lambda place, actor: place.note_letters())


@workflow.move("停用", sources={State.IN_USE}, target=State.ENDED, rule=KEEP, bulk=True)
def end(place: Place, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """停用: renamed or gone; no longer offered, what was registered there stays as it is."""


@workflow.move("恢复使用", sources={State.ENDED}, target=State.IN_USE, rule=KEEP)
def take_up(place: Place, *, actor: Actor, at: datetime) -> None:
    """恢复使用: offered again."""


void = ordinary.void(VOID)


def today() -> date:
    """For a row of a table that does not say when it was entered."""
    return timezone.localdate()
