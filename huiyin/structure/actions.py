"""机构变更: proposed by one, confirmed by another; what it says is tried before it may wait."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.arguments import Reason
from huiyin.casework.faults import refuse
from huiyin.casework.rights import Another
from huiyin.casework.workflow import Workflow
from huiyin.organisations import changing
from huiyin.organisations.models import Organisation
from huiyin.workdays.load import calendar

from .models import KEEP, Change

State, What = Change.State, Change.What
workflow = Workflow(Change)
NUMBERS = numbering.declare("JG", "structure.change", 3)


@workflow.start("提出", rule=KEEP)
def propose(one: Change, *, actor: Actor, at: datetime) -> Change:
    """提出: nothing changes before another person confirms it.

    Raises:
        ValidationError: what is asked for cannot be, by field name.
    """
    one.state, one.proposed_by, one.proposed_on = (
        State.PROPOSED,
        actor.name,
        timezone.localdate(at),
    )
    one.confirm_by = calendar(one.agency.region).add(one.proposed_on, one.CONFIRMED_IN)
    one.note_writer(actor)
    if one.what == What.ABOLISH:
        one.organisation = one.organisation or one.agency
    one.full_clean(exclude={"reference"})
    _check(one)
    with transaction.atomic():
        _make(one, actor, at)
        transaction.set_rollback(True)
    NUMBERS.give(one, one.proposed_on.year)
    return one


@workflow.move("确认", sources={State.PROPOSED}, target=State.CONFIRMED, rule=Another(KEEP))
def confirm(one: Change, *, actor: Actor, at: datetime) -> None:
    """确认: it is made as it was proposed; what names and units were before stays known."""
    made = _make(one, actor, at)
    one.organisation = made
    one.confirmed_by, one.confirmed_on = actor.name, timezone.localdate(at)


@workflow.move("不予确认", sources={State.PROPOSED}, target=State.DECLINED, rule=KEEP)
def decline(one: Change, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """不予确认, or taken back by whoever proposed it."""
    one.decline_reason = reason


def _check(one: Change) -> None:
    """What each of them needs, and that it is of this agency."""
    agency, faults = one.agency_id, dict[str, str]()
    if one.what != What.SET_UP and one.organisation is None:
        faults["organisation"] = "请选择机构"
    for name in ("organisation", "parent"):
        chosen: Organisation | None = getattr(one, name)
        if chosen is not None and chosen.agency.pk != agency and one.organisation != one.agency:
            faults[name] = "请选择本机关的机构"
    if one.what == What.ABOLISH and one.organisation_id != agency:
        faults["organisation"] = "内设机构在“撤销机构”页办理，这里只撤销机关"
    refuse(faults)


def _make(one: Change, actor: Actor, at: datetime) -> Organisation:
    made: Organisation = _MAKERS[one.what](one, actor=actor, at=at)
    return made


def _set_up(one: Change, **who: Any) -> Organisation:
    return changing.set_up(
        one.agency, name=one.name, short_name=one.short_name, slug=one.slug, parent=one.parent,
        day=one.day, **who,
    )  # fmt: skip


def _rename(one: Change, **who: Any) -> Organisation:
    now = _of(one)
    return changing.change(
        now, day=one.day, name=one.name, short_name=one.short_name or one.name,
        parent=now.parent, basis=one.basis, **who,
    )  # fmt: skip


def _move(one: Change, **who: Any) -> Organisation:
    now = _of(one)
    return changing.change(
        now, day=one.day, name=now.name, short_name=now.short_name, parent=one.parent,
        basis=one.basis, **who,
    )  # fmt: skip


def _earlier(one: Change, **who: Any) -> Organisation:
    return changing.note_earlier(
        _of(one), day=one.day, name=one.name, short_name=one.short_name, parent=one.parent,
        basis=one.basis, **who,
    )  # fmt: skip


def _found(one: Change, **who: Any) -> Organisation:
    return changing.found(_of(one), day=one.day, **who)


def _abolish(one: Change, **who: Any) -> Organisation:
    return changing.abolish(_of(one), successor=one.successor, **who)


def _of(one: Change) -> Organisation:
    if one.organisation is None:
        raise ValidationError({"organisation": "请选择机构"})
    return Organisation.objects.get(pk=one.organisation.pk)  # as it is, not as it was read


_MAKERS: dict[str, Callable[..., Organisation]] = {
    What.SET_UP: _set_up,
    What.RENAME: _rename,
    What.MOVE: _move,
    What.EARLIER: _earlier,
    What.FOUND: _found,
    What.ABOLISH: _abolish,
}
