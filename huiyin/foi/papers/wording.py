"""How a decision is worded: its own text, the grounds of what is withheld, phrases of the letters."""

from collections.abc import Mapping, Sequence
from typing import Any

from huiyin.foi.models import (
    Application,
    Channel,
    ConsultationKind,
    Exemption,
    Opinion,
)

Said = str | list[str]
ANSWER_TEXT = "答复内容"
"""The text that was drafted and reviewed: it goes into the letter word for word."""
SUBMITTED: dict[str, str] = {
    Channel.COUNTER: "当面提交的",
    Channel.LETTER: "邮寄的",
    Channel.ONLINE: "通过互联网提交的",
    Channel.FAX: "以传真方式提交的",
    Channel.PLAIN_LETTER: "邮寄的",
}
LAW = "《中华人民共和国政府信息公开条例》"
WITHHELD_BY: dict[str, str] = {
    Exemption.STATE_SECRET: "第十四条，属于依法确定的国家秘密",
    Exemption.FORBIDDEN_BY_LAW: "第十四条，属于法律、行政法规禁止公开的政府信息",
    Exemption.SAFETY: "第十四条，公开后可能危及国家安全、公共安全、经济安全、社会稳定",
    Exemption.THIRD_PARTY_RIGHTS: "第十五条，公开会对第三方合法权益造成损害",
    Exemption.INTERNAL: "第十六条第一款，属于行政机关的内部事务信息",
    Exemption.IN_PROCESS: "第十六条第二款，属于过程性信息",
    Exemption.ENFORCEMENT_FILE: "第十六条第二款，属于行政执法案卷信息",
    Exemption.ADMINISTRATIVE_QUERY: "第三十六条第七项，应当依照有关法律、行政法规的规定查询",
}


def answer_lines(application: Application) -> list[str]:
    """The text that was drafted, paragraph by paragraph."""
    return [line.strip() for line in application.draft_text.splitlines() if line.strip()]


def third_party_said(application: Application) -> str:
    asked = application.consultations.filter(kind=ConsultationKind.THIRD_PARTY)
    if asked.filter(opinion=Opinion.REFUSE).exists():
        return "第三方不同意公开，且有合理理由"
    return "第三方逾期没有提出意见，由本机关决定"


def said(wording: str, found: Mapping[str, Said], answer: list[str]) -> list[str]:
    """A wording with its placeholders filled; what is filled in is not looked at again.

    The answer's own text stands in paragraphs of its own, without a mark added or taken away.
    """
    lines = []
    for line in wording.splitlines():
        if line.strip() == "{{" + ANSWER_TEXT + "}}":
            lines += answer
            continue
        told, *pieces = line.split("{{")
        for piece in pieces:
            name, _, rest = piece.partition("}}")
            value = found[name.strip()]
            told += (value if isinstance(value, str) else "；".join(value)) + rest
        told = told.strip()
        lines.append(told if told.endswith("：") else sentence(told))
    return [line for line in lines if line]


def withheld(heading: str, grounds: Sequence[Any]) -> list[str]:
    """不予公开的部分和理由, each on its line: with its article in full, by what it is, why."""
    if not grounds:
        return []
    numbered = len(grounds) > 1 or bool(heading)
    lines = [_ground(f"{n}." if numbered else "", one) for n, one in enumerate(grounds, 1)]
    return [heading or "不予公开的理由：", *lines]


def _ground(number: str, ground: Any) -> str:
    portion = sentence(ground.portion)
    return f"{number}{portion}依据{LAW}{WITHHELD_BY[ground.code]}。理由：{sentence(ground.reason)}"


def sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if not text or text[-1] in "。！？；" else f"{text}。"
