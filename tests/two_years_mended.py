"""Lives of what has to be mended, of tasks of the plan and of assessments, for the two years."""

from datetime import timedelta
from functools import partial

from huiyin.organisations.models import Organisation
from huiyin.rectification import actions
from huiyin.rectification.tests import trial
from tests import (
    two_years_assessed,
    two_years_licensed,
    two_years_planned,
    two_years_promised,
)


def begin(life, *, actor, at, **values):
    agency = life.bureau.agency
    Organisation.objects.filter(pk=agency.pk).update(document_code="云城管")
    day = at.date()
    matter = trial.rectification(
        Organisation.objects.get(pk=agency.pk),
        received_on=day, named_due_on=day + timedelta(days=20), **values,
    )  # fmt: skip
    return actions.register(matter, actor=actor, at=at)


def step(name, life, *, actor, at, **details):
    life.record.refresh_from_db()
    return trial.workflow.moves[name].run(life.record, actor=actor, at=at, **details)


def report(life, *, actor, at):
    words = {"measures": "已补充更新", "reported_on": at.date(), "file": trial.PICTURE}
    return step("report", life, actor=actor, at=at, **words)


def fail(life, *, actor, at):
    again = {"opinion": "仍有缺项", "due_on": at.date() + timedelta(days=15)}
    return step("fail_check", life, actor=actor, at=at, **again)


PAPER = {**trial.OUTSIDE, "paper_number": "云司监〔2020〕3号"}
ORDERED = [(1, partial(step, "issue")), (2, partial(step, "sign"))]
PASS = partial(step, "pass_check", opinion="属实")
LIVES = [
    [(0, begin), *ORDERED, (10, report), (12, PASS)],
    [(0, begin), *ORDERED, (25, report), (27, fail), (35, report), (37, PASS)],
    [(0, partial(begin, **PAPER)), *ORDERED, (15, report), (17, PASS),
     (30, partial(step, "answer", text="已整改。"))],
    [(0, begin), *ORDERED, (50, partial(step, "void", reason="重复"))],
    *two_years_planned.LIVES,
    *two_years_assessed.LIVES,
    *two_years_promised.LIVES,
    *two_years_licensed.LIVES,
]  # fmt: skip
