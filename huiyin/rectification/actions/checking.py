"""复查: by another person than who reported; and the answer to what came from outside."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.evidence import Checked
from huiyin.casework.forms import DayField, TextField
from huiyin.casework.rights import Another
from huiyin.rectification import papers
from huiyin.rectification.models import Evidence, Paper, Rectification
from huiyin.rectification.rules import CHECK, ISSUE

from .handling import State, keep_evidence, workflow

BY_ANOTHER = Another(CHECK)
"""Whoever checks, and has not reported that it is mended."""
Opinion = Annotated[str, TextField("复查意见", 300)]


@workflow.move("复查通过", sources={State.REPORTED}, rule=BY_ANOTHER, limited=True)
def pass_check(
    matter: Rectification,
    *,
    actor: Actor,
    at: datetime,
    opinion: Opinion,
    file: Checked | None = None,
) -> None:
    """复查通过: it is struck off (销号); what came from outside is answered first."""
    _check(matter, opinion, file, at.date())
    if matter.is_from_outside:
        matter.state = State.CHECKED
    else:
        matter.state, matter.closed_on = State.CLOSED, at.date()


@workflow.move(
    "复查不通过，退回重改",
    sources={State.REPORTED},
    target=State.MENDING,
    rule=BY_ANOTHER,
    limited=True,
)
def fail_check(
    matter: Rectification,
    *,
    actor: Actor,
    at: datetime,
    opinion: Opinion,
    due_on: Annotated[date, DayField("新的期限")],
    file: Checked | None = None,
) -> None:
    """复查不通过: it is mended anew until another day; the first round keeps its own."""
    if due_on < at.date():
        raise ValidationError({"due_on": "新的期限早于今天，请核对"})
    _check(matter, opinion, file, at.date())
    matter.failed_on = matter.failed_on or at.date()
    matter.round += 1
    matter.named_due_on = due_on
    matter.recount()


def _check(matter: Rectification, opinion: str, file: Checked | None, day: date) -> None:
    matter.opinion = opinion
    if file is not None:
        keep_evidence(matter, Evidence.Role.CHECK, file, "", day)


def _has_code(matter: Rectification, today: date) -> str:
    return "" if matter.agency.document_code else "请先在机构资料中填写发文机关代字"


@workflow.move(
    "签发复函",
    sources={State.CHECKED},
    target=State.CLOSED,
    rule=ISSUE,
    guard=_has_code,
    basis="行政执法监督条例",
)
def answer(
    matter: Rectification,
    *,
    actor: Actor,
    at: datetime,
    text: Annotated[str, TextField("复函正文", 10000, rows=10)],
) -> None:
    """签发复函: the answer gets its number and leaves; with it the matter is struck off."""
    papers.issue(matter, Paper.Role.ANSWER, text, actor.name, at)
    matter.delivered_on = matter.closed_on = at.date()


@workflow.move("退回复查", sources={State.CHECKED}, target=State.REPORTED, rule=ISSUE)
def look_again(matter: Rectification, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """退回复查: whoever answers is not convinced; it is checked once more."""
