"""How a decision is worded: its own text, the grounds of what is withheld, phrases of the letters."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from huiyin.foi.models import (
    Application,
    Channel,
    ConsultationKind,
    Decision,
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

FEE_RULES = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"
BY_ARTICLE: dict[str, str] = {
    Decision.FULL: "第三十六条",
    Decision.PARTIAL: "第三十七条",
    Decision.STATE_SECRET: "第十四条",
    Decision.FORBIDDEN_BY_LAW: "第十四条",
    Decision.SAFETY: "第十四条",
    Decision.THIRD_PARTY_RIGHTS: "第十五条、第三十二条",
    Decision.INTERNAL: "第十六条第一款",
    Decision.IN_PROCESS: "第十六条第二款",
    Decision.ENFORCEMENT_FILE: "第十六条第二款",
    Decision.ADMINISTRATIVE_QUERY: "第三十六条第七项",
    Decision.NOT_HELD: "第三十六条",
    Decision.TO_BE_MADE: "第三十八条",
    Decision.STILL_UNCLEAR: "第三十条",
    Decision.COMPLAINT: "第三十九条第一款",
    Decision.REPEATED: "第三十六条第六项",
    Decision.PUBLICATION: "第三十九条第二款",
    Decision.EXCESSIVE: "第三十五条",
    Decision.NOT_CORRECTED: "第三十条",
}
"""The article that a result rests on, as its letter names it."""


def basis(decision: str) -> str:
    """By what law it ended so; nothing where no article is its own ((五)5, (六)3)."""
    if decision == Decision.FEE_NOT_PAID:
        return FEE_RULES
    return f"{LAW}{BY_ARTICLE[decision]}" if decision in BY_ARTICLE else ""


def answer_lines(application: Application) -> list[str]:
    """The text that was drafted, paragraph by paragraph."""
    return [line.strip() for line in application.draft_text.splitlines() if line.strip()]


def said_by_item(words: Mapping[str, Said]) -> dict[str, Said]:
    """What follows from the one item of 条例第三十六条 that the answer rests on."""
    is_public = words.get("公开条款") == "第三十六条第一项"
    is_not_there = words.get("适用条款") == "第三十六条第四项"
    return {
        "公开情形": "已经主动公开" if is_public else "属于可以公开的政府信息",
        "公开决定": f"现将获取该信息的方式、途径告知{words['称谓']}"
        if is_public
        else "本机关决定予以公开",
        "不掌握的结论": "该政府信息不存在" if is_not_there else "该政府信息不属于本机关负责公开",
    }


ORGANISED = frozenset("司厂店馆场社所局院校会坊厅站部队处室库园心行铺吧屋团盟组户村")
"""How names of firms and bodies end, however short."""


def addressed_by_name(name: str) -> str:
    """您 or 贵单位 where the name leaves no doubt; else nothing, and the clerk is asked."""
    is_personal = bool(
        re.fullmatch(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]+(·[\u4e00-\u9fff]+)+", name)
    )
    if is_personal:
        return "" if name[-1] in ORGANISED else "您"
    return "贵单位" if re.search(r"[\u4e00-\u9fff]{5}", name) else ""


SAID_BY_THIRD_PARTY: dict[str, str] = {
    Opinion.REFUSE: "不同意公开，且有合理理由",
    Opinion.NONE: "逾期没有提出意见，由本机关决定",
    Opinion.AGREE: "同意公开",
}


def third_party_said(application: Application) -> str:
    """What those who were asked have said; of several, each opinion as that of some."""
    asked = application.consultations.filter(kind=ConsultationKind.THIRD_PARTY)
    opinions = set(asked.values_list("opinion", flat=True))
    who = "部分第三方" if len(opinions - {""}) > 1 else "第三方"
    return "；".join(
        f"{who}{said}" for opinion, said in SAID_BY_THIRD_PARTY.items() if opinion in opinions
    )


def reasons_said(application: Application) -> dict[str, Said]:
    """条例第三十五条: reasons that were given are judged; of none it is said that there are none."""
    if application.reasons:
        return {"说明情况": "提交了说明", "理由认定": "申请理由不合理"}
    return {"说明情况": "没有在告知的期限内说明理由", "理由认定": "申请没有合理理由"}


def said(wording: str, words: Mapping[str, Said], answer: list[str]) -> list[str]:
    """A wording with its placeholders filled; what is filled in is not looked at again.

    The answer's own text stands in paragraphs of its own, without a mark added or taken away.
    """
    lines = []
    for line in wording.splitlines():
        if line.strip() == "{{" + ANSWER_TEXT + "}}":
            lines += answer
            continue
        text, *pieces = line.split("{{")
        for piece in pieces:
            name, _, rest = piece.partition("}}")
            value = words[name.strip()]
            text += (value if isinstance(value, str) else "；".join(value)) + rest
        text = text.strip()
        lines.append(text if text.endswith("：") else sentence(text))
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
    return f"{number}{portion}依据{by_law(ground.code)}。理由：{sentence(ground.reason)}"


def by_law(code: str) -> str:
    """A ground in full: `《中华人民共和国政府信息公开条例》第十六条第二款，属于过程性信息`."""
    return f"{LAW}{WITHHELD_BY[code]}"


def sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if not text or text[-1] in "。！？；" else f"{text}。"
