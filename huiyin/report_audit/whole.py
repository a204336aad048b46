"""完整: the six parts, what the first must tell, and the fee that must be told even if it is nought."""

from collections.abc import Iterator

from huiyin.checks import Severity

from .report import Code, Fault, Report

_BLOCKS = {
    "主动公开": ("主动公开",),
    "依申请公开": ("依申请", "公开申请"),
    "政府信息管理": ("信息管理", "信息资源", "管理"),
    "政府信息公开平台建设": ("平台", "网站"),
    "监督保障": ("监督", "保障", "考核", "培训"),
}
"""What the first part is to tell, each with the words by which reports tell it."""
_WORDS = (1, 5, 6)
"""Parts that are words, not a table."""
_FEE_SINCE = 2021
"""国办函〔2020〕109号 — the fee for processing is charged and reported since that year."""


def check(report: Report) -> Iterator[Fault]:
    """Nothing is asked of a file that holds the numbers alone."""
    if report.is_data and not report.chapters:
        return
    for number, heading in enumerate(report.form.chapters, start=1):
        texts = report.chapters.get(number)
        if texts is None:
            yield Fault(Code.CHAPTER, Severity.ERROR, heading, "没有找到这一部分的标题")
        elif number in _WORDS and not "".join(texts).strip():
            yield Fault(Code.CHAPTER, Severity.ERROR, heading, "这一部分没有文字")
    yield from _blocks(report)
    yield from _fee(report)


def _blocks(report: Report) -> Iterator[Fault]:
    words = "".join(report.chapters.get(1, ()))
    absent = [
        name
        for name, signs in _BLOCKS.items()
        if words and not any(sign in words for sign in signs)
    ]
    if absent:
        message = f"没有说到：{'、'.join(absent)}"
        yield Fault(Code.BLOCK, Severity.WARNING, report.form.chapters[0], message)


def _fee(report: Report) -> Iterator[Fault]:
    words = "".join(report.chapters.get(6, ()))
    if words and "处理费" not in words and (report.year or _FEE_SINCE) >= _FEE_SINCE:
        message = "没有说明收取信息处理费的情况，没有收取也应当说明"
        yield Fault(Code.FEE, Severity.WARNING, report.form.chapters[5], message)
