"""答复、会办意见 as letters: numbered and frozen in the transaction of the move that signs them."""

import re
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from huiyin.files import word
from huiyin.letters.issuing import lines, number_and_keep, series_of, usual_words
from huiyin.letters.layout import to_template
from huiyin.letters.texts import LetterText

from .models import Category, Part, Proposal, Reply

FOLDER = Path(__file__).parent / "letters"
SERIES = "建提"
_BODY = re.compile(r"[会社盟党团委组界局院司]$|代表|委员")
"""How bodies and groups that propose are called, and who is addressed already."""


def title(proposal: Proposal) -> str:
    """关于市五届人大四次会议第023号建议的答复."""
    return f"关于{proposal.named}的{'会办意见' if proposal.part == Part.ASSIST else '答复'}"


def addressee(proposal: Proposal) -> str:
    if proposal.part == Part.ASSIST:
        return proposal.lead
    called = "代表" if proposal.category == Category.SUGGESTION else "委员"
    return proposal.proposer + ("" if _BODY.search(proposal.proposer) else called)


def usual_copies(proposal: Proposal) -> str:
    """市人大常委会办公室、市政府办公室: by whose session it is."""
    place = proposal.session[:1] if proposal.session[:1] in "省市县区" else ""
    whose = "人大常委会" if proposal.category == Category.SUGGESTION else "政协"
    return f"{place}{whose}办公室、{place}政府办公室"


def drawn(proposal: Proposal, number: str, signer: str, at: datetime) -> bytes:
    """The Word file of what is drafted; without a number as a preview."""
    kind = "opinion" if proposal.part == Part.ASSIST else "reply"
    marked, agency = proposal.draft_class, proposal.agency
    values = {
        **usual_words(agency, title(proposal), number or "（编号于签发时生成）", at),
        "分类标识": f"{marked.letter}类" if marked else "",
        "签发人": signer,
        "收件人": addressee(proposal),
        "案名": proposal.named,
        "标题": proposal.subject,
        "正文": lines(proposal.draft_text),
        "抄送": proposal.copies or usual_copies(proposal),
    }
    text = LetterText.load(FOLDER / f"{kind}.toml")
    return word.fill(to_template(text), values, title=f"{number} {title(proposal)}".strip(), at=at)


def issue(proposal: Proposal, signer: str, at: datetime) -> Reply:
    """The letter with the next number of the agency's series, as Word and PDF.

    Raises:
        ValidationError: the agency has no code for its documents.
    """
    reply = Reply(
        proposal=proposal,
        series=series_of(proposal.agency, SERIES),
        year=timezone.localdate(at).year,
        reply_class=proposal.draft_class,
        title=title(proposal),
        text=proposal.draft_text,
        signer=signer,
        replied_on=timezone.localdate(at),
    )
    number_and_keep(
        reply,
        reply.title,
        lambda: drawn(proposal, str(reply), signer, at),
        agency=proposal.agency,
        at=at,
    )
    return reply
