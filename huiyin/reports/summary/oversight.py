"""监督: what had to be mended, and the suggestions and proposals that were answered."""

from huiyin.reports.text import Citer, Runs

from .phrases import joined, kept, part_of, said, span


def mended(cite: Citer) -> list[Runs]:
    """通报批评 and 限期整改: how many, and what became of them by the last day."""
    issued = cite("rectification.issued")
    if not issued:
        return []
    kinds = joined(
        [
            said("限期整改", cite("rectification.orders")),
            said("通报批评", cite("rectification.circulars")),
        ],
        "、",
    )
    closed = part_of(cite("rectification.closed"), int(issued.value or 0), "销号")
    sentence = joined(
        [
            ["下达整改", issued, *(["（", *kinds, "）"] if kinds else [])],
            said("复查没有通过、继续整改的", cite("rectification.failed")),
            [span(cite), *closed],
        ],
        "，",
    )
    return [[*sentence, "。"]]


def proposals(cite: Citer) -> list[Runs]:
    """承办人大代表建议和政协提案: received, answered, in time, talked over, to whose satisfaction."""
    received = cite("proposals.received")
    if not received:
        return []
    kinds = joined(
        [
            said("代表建议", cite("proposals.suggestions")),
            said("政协提案", cite("proposals.motions")),
        ],
        "、",
    )
    sentence = joined(
        [
            ["承办人大代表建议和政协提案", received, *(["（", *kinds, "）"] if kinds else [])],
            part_of(cite("proposals.replied"), int(received.value or 0), "答复"),
            kept(cite, "proposals.in-time.rate", "按时办复率", "已到期限的均未按时答复"),
            kept(cite, "proposals.met.rate", "面商率", "均未面商"),
            kept(cite, "proposals.satisfied.rate", "满意率（含基本满意）", "反馈的均为不满意"),
        ],
        "，",
    )
    return [[*sentence, "。"]]
