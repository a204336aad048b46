"""存在的问题: from figures and checks, the gravest first; says so if nothing could be judged.

Remedies are not written here: the office chooses the measures.
"""

from collections.abc import Collection

from huiyin.common.numerals import in_chinese
from huiyin.reports import findings
from huiyin.reports.findings import Checked
from huiyin.reports.text import Citer, Noted, Runs

from .licences import LIMIT
from .phrases import joined, span

PROBLEMS = (
    ("foi.late", "依申请公开答复不够及时，超过法定期限才答复或者尚未答复的"),
    ("licensing.published.late", f"行政许可公示不够及时，超过{LIMIT}才公示或者尚未公示的"),
    ("disclosure.late", "主动公开不够及时，超过公开期限才发布的"),
    ("hotline.late", "热线留言办理存在超期，超过期限才答复或者尚未答复的"),
    ("inspection.columns.late", "栏目更新不够及时，超过更新期限没有新内容的"),
    ("hotline.rounds-missed", "网上渠道收集有遗漏，没有达到规定收集次数的工作半日"),
    ("rectification.failed", "整改不够到位，复查没有通过的"),
    ("hotline.dissatisfied", "热线留言办理质量有待提高，回访评价为不满意的"),
)
"""By weight: statutory limits, then promises, then callers' ratings."""
ALL = frozenset(key for key, _ in PROBLEMS)
STILL = {
    "hotline.late": ("hotline.overdue", "尚未答复"),
    "inspection.columns.late": ("inspection.columns.overdue", "仍未更新"),
}
"""The part of a problem that still exists on the last day."""
JUDGED = {
    "licensing.published.late": "行政许可公示",
    "foi.late": "依申请公开答复",
    "hotline.late": "热线留言办理",
}
"""Figures with a time limit: only if there are records does zero mean "no fault"."""


def sentences(cite: Citer, about: Collection[str] = ALL) -> list[Runs]:
    """The problems of these figures, and what checks found."""
    judged = [key for key in JUDGED if key in about]
    known = [
        _problem(cite, key, words) for key, words in PROBLEMS if key in about and cite.known(key)
    ]
    checked = findings.checked(cite.scope)
    known += [_of_checks(one) for one in checked if one.findings]
    if not known:
        return _faultless(cite, checked, judged)
    ordered = [
        [f"{in_chinese(place)}是" if len(known) > 1 else "", *problem]
        for place, problem in enumerate(known, start=1)
    ]
    sentence: Runs = [f"{cite.year}年工作中还存在一些不足：", *joined(ordered, "；"), "。"]
    unknown = _unjudged(cite, judged)
    return [sentence, [unknown]] if unknown else [sentence]


def _problem(cite: Citer, key: str, words: str) -> Runs:
    counted = cite(key)
    clause: Runs = [words, counted]
    if key in STILL:
        still, what = STILL[key]
        left = cite(still)
        if left.value == counted.value:
            clause.append(f"，{span(cite)}均{what}")
        elif left:
            clause += [f"，其中{span(cite)}{what}的", left]
    return clause


def _of_checks(one: Checked) -> Runs:
    """信息发布质量有待提高，11月16日网站自查未达标的指标有“附件”12处、…."""
    listed: list[Runs] = [
        [f"“{finding.label}”", Noted(f"{finding.number}处", finding.address)]
        for finding in one.findings
    ]
    return [f"信息发布质量有待提高，{one.title}未达标的指标有", *joined(listed, "、")]


def _faultless(cite: Citer, checked: list[Checked], judged: list[str]) -> list[Runs]:
    """The text if the records show no fault, or if there are no records to judge."""
    known = [JUDGED[key] for key in judged if cite(key).value is not None]
    sentence = f"统计期内{'、'.join(known)}均未超过期限。" if known else ""
    sentence += "".join(f"{one.title}没有未达标的指标。" for one in checked)
    return [[sentence + _unjudged(cite, judged)]]


def _unjudged(cite: Citer, judged: list[str]) -> str:
    unknown = [JUDGED[key] for key in judged if cite(key).value is None]
    return f"统计期内没有{'、'.join(unknown)}到期的记录，不作评价。" if unknown else ""
