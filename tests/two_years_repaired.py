"""Lives of credit repairs and objections, for the two years."""

from datetime import timedelta
from typing import Any

from huiyin.credit import actions
from huiyin.credit.actions import objecting
from huiyin.credit.models import Repair
from huiyin.credit.tests import trial

AGO = timedelta(days=130)
"""Longer than the shortest period of an ordinary penalty."""


def published(life, at, sort):
    """One of its own, decided long enough ago."""
    values = {"reference": f"{sort}〔{life.serial}〕号", "decided_on": at.date() - AGO}
    return trial.published(life.bureau.agency, at, **values)


def ask(life, *, actor, at):
    penalty = published(life, at, "修")
    one = trial.repair(penalty, received_on=at.date())
    return actions.register(one, actor=actor, at=at)


def take(life, *, actor, at):
    return actions.accept(_now(life), actor=actor, at=at)


def grant(life, *, actor, at):
    """Looked into, proposed and decided on one day."""
    record = trial.met(actions.verify(_now(life), actor=actor, at=at, **trial.FOUND))
    record = actions.propose_grant(record, actor=actor, at=at, lifted="没有")
    return actions.decide(record, actor=actor, at=at)


def refuse(life, *, actor, at):
    record = actions.propose_refusal(_now(life), actor=actor, at=at, **trial.REASON)
    return actions.decide(record, actor=actor, at=at)


def turn_away(life, *, actor, at):
    return actions.refuse_acceptance(_now(life), actor=actor, at=at, **trial.REASON)


def revoke(life, *, actor, at):
    return actions.revoke(_now(life), actor=actor, at=at, **trial.FALSE)


def object_to(life, *, actor, at):
    record = trial.objection(published(life, at, "异"), received_on=at.date())
    return objecting.register(record, actor=actor, at=at)


def keep(life, *, actor, at):
    return _answer(life, trial.FINDING, actor, at)


def correct(life, *, actor, at):
    trial.amended(life.record)
    return _answer(life, {"outcome": "corrected", "finding": "数额写错，已更正"}, actor, at)


def _answer(life, finding, actor, at):
    life.record.refresh_from_db()
    record = objecting.propose(life.record, actor=actor, at=at, **finding)
    return objecting.answer(record, actor=actor, at=at)


def _now(life):
    return Repair.objects.get(pk=life.record.pk)


LIVES: list[list[tuple[int, Any]]] = [
    [(0, ask), (1, take), (4, grant), (40, revoke)],
    [(0, ask), (2, take), (30, refuse)],
    [(0, ask), (3, turn_away)],
    [(0, object_to), (3, keep)],
    [(0, object_to), (5, correct)],
]
