"""Lives of commitments, for the two years."""

from datetime import timedelta
from functools import partial

from huiyin.commitments import actions
from huiyin.commitments.tests import trial


def begin(life, *, actor, at):
    day = at.date()
    paper = {"committed_on": day, "perform_by": day + timedelta(days=60)}
    record = trial.commitment(life.bureau.agency, reference=f"诺〔{life.serial}〕号", **paper)
    return actions.register(record, actor=actor, at=at)


def step(name, life, *, actor, at, **details):
    life.record.refresh_from_db()
    return trial.workflow.moves[name].run(life.record, actor=actor, at=at, **details)


def fulfil(life, *, actor, at):
    return step("fulfil", life, actor=actor, at=at, performed_on=at.date(), result="已履行")


PUBLISH, BROKEN = partial(step, "publish"), partial(step, "find_breach", **trial.BROKEN)
LIVES = [
    [(0, begin), (3, PUBLISH), (50, fulfil)],
    [(0, begin), (30, PUBLISH), (60, BROKEN), (100, partial(step, "clear_breach", reason="有误"))],
    [(0, begin), (70, BROKEN)],
]
