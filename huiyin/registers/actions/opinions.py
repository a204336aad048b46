"""公众意见: sent by anybody while there is time, answered one by one before the summary."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor, ActorKind
from huiyin.casework import numbering
from huiyin.casework.workflow import Workflow
from huiyin.common import telephones
from huiyin.registers import rules
from huiyin.registers.models import Decision, Opinion, Outcome
from huiyin.web import page_cache

NUMBERS = numbering.declare("YJ", "registers.opinion", 5)
State = Opinion.State
workflow = Workflow(Opinion)
_REASONED = {Outcome.PARTLY, Outcome.NOT_ADOPTED}


def _at_the_window(run: Callable[..., Opinion]) -> Callable[..., Opinion]:
    """A visitor writes to the agency whose draft it is; it sees no other."""

    @wraps(run)
    def through(opinion: Opinion, *, actor: Actor, at: datetime) -> Opinion:
        if actor.kind is ActorKind.VISITOR:
            actor = replace(actor, agencies=frozenset({opinion.decision.agency_id}))
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
    opinion.reference = NUMBERS.next(Opinion, decision.agency_id, at.year)
    opinion.full_clean()
    page_cache.changed()  # the page tells how many there are
    return opinion


@workflow.move(
    "处理", sources={State.RECEIVED, State.HANDLED}, target=State.HANDLED,
    rule=rules.may_keep_decision, basis="重大行政决策程序暂行条例", bulk=True,
)  # fmt: skip
def handle(opinion: Opinion, *, actor: Actor, at: datetime, outcome: str, answer: str = "") -> None:
    """处理: taken over, in part, or not; then with the reason."""
    _check_open(opinion)
    if outcome in _REASONED and not answer.strip():
        raise ValidationError({"answer": "部分采纳或未采纳的，请写明理由"})
    opinion.outcome, opinion.answer = outcome, answer.strip()
    opinion.handled_on = at.date()


@workflow.move(
    "作废（广告、测试或重复）",
    sources={State.RECEIVED, State.HANDLED},
    target=State.VOIDED,
    rule=rules.may_void,
    bulk=True,
)
def void(opinion: Opinion, *, actor: Actor, at: datetime, reason: str) -> None:
    """作废: no opinion at all; kept, counted nowhere."""
    _check_open(opinion)
    opinion.void_because(reason)
    page_cache.changed()


def _check_open(opinion: Opinion) -> None:
    if opinion.decision.state not in (Decision.State.CONSULTING, Decision.State.FEEDBACK):
        raise ValidationError("这件事项的采纳情况已经公布或已终止，意见的处理结果不能再改")
