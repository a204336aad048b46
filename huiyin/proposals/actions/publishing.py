"""公开答复: full text, summary, or the reason for neither; proposed by one, approved by another."""

from datetime import date, datetime
from typing import Annotated

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import NeededWhen
from huiyin.casework.forms import ChoiceField, TextField
from huiyin.casework.publication import PublicationByTwo
from huiyin.proposals import publicity
from huiyin.proposals.models import Part, Proposal, Publication

from .handling import HANDLE, LIVE, PUBLISH, State, hide, workflow


def _never_public(proposal: Proposal, today: date) -> str:
    return "会办意见由主办单位随答复公开" if proposal.part == Part.ASSIST else ""


publication = PublicationByTwo(
    workflow,
    "答复",
    {State.REPLIED},
    write=HANDLE,
    release=PUBLISH,
    faults=publicity.faults,
    hide=hide,
    barred=_never_public,
)


@publication.propose
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
    """拟公开: proposes what the portal shows of the reply, which another person reviews."""
    reply = proposal.reply
    texts: dict[str, str] = {
        Publication.FULL: reply.text if reply else "",
        Publication.SUMMARY: public_text,
    }
    proposal.publication = publication
    proposal.public_text = texts.get(publication, "")
    proposal.withheld_because = withheld_because if publication == Publication.WITHHELD else ""


publish = publication.publish(basis="代表法第五十二条")
keep_back = publication.send_back("keep_back")
withdraw = publication.withdraw(PUBLISH, LIVE)
