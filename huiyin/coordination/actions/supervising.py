"""督办: asked with a notice, answered, released by another."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.arguments import Reason
from huiyin.casework.forms import DayField, TextField
from huiyin.casework.recount import by_the_system
from huiyin.casework.rights import Another
from huiyin.casework.workflow import Workflow
from huiyin.coordination import papers, rules
from huiyin.coordination.models import SUPERVISE, Supervision

from . import asking

State = Supervision.State
NUMBERS = numbering.declare("DB", "coordination.supervision", 5)
supervisions = Workflow(Supervision)
BY_ANOTHER = Another(SUPERVISE)
"""Whoever supervises, and has not written the answer."""


@supervisions.start("督办", rule=SUPERVISE)
def supervise(asked: Supervision, *, actor: Actor, at: datetime) -> Supervision:
    """督办: a unit has to answer for a matter until a day."""
    asked.asked_on = at.date()
    asking.begin(asked, NUMBERS, asked.asked_on)
    return asked


def _has_no_notice(asked: Supervision, day: date) -> str:
    if papers.notice_of(asked) is not None:
        return "已经制发督办通知书"
    return "" if asked.agency.document_code else "请先在机构资料中填写发文机关代字"


@supervisions.move("制发督办通知书", sources={State.ASKED}, rule=SUPERVISE, guard=_has_no_notice)
def issue_notice(asked: Supervision, *, actor: Actor, at: datetime) -> None:
    """制发督办通知书: numbered and frozen; who handles things in the unit is told by letter."""
    papers.issue(asked, actor.name, at)


@supervisions.move("答复督办", sources={State.ASKED}, target=State.ANSWERED, rule=rules.may_answer)
def answer_supervision(
    asked: Supervision,
    *,
    actor: Actor,
    at: datetime,
    answer: Annotated[str, TextField("督办答复", 5000, rows=8)],
    answered_on: Annotated[date, DayField("答复日期")],
) -> None:
    """答复督办: what the unit says, and when it said so."""
    if not asked.asked_on <= answered_on <= at.date():
        wrong = f"答复日期应在督办日期 {asked.asked_on} 之后，不晚于今天"
        raise ValidationError({"answered_on": wrong})
    asked.answer, asked.answered_on = answer, answered_on
    asked.first_answered_on = asked.first_answered_on or answered_on
    asked.note_writer(actor)


@supervisions.move("退回重新答复", sources={State.ANSWERED}, target=State.ASKED, rule=SUPERVISE)
def ask_anew(asked: Supervision, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """退回重新答复: the answer does not do; the day stays."""
    asked.answered_on = None


@supervisions.move("解除督办", sources=Supervision.OPEN, target=State.RELEASED, rule=BY_ANOTHER)
def release(asked: Supervision, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """解除督办: nothing is asked any more, whether it was answered or not."""
    asked.released_on, asked.release_reason = at.date(), reason


@supervisions.move("转由承接单位答复", sources=Supervision.OPEN, rule=by_the_system)
def pass_supervision_on(asked: Supervision, *, actor: Actor, at: datetime) -> None:
    """转由承接单位答复: the unit was dissolved; without a successor its agency answers."""
    asked.unit = asked.unit.successor or asked.agency
