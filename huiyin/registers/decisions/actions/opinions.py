"""公众意见: sent by anybody while there is time, answered one by one before the summary."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor, ActorKind
from huiyin.casework import numbering
from huiyin.casework.arguments import NeededWhen
from huiyin.casework.forms import ChoiceField, TextField
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.shown import Shown
from huiyin.casework.workflow import Workflow
from huiyin.common import telephones
from huiyin.registers.decisions import rules
from huiyin.registers.decisions.models import Decision, Opinion, Outcome
from huiyin.registers.rules import VOID

NUMBERS = numbering.declare("YJ", "registers.opinion", 5)

State = Opinion.State
workflow = Workflow(Opinion, shown=Shown(lambda opinion: opinion.state != State.VOIDED))
"""The page of a matter tells how many there are."""
OUTCOMES = [("", "请选择"), *((one.value, one.label) for one in Outcome)]
_REASONED = {Outcome.PARTLY, Outcome.NOT_ADOPTED}


def _at_the_window(run: Callable[..., Opinion]) -> Callable[..., Opinion]:
    """A visitor writes to the agency whose draft it is; it sees no other."""

    @wraps(run)
    def through(opinion: Opinion, *, actor: Actor, at: datetime) -> Opinion:
        if actor.kind is ActorKind.VISITOR:
            actor = replace(actor, grants={opinion.decision.agency_id: frozenset()})
        return run(opinion, actor=actor, at=at)

    return through


@_at_the_window
@workflow.start("提出意见", rule=rules.may_say)
def say(opinion: Opinion, *, actor: Actor, at: datetime) -> Opinion:
    """提出意见: from the first to the last day of the consultation.

    Raises:
        ValidationError: it is too late or too early, or nothing was said.
    """
    if wrong := telephones.contact_fault(opinion.contact):
        raise ValidationError({"contact": wrong})
    decision = Decision.objects.select_for_update().get(pk=opinion.decision_id)
    if not decision.takes_opinions(at.date()):
        raise ValidationError("征求意见已经截止，没有提交。您可以留言或来信反映")
    opinion.decision, opinion.agency = decision, decision.agency
    opinion.text = opinion.text.strip()
    opinion.state, opinion.sent_on = State.RECEIVED, at.date()
    opinion.full_clean(exclude={"reference"})
    NUMBERS.give(opinion, at.year)
    return opinion


@workflow.move(
    "处理", sources={State.RECEIVED, State.HANDLED}, target=State.HANDLED,
    rule=rules.KEEP, basis="重大行政决策程序暂行条例", bulk=True,
)  # fmt: skip
def handle(
    opinion: Opinion,
    *,
    actor: Actor,
    at: datetime,
    outcome: Annotated[str, ChoiceField("处理结果", OUTCOMES)],
    answer: Annotated[
        str, TextField("理由说明", 3000, required=False), NeededWhen("部分采纳或未采纳的必填")
    ] = "",
) -> None:
    """处理: taken over, in part, or not; then with the reason."""
    _check_open(opinion)
    if outcome in _REASONED and not answer:
        raise ValidationError({"answer": "部分采纳或未采纳的，请写明理由"})
    opinion.outcome, opinion.answer = outcome, answer
    opinion.handled_on = at.date()


def _check_open(opinion: Opinion) -> None:
    if opinion.decision.state not in (Decision.State.CONSULTING, Decision.State.FEEDBACK):
        raise ValidationError("这件事项的采纳情况已经公布或已终止，意见的处理结果不能再改")


def _check_voidable(opinion: Opinion, actor: Actor) -> None:
    """No opinion at all, or one on a matter that was entered in error."""
    if opinion.decision.state != Decision.State.VOIDED:
        _check_open(opinion)


void = Ordinary(workflow).void(
    VOID, label="作废（广告、测试或重复）", then=_check_voidable, bulk=True
)
