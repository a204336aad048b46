"""核查、决定、告知平台、撤销: one checks and proposes, another decides; the penalty follows at once."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.forms import ChoiceField, DayField, LineField, TextField
from huiyin.credit import conditions, papers
from huiyin.credit.models import Finding, Notice, Outcome, Repair
from huiyin.credit.rights import DECIDE, HANDLE
from huiyin.penalties import actions as penalties

from .flow import LAW, Deciding, Grounds, Remedy, Revoking, State, workflow

Judged = Finding.choices


@workflow.move("核查条件", sources={State.ACCEPTED}, rule=HANDLE, basis=LAW)
def verify(
    repair: Repair,
    *,
    actor: Actor,
    at: datetime,
    corrected: Annotated[str, ChoiceField("失信行为已经纠正", Judged, radio=True)],
    corrected_fact: Annotated[str, TextField("纠正情况", 500)],
    performed: Annotated[str, ChoiceField("处罚义务履行完毕", Judged, radio=True)],
    performed_fact: Annotated[
        str, TextField("履行情况", 500, help_text="罚款以外的义务；罚没款按处罚记录的缴款核对")
    ],
    others_met: Annotated[str, ChoiceField("其他法定条件", Judged, radio=True)],
    others_fact: Annotated[str, TextField("其他条件核查情况", 500)],
) -> None:
    """核查条件: what no record knows, each with the fact by which it was judged."""
    repair.corrected, repair.corrected_fact = corrected, corrected_fact
    repair.performed, repair.performed_fact = performed, performed_fact
    repair.others_met, repair.others_fact = others_met, others_fact
    repair.verified_on = at.date()
    repair.note_writer(actor)


def _may_grant(repair: Repair, day: date) -> str:
    refusal = penalties.may_be_repaired(repair.penalty, day)
    if refusal:
        return refusal
    lacking = conditions.unmet(repair, day)
    return f"条件还没有具备，不能准予：{lacking}" if lacking else ""


@workflow.move(
    "拟准予修复",
    sources={State.ACCEPTED},
    target=State.PROPOSED,
    rule=HANDLE,
    guard=_may_grant,
    basis=LAW,
    limited=True,
)
def propose_grant(
    repair: Repair,
    *,
    actor: Actor,
    at: datetime,
    lifted: Annotated[
        str, TextField("解除的失信惩戒措施", 500, initial="没有采取其他失信惩戒措施")
    ],
) -> None:
    """拟准予修复: every condition is met; nothing is granted before another decides."""
    repair.outcome, repair.lifted = Outcome.GRANTED, lifted
    repair.reason = repair.remedy = ""
    repair.note_writer(actor)


@workflow.move(
    "拟不予修复", sources={State.ACCEPTED}, target=State.PROPOSED, rule=HANDLE, basis=LAW
)
def propose_refusal(
    repair: Repair, *, actor: Actor, at: datetime, reason: Grounds, remedy: Remedy
) -> None:
    """拟不予修复: why, and what the applicant can do about it."""
    repair.outcome, repair.reason, repair.remedy = Outcome.REFUSED, reason, remedy
    repair.lifted = ""
    repair.note_writer(actor)


@workflow.move("退回", sources={State.PROPOSED}, target=State.ACCEPTED, rule=DECIDE)
def send_back(repair: Repair, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """退回: it is checked and proposed anew."""


def _may_decide(repair: Repair, day: date) -> str:
    return _may_grant(repair, day) if repair.outcome == Outcome.GRANTED else ""


@workflow.move(
    "决定",
    sources={State.PROPOSED},
    rule=Deciding(DECIDE),
    guard=_may_decide,
    basis=LAW,
    limited=True,
)
def decide(repair: Repair, *, actor: Actor, at: datetime) -> None:
    """决定: as proposed; what is granted ends the publicity in the same transaction."""
    repair.decided_on = at.date()
    if repair.outcome == Outcome.GRANTED:
        repair.penalty = penalties.repair(
            repair.penalty, actor=actor, at=at, by_decision=repair.reference
        )
        repair.state = State.GRANTED
        repair.recount()
    else:
        repair.state = State.REFUSED
    papers.of_repair(repair, Notice.Sort(repair.outcome), actor.name, at)


@workflow.move(
    "登记告知信用平台", sources={State.GRANTED}, target=State.DONE, rule=HANDLE, basis=LAW
)
def tell(
    repair: Repair,
    *,
    actor: Actor,
    at: datetime,
    told_on: Annotated[date, DayField("告知日期")],
    receipt: Annotated[str, LineField("平台回执或者报送批次", 100)],
) -> None:
    """告知信用平台: it stops showing and sharing the penalty as well."""
    if repair.decided_on and not repair.decided_on <= told_on <= at.date():
        raise ValidationError({"told_on": f"告知日期应在决定日期 {repair.decided_on} 和今天之间"})
    repair.told_on, repair.receipt = told_on, receipt


def _still_repaired(repair: Repair, day: date) -> str:
    penalty = repair.penalty
    if penalty.repaired_on is None or penalty.state not in penalties.DECIDED:
        return "处罚决定已经撤销或者作废，不需要撤销修复"
    return ""


@workflow.move(
    "撤销修复",
    sources={State.GRANTED, State.DONE},
    target=State.REVOKED,
    rule=Revoking(DECIDE),
    guard=_still_repaired,
    basis=LAW,
)
def revoke(
    repair: Repair,
    *,
    actor: Actor,
    at: datetime,
    reason: Annotated[str, TextField("虚假承诺、虚假材料等事实和理由", 500)],
) -> None:
    """撤销修复: it was got by what is not true; publicity goes on until the last day it had."""
    repair.revoke_reason, repair.revoked_on = reason, at.date()
    repair.penalty = penalties.undo_repair(
        repair.penalty, actor=actor, at=at, by_decision=repair.reference
    )
    papers.of_repair(repair, Notice.Sort.REVOKED, actor.name, at)
