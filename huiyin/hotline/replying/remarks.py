"""核对意见: passages of a reply that a reader should look at twice. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from huiyin.checks.sentences import sentences
from huiyin.common import docnumber, folding

_EXCERPT = 40
SHORT = 120
"""Characters of a reply that says nothing besides whom to ask, at most."""
_ASK_ELSEWHERE = re.compile(
    r"请(?:您|你)?(?:直接|自行|尽快|及时)?(?:联系|咨询|拨打|致电|前往|到|向)[^，。；]{0,20}?"
    r"(?:部门|单位|局|办|中心|大队|公司|社区|街道|物业|热线|电话)"
)
_STILL_TO_DO = re.compile(
    r"将(?:会|进一步|继续|尽快|加强|安排|组织|协调|督促|适时|逐步|定期|严格|积极|加大|立即|立刻)"
    r"|下一步|下阶段|尽快|近期(?!免冠|彩照|照片)|后续|适时|逐步|正在(?:研究|协调|办理|处理|推进|筹备|修订|准备)|计划(?:于|在)?|拟(?:于|在|对|将)"
)
_A_DAY = re.compile(
    r"\d{4}\s{0,3}年|\d{1,2}\s{0,3}月|\d\s{0,3}(?:个?工作日|天内|日内|小时内|个月内|周内)|年底|月底|年内|月内|[上下]半年"
    r"|[一二三四]季度|[上中下]旬|本周|下周|本月|下月|明年|今年|即日起|当日|今日|明日"
)
_PROMISES = 6
_NUMBERED = re.compile(
    r"[\u4e00-\u9fff]{1,12}\s{0,2}[〔\[(（【]\s?(?:19|20)\d{2}\s?年?\s?[〕\])）】]\s?第?\s?\d{1,5}\s?号"
)
_TELEPHONE = re.compile(r"(?<!\d)(?:0\d{2,3}[-—－ ]?)?\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|12345")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at: what it is, in which words, and what to do."""

    key: str
    label: str
    words: str
    excerpt: str = ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"


def sends_elsewhere(reply: str) -> Iterator[Remark]:
    """A reply that only says whom to ask is no reply."""
    hit = _ASK_ELSEWHERE.search(reply)
    if hit is None or len(folding.key(_without_frame(reply))) > SHORT:
        return
    yield Remark(
        "elsewhere", "推给别的单位", "除了让人去找别的单位，没有说这件事本身怎么办。请说明职责依据、已经转给谁、"
        "由谁什么时候答复", _short(hit.group()),
    )  # fmt: skip


def _without_frame(reply: str) -> str:
    """Without greeting and thanks, which every reply has."""
    kept = [text for _, text in sentences(reply) if not _FRAME.search(text)]
    return "".join(kept)


_FRAME = re.compile(
    r"您好|你好|来信收悉|已收悉|回复如下|答复如下|感谢|谢谢|特此|此复|致敬|如有疑问"
)


def undated(reply: str) -> Iterator[Remark]:
    """What is still to be done has a day, or says when it will be known."""
    lines = [text for _, text in sentences(reply)]
    promises = [text for text in lines if _STILL_TO_DO.search(text) and not _A_DAY.search(text)]
    for text in promises[:_PROMISES]:
        yield Remark(
            "undated",
            "没有时间",
            "还没有做的事，请写明哪一天完成，或者哪一天再告知进展",
            _short(text),
        )


def has_contact(reply: str) -> Iterator[Remark]:
    """Whoever has more to ask knows whom to call."""
    if not _TELEPHONE.search(reply):
        yield Remark("contact", "没有联系方式", "请写明承办单位和联系电话")


def numbers(reply: str) -> dict[str, str]:
    """The document numbers of a reply: as normalised → as written."""
    written = [hit.group() for hit in _NUMBERED.finditer(reply)]
    return {docnumber.normalise(_code_only(one)): one for one in written}


_BEFORE = re.compile(r"^.*(?:依据|根据|按照|依照|参照|执行|见|和|与|及|的|《|》|（)")


def _code_only(written: str) -> str:
    """根据云城管〔2026〕9号 → 云城管〔2026〕9号: words before a number are none of its code."""
    head, bracket, tail = re.split(r"([〔\[(（【])", written, maxsplit=1)
    return _BEFORE.sub("", head) + bracket + tail


def tails(number: str) -> list[str]:
    """What of the number may be it: words stuck to its front (户口政策为湘政办发〔…〕…) are cut off."""
    code, bracket, rest = number.partition("〔")
    return [f"{code[at:]}{bracket}{rest}" for at in range(len(code))]


def of_documents(reply: str, known: dict[str, bool]) -> Iterator[Remark]:
    """Numbers that the own catalogue has not, or has as no longer in force: number → is in force."""
    for number, written in numbers(reply).items():
        in_catalogue = [known[one] for one in tails(number) if one in known]
        if not in_catalogue:
            words = "公开目录里没有这个文号，请核对文号，或者写明文件来源"
            yield Remark("basis", "文号查不到", words, written)
        elif not any(in_catalogue):
            words = "这份文件已经废止或者失效，不能再作依据"
            yield Remark("lapsed", "文件已不再有效", words, written)


def shingles(text: str, length: int = 8) -> set[str]:
    """Runs of so many characters, folded, for telling a copied text."""
    folded = folding.key(_without_frame(text))
    return {folded[at : at + length] for at in range(len(folded) - length + 1)}


LEAST_SHINGLES = 20


def copied_share(own: set[str], other: str) -> float:
    """Which part of a reply, by its shingles, stands in another word for word, 0 to 1."""
    return len(own & shingles(other)) / len(own) if len(own) >= LEAST_SHINGLES else 0.0
