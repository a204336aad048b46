"""Lives of applications for a licence, for the two years."""

from datetime import timedelta
from functools import partial
from itertools import count

from huiyin.approvals import actions
from huiyin.approvals.tests import trial

NUMBERS = count(1)


def apply(life, *, actor, at):
    received = {"received_on": at.date()}
    return actions.register(trial.application(life.bureau.agency, **received), actor=actor, at=at)


def step(name, life, *, actor, at, **details):
    life.record.refresh_from_db()
    return trial.workflow.moves[name].run(life.record, actor=actor, at=at, **details)


def grant(life, *, actor, at):
    day = at.date()
    words = {
        "reference": f"云城管路许〔{day.year}〕{next(NUMBERS)}号", "content": "准予占用",
        "valid_from": day, "valid_until": day + timedelta(days=30),
    }  # fmt: skip
    step("propose_grant", life, actor=actor, at=at, **words)
    return step("decide", life, actor=actor, at=at)


def refuse(life, *, actor, at):
    step("propose_refusal", life, actor=actor, at=at, **trial.REASON)
    return step("decide", life, actor=actor, at=at)


def ask_more(life, *, actor, at):
    words = {"lacking": "现场位置图", "correct_by": at.date() + timedelta(days=10)}
    return step("notify", life, actor=actor, at=at, **words)


def suspend(life, *, actor, at):
    told = {"kind": "review", "told_until": at.date() + timedelta(days=20)}
    return step("suspend", life, actor=actor, at=at, **told)


def deliver(life, *, actor, at):
    return step("deliver", life, actor=actor, at=at, day=at.date(), way="hand")


ACCEPT = partial(step, "accept")
LIVES = [
    [(0, apply), (1, ACCEPT), (9, grant), (12, deliver)],
    [(0, apply), (2, ask_more), (6, partial(step, "correct", materials="现场位置图")), (7, ACCEPT),
     (8, suspend), (20, partial(step, "resume")), (60, grant)],
    [(0, apply), (20, partial(step, "deem")), (25, refuse), (30, deliver)],
    [(0, apply), (1, partial(step, "refuse_acceptance", **trial.REASON))],
    [(0, apply), (1, ACCEPT), (5, partial(step, "withdraw", reason="不再需要"))],
    [(0, apply), (1, ACCEPT)],
    [(0, apply), (1, ACCEPT), (4, refuse), (50, partial(step, "void", reason="重复"))],
]  # fmt: skip
