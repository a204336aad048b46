"""What is told by the published documents: the annual report, interpretations, titles."""

import re

from django.db.models import Q, QuerySet
from django.utils import timezone

from huiyin.disclosure.models import ColumnType, DocumentPage
from huiyin.measuring.base import (
    Ask,
    Evidence,
    Measurement,
    Verdict,
    measure,
    names,
    none_of,
    unmeasured,
)
from huiyin.national_forms.deadlines import due_on
from huiyin.report_audit import copying

from . import reach

_TAG = re.compile(r"<[^<>]*>")
_CLAUSE = re.compile(r"[。；！？\n]")
SHORTEST = 8
"""Characters of a sentence that can be copied; shorter ones are headings and labels."""
REPEATED = 50
"""Per cent of last year's report, where nothing else is set."""
SHOWN = 10

names["annual_report_in_time"] = ("年度报告按期公布", "当年1月31日前公布上一年度报告")
names["annual_report_repeats"] = ("年度报告与上年重复", "与上年度报告重复的文字不超过限值（%）")
names["policies_interpreted"] = ("文件都有解读", "当年公布的有文号的政策文件都关联了解读")
names["validity_marked"] = ("规范性文件标注有效性", "有文号的政策文件都标注了有效性")
names["documents_titled"] = ("当年有这类信息", "当年公布的信息中，标题含清单中任一词语的不少于限值")


@measure
def annual_report_in_time(ask: Ask) -> Measurement:
    """条例第五十条: 每年1月31日前公布上一年度报告."""
    last = due_on(ask.scope.start.year - 1, is_government=False)
    limit = f"{last}前（含当日）公布"
    report = _report(ask, last.year)
    if report is None:
        if ask.today <= last:
            return unmeasured(f"{last}还没有到", limit)
        fault = Evidence("", f"{last.year}年没有公布上一年度报告")
        return Measurement(Verdict.BROKEN, "没有公布", limit, 1, [fault])
    day = timezone.localdate(report.published_at)
    evidence = [Evidence(report.permanent_address, f"“{report.title}”{day}公布")]
    verdict = Verdict.BROKEN if day > last else Verdict.MET
    return Measurement(verdict, f"{day}公布", limit, int(day > last), evidence)


@measure
def annual_report_repeats(ask: Ask) -> Measurement:
    """How much of this year's report stands in last year's, whatever numbers were exchanged in it."""
    most = REPEATED if ask.threshold is None else ask.threshold
    year = ask.scope.start.year
    now, before = _report(ask, year), _report(ask, year - 1)
    if now is None or before is None:
        return unmeasured("没有前后两年的年度报告可以比较", f"不超过{most}%")
    share = repeated(_text(now), _text(before))
    evidence = [Evidence(one.permanent_address, f"“{one.title}”") for one in (now, before)]
    verdict = Verdict.BROKEN if share > most else Verdict.MET
    return Measurement(verdict, f"{share}%", f"不超过{most}%", int(share > most), evidence)


def repeated(text: str, former: str) -> int:
    """Per cent of the characters that stand in copied sentences, as 年报核查 tells copied paragraphs."""
    sentences = _sentences(text)
    return copying.share_of(copying.copied(sentences, _sentences(former)), sentences)


def _sentences(text: str) -> list[str]:
    plain = ("".join(sentence.split()) for sentence in _CLAUSE.split(text))
    return [sentence for sentence in plain if len(sentence) >= SHORTEST]


def _text(page: DocumentPage) -> str:
    return _TAG.sub("\n", page.body)


def _report(ask: Ask, year: int) -> DocumentPage | None:
    """The annual report that was published in that year."""
    return (
        reach.below(ask, ColumnType.ANNUAL_REPORT)
        .filter(published_at__year=year, title__contains="年度报告")
        .order_by("published_at", "pk")
        .first()
    )


@measure
def policies_interpreted(ask: Ask) -> Measurement:
    """Each numbered document that was published in the year has an interpretation."""
    scope = ask.scope
    pages = reach.below(ask, ColumnType.POLICY).filter(
        published_at__date__range=(scope.start, scope.end), interpretations__isnull=True
    )
    return _none(pages.exclude(doc_number=""), "没有关联的解读")


@measure
def validity_marked(ask: Ask) -> Measurement:
    """Each numbered document says whether it is in force."""
    pages = reach.below(ask, ColumnType.POLICY).filter(validity="").exclude(doc_number="")
    return _none(pages, "没有标注有效性")


def _none(pages: "QuerySet[DocumentPage]", lacking: str) -> Measurement:
    return none_of(
        (
            Evidence(page.permanent_address, f"“{page.title}”{lacking}")
            for page in pages.order_by("pk")
        ),
        "件",
    )


@measure
def documents_titled(ask: Ask) -> Measurement:
    """As many documents of the year as are wanted have one of the words in their title."""
    if not ask.subjects:
        return unmeasured("没有填写要找的词语，请在评分方法中补上")
    least = 1 if ask.threshold is None else ask.threshold
    titled = Q()
    for word in ask.subjects:
        titled |= Q(title__contains=word)
    pages = reach.of_the_year(ask).filter(titled).order_by("published_at", "pk")
    count, few = pages.count(), "、".join(ask.subjects)
    evidence = [Evidence(one.permanent_address, f"“{one.title}”") for one in pages[:SHOWN]]
    if count < least:
        evidence.append(Evidence("", f"当年标题含“{few}”的信息只有{count}条"))
    verdict = Verdict.BROKEN if count < least else Verdict.MET
    return Measurement(verdict, f"{count}条", f"不少于{least}条", int(count < least), evidence)
