"""Lives of tasks of the plan, for the two years."""

from datetime import timedelta
from functools import partial

from huiyin.planning import actions
from huiyin.planning.actions.progress import open_quarters
from huiyin.planning.tests import trial


def begin(life, *, actor, at, days=60):
    day = at.date()
    due = day + timedelta(days=days)
    made = trial.item(life.bureau.agency, year=day.year, due_on=due)
    return actions.enter(made, actor=actor, at=at)


def step(name, life, *, actor, at, **details):
    life.record.refresh_from_db()
    return actions.workflow.moves[name].run(life.record, actor=actor, at=at, **details)


def report(life, *, actor, at):
    """The quarter that is owed, where one is."""
    life.record.refresh_from_db()
    day = at.date()
    owed = open_quarters(life.record, day)
    if not owed:
        return life.record
    said = {"progress": "已推进", "reported_on": day, "file": trial.PICTURE}
    return step("report", life, actor=actor, at=at, quarter=owed[0].number, **said)


def done(life, *, actor, at):
    said = {"claimed_on": at.date(), "result": "已印发", "file": trial.PICTURE}
    return step("report_done", life, actor=actor, at=at, **said)


def carry(life, *, actor, at):
    due = trial.date(life.record.year + 1, 6, 30)
    return step("carry", life, actor=actor, at=at, due_on=due, reason="地块没有交付")


ISSUE, CONFIRM = partial(step, "issue"), partial(step, "confirm")
DROP = partial(step, "drop", reason="另有安排")
BACK = partial(step, "send_back", reason="没有说明成效")
RESUME = partial(step, "resume", reason="继续实施")
LIVES = [
    [(0, begin), (1, ISSUE), (40, done), (43, CONFIRM)],
    [(0, begin), (1, ISSUE), (70, done), (72, CONFIRM)],
    [(0, partial(begin, days=300)), (1, ISSUE), (30, report), (100, report), (190, report)],
    [(0, begin), (1, ISSUE), (40, done), (43, BACK), (50, done), (53, CONFIRM)],
    [(0, partial(begin, days=250)), (1, ISSUE), (40, done), (43, CONFIRM), (130, RESUME),
     (150, ISSUE), (280, done), (283, CONFIRM)],
    [(0, partial(begin, days=250)), (1, ISSUE), (60, DROP), (170, RESUME), (180, ISSUE)],
    [(0, begin), (1, ISSUE), (50, carry)],
    [(0, begin), (1, ISSUE), (20, DROP)],
    [(0, begin), (30, partial(step, "void", reason="重复"))],
]  # fmt: skip
