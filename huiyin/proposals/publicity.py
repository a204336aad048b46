"""What the portal may show of a reply, and how the search finds it."""

from collections.abc import Iterator

from django.utils import timezone

from huiyin.common import masking
from huiyin.personal.traces import Known, traces
from huiyin.search import index

from .models import Proposal, Publication

MISSING: dict[str, tuple[str, str]] = {
    Publication.FULL: ("publication", "没有在本系统签发的答复，请公开摘要或者说明不公开的理由"),
    Publication.SUMMARY: ("public_text", "请填写公开的摘要"),
    Publication.WITHHELD: ("withheld_because", "请写明不公开的理由"),
}

BESIDE = {
    "subject": "标题",
    "proposer": "领衔人",
    "supporters": "附议人",
    "session": "届次",
    "number": "编号",
}
"""What list and page say beside the reply, however it is published."""


def entry(proposal: Proposal) -> index.Document:
    """What the search of the portal knows of a public one."""
    assert proposal.published_at is not None  # noqa: S101 - asked before
    return index.Document(
        key=f"proposal:{proposal.pk}",
        url=f"/proposals/{proposal.pk}/",
        title=f"{proposal.named}：{proposal.subject}",
        body=proposal.public_text or proposal.withheld_because,
        published_on=timezone.localtime(proposal.published_at).date(),
        agency=proposal.agency.slug,
        agency_name=proposal.agency.short_name,
        column="/proposals/",
        column_name="建议提案办理",
        index_number=proposal.reference,
    )


def faults(proposal: Proposal) -> dict[str, str]:
    """Errors by field: a text that is missing, or would reveal how a deputy is reached."""
    name, missing = MISSING.get(proposal.publication, ("publication", "请选择公开方式"))
    text = proposal.withheld_because if name == "withheld_because" else proposal.public_text
    if not text:
        return {name: missing}
    if places := _given_away(proposal, text):
        return {name: f"里面有个人信息：{places}。请删去，或者改为公开摘要"}
    return {
        column: f"{label}里有个人信息：{places}。{label}随答复公开，请先用“更正”删去"
        for column, label in BESIDE.items()
        if (places := _given_away(proposal, getattr(proposal, column)))
    }


def _given_away(proposal: Proposal, text: str) -> str:
    public = [proposal.agency.telephone]
    personal = traces(text, _known(proposal), public=public, may_name_offices=True)
    return "、".join(dict.fromkeys(f"{trace.label}“{trace.shown}”" for trace in personal))


def _known(proposal: Proposal) -> Iterator[Known]:
    """The names of deputies are public; how to reach them is not."""
    yield Known("电话", proposal.proposer_phone, masking.contact)
    yield Known("地址", proposal.proposer_address, masking.address)
    yield Known("附议人联系方式", proposal.supporters_contact, masking.contact)
