"""The decision: by the head, on the spot, not to punish; and what became of it later."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.forms import ChoiceField, DayField, LineField, TextField
from huiyin.casework.rights import Another
from huiyin.penalties import kinds as words
from huiyin.penalties import papers
from huiyin.penalties.models import (
    Annulment,
    Outcome,
    Paper,
    Penalty,
    Procedure,
    Service,
    SpotLimit,
)
from huiyin.penalties.rules import DECIDE, HANDLE, VOID
from huiyin.publicity import actions as publicity
from huiyin.publicity.models import Ending

from .handling import (
    DECIDED,
    INVESTIGATED,
    Amount,
    Kinds,
    State,
    check,
    set_decision,
    within,
    workflow,
)
from .hearing import hearing_until, needs_review

Number = Annotated[str, LineField("决定书文号", 80)]


def _can_be_decided(penalty: Penalty, day: date) -> str:
    if not penalty.kinds:
        return "还没有提出处理意见"
    if penalty.hearing_asked_on and penalty.hearing_on is None:
        return "当事人要求听证，听证还没有举行"
    until = hearing_until(penalty)
    is_open = until and not (penalty.hearing_asked_on or penalty.hearing_waived_on)
    if is_open and until and day <= until:
        return f"要求听证的期限到 {until}，期满或者当事人放弃听证后才能决定"
    return "应当先经法制审核" if needs_review(penalty) else ""


@workflow.move(
    "作出处罚决定",
    sources={State.NOTIFIED},
    target=State.DECIDED,
    rule=Another(DECIDE),
    guard=_can_be_decided,
    basis="行政处罚法第五十七条、第五十九条、第六十条",
)
def decide(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    reference: Number,
    decided_on: Annotated[date, DayField("决定日期")],
) -> None:
    """作出处罚决定: by the head, who did not investigate, as it was proposed and told."""
    within(penalty, "decided_on", decided_on, at.date())
    _decided(penalty, reference, decided_on, at)
    told = papers.of_a_decision(penalty)
    papers.issue(penalty, Paper.Role.DECISION, told, day=decided_on, at=at)


def _decided(penalty: Penalty, reference: str, day: date, at: datetime) -> None:
    penalty.reference, penalty.decided_on = reference, day
    check(penalty, timezone.localdate(at))
    penalty.validate_constraints()
    penalty.settle()


def _is_on_spot(penalty: Penalty, day: date) -> str:
    return "" if penalty.procedure == Procedure.ON_SPOT else "只有简易程序可以当场处罚"


@workflow.move(
    "当场处罚",
    sources={State.FILED},
    target=State.SERVED,
    rule=HANDLE,
    guard=_is_on_spot,
    basis="行政处罚法第五十一条、第五十二条",
)
def decide_on_spot(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    reference: Number,
    decided_on: Annotated[date, DayField("决定日期")],
    facts: Annotated[str, TextField("违法事实", 5000, rows=4)],
    basis: Annotated[str, TextField("处罚依据", 2048)],
    kinds: Kinds,
    content: Annotated[str, TextField("处罚内容", 4000)],
    fine: Annotated[Decimal | None, Amount] = None,
) -> None:
    """当场处罚: a warning, or a fine within the limit of that day; the paper is handed over at once."""
    within(penalty, "decided_on", decided_on, at.date())
    set_decision(
        penalty, kinds_=kinds, other="", facts=facts, basis=basis, content=content, fine=fine
    )
    if set(penalty.all_kinds) - {words.WARNING, words.FINE}:
        raise ValidationError(
            {"kinds": "当场处罚只能是警告或者罚款（第五十一条），其他处罚适用普通程序"}
        )
    limit = SpotLimit.objects.on(decided_on, holder=penalty.holder.value)
    if limit is None or penalty.fine > limit.most:
        raise ValidationError(
            {"fine": f"超过当场处罚限额（{limit or '没有规定'}），应当适用普通程序"}
        )
    penalty.note_writer(actor)
    penalty.served_on, penalty.service = decided_on, Service.HANDED
    _decided(penalty, reference, decided_on, at)
    told = papers.of_a_decision_on_spot(penalty)
    papers.issue(penalty, Paper.Role.ON_SPOT, told, day=decided_on, at=at, is_handed=True)


@workflow.move(
    "不予处罚、移送",
    sources=INVESTIGATED,
    target=State.ENDED,
    rule=Another(DECIDE),
    basis="行政处罚法第三十三条、第五十七条",
)
def end(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    outcome: Annotated[str, ChoiceField("处理", Outcome.choices)],
    reason: Annotated[str, TextField("理由", 300, help_text="不予处罚的，写进决定书")],
) -> None:
    """不予处罚、移送: the case ends without a penalty; the party is told of the former in writing."""
    penalty.outcome, penalty.ended_on = outcome, at.date()
    penalty.settle()
    told = papers.of_sparing(penalty, reason)
    if told is not None:
        papers.issue(penalty, Paper.Role.SPARED, told, day=timezone.localdate(at), at=at)


def _annulled(
    penalty: Penalty, kind: str, day: date, by: str, reason: str, actor: Actor, at: datetime
) -> None:
    if penalty.decided_on and not penalty.decided_on <= day <= timezone.localdate(at):
        raise ValidationError({"annulled_on": "日期应在处罚决定日期和今天之间，请核对"})
    if penalty.is_public_on(timezone.localdate(at)):
        publicity.take_down(penalty, Ending.ANNULLED, reason, actor=actor, at=at)
    penalty.annulment, penalty.annulled_on, penalty.annulled_by = kind, day, by
    penalty.explained_on, penalty.public_reason = None, ""


ByWhom = Annotated[str, LineField("作出机关和文书", 200)]
When = Annotated[date, DayField("撤销或者变更日期")]


@workflow.move(
    "登记撤销、确认违法",
    sources=DECIDED,
    target=State.ANNULLED,
    rule=VOID,
    basis="行政处罚法第四十八条第二款",
)
def annul(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    annulment: Annotated[str, ChoiceField("情形", Annulment.choices[1:])],
    annulled_on: When,
    annulled_by: ByWhom,
    reason: Reason,
) -> None:
    """撤销、确认违法、确认无效: off the public list at once; why is told within three working days."""
    _annulled(penalty, annulment, annulled_on, annulled_by, reason, actor, at)
    penalty.settle()


@workflow.move("登记变更", sources=DECIDED, rule=VOID, basis="行政处罚法第四十八条第二款")
def change(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    annulled_on: When,
    annulled_by: ByWhom,
    kinds: Kinds,
    content: Annotated[str, TextField("变更后的处罚内容", 4000)],
    reason: Reason,
    fine: Annotated[Decimal | None, Amount] = None,
) -> None:
    """变更: another authority has changed the decision; the old one is withdrawn, the new one can be put up."""
    _annulled(penalty, Annulment.CHANGED, annulled_on, annulled_by, reason, actor, at)
    set_decision(penalty, kinds_=kinds, other="", content=content, fine=fine)
    penalty.note_writer(actor)
    check(penalty, at.date())
    penalty.settle()
