"""公开答复: its full text, a summary, or the reason why neither; proposed by one, let out by another."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import NeededWhen, Reason
from huiyin.casework.faults import refuse
from huiyin.casework.forms import ChoiceField, TextField
from huiyin.proposals import publicity, rules
from huiyin.proposals.models import Part, Proposal, Publication

from .handling import HANDLE, LIVE, State, hide, workflow


def _may_propose(proposal: Proposal, today: date) -> str:
    if proposal.part == Part.ASSIST:
        return "会办意见由主办单位随答复公开"
    return "已经公开，要改请先撤下" if proposal.published_at else ""


@workflow.move("拟公开答复", sources={State.REPLIED}, rule=HANDLE, guard=_may_propose)
def propose(
    proposal: Proposal,
    *,
    actor: Actor,
    at: datetime,
    publication: Annotated[str, ChoiceField("公开方式", Publication.choices)],
    public_text: Annotated[
        str,
        TextField("公开的摘要", 5000, rows=8, required=False),
        NeededWhen("公开摘要的必填"),
    ] = "",
    withheld_because: Annotated[
        str,
        TextField("不公开的理由", 300, required=False),
        NeededWhen("不公开的必填，理由同时公开"),
    ] = "",
) -> None:
    """拟公开: how the reply is to stand on the portal, for another person to read."""
    reply = proposal.reply
    texts: dict[str, str] = {
        Publication.FULL: reply.text if reply else "",
        Publication.SUMMARY: public_text,
    }
    proposal.publication = publication
    proposal.public_text = texts.get(publication, "")
    proposal.withheld_because = withheld_because if publication == Publication.WITHHELD else ""
    refuse(publicity.faults(proposal))
    proposal.proposed_at = at
    proposal.note_writer(actor)


def _waits(proposal: Proposal, today: date) -> str:
    is_proposed = proposal.proposed_at is not None and proposal.published_at is None
    return "" if is_proposed else "没有待公开的答复，请先“拟公开答复”"


@workflow.move(
    "公开答复",
    sources={State.REPLIED},
    rule=rules.may_publish,
    guard=_waits,
    basis="代表法第五十二条",
)
def publish(proposal: Proposal, *, actor: Actor, at: datetime) -> None:
    """公开: what was proposed is on the portal, word for word."""
    if wrong := publicity.faults(proposal):
        raise ValidationError(list(wrong.values()))
    proposal.published_at = at


@workflow.move("退回拟公开答复", sources={State.REPLIED}, rule=rules.may_publish, guard=_waits)
def keep_back(proposal: Proposal, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """退回: it is proposed anew."""
    proposal.proposed_at = None


def _is_public(proposal: Proposal, today: date) -> str:
    return "" if proposal.is_public else "没有公开"


@workflow.move("撤下答复", sources=LIVE, rule=rules.PUBLISH, guard=_is_public)
def withdraw(proposal: Proposal, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """撤下: it is on the portal no more."""
    hide(proposal)
