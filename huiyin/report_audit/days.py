"""日期和年度: what cannot have been known on the day of publication, and what is of another year."""

import re
from collections.abc import Iterator

from huiyin import checks
from huiyin.checks import Document, Severity
from huiyin.checks.document import Block, Body
from huiyin.common import folding
from huiyin.national_forms.deadlines import due_on
from huiyin.national_forms.forms import form_of

from .report import Code, Fault, Report

_PERIOD = re.compile(
    r"(20\d{2})年1月1日(?:起|开始)?(?:至|到|-|~)+(?:(20\d{2})年)?12月3[01]日"
)  # fmt: skip
_BEGINS = re.compile(r"^(?:\([一二三四五六七八九十]\)[^。:]{0,20}[。:])?(20\d{2})年(?:度)?,")
_PLANNED = re.compile(
    r"(20\d{2})年(?:度)?,?(?:我们?|我局|我市|我县|我区|本机关|全局)?(?:拟|计划"
    r"|将(?:继续|进一步|着力|重点|从|在|以|切实|不断|持续|围绕|按照|严格|认真|加强|深入|坚持|积极|大力|逐项))"
)
_CODES = {
    "dates.asof-after-publication": Code.DATE,
    "dates.period-not-over": Code.DATE,
    "dates.event-in-future": Code.DATE,
    "dates.impossible": Code.DATE,
    "dates.range-reversed": Code.DATE,
    "sums.parts-exceed-total": Code.WORDS,
    "sums.parts-differ-from-total": Code.WORDS,
    "sums.parts-far-below-total": Code.WORDS,
    "sums.rate": Code.WORDS,
    "sums.rate-above-100": Code.WORDS,
    "sums.percentages-exceed-100": Code.WORDS,
    "sums.share": Code.WORDS,
    "sums.growth": Code.WORDS,
}
_GOVERNMENT = "人民政府"


def check(report: Report) -> Iterator[Fault]:
    """Days, years, and what a sentence says against itself."""
    yield from _publication(report)
    yield from _years(report)
    yield from _form(report)
    yield from _sentences(report)


def _publication(report: Report) -> Iterator[Fault]:
    """A report of a year that is not over, or one that came late."""
    day, year = report.published_on, report.year
    if day is None or year is None:
        return
    if day.year <= year:
        message = f"报告说的是{year}年全年（截至12月31日），发布日期却是{day:%Y-%m-%d}，那时这一年还没有结束"
        yield Fault(Code.DATE, Severity.ERROR, "", message)
        return
    due = due_on(year, is_government=report.agency.endswith(_GOVERNMENT))
    if day > due:
        message = f"发布日期{day:%Y-%m-%d}，期限是{due:%Y-%m-%d}（《中华人民共和国政府信息公开条例》第四十九条）"
        yield Fault(Code.LATE, Severity.WARNING, "", message)


def _years(report: Report) -> Iterator[Fault]:
    year = report.year
    if year is None:
        yield Fault(Code.YEAR, Severity.WARNING, "", "看不出是哪一年的报告")
        return
    for paragraph in report.opening:
        hit = _PERIOD.search(_plain(paragraph))
        if hit and {int(one) for one in hit.groups() if one} != {year}:
            message = f"标题是{year}年，统计期限写的是“{hit[0]}”"
            yield Fault(Code.YEAR, Severity.ERROR, "", message)
    for chapter, pattern in ((1, _BEGINS), (5, _PLANNED)):
        for paragraph in report.chapters.get(chapter, ()):
            hit = pattern.search(_plain(paragraph))
            if hit and _is_wrong(chapter, int(hit[1]), year):
                part = report.form.chapters[chapter - 1]
                message = f"这是{year}年的报告，文字却写“{hit[0]}”，像是沿用了以前的文字"
                yield Fault(Code.YEAR, Severity.WARNING, part, message)


def _is_wrong(chapter: int, written: int, year: int) -> bool:
    """What was done is of the year, what is planned of a later one."""
    return written != year if chapter == 1 else written <= year


def _form(report: Report) -> Iterator[Fault]:
    """The rows and the columns of another year's form."""
    if report.year is None or not report.values:
        return
    own, form = form_of(report.year), report.form
    if form.lines != own.lines and "r1.total" in report.values:
        message = f"{report.year}年的报告，（六）其他处理的分项与格式（{own.basis}）不同"
        yield Fault(Code.FORM, Severity.WARNING, form.handled, message)
    if form.blocks != own.blocks and "normative.issued" in report.values:
        message = f"{report.year}年的报告，栏目与格式（{own.basis}）不同"
        yield Fault(Code.FORM, Severity.WARNING, form.disclosed, message)


def _sentences(report: Report) -> Iterator[Fault]:
    """What the checks of any text find about days and sums, in the chapters that are words."""
    texts = [(n, text) for n in (1, 5, 6) for text in report.chapters.get(n, ())]
    blocks = tuple(Block(place, text) for place, (_, text) in enumerate(texts))
    document = Document(report.title, Body(blocks), report.published_on)
    for finding in checks.run(document):
        code = _CODES.get(finding.code)
        if code is not None and finding.severity is not Severity.NOTICE:
            chapter = texts[finding.where.block][0] if finding.where.part == "正文" else 0
            part = report.form.chapters[chapter - 1] if chapter else ""
            yield Fault(code, finding.severity, part, finding.message)


def _plain(text: str) -> str:
    return "".join(folding.plain(text).split())
