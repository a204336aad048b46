"""文字与表格: numbers in the words of the report that its own tables contradict.

Only what a sentence says plainly is compared: a number with its subject, of this year, of the whole
agency. What is said of a part (其中, 网上) or of another year says nothing about the tables.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from huiyin.checks import Severity
from huiyin.checks.quantities import Quantity, quantities
from huiyin.checks.sentences import sentences

from .arithmetic import shown
from .report import Code, Fault, Report

_UNITS = frozenset({"件", "份", "条", "次", "宗", "个", "项", "起"})
_SUBJECT = re.compile(r"信息公开|依申请公开|公开申请")
_OTHER_SUBJECT = re.compile(
    r"留言|热线|信箱|咨询|来信|来访|提案|建议|工单|诉求|举报|投诉|信访|许可|案件|问题|线索|评论|问卷"
)
_OTHER_TIME = re.compile(
    r"上年同期|去年|往年|上一年度?(?!结转|度结转)|同比|较上|比上|历年|累计|以来|近[一二三四五两]年|\d月|季度|半年|截至|每年|年均"
)
_YEAR = re.compile(r"(20\d{2})年")
_PART = re.compile(
    r"其中|网上|网络|在线|当面|信函|邮寄|邮政|快递|书面|传真|平台|自然人|法人|企业|公民|组织|个人"
    r"|按时|按期|逾期|电话|转办|指导|配合|协助|培训|意见|征求|撤回|补正"
)
_SCOPE = re.compile(
    r"代表|本级|办公室|各部门|各镇|各单位|各科室|代为|局机关|机关本部|下属"
    r"|[^我本全，。；]{1,10}(?:局|委|镇|乡|街道|县|区|处|科室?|中心|大队|支队|所)(?:共|共计|全年)*(?:收到|受理|新收|接收|接到|答复|办结)"
)
_ADDED = re.compile(r"^[^，。；]{0,6}(?:顺延|结转)(?:到|至)?(?:下|次)")


@dataclass(frozen=True)
class Claim:
    """Words right before a number, and the sums of cells of which it may be one."""

    words: re.Pattern[str]
    sums: tuple[tuple[str, ...], ...]
    is_sure: bool = True
    """Whether the words mean the cell and nothing else; else it is a question."""


CARRIED_OUT = Claim(
    re.compile(r"(?:结转|顺延|转)(?:到|至|入)?(?:下|次|下一)年(?:度)?[^，。]{0,14}$"),
    (("r4.total",),),
)
_TOPIC = r"(?:各类|有效|到|的)*(?:政府)?(?:信息公开|依申请公开|依申请信息公开)(?:的)?申请"
CLAIMS = (
    CARRIED_OUT,
    Claim(
        re.compile(r"(?:上年|上一年|去年)(?:度)?(?:结转|转入|转来)[^，。]{0,14}$"), (("r2.total",),)
    ),
    Claim(
        re.compile(rf"(?:收到|受理|新收|接收|接到|收){_TOPIC}(?:共|共计|总计|数量)?(?:为)?$"),
        (("r1.total",), ("r1.total", "r2.total")),
    ),
    Claim(
        re.compile(r"(?:答复|办结|回复)(?:政府信息公开申请|信息公开申请|申请)?(?:共|共计|了)?$"),
        (("r3_7.total",),),
    ),
    Claim(
        re.compile(r"信息公开(?:类)?(?:的)?(?:行政)?复议(?:申请)?(?:共|共计)?$"),
        (("reconsideration.total",),),
    ),
    Claim(
        re.compile(r"信息公开(?:类)?(?:的)?(?:行政)?诉讼(?:共|共计)?$"),
        (
            ("litigation.total", "litigation-after.total"),
            ("litigation.total",),
            ("litigation-after.total",),
        ),
    ),
    Claim(
        re.compile(r"(?:制发|制定|出台|印发)行政规范性文件(?:共|共计)?$"),
        (("normative.issued",),),
        False,
    ),
    Claim(re.compile(r"废止行政规范性文件(?:共|共计)?$"), (("normative.abolished",),), False),
    Claim(
        re.compile(r"现行有效(?:的)?行政规范性文件(?:共|共计)?$"), (("normative.in_force",),), False
    ),
)
_NONE = re.compile(
    r"(?:未|没有)(?:收到|接到|受理)(?:过|任何|公民|法人|其他组织|公众|群众|和|或|、|的|有关|提出)*"
    r"(?:政府)?信息公开申请(?!引|产|导|人|费|的)"
)
_CHAPTERS = (1, 6)


def check(report: Report) -> Iterator[Fault]:
    """Each sentence of chapters one and six that says another number than the tables."""
    for chapter in _CHAPTERS:
        for paragraph in report.chapters.get(chapter, ()):
            for _, sentence in sentences("".join(paragraph.split())):
                yield from _contradictions(sentence, report)
                yield from _nothing_received(sentence, report)


def _contradictions(sentence: str, report: Report) -> Iterator[Fault]:
    """A sentence that tells of several units tells of none as a whole."""
    numbers = report.numbers
    claimed = [
        (quantity, claim)
        for quantity in quantities(sentence)
        if quantity.unit in _UNITS and not quantity.is_about
        if (claim := _claim(sentence, quantity)) is not None
        if _is_of_year(sentence, quantity, report.year)
    ]
    told = Counter(claim for _, claim in claimed)
    for quantity, claim in claimed:
        sums = [keys for keys in claim.sums if all(key in numbers for key in keys)]
        values = [sum((numbers[key] for key in keys), Decimal(0)) for keys in sums]
        if told[claim] == 1 and values and quantity.value not in values:
            yield _fault(sentence, quantity, report, claim, values[0])


def _claim(sentence: str, quantity: Quantity) -> Claim | None:
    """What the number is said to be; a number may stand before what it is of (103件顺延到下年度)."""
    so_far = sentence[: quantity.start]
    before = re.split(r"[，,、；;（(：:]", so_far)[-1]
    if _PART.search(before) or _OTHER_SUBJECT.search(so_far):
        return None
    claims = [one for one in CLAIMS if _SUBJECT.search(sentence) or not one.is_sure]
    if _ADDED.match(sentence[quantity.end :]):
        return CARRIED_OUT if CARRIED_OUT in claims else None
    return next((one for one in claims if one.words.search(before)), None)


def _is_of_year(sentence: str, quantity: Quantity, year: int | None) -> bool:
    """Whether nothing before the number speaks of another time."""
    before = sentence[: quantity.start].replace("去年结转", "").replace("上年结转", "")
    named = _YEAR.findall(before)
    is_other = named and year is not None and int(named[-1]) != year
    return not is_other and _OTHER_TIME.search(before) is None


def _fault(
    sentence: str, quantity: Quantity, report: Report, claim: Claim, value: Decimal
) -> Fault:
    """A number that may be of a part of the agency is a question, not an error."""
    keys = claim.sums[0]
    part, line, column = report.place(keys[0])
    is_partly = _SCOPE.search(sentence[: quantity.start]) is not None
    is_sure = claim.is_sure and not is_partly
    message = f"文字写“{_around(sentence, quantity)}”，表格这一项是{shown(value)}"
    if is_partly:
        message += "。文字像是只说了一部分单位，请写明统计范围"
    severity = Severity.ERROR if is_sure else Severity.WARNING
    return Fault(Code.TEXT, severity, part, message, line, column, "", keys)


def _around(sentence: str, quantity: Quantity) -> str:
    return sentence[max(quantity.start - 20, 0) : quantity.end].lstrip("，、；")


def _nothing_received(sentence: str, report: Report) -> Iterator[Fault]:
    received, hit = report.numbers.get("r1.total", Decimal(0)), _NONE.search(sentence)
    if hit is None or not received:
        return
    before = sentence[: hit.start()]
    if not _SCOPE.search(before) and not _OTHER_TIME.search(before):
        part, line, column = report.place("r1.total")
        message = f"文字写“{hit[0]}”，表格这一项是{shown(received)}"
        yield Fault(Code.TEXT, Severity.ERROR, part, message, line, column, "", ("r1.total",))
