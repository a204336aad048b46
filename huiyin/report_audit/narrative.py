"""文字与表格: numbers in the words of the report that its own tables contradict.

Only what a sentence says plainly is compared: a number with its subject, of this year, of the whole
agency. What is said of a part (其中, 网上) or of another year says nothing about the tables.
"""

import re
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
_OTHER_YEAR = re.compile(
    r"上年同期|去年|往年|上一年度?(?!结转|度结转)|同比|较上|比上|历年|累计|以来"
)
_YEAR = re.compile(r"(20\d{2})年")
_PART = re.compile(
    r"其中|网上|网络|在线|当面|信函|邮寄|邮政|快递|书面|传真|平台|自然人|法人|企业|公民|组织"
    r"|按时|按期|逾期|电话|转办|指导|配合|协助|培训|意见|征求|撤回|补正"
)
_SCOPE = re.compile(r"代表|本级|办公室|各部门|各镇|各单位|各科室|代为|局机关|机关本部|下属")
_ADDED = re.compile(r"^[^，。；]{0,6}(?:顺延|结转)(?:到|至)?(?:下|次)")


@dataclass(frozen=True)
class Claim:
    """Words right before a number, and the sums of cells of which it may be one."""

    words: re.Pattern[str]
    sums: tuple[tuple[str, ...], ...]
    needs_subject: bool = True


RECEIVED = (("r1.total",), ("r1.total", "r2.total"))
CLAIMS = (
    Claim(re.compile(r"(?:上年|上一年|去年)(?:度)?(?:结转|转入|转来)[^，。]{0,14}$"), (("r2.total",),)),
    Claim(re.compile(r"(?:结转|顺延|转)(?:到|至|入)?(?:下|次|下一)年(?:度)?[^，。]{0,14}$"), (("r4.total",),)),
    Claim(re.compile(r"(?:收到|受理|新收|接收|接到|收)(?:各类|有效|到)?(?:的)?(?:政府)?(?:信息公开|依申请公开|依申请信息公开)(?:的)?申请(?:共|共计|总计|数量)?(?:为)?$"), RECEIVED),
    Claim(re.compile(r"(?:答复|办结|回复)(?:政府信息公开申请|信息公开申请|申请)?(?:共|共计|了)?$"), (("r3_7.total",),)),
    Claim(re.compile(r"信息公开(?:类)?(?:的)?(?:行政)?复议(?:案件|申请)?(?:共|共计)?$"), (("reconsideration.total",),)),
    Claim(
        re.compile(r"信息公开(?:类)?(?:的)?(?:行政)?诉讼(?:案件)?(?:共|共计)?$"),
        (("litigation.total", "litigation-after.total"), ("litigation.total",), ("litigation-after.total",)),
    ),
    Claim(re.compile(r"(?:制发|制定|出台|印发)(?:行政)?规范性文件(?:共|共计)?$"), (("normative.issued",),), False),
    Claim(re.compile(r"废止(?:行政)?规范性文件(?:共|共计)?$"), (("normative.abolished",),), False),
    Claim(re.compile(r"现行有效(?:的)?(?:行政)?规范性文件(?:共|共计)?$"), (("normative.in_force",),), False),
)  # fmt: skip
_NONE = re.compile(
    r"(?:未|没有)(?:收到|接到|受理)[^，。；]{0,12}?信息公开申请|无(?:政府)?信息公开申请"
)
_CHAPTERS = (1, 6)


def check(report: Report) -> Iterator[Fault]:
    """Each sentence of chapters one and six that says another number than the tables."""
    numbers = report.numbers
    for chapter in _CHAPTERS:
        for paragraph in report.chapters.get(chapter, ()):
            text = "".join(paragraph.split())
            is_about = _SUBJECT.search(text) is not None
            for _, sentence in sentences(text):
                yield from _contradictions(sentence, report, is_about)
        if chapter == 1:
            yield from _nothing_received(report, numbers)


def _contradictions(sentence: str, report: Report, is_about: bool) -> Iterator[Fault]:
    numbers = report.numbers
    for quantity in quantities(sentence):
        if quantity.unit not in _UNITS or quantity.is_about:
            continue
        claim = _claim(sentence, quantity, is_about)
        if claim is None or not _is_of_year(sentence, quantity, report.year):
            continue
        sums = [keys for keys in claim.sums if all(key in numbers for key in keys)]
        values = [sum((numbers[key] for key in keys), Decimal(0)) for keys in sums]
        if values and quantity.value not in values:
            yield _fault(sentence, quantity, report, sums[0], values[0])


def _claim(sentence: str, quantity: Quantity, is_about: bool) -> Claim | None:
    """What the number is said to be; a number may stand before what it is of (103件顺延到下年度)."""
    before = re.split(r"[，,、；;（(：:]", sentence[: quantity.start])[-1]
    if _PART.search(before):
        return None
    if _ADDED.match(sentence[quantity.end :]):
        return CLAIMS[1]
    if not is_about:
        return next(
            (one for one in CLAIMS if not one.needs_subject and one.words.search(before)), None
        )
    return next((one for one in CLAIMS if one.words.search(before)), None)


def _is_of_year(sentence: str, quantity: Quantity, year: int | None) -> bool:
    """Whether nothing before the number speaks of another time."""
    before = sentence[: quantity.start]
    if _OTHER_YEAR.search(before.replace("去年结转", "").replace("上年结转", "")):
        return False
    named = _YEAR.findall(before)
    return not named or year is None or int(named[-1]) == year


def _fault(
    sentence: str, quantity: Quantity, report: Report, keys: tuple[str, ...], value: Decimal
) -> Fault:
    """A number that may be of a part of the agency is a question, not an error."""
    part, line, column = report.place(keys[0])
    is_partly = _SCOPE.search(sentence[: quantity.start]) is not None
    said = f"{shown(quantity.value)}{quantity.unit}"
    message = f"文字写“{_around(sentence, quantity)}”，表格这一项是{shown(value)}"
    if is_partly:
        message += "。文字像是只说了一部分单位，请写明统计范围"
    severity = Severity.WARNING if is_partly else Severity.ERROR
    likely = "" if is_partly else f"文字里的{said}或者表格里的{shown(value)}"
    return Fault(Code.TEXT, severity, part, message, line, column, likely, keys)


def _around(sentence: str, quantity: Quantity) -> str:
    return sentence[max(quantity.start - 20, 0) : quantity.end]


def _nothing_received(report: Report, numbers: dict[str, Decimal]) -> Iterator[Fault]:
    received = numbers.get("r1.total", Decimal(0))
    for paragraph in report.chapters.get(1, ()):
        hit = _NONE.search(paragraph)
        if hit and received and not _SCOPE.search(paragraph[: hit.start()]):
            part, line, column = report.place("r1.total")
            message = f"文字写“{hit[0]}”，表格这一项是{shown(received)}"
            yield Fault(Code.TEXT, Severity.ERROR, part, message, line, column, "", ("r1.total",))
            return
