"""救济告知: which way is open against a decision (行政复议法 2023、行政诉讼法、法释〔2025〕8号).

A refusal by 条例第十四条、第十五条、第十六条 must first go to reconsideration, and the decision
must say so (行政复议法第二十三条第一款第四项、第二款). Everything else may be sued at once.
"""

from collections.abc import Iterable
from enum import StrEnum

from huiyin.foi.models import Decision, Exemption
from huiyin.letters import remedies as letters
from huiyin.letters.remedies import NEUTRAL_COURT as NEUTRAL_COURT

REFUSED = frozenset(
    {
        Decision.STATE_SECRET,
        Decision.FORBIDDEN_BY_LAW,
        Decision.SAFETY,
        Decision.THIRD_PARTY_RIGHTS,
        Decision.INTERNAL,
        Decision.IN_PROCESS,
        Decision.ENFORCEMENT_FILE,
    }
)
REFUSING = frozenset(set(Exemption.values) - {Exemption.ADMINISTRATIVE_QUERY})
"""The grounds of 条例第十四条 to 第十六条."""


class Way(StrEnum):
    RECONSIDERATION_FIRST = "first"
    EITHER = "either"
    BY_PART = "by-part"


def way(decision: str, grounds: Iterable[str] = ()) -> Way:
    """The way that is open; of a partial disclosure the withheld part may need the longer one.

    A partial disclosure whose grounds are not recorded is taken as withheld by articles 14–16:
    that costs nobody a right, while the opposite would leave the duty to tell unmet.
    """
    if decision in REFUSED:
        return Way.RECONSIDERATION_FIRST
    codes = set(grounds)
    if decision == Decision.PARTIAL and (not codes or codes & REFUSING):
        return Way.BY_PART
    return Way.EITHER


def notice(
    which: Way, superior: str, court: str, *, paper: str = "答复书", channel: str = ""
) -> list[str]:
    """The paragraphs of the letter."""
    first = letters.review_first(paper, superior, court)
    either = letters.either(paper, superior, court)
    law = "《中华人民共和国行政复议法》第二十三条第一款第四项"
    if which is Way.RECONSIDERATION_FIRST:
        lines = [f"如对本决定不服，根据{law}的规定，{first}。"]
    elif which is Way.BY_PART:
        lines = [
            f"如对不予公开的部分不服，根据{law}的规定，{first}。",
            f"如对本{paper}的其他内容不服，{either}。",
        ]
    else:
        lines = [f"如对本{paper}不服，{either}。"]
    return [*lines, *letters.online(channel)]
