"""通报 to several units: one paper with one number; each signs, mends and reports on its own."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from huiyin.audit.actors import Actor, system
from huiyin.casework.ordinary import put
from huiyin.casework.recount import by_the_system
from huiyin.files import keeping
from huiyin.organisations.models import Organisation
from huiyin.rectification.findings import Finding
from huiyin.rectification.models import Category, Evidence, Rectification

from .handling import State, issue, register, workflow

SAID = ("category", "subject", "problem", "demand", "origin", "received_on", "named_due_on")
"""What the one paper says, and therefore each of its matters."""
SELF = system("同文更正")


@transaction.atomic
def enter(matter: Rectification, *, actor: Actor, at: datetime) -> Rectification:
    """登记 at the desk: with what a check found, and of a circular for each further unit.

    `matter.finding` and `matter.also` are what the form says beside the fields of the record.

    Raises:
        MoveForbiddenError: the actor may not register.
        ValidationError: by field name; nothing of it is kept then.
    """
    also = list(matter.also)
    if also and matter.category != Category.CIRCULAR:
        raise ValidationError({"also": "只有通报可以同时发给几个单位，其他文书请逐个单位登记"})
    matter = register(matter, actor=actor, at=at)
    if matter.finding is not None:
        _keep(matter, matter.finding, at)
    _others(matter, also, actor, at)
    return matter


def _keep(matter: Rectification, finding: Finding, at: datetime) -> None:
    """The evidence of what was found, as copies of its own."""
    Evidence.objects.bulk_create(
        Evidence(
            rectification=matter, role=Evidence.Role.PAPER,
            file=keeping.keep_sealed(copy.name, copy.media_type, copy.content),
            round=matter.round, added_on=timezone.localdate(at),
        )
        for copy in finding.copies()
    )  # fmt: skip


def _others(lead: Rectification, units: Iterable[Organisation], actor: Actor, at: datetime) -> None:
    said = {name: getattr(lead, name) for name in SAID}
    for unit in units:
        if unit.pk != lead.unit_id:
            other = Rectification(agency=lead.agency, unit=unit, joint_with=lead, **said)
            register(other, actor=actor, at=at)


@workflow.move("随同文更正", sources={State.REGISTERED}, rule=by_the_system)
def amend_along(
    matter: Rectification, *, actor: Actor, at: datetime, values: Mapping[str, Any]
) -> None:
    """随同文更正: the one paper says something else now."""
    put(matter, values)
    matter.recount()


def _follow(lead: Rectification, actor: Actor, at: datetime) -> None:
    """The others say what it says, and are ordered with it: all of them, or none."""
    if lead.joint_with_id is not None or lead.state not in (State.REGISTERED, State.ISSUED):
        return
    for other in lead.jointly.filter(state=State.REGISTERED).order_by("pk"):
        if lead.state == State.ISSUED:
            issue(other, actor=actor, at=at)
        elif differing := {
            n: getattr(lead, n) for n in SAID if getattr(lead, n) != getattr(other, n)
        }:
            amend_along(other, values=differing, actor=SELF, at=at)


workflow.followers.append(_follow)
