"""统计期: 第四季度, 下半年, 12月份 reported as over on a day when they were not."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from huiyin.common.numerals import in_figures

from .dates import PERIOD, PLAN, sentence_around
from .document import TITLE, Block, Context, Document
from .finding import Finding, Severity
from .quantities import quantities
from .registry import check

_WORDS = re.compile(
    r"(?:(?P<y>(?:19|20)\d{2}|二[〇零○][一二三四五六七八九〇零○]{2})\s?年(?:度)?的?|(?P<this>今年|本年度?)的?)?\s?"
    r"(?:第?(?P<q>[一二三四1-4])季度|(?P<half>[上下])半年|(?P<three>前三个?季度)|(?P<all>全年)"
    r"|(?<![\d\-—－~～至到、/.])(?P<m>\d{1,2})月(?:份|(?=[^\d\s日号底末初中上下起以前后内、\-—－~～至到]))(?!以来|起|底|末))"
)
_REPORT = re.compile(r"情况|通报|统计|总结|结果|汇总|数据|考核|测评|公报|台账|年报|季报|月报|报告")
_AHEAD = re.compile(
    r"计划|方案|要点|预算|安排|预告|预报|征集|申报|招聘|招标|采购|部署|任务|目标|指标|意见|规划|考试|报名|培训班|通知"
)
_SO_FAR = re.compile(
    r"以来|截[至止]|至今|目前|到目前|去年|上年|往年|同期|历年|每年|将|拟|请|需要|应当|可以|准备|启动|之前|底前|前完成"
)
_DONE = re.compile(
    r"共|累计|办理|办结|受理|收到|接到|接待|实现|完成|查处|新增|处理|公开|发布|检查|巡查|立案|处罚|更换|修复|投入|召开"
)
_OPENING = re.compile(r"现将.{1,60}(?:如下|报告|通报|公布|公示)")
_QUARTERS = {
    **dict(zip("一二三四", range(4), strict=True)),
    **dict(zip("1234", range(4), strict=True)),
}
_MOST = 200


@dataclass(frozen=True, slots=True)
class Span:
    """A period by its first and last day."""

    first: date
    last: date

    def share_over(self, day: date) -> float:
        """The share of the period that had passed on a day; below 0 if it had not begun."""
        return ((day - self.first).days + 1) / ((self.last - self.first).days + 1)


@check
def words(document: Document, context: Context) -> Iterator[Finding]:
    """Each period once, at its first mention as over; the earlier in the period, the graver."""
    published = document.published_on
    if published is None:
        return
    reported: set[Span] = set()
    for block in document.texts():
        for number, hit in enumerate(_WORDS.finditer(block.text)):
            span = _span(hit, published)
            if number > _MOST or span is None or span in reported or span.last <= published:
                continue
            if _is_over_in(block, hit):
                reported.add(span)
                yield _finding(block, hit, span, published)


def _finding(block: Block, hit: re.Match[str], span: Span, published: date) -> Finding:
    share = span.share_over(published)
    state = "还没有结束" if share > 0 else "还没有开始"
    message = (
        f"“{hit[0].strip()}”到 {span.last:%Y-%m-%d} 为止，发布日期是 {published:%Y-%m-%d}，{state}。"
        "请核对统计期，或者写明截至哪一天"
    )
    severity = Severity.WARNING if share < 0.5 else Severity.NOTICE
    if share <= 0 and hit["y"]:
        severity = Severity.ERROR
    return PERIOD.at(block, *hit.span(), message, severity=severity)


def _span(hit: re.Match[str], published: date) -> Span | None:
    """First and last day; without a year only a period in which the day of publication falls."""
    written = hit["y"] or hit["this"]
    year = int(in_figures(hit["y"])) if hit["y"] else published.year
    if hit["q"]:
        first, months = _QUARTERS[hit["q"]] * 3 + 1, 3
    elif hit["half"]:
        first, months = (1 if hit["half"] == "上" else 7), 6
    elif hit["m"]:
        first, months = int(hit["m"]), 1
    else:
        first, months = 1, 9 if hit["three"] else 12
    if not 1 <= first <= 12 or (hit["all"] and not written):
        return None
    end = first + months - 1
    span = Span(date(year, first, 1), date(year, end, calendar.monthrange(year, end)[1]))
    if not written and published < span.first:
        return None
    return span if span.first - published < timedelta(days=366) else None


def _is_over_in(block: Block, hit: re.Match[str]) -> bool:
    """Whether the words tell what was, in figures; or announce such a report."""
    around = sentence_around(block.text, *hit.span())
    opening = _OPENING.match(around.strip())
    if block.part == TITLE or (opening and hit[0].strip() in opening[0]):
        named = block.text if block.part == TITLE else opening[0] if opening else ""
        return bool(_REPORT.search(named)) and not _AHEAD.search(named)
    if hit["m"] and not (hit["y"] or hit["this"]):
        return False
    after = block.text[hit.end() : hit.end() + 60].partition("。")[0]
    if not _DONE.search(after) or not quantities(after):
        return False
    return not any(words.search(around) for words in (PLAN, _SO_FAR, _AHEAD))
