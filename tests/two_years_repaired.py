"""Lives of credit repairs and objections, for the two years."""

from typing import Any

from huiyin.credit import actions
from huiyin.credit.actions import objecting
from huiyin.credit.models import Repair
from huiyin.credit.tests import trial
from huiyin.penalties import actions as publishing
from huiyin.penalties.models import Penalty
from huiyin.penalties.tests import trial as penalties


def penalise(life, *, actor, at):
    """Decided and put up that day."""
    one = penalties.entered(life.bureau.agency, f"修〔{life.serial}〕号", actor=actor, at=at)
    return publishing.publish(one, actor=actor, at=at)


def ask(life, *, actor, at):
    one = trial.repair(life.record, received_on=at.date())
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
    one = trial.objection(life.record, received_on=at.date())
    return objecting.register(one, actor=actor, at=at)


def keep(life, *, actor, at):
    return _answer(life, trial.FINDING, actor, at)


def correct(life, *, actor, at):
    record = Penalty.objects.get(pk=life.record.about_pk)
    publishing.amend(record, values={"content": "罚款人民币壹仟元"}, actor=actor, at=at)
    return _answer(life, {"outcome": "corrected", "finding": "数额写错，已更正"}, actor, at)


def _answer(life, finding, actor, at):
    life.record.refresh_from_db()
    record = objecting.propose(life.record, actor=actor, at=at, **finding)
    return objecting.answer(record, actor=actor, at=at)


def _now(life):
    return Repair.objects.get(pk=life.record.pk)


LIVES: list[list[tuple[int, Any]]] = [
    [(0, penalise), (130, ask), (131, take), (134, grant), (180, revoke)],
    [(0, penalise), (130, ask), (132, take), (160, refuse)],
    [(0, penalise), (20, ask), (23, turn_away)],
    [(0, penalise), (10, object_to), (13, keep)],
    [(0, penalise), (12, object_to), (17, correct)],
]
